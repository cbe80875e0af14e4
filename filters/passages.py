"""The running text of a document as strings, and stretches of it wrapped in inlines again; the text never changes."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import panflute as pf

from filters.reading_order import in_reading_order

OPAQUE = "\ufffc"
"""Stands for what is no running text: links, code, formulas, images, notes (Unicode: object replacement character)."""

_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_SPLITTABLE = (pf.Emph, pf.Strong, pf.Strikeout, pf.Underline, pf.SmallCaps, pf.Span)
_BREAKS = (pf.Space, pf.SoftBreak, pf.LineBreak)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBERS = re.compile(r"[\s,;–—‐-]*[0-9][0-9\s,;–—‐-]*")
_HOLDERS = (pf.Para, pf.Plain, pf.LineItem)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that holds inlines, and its text; each inline's place in the text follows from `running_text`.

    ``headed``: a heading stands between it and the passage before.
    """

    block: pf.Element
    text: str
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """A stretch of a passage (code points) to be put into a new inline; ``inner`` stretches lie within it."""

    start: int
    end: int
    make: Callable[[list[pf.Inline]], pf.Inline]
    inner: tuple["Wrap", ...] = ()


def passages(doc: pf.Doc, *, open_citations: bool = False) -> Iterator[Passage]:
    """List what can hold citations: paragraphs, cells, captions, notes; no headings, no reference list."""
    listed: set[int] = set()
    headed = False
    for element in in_reading_order(doc):
        headed = headed or isinstance(element, pf.Header)
        if isinstance(element, pf.Div) and element.identifier == "refs":
            listed.update(id(inside) for inside in in_reading_order(element))
        elif isinstance(element, _HOLDERS) and id(element) not in listed:
            yield Passage(element, running_text(element.content, open_citations=open_citations), headed)
            headed = False


def join_texts(texts: Iterable[tuple[str, bool]]) -> tuple[str, list[int]]:
    """Make one text for the grammar, a blank line between two and one more before a heading's first; and their starts.

    Each text comes with whether a heading stands before it.
    """
    parts: list[str] = []
    starts: list[int] = []
    place = 0
    for text, headed in texts:
        parting = "" if not parts else "\n\n\n" if headed else "\n\n"
        parts += parting, text
        starts.append(place + len(parting))
        place = starts[-1] + len(text)
    return "".join(parts), starts


def running_text(inlines: Sequence[pf.Inline], *, open_citations: bool = False) -> str:
    """Give the text of inlines; with ``open_citations`` also of citations and the links in them.

    Raised numbers, which may cite, are given as superscript digits of Unicode ("bay¹²,¹⁴"), sign for sign.
    """
    return "".join(_text(inline, open_citations) for inline in inlines)


def _text(inline: pf.Inline, opened: bool) -> str:
    if isinstance(inline, pf.Str):
        return str(inline.text)
    if isinstance(inline, _BREAKS):
        return " "
    if isinstance(inline, _SPLITTABLE) or (opened and isinstance(inline, pf.Cite | pf.Link)):
        return running_text(inline.content, open_citations=opened)
    if isinstance(inline, pf.Quoted):
        left, right = _QUOTES[inline.quote_type]
        return left + running_text(inline.content, open_citations=opened) + right
    if isinstance(inline, pf.Superscript):
        raised = running_text(inline.content, open_citations=opened)
        return raised.translate(_RAISED) if _NUMBERS.fullmatch(raised) else OPAQUE
    return OPAQUE


def wrap(inlines: Sequence[pf.Inline], wraps: Sequence[Wrap]) -> list[pf.Inline]:
    """Put stretches of the inlines into new ones; what would cut a quotation or a link in two is left as it is."""
    within, across = _sort(inlines, sorted(wraps, key=lambda each: each.start))
    cuts = sorted({place for each in across for place in (each.start, each.end)})
    pieces = cut(inlines, cuts) if cuts else list(inlines)
    made: list[pf.Inline] = []
    collected: list[pf.Inline] = []
    place, waiting, inside = 0, deque(across), deque(within)
    for piece in pieces:
        size = len(_text(piece, False))
        if waiting and waiting[0].start <= place:
            collected.append(piece)
        else:
            made.append(_wrap_inside(piece, place, place + size, inside))
        place += size
        if collected and place >= waiting[0].end:
            made.append(_made(waiting.popleft(), collected))
            collected = []
    return made + collected


