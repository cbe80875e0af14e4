"""A table of the HTML for paper -> Typst source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

from lectern.writers.typst_columns import lay, shares, span
from lectern.writers.typst_language import array

_MOST = 1200
"""Characters of a cell that is kept on one page."""


class Setter(Protocol):
    """What sets the cells."""

    source: list[str]
    order: list[Element | int]
    line: int
    spaced: bool

    def children(self, element: Element) -> None:
        """Set an element's content."""

    def block(self, element: Element, *, first: bool = False) -> None:
        """Set an element that stands by itself."""


def table_source(table: Element, setter: Setter, *, short: bool) -> str:
    """Write a table; the head is repeated on every page, and a caption stays with it."""
    rows, heads = [], 0
    elements: list[Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            elements.append(child)
            heads += sum(1 for row in child if row.tag == "tr") if child.tag == "thead" else 0
            rows += [row for row in child if row.tag == "tr"]
    grid, columns = lay(rows)
    widths = shares(grid, columns)
    kept, outer, setter.source = setter.source, setter.line, []
    caption = next((child for child in table if child.tag == "caption"), None)
    if caption is not None:
        setter.block(caption)
    source, setter.source = setter.source, []
    cells: list[list[str]] = []
    for number, row in enumerate(rows):
        _open(row, elements, setter)
        top = _top(number, heads)
        cells.append(list(_cells(row, grid[number], widths, setter, top, number < heads)))
    setter.source, setter.line = kept, outer
    head = f"table.header({','.join(cell for row in cells[:heads] for cell in row)})," if heads else ""
    body = ",".join(cell for row in cells[heads:] for cell in row)
    tracks = array(f"{width}fr" for width in widths)
    call = "stable" if short else "ltable"
    return f"#{call}([{''.join(source)}],{tracks},{head}{body});"


def _open(row: Element, groups: list[Element], setter: Setter) -> None:
    """Note the row, and the group that it opens, in the document's order."""
    for group in groups:
        if len(group) and group[0] is row:
            setter.order.append(group)
    setter.order.append(row)


def _top(number: int, heads: int) -> str:
    """Name the rule above a row."""
    if number < heads:
        return "thick" if number == 0 else "none"
    return "thin" if number == heads and heads else "none" if number == 0 else "faint"


def _cells(
    row: Element,
    placed: list[tuple[Element, int]],
    widths: list[int],
    setter: Setter,
    top: str,
    in_head: bool,
) -> Iterator[str]:
    for cell, column in placed:
        setter.order.append(cell)
        setter.spaced = True
        width = span(cell, "colspan")
        setter.source = []
        setter.line = max(sum(widths[column : column + width]) - 2, 5)
        setter.children(cell)
        options = [f"top:{top}"]
        options += [f"colspan:{width}"] if width > 1 else []
        options += [f"rowspan:{span(cell, 'rowspan')}"] if span(cell, "rowspan") > 1 else []
        options += ["head:true"] if in_head else []
        options += ["last:true"] if column + width >= len(widths) else []
        classes = cell.get("class", "")
        options += (
            ["side:end"] if "align-right" in classes else ["side:center"] if "center" in classes else []
        )
        options += ["long:true"] if len("".join(cell.itertext())) > _MOST else []
        call = "th" if cell.tag == "th" else "td"
        yield f"{call}({','.join(options)})[{''.join(setter.source)}]"
