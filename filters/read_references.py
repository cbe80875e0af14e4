#!/usr/bin/env python3
"""Find the reference list as the author wrote it; give it one form, its heading, and CSL items in the metadata."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re

import panflute as pf

from filters.bibliography import KEY, PREFIX, entry_list, language, store
from filters.citekeys import citekeys
from filters.grammar import heading_word, parse_references
from filters.passages import running_text
from filters.reference_blocks import Found, find_list

_ADDRESS = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’])|(?P<doi>(?:doi:\s?)?10\.\d{4,9}/[^\s\"<>“”]*[^\s\"<>“”.,;:)\]}])",
    re.IGNORECASE,
)


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
    entries = [
        pf.Div(
            pf.Para(pf.Span(*_link_addresses(inlines), classes=["reference"])),
            identifier=PREFIX + item["id"],
            classes=["entry"],
        )
        for inlines, item in zip(found.entries, items, strict=True)
    ]
    listing = pf.Div(
        *entries, identifier="refs", classes=["references"], attributes={"role": "doc-bibliography"}
    )
    found.holder.content = [*found.before, _heading(doc, found), listing, *found.after]
    store(doc, items)
    return doc


def _heading(doc: pf.Doc, found: Found) -> pf.Header:
    """Take the author's heading, or add one in the document's language on the level of the others."""
    old = ""
    if found.heading is None:
        levels: list[int] = []
        doc.walk(lambda each, _: levels.append(each.level) if isinstance(each, pf.Header) else None)
        heading = pf.Header(pf.Str(heading_word(language(doc))), level=min(levels, default=1))
    elif isinstance(found.heading, pf.Header):
        heading, old = found.heading, found.heading.identifier
    else:
        heading = pf.Header(*_plain(found.heading), level=1)
    heading.identifier = "references"
    if "unnumbered" not in heading.classes:
        heading.classes.append("unnumbered")
    if old not in ("", "references"):
        _redirect(doc, old)
    return heading


def _plain(block: pf.Element) -> list[pf.Inline]:
    """Take a heading out of the bold print that made it one."""
    inlines = list(block.content)
    while len(inlines) == 1 and isinstance(inlines[0], pf.Strong | pf.Emph):
        inlines = list(inlines[0].content)
    return inlines


def _redirect(doc: pf.Doc, old: str) -> None:
    """Let links to the heading's former id follow it."""

    def follow(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Link) and element.url == f"#{old}":
            element.url = "#references"

    doc.walk(follow)


def _link_addresses(inlines: list[pf.Inline]) -> list[pf.Inline]:
    """Make links of the DOIs and addresses that stand in the entry as plain text."""
    made: list[pf.Inline] = []
    for inline in inlines:
        if isinstance(inline, pf.Str):
            made += _linked(inline.text)
            continue
        if isinstance(inline, pf.Emph | pf.Strong | pf.Span | pf.Quoted):
            inline.content = _link_addresses(list(inline.content))
        made.append(inline)
    return made


def _linked(text: str) -> list[pf.Inline]:
    made: list[pf.Inline] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        if text[place : found.start()]:
            made.append(pf.Str(text[place : found.start()]))
        made.append(pf.Link(pf.Str(found[0]), url=_target(found)))
        place = found.end()
    return [*made, pf.Str(text[place:])] if text[place:] or not made else made


def _target(found: re.Match[str]) -> str:
    if found["doi"]:
        return "https://doi.org/" + re.sub(r"^doi:\s?", "", found["doi"], flags=re.IGNORECASE)
    return found["url"] if "://" in found["url"] else "https://" + found["url"]


if __name__ == "__main__":
    pf.dump(read_references(pf.load()))
