"""Content documents -> the navigation document (EPUB 3.3, 7): contents, landmarks and, beside a PDF, its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from lectern.model import Metadata
from lectern.writers.book_words import book_words, language_of_words
from lectern.writers.content_documents import ContentDocument, Entry, Part
from lectern.writers.front_matter import COVER
from lectern.writers.markup import element
from lectern.writers.page_breaks import page_list
from lectern.writers.xhtml import TYPE, XML_LANG, write_page

NAME = "nav.xhtml"


def navigation(documents: Sequence[ContentDocument], metadata: Metadata, *, styles: Iterable[str]) -> bytes:
    """Write the navigation document; it stands in the package folder."""
    said = book_words(metadata.language)
    contents = element("nav", id="toc", role="doc-toc", aria_labelledby="toc-heading")
    contents.set(TYPE, "toc")
    contents.append(_own(element("h1", said["contents"], id="toc-heading"), metadata.language))
    contents.append(_list(entry for document in documents for entry in [document.entry]))
    landmarks = element("nav", id="landmarks", aria_labelledby="landmarks-heading", hidden="hidden")
    landmarks.set(TYPE, "landmarks")
    landmarks.append(_own(element("h2", said["landmarks"], id="landmarks-heading"), metadata.language))
    landmarks.append(_landmarks(documents, metadata))
    title = f"{said['contents']} – {metadata.title}"
    parts = [contents, landmarks, *_pages(documents, metadata)]
    return write_page(parts, title, metadata.language, styles=styles)


def _pages(documents: Sequence[ContentDocument], metadata: Metadata) -> Iterator[etree._Element]:
    listed = page_list(documents)
    if listed:
        pages = element(
            "nav", id="pages", role="doc-pagelist", aria_labelledby="pages-heading", hidden="hidden"
        )
        pages.set(TYPE, "page-list")
        words = book_words(metadata.language)["pages"]
        pages.append(_own(element("h2", words, id="pages-heading"), metadata.language))
        pages.append(_list(Entry(number, address) for number, address in listed))
        yield pages


def _list(entries: Iterable[Entry]) -> etree._Element:
    listed = element("ol")
    for entry in entries:
        item = element("li")
        item.append(element("a", entry.label, href=entry.address))
        if entry.inner:
            item.append(_list(entry.inner))
        listed.append(item)
    return listed


def _landmarks(documents: Sequence[ContentDocument], metadata: Metadata) -> etree._Element:
    listed = element("ol")
    for kind, address, label in _places(documents, metadata):
        link = element("a", label, href=address)
        link.set(TYPE, kind)
        item = element("li")
        item.append(link)
        listed.append(item)
    return listed


def _places(documents: Sequence[ContentDocument], metadata: Metadata) -> Iterator[tuple[str, str, str]]:
    said = book_words(metadata.language)
    yield "cover", COVER, said["cover"]
    kinds = {Part.TITLE_PAGE: "titlepage", Part.TEXT: "bodymatter", Part.BIBLIOGRAPHY: "bibliography"}
    for part, kind in kinds.items():
        for document in [each for each in documents if each.part is part][:1]:
            yield kind, document.name, said["text"] if part is Part.TEXT else document.title


def _own(heading: etree._Element, language: str) -> etree._Element:
    """Mark a heading of ours that is not in the book's language."""
    own = language_of_words(language)
    if own != language:
        heading.set("lang", own)
        heading.set(XML_LANG, own)
    return heading
