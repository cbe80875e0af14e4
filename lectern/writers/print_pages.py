"""Prepared HTML -> painted pages, by WeasyPrint: the PDF without tags, and all that is known of its painting."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from lectern.model import Document, Finding, Format, Severity
from lectern.writers import fonts, look, print_fetcher, print_fonts, print_media, structure_tree
from lectern.writers.pictures import picture
from lectern.writers.print_engines import Painted
from lectern.writers.print_markup import PrintMarkup, print_markup
from lectern.writers.print_remedies import Remedies
from lectern.writers.structure_tree.trace import recording

_DRAWING = "image/svg+xml"


def paint(document: Document, others: Collection[Format], remedies: Remedies) -> Painted:
    """Set a document on pages.

    Raises MissingTool (fonts, WeasyPrint of another version), SourceError (an image that cannot be read).
    """
    prepared = print_markup(document, others, remedies)
    fetcher, faces = _materials(prepared, document)
    configuration = FontConfiguration()
    rules = look.css("tokens", "reading", "print") + print_fonts.font_css(faces)
    with _heard() as log, recording() as traces:
        html = HTML(string=prepared.html, base_url=f"{print_media.SCHEME}:", url_fetcher=fetcher)
        css = CSS(string=rules, font_config=configuration, url_fetcher=fetcher)
        pdf = html.write_pdf(stylesheets=[css], font_config=configuration, pdf_tags=True, pdf_version="1.7")
    root: Element = html.etree_element
    findings = (*prepared.findings, *fetcher.findings, *log.findings, *fonts.findings(prepared.text))
    tree = structure_tree.grow_tree(traces, root)
    return Painted(pdf, root, tuple(traces), tree, frozenset(log.missing), findings)


def _materials(
    prepared: PrintMarkup, document: Document
) -> tuple[print_fetcher.MediaFetcher, tuple[fonts.Face, ...]]:
    """Gather the pictures and the faces for all words, those in drawings too."""
    pictures = {
        print_media.address(name, document.media): picture(path) for name, path in document.media.items()
    }
    drawn = "".join(each.data.decode("utf-8") for each in pictures.values() if each.media_type == _DRAWING)
    faces = fonts.choose(prepared.text + drawn, code=prepared.code)
    families = print_fonts.family_lists(faces)
    dressed = {address: print_media.dress(each, families) for address, each in pictures.items()}
    return print_fetcher.MediaFetcher(dressed, faces), faces


class _Log(logging.Handler):
    """What WeasyPrint said: an error is lost content, a warning is style it does not know, or a glyph there is not."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        super().__init__(logging.WARNING)
        self.findings: list[Finding] = []
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note a record."""
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
            return
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        self.findings.append(Finding("pdf-layout", severity, record.getMessage(), source="weasyprint"))


@contextmanager
def _heard() -> Iterator[_Log]:
    """Listen to WeasyPrint's logger."""
    logger, log = logging.getLogger("weasyprint"), _Log()
    passes_on, logger.propagate = logger.propagate, False
    logger.addHandler(log)
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate = passes_on
