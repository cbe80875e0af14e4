"""Running text -> tokens with their place, and the brackets they stand in; one pass, linear in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from filters.grammar.stretches import find_stretches, match_brackets
from filters.grammar.words import APOSTROPHES, UNDATED, YEAR, fold

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Superscript digits (Unicode): they belong to no word."""

_GLUED = r"apud(?=[A-ZÀ-Þ])|(?:sensu|siehe|vgl|cf|see)(?=[A-ZÀ-Þ][a-zß-ÿ])"
"""Words after which a space is often lost ("sensuMarsh 1960", "1985apudHolm")."""

_LETTER = rf"[^\W{RAISED}]"
_REST = rf"(?:[{APOSTROPHES}‐‑–-]{_LETTER}+)*"
_TOKEN = re.compile(
    rf"(?P<plain>(?-i:[bdghj-mp-rtuw-z]){_LETTER}*{_REST})"  # first, for speed: what can be nothing below
    rf"|(?P<small>(?-i:(?!forthcoming|s(?:in|ans|em|ous)\s|ohne\s)[acefinosv][a-zß-öø-ÿ]{{2,}}"
    rf"|a[nst]?|i[fst]|o[fnr])(?![\w{APOSTROPHES}‐‑–-]))"
    rf"|(?P<sign>[][(),.:;])"
    rf"|(?P<border>\n[ \t\r]*\n\s*)"
    rf"|(?P<year>(?:(?<![\w–/.‐-])|(?-i:(?<=[a-zß-ÿ]{{3}})))"
    rf"(?:{YEAR}[–-]{YEAR}(?![\w–-])|{YEAR}(?:[/]{YEAR})?(?:[a-k](?![\w’']))?"
    rf"(?=apud|\W|[{RAISED}]|$)(?![%°]|[–-]\d\d|\s[–-]\s?\d{{4}}|[.,]\d|/\d)))"
    rf"|(?P<undated>(?<!\w)(?:{UNDATED})(?:[-\s]?[a-k](?!\w))?(?!\w))"
    rf"|(?P<number>\d+)"
    rf"|(?P<raised>[{RAISED}]+)"
    rf"|(?P<word>(?-i:{_GLUED})|(?-i:[A-ZÀ-Þ][^\W\d_]*[a-zß-ÿ]{{3}}(?={YEAR}(?:apud|\W|$)))"
    rf"|{_LETTER}+{_REST})"
    rf"|(?P<mark>\S)",
    re.IGNORECASE,
)


class Sort(Enum):
    """What a token is, as far as citations care."""

    BORDER = "border"
    YEAR = "year"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of text at ``start`` to ``end`` (code points); ``key`` is its folded form without a possessive ending.

    ``bracket`` is the index of the token that opens the innermost bracket round it, or -1.
    """

    start: int
    end: int
    sort: Sort
    text: str
    key: str
    bracket: int = -1


@dataclass(frozen=True, slots=True)
class Page:
    """The tokens of a text where it can cite, and for each opening bracket the index of the token that closes it."""

    text: str
    tokens: Sequence[Token]
    closing: dict[int, int]


_SORTS: dict[str | None, Sort] = {
    "undated": Sort.YEAR,
    "raised": Sort.MARK,
    "plain": Sort.WORD,
    "small": Sort.WORD,
    "sign": Sort.MARK,
    **{sort.value: sort for sort in Sort},
}
_PARTING = "\n\n"


def tokenise(text: str, places: Iterable[int] = ()) -> Page:
    """Cut into tokens what can hold a citation (`find_stretches`), with what stands round further ``places``.

    A border stands between stretches; a bracket that is not closed in its paragraph is none.
    """
    ends = match_brackets(text)
    closing: dict[int, int] = {}
    tokens: list[Token] = []
    outer: list[tuple[int, int]] = []
    bracket = close = -1  # the innermost bracket that is open: its token, and where it closes
    make, sorts, word = tuple.__new__, _SORTS, Sort.WORD  # half the time of calling Token
    for begin, stop in find_stretches(text, ends, places):
        if begin:
            tokens.append(make(Token, (begin, begin, Sort.BORDER, _PARTING, _PARTING, -1)))
        for match in _TOKEN.finditer(text, begin, stop):
            said, (start, end), sort = match[0], match.span(), sorts[match.lastgroup]
            if start == close:
                closing[bracket] = len(tokens)
                bracket, close = outer.pop()
            key = fold_word(said) if sort is word else said
            tokens.append(make(Token, (start, end, sort, said, key, bracket)))
            if start in ends:
                outer.append((bracket, close))
                bracket, close = len(tokens) - 1, ends[start]
    return Page(text, tokens, closing)


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Give the form in which a word is compared: `fold`, no possessive ending, "organization" for "organisation"."""
    key = word.lower() if word.isascii() and word.isalpha() else fold(word)
    if len(key) > 3 and key.endswith("'s"):
        key = key[:-2]
    return key.replace("organis", "organiz") if "organis" in key else key
