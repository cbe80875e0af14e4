"""Edition -> what is said when: `SLUG.vtt` and `SLUG.srt` for players, `SLUG.words.json` for programs.

Subtitles hold the article's own words, a sentence each; a long one is cut where one draws breath, at the time at which
its part is said (WebVTT, W3C Candidate Recommendation; SubRip).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from lectern.model import SAMPLE_RATE, Clip, Cue, Edition, Narration, WordClip
from lectern.speech.clauses import cut
from lectern.speech.source_words import source_words

LONGEST, LINE = 84, 42
"""Characters of a subtitle and of one of its two lines: what subtitlers hold to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: where it stands, its text as written (or as said, where it stands nowhere), and its words."""

    fragment: str
    text: str
    spoken: str
    clip: Clip
    words: tuple[WordClip, ...]
    written: bool


def beside(edition: Edition) -> Mapping[str, bytes]:
    """Write all that stands beside the MP3, by what its name ends in."""
    return {"vtt": vtt(edition), "srt": srt(edition), "words.json": words_json(edition)}


def lines(edition: Edition) -> tuple[Line, ...]:
    """List what the recording says, in its order; raises ValueError if nothing was recorded."""
    if edition.recording is None or edition.script is None:
        raise ValueError(f"{edition.document.slug} has no recording")
    texts = {fragment.id: fragment.text for fragment in edition.document.fragments}
    cues = _by_fragment(edition.script.listening)
    return tuple(
        _line(clip, cues[clip.fragment], texts.get(clip.fragment)) for clip in edition.recording.clips
    )


def vtt(edition: Edition) -> bytes:
    """Write the subtitles as WebVTT; a cue's id is its fragment's, with a number where a sentence is cut."""
    blocks = ["WEBVTT"]
    for line in lines(edition):
        for number, (begin, end, text) in enumerate(_parts(line), 1):
            name = line.fragment if number == 1 else f"{line.fragment}.{number}"
            shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            blocks.append(f"{name}\n{_clock(begin)} --> {_clock(end)}\n{shown}")
    return ("\n\n".join(blocks) + "\n").encode()


def srt(edition: Edition) -> bytes:
    """Write the subtitles as SubRip."""
    parts = [part for line in lines(edition) for part in _parts(line)]
    blocks = [
        f"{number}\n{_clock(begin).replace('.', ',')} --> {_clock(end).replace('.', ',')}\n{text}\n"
        for number, (begin, end, text) in enumerate(parts, 1)
    ]
    return "\n".join(blocks).encode()


def words_json(edition: Edition) -> bytes:
    """List every word said: times in milliseconds of the MP3, places in code points of the fragment's text.

    A line that stands nowhere in the article has ``written`` false and the narrator's words for its text.
    """
    recording = edition.recording
    listed = [
        {
            "fragment": line.fragment,
            "written": line.written,
            "text": line.text,
            "spoken": line.spoken,
            "begin_ms": _milliseconds(line.clip.begin),
            "end_ms": _milliseconds(line.clip.end),
            "words": [_word(line.text, word) for word in line.words],
        }
        for line in lines(edition)
    ]
    value = {
        "slug": edition.document.slug,
        "language": edition.document.metadata.language,
        "voice": f"{recording.voice.engine} {recording.voice.name}".strip() if recording else None,
        "duration_ms": _milliseconds(recording.samples) if recording else 0,
        "lines": listed,
    }
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _by_fragment(narration: Narration) -> Mapping[str, Cue]:
    return {cue.fragment: cue for cue in narration.cues}


def _line(clip: Clip, cue: Cue, written: str | None) -> Line:
    if written is None:
        return Line(clip.fragment, cue.text, cue.text, clip, clip.words, False)
    return Line(
        clip.fragment, written, cue.text, clip, source_words(clip, cue.text, written, cue.words), True
    )


def _parts(line: Line) -> Iterator[tuple[int, int, str]]:
    """Cut a line into subtitles: begin and end in samples, and the text on one or two lines."""
    texts = cut(" ".join(line.text.split()), LONGEST) or ["…"]
    begins = [line.clip.begin]
    place = 0
    for text in texts[1:]:
        place = _find(line.text, text, place + 1)
        following = [word.begin for word in line.words if word.start >= place]
        begins.append(max(begins[-1], following[0] if following else begins[-1]))
    # A part that nobody could time is shown with the one before it.
    shown: dict[int, list[str]] = {}
    for begin, text in zip(begins, texts, strict=True):
        shown.setdefault(begin, []).append(text)
    ends = [*list(shown)[1:], line.clip.end]
    for (begin, together), end in zip(shown.items(), ends, strict=True):
        yield begin, end, "\n".join(wrap(" ".join(together), LINE))


def _find(text: str, part: str, after: int) -> int:
    """Find where a part begins in a text whose white space may differ."""
    pattern = re.compile(r"\s+".join(map(re.escape, part.split()[:4])))
    found = pattern.search(text, after)
    return found.start() if found else after


def _word(text: str, word: WordClip) -> dict[str, Any]:
    return {
        "text": text[word.start : word.stop],
        "start": word.start,
        "stop": word.stop,
        "begin_ms": _milliseconds(word.begin),
        "end_ms": _milliseconds(word.end),
    }


def _clock(samples: int) -> str:
    seconds, milliseconds = divmod(_milliseconds(samples), 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{milliseconds:03}"


def _milliseconds(samples: int) -> int:
    return samples * 1000 // SAMPLE_RATE
