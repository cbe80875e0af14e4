"""The running text of a document as strings, and stretches of it wrapped in inlines again; the text never
changes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import panflute as pf

OPAQUE = "\ufffc"
"""Stands for what is no running text: links, code, formulas, images, notes (Unicode: object replacement
character).
"""

_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_SPLITTABLE = (pf.Emph, pf.Strong, pf.Strikeout, pf.Underline, pf.SmallCaps, pf.Span)
_BREAKS = (pf.Space, pf.SoftBreak, pf.LineBreak)
_HOLDERS = (pf.Para, pf.Plain, pf.LineItem)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that holds inlines, and its text; each inline's place in the text follows from `running_text`."""

    block: pf.Element
    text: str


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
    found: list[pf.Element] = []

    def collect(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Div) and element.identifier == "refs":
            element.walk(lambda inside, _: listed.add(id(inside)))
        elif isinstance(element, _HOLDERS):
            found.append(element)

    doc.walk(collect)
    for block in found:
        if id(block) not in listed:
            yield Passage(block, running_text(block.content, open_citations=open_citations))


def running_text(inlines: Sequence[pf.Inline], *, open_citations: bool = False) -> str:
    """Give the text of inlines; with ``open_citations`` also of citations and the links in them."""
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
    return OPAQUE


def wrap(inlines: Sequence[pf.Inline], wraps: Sequence[Wrap]) -> list[pf.Inline]:
    """Put stretches of the inlines into new ones; what would cut a quotation or a link in two is left as it
    is.
    """
    wraps = sorted(wraps, key=lambda each: each.start)
    sizes = [len(_text(inline, False)) for inline in inlines]
    within, across = _sort(inlines, sizes, wraps)
    cuts = sorted({place for each in across for place in (each.start, each.end)})
    pieces: list[pf.Inline] = []
    place = 0
    for inline, size, inside in zip(inlines, sizes, within, strict=True):
        _wrap_inside(inline, inside)
        pieces += (
            cut([inline], [each - place for each in cuts if place < each < place + size])
            if across
            else [inline]
        )
        place += size
    return _gather(pieces, across)


def _sort(
    inlines: Sequence[pf.Inline], sizes: Sequence[int], wraps: Sequence[Wrap]
) -> tuple[list[list[Wrap]], list[Wrap]]:
    """Part the wraps into those inside one container (moved to its own places) and those of this level."""
    starts, place = [], 0
    for size in sizes:
        starts.append(place)
        place += size
    within: list[list[Wrap]] = [[] for _ in inlines]
    across: list[Wrap] = []
    for each in wraps:
        first = bisect_right(starts, each.start) - 1
        last = bisect_left(starts, each.end) - 1
        quote = isinstance(inlines[first], pf.Quoted)
        begin, end = starts[first] + quote, starts[first] + sizes[first] - quote
        container = isinstance(inlines[first], (*_SPLITTABLE, pf.Quoted))
        if container and begin <= each.start and each.end <= end:
            within[first].append(_shifted(each, begin))
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


def _wrap_inside(inline: pf.Inline, wraps: Sequence[Wrap]) -> None:
    if wraps:
        inline.content = wrap(list(inline.content), wraps)


def cut(inlines: Sequence[pf.Inline], places: Sequence[int]) -> list[pf.Inline]:
    """Cut inlines at places in their text; a container becomes several of its kind."""
    pieces: list[pf.Inline] = []
    start = 0
    for inline in inlines:
        size = len(_text(inline, False))
        inside = [place - start for place in places if start < place < start + size]
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
    start = 0
    for piece in cut(list(inline.content), places):
        if start in places and groups[-1]:
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


def _gather(pieces: Sequence[pf.Inline], wraps: Sequence[Wrap]) -> list[pf.Inline]:
    """Collect the pieces between the ends of each wrap; no piece crosses an end."""
    made: list[pf.Inline] = []
    collected: list[pf.Inline] = []
    place, waiting = 0, list(reversed(wraps))
    for piece in pieces:
        target = collected if waiting and waiting[-1].start <= place else made
        target.append(piece)
        place += len(_text(piece, False))
        if waiting and collected and place >= waiting[-1].end:
            done = waiting.pop()
            inner = [_shifted(each, done.start) for each in done.inner]
            made.append(done.make(wrap(collected, inner) if inner else collected))
            collected = []
    return made + collected
