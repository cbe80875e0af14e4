"""A PDF as Typst wrote it, and the runs that it was made from -> traces: what was painted of which element, and where.

Each run was set within a link to its own number. Typst writes a structure element of type Link for it, which holds its
marked content and, for each line, an annotation; so both are found by the number in the annotation's address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String, parse_content_stream

from lectern.writers.structure_tree import cmap
from lectern.writers.structure_tree.painted import Bounds, Trace
from lectern.writers.typst_runs import Run, Way
from lectern.writers.typst_setting import MARK, Setting


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of marked content: where it is painted, and the characters of its glyphs in the order of the page."""

    page: int
    mcid: int
    x: float = 0
    y: float = 0
    glyphs: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What was painted of a run: marked content by page and number, and annotations by page and object number."""

    contents: list[tuple[int, int]] = field(default_factory=list)
    annotations: list[tuple[int, int, Bounds]] = field(default_factory=list)


def _root(setting: Setting) -> Element:
    first = setting.order[0]
    assert isinstance(first, Element)
    return first


def read_traces(pdf: Pdf, setting: Setting) -> tuple[tuple[Trace, ...], Mapping[tuple[int, int], str]]:
    """Read what was painted, in the order of the document; and what the glyphs of each marked content say."""
    found = _Finder(pdf).find()
    leaves = {
        (leaf.page, leaf.mcid): leaf
        for page in range(len(pdf.pages))
        for leaf in _leaves(pdf.pages[page], page)
    }
    traces: list[Trace] = []
    anchors = _anchors(setting)
    page = 0
    for each in setting.order:
        if isinstance(each, int):
            made = list(_of_run(setting.runs[each], found.get(each, Found()), leaves, anchors.get(each)))
            page = made[0].page if made else page
            traces += made
        else:
            traces.append(Trace(page, each))
    return tuple(traces), {place: "".join(leaf.glyphs) for place, leaf in leaves.items()}


def _anchors(setting: Setting) -> Mapping[int, Element]:
    """Give for every run within a link the link's element."""
    root = _root(setting)
    linked = {inner: link for link in root.iter("a") if link.get("href") for inner in link.iter()}
    return {
        number: linked[run.element]
        for number, run in enumerate(setting.runs)
        if run.element in linked and not run.part
    }


def _of_run(
    run: Run, found: Found, leaves: Mapping[tuple[int, int], Leaf], anchor: Element | None
) -> Iterator[Trace]:
    parts = _ordered(run, [leaves.get(place, Leaf(*place)) for place in found.contents])
    boxes = {(page, round(bounds[1])): bounds for page, _, bounds in found.annotations}
    for leaf, said in parts:
        text = run.text if len(parts) == 1 else said
        near = [bounds for (page, _), bounds in boxes.items() if page == leaf.page]
        bounds = min(near, key=lambda each: abs((each[1] + each[3]) / 2 - leaf.y - 3), default=None)
        yield Trace(leaf.page, run.element, run.part, leaf.mcid, None, text, bounds)
    if anchor is not None:
        for page, number, bounds in found.annotations:
            yield Trace(page, anchor, annotation=number, bounds=bounds)


def _ordered(run: Run, leaves: list[Leaf]) -> list[tuple[Leaf, str]]:
    """Put what was painted of a run in the order in which it is read, each with its words.

    Lines stand in order; within a line the run's direction decides, and for signs that have none what gives the text.
    """
    ways = {Way.RIGHT: (True,), Way.NEUTRAL: (False, True)}.get(run.way, (False,))
    ordered: list[tuple[Leaf, str]] = []
    for from_right in ways:
        ordered = []
        lines = sorted(
            leaves, key=lambda leaf: (leaf.page, -round(leaf.y), -leaf.x if from_right else leaf.x)
        )
        for _, line in groupby(lines, key=lambda leaf: (leaf.page, round(leaf.y))):
            said = [(leaf, "".join(reversed(leaf.glyphs) if from_right else leaf.glyphs)) for leaf in line]
            if said[0][1].isspace() and (ordered or not run.text[:1].isspace()):
                said.append(said.pop(0))  # the space at a line's end goes the paragraph's way (UAX #9, L1)
            ordered += said
        if "".join(said for _, said in ordered) == run.text:
            return ordered
    return _allotted(run.text, ordered)


