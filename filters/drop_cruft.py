#!/usr/bin/env python3
"""A pasted web page's left-overs go: whole lines among the first or last few that are known phrases, nothing else."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from pathlib import Path

import panflute as pf

from filters.findings import Severity, report
from filters.reading_order import plain_text

REACH = 4
"""How many blocks from either end are looked at."""
PHRASES = frozenset(Path(__file__).with_name("cruft.txt").read_text(encoding="utf-8").splitlines())


def drop_cruft(doc: pf.Doc) -> pf.Doc:
    """Drop known left-overs at either end; `keep-all: true` in the metadata keeps them."""
    if _keeps_all(doc):
        return doc
    blocks = list(doc.content)
    ends = {*range(min(REACH, len(blocks))), *range(max(0, len(blocks) - REACH), len(blocks))}
    cruft = {place for place in ends if is_cruft(blocks[place])}
    for place in sorted(cruft):
        report(
            doc,
            "cruft-dropped",
            f"“{plain_text(blocks[place]).strip()}” is a web page's left-over and was dropped.",
            severity=Severity.NOTICE,
            hint="write `keep-all: true` in the front matter to keep it",
        )
    if cruft:
        doc.content = [block for place, block in enumerate(blocks) if place not in cruft]
    return doc


def is_cruft(block: pf.Block) -> bool:
    """Tell whether a block is one whole line of a known phrase."""
    if not isinstance(block, pf.Para | pf.Plain) or any(
        isinstance(each, pf.LineBreak | pf.SoftBreak) for each in block.content
    ):
        return False
    return plain_text(block).strip().strip("↑^»«›‹.…!*- ").casefold() in PHRASES


def _keeps_all(doc: pf.Doc) -> bool:
    return doc.get_metadata("keep-all", default=False) in (True, "true", "yes")


if __name__ == "__main__":
    pf.dump(drop_cruft(pf.load()))
