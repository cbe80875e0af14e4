"""A font's ToUnicode map (ISO 32000-1, 9.10.3) -> its characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pikepdf import Dictionary, Object, Pdf

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_NOTHING = re.compile(rb"(?m)^(<[0-9A-Fa-f]+>)\s*<>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


def characters(font: Object) -> Mapping[int, str]:
    """Read what each code of a font stands for; WeasyPrint writes single codes, no ranges."""
    pairs = [pair for block in _BLOCK.findall(font.ToUnicode.read_bytes()) for pair in _PAIR.findall(block)]
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def complete(pdf: Pdf) -> None:
    """Give a character to every glyph that has none: the second of two that one letter is set with, in Arabic or Hindi.

    Each must have one that is not nothing (PDF/UA-1, 7.21.7); WORD JOINER is neither seen, said nor a place to break.
    """
    for font in pdf.objects:
        if isinstance(font, Dictionary) and "/ToUnicode" in font:
            written = font.ToUnicode.read_bytes()
            if _NOTHING.search(written):
                font.ToUnicode.write(_NOTHING.sub(rb"\1 <2060>", written))
