"""Editions for the tests of writers: real documents, voiced by a quiet tone whose length comes from the words."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lectern import article, source
from lectern.model import SAMPLE_RATE, Cue, Document, Edition, Narration, Script, Voice
from lectern.speech import record

ARTICLES = Path(__file__).parent / "articles"
VOICE = Voice("silent", "1", "tone")


def document(folder: Path, text: str, name: str = "tides.md") -> Document:
    """Read an article from these words."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return article.read(source.read(path))


def text_only(folder: Path, text: str) -> Edition:
    """Make an edition without a narration."""
    return Edition(document(folder, text))


def voiced(read: Document) -> Edition:
    """Make an edition in which every fragment sounds, each with a length of its own."""
    cues = {each.id: Cue(each.id, each.kind, each.text, each.language) for each in read.fragments}
    narration = Narration(read.metadata.language, tuple(cues.values()))
    clips: Mapping[str, bytes] = {name: tone(len(cue.text)) for name, cue in cues.items()}
    return Edition(read, Script(cues, narration), record(narration, clips, VOICE), clips)


def tone(characters: int) -> bytes:
    """Give a soft tone, a tenth of a second and a little more for each character: never whole milliseconds."""
    count = SAMPLE_RATE // 10 + 101 * characters
    wave = np.sin(np.arange(count) * (2 * np.pi * 220 / SAMPLE_RATE)) * 1000
    return wave.astype("<i2").tobytes()
