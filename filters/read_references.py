#!/usr/bin/env python3
"""Find the reference list as the author wrote it; give it one form, its heading, and CSL items in the metadata."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.addresses import link_addresses
from filters.bibliography import KEY, LINKED_ADDRESSES, PREFIX, entry_list, forbids, store
from filters.citekeys import citekeys
from filters.grammar import parse_references
from filters.passages import running_text
from filters.reference_blocks import find_list
from filters.reference_heading import reference_heading


def read_references(doc: pf.Doc) -> pf.Doc:
    """Bring the list into the form that the editions share; a document without references stays as it is."""
    if KEY in doc.metadata.content or entry_list(doc) is not None:
        return doc
    found = find_list(doc)
    if found is None:
        return doc
    items = list(parse_references(running_text(entry, open_citations=True) for entry in found.entries))
    for item, key in zip(items, citekeys(items), strict=True):
        item["id"] = key
    plain = forbids(doc, LINKED_ADDRESSES)
    entries = [
        pf.Div(
            pf.Para(pf.Span(*(inlines if plain else link_addresses(inlines)), classes=["reference"])),
            identifier=PREFIX + item["id"],
            classes=["entry"],
        )
        for inlines, item in zip(found.entries, items, strict=True)
    ]
    listing = pf.Div(
        *entries, identifier="refs", classes=["references"], attributes={"role": "doc-bibliography"}
    )
    found.holder.content = [*found.before, reference_heading(doc, found.heading), listing, *found.after]
    store(doc, items)
    return doc


if __name__ == "__main__":
    pf.dump(read_references(pf.load()))
