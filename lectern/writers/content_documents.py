"""Article markup -> the book's content documents: a title page, and one for each top section with its notes.

An overlay may refer only to its own content document, in reading order (EPUB 3.3, 9.3.2.1; MED-010 … 015 of
epubcheck). So each document takes the notes that it refers to with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from lectern.model import Finding, Metadata
from lectern.writers.book_links import mend_links
from lectern.writers.book_words import book_words
from lectern.writers.section_notes import give_notes, take_notes
from lectern.writers.xhtml import TYPE, XML_LANG, h, heading_of, ids_of, plain, select

_TYPES = {
    "doc-noteref": "noteref",
    "doc-biblioref": "biblioref",
    "doc-backlink": "backlink",
    "doc-endnotes": "endnotes",
    "doc-bibliography": "bibliography",
    "doc-subtitle": "subtitle",
}
"""The `epub:type` that goes with a role (EPUB Type to ARIA Role Authoring Guide 1.1)."""

CONTAINERS = tuple(h(name) for name in ("figure", "table", "ul", "ol", "dl", "aside", "blockquote"))
"""What a listener may leave as a whole; each of them has an id, unless it stands inside another."""


class Part(StrEnum):
    """Where a content document stands in the book."""

    TITLE_PAGE = "frontmatter"
    TEXT = "bodymatter"
    BIBLIOGRAPHY = "backmatter"


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the navigation shows it; ``address`` is relative to the package folder."""

    label: str
    address: str
    inner: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentDocument:
    """One document of the book: ``name`` is its path in the package folder, ``content`` its body's element."""

    name: str
    title: str
    part: Part
    content: etree._Element
    findings: tuple[Finding, ...] = ()

    @property
    def stem(self) -> str:
        """What its overlay and its audio are called too."""
        return self.name.rpartition("/")[2].removesuffix(".xhtml")

    @property
    def entry(self) -> Entry:
        """Its headings as an entry of the navigation."""
        return Entry(self.title, self.name, tuple(_entries(self.content, self.name)))


def divide(article: etree._Element, metadata: Metadata) -> tuple[ContentDocument, ...]:
    """Cut the markup of an article (see `markup`) into content documents; the markup stays as it is."""
    article = deepcopy(article)
    notes = take_notes(article)
    parts = list(_parts(article, metadata))
    width = max(2, len(str(len(parts))))
    cut = []
    for number, (part, title, content) in enumerate(parts):
        give_notes(content, notes)
        _add_types(content)
        _name_containers(content)
        stem = f"{number:0{width}}-{file_name(content.get('id') or title)}" if number else "title"
        cut.append((f"sections/{stem}.xhtml", title, part, content))
    homes = {each: name for name, _, _, content in cut for each in ids_of(content)}
    return tuple(
        ContentDocument(name, title, part, content, tuple(mend_links(content, name, homes)))
        for name, title, part, content in cut
    )


def file_name(text: str) -> str:
    """Make a short file name of plain letters; the number before it keeps it unique.

    >>> file_name("größe-der-welle"), file_name("潮汐")
    ('grosse-der-welle', 'section')
    """
    letters = (
        unicodedata.normalize("NFKD", text.replace("ß", "ss").lower()).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", letters)[:40].strip("-") or "section"


def _parts(article: etree._Element, metadata: Metadata) -> Iterator[tuple[Part, str, etree._Element]]:
    yield Part.TITLE_PAGE, book_words(metadata.language)["title-page"], _title_page(article)
    loose: list[etree._Element] = []
    for child in list(article):
        if child.tag == h("section"):
            yield from _opening(loose, metadata.title)
            yield _section(child, metadata.title)
        elif child.tag != h("header") and isinstance(child.tag, str):
            loose.append(child)
    yield from _opening(loose, metadata.title)


def _title_page(article: etree._Element) -> etree._Element:
    page = etree.Element(h("section"), {"class": "titlepage", TYPE: "titlepage"})
    for header in article.iterchildren(h("header")):
        page.extend(list(header))
    for title in page.iterchildren(h("h1")):
        title.set(TYPE, "title")
    for subtitle in select(page, "h:p[@class='subtitle']"):
        subtitle.set("role", "doc-subtitle")
    return page


def _opening(loose: list[etree._Element], title: str) -> Iterator[tuple[Part, str, etree._Element]]:
    """Put elements that stand in no section into one of their own."""
    if loose:
        section = etree.Element(h("section"), {"class": "opening"})
        section.extend(loose)
        loose.clear()
        yield Part.TEXT, title, section


def _section(section: etree._Element, title: str) -> tuple[Part, str, etree._Element]:
    section.tail = None
    heading = heading_of(section)
    if heading is None:
        return Part.TEXT, title, section
    named = next(iter(ids_of(heading)), "")
    if named:
        section.set("aria-labelledby", named)
    if section.get("role") == "doc-bibliography":
        return Part.BIBLIOGRAPHY, plain(heading) or title, section
    section.set("role", "doc-chapter")
    section.set(TYPE, "chapter")
    return Part.TEXT, plain(heading) or title, section


def _entries(section: etree._Element, name: str) -> Iterator[Entry]:
    for child in section.iterchildren(h("section")):
        heading, inner = heading_of(child), tuple(_entries(child, name))
        label = plain(heading) if heading is not None else ""
        if label and child.get("id") and child.get("role") != "doc-endnotes":
            yield Entry(label, f"{name}#{child.get('id')}", inner)
        else:
            yield from inner


def _name_containers(content: etree._Element) -> None:
    """Give containers without an id one that is made from the first id in them."""
    for container in content.iter(*CONTAINERS):
        inside = next(container.iterancestors(*CONTAINERS), None) is not None
        if not inside and not container.get("id") and (inner := ids_of(container)):
            container.set("id", f"{etree.QName(container).localname}-{inner[0]}")


def _add_types(content: etree._Element) -> None:
    """Say in XML's and the book's own attributes what the role and the language say."""
    for element in select(content, "descendant-or-self::*[@role]"):
        if (role := str(element.get("role"))) in _TYPES:
            element.set(TYPE, _TYPES[role])
    for element in select(content, "descendant-or-self::*[@lang]"):
        element.set(XML_LANG, str(element.get("lang")))
