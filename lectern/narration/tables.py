"""A table (Pandoc JSON) -> what is said of each row: every cell after the name of its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lectern.narration.inlines import Attributes, Cite, Element, Said, said, written
from lectern.narration.utterance import Utterance, ended, joined, strip


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fragment id, its cells' texts by column (spanning cells in each column), whether it is a head."""

    id: str
    cells: tuple[Said, ...]
    spans: tuple[bool, ...]
    """For each column: whether the cell is the one of the column before, or of the row before."""
    head: bool
    blocks: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows in reading order, and the number of its columns."""

    rows: tuple[Row, ...]
    width: int


def read(table: Element, cite: Cite) -> Table:
    """Read a table: head, bodies with their own heads, foot."""
    _, _, columns, head, bodies, foot = table["c"]
    groups: list[tuple[list[Any], bool]] = [(head[1], True)]
    for _, _, own_head, body in bodies:
        groups += [(own_head, True), (body, False)]
    groups.append((foot[1], False))
    rows = (row for listed, is_head in groups for row in _group(listed, is_head, len(columns), cite))
    return Table(tuple(rows), len(columns))


def _group(listed: list[Any], is_head: bool, width: int, cite: Cite) -> Iterator[Row]:
    held: dict[int, tuple[int, Said]] = {}
    for attribute, cells in listed:
        texts: list[Said] = []
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
            text = block_text(blocks, cite)
            for place in range(column, min(column + across, width)):
                texts.append(text)
                repeated.append(place > column)
                if down > 1:
                    held[place] = (down - 1, text)
        blocks = tuple(block for cell in cells for block in cell[4])
        yield Row(Attributes.of(attribute).id, tuple(texts), tuple(repeated), is_head, blocks)


def say_row(row: Row, heads: tuple[Said, ...], language: str, say: Callable[[Said], Utterance]) -> Utterance:
    """Say a row: "Drug: ketamine; Onset: hours."; empty cells are passed over, columns without name have none.

    A cell that spans columns is said once; one that spans rows is said again in each row, as a listener
    cannot look back.
    """
    parts: list[Utterance | str] = []
    for column, cell in enumerate(row.cells):
        if not cell.text or (row.spans[column] and column and row.cells[column - 1] == cell):
            continue
        head = heads[column] if column < len(heads) else None
        parts.append("; " if parts else "")
        if head and head.text and head != cell:
            parts += [strip(say(head), end=".:;, "), ": "]
        parts.append(strip(say(cell), end=".;, "))
    return ended(joined(language, parts)) if parts else joined(language, ())


def block_text(blocks: list[Element], cite: Cite) -> Said:
    """Give the text of a cell's blocks, one after the other."""
    return _in_line([_block(block, cite) for block in blocks], " ")


def _in_line(texts: list[Said], between: str) -> Said:
    kept = [text for text in texts if text.text]
    parts = [
        text.text.rstrip(".;") if between == "; " and text is not kept[-1] else text.text for text in kept
    ]
    return Said(between.join(parts), tuple(piece for text in kept for piece in text.pieces))


def _block(block: Element, cite: Cite) -> Said:
    kind: str = block["t"]
    inside: Any = block.get("c")
    if kind in ("Para", "Plain"):
        return said(inside, cite)
    if kind == "LineBlock":
        return _in_line([said(line, cite) for line in inside], " ")
    if kind == "CodeBlock":
        return written(" ".join(inside[1].split()))
    if kind in ("BulletList", "OrderedList"):
        items = inside if kind == "BulletList" else inside[1]
        return _in_line([block_text(item, cite) for item in items], "; ")
    if kind == "Div":
        return block_text(inside[1], cite)
    return block_text(inside, cite) if kind == "BlockQuote" else Said("")
