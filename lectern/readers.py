"""Every kind of file that an article can be, and the reader of pandoc that understands it.

FictionBook and Typst are not among them: pandoc's readers lose tables of the one and links of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

_MARKDOWN = "markdown-yaml_metadata_block"


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file is read.

    ``pandoc`` is pandoc's reader with its extensions, "" for pasted text, where no character is markup; ``packed`` are
    zip packages of parts. ``written_elsewhere`` means that a program wrote the file, so that an author cannot be asked
    to mend the name of a picture in it: a missing one is a finding and no end.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    pandoc: str
    packed: bool = False
    written_elsewhere: bool = False


READERS = (
    Reader("markdown", "Markdown, as Pandoc reads it", (".md", ".markdown", ".mdown"), _MARKDOWN),
    Reader("quarto", "Quarto's Markdown; code is shown, never run", (".qmd", ".rmd"), _MARKDOWN),
    Reader("gfm", "GitHub's Markdown (`reader: gfm`)", (), "gfm-yaml_metadata_block"),
    Reader("commonmark", "CommonMark with extensions (`reader: commonmark`)", (), "commonmark_x-yaml_metadata_block"),
    Reader("plain", "pasted text, where no character is markup", (".txt", ".text"), ""),
    Reader("html", "a web page", (".html", ".htm", ".xhtml"), "html+tex_math_dollars-native_divs"),
    Reader("docx", "Word", (".docx", ".docm"), "docx", packed=True, written_elsewhere=True),
    Reader("odt", "OpenDocument, LibreOffice", (".odt",), "odt", packed=True, written_elsewhere=True),
    Reader("rtf", "Rich Text Format", (".rtf",), "rtf", written_elsewhere=True),
    Reader("epub", "EPUB without copy protection", (".epub",), "epub", packed=True, written_elsewhere=True),
    Reader("jats", "JATS, the XML of journals", (".jats", ".nxml", ".xml"), "jats", written_elsewhere=True),
    Reader("docbook", "DocBook", (".docbook", ".dbk"), "docbook", written_elsewhere=True),
    Reader("latex", "LaTeX", (".tex", ".latex", ".ltx"), "latex"),
    Reader("rst", "reStructuredText", (".rst", ".rest"), "rst"),
    Reader("asciidoc", "AsciiDoc", (".adoc", ".asciidoc"), "asciidoc"),
    Reader("org", "Org mode", (".org",), "org"),
    Reader("ipynb", "a Jupyter notebook", (".ipynb",), "ipynb", written_elsewhere=True),
    Reader("djot", "Djot", (".dj", ".djot"), "djot"),
    Reader("textile", "Textile", (".textile",), "textile"),
    Reader("mediawiki", "MediaWiki", (".wiki", ".mediawiki"), "mediawiki"),
)  # fmt: skip
"""In the order in which they are listed; the first that has an ending is its reader."""

BY_NAME: Mapping[str, Reader] = {reader.name: reader for reader in READERS}
BY_ENDING: Mapping[str, Reader] = {
    ending: reader for reader in reversed(READERS) for ending in reader.endings
}
_DOCBOOK = re.compile(rb"<(?:book|article|chapter|part)\b[^>]*docbook|-//OASIS//DTD DocBook", re.IGNORECASE)
_JATS = re.compile(rb"<article\b|-//NLM//DTD|JATS", re.IGNORECASE)
_HEAD = 4_000


def reader_of(path: PurePath, content: bytes) -> Reader | None:
    """Choose by the file's ending, and for XML by what stands at its head; None where nothing fits."""
    reader = BY_ENDING.get(path.suffix.lower())
    if path.suffix.lower() != ".xml":
        return reader
    if _DOCBOOK.search(content[:_HEAD]):
        return BY_NAME["docbook"]
    return reader if _JATS.search(content[:_HEAD]) else None
