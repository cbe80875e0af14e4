"""A cue's text, its languages and pronunciations -> the text that an engine is given, and the way back.

Every engine says other characters than the cue has: respelt words, markup, no double spaces. Each character of what
it is given remembers its place in the cue's text, so that what the engine tells of it can be told of the cue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lectern.model import Pronunciation, Run, runs


@dataclass(slots=True)
class Wording:
    """A text under construction: ``places`` has for each of its characters the place in the cue's text."""

    text: str = ""
    places: list[int] = field(default_factory=list)

    def add(self, given: str, place: int, *, steps: bool = False) -> None:
        """Add characters that stand at a place; with ``steps`` one after the other from there on."""
        self.text += given
        self.places += range(place, place + len(given)) if steps else [place] * len(given)

    def place(self, at: int) -> int | None:
        """Give the place in the cue's text of the character at an index, None outside."""
        return self.places[at] if 0 <= at < len(self.places) else None


def pieces(
    text: str, language: str, languages: Sequence[Run] = (), pronunciations: Sequence[Pronunciation] = ()
) -> Iterator[tuple[Run, Wording]]:
    """Word each run of one language by itself, for engines that say one language at a time; empty ones are left out.

    A word with a pronunciation never lies across two runs; one that does is said as it stands.
    """
    for run in runs(len(text), language, languages):
        helps = [
            each
            for each in pronunciations
            if run.start <= each.start and each.end <= run.end and each.respelling
        ]
        wording = Wording()
        for part, place, help in _parts(text, run.start, run.end, helps):
            if help:
                wording.add(help.respelling, place)
            else:
                _spaced(wording, part, place)
        if any(map(str.isalnum, wording.text)):
            yield run, wording


def marked(
    text: str,
    languages: Sequence[Run],
    pronunciations: Sequence[Pronunciation],
    *,
    switch: Callable[[str, str], tuple[str, str]],
    sounds: Callable[[Pronunciation], str],
    escape: Callable[[str], str],
) -> Wording:
    """Word a text whole, for an engine with markup: ``switch`` gives what opens and closes a run in another language.

    ``sounds`` gives what stands for a word with a pronunciation ("" to say it as it is), ``escape`` one character.
    """
    wording = Wording()
    for run in runs(len(text), "", languages):
        opening, closing = switch(run.language, text[run.start : run.end]) if run.language else ("", "")
        wording.add(opening, run.start)
        for part, place, help in _parts(text, run.start, run.end, pronunciations):
            said = sounds(help) if help else ""
            if said:
                wording.add(said, place)
                continue
            spaced = Wording()
            _spaced(spaced, part, place)
            for sign, at in zip(spaced.text, spaced.places, strict=True):
                wording.add(escape(sign), at)
        wording.add(closing, run.end - 1)
    return wording


def _parts(
    text: str, start: int, end: int, helps: Sequence[Pronunciation]
) -> Iterator[tuple[str, int, Pronunciation | None]]:
    """Part a stretch of the text at the words that have a pronunciation and lie inside it."""
    place = start
    for help in helps:
        if place <= help.start and help.end <= end:
            yield text[place : help.start], place, None
            yield text[help.start : help.end], help.start, help
            place = help.end
    yield text[place:end], place, None


def _spaced(wording: Wording, part: str, place: int) -> None:
    for at, sign in enumerate(part, place):
        if sign != "\0" and not sign.isspace():
            wording.add(sign, at)
        elif wording.text and wording.text[-1] != " ":
            wording.add(" ", at)
