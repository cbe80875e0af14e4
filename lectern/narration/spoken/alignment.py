"""Rules that rewrite a text and remember, for each character, which part of the source it stands for.

A spoken form is a row of rules, each a pattern and what is said for it. They are applied one after the other; the
text carries two offsets for each character, so what is said can be laid on what is written, word by word, for
highlighting. Nothing is lost: a source word is covered by a stretch of the spoken text, or it is silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lectern.narration.spoken.needs import characters, needs

Said = str | Callable[[re.Match[str]], str]
Rule = tuple[re.Pattern[str], Said]
"""What is looked for, and what is said for it: a template of `re.Match.expand`, or a function of the match."""

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Spoken words and the source words they are said for; ends are exclusive, offsets are in characters."""

    spoken_start: int
    spoken_end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken text, its stretches in order, without overlap on either side, and the source words that are silent."""

    text: str
    words: tuple[Stretch, ...]
    silent: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A text under rules: for each of its characters, where its source begins and ends."""

    text: str
    begins: list[int]
    ends: list[int]


def rule(pattern: str, said: Said) -> Rule:
    """Write a rule."""
    return re.compile(pattern), said


def tell(source: str, rules: Iterable[Rule]) -> Spoken:
    """Apply the rules in their order.

    >>> tell("5 mg now", [(re.compile("mg"), "milligrams")]).words[1]
    Stretch(spoken_start=2, spoken_end=12, source_start=2, source_end=4)
    """
    return speaker(rules)(source)


def speaker(rules: Iterable[Rule]) -> Callable[[str], Spoken]:
    """Make the function that applies rules in their order; a rule is passed over if the text lacks what it needs."""
    gated = cache(lambda: tuple((needs(pattern), pattern, said) for pattern, said in rules))

    def speak(text: str) -> Spoken:
        line = _Line(text, list(range(len(text))), list(range(1, len(text) + 1)))
        held = characters(text)
        for needed, pattern, said in gated():
            for need in needed:
                if held.isdisjoint(need.characters) and not need.stands_in(line.text):
                    break
            else:
                rewritten = _rewrite(line, pattern, said)
                if rewritten is not line:
                    line, held = rewritten, characters(rewritten.text)
        return _laid(text, line)

    return speak


def _laid(source: str, line: _Line) -> Spoken:
    stretches = tuple(_stretches(source, line))
    return Spoken(line.text, stretches, tuple(_silent(source, stretches)))


def _rewrite(line: _Line, pattern: re.Pattern[str], said: Said) -> _Line:
    text, at = line.text, 0
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for found in pattern.finditer(text):
        new = said(found) if callable(said) else found.expand(said)
        for start, end, middle in _edits(found, new):
            first, last = _span(line, start, end)
            pieces += (text[at:start], middle)
            begins += line.begins[at:start] + [first] * len(middle)
            ends += line.ends[at:start] + [last] * len(middle)
            at = end
    if not pieces:
        return line
    return _Line("".join([*pieces, text[at:]]), begins + line.begins[at:], ends + line.ends[at:])


def _edits(found: re.Match[str], new: str) -> Iterator[tuple[int, int, str]]:
    """Cut one replacement into the smallest ones: words at both ends and whole groups that are said as written stay."""
    head, tail = _same(found[0], new)
    at, end = found.start() + head, found.end() - tail
    new = new[head : len(new) - tail]
    for number in range(1, len(found.groups()) + 1):
        start, stop = found.span(number)
        kept = found[number]
        place = _place(new, kept) if kept and at <= start and stop <= end else -1
        if place >= 0:
            if at < start or place:
                yield at, start, new[:place]
            at, new = stop, new[place + len(kept) :]
    if at < end or new:
        yield at, end, new


def _place(text: str, part: str) -> int:
    """Find a part that holds a word as whole words of a text; -1 where it is not."""
    place = text.find(part)
    if place < 0 or not any(map(str.isalnum, part)):
        return -1
    around = text[max(0, place - 1) : place] + text[place + len(part) : place + len(part) + 1]
    return -1 if any(map(str.isalnum, around)) else place


def _same(old: str, new: str) -> tuple[int, int]:
    """Count the characters of the whole words that stay at the beginning and at the end."""
    if old == new:
        return len(old), 0
    most = min(len(old), len(new))
    head = next((place for place in range(most) if old[place] != new[place]), most)
    while head and not (old[head - 1].isspace() and new[head - 1].isspace()):
        head -= 1
    most -= head
    tail = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    while tail and not old[-tail].isspace():
        tail -= 1
    return head, tail


def _span(line: _Line, start: int, end: int) -> tuple[int, int]:
    """Give the source of a part; of an empty one, the place between its neighbours."""
    if start < end:
        return line.begins[start], line.ends[end - 1]
    place = line.ends[start - 1] if start else (line.begins[0] if line.begins else 0)
    return place, place


def _stretches(source: str, line: _Line) -> Iterator[Stretch]:
    """Lay spoken words on whole source words; words that share one become one stretch, as do those without any."""
    written = [found.span() for found in WORD.finditer(source)]
    held: list[int] | None = None
    at = 0
    for found in WORD.finditer(line.text):
        begin, end = line.begins[found.start()], line.ends[found.end() - 1]
        while at + 1 < len(written) and written[at][1] <= begin:
            at += 1
        last = at
        while last + 1 < len(written) and written[last + 1][0] < end:
            last += 1
        if held and written[at][0] < held[3]:
            held[1], held[3] = found.end(), max(held[3], written[last][1])
        else:
            if held:
                yield Stretch(*held)
            held = [found.start(), found.end(), written[at][0], written[last][1]]
        at = last
    if held:
        yield Stretch(*held)


def _silent(source: str, stretches: tuple[Stretch, ...]) -> Iterator[tuple[int, int]]:
    """List the source words that no stretch covers."""
    waiting = iter(stretches)
    stretch = next(waiting, None)
    for found in WORD.finditer(source):
        while stretch and stretch.source_end <= found.start():
            stretch = next(waiting, None)
        if stretch is None or found.end() <= stretch.source_start:
            yield found.span()
