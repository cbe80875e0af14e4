"""Links of the article -> links of the book: to another of its documents, out of it, or words only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from lxml import etree

from lectern.model import Finding, Severity
from lectern.writers.xhtml import TYPE, h, plain, select

_UNFIT = re.compile(r"[\s<>\"{}|\\^`]")
_LINK_ONLY = ("href", "role", TYPE, "title", "target", "rel", "hreflang", "download")


def mend_links(content: etree._Element, name: str, homes: Mapping[str, str]) -> Iterator[Finding]:
    """Let internal links find their document; a link to nowhere in the book keeps its words only.

    ``homes`` gives for every id the document that holds it; ``name`` is this document's.
    """
    for link in select(content, ".//h:a[@href]"):
        href = str(link.get("href"))
        target = next((each for each in (href[1:], unquote(href[1:])) if each in homes), "")
        if href.startswith("#") and target:
            link.set("href", f"#{target}" if homes[target] == name else f"{_file(homes[target])}#{target}")
        elif not leads_out(href):
            yield _report(link, href)
            _unlink(link)


def leads_out(href: str) -> bool:
    """Tell whether an address is whole and well formed; epubcheck reports others (RSC-007, RSC-020).

    >>> leads_out("https://doi.org/10.1000/182"), leads_out("notes.txt"), leads_out("https://a b")
    (True, False, False)
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    has_place = bool(parts.hostname) if parts.scheme in ("http", "https") else bool(parts.path)
    return bool(parts.scheme) and has_place and not _UNFIT.search(href)


def _file(name: str) -> str:
    return name.rpartition("/")[2]


def _unlink(link: etree._Element) -> None:
    link.tag = h("span")
    for attribute in _LINK_ONLY:
        link.attrib.pop(attribute, "")


def _report(link: etree._Element, href: str) -> Finding:
    return Finding(
        "link-to-nowhere",
        Severity.WARNING,
        f"The link “{plain(link)[:60]}” leads to “{href[:80]}”, which is not in the book.",
        hint="link to a heading of the article, or to a whole address that begins with https:",
        source="epub",
    )
