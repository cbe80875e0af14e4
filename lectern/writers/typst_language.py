"""Values -> Typst source: whatever comes from an article is a string literal, and never code or markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def string(text: str) -> str:
    r"""Write a string literal; what could end it, or a line, is escaped (Typst reference, "str").

    >>> print(string('a "b" \\ #c'))
    "a \"b\" \\ #c"
    """
    return '"' + _UNSAFE.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '\\"' else f"\\u{{{ord(character):x}}}"


def array(values: Iterable[str]) -> str:
    """Write an array of expressions; one alone needs its comma.

    >>> array(["1fr"])
    '(1fr,)'
    """
    return "(" + "".join(f"{value}," for value in values) + ")"


def points(length: float) -> str:
    """Write a length in points."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + "pt"
