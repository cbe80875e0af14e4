"""The place in a work that a citation names: "pp. 12–14", ": 14", "S. 14 f.", "cap. 3"."""

import re

LOCATOR = re.compile(
    r"\s*[,:]\s*((?:(?:(?:pp?|pg|pág|ch|chap|cap|capítulo|sec|sect|para|paras|fig|fl|fls|f|v|vol|n|l|S|Kap|Kapitel|Abs|Rn|Rz|art"
    r"|Art|loc|chapter|lines?|pages?|páginas?|páginas|Seiten?|table|Tab|section|Abschnitt|verse|bk|book)"
    r"\.?|§+|¶+)\s*|(?!(?:1[4-9]|20)\d\d\b))[A-Z]?\d+(?:[.]\d+)*[\d\s,–—-]*(?:\s?ff?\b\.?|\s?sqq?\.|\s?et\s+seq\.)?)"
    r"(?=\s*(?:[;,)\]]|$))",
    re.IGNORECASE,
)
"""What may follow a year, with its place in group 1; match it where the year ends."""

_PAGE = re.compile(r"(?:pp?\.|pág\.|S\.|páginas?|pages?|Seiten?|^)\s*(\d{1,6})", re.IGNORECASE)


def page_of(locator: str) -> int | None:
    """Give the first page that a locator names."""
    found = _PAGE.search(locator)
    return int(found[1]) if found else None
