"""Abbreviations that an article explains: "Harbour Research Organization (HRO)" is cited as HRO from there on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from filters.grammar.csl import CslItem
from filters.grammar.known import Words, body
from filters.grammar.tokens import Page, Sort, fold_word

_MOST = 4
"""Abbreviations that one body may have."""


def explained(page: Page, references: Sequence[CslItem]) -> Mapping[Words, Sequence[str]]:
    """Give the abbreviations in brackets behind the name of a listed body: its folded words -> folded letters."""
    by_end: dict[str, set[Words]] = defaultdict(set)
    for item in references:
        words = body(item)
        if len(words) > 1:
            by_end[words[-1]].add(words)
    letters: dict[Words, list[str]] = defaultdict(list)
    if by_end:
        for words, short in _pairs(page, by_end):
            if short not in letters[words] and len(letters[words]) < _MOST:
                letters[words].append(short)
    return letters


def _pairs(page: Page, by_end: Mapping[str, set[Words]]) -> Iterator[tuple[Words, str]]:
    """Find each "Name (ABBR" and "Name [ABBR]"; the abbreviation has two capitals at least."""
    tokens = page.tokens
    for opened in page.closing:
        inside = tokens[opened + 1]
        if not opened or inside.sort is not Sort.WORD or sum(sign.isupper() for sign in inside.text) < 2:
            continue
        if tokens[opened + 2].text not in {")", "]", ",", ";"}:
            continue
        for words in sorted(by_end.get(tokens[opened - 1].key, ())):
            if tuple(token.key for token in tokens[max(0, opened - len(words)) : opened]) == words:
                yield words, fold_word(inside.text)
