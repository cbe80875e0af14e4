#!/usr/bin/env python3
"""Bring what citeproc made (`pandoc --citeproc`, `link-citations`) into the form that prose citations have."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from collections.abc import Iterator, Sequence

import panflute as pf

from filters.addresses import link_addresses
from filters.bibliography import LINKED_ADDRESSES, PREFIX, entry_list, forbids
from filters.passages import running_text
from filters.reading_order import changed, in_reading_order, plain_text
from filters.reference_heading import reference_heading

_MADE = "csl-entry"
"""The class of citeproc's entries; an entry of ours has the class "entry"."""
_PARTS = frozenset({"csl-left-margin", "csl-right-inline", "csl-block", "csl-indent"})
"""Parts of an entry that CSL sets beside or below each other (CSL 1.0.2, attribute `display`)."""
_BRACKETS = ("(", "[", "（")


def adopt_citeproc(doc: pf.Doc) -> pf.Doc:
    """Make citeproc's list the reference list and its links whole; what it did not make stays as it is."""
    listing = entry_list(doc)
    if listing is None or not any(_is_made(each) for each in listing.content):
        return doc
    for entry in listing.content:
        if _is_made(entry):
            _settle_entry(entry, linked=not forbids(doc, LINKED_ADDRESSES))
    listing.classes = ["references"]
    listing.attributes = {"role": "doc-bibliography"}
    _settle_heading(doc, listing)
    keys = {each.identifier for each in listing.content}
    return changed(doc, lambda element, _: _settle(element, keys) if isinstance(element, pf.Cite) else None)


def _is_made(block: pf.Block) -> bool:
    return isinstance(block, pf.Div) and _MADE in block.classes


def _settle_entry(entry: pf.Div, *, linked: bool) -> None:
    """Make one line of an entry; its number, which stands beside it, stays as words."""
    inlines: list[pf.Inline] = []
    for block in in_reading_order(entry):
        if isinstance(block, pf.Para | pf.Plain):
            inlines = _joined(inlines, _flat(block.content))
    inlines = link_addresses(inlines) if linked else inlines
    entry.content = [pf.Para(pf.Span(*inlines, classes=["reference"]))]
    entry.classes = ["entry"]
    entry.attributes = {}


def _flat(inlines: Sequence[pf.Inline]) -> list[pf.Inline]:
    flat: list[pf.Inline] = []
    for inline in inlines:
        if isinstance(inline, pf.Span) and _PARTS & set(inline.classes):
            flat = _joined(flat, _flat(inline.content))
        else:
            flat.append(inline)
    return flat


def _joined(before: list[pf.Inline], after: list[pf.Inline]) -> list[pf.Inline]:
    """Put parts behind each other with one space between."""
    while before and isinstance(before[-1], pf.Space | pf.SoftBreak | pf.LineBreak):
        before.pop()
    return [*before, pf.Space(), *after] if before else after


def _settle_heading(doc: pf.Doc, listing: pf.Div) -> None:
    """Take the heading that stands right before the list, or put one there."""
    before = listing.prev
    if isinstance(before, pf.Header):
        reference_heading(doc, before)
    else:
        blocks = list(listing.parent.content)
        place = next(index for index, each in enumerate(blocks) if each is listing)
        listing.parent.content = [*blocks[:place], reference_heading(doc, None), *blocks[place:]]


def _settle(cite: pf.Cite, keys: set[str]) -> pf.Cite | list[pf.Inline]:
    cite.walk(lambda element, _: _unlinked(element, keys) if isinstance(element, pf.Link) else None)
    if any(isinstance(each, pf.Note) for each in cite.content):
        return list(_in_notes(cite))
    links = [place for place, each in enumerate(cite.content) if _leads_to_entry(each)]
    modes = {each.mode for each in cite.citations}
    if modes == {"NormalCitation"}:
        _mark_bracket(cite)
    elif links and cite.citations[0].mode == "AuthorInText":
        _widen(cite, links)
    elif modes == {"AuthorInText"} and not any(map(_leads_to_entry, in_reading_order(cite))):
        _link_name(cite, keys)
    return cite


def _unlinked(link: pf.Link, keys: set[str]) -> list[pf.Inline] | None:
    """Take away links to no entry, and those inside a link to an entry (a note-style citation has its DOI in it)."""
    above = link.parent
    while above is not None and not isinstance(above, pf.Cite):
        if isinstance(above, pf.Link):
            return list(link.content)
        above = above.parent
    target = link.url.removeprefix("#")
    return list(link.content) if target.startswith(PREFIX) and target not in keys else None


def _leads_to_entry(inline: pf.Inline) -> bool:
    return isinstance(inline, pf.Link) and inline.url.startswith(f"#{PREFIX}")


def _in_notes(cite: pf.Cite) -> Iterator[pf.Inline]:
    """Put a citation that is a note into that note: the note's mark in the text is no citation."""
    for inline in list(cite.content):
        if isinstance(inline, pf.Note):
            for block in in_reading_order(inline):
                if isinstance(block, pf.Para | pf.Plain):
                    block.content = [pf.Cite(*block.content, citations=list(cite.citations))]
        yield inline


def _mark_bracket(cite: pf.Cite) -> None:
    """Mark a citation in brackets or raised as what a listener may skip, with what leads to it ("see [1]", IEEE)."""
    if any(isinstance(each, pf.Span) and "citation" in each.classes for each in cite.content):
        return
    first = cite.content[0] if cite.content else None
    words = running_text(cite.content, open_citations=True)
    led = plain_text(*cite.citations[0].prefix).strip()
    if isinstance(first, pf.Superscript) or words.removeprefix(led).lstrip().startswith(_BRACKETS):
        cite.content = [pf.Span(*cite.content, classes=["citation"])]


def _link_name(cite: pf.Cite, keys: set[str]) -> None:
    """Link the name alone that stands in the text where a style adds nothing to it (MLA)."""
    target = PREFIX + cite.citations[0].id
    if len(cite.citations) == 1 and target in keys:
        cite.content = [pf.Link(*cite.content, url=f"#{target}")]


def _widen(cite: pf.Cite, links: Sequence[int]) -> None:
    """Let the first link begin with the author; the only link of a citation takes all of it, signs included.

    A numeric style names no author: its links are whole as they are.
    """
    inlines = list(cite.content)
    first = links[0]
    if first and not any(map(str.isalpha, running_text(inlines[:first], open_citations=True))):
        return
    last = len(inlines) if len(links) == 1 and len(cite.citations) == 1 else first + 1
    link = inlines[first]
    if first == 0 and last == 1:
        return
    link.content = [*inlines[:first], *link.content, *inlines[first + 1 : last]]
    cite.content = [link, *inlines[last:]]


if __name__ == "__main__":
    pf.dump(adopt_citeproc(pf.load()))
