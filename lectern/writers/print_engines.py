"""Who sets the PDF's pages: WeasyPrint, or Typst where text runs from right to left; both give the same account."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from lectern.model import Document, Finding, Format, Metadata, Severity

if TYPE_CHECKING:
    from lectern.writers.print_remedies import Remedies
    from lectern.writers.structure_tree import Trace, Tree


class Engine(StrEnum):
    """A layout engine."""

    WEASYPRINT = "weasyprint"
    TYPST = "typst"


@dataclass(frozen=True, slots=True)
class Painted:
    """A set document, by whichever engine: its PDF without our tags, its HTML as it was set, what came from where.

    ``missing`` are the characters that no font has.
    """

    pdf: bytes
    html: Element
    traces: tuple[Trace, ...]
    tree: Tree
    missing: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def length(self) -> int:
        """The number of pages."""
        return max((trace.page for trace in self.traces), default=0) + 1


Painter = Callable[[Document, Collection[Format], "Remedies"], Painted]


def choose(metadata: Metadata, asked: str = "") -> tuple[Engine, tuple[Finding, ...]]:
    """Choose the engine: as asked, else as the article says, else by its language and what this machine can do."""
    from lectern.writers.typst_pages import runs_from_the_right

    named = asked or metadata.pdf_engine
    if named:
        return Engine(named), ()
    if runs_from_the_right(metadata.language):
        message = (
            "The PDF is set by Typst: the text runs from right to left, and WeasyPrint misplaces its stops."
        )
        return Engine.TYPST, (
            _notice("pdf-engine-chosen", message, "`--pdf-engine weasyprint` has the other one"),
        )
    if reason := _weasyprint_fails():
        message = f"The PDF is set by Typst: WeasyPrint cannot be used here ({reason})."
        return Engine.TYPST, (
            _notice("pdf-engine-chosen", message, "install Pango (`apt install libpango-1.0-0`)"),
        )
    return Engine.WEASYPRINT, ()


def _notice(rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, Severity.NOTICE, message, hint=hint, source="pdf")


@cache
def _weasyprint_fails() -> str:
    """Tell why WeasyPrint's system libraries cannot be loaded; "" if they can."""
    try:
        import weasyprint  # noqa: F401
    except (OSError, ImportError) as error:
        return str(error).strip().splitlines()[0][:90]
    return ""


def painter(engine: Engine, made: datetime | None) -> Painter:
    """Give what paints pages by this engine; ``made`` is the document's date."""
    if engine is Engine.WEASYPRINT:
        from lectern.writers.print_pages import paint

        return paint
    from lectern.writers import typst_pages

    timestamp = max(int(made.timestamp()), 0) if made else 0
    return lambda document, others, remedies: typst_pages.paint(document, others, remedies, timestamp)


def producer(engine: Engine) -> str:
    """Name the engine with its version."""
    if engine is Engine.WEASYPRINT:
        from lectern.writers.structure_tree.trace import WEASYPRINT

        return f"WeasyPrint {WEASYPRINT}"
    from lectern.writers.typst_process import version

    return f"Typst {version()}"
