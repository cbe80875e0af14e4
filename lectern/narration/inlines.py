"""Pandoc's inlines (JSON) -> the text to be said, and what is said after it: citations, pictures, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Element = Mapping[str, Any]

GAP = "\ufffc"
"""Stands where something was left out (Unicode: object replacement character)."""
RAISED = str.maketrans("0123456789+-−n()=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾⁼")
LOWERED = str.maketrans("0123456789+-−()=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎₌")
HELD = {
    "Emph": 0,
    "Strong": 0,
    "Underline": 0,
    "Strikeout": 0,
    "SmallCaps": 0,
    "Quoted": 1,
    "Cite": 1,
    "Link": 1,
}
"""Where an inline that only holds others has its content: the JSON content itself (0) or its second item."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """A Pandoc attribute: identifier, classes and key-value pairs."""

    id: str
    classes: tuple[str, ...]
    pairs: Mapping[str, str]

    @classmethod
    def of(cls, attribute: list[Any]) -> Attributes:
        """Read the JSON form."""
        identifier, classes, pairs = attribute
        return cls(identifier, tuple(classes), dict(pairs))


def said(inlines: Iterable[Element]) -> str:
    """Give the text of inlines as far as it is said in their own sentence."""
    text = "".join(map(_text, inlines))
    text = re.sub(rf"[\s{GAP}]*{GAP}[\s{GAP}]*(?=[.,;:!?)\]…])", "", text)
    return " ".join(text.replace(GAP, " ").split())


def asides(inlines: Iterable[Element]) -> Iterator[Element]:
    """List what is said after a sentence: its citations and pictures in their order, then its notes."""
    found = list(_asides(inlines))
    yield from (each for each in found if each["t"] != "Note")
    yield from (each for each in found if each["t"] == "Note")


def _asides(inlines: Iterable[Element]) -> Iterator[Element]:
    for inline in inlines:
        if inline["t"] == "Note" or is_own(inline):
            yield inline
        yield from _asides(content(inline))


def is_own(inline: Element) -> bool:
    """Tell whether an inline is a fragment of its own: a citation in brackets, a picture, a display formula."""
    if inline["t"] not in ("Span", "Image"):
        return False
    attributes = Attributes.of(inline["c"][0])
    if inline["t"] == "Image":
        return bool(attributes.id) and "decorative" not in attributes.classes
    return bool(attributes.id) and ("citation" in attributes.classes or "spoken" in attributes.pairs)


def content(inline: Element) -> list[Element]:
    """Give the inlines that an inline holds; a note holds blocks and so none."""
    place = HELD.get(inline["t"])
    if place is None and inline["t"] in ("Superscript", "Subscript"):
        place = 0
    if place is None and inline["t"] == "Span":
        place = 1
    if place is None:
        return []
    held: list[Element] = inline["c"][place] if place else inline["c"]
    return held


def alternative(image: Element) -> str:
    """Give a picture's alternative text: the attribute `alt`, or else what stands in its brackets."""
    attributes = Attributes.of(image["c"][0])
    return " ".join(attributes.pairs.get("alt", "").split()) or said(image["c"][1])


def _text(inline: Element) -> str:
    kind = inline["t"]
    if kind == "Str":
        return str(inline["c"])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Note" or is_own(inline):
        return GAP
    if kind == "Span":
        return _span(inline)
    if kind in ("Superscript", "Subscript"):
        return _script(inline)
    if kind in ("Code", "Math"):
        return str(inline["c"][1])
    if kind == "Image":
        return "" if "decorative" in inline["c"][0][1] else alternative(inline)
    if kind == "Quoted":
        marks = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
        return marks[0] + "".join(map(_text, inline["c"][1])) + marks[1]
    return "".join(map(_text, content(inline)))


def _span(inline: Element) -> str:
    attributes = Attributes.of(inline["c"][0])
    if "backlinks" in attributes.classes:
        return GAP
    if "spoken" in attributes.pairs:
        return attributes.pairs["spoken"]
    return "".join(map(_text, inline["c"][1]))


def _script(inline: Element) -> str:
    """Write raised and lowered numbers by their own characters, so that the spoken form can know them."""
    text = "".join(map(_text, inline["c"]))
    table, known = (RAISED, "0123456789+-−n") if inline["t"] == "Superscript" else (LOWERED, "0123456789+-−")
    return text.translate(table) if text and set(text) <= set(known) else text
