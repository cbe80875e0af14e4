"""Table -> the widths of its columns, as CSS 2.1 (17.5.2.2) has them: each its longest word, the rest by need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from xml.etree.ElementTree import Element

MEASURE = 80
"""Characters of the label face at 9.5 pt in the width of the text."""
_GAP = 3
"""Characters of space beside a cell."""


def lay(rows: Sequence[Element]) -> tuple[list[list[tuple[Element, int]]], int]:
    """Lay the cells of rows on a grid: for every row its cells with their columns; and the number of columns."""
    taken: set[tuple[int, int]] = set()
    grid: list[list[tuple[Element, int]]] = []
    for number, row in enumerate(rows):
        column, cells = 0, []
        for cell in row:
            while (number, column) in taken:
                column += 1
            width, height = span(cell, "colspan"), span(cell, "rowspan")
            taken.update(product(range(number, number + height), range(column, column + width)))
            cells.append((cell, column))
            column += width
        grid.append(cells)
    return grid, max((column for _, column in taken), default=0) + 1


def span(cell: Element, name: str) -> int:
    """Give how many columns or rows a cell covers."""
    said = cell.get(name, "1")
    return min(max(1, int(said)), 1000) if said.isdigit() else 1


def shares(grid: Sequence[Sequence[tuple[Element, int]]], columns: int) -> list[int]:
    """Give each column's share of the width, in characters of ``MEASURE`` all together or fewer."""
    least, most = [1] * columns, [1] * columns
    for cells in grid:
        for cell, column in cells:
            if span(cell, "colspan") == 1 and column < columns:
                words = "".join(cell.itertext()).split()
                least[column] = max(least[column], *map(len, words), 1)
                most[column] = max(most[column], len(" ".join(words)))
    room = max(MEASURE - _GAP * columns, columns)
    if sum(most) <= room:
        return [each + _GAP for each in most]
    ceiling = max(room // 3, 4)
    least = [min(each, ceiling) for each in least]
    free = max(room - sum(least), 0)
    wanted = [max(wide - narrow, 0) for wide, narrow in zip(most, least, strict=True)]
    total = max(sum(wanted), 1)
    return [narrow + _GAP + free * want // total for narrow, want in zip(least, wanted, strict=True)]
