"""A cue's text, its languages and pronunciations -> the text that an engine is given, and the way back.

Every engine says other characters than the cue has: respelt words, markup, no double spaces. Each character of what
it is given remembers its place in the cue's text, so that what the engine tells of it can be told of the cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lectern.model import Pronunciation, Run, runs

_WORD_OR_SPACES = re.compile(r"(?P<word>[^\s\0]+)|[\s\0]+")


class Wording:
    """A text under construction: each of its characters remembers its place in the cue's text."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._places: list[int] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, given: str, place: int) -> None:
        """Add characters that all stand at a place."""
        if given:
            self._parts.append(given)
            self._places += [place] * len(given)

    def add_spaced(self, part: str, place: int) -> None:
        """Add characters that stand one after the other from a place on, with single spaces between words."""
        for found in _WORD_OR_SPACES.finditer(part):
            at = place + found.start()
            if found["word"]:
                self._parts.append(found["word"])
                self._places += range(at, place + found.end())
            elif self._parts and not self._parts[-1].endswith(" "):
                self.add(" ", at)

    def place(self, at: int) -> int | None:
        """Give the place in the cue's text of the character at an index, None outside."""
        return self._places[at] if 0 <= at < len(self._places) else None

    def escaped(self, escape: Callable[[str], str]) -> Wording:
        """Give the same with each character escaped."""
        signs = {sign: escape(sign) for sign in set(self.text)}
        if all(sign == given for sign, given in signs.items()):
            return self
        other = Wording()
        for sign, place in zip(self.text, self._places, strict=True):
            other.add(signs[sign], place)
        return other

    def extend(self, other: Wording) -> None:
        """Add all of another."""
        self._parts += other._parts
        self._places += other._places


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
                wording.add_spaced(part, place)
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
            spaced.add_spaced(part, place)
            wording.extend(spaced.escaped(escape))
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
