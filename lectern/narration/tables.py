"""A table (Pandoc JSON) -> what is said of each row: every cell after the name of its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lectern.narration.inlines import Attributes, Element, said


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fragment id, its cells' texts by column (spanning cells in each column), whether it is a head."""

    id: str
    cells: tuple[str, ...]
    spans: tuple[bool, ...]
    """For each column: whether the cell is the one of the column before, or of the row before."""
    head: bool
    blocks: tuple[Element, ...]


def rows(table: Element) -> Iterator[Row]:
    """List a table's rows in reading order: head, bodies with their own heads, foot."""
    _, _, columns, head, bodies, foot = table["c"]
    groups: list[tuple[list[Any], bool]] = [(head[1], True)]
    for _, _, own_head, body in bodies:
        groups += [(own_head, True), (body, False)]
    groups.append((foot[1], False))
    for listed, is_head in groups:
        yield from _group(listed, is_head, len(columns))


def _group(listed: list[Any], is_head: bool, width: int) -> Iterator[Row]:
    held: dict[int, tuple[int, str]] = {}
    for attribute, cells in listed:
        texts: list[str] = []
        repeated: list[bool] = []
        waiting = list(cells)
        while len(texts) < width and (waiting or len(texts) in held):
            column = len(texts)
            if column in held:
                left, text = held.pop(column)
                if left > 1:
                    held[column] = (left - 1, text)
                texts.append(text)
                repeated.append(True)
                continue
            _, _, down, across, blocks = waiting.pop(0)
            text = block_text(blocks)
            for place in range(column, min(column + across, width)):
                texts.append(text)
                repeated.append(place > column)
                if down > 1:
                    held[place] = (down - 1, text)
        blocks = tuple(block for cell in cells for block in cell[4])
        yield Row(Attributes.of(attribute).id, tuple(texts), tuple(repeated), is_head, blocks)


def say_row(row: Row, heads: tuple[str, ...], say: Callable[[str], str]) -> str:
    """Say a row: "Drug: ketamine; Onset: hours."; empty cells are passed over, columns without name have none.

    A cell that spans columns is said once; one that spans rows is said again in each row, as a listener
    cannot look back.
    """
    parts: list[str] = []
    for column, text in enumerate(row.cells):
        if not text or (row.spans[column] and column and row.cells[column - 1] == text):
            continue
        head = heads[column] if column < len(heads) else ""
        words = say(text).rstrip(".;, ")
        parts.append(f"{say(head).rstrip('.:;, ')}: {words}" if head and head != text else words)
    return "; ".join(parts) + "." if parts else ""


def block_text(blocks: list[Element]) -> str:
    """Give the text of a cell's blocks, one after the other."""
    return " ".join(filter(None, map(_block, blocks)))


def _block(block: Element) -> str:
    kind, inside = block["t"], block.get("c")
    if kind in ("Para", "Plain"):
        return said(block["c"])
    if kind == "LineBlock":
        return " ".join(said(line) for line in block["c"])
    if kind in ("CodeBlock",):
        return str(block["c"][1])
    if kind in ("BulletList",):
        return "; ".join(block_text(item).rstrip(".;") for item in block["c"])
    if kind == "OrderedList":
        return "; ".join(block_text(item).rstrip(".;") for item in block["c"][1])
    if kind == "Div":
        return block_text(block["c"][1])
    return block_text(block["c"]) if kind == "BlockQuote" and inside else ""
