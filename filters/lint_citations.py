#!/usr/bin/env python3
"""Say which citations have no entry, which entries no citation, and what is in doubt; the text stays untouched."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.bibliography import load
from filters.citation_survey import Survey, survey
from filters.findings import report
from filters.grammar.remarks import Remark, short


def lint_citations(doc: pf.Doc) -> pf.Doc:
    """Report what the rules of citation say (`filters.grammar.rules`)."""
    items = load(doc)
    if not items:
        return doc
    found = survey(doc, items)
    for remark in found.remarks:
        report(
            doc,
            remark.rule,
            remark.message,
            severity=remark.severity,
            where=_where(found, remark),
            hint=remark.hint,
        )
    return doc


def _where(found: Survey, remark: Remark) -> str:
    """Quote the place: its words, then where they stand; or the entry."""
    if remark.start >= 0:
        return f"{found.words(remark.start, remark.end)} ({found.place(remark.start)})"
    return short(found.items[remark.entry].get("note", "")) if remark.entry >= 0 else ""


if __name__ == "__main__":
    pf.dump(lint_citations(pf.load()))
