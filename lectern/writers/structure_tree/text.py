"""A tagged PDF -> the words that assistive technology reads from it, in the order of its tags.

Words come from the content streams through the fonts' own character maps, order comes from the structure tree: nothing
is taken from what wrote the file. (PDFium and its like guess spaces from distances; here they are what was written.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String, parse_content_stream

from lectern.writers.structure_tree.roles import BLOCKS

_BLOCK = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_ENDING = BLOCKS | {"Figure"}


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text as it stands in the tree; ``path`` are the types from the root down to its element."""

    path: tuple[str, ...]
    text: str
    page: int


def read_tagged(pdf: bytes) -> tuple[Said, ...]:
    """Read the tagged text of a PDF in reading order; a figure or formula says its alternative, blocks and figures end a line."""
    with Pdf.open(BytesIO(pdf)) as opened:
        texts = _marked_texts(opened)
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        root = opened.Root.get(Name.StructTreeRoot)
        return tuple(_Walk(pages, texts).below(root, (), None)) if root is not None else ()


def tagged_text(pdf: bytes) -> str:
    """Give the whole tagged text, white space made single."""
    return " ".join("".join(said.text for said in read_tagged(pdf)).split())


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
            if Name.Alt in kid:
                yield Said(inner, str(kid.Alt), page or 0)
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
    open_marks: list[int] = []
    characters: Mapping[int, str] = {}
    for instruction in parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                open_marks.append(int(operands[1].get(Name.MCID, -1)) if len(operands) > 1 else -1)
            case "EMC":
                open_marks.pop()
            case "Tf":
                characters = _characters(fonts[str(operands[0])], maps)
            case "Tj" | "TJ":
                mcid = next((mark for mark in reversed(open_marks) if mark >= 0), -1)
                if mcid >= 0:
                    yield mcid, "".join(_decoded(bytes(each), characters) for each in _strings(operands[0]))


def _strings(operand: Object) -> list[Object]:
    return [each for each in operand if isinstance(each, String)] if isinstance(operand, Array) else [operand]


def _decoded(codes: bytes, characters: Mapping[int, str]) -> str:
    """Decode a string of two-byte codes (Identity-H), as all our fonts have."""
    numbers = (int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2))
    return "".join(characters.get(number, "\ufffd") for number in numbers)


def _characters(font: Object, maps: dict[tuple[int, int], Mapping[int, str]]) -> Mapping[int, str]:
    """Read a font's ToUnicode map (ISO 32000-1, 9.10.3) once."""
    if font.objgen not in maps:
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        pairs = [pair for block in _BLOCK.findall(cmap) for pair in _PAIR.findall(block)]
        maps[font.objgen] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    return maps[font.objgen]
