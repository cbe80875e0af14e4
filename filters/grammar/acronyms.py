"""Abbreviations that an article explains: "Harbour Research Organization (HRO)" is cited as HRO from there on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from filters.grammar.csl import CslItem
from filters.grammar.known import body
from filters.grammar.naming import Words, split_words
from filters.grammar.tokens import fold_word

_MOST = 4
"""Abbreviations that one body may have."""
_LONGEST = 300
"""Code points before a bracket in which the name of a body is looked for."""
_SHORT = re.compile(r"[(\[]\s?([^\W\d_](?=[^\W\d_’'-]*[A-ZÀ-Þ])[\w’'-]*)\s?[)\],;]")
_LAST = re.compile(r"([^\W_]+)\s*$")


def explained(text: str, references: Sequence[CslItem]) -> Mapping[Words, Sequence[str]]:
    """Give the abbreviations in brackets behind the name of a listed body: its folded words -> folded letters."""
    by_end: dict[str, set[Words]] = defaultdict(set)
    for item in references:
        words = body(item)
        if len(words) > 1:
            by_end[words[-1]].add(words)
    letters: dict[Words, list[str]] = defaultdict(list)
    if by_end:
        for words, short in _pairs(text, by_end):
            if short not in letters[words] and len(letters[words]) < _MOST:
                letters[words].append(short)
    return letters


def _pairs(text: str, by_end: Mapping[str, set[Words]]) -> Iterator[tuple[Words, str]]:
    """Find each "Name (ABBR" and "Name [ABBR]"; the abbreviation has two capitals at least."""
    for found in _SHORT.finditer(text):
        start = found.start()
        last = _LAST.search(text, max(0, start - 60), start)
        bodies = by_end.get(fold_word(last[1])) if last else None
        if not bodies or sum(sign.isupper() for sign in found[1]) < 2:
            continue
        before = split_words(text[max(0, start - _LONGEST) : start])
        for words in sorted(bodies):
            if before[-len(words) :] == words:
                yield words, fold_word(found[1])
