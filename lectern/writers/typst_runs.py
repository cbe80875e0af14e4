"""A document's text -> runs: the pieces that Typst sets, each with a number by which it is found again on the page.

A run has one direction, so that what is painted of it on a line is one stretch; where its parts lie side by side, their
order follows from it (UAX #9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

RIGHT = "\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""What a regular expression's brackets hold for letters of scripts that run from the right."""
_SIGN = r"[\W_]"
_RIGHTWARD = re.compile(f"[{RIGHT}]")
_PIECES = re.compile(
    rf"(?P<right>[{RIGHT}]+(?:(?:(?![{RIGHT}]){_SIGN})+[{RIGHT}]+)*)"
    rf"|(?P<left>(?![{RIGHT}\d_])\w(?:(?![{RIGHT}])\w|(?:(?![{RIGHT}]){_SIGN})+(?=(?![{RIGHT}_])\w))*)"
    rf"|(?P<number>(?:(?![{RIGHT}_])\d)+)"
    rf"|(?P<neutral>(?:(?![{RIGHT}]){_SIGN})+)",
)


class Way(StrEnum):
    """The direction of a run; what has none of its own takes that of what stands around it."""

    RIGHT = "right"
    LEFT = "left"
    NUMBER = "number"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A piece of an element's own text, or a picture (no text); ``part`` names what the page adds ("marker")."""

    element: Element
    text: str
    way: Way = Way.LEFT
    part: str = ""


def has_right_to_left(text: str) -> bool:
    """Tell whether there is a letter that is written from right to left."""
    return _RIGHTWARD.search(text) is not None


def leads_from_the_left(text: str) -> bool:
    """Tell whether the first letter is of a script that runs from the left (UAX #9, P2)."""
    first = next((each for each in text if each.isalpha()), "")
    return bool(first) and not has_right_to_left(first)


def pieces(text: str) -> list[tuple[str, Way]]:
    """Part a text into pieces of one direction.

    >>> [(piece, str(way)) for piece, way in pieces("a b 1, אב גד (2)")]
    [('a b 1', 'left'), (', ', 'neutral'), ('אב גד', 'right'), (' (', 'neutral'), ('2', 'number'), (')', 'neutral')]
    """
    return [(found[0], Way(found.lastgroup or Way.NEUTRAL)) for found in _PIECES.finditer(text)]
