"""The words of the web page and the index, in the document's language; they stand in `page_words.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


def page_words(language: str) -> Mapping[str, str]:
    """Give the page's words for a language tag (BCP 47), English where there are none of its own."""
    return _words()[language_of_page_words(language).split("-")[0].lower()]


def language_of_page_words(language: str) -> str:
    """Tell in which language `page_words` answers, so that it can be marked where it is not the page's own.

    >>> language_of_page_words("en-GB"), language_of_page_words("fi")
    ('en-GB', 'en')
    """
    return language if language.split("-")[0].lower() in _words() else "en"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")[1:]
    rows = [line.split("\t") for line in lines[1:]]
    return {name: {row[0]: row[column] for row in rows} for column, name in enumerate(names, start=1)}
