"""Edition -> PDF/UA-1: set by WeasyPrint, tagged by pikepdf from what was painted, checked before it claims so."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from lectern.model import Document, Edition, Finding, Format, Output, Severity
from lectern.writers import fonts, look, print_media, structure_tree
from lectern.writers.pictures import picture
from lectern.writers.print_markup import PrintMarkup, print_markup
from lectern.writers.store import store

_EVERY_OTHER = (Format.HTML, Format.EPUB, Format.MP3)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A finished PDF; ``pages`` gives for every fragment (and every other id) the page it begins on, from 1."""

    pdf: bytes
    pages: Mapping[str, int]
    findings: tuple[Finding, ...]


def write(edition: Edition, folder: Path) -> Output:
    """Write the PDF edition; what WeasyPrint logs and what the check of PDF/UA-1 says become findings."""
    laid_out = lay_out(edition.document, others=tuple(edition.sizes) or _EVERY_OTHER)
    path = folder / f"{edition.document.slug}.pdf"
    return store(
        path, laid_out.pdf, slug=edition.document.slug, format=Format.PDF, findings=laid_out.findings
    )


def lay_out(document: Document, *, others: Collection[Format] = ()) -> LaidOut:
    """Set a document on pages and tag it; ``others`` are the other editions that the first page names.

    Raises MissingTool (fonts, WeasyPrint of another version), SourceError (an image that cannot be read).
    """
    prepared = print_markup(document, others)
    with _heard() as findings:
        painted = _paint(prepared, document, findings)
        if twice := _repeated_pages(painted.html, painted.tree.pages):
            findings.clear()
            prepared = print_markup(document, others, dropped=twice)
            painted = _paint(prepared, document, findings)
    tagged = structure_tree.tag(
        painted.pdf,
        painted.tree,
        document.metadata,
        _date(document),
        f"WeasyPrint {structure_tree.WEASYPRINT}",
    )
    pdf, failures = _claimed_if_valid(tagged)
    pages = {name: page + 1 for name, page in painted.tree.pages.items()}
    return LaidOut(pdf, pages, tuple(dict.fromkeys([*prepared.findings, *findings, *failures])))


@dataclass(frozen=True, slots=True)
class _Painted:
    pdf: bytes
    html: Any
    tree: structure_tree.Tree


def _paint(prepared: PrintMarkup, document: Document, findings: list[Finding]) -> _Painted:
    """Set the pages, and grow the structure tree from what was painted."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    pictures = {
        print_media.address(target, document.media): print_media.dress(picture(path))
        for target, path in document.media.items()
    }
    drawn = "".join(
        each.data.decode("utf-8") for each in pictures.values() if each.media_type == "image/svg+xml"
    )
    faces = fonts.choose(prepared.text + drawn, code=prepared.code)
    fetcher = print_media.MediaFetcher(pictures, faces)
    configuration = FontConfiguration()
    rules = fonts.font_face_css(faces, fonts.as_file) + look.css("tokens", "reading", "print")
    html = HTML(string=prepared.html, base_url=f"{print_media.SCHEME}:", url_fetcher=fetcher)
    css = CSS(string=rules, font_config=configuration, url_fetcher=fetcher)
    with structure_tree.recording() as traces:
        pdf = html.write_pdf(stylesheets=[css], font_config=configuration, pdf_tags=True, pdf_version="1.7")
    findings.extend([*fetcher.findings, *fonts.findings(prepared.text)])
    return _Painted(pdf, html.etree_element, structure_tree.grow_tree(traces, html.etree_element))


def _repeated_pages(html: Any, pages: Mapping[str, int]) -> frozenset[str]:
    """Name the citations whose entry has an earlier one on the same page: one page number is enough."""
    twice = set()
    for group in html.iter("span"):
        if "backlinks" not in group.get("class", "").split():
            continue
        met: set[int | None] = set()
        for link in group.iter("a"):
            target = link.get("href", "").lstrip("#")
            if (page := pages.get(target)) in met:
                twice.add(target)
            met.add(page)
    return frozenset(twice)


@contextmanager
def _heard() -> Iterator[list[Finding]]:
    """Turn what WeasyPrint logs into findings: an error is lost content, a warning is style it does not know."""
    findings: list[Finding] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
            findings.append(Finding("pdf-layout", severity, record.getMessage(), source="weasyprint"))

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield findings
    finally:
        logger.removeHandler(listener)


def _date(document: Document) -> datetime | None:
    """The article's date, else SOURCE_DATE_EPOCH, else none: the clock would make every build differ."""
    if document.metadata.date:
        return datetime.combine(document.metadata.date, time(), UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None


def _claimed_if_valid(tagged: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """Check PDF/UA-1; a file that does not conform is kept without the claim, with a finding that names the rules."""
    import page

    try:
        report = page.validate_pdf_bytes(tagged, profile=page.ValidationProfile.PDF_UA_1)
        if report.is_compliant:
            return tagged, ()
        broken = "; ".join(sorted({f"{each.rule_id}: {each.message}" for each in report.failures}))
    except page.PageError as error:
        broken = f"the check gave up: {error}"
    message = f"The PDF is not accessible by PDF/UA-1 and does not claim to be ({broken})."
    return structure_tree.withdraw_claim(tagged), (
        Finding("pdf-not-accessible", Severity.ERROR, message, source="pdf"),
    )
