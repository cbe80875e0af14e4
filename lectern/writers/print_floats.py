"""Figures and short tables that give way: moved down, within their section, so that no page ends half empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from lxml import etree

from lectern.writers.structure_tree import Trace

_FOOT = 32 / 25.4 * 72
"""Points below the last line of a page (see print.css)."""
_LINE = 17.5
_GAP = 5 * _LINE
"""A page may end that much early before a figure is moved."""
_SPLIT = 4 * _LINE
"""The room that a paragraph needs to begin at the foot of a page."""
_FLOWING = ("p", "ul", "ol", "h3", "h4", "h5", "h6")


class _Tree(Protocol):
    """What the elements of lxml and of the standard library have in common."""

    @property
    def tag(self) -> Any:
        """Its name."""

    def get(self, key: str, default: str) -> Any:
        """An attribute."""

    def __iter__(self) -> Iterator[Any]:
        """Its children."""


def move_floats(article: etree._Element, moved: Mapping[str, int]) -> None:
    """Number what may give way, and set it after as many groups of the text that follows as the last proof asked for.

    The place it leaves is marked: a figure is read where the author put it.
    """
    floats = [each for each in article.iter("figure", "table") if _may_float(each)]
    for number, figure in enumerate(floats, start=1):
        figure.set("data-float", str(number))
        groups = _groups(article, figure)[: moved.get(str(number), 0)]
        if groups:
            figure.addprevious(etree.Element("div", {"data-place": str(number)}))
            groups[-1][-1].addnext(figure)


def _may_float(element: etree._Element) -> bool:
    parent = element.getparent()
    in_section = parent is not None and parent.tag == "section"
    return in_section and (element.tag == "figure" or "short" in element.get("class", "").split())


def find_move(traces: Sequence[Trace], html: Element, moved: Mapping[str, int]) -> Mapping[str, int]:
    """Find the first figure that begins a page and left the one before short; tell after how many groups it goes."""
    pages = _Pages(traces)
    for figure in (each for each in html.iter() if each.get("data-float")):
        number = figure.get("data-float", "")
        page = pages.begun_by(figure)
        if number in moved or page is None:
            continue
        gap = pages.foot(page - 1) - _FOOT
        if gap > _GAP and (count := _fitting(_groups(html, figure), pages, gap)):
            return {number: count}
    return {}


def _fitting(groups: Sequence[Sequence[Any]], pages: _Pages, gap: float) -> int:
    """Count the groups that fill the gap; a last paragraph may go on to the next page."""
    count = 0
    for group in groups:
        height = sum(pages.height(each) for each in group)
        if height > gap and (len(group) > 1 or gap < _SPLIT):
            break
        count += 1
        gap -= height
        if gap < 0:
            break
    return count


def _groups(root: _Tree, figure: _Tree) -> list[list[Any]]:
    """Group the text after a figure, to the end of its top section, by what must stay together.

    A heading stays with what it heads, a displayed formula with what leads to it; anything that is no plain text ends
    the way down.
    """
    section = next((each for each in _sections(root) if _holds(each, figure)), None)
    groups: list[list[Any]] = []
    for element in _after(section, figure) if section is not None else ():
        together = groups and (
            groups[-1][-1].tag[0] == "h" or "displayed" in element.get("class", "").split()
        )
        if together:
            groups[-1].append(element)
        else:
            groups.append([element])
    if groups and groups[-1][-1].tag[0] == "h":
        groups.pop()
    return groups


def _sections(root: _Tree) -> Iterator[_Tree]:
    """The top sections of the article."""
    for child in root:
        if child.tag == "section":
            yield child
        elif child.tag in ("body", "article"):
            yield from _sections(child)


def _holds(element: _Tree, figure: _Tree) -> bool:
    return any(
        child is figure or _holds(child, figure) for child in element if child.tag in ("section", figure.tag)
    )


def _after(section: _Tree, figure: _Tree) -> Iterator[Any]:
    met = False
    for element in _blocks(section):
        if element is figure:
            met = True
        elif met and element.tag in _FLOWING:
            yield element
        elif met and not element.get("data-place", ""):
            return


def _blocks(section: _Tree) -> Iterator[Any]:
    for child in section:
        if child.tag == "section":
            yield from _blocks(child)
        else:
            yield child


class _Pages:
    """Where everything was painted."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        self._painted: dict[Element, list[Trace]] = {}
        self._feet: dict[int, float] = {}
        self._firsts: dict[int, Element] = {}
        for trace in traces:
            if trace.mcid is not None and trace.element is not None and trace.bounds:
                self._painted.setdefault(trace.element, []).append(trace)
                self._feet[trace.page] = min(self._feet.get(trace.page, trace.bounds[1]), trace.bounds[1])
                self._firsts.setdefault(trace.page, trace.element)

    def foot(self, page: int) -> float:
        """The height at which a page's text ends, in points from below."""
        return self._feet.get(page, _FOOT)

    def begun_by(self, figure: Element) -> int | None:
        """The page that begins with the figure, if there is one before it."""
        inside = set(figure.iter())
        return next((page for page, first in self._firsts.items() if page and first in inside), None)

    def height(self, block: Element) -> float:
        """The height of a block with the space after it, summed over its pages, in points."""
        extents: dict[int, tuple[float, float]] = {}
        for element in block.iter():
            for trace in self._painted.get(element, ()):
                assert trace.bounds is not None
                low, high = extents.get(trace.page, (trace.bounds[1], trace.bounds[3]))
                extents[trace.page] = (min(low, trace.bounds[1]), max(high, trace.bounds[3]))
        space = 2 * _LINE if block.tag[0] == "h" else _LINE / 2
        return sum(high - low for low, high in extents.values()) + space
