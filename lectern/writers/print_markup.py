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
from lectern.writers.print_apparatus import add_apparatus
from lectern.writers.print_flow import MISSING, settle_flow
from lectern.writers.print_remedies import Remedies

TEXT_SIZE = 11.5 / 0.75
"""The text's size in CSS px (11.5 pt): formulas are drawn for it."""
_RUNNING = 42
"""The most characters of a title that a running head holds."""
_WIDEST = 166 / 25.4 * 72 / 11.5
"""The widest display formula in em (166 mm: into the margin; see print.css)."""
_SOFT_HYPHEN = "\u00ad"
_DRAWN_BESIDE = f"•◦▪0123456789.…,{MISSING} "
"""Characters that the page adds: list markers, numbers, signs."""


@dataclass(frozen=True, slots=True)
class PrintMarkup:
    """The article ready to be set; ``text`` and ``code`` are its characters, for the choice of fonts."""

    article: etree._Element
    language: str
    text: str
    code: str
    findings: tuple[Finding, ...] = ()

    @property
    def html(self) -> str:
        """The whole as HTML."""
        body = etree.tostring(self.article, encoding="unicode", method="html").replace(_SOFT_HYPHEN, "")
        head = '<head><meta charset="utf-8"></head>'
        return f'<!DOCTYPE html><html lang="{self.language}">{head}<body>{body}</body></html>'


def print_markup(document: Document, others: Iterable[Format], remedies: Remedies) -> PrintMarkup:
    """Prepare a document for paper; ``others`` are the other editions to name on the first page."""
    article = common.markup(document)
    language = document.metadata.language
    findings = _set_formulas(article)
    _strip_namespaces(article)
    _place_pictures(article, document.media)
    _number_lists(article)
    _label_headings(article)
    add_apparatus(article, document, tuple(others), remedies.pages)
    text = _words_of(article.iter())
    settle_flow(article, remedies)
    code = _words_of(article.iter("pre", "code", "kbd", "samp"))
    return PrintMarkup(article, language, text + _DRAWN_BESIDE, code, tuple(findings))


def _words_of(elements: Iterable[etree._Element]) -> str:
    return "".join(str(text) for each in elements for text in (each.text, each.tail) if text)


def _set_formulas(article: etree._Element) -> list[Finding]:
    """Draw every formula; one that cannot be drawn is set as its words."""
    findings = []
    for math in list(article.iter(f"{{{MATHML}}}math")):
        words = math.get("alttext", "")
        try:
            drawn = print_formulas.draw(math, size=TEXT_SIZE, words=words)
            if print_formulas.width(drawn) > _WIDEST:
                message = (
                    "A formula is wider than the page and is set smaller in the PDF; break it into lines."
                )
                findings.append(Finding("formula-too-wide", Severity.NOTICE, message, words, source="pdf"))
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


def _number_lists(article: etree._Element) -> None:
    """Let a list begin where its author begins: WeasyPrint leaves `start` aside, as a presentational hint."""
    for listed in article.iter("ol"):
        start = listed.get("start", "1")
        if start != "1":
            listed.set("style", f"counter-reset: list-item {int(start) - 1}")


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
        yield from _words(child)
        yield child.tail or ""


def _shortened(words: str) -> str:
    """Cut a long heading at a word's end.

    >>> _shortened("word " * 20)
    'word word word word word word word word …'
    """
    words = words.strip()
    if len(words) <= _RUNNING:
        return words
    return words[: _RUNNING - 2].rsplit(" ", 1)[0].rstrip(" ,.;:–—") + " …"
