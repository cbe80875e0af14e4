"""WeasyPrint's painted boxes -> traces: which element every piece of marked content came from.

WeasyPrint 70.0 starts its tag tree anew on every page and forgets the elements. Its own `add_tags` is therefore not
called; in its place stands `_record`, which only reads. The two private names it reads (`stream._tags`,
`page._page_box`) are held to one version, here and by a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from lectern.errors import MissingTool
from lectern.writers.structure_tree.painted import Bounds, Trace

WEASYPRINT = "70.0"
"""The version whose boxes and tags are understood here."""

_traces: ContextVar[list[Trace] | None] = ContextVar("traces", default=None)
_add_tags = weasyprint.pdf.add_tags


@contextmanager
def recording() -> Iterator[list[Trace]]:
    """Collect the traces of the PDF that is written within; WeasyPrint then writes no tag tree of its own.

    Raises MissingTool for another version of WeasyPrint.
    """
    if weasyprint.__version__ != WEASYPRINT:
        raise MissingTool(
            f"WeasyPrint {WEASYPRINT} is needed, and {weasyprint.__version__} is installed",
            hint="run `make setup`",
        )
    weasyprint.pdf.add_tags = _record
    heard: list[Trace] = []
    token = _traces.set(heard)
    try:
        yield heard
    finally:
        _traces.reset(token)


def _record(pdf: Any, document: Any, pdf_version: Any, page_streams: Sequence[Any]) -> None:
    heard = _traces.get()
    if heard is None:
        _add_tags(pdf, document, pdf_version, page_streams)
        return
    first_pages: dict[Element, int] = {}
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reader = _PageReader(number, page.height, stream._tags, first_pages)
        heard.extend(reader.read(page._page_box))


@dataclass(frozen=True, slots=True)
class _PageReader:
    """Reads the boxes of one page; ``heads`` remembers on which page each table head stood first."""

    page: int
    height: float
    tags: Mapping[Any, Mapping[str, Any]]
    heads: dict[Element, int]

    def read(self, box: Any, *, repeated: bool = False) -> Iterator[Trace]:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            yield from (Trace(self.page, None, mcid=mcid) for mcid in self._mcids(box))
            return
        repeated = repeated or self._is_repeated(box)
        if not isinstance(box, (boxes.LineBox, boxes.TextBox)):
            yield self._trace(box, repeated=repeated)
        if tag := self.tags.get(box):
            yield self._trace(box, mcid=tag["mcid"], repeated=repeated)
        for child in getattr(box, "children", ()):
            yield from self.read(child, repeated=repeated)

    def _trace(self, box: Any, *, mcid: int | None = None, repeated: bool) -> Trace:
        _, _, part = (box.element_tag or "").partition("::")
        if mcid is None:
            annotation = box.link_annotation.number if box.link_annotation else None
            return Trace(self.page, box.element, part, annotation=annotation, repeated=repeated)
        text = box.text if isinstance(box, boxes.TextBox) else ""
        return Trace(self.page, box.element, part, mcid, None, text, self._bounds(box), repeated)

    def _is_repeated(self, box: Any) -> bool:
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self.heads.setdefault(box.element, self.page) != self.page

    def _mcids(self, box: Any) -> Iterator[int]:
        if tag := self.tags.get(box):
            yield tag["mcid"]
        for child in getattr(box, "children", ()):
            yield from self._mcids(child)

    def _bounds(self, box: Any) -> Bounds:
        left, top = box.content_box_x(), box.content_box_y()
        points = 0.75
        return (
            left * points,
            (self.height - top - box.height) * points,
            (left + box.width) * points,
            (self.height - top) * points,
        )
