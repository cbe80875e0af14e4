"""The heading of the reference list: the author's own, or one in the document's language."""

import panflute as pf

from filters.bibliography import HEADING, language
from filters.grammar import heading_word
from filters.reading_order import changed


def reference_heading(doc: pf.Doc, written: pf.Block | None) -> pf.Header:
    """Take the author's heading, or make one on the level of the others; links to its former id follow it.

    One that is made says what `reference-section-title` says, else the word of the language.
    """
    old = ""
    if written is None:
        levels: list[int] = []
        changed(doc, lambda each, _: levels.append(each.level) if isinstance(each, pf.Header) else None)
        word, english = heading_word(language(doc)), heading_word("en")
        spoken = {"lang": "en"} if word == english and language(doc) != "en" else {}
        wished = " ".join(pf.stringify(doc.metadata.content.get(HEADING, pf.MetaString(""))).split())
        said = [part for each in (wished or word).split() for part in (pf.Space(), pf.Str(each))][1:]
        heading = pf.Header(*said, level=min(levels, default=1), attributes={} if wished else spoken)
    elif isinstance(written, pf.Header):
        heading, old = written, written.identifier
    else:
        heading = pf.Header(*_plain(written), level=1)
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

    changed(doc, follow)
