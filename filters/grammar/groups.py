"""Brackets: one that holds nothing but citations is a parenthetical group, one with prose of its own is prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from filters.grammar.doubts import Doubt
from filters.grammar.tokens import Page, Sort
from filters.grammar.words import AROUND, LABELS, MONTHS, PARTICLES

if TYPE_CHECKING:
    from filters.grammar.citations import Mention

_SMALL = re.compile(r"[ivxlc]+|\w", re.IGNORECASE)
_DEPTH = 4
"""Groups that may stand inside one another and still be told apart."""

_LOCATING = frozenset(
    [
        "p",
        "pp",
        "pages",
        "page",
        "s",
        "seite",
        "seiten",
        "chap",
        "ch",
        "kap",
        "cap",
        "fig",
        "figs",
        "sec",
        "section",
        "para",
        "vol",
        "v",
        "n",
        "fl",
        "ff",
        "lines",
        "line",
    ]
)


def settle_groups(page: Page, mentions: Sequence[Mention], doubts: Sequence[Doubt]) -> list[Mention]:
    """Take the bracket from every mention whose bracket says more than who is cited and where."""
    by_group: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.group is not None:
            by_group[mention.group].append((mention.start, mention.end))
    known = sorted(by_group)
    first = {page.tokens[opened].start: opened for opened in page.closing}
    for each in doubts:
        place = bisect_right(known, (each.start, 0))
        for group in known[max(0, place - _DEPTH) : place]:
            if each.end < group[1]:
                by_group[group].append((each.start, each.end))
    prose = {group for group in known if not _is_citation(page, first[group[0]], by_group[group])}
    return [
        replace(mention, form="narrative", group=None) if mention.group in prose else mention
        for mention in mentions
    ]


def _is_citation(page: Page, opened: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether all words outside the mentions are of the kind "see", "for a review", "p. 12"."""
    spans = sorted(spans)
    place = 0
    for token in page.tokens[opened + 1 : page.closing[opened]]:
        while place < len(spans) and spans[place][1] <= token.start:
            place += 1
        if place < len(spans) and spans[place][0] <= token.start:
            continue
        if token.sort is Sort.WORD and not _belongs(token.key):
            return False
        if token.text in "?!\ufffc":
            return False
    return True


def _belongs(word: str) -> bool:
    return (
        word in AROUND
        or word in _LOCATING
        or word in LABELS
        or word in MONTHS
        or word in PARTICLES
        or bool(_SMALL.fullmatch(word))
    )
