"""How the article flows over pages: what stays together, what gives way, and what has no glyph."""

from __future__ import annotations

import re

from lxml import etree

from lectern.writers.print_floats import move_floats
from lectern.writers.print_remedies import Remedies

MISSING = "□"
"""What stands on paper for a character that no font has."""
_SHORT_TABLE = 14
"""The most rows of a table that is set on one page."""


def settle_flow(article: etree._Element, remedies: Remedies) -> None:
    """Change an article (bare HTML names) as its last proof asked for."""
    _keep_together(article)
    move_floats(article, remedies.moved)
    _mark_missing(article, remedies.missing)


def _keep_together(article: etree._Element) -> None:
    """Mark what the page must not tear apart: short tables, and a formula from the words before it."""
    for table in article.iter("table"):
        if sum(1 for _ in table.iter("tr")) <= _SHORT_TABLE:
            table.set("class", f"{table.get('class', '')} short".strip())
    for formula in article.iter("span"):
        parent = formula.getparent()
        if parent is not None and parent.tag == "p" and "display" in formula.get("class", "").split():
            parent.set("class", f"{parent.get('class', '')} displayed".strip())


def _mark_missing(article: etree._Element, missing: frozenset[str]) -> None:
    """Set a sign for every character that no font has; the character itself stays in what is read."""
    if not missing:
        return
    pattern = re.compile(f"([{re.escape(''.join(sorted(missing)))}]+)")
    for element in list(article.iter(etree.Element)):
        _split(element, pattern)
        if running := element.get("data-running"):
            element.set("data-running", pattern.sub(MISSING, running))


def _split(element: etree._Element, pattern: re.Pattern[str]) -> None:
    """Wrap what the pattern finds in an element's own text, and in the text after each of its children."""
    for child in [None, *element]:
        parts = pattern.split((element.text if child is None else child.tail) or "")
        if len(parts) < 2:
            continue
        spans = []
        for found, after in zip(parts[1::2], parts[2::2], strict=True):
            span = etree.Element("span", {"class": "missing", "title": found})
            span.text, span.tail = MISSING * len(found), after
            spans.append(span)
        if child is None:
            element.text = parts[0]
            element[0:0] = spans
        else:
            child.tail = parts[0]
            place = element.index(child) + 1
            element[place:place] = spans
