"""Pieces of text in a content stream: made to say what they must (see `wording`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pikepdf import Object, Pdf

from lectern.writers.structure_tree.cmap import characters
from lectern.writers.structure_tree.tree import Tree

_PIECE = re.compile(rb"^/Span\n<</MCID (\d+)>>\nBDC(.*?)\nEMC$", re.MULTILINE | re.DOTALL)
"""Marked content as pydyf writes it: each operand and operator on a line of its own."""
_SHOWN = re.compile(rb"^/(\S+) [\d.]+ Tf$|<([0-9a-f]+)>", re.MULTILINE)
_CLOSE = b"] TJ"


def word(pdf: Pdf, tree: Tree) -> None:
    """Let every piece of text say its words: by a space at its end, else by the words as ActualText."""
    known: dict[str, _Font] = {}
    for number, page in enumerate(pdf.pages):
        contents = page.obj.Contents
        fonts = {
            name[1:]: known.setdefault(name, _Font(font)) for name, font in page.obj.Resources.Font.items()
        }
        parts = _PIECE.split(contents.read_bytes())
        contents.write(b"".join(_worded(parts, number, tree.wordings, fonts)))


class _Font:
    """A font's characters by code, and its space."""

    def __init__(self, font: Object) -> None:
        self._font = font

    @cached_property
    def characters(self) -> Mapping[int, str]:
        return characters(self._font)

    @cached_property
    def space(self) -> bytes:
        codes = [code for code, text in self.characters.items() if text == " "]
        return b"<%04x>" % codes[0] if codes else b""


def _worded(
    parts: list[bytes], page: int, wordings: Mapping[tuple[int, int], str], fonts: Mapping[str, _Font]
) -> Iterator[bytes]:
    """Put the stream together again from what stands between pieces, their numbers and their insides."""
    yield parts[0]
    for mcid, inner, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        wanted = wordings.get((page, int(mcid)), "")
        piece = _Piece(inner, fonts)
        if wanted and not _same(piece.text, wanted):
            piece = piece.with_space()
        actual = b"" if not wanted or _same(piece.text, wanted) else b" /ActualText <" + _hex(wanted) + b">"
        yield b"/Span\n<</MCID " + mcid + actual + b">>\nBDC" + piece.inner + b"\nEMC" + after


@dataclass(frozen=True)
class _Piece:
    inner: bytes
    fonts: Mapping[str, _Font]

    @cached_property
    def text(self) -> str:
        """What the piece says by its fonts."""
        said = []
        font: _Font | None = None
        for name, codes in _SHOWN.findall(self.inner):
            if name:
                font = self.fonts.get(name.decode())
            elif font:
                numbers = (int(codes[place : place + 4], 16) for place in range(0, len(codes), 4))
                said.append("".join(font.characters.get(number, "") for number in numbers))
        return "".join(said)

    def with_space(self) -> _Piece:
        """Give the piece with a space at its end, if its last font has one; nothing that is seen moves."""
        names = [name for name, _ in _SHOWN.findall(self.inner) if name]
        font = self.fonts.get(names[-1].decode()) if names else None
        place = self.inner.rfind(_CLOSE)
        if font is None or not font.space or place < 0:
            return self
        return _Piece(self.inner[:place] + font.space + self.inner[place:], self.fonts)


def _same(one: str, other: str) -> bool:
    """Compare texts; all white space is alike, and what has no glyph of its own does not count."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "".join(" " if each.isspace() else each for each in text if unicodedata.category(each) != "Cf")


def _hex(text: str) -> bytes:
    return b"FEFF" + text.encode("utf-16-be").hex().encode("ascii")
