"""Files and metadata -> EPUB, packed by EbookLib, the same bytes every time.

EbookLib (0.20) makes its own version of pages that it is given as `EpubHtml`, so every file is an `EpubItem`
of finished bytes. It writes times of now into the ZIP and no `xml:lang` on the package: that is mended. It holds
the whole book in memory: so it is given every sound as an empty file, which gets its bytes piece by piece.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from lectern.model import Recording
from lectern.writers.content_documents import Entry
from lectern.writers.package_metadata import Meta
from lectern.writers.xhtml import XML_LANG, direction

_FOLDER = "EPUB"
PACKAGE = f"{_FOLDER}/content.opf"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold."""
_FIRST = ("mimetype", "META-INF/container.xml", PACKAGE)
_STORED = (".mp3", ".png", ".jpg", ".webp", ".gif", ".woff2", "mimetype")
"""What is compressed already; the mimetype must be readable at its place (EPUB 3.3, 4.3.2)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file: ``name`` is its path in the package folder, ``spine`` is "yes", "no" (not linear) or empty.

    ``data`` are its bytes, or a recording, which is read piece by piece.
    """

    id: str
    name: str
    media_type: str
    data: bytes | Recording
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


def pack(package: Package, file: BinaryIO) -> None:
    """Pack a book into a file that can be sought in."""
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
    sounds = {
        f"{_FOLDER}/{each.name}": each.data for each in package.items if not isinstance(each.data, bytes)
    }
    with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(file, "w") as made:
        for name, content in _in_order(given, package.language):
            _add(made, name, sounds.get(name, content))


def _in_order(given: zipfile.ZipFile, language: str) -> Iterator[tuple[str, bytes]]:
    """Give a book's files: the mimetype first, the rest sorted, the package with its language."""
    names = [name for name in given.namelist() if name not in _FIRST]
    for name in (*_FIRST, *sorted(names)):
        content = given.read(name)
        yield name, _mend_package(content, language) if name == PACKAGE else content


def _add(made: zipfile.ZipFile, name: str, data: bytes | Recording) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    if isinstance(data, bytes):
        made.writestr(entry, data, compresslevel=9)
        return
    entry.file_size = data.size  # so that more than 2 GB get the header they need
    with made.open(entry, "w") as sound:
        sound.writelines(data.pieces)


def _item(item: Item) -> Any:
    from ebooklib import epub

    content = item.data if isinstance(item.data, bytes) else b""
    made = epub.EpubItem(uid=item.id, file_name=item.name, media_type=item.media_type, content=content)
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