def _made(each: Wrap, inlines: list[pf.Inline]) -> pf.Inline:
    inner = [_shifted(one, each.start) for one in each.inner]
    return each.make(wrap(inlines, inner) if inner else inlines)


def _wrap_inside(inline: pf.Inline, start: int, end: int, waiting: deque[Wrap]) -> pf.Inline:
    """Wrap what lies inside one container; ``waiting`` begins with the wraps that do."""
    begin = start + isinstance(inline, pf.Quoted)
    found: list[Wrap] = []
    while waiting and waiting[0].end <= end:
        found.append(_shifted(waiting.popleft(), begin))
    if found:
        inline.content = wrap(list(inline.content), found)
    return inline


def _sort(inlines: Sequence[pf.Inline], wraps: Sequence[Wrap]) -> tuple[list[Wrap], list[Wrap]]:
    """Part the wraps into those inside one container and those of this level.

    One that would cut what cannot be cut is left out; the wraps inside it stay.
    """
    sizes = [len(_text(inline, False)) for inline in inlines]
    starts = [0, *accumulate(sizes)][:-1]
    within: list[Wrap] = []
    across: list[Wrap] = []
    for each in wraps:
        first = bisect_right(starts, each.start) - 1
        last = bisect_left(starts, each.end) - 1
        quote = isinstance(inlines[first], pf.Quoted)
        begin, end = starts[first] + quote, starts[first] + sizes[first] - quote
        holds = isinstance(inlines[first], (*_SPLITTABLE, pf.Quoted, pf.Superscript))
        if holds and begin <= each.start and each.end <= end:
            within.append(each)
        elif _can_cut(inlines[first], each.start - starts[first], sizes[first]) and _can_cut(
            inlines[last], each.end - starts[last], sizes[last]
        ):
            across.append(each)
        else:
            across += each.inner
    return within, across


def _can_cut(inline: pf.Inline, place: int, size: int) -> bool:
    """Tell whether an inline can be cut at a place in its text; at its ends any can."""
    if place in (0, size) or isinstance(inline, pf.Str):
        return True
    if not isinstance(inline, _SPLITTABLE):
        return False
    for inside in inline.content:
        size = len(_text(inside, False))
        if place <= size:
            return _can_cut(inside, place, size)
        place -= size
    return True


def _shifted(each: Wrap, by: int) -> Wrap:
    return Wrap(each.start - by, each.end - by, each.make, tuple(_shifted(inner, by) for inner in each.inner))


def cut(inlines: Sequence[pf.Inline], places: Sequence[int]) -> list[pf.Inline]:
    """Cut inlines at places in their text, in ascending order; a container becomes several of its kind."""
    pieces: list[pf.Inline] = []
    start = 0
    for inline in inlines:
        size = len(_text(inline, False))
        inside = [
            place - start for place in places[bisect_right(places, start) : bisect_left(places, start + size)]
        ]
        pieces += _cut_one(inline, inside) if inside else [inline]
        start += size
    return pieces


def _cut_one(inline: pf.Inline, places: list[int]) -> list[pf.Inline]:
    if isinstance(inline, pf.Str):
        ends = [0, *places, len(inline.text)]
        return [pf.Str(inline.text[a:b]) for a, b in pairwise(ends)]
    if not isinstance(inline, _SPLITTABLE):
        return [inline]
    groups: list[list[pf.Inline]] = [[]]
    borders = set(places)
    start = 0
    for piece in cut(list(inline.content), places):
        if start in borders and groups[-1]:
            groups.append([])
        groups[-1].append(piece)
        start += len(_text(piece, False))
    return [_like(inline, group, first=index == 0) for index, group in enumerate(groups)]


def _like(inline: pf.Inline, content: list[pf.Inline], *, first: bool) -> pf.Inline:
    if not isinstance(inline, pf.Span):
        return type(inline)(*content)
    identifier = inline.identifier if first else ""
    return pf.Span(
        *content, identifier=identifier, classes=list(inline.classes), attributes=dict(inline.attributes)
    )
