"""Edition -> PDF/UA-1: set by WeasyPrint or Typst, tagged from what was painted, checked before it claims so."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from lectern.model import Document, Edition, Finding, Format, Output, Severity
from lectern.writers import print_engines
from lectern.writers.store import store

if TYPE_CHECKING:
    from lectern.writers.print_remedies import Remedies

_EVERY_OTHER = (Format.HTML, Format.EPUB, Format.MP3)
_MOST_ROUNDS = 6
_MOST_PAGES = 150
"""Pages set in all rounds together: a book is not set again for one figure."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A finished PDF; ``pages`` gives for every fragment (and every other id) the page it begins on, from 1."""

    pdf: bytes
    pages: Mapping[str, int]
    findings: tuple[Finding, ...]


def write(edition: Edition, folder: Path) -> Output:
    """Write the PDF edition; what WeasyPrint logs and what the check of PDF/UA-1 says become findings."""
    document = edition.document
    laid_out = lay_out(document, others=tuple(edition.sizes) or _EVERY_OTHER)
    path = folder / f"{document.slug}.pdf"
    return store(path, laid_out.pdf, slug=document.slug, format=Format.PDF, findings=laid_out.findings)


def lay_out(document: Document, *, others: Collection[Format] = (), engine: str = "") -> LaidOut:
    """Set a document on pages and tag it; ``others`` are the other editions that the first page names.

    ``engine`` is "weasyprint" or "typst"; "" is what the article asks for, else what suits its language and this
    machine. Raises MissingTool (fonts, an engine), SourceError (an image that cannot be read), ToolFailed (Typst).
    """
    from lectern.writers import structure_tree

    chosen, notices = print_engines.choose(document.metadata, engine)
    made = _date(document)
    painted, remedies = _compose(document, others, print_engines.painter(chosen, made))
    producer = print_engines.producer(chosen)
    tagged = structure_tree.tag(
        painted.pdf,
        painted.tree,
        document.metadata,
        made,
        producer,
        worded=chosen is print_engines.Engine.TYPST,
    )
    pdf, failures = _claimed_if_valid(tagged)
    pages = {name: page + 1 for name, page in painted.tree.pages.items()}
    findings = (*notices, *painted.findings, *_tell_missing(remedies), *failures)
    return LaidOut(pdf, pages, tuple(dict.fromkeys(findings)))


def _compose(
    document: Document, others: Collection[Format], paint: print_engines.Painter
) -> tuple[print_engines.Painted, Remedies]:
    """Set the document, look at the proof and set it again until there is nothing to mend."""
    from lectern.writers.print_remedies import Remedies, improve

    remedies = Remedies()
    painted = paint(document, others, remedies)
    for rounds in range(2, _MOST_ROUNDS + 1):
        may_move = painted.length * rounds <= _MOST_PAGES
        better = improve(remedies, painted, may_move=may_move)
        if better == remedies:
            break
        remedies, painted = better, paint(document, others, better)
    return painted, remedies


def _tell_missing(remedies: Remedies) -> tuple[Finding, ...]:
    """Report characters that no font at hand shows; in the PDF a box stands for them."""
    if not remedies.missing:
        return ()
    shown = " ".join(sorted(remedies.missing)[:12])
    message = f"No font on this machine has these characters; the PDF shows a box in their place: {shown}"
    hint = "install a font that has them (for example `apt install fonts-noto`), or write them otherwise"
    return (Finding("pdf-character-missing", Severity.ERROR, message, hint=hint, source="pdf"),)


def _date(document: Document) -> datetime | None:
    """The article's date, else SOURCE_DATE_EPOCH, else none: the clock would make every build differ."""
    if document.metadata.date:
        return datetime.combine(document.metadata.date, time(), UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None


def _claimed_if_valid(tagged: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """Check PDF/UA-1; a file that does not conform is kept without the claim, with a finding that names the rules."""
    import page

    from lectern.writers import structure_tree

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
