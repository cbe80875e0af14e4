"""Document -> the HTML that is set on paper: the common markup, with what only a page can do or must do otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from lectern.model import Document, Finding, Format, Severity
from lectern.writers import markup as common
from lectern.writers import print_formulas, print_media
from lectern.writers.markup import MATHML
from lectern.writers.print_words import print_words

TEXT_SIZE = 11.5 / 0.75
"""The text's size in CSS px (11.5 pt): formulas are drawn for it."""
_RUNNING = 64
"""The most characters of a title that a running head holds."""
_SHORT_TABLE = 14
"""The most rows of a table that is set on one page."""


@dataclass(frozen=True, slots=True)
class PrintMarkup:
    """HTML ready to be set; ``text`` and ``code`` are its characters, for the choice of fonts."""

    html: str
    text: str
    code: str
    findings: tuple[Finding, ...] = ()


def print_markup(
    document: Document, others: Iterable[Format] = (), *, dropped: Iterable[str] = ()
) -> PrintMarkup:
    """Prepare a document for paper.

    ``others`` are the other editions to name on the first page; ``dropped`` the targets of backlinks to leave out,
    because another backlink of the same entry leads to the same page.
    """
    return prepare(common.markup(document), document, others, dropped=dropped)


def prepare(
    article: etree._Element, document: Document, others: Iterable[Format] = (), *, dropped: Iterable[str] = ()
) -> PrintMarkup:
    """Prepare an article that is in the common markup; the tree is changed."""
    language = document.metadata.language
    findings = _set_formulas(article)
    _strip_namespaces(article)
    _place_pictures(article, document.media)
    _settle_backlinks(article, print_words(language), frozenset(dropped))
    _settle_notes(article, print_words(language))
    _show_addresses(article)
    _keep_together(article)
    _label_headings(article)
    _add_imprint(article, document, tuple(others))
    body = etree.tostring(article, encoding="unicode", method="html")
    html = f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"></head><body>{body}</body></html>'
    code = "".join(
        str(text) for each in article.iter("pre", "code", "kbd", "samp") for text in each.itertext()
    )
    return PrintMarkup(html, _all_text(article), code, tuple(findings))


def _all_text(article: etree._Element) -> str:
    return "".join(str(each) for each in article.itertext()) + "•◦▪0123456789.… "


def _set_formulas(article: etree._Element) -> list[Finding]:
    """Draw every formula; one that cannot be drawn is set as its words."""
    findings = []
    for math in list(article.iter(f"{{{MATHML}}}math")):
        words = math.get("alttext", "")
        try:
            drawn = print_formulas.draw(math, size=TEXT_SIZE, words=words)
        except print_formulas.FormulaError:
            drawn = etree.Element("em")
            drawn.text = words
            message = "A formula could not be drawn in the PDF; its words stand in its place."
            findings.append(Finding("formula-not-drawn", Severity.WARNING, message, words, source="pdf"))
        drawn.tail = math.tail
        parent = math.getparent()
        assert parent is not None
        parent.replace(math, drawn)
    return findings


def _strip_namespaces(article: etree._Element) -> None:
    """Leave XHTML's names bare, as an HTML serialiser expects them; drawings keep their namespace."""
    for each in article.iter(etree.Element):
        name = etree.QName(each)
        if name.namespace == common.XHTML:
            each.tag = name.localname
        each.attrib.pop("{http://www.w3.org/XML/1998/namespace}lang", "")
    etree.cleanup_namespaces(article)


def _place_pictures(article: etree._Element, media: Mapping[str, Path]) -> None:
    for image in article.iter("img"):
        target = image.get("src", "")
        if target in media:
            image.set("src", print_media.address(target, media))


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


def _keep_together(article: etree._Element) -> None:
    """Mark what the page must not tear apart: short tables, and a formula from the words before it."""
    for table in article.iter("table"):
        if sum(1 for _ in table.iter("tr")) <= _SHORT_TABLE:
            table.set("class", f"{table.get('class', '')} short".strip())
    for formula in article.iter("span"):
        parent = formula.getparent()
        if parent is not None and parent.tag == "p" and "display" in formula.get("class", "").split():
            parent.set("class", f"{parent.get('class', '')} displayed".strip())


def _label_headings(article: etree._Element) -> None:
    """Give headings their words without note marks: for bookmarks, and shortened for the running head."""
    for heading in article.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        words = " ".join("".join(_words(heading)).split())
        heading.set("data-label", words)
        heading.set("data-running", _shortened(words))


def _words(element: etree._Element) -> Iterable[str]:
    if element.get("role") == "doc-noteref":
        return
    yield element.get("aria-label", "") if element.get("role") == "img" else element.text or ""
    for child in element:
        if child.get("class") != "formula" or child.get("aria-label"):
            yield from _words(child)
        yield child.tail or ""


def _shortened(words: str) -> str:
    """Cut a long heading at a word's end.

    >>> _shortened("word " * 20)
    'word word word word word word word word word word word word …'
    """
    words = words.strip()
    if len(words) <= _RUNNING:
        return words
    return words[: _RUNNING - 2].rsplit(" ", 1)[0].rstrip(" ,.;:–—") + " …"


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