def _allotted(text: str, ordered: list[tuple[Leaf, str]]) -> list[tuple[Leaf, str]]:
    """Where glyphs do not spell the text (vowel signs are painted apart), let the first on each page say it.

    Over a page's end the text is parted between two words, by how much is painted before it.
    """
    pages = [list(group) for _, group in groupby(ordered, key=lambda each: each[0].page)]
    whole = max(sum(len(leaf.glyphs) for leaf, _ in ordered), 1)
    allotted: list[tuple[Leaf, str]] = []
    begin = painted = 0
    for number, leaves in enumerate(pages, start=1):
        painted += sum(len(leaf.glyphs) for leaf, _ in leaves)
        space = text.find(" ", len(text) * painted // whole) + 1
        end = max(begin, space) if space and number < len(pages) else len(text)
        allotted += [(leaf, "" if place else text[begin:end]) for place, (leaf, _) in enumerate(leaves)]
        begin = end
    return allotted


class _Finder:
    """Walks Typst's own structure tree, which is then thrown away."""

    def __init__(self, pdf: Pdf) -> None:
        self._root = pdf.Root.StructTreeRoot
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._found: dict[int, Found] = {}

    def find(self) -> Mapping[int, Found]:
        """Give by run what was painted of it."""
        self._walk(self._root, 0, None)
        return self._found

    def _walk(self, element: Object, page: int, holder: Found | None) -> None:
        held: Any = element.get(Name.K, ())
        kids: list[Any] = list(held) if isinstance(held, (Array, tuple)) else [held]
        if Name.Pg in element:
            page = self._pages[element.Pg.objgen]
        if element.get(Name.S) == Name.Link:
            holder = self._opened(kids) or holder
        for kid in kids:
            if isinstance(kid, int):
                if holder is not None:
                    holder.contents.append((page, kid))
            elif kid.get(Name.Type) == Name.MCR:
                if holder is not None:
                    holder.contents.append((self._pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get(Name.Type) == Name.OBJR:
                self._annotate(kid, holder)
            else:
                self._walk(kid, page, holder)

    def _opened(self, kids: list[Any]) -> Found | None:
        for kid in kids:
            if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR:
                number = _number(kid.Obj)
                return self._found.setdefault(number, Found()) if number is not None else None
        return None

    def _annotate(self, kid: Object, holder: Found | None) -> None:
        if holder is not None:
            left, bottom, right, top = (float(each) for each in kid.Obj.Rect)
            place = self._pages[kid.Pg.objgen]
            holder.annotations.append((place, kid.Obj.objgen[0], (left, bottom, right, top)))


def _number(annotation: Object) -> int | None:
    action = annotation.get(Name.A)
    address = str(action.get(Name.URI, "")) if action is not None else ""
    rest = address.removeprefix(MARK)
    return int(rest) if address.startswith(MARK) and rest.isdigit() else None


def _leaves(page: Page, number: int) -> Iterator[Leaf]:
    """Read every marked content of a page that has a number."""
    reader = _PageReader(number, page.obj.Resources.get(Name.Font, Dictionary()))
    for instruction in parse_content_stream(page, "BDC BMC EMC cm Tf Tj TJ"):
        reader.take(str(instruction.operator), list(instruction.operands))
    yield from reader.leaves


class _PageReader:
    """Takes one instruction after the other; spans within marked content say their words in place of their glyphs."""

    def __init__(self, number: int, fonts: Any) -> None:
        self.leaves: list[Leaf] = []
        self._number = number
        self._fonts = fonts
        self._maps: dict[str, Mapping[int, str]] = {}
        self._marks: list[tuple[int, str]] = []
        self._characters: Mapping[int, str] = {}
        self._glyphs: list[str] = []
        self._place: tuple[float, float] | None = None

    def take(self, operator: str, operands: list[Any]) -> None:
        if operator in ("BDC", "BMC"):
            self._open(operands[1] if len(operands) > 1 else None)
        elif operator == "EMC":
            self._close()
        elif operator == "cm":
            if self._place is None:
                self._place = (float(operands[4]), float(operands[5]))
        elif operator == "Tf":
            name = str(operands[0])
            if name not in self._maps:
                self._maps[name] = cmap.characters(self._fonts[name])
            self._characters = self._maps[name]
        elif not any(actual for _, actual in self._marks):
            self._glyphs += _decoded(operands[0], self._characters)

    def _open(self, properties: Any) -> None:
        told = properties if isinstance(properties, Dictionary) else Dictionary()
        mcid, actual = int(told.get(Name.MCID, -1)), str(told.get(Name.ActualText, ""))
        self._marks.append((mcid, actual))
        if mcid >= 0:
            self._glyphs, self._place = [], None
        elif actual:
            self._glyphs.append(actual)

    def _close(self) -> None:
        mcid, _ = self._marks.pop()
        if mcid >= 0:
            self.leaves.append(Leaf(self._number, mcid, *(self._place or (0.0, 0.0)), tuple(self._glyphs)))


def _decoded(operand: Any, characters: Mapping[int, str]) -> Iterator[str]:
    strings = (
        [each for each in operand if isinstance(each, String)] if isinstance(operand, Array) else [operand]
    )
    for each in strings:
        codes = bytes(each)
        for place in range(0, len(codes), 2):
            yield characters.get(int.from_bytes(codes[place : place + 2]), "\ufffd")
