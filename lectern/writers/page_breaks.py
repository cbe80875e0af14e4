"""The PDF's pages -> page breaks of the book, so that who reads one edition finds a page of the other.

A break stands before the first fragment that begins on a page (EPUB 3.3, C.2, example 78; DPUB-ARIA 1.1,
`doc-pagebreak`). Notes stand elsewhere in the PDF, so they neither have breaks nor count; a page on which nothing else
begins has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from lectern.writers.content_documents import ContentDocument
from lectern.writers.markup import element
from lectern.writers.xhtml import TYPE, h, select

_HEADINGS = tuple(h(f"h{level}") for level in range(1, 7))
_HOLDERS = (h("tr"), h("li"), h("div"), h("p"), h("td"), h("th"), h("dd"), h("dt"), h("blockquote"))
"""What holds a break at its beginning: it cannot stand before them."""


def break_pages(
    documents: Sequence[ContentDocument], pages: Mapping[str, int], fragments: Collection[str]
) -> None:
    """Put the breaks into the documents; ``pages`` gives for each fragment its page in the PDF."""
    reached = 0
    for document in documents:
        for fragment in list(_main(document.content)):
            page = pages.get(str(fragment.get("id")), 0)
            if fragment.get("id") in fragments and page > reached:
                _break(fragment, page)
                reached = page


def page_list(documents: Sequence[ContentDocument]) -> tuple[tuple[str, str], ...]:
    """Give the pages that have a break, in their order: number and address in the package folder."""
    return tuple(
        (str(each.get("aria-label")), f"{document.name}#{each.get('id')}")
        for document in documents
        for each in select(document.content, ".//*[@role='doc-pagebreak']")
    )


def _main(element: etree._Element) -> Iterator[etree._Element]:
    """Give the elements with an id, but for those of notes."""
    for child in element.iterchildren(etree.Element):
        if child.get("role") != "doc-endnotes":
            if child.get("id"):
                yield child
            yield from _main(child)


def _break(fragment: etree._Element, page: int) -> None:
    made = element("span", id=f"page-{page}", role="doc-pagebreak", aria_label=str(page))
    made.set(TYPE, "pagebreak")
    heading = next((each for each in (fragment, *fragment.iterancestors()) if each.tag in _HEADINGS), None)
    place = fragment if heading is None else heading
    if place.tag == h("tr"):
        place = next(place.iterchildren(h("th"), h("td")))
    if place.tag in _HOLDERS:
        made.tail, place.text = place.text, None
        place.insert(0, made)
    else:
        place.addprevious(made)
