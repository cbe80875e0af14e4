"""A zip package (Word, OpenDocument, EPUB): refused where it is a trap; what its properties say of the work."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lectern.errors import SourceError
from lectern.for_pandoc import page

if TYPE_CHECKING:
    from lxml import etree

MOST_PARTS = 20_000
MOST_BYTES = 1_000_000_000
"""Unpacked; a thesis with three hundred photographs has a tenth of it."""
MOST_RATIO = 200
"""Unpacked bytes for each packed one, in parts beyond a megabyte: prose in XML is packed 5 to 30 times."""
_MEGABYTE = 1_000_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_UNTOLD = re.compile(r"(?i)^(?:untitled|document ?\d*|microsoft word - .*|user|author|admin|un-named|\W*)$")
"""What programs write where nobody said anything."""
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def check(content: bytes, where: Path) -> None:
    """Look at a package's list of parts, before anything unpacks it.

    Raises SourceError: no package, cut off, too many parts, too much in too little, encrypted or copy-protected.
    """
    with _open(content, where) as package:
        parts = package.infolist()
        if any(part.flag_bits & 1 for part in parts) or _is_protected(package):
            raise SourceError(
                "the file is encrypted or copy-protected", where=where, hint="save it without a password"
            )
        swollen = [
            part
            for part in parts
            if part.file_size > _MEGABYTE and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        ]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or swollen:
            raise SourceError(
                "the file would unpack to far more than an article is",
                where=where,
                hint="save it anew, with smaller pictures",
            )


def for_pandoc(content: bytes, where: Path) -> bytes:
    """Give a book's pages as pandoc loses nothing of them; other packages are given back as they are."""
    with _open(content, where) as package:
        if "META-INF/container.xml" not in package.namelist():
            return content
        changed = BytesIO()
        with zipfile.ZipFile(changed, "w") as made:
            for part in package.infolist():
                data = package.read(part)
                if part.filename.lower().endswith((".xhtml", ".html", ".htm")):
                    data = page(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
                made.writestr(part, data)
    return changed.getvalue()


def properties(content: bytes, where: Path) -> dict[str, Any]:
    """Give title, authors and language as the properties of a Word or OpenDocument file have them, where they do."""
    said: dict[str, Any] = {}
    with _open(content, where) as package:
        core = _part(package, "docProps/core.xml")
        if core is None:
            core = _part(package, "meta.xml")
        for name, tags in (
            ("title", (_DC + "title",)),
            ("author", (_META + "initial-creator", _DC + "creator")),
        ):
            found = next((text for tag in tags if (text := _text(core, tag))), "")
            if not _UNTOLD.match(found):
                said[name] = [part.strip() for part in found.split(";")] if name == "author" else found
        language = _text(core, _DC + "language") or _language(package)
    return said | ({"lang": language} if language else {})


def authors_of_book(content: bytes, where: Path) -> list[str]:
    """Give an EPUB's authors in their order; pandoc turns the order round and takes translators for authors."""
    with _open(content, where) as package:
        container = _part(package, "META-INF/container.xml")
        root = container.find(".//{*}rootfile") if container is not None else None
        book = _part(package, root.get("full-path", "")) if root is not None else None
    if book is None:
        return []
    roles = {
        str(each.get("refines", ""))[1:]: (each.text or "").strip()
        for each in book.iter("{*}meta")
        if each.get("property") == "role"
    }
    return [
        name
        for each in book.iter(f"{_DC}creator")
        if (name := " ".join((each.text or "").split()))
        and roles.get(each.get("id", ""), each.get(f"{_OPF}role") or "aut") == "aut"
    ]


def _open(content: bytes, where: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SourceError(
            "the file is no zip package: it is broken, cut off or something else",
            where=where,
            hint="open it in the program that wrote it and save it again",
        ) from error


def _is_protected(package: zipfile.ZipFile) -> bool:
    """Tell whether an EPUB's texts are encrypted (OCF 3.3, section 4.2.6.3); obfuscated fonts do not count."""
    root = _part(package, "META-INF/encryption.xml")
    if root is None:
        return False
    methods = [str(each.get("Algorithm", "")) for each in root.iter("{*}EncryptionMethod")]
    return any(method not in _FONTS for method in methods)


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    from lxml import etree

    try:
        with package.open(name) as opened:
            data = opened.read(_MEGABYTE)
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return None


def _text(root: etree._Element | None, tag: str) -> str:
    found = root.find(f".//{tag}") if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _language(package: zipfile.ZipFile) -> str:
    """Find the language of the default style."""
    word = _part(package, "word/styles.xml")
    if word is not None:
        named = word.find(f"{_WORD}docDefaults//{_WORD}lang")
        return str(named.get(f"{_WORD}val", "")) if named is not None else ""
    styles = _part(package, "styles.xml")
    if styles is None:
        return ""
    for style in styles.iter(f"{_STYLE}default-style"):
        for text in style.iter(f"{_STYLE}text-properties"):
            language, country = (str(text.get(f"{_FO}{name}", "")) for name in ("language", "country"))
            if language and language != "none":
                return f"{language}-{country}" if country and country != "none" else language
    return ""
