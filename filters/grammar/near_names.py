"""Two names that are one name, misspelt: few signs apart, beginning alike."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SHORTEST = 4
_LONG = 8
"""From this length on two slips are believed, below it one."""


def is_near(one: str, other: str) -> bool:
    """Tell whether two folded words differ by so little that one may be a slip for the other.

    >>> is_near("zorumsky", "zorumski"), is_near("chang", "zhang"), is_near("mueller", "muller")
    (True, False, True)
    """
    bare, plain = (word.replace("-", "").replace("'", "") for word in (one, other))
    if bare == plain:
        return one != other
    least = min(len(bare), len(plain))
    if least < _SHORTEST or bare[0] != plain[0] or not (bare + plain).isalpha():
        return False
    return distance(bare, plain, most=2 if least >= _LONG else 1) is not None


def distance(one: str, other: str, *, most: int) -> int | None:
    """Count the signs to change, add, drop or swap with their neighbour; None if more than ``most``.

    Optimal string alignment: R. Lowrance, R. A. Wagner, J. ACM 22 (1975), restricted to neighbours.
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        current = [i]
        for j, mark in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (sign != mark))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return None
        before, row = row, current
    return row[-1] if row[-1] <= most else None


_BUDGET = 100_000
"""Comparisons for one article: no list and no text makes the search for slips long."""


@dataclass
class NearNames:
    """The names of a list that are nearly a word, year by year; each question is answered once."""

    _heads: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _found: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    _left: int = _BUDGET

    def find(self, year: str, word: str, names: Iterable[str]) -> Sequence[str]:
        """Give of a year's names the word itself and those near it, in their order."""
        if year not in self._heads:
            heads = self._heads[year] = defaultdict(list)
            for name in names:
                heads[name[:1]].append(name)
        if (year, word) not in self._found:
            asked = self._heads[year].get(word[:1], ())[: self._left]
            self._left -= len(asked)
            self._found[year, word] = [name for name in asked if name == word or is_near(name, word)]
        return self._found[year, word]
