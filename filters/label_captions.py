#!/usr/bin/env python3
"""Figures and tables with a caption are numbered in the text itself, so that every edition says the same number."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.phrases import is_labelled, words
from filters.reading_order import in_reading_order, plain_text


def label_captions(doc: pf.Doc) -> pf.Doc:
    """Put “Figure 1. ” or “Table 1. ” before each caption that brings no number of its own."""
    counts = {"figure": 0, "table": 0}
    for element in in_reading_order(doc):
        name = (
            "figure" if isinstance(element, pf.Figure) else "table" if isinstance(element, pf.Table) else ""
        )
        first = _first_line(element.caption) if name and element.caption else None
        if first is None:
            continue
        counts[name] += 1
        if is_labelled(plain_text(first)):
            continue
        label = pf.Span(pf.Str(words(doc)[name]), pf.Space(), pf.Str(f"{counts[name]}."), classes=["label"])
        first.content = [label, pf.Space(), *first.content]
    return doc


def _first_line(caption: pf.Caption) -> pf.Para | pf.Plain | None:
    """Find the caption's first line of text."""
    for block in caption.content:
        if isinstance(block, pf.Para | pf.Plain) and plain_text(block).strip():
            return block
    return None


if __name__ == "__main__":
    pf.dump(label_captions(pf.load()))
