"""Text without the characters that no page, book or print may hold."""

import re

_LINE_ENDS = re.compile("[\x0b\x0c\x85]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""Controls (XML 1.0, section 2.2, and HTML 13.2.3.5) and noncharacters (Unicode, 23.7)."""


def without_controls(text: str) -> str:
    """Take out controls and noncharacters; a vertical tab, form feed or NEL is the line's end that it means."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
