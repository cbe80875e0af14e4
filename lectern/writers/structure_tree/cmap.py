"""A font's ToUnicode map (ISO 32000-1, 9.10.3) -> its characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pikepdf import Object

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


def characters(font: Object) -> Mapping[int, str]:
    """Read what each code of a font stands for; WeasyPrint writes single codes, no ranges."""
    pairs = [pair for block in _BLOCK.findall(font.ToUnicode.read_bytes()) for pair in _PAIR.findall(block)]
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
