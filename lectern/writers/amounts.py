"""Bytes and durations -> the plain words in which a reader is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from lectern.model import Document, Kind

_WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction: Brysbaert (2019), Journal of Memory and Language 109, 104047: 238."""
_CHARACTERS_PER_WORD = 1.7
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NOT_READ = {Kind.REFERENCE, Kind.IMAGE}


def count_words(texts: Iterable[str]) -> int:
    """Count words; in scripts without spaces, characters stand for them.

    >>> count_words(["Two words", "三个字"])
    4
    """
    words = 0.0
    for text in texts:
        unspaced = len(_UNSPACED.findall(text))
        words += len(_UNSPACED.sub(" ", text).split()) + unspaced / _CHARACTERS_PER_WORD
    return round(words)


def reading_words(document: Document) -> int:
    """Count the words that are read: all but the reference list and the words for pictures."""
    return count_words(each.text for each in document.fragments if each.kind not in _NOT_READ)


def reading_minutes(words: int) -> int:
    """Give the minutes that reading takes, at least one."""
    return max(1, round(words / _WORDS_PER_MINUTE))


def minutes(duration: timedelta) -> int:
    """Give a duration in whole minutes, at least one."""
    return max(1, round(duration.total_seconds() / 60))


def size(count: int, language: str) -> str:
    r"""Give a file's size as one says it.

    >>> size(412_345, "en"), size(3_900_000, "de"), size(900, "en")
    ('0.4\xa0MB', '3,9\xa0MB', '1\xa0kB')
    """
    if count < 95_000:
        return f"{max(1, round(count / 1000))}\u00a0kB"
    return f"{_decimal(count / 1_000_000, language)}\u00a0MB"


def _decimal(value: float, language: str) -> str:
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(value, format="#,##0.0", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return format_decimal(value, format="#,##0.0", locale="en")
