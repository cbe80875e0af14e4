"""Lists: which must say where they begin and end, and how their items' numbers are said.

A listener hears neither bullets nor indents (DAISY Structure Guidelines, lists: a narrator makes audible what the page
shows by its form). A few short items after a colon are heard as what they are, and words about them would only delay.
"""

from __future__ import annotations

from lectern.narration.inlines import Element, said

FEW, SHORT = 4, 12
"""At most so many items, each of one line of at most so many words, need no frame."""


def needs_frame(items: list[list[Element]]) -> bool:
    """Tell whether a list is told with its length and its end."""
    return len(items) > FEW or any(not _is_short(item) for item in items)


def _is_short(item: list[Element]) -> bool:
    if len(item) > 1 or any(block["t"] not in ("Para", "Plain") for block in item):
        return False
    lines = [block["c"] for block in item]
    sentences = sum(
        inline["t"] == "Span" and "sentence" in inline["c"][0][1] for line in lines for inline in line
    )
    return sentences < 2 and sum(len(said(line).plain.split()) for line in lines) <= SHORT


def number(value: int, style: str) -> str:
    """Write an item's number as its list does: letters as letters, all others as digits."""
    if style in ("LowerAlpha", "UpperAlpha") and 0 < value <= 26:
        return chr(64 + value)
    return str(value)
