"""Running text -> tokens with their place, and the brackets they stand in; one pass, linear in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from filters.grammar.words import APOSTROPHES, UNDATED, YEAR, fold

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Superscript digits (Unicode): they belong to no word."""

_GLUED = r"apud|sensu|siehe|vgl|cf|see"
"""Words after which a space is often lost ("sensuMarsh 1960", "1985apudHolm")."""

_LETTER = rf"[^\W{RAISED}]"
_TOKEN = re.compile(
    rf"(?P<border>\n[ \t\r]*\n\s*)"
    rf"|(?P<year>(?:(?<![\w–/.‐-])|(?-i:(?<=[a-zß-ÿ]{{3}})))"
    rf"(?:{YEAR}[–-]{YEAR}(?![\w–-])|{YEAR}(?:[/]{YEAR})?(?:[a-k](?![\w’']))?"
    rf"(?=apud|\W|[{RAISED}]|$)(?![%°]|[–-]\d\d|\s[–-]\s?\d{{4}}|[.,]\d|/\d)))"
    rf"|(?P<undated>(?<!\w)(?:{UNDATED})(?:[-\s]?[a-k](?!\w))?(?!\w))"
    rf"|(?P<number>\d+)"
    rf"|(?P<raised>[{RAISED}]+)"
    rf"|(?P<word>(?-i:(?:{_GLUED})(?=[A-ZÀ-Þ][a-zß-ÿ]))|(?-i:[A-ZÀ-Þ][^\W\d_]*[a-zß-ÿ]{{3}}(?={YEAR}(?:apud|\W|$)))"
    rf"|{_LETTER}+(?:[{APOSTROPHES}‐‑–-]{_LETTER}+)*)"
    rf"|(?P<mark>\S)",
    re.IGNORECASE,
)
_OPEN = {"(": ")", "[": "]"}


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
    """The tokens of a text, and for each opening bracket the index of the token that closes it."""

    text: str
    tokens: Sequence[Token]
    closing: dict[int, int]


def tokenise(text: str) -> Page:
    """Cut a text into tokens; a bracket that is not closed in its paragraph is none."""
    found = list(_TOKEN.finditer(text))
    closing = _match_brackets(found)
    tokens: list[Token] = []
    inside: list[int] = []
    for index, match in enumerate(found):
        if inside and index >= closing[inside[-1]]:
            inside.pop()
        tokens.append(_token(match, inside[-1] if inside else -1))
        if index in closing:
            inside.append(index)
    return Page(text, tokens, closing)


_SORTS = {"undated": Sort.YEAR, "raised": Sort.MARK, **{sort.value: sort for sort in Sort}}


def _token(match: re.Match[str], bracket: int) -> Token:
    name = match.lastgroup or "mark"
    text = match[0]
    start, end = match.span()
    return Token(start, end, _SORTS[name], text, fold_word(text) if name == "word" else text, bracket)


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Give the form in which a word is compared: `fold`, no possessive ending, "organization" for "organisation"."""
    key = fold(word)
    if len(key) > 3 and key.endswith("'s"):
        key = key[:-2]
    return key.replace("organis", "organiz") if "organis" in key else key


def _match_brackets(found: Sequence[re.Match[str]]) -> dict[int, int]:
    closing: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    for index, match in enumerate(found):
        sign = match[0]
        if match.lastgroup == "border":
            opened.clear()
        elif sign in _OPEN:
            opened.append((index, _OPEN[sign]))
        elif sign in ")]":
            _close(opened, closing, index, sign)
    return closing


def _close(opened: list[tuple[int, str]], closing: dict[int, int], index: int, sign: str) -> None:
    """Match a closing sign with the bracket opened last; one opened by the other sign in between is dropped."""
    for depth in range(1, min(4, len(opened)) + 1):
        if opened[-depth][1] == sign:
            closing[opened[-depth][0]] = index
            del opened[-depth:]
            return
