"""The book's overlays beside its decoded sound, as espeak-ng says it: no clip is early, late or beyond the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lectern import article, source, speech
from lectern.checks import epub_file
from lectern.model import SAMPLE_RATE, Edition
from lectern.narration.script import narrate
from lectern.speech.encode import decode
from lectern.speech.sound import samples
from lectern.writers import epub
from tests.books import part

WORDS = ("moon", "sun", "wind", "shore", "river", "delta", "harbour", "storm", "reef", "island")
SECTION = "\n\n".join(
    f"The {word} moves the water{' (Moon, 2019)' if number % 4 == 0 else ''}. It is the {number}th of them"
    f"{f'[^{number}]' if number % 5 == 0 else ''}."
    for number, word in enumerate(WORDS * 2, start=4)
)
NOTES = "".join(f"[^{number}]: A note about the {number}th.\n\n" for number in (5, 10, 15, 20))
ARTICLE = (
    f"---\ntitle: Tides\nauthor: Ada Moon\nlang: en-GB\n---\n\nThe sea rises.\n\n# What moves it\n\n{SECTION}\n\n"
    "# Springs\n\n| Place | Range |\n|---|---|\n| Fundy | 16 m |\n\n: Great tides.\n\nThe end comes soon.\n\n"
    f"{NOTES}\n# References\n\nMoon, A. (2019). *The sea*. Shore Press.\n"
)
REACH = SAMPLE_RATE // 20
"""Samples before and after its place in which a clip is searched for."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    path = tmp_path_factory.mktemp("article") / "tides.md"
    path.write_text(ARTICLE, encoding="utf-8")
    document = article.read(source.read(path))
    script = narrate(document)
    spoken = speech.speak(
        tuple(replace(cue, fragment=name) for name, cue in script.utterances().items()), voice="espeak"
    )
    heard = spoken.clips.renamed({cue.fragment: script.clip_of(cue) for cue in script.listening.cues})
    recording = speech.record(script.listening, heard, spoken.voice)
    return Edition(document, script, recording, spoken.clips, heard)


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return epub.write(edition, tmp_path_factory.mktemp("book")).path


@pytest.fixture(scope="module")
def decoded(book: Path) -> dict[str, NDArray[np.float64]]:
    """The sound of each audio file as a player gives it out."""
    return {
        name: samples(decode(part(book, name.removeprefix("EPUB/")))) for name in epub_file.read(book).audio
    }


def test_each_stated_duration_is_that_of_the_decoded_sound(
    book: Path, decoded: dict[str, NDArray[np.float64]]
) -> None:
    overlays = epub_file.read(book).overlays

    stated = {each.pairs[0].audio: round((each.stated or 0) * 1000) for each in overlays}

    assert stated == {name: len(sound) * 1000 // SAMPLE_RATE for name, sound in decoded.items()}
    assert round((epub_file.read(book).stated or 0) * 1000) == sum(stated.values())


def test_no_clip_goes_beyond_its_sound(book: Path, decoded: dict[str, NDArray[np.float64]]) -> None:
    for overlay in epub_file.read(book).overlays:
        assert max(pair.end for pair in overlay.pairs) <= len(decoded[overlay.pairs[0].audio]) / SAMPLE_RATE


def test_every_clip_begins_where_its_words_are_heard_to_the_last_of_each_file(
    edition: Edition, book: Path, decoded: dict[str, NDArray[np.float64]]
) -> None:
    """The sound of a clip as the voice gave it is searched for in what a player gives out: where it fits best."""
    late = {}
    for overlay in epub_file.read(book).overlays:
        for pair in overlay.pairs:
            said = samples(edition.clips[pair.id])[:SAMPLE_RATE]
            place = round(pair.begin * SAMPLE_RATE)
            padded = np.pad(decoded[pair.audio], (REACH, REACH + len(said)))
            around = padded[place : place + len(said) + 2 * REACH]
            fits = np.correlate(around, said, "valid")
            assert fits.max() > 0.95 * float(said @ said)
            late[pair.id] = (int(fits.argmax()) - REACH) / SAMPLE_RATE

    assert len(late) >= 60
    assert max(map(abs, late.values())) < 0.001


def test_a_clip_begins_within_a_blink_of_the_first_sound_in_it(
    book: Path, decoded: dict[str, NDArray[np.float64]]
) -> None:
    for overlay in epub_file.read(book).overlays:
        for pair in overlay.pairs:
            begin, end = (round(each * SAMPLE_RATE) for each in (pair.begin, pair.end))
            level = np.abs(decoded[pair.audio][begin:end])
            first = int((level > 0.02 * level.max()).argmax())

            assert first / SAMPLE_RATE < 0.04
