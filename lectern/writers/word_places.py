"""A recording's word times -> where the page lights each word, and what of a sentence may be jumped.

Places count UTF-16 code units of the element's ``textContent``, which is what a browser's script counts by. A formula
is lit as a whole; note marks and backlinks are no words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml import etree

from lectern.model import SAMPLE_RATE, Clip, Kind
from lectern.speech.timing import words
from lectern.writers.markup import MATHML
from lectern.writers.spoken_lines import Line
from lectern.writers.xhtml import h

WORDLESS = frozenset({Kind.CODE, Kind.IMAGE, Kind.MATH, Kind.FRAME})
"""What is lit as a whole."""
_FORMULA = "\ua66e"
"""Stands for a formula in a text: a letter that no text has."""
_APART = frozenset(map(h, ("td", "th", "p", "li", "dt", "dd", "br")))
_MANY = 500
"""Words of an element that are still laid beside a fragment's: the comparison takes the square of their number."""
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_REST = 300
"""Milliseconds of a clip's silence that stay where its last words are jumped."""
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(slots=True)
class Shown:
    """An element's words as they are read: for each character its begin and end in ``textContent``, in UTF-16."""

    letters: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    cited: list[bool] = field(default_factory=list)
    units: int = 0

    @property
    def text(self) -> str:
        """The letters in a row."""
        return "".join(self.letters)


@dataclass(frozen=True, slots=True)
class Lit:
    """A word to be lit: its first millisecond in the recording, and its place in the element's ``textContent``."""

    begin: int
    start: int
    stop: int


def shown(element: etree._Element) -> Shown:
    """Read an element: its words without note marks and backlinks, each formula as one letter."""
    read = Shown()
    _read(element, read, seen=True, cited=False)
    return read


def lit(line: Line, read: Shown) -> tuple[Lit, ...]:
    """Place the timed words of a fragment in its element; words that stand nowhere there are left out."""
    sources = words(line.text)
    begins = [start for start, _ in sources]
    places = _lay([line.text[start:stop] for start, stop in sources], read)
    found: list[Lit] = []
    for word in line.words:
        place = places.get(bisect_right(begins, word.start) - 1)
        if place is None:
            continue
        begin = milliseconds(word.begin)
        if found and (place[0] < found[-1].stop or begin <= found[-1].begin):
            continue  # the same formula still, or what an eye would have to go back for
        found.append(Lit(begin, *place))
    return tuple(found)


def jumps(placed: Sequence[Lit], read: Shown, clip: Clip) -> Iterator[tuple[int, int]]:
    """Give from when to when (ms) brackets with a citation sound that are said in their sentence."""
    end = milliseconds(clip.end)
    for match in _BRACKETS.finditer(read.text) if any(read.cited) else ():
        inside = range(match.start(), match.end())
        if not any(read.cited[each] for each in inside):
            continue
        first, last = read.spans[inside[0]][0], read.spans[inside[-1]][1]
        said = [word for word in placed if first <= word.start < last]
        if said:
            after = [word.begin for word in placed if word.start >= last]
            until = after[0] if after else max(said[-1].begin, end - _REST)
            if until > said[0].begin:
                yield said[0].begin, until


def encode(placed: Sequence[Lit], clip: Clip) -> str:
    """Write words as steps from one to the next: to its start, its length, hundredths of a second to its begin.

    Each is a Base64 VLQ as in source maps (ECMA-426) but without sign: five bits a letter, the lowest first, and a
    sixth that says whether more follow.

    >>> encode((Lit(1250, 0, 3), Lit(1600, 4, 9)), Clip("s", 24000, 48000))
    'ADZBFjB'
    """
    text, place, time = "", 0, milliseconds(clip.begin) // 10
    for word in placed:
        text += (
            _number(word.start - place) + _number(word.stop - word.start) + _number(word.begin // 10 - time)
        )
        place, time = word.stop, word.begin // 10
    return text


def milliseconds(samples: int) -> int:
    """Give a number of samples in whole milliseconds, rounded down."""
    return samples * 1000 // SAMPLE_RATE


def _number(value: int) -> str:
    digits = ""
    while value >= 32:
        digits += _DIGITS[32 + value % 32]
        value //= 32
    return digits + _DIGITS[value]


def _read(node: etree._Element, read: Shown, *, seen: bool, cited: bool) -> None:
    role = node.get("role") or ""
    cited = cited or role == "doc-biblioref"
    seen = (
        seen and role not in ("doc-noteref", "doc-backlink") and "backlinks" not in (node.get("class") or "")
    )
    if node.tag in _APART:
        _add(read, " ", 0, cited=False)
    if seen and node.tag == f"{{{MATHML}}}math":
        _add(read, _FORMULA, _units("".join(map(str, node.itertext()))), cited=cited)
        return
    _text(node.text, read, seen=seen, cited=cited)
    for child in node:
        if isinstance(child.tag, str):
            _read(child, read, seen=seen, cited=cited)
        _text(child.tail, read, seen=seen, cited=cited)


def _text(text: str | None, read: Shown, *, seen: bool, cited: bool) -> None:
    for character in text or "":
        if seen:
            _add(read, character, _units(character), cited=cited)
        else:
            read.units += _units(character)


def _add(read: Shown, character: str, units: int, *, cited: bool) -> None:
    read.letters.append(character)
    read.spans.append((read.units, read.units + units))
    read.cited.append(cited)
    read.units += units


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _lay(meant: Sequence[str], read: Shown) -> Mapping[int, tuple[int, int]]:
    """Lay a fragment's words on the element's: for the number of each its place; what differs is placed together."""
    text = read.text
    found = words(text)
    places = [(read.spans[start][0], read.spans[stop - 1][1]) for start, stop in found]
    there = [text[start:stop].casefold() for start, stop in found]
    wanted = [word.casefold() for word in meant]
    if wanted == there:
        return dict(enumerate(places))
    if max(len(wanted), len(there)) > _MANY:
        return {}
    laid: dict[int, tuple[int, int]] = {}
    for kind, i, j, k, m in SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes():
        if kind == "equal":
            laid.update(zip(range(i, j), places[k:m], strict=True))
        elif kind == "replace":
            laid.update(dict.fromkeys(range(i, j), (places[k][0], places[m - 1][1])))
    return laid
