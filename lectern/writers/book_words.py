"""The few words that the book adds to the article, in its language; they stand in `book_words.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


def book_words(language: str) -> Mapping[str, str]:
    """Give the book's words for a language tag (BCP 47), English where there are none of its own."""
    return _words()[language_of_words(language).split("-")[0].lower()]


def language_of_words(language: str) -> str:
    """Tell in which language `book_words` answers, so that it can be marked where it is not the book's own.

    >>> language_of_words("en-GB"), language_of_words("fi")
    ('en-GB', 'en')
    """
    return language if language.split("-")[0].lower() in _words() else "en"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = {}
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        key, language, words = line.split("\t")
        table.setdefault(language, {})[key] = words
    return table
