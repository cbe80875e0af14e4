"""The citation style that an article asks for (`csl:`): one that comes with the program, or a file in its folder."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lxml import etree

from lectern.errors import SourceError
from lectern.metadata import within
from lectern.model import Source

SHIPPED = Path(__file__).with_name("csl")
"""The styles that come with the program; a style's name is its file's."""
LARGEST = 2_000_000
"""The most bytes of a style; the largest of the CSL repository has a quarter million."""
_CSL = "http://purl.org/net/xbiblio/csl"


class Form(StrEnum):
    """How a style cites (CSL 1.0.2, attribute `citation-format`)."""

    AUTHOR_DATE = "author-date"
    AUTHOR = "author"
    NUMERIC = "numeric"
    LABEL = "label"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it is handed to citeproc."""

    name: str
    content: bytes
    form: Form


def read_style(named: str, source: Source) -> Style:
    """Read the style that an article names.

    Raises SourceError: no such style, outside of the folder, no CSL, or one that must be fetched.
    """
    known = {path.stem: path for path in SHIPPED.glob("*.csl")}
    path = known.get(named.lower().removesuffix(".csl"))
    if path is None or (source.folder / named).is_file():
        path = _own(named, sorted(known), source)
    if path.stat().st_size > LARGEST:
        raise SourceError(f"the citation style “{named}” is too large", where=source.path)
    content = path.read_bytes()
    return Style(named, content, _form(content, named, source))


def _own(named: str, known: list[str], source: Source) -> Path:
    if not named.lower().endswith(".csl"):
        near = difflib.get_close_matches(named.lower(), known, n=1)
        raise SourceError(
            f"there is no citation style “{named[:80]}”",
            where=source.path,
            hint=f"did you mean {near[0]}?"
            if near
            else f"use {', '.join(known)}, or put a .csl file beside the article",
        )
    return within(source.folder, named, source.path, "citation style")


def _form(content: bytes, named: str, source: Source) -> Form:
    """Read what kind of style it is; nothing outside of the file is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"the citation style “{named}” is broken: {error}", where=source.path) from error
    if root.tag != f"{{{_CSL}}}style" or b"<!DOCTYPE" in content:
        raise SourceError(
            f"“{named}” is no citation style",
            where=source.path,
            hint="name a file in the Citation Style Language",
        )
    parents = root.findall(f"{{{_CSL}}}info/{{{_CSL}}}link[@rel='independent-parent']")
    if parents or root.find(f"{{{_CSL}}}citation") is None:
        parent = parents[0].get("href", "") if parents else ""
        raise SourceError(
            f"the citation style “{named}” only points at another one, which is not fetched",
            where=source.path,
            hint=f"put the style “{parent.rpartition('/')[2] or 'itself'}” beside the article and name that",
        )
    category = root.find(f"{{{_CSL}}}info/{{{_CSL}}}category[@citation-format]")
    said = category.get("citation-format", "") if category is not None else ""
    if root.get("class") == "note":
        return Form.NOTE
    return Form(said) if said in set(Form) else Form.AUTHOR_DATE
