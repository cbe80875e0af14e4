"""Files and metadata -> the bytes of an EPUB, packed by EbookLib, the same bytes every time.

EbookLib (0.20) makes its own version of pages that it is given as `EpubHtml`, so every file is an `EpubItem`
of finished bytes. It writes times of now into the ZIP and no `xml:lang` on the package: that is mended.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from lxml import etree

from lectern.writers.content_documents import Entry
from lectern.writers.package_metadata import Meta
from lectern.writers.xhtml import XML_LANG, direction

PACKAGE = "EPUB/content.opf"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold."""
_FIRST = ("mimetype", "META-INF/container.xml", PACKAGE)
_STORED = (".mp3", ".png", ".jpg", ".webp", ".gif", ".woff2", "mimetype")
"""What is compressed already; the mimetype must be readable at its place (EPUB 3.3, 4.3.2)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file: ``name`` is its path in the package folder, ``spine`` is "yes", "no" (not linear) or empty."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    overlay: str = ""
    spine: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """All that a book is made of, in the order of its manifest."""

    identifier: str
    title: str
    language: str
    modified: datetime
    metadata: Sequence[Meta]
    items: Sequence[Item]
    contents: Sequence[Entry]


def pack(package: Package) -> bytes:
    """Pack a book."""
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_identifier(package.identifier)
    book.title, book.language = package.title, package.language
    for meta in package.metadata:
        book.add_metadata(None if meta.name == "meta" else "DC", meta.name, meta.value, dict(meta.attributes))
    for item in package.items:
        made = book.add_item(_item(item))
        if item.spine:
            book.spine.append((made, item.spine))
    book.add_item(epub.EpubNcx())
    book.toc = [_entry(entry, str(number)) for number, entry in enumerate(package.contents)]
    if direction(package.language) == "rtl":
        book.set_direction("rtl")
    buffer = BytesIO()
    options = {"mtime": package.modified, "package_direction": True, "compresslevel": 0, "epub3_pages": False}
    writer = epub.EpubWriter(buffer, book, options)
    writer.process()
    writer.write()
    return settle(buffer.getvalue(), package.language)


def settle(data: bytes, language: str) -> bytes:
    """Pack a book again: files in order, times fixed, the mimetype first and stored, the language said."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(buffer, "w") as made:
        names = [name for name in given.namelist() if name not in _FIRST]
        for name in (*_FIRST, *sorted(names)):
            content = given.read(name)
            if name == PACKAGE:
                content = _mend_package(content, language)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            made.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()


def _item(item: Item) -> Any:
    from ebooklib import epub

    made = epub.EpubItem(uid=item.id, file_name=item.name, media_type=item.media_type, content=item.data)
    made.properties = list(item.properties)
    made.media_overlay = item.overlay or None
    return made


def _entry(entry: Entry, number: str) -> Any:
    """Make an entry of the NCX, which only older reading systems read."""
    from ebooklib import epub

    if not entry.inner:
        return epub.Link(entry.address, entry.label, f"entry-{number}")
    inner = [_entry(each, f"{number}-{place}") for place, each in enumerate(entry.inner)]
    return (epub.Section(entry.label, entry.address), inner)


def _mend_package(data: bytes, language: str) -> bytes:
    root = etree.fromstring(data)
    root.set(XML_LANG, language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
