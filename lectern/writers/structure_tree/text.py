"""A tagged PDF -> the words that assistive technology reads from it, in the order of its tags.

Words come from the content streams through the fonts' own character maps, order comes from the structure tree. PDFium
and its like guess spaces from distances; here they are what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String, parse_content_stream

from lectern.writers.structure_tree import cmap
from lectern.writers.structure_tree.roles import BLOCKS

_ENDING = BLOCKS | {"Figure"}


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text as it stands in the tree; ``path`` are the types from the root down to its element."""

    path: tuple[str, ...]
    text: str
    page: int


def read_tagged(pdf: bytes) -> tuple[Said, ...]:
    """Read the tagged text of a PDF in reading order; figures and formulas say their alternative, blocks end lines."""
    with Pdf.open(BytesIO(pdf)) as opened:
        texts = _marked_texts(opened)
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        root = opened.Root.get(Name.StructTreeRoot)
        return tuple(_Walk(pages, texts).below(root, (), None)) if root is not None else ()


def tagged_text(pdf: bytes) -> str:
    """Give the whole tagged text, white space made single."""
    return " ".join("".join(said.text for said in read_tagged(pdf)).split())


@dataclass(frozen=True, slots=True)
class _Mark:
    """An open marked content: its MCID (-1 for none) and what it says in place of what it shows."""

    mcid: int
    actual: str | None

    @classmethod
    def read(cls, operands: Any) -> _Mark:
        """Read the operands of BDC or BMC."""
        if len(operands) < 2:
            return cls(-1, None)
        actual = operands[1].get(Name.ActualText)
        return cls(int(operands[1].get(Name.MCID, -1)), None if actual is None else str(actual))


@dataclass(frozen=True, slots=True)
class _Walk:
    pages: Mapping[tuple[int, int], int]
    texts: Mapping[tuple[int, int], str]

    def below(self, element: Object, path: tuple[str, ...], page: int | None) -> Iterator[Said]:
        kids = element.get(Name.K)
        if kids is None:
            return
        for kid in kids if isinstance(kids, Array) else [kids]:
            yield from self._kid(kid, path, page)

    def _kid(self, kid: Object | int, path: tuple[str, ...], page: int | None) -> Iterator[Said]:
        if isinstance(kid, int):
            yield self._said(path, page, kid)
        elif not isinstance(kid, Dictionary) or kid.get(Name.Type) == Name.OBJR:
            return
        elif kid.get(Name.Type) == Name.MCR:
            yield self._said(path, self.pages[kid.Pg.objgen], int(kid.MCID))
        else:
            inner = (*path, str(kid.S).removeprefix("/"))
            page = self.pages[kid.Pg.objgen] if Name.Pg in kid else page
            if (instead := kid.get(Name.Alt, kid.get(Name.ActualText))) is not None:
                yield Said(inner, str(instead), page or 0)
            else:
                yield from self.below(kid, inner, page)
            if inner[-1] in _ENDING:
                yield Said(inner, "\n", page or 0)

    def _said(self, path: tuple[str, ...], page: int | None, mcid: int) -> Said:
        place = page or 0
        return Said(path, self.texts.get((place, mcid), ""), place)


def _marked_texts(pdf: Pdf) -> dict[tuple[int, int], str]:
    """Give the text of all marked content, by page and MCID."""
    maps: dict[tuple[int, int], Mapping[int, str]] = {}
    texts: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages):
        fonts = page.obj.Resources.get(Name.Font, Dictionary())
        for mcid, text in _shown(page, fonts, maps):
            texts[number, mcid] = texts.get((number, mcid), "") + text
    return texts


def _shown(
    page: Page, fonts: Object, maps: dict[tuple[int, int], Mapping[int, str]]
) -> Iterator[tuple[int, str]]:
    """Read every string that a page shows within marked content that has an MCID."""
    marks: list[_Mark] = []
    characters: Mapping[int, str] = {}
    for instruction in parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                marks.append(_Mark.read(operands))
                if marks[-1].actual and all(mark.actual is None for mark in marks[:-1]):
                    yield _innermost(marks), marks[-1].actual
            case "EMC":
                marks.pop()
            case "Tf":
                characters = _known(fonts[str(operands[0])], maps)
            case "Tj" | "TJ" if all(mark.actual is None for mark in marks):
                yield (
                    _innermost(marks),
                    "".join(_decoded(bytes(each), characters) for each in _strings(operands[0])),
                )


def _innermost(marks: list[_Mark]) -> int:
    """Give the number of the innermost marked content that has one; a span within it says its words for it."""
    return next((mark.mcid for mark in reversed(marks) if mark.mcid >= 0), -1)


def _strings(operand: Object) -> list[Object]:
    return [each for each in operand if isinstance(each, String)] if isinstance(operand, Array) else [operand]


def _decoded(codes: bytes, characters: Mapping[int, str]) -> str:
    """Decode a string of two-byte codes (Identity-H), as all our fonts have."""
    numbers = (int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2))
    return "".join(characters.get(number, "\ufffd") for number in numbers)


def _known(font: Object, maps: dict[tuple[int, int], Mapping[int, str]]) -> Mapping[int, str]:
    """Read a font's characters once."""
    if font.objgen not in maps:
        maps[font.objgen] = cmap.characters(font)
    return maps[font.objgen]
