"""A painted PDF and the traces of its painting -> a tagged PDF (PDF/UA-1), by pikepdf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from xml.etree.ElementTree import Element

from pikepdf import ObjectStreamMode, Pdf

from lectern.model import Metadata
from lectern.writers.structure_tree import cmap, content, objects, pieces, properties
from lectern.writers.structure_tree.painted import Trace
from lectern.writers.structure_tree.tables import describe_tables
from lectern.writers.structure_tree.tree import Tree, grow
from lectern.writers.structure_tree.wording import wordings

__all__ = ["Trace", "Tree", "grow_tree", "tag", "withdraw_claim"]


def grow_tree(traces: Iterable[Trace], html: Element) -> Tree:
    """Build the whole structure tree of a document, tables described."""
    traces = tuple(traces)
    tree = grow(traces, html)
    describe_tables(tree.root)
    return replace(tree, wordings=wordings(traces, html))


def tag(
    painted: bytes,
    tree: Tree,
    metadata: Metadata,
    made: datetime | None,
    producer: str,
    *,
    worded: bool = False,
) -> bytes:
    """Tag a painted PDF, and claim PDF/UA-1 for it; ``made`` is its date of creation. Same input, same bytes.

    ``worded`` says that its content streams need nothing more (those of Typst; WeasyPrint's are mended here).
    """
    with Pdf.open(BytesIO(painted)) as pdf:
        if not worded:
            content.mark_artifacts(pdf, tree)
            pieces.word(pdf, tree)
        content.name_links(pdf, tree)
        content.show_title(pdf, metadata.language)
        objects.hang(pdf, tree, metadata.language)
        cmap.complete(pdf)
        properties.describe(pdf, metadata, made, producer)
        return _saved(pdf)


def withdraw_claim(tagged: bytes) -> bytes:
    """Give the PDF without its claim of PDF/UA-1."""
    with Pdf.open(BytesIO(tagged)) as pdf:
        properties.withdraw_claim(pdf)
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    buffer = BytesIO()
    pdf.save(
        buffer, object_stream_mode=ObjectStreamMode.generate, compress_streams=True, deterministic_id=True,
        linearize=False,
    )  # fmt: skip
    return buffer.getvalue()
