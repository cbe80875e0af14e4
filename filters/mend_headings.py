#!/usr/bin/env python3
"""Headings begin at level 1 and skip none (WCAG 2.2, technique G141); ids are unique and collide with no own id."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re

import panflute as pf

from filters.findings import report
from filters.reading_order import changed, in_reading_order, plain_text

RESERVED = re.compile(
    r"(?:(?:s-[0-9a-f]{8}|cite-\d+|note-\d+|noteref-\d+|ref-.+)(?:-\d+)?"
    r"|refs|title|start|notes|notes-heading|main|contents|player|downloads|footnotes|shelf|clips|article)\Z"
)
"""Ids that the editions use themselves."""


def mend_headings(doc: pf.Doc) -> pf.Doc:
    """Shift headings so that the first level is 1, close gaps with a finding, and make every id unique."""
    _mend_levels(doc)
    _mend_ids(doc)
    return doc


def _mend_levels(doc: pf.Doc) -> None:
    headings = [element for element in in_reading_order(doc) if isinstance(element, pf.Header)]
    open_levels: list[int] = []
    for heading in headings:
        written = heading.level
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        if open_levels and written > open_levels[-1] + 1:
            report(
                doc,
                "heading-level-skipped",
                f"The heading is of level {written} under one of level {open_levels[-1]}.",
                where=plain_text(heading),
                hint=f"make it a heading of level {open_levels[-1] + 1}",
            )
        open_levels.append(written)
        heading.level = len(open_levels)


def _mend_ids(doc: pf.Doc) -> None:
    seen: set[str] = set()
    moved: dict[str, str] = {}
    for element in in_reading_order(doc):
        wanted = getattr(element, "identifier", "")
        if isinstance(element, pf.Header) and not wanted:
            wanted = _from_text(plain_text(element))
        if not wanted or _is_place_of_list(element):
            continue
        unique = _unique(re.sub(r"\s+", "-", wanted), seen)
        seen.add(unique)
        if unique != wanted:
            moved.setdefault(wanted, unique)
        if unique != element.identifier:
            element.identifier = unique
    taken = {f"#{old}": f"#{new}" for old, new in moved.items() if old not in seen}
    if taken:
        changed(doc, lambda element, _: _redirect(element, taken))


def _is_place_of_list(element: pf.Element) -> bool:
    """Tell the empty block in which pandoc's users, and its readers, say where the list of works goes."""
    return isinstance(element, pf.Div) and element.identifier == "refs" and not element.content


def _unique(wanted: str, seen: set[str]) -> str:
    base = f"{wanted}-section" if RESERVED.match(wanted) else wanted
    unique, ordinal = base, 1
    while unique in seen:
        unique, ordinal = f"{base}-{ordinal}", ordinal + 1
    return unique


def _redirect(element: pf.Element, moved: dict[str, str]) -> None:
    if isinstance(element, pf.Link) and element.url in moved:
        element.url = moved[element.url]


def _from_text(text: str) -> str:
    made = re.sub(r"[^\w]+", "-", text.casefold(), flags=re.UNICODE).strip("-_")
    return made if made and not made[0].isdigit() else f"section-{made}".rstrip("-")


if __name__ == "__main__":
    pf.dump(mend_headings(pf.load()))
