"""HTML element -> structure type of PDF 1.7 (ISO 32000-1, 14.8.4), and the attributes that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"

ARTIFACT = "Artifact"
TRANSPARENT = ""
"""The element has no tag of its own: its content belongs to the element around it."""

ROLE_MAP = {"Em": "Span", "Strong": "Span"}
"""Types of PDF 2.0 that readers may know already, and what they are in PDF 1.7."""

GROUPS = frozenset({"Document", "Art", "Sect", "Part", "Div", "BlockQuote"})
"""Types that hold blocks only; text straight in them gets a paragraph."""

BLOCKS = GROUPS | {
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "Caption", "Note"),
    *("THead", "TBody", "TFoot", "TR", "TH", "TD"),
}

_TAGS: Mapping[str, str] = {
    "html": "Document", "main": "Part", "article": "Art", "section": "Sect", "aside": "Sect", "nav": "Sect",
    "header": "Div", "footer": "Div", "div": "Div", "figure": "Div", "address": "Div", "details": "Div",
    "blockquote": "BlockQuote", "p": "P", "pre": "P", "figcaption": "Caption", "caption": "Caption",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "a": "Link", "em": "Em", "i": "Em", "strong": "Strong", "b": "Strong", "q": "Quote",
    "code": "Code", "samp": "Code", "kbd": "Code", "abbr": "Span", "img": "Figure", SVG: "Figure",
}  # fmt: skip

_REFERENCE: Mapping[str, str] = {"reference": "BibEntry", "number": "Lbl"}
"""Parts of an item in a reference list, by their class."""
_REFERRING = frozenset({"doc-biblioref", "doc-noteref", "doc-backlink"})


@dataclass(frozen=True, slots=True)
class Role:
    """The type an element gets; ``around`` is a type that stands around it (the Reference round a Link)."""

    type: str
    around: str = ""


def role_of(element: Element, parent: Element | None) -> Role:
    """Choose the structure type of an element."""
    tag = element.tag
    classes = set(element.get("class", "").split())
    special = _special(element, parent, classes)
    if special is not None:
        return special
    if tag == "a" and not element.get("href"):
        return Role(TRANSPARENT)
    type_ = _TAGS.get(tag, TRANSPARENT)
    if tag == "span" and (element.get("lang") or "missing" in classes):
        return Role("Span")
    return Role(type_)


def _special(element: Element, parent: Element | None, classes: set[str]) -> Role | None:
    """What an element is by its class or role rather than by its name."""
    tag, role = element.tag, element.get("role", "")
    above = parent.get("role", "") if parent is not None else ""
    if tag in ("img", SVG) and ("decorative" in classes or role in ("presentation", "none")):
        return Role(ARTIFACT)
    if tag == SVG and "formula" in classes:
        return Role("Formula")
    if tag == "a" and role in _REFERRING and element.get("href"):
        return Role("Link", around="Reference")
    if "endnotes" in classes and tag == "ol":
        return Role(TRANSPARENT)
    if tag == "li" and parent is not None and "endnotes" in parent.get("class", "").split():
        return Role("Note")
    if tag == "span" and classes & set(_REFERENCE):
        return Role(next(_REFERENCE[each] for each in _REFERENCE if each in classes))
    return Role(TRANSPARENT) if tag == "section" and above == "none" else None


def numbering(element: Element) -> str:
    """Name the list numbering (ISO 32000-1, table 347) of a list element."""
    if element.tag == "ul":
        classes = element.get("class", "").split()
        return "Decimal" if "numbered" in classes else "None" if "references" in classes else "Disc"
    kinds = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
    return kinds.get(element.get("type", "1"), "Decimal") if element.tag == "ol" else "None"
