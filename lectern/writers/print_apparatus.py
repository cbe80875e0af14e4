"""What paper needs around the article: pages in place of ways back, readable addresses, an imprint."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from lectern.model import Document, Format
from lectern.writers.print_words import print_words


def add_apparatus(
    article: etree._Element, document: Document, others: tuple[Format, ...], dropped: frozenset[str]
) -> None:
    """Change an article (bare HTML names); ``dropped`` are targets of backlinks that are left out."""
    words = print_words(document.metadata.language)
    _settle_backlinks(article, words, dropped)
    _settle_notes(article, words)
    _show_addresses(article)
    _add_imprint(article, document, others)


def _settle_notes(article: etree._Element, words: Mapping[str, str]) -> None:
    """On paper the way back from a note is the page it belongs to."""
    for section in article.iterfind(".//section[@role='doc-endnotes']"):
        for listed in section.iter("ol"):
            if listed.getparent() is section:
                listed.set("class", "endnotes")
        for link in section.iter("a"):
            if "backlink" in link.get("class", "").split():
                _to_page(link)
                _before(link, words["page"], words)


def _settle_backlinks(article: etree._Element, words: Mapping[str, str], dropped: frozenset[str]) -> None:
    """Tell for every entry on which pages it is cited."""
    for group in list(article.iter("span")):
        if "backlinks" not in group.get("class", "").split():
            continue
        links = [each for each in group.iter("a") if each.get("href", "").lstrip("#") not in dropped]
        for child in list(group):
            group.remove(child)
        group.text = words["cited"]
        if words["lang"]:
            group.set("lang", words["lang"])
        for link in links:
            _to_page(link)
            link.tail = ", " if link is not links[-1] else ""
            group.append(link)


def _to_page(link: etree._Element) -> None:
    """Make a link that shows the number of the page it leads to; its words become its name."""
    link.set("aria-label", " ".join("".join(str(text) for text in link.itertext()).split()))
    for child in list(link):
        link.remove(child)
    link.text = None
    link.set("class", "to-page")


def _before(link: etree._Element, text: str, words: Mapping[str, str]) -> None:
    """Wrap the link in a span that begins with a text."""
    span = etree.Element("span", {"class": "backlinks"})
    if words["lang"]:
        span.set("lang", words["lang"])
    parent = link.getparent()
    assert parent is not None
    span.tail, link.tail = link.tail, None
    parent.replace(link, span)
    span.text = text
    span.append(link)


def _show_addresses(article: etree._Element) -> None:
    """In the reference list an address must be readable: where a link's words hide it, it follows them."""
    for listed in article.iterfind(".//section[@role='doc-bibliography']"):
        for link in list(listed.iter("a")):
            href = link.get("href", "")
            bare = href.split("://", 1)[-1].removeprefix("www.").rstrip("/")
            shown = "".join(str(text) for text in link.itertext())
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
