"""What paper needs around the article: pages in place of ways back, readable addresses, an imprint."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from lectern.model import Document, Format
from lectern.writers.print_words import print_words

_UNBROKEN = 50
"""Characters without a place to break at, of which a line of the reference list holds no more."""
_UNKNOWN = "00"
"""Stands for a page number until the first proof: most numbers are as wide."""


def add_apparatus(
    article: etree._Element, document: Document, others: tuple[Format, ...], pages: Mapping[str, int]
) -> None:
    """Change an article (bare HTML names); ``pages`` are those of the last proof, by the id of what stands there."""
    words = print_words(document.metadata.language)
    _settle_notes(article, words, pages)
    _settle_backlinks(article, words, pages)
    _show_addresses(article)
    _add_imprint(article, document, others)


def _settle_backlinks(article: etree._Element, words: Mapping[str, str], pages: Mapping[str, int]) -> None:
    """Tell for every entry on which pages it is cited."""
    for group in list(article.iter("span")):
        if "backlinks" in group.get("class", "").split():
            _turn_to_pages(group, "cited", list(group.iter("a")), words, pages)
            _say_language(group, words)


def _settle_notes(article: etree._Element, words: Mapping[str, str], pages: Mapping[str, int]) -> None:
    """On paper the way back from a note is the page it belongs to."""
    for section in article.iterfind(".//section[@role='doc-endnotes']"):
        for listed in section.iterfind("ol"):
            listed.set("class", "endnotes")
        for link in list(section.iter("a")):
            parent = link.getparent()
            if "backlink" not in link.get("class", "").split() or parent is None:
                continue
            span = etree.Element("span", {"class": "to-note"})
            span.tail, link.tail = link.tail, None
            parent.replace(link, span)
            _turn_to_pages(span, "page", [link], words, pages)
            _say_language(span, words)


def _turn_to_pages(
    group: etree._Element,
    lead: str,
    links: list[etree._Element],
    words: Mapping[str, str],
    pages: Mapping[str, int],
) -> None:
    """Let links show the pages they lead to, each page once; their names stay, with the page (WCAG 2.2, 2.5.3)."""
    targets = {link.get("href", "").lstrip("#"): link for link in links}
    shown = {str(pages.get(target, _UNKNOWN)): link for target, link in reversed(targets.items())}
    for child in list(group):
        group.remove(child)
    group.set("data-targets", " ".join(targets))
    group.text = words[lead]
    for page, link in reversed(shown.items()):
        name = link.get("aria-label") or " ".join("".join(str(text) for text in link.itertext()).split())
        made = etree.SubElement(group, "a", {"class": "to-page", "role": "doc-backlink"})
        made.set("href", link.get("href", ""))
        made.set("aria-label", f"{name}, {words['page']}{page}")
        made.text, made.tail = page, ", "
    if len(group):
        group[-1].tail = None


def _say_language(group: etree._Element, words: Mapping[str, str]) -> None:
    if words["lang"]:
        group.set("lang", words["lang"])


def _show_addresses(article: etree._Element) -> None:
    """In the reference list an address must be readable: where a link's words hide it, it follows them."""
    for listed in article.iterfind(".//section[@role='doc-bibliography']"):
        for link in list(listed.iter("a")):
            href = link.get("href", "")
            bare = href.split("://", 1)[-1].removeprefix("www.").rstrip("/")
            shown = "".join(str(text) for text in link.itertext())
            if max(map(len, re.split(r"[\s/.?&=-]", shown))) > _UNBROKEN:
                link.set("class", "long")
            if href.startswith("http") and bare.removeprefix("doi.org/").lower() not in shown.lower():
                added = etree.Element("span", {"class": "address"})
                added.text = f" ({href})"
                added.tail, link.tail = link.tail, None
                link.addnext(added)


def _add_imprint(article: etree._Element, document: Document, others: tuple[Format, ...]) -> None:
    """Add rights and the other editions to the title."""
    words = print_words(document.metadata.language)
    lines = []
    if document.metadata.rights:
        line = etree.Element("p", {"class": "rights"})
        line.text = document.metadata.rights
        lines.append(line)
    names = [words[each.value] for each in (Format.HTML, Format.EPUB, Format.MP3) if each in others]
    if names:
        line = etree.Element("p", {"class": "editions"})
        if words["lang"]:
            line.set("lang", words["lang"])
        line.text = words["also"].format(words["and"].join(filter(None, (", ".join(names[:-1]), names[-1]))))
        lines.append(line)
    header = article.find("header")
    if lines and header is not None:
        imprint = etree.SubElement(header, "div", {"class": "imprint"})
        imprint.extend(lines)
