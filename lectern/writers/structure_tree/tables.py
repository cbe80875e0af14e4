"""Table nodes -> what a reader needs to say the headers of a cell: scopes, spans, and IDs where scopes do not do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from xml.etree.ElementTree import Element

from lectern.writers.structure_tree.tree import Node


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in the table's grid; ``rows`` and ``columns`` are the positions it covers."""

    node: Node
    rows: range
    columns: range
    in_head: bool

    @property
    def scope(self) -> str:
        """The direction a header cell speaks for: what the author says, else by where it stands."""
        said = self.node.element.get("scope", "") if self.node.element is not None else ""
        named = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}.get(said)
        return named or ("Column" if self.in_head or self.rows.start == 0 else "Row")


def describe_tables(root: Node) -> None:
    """Give every header cell its scope; in tables with spans or several rows of heads also IDs and Headers."""
    for number, table in enumerate((each for each in root.nodes() if each.type == "Table"), start=1):
        cells = list(_cells(table))
        for cell in cells:
            _describe(cell)
        if _needs_ids(cells):
            _connect(cells, f"table-{number}")


def _describe(cell: _Cell) -> None:
    attributes: dict[str, object] = {}
    if len(cell.rows) > 1:
        attributes["RowSpan"] = len(cell.rows)
    if len(cell.columns) > 1:
        attributes["ColSpan"] = len(cell.columns)
    if cell.node.type == "TH":
        attributes["Scope"] = cell.scope
    if attributes:
        cell.node.attributes["Table"] = attributes


def _needs_ids(cells: list[_Cell]) -> bool:
    spans = any(len(cell.rows) > 1 or len(cell.columns) > 1 for cell in cells)
    head_rows = {cell.rows.start for cell in cells if cell.node.type == "TH" and cell.scope == "Column"}
    return spans or len(head_rows) > 1


def _connect(cells: list[_Cell], prefix: str) -> None:
    heads = [cell for cell in cells if cell.node.type == "TH"]
    for number, head in enumerate(heads, start=1):
        head.node.id = f"{prefix}-head-{number}"
    for cell in cells:
        speaking = tuple(head.node.id for head in heads if head is not cell and _speaks_for(head, cell))
        if speaking:
            cell.node.attributes.setdefault("Table", {})["Headers"] = speaking


def _speaks_for(head: _Cell, cell: _Cell) -> bool:
    """Tell whether a header stands above the cell in its columns, or before it in its rows."""
    if head.scope == "Column":
        return head.rows.stop <= cell.rows.start and _overlap(head.columns, cell.columns)
    return head.columns.stop <= cell.columns.start and _overlap(head.rows, cell.rows)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _cells(table: Node) -> Iterator[_Cell]:
    """Lay the cells out on a grid, as HTML does (HTML, 4.9.12.1)."""
    taken: set[tuple[int, int]] = set()
    for row, (node, in_head) in enumerate(_rows(table)):
        column = 0
        for kid in node.kids:
            if not isinstance(kid, Node):
                continue
            while (row, column) in taken:
                column += 1
            rows = range(row, row + _span(kid.element, "rowspan"))
            columns = range(column, column + _span(kid.element, "colspan"))
            taken.update(product(rows, columns))
            yield _Cell(kid, rows, columns, in_head)
            column = columns.stop


def _rows(node: Node, *, in_head: bool = False) -> Iterator[tuple[Node, bool]]:
    for kid in node.kids:
        if isinstance(kid, Node) and kid.type == "TR":
            yield kid, in_head
        elif isinstance(kid, Node) and kid.type in ("THead", "TBody", "TFoot"):
            yield from _rows(kid, in_head=kid.type == "THead")


def _span(element: Element | None, name: str) -> int:
    said = element.get(name, "1") if element is not None else "1"
    return max(1, int(said)) if said.isdigit() else 1
