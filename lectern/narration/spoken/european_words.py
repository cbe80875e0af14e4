"""The words that German, French, Spanish, Portuguese and Italian have for signs and numbers (european*.tsv)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("de", "fr", "es", "pt", "it")
IN_EUROPE = "pt-PT"
_AS_IN_PORTUGAL = frozenset(["ao", "ch", "cv", "fr", "gq", "gw", "lu", "mo", "mz", "pt", "st", "tl"])
"""Regions whose Portuguese is that of Portugal (CLDR, supplemental data: parent locales)."""


def variety(tag: str) -> str:
    """Give what decides the words of a language tag (BCP 47): its primary subtag, and whether it is Portugal's.

    >>> variety("pt-MZ"), variety("pt-BR"), variety("de-AT")
    ('pt-PT', 'pt', 'de')
    """
    primary_, *others = tag.replace("_", "-").lower().split("-")
    return IN_EUROPE if primary_ == "pt" and _AS_IN_PORTUGAL & set(others) else primary_


def primary(language: str) -> str:
    """Give the language of a variety."""
    return language.partition("-")[0]


@lru_cache(maxsize=8)
def words(language: str) -> Mapping[str, str]:
    """Give the words of a language by their names; "one|many" where a number changes a word."""
    column = LANGUAGES.index(primary(language)) + 1
    own = rows("european_portuguese.tsv") if language == IN_EUROPE else ()
    return {row[0]: row[column] for row in rows("european.tsv")} | {row[0]: row[1] for row in own}


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table beside this module, without its comments."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def inflected(phrase: str, *, many: bool) -> str:
    """Choose from "one|many"; a word without a second form has only one.

    >>> inflected("Million|Millionen", many=True)
    'Millionen'
    """
    return phrase.split("|")[-1 if many else 0]


@lru_cache(maxsize=1)
def _numbers() -> Mapping[tuple[str, int], tuple[str, str]]:
    table = rows("european_numbers.tsv")
    return {
        (language, int(row[0])): (row[1 + 2 * place], row[2 + 2 * place])
        for row in table
        for place, language in enumerate(("fr", "es", "pt", "it"))
    }


def cardinal(number: int, language: str) -> str:
    """Say a number up to 31 in words, a greater one in digits (French, Spanish, Portuguese, Italian).

    >>> cardinal(14, "fr")
    'quatorze'
    """
    if str(number) in words(language):
        return words(language)[str(number)]
    return _numbers().get((primary(language), number), (str(number), ""))[0]


def ordinal(number: int, language: str) -> str:
    """Say the number of an ordinal up to 31, in its masculine form; a greater one stays a number.

    >>> ordinal(19, "it")
    'diciannovesimo'
    """
    return _numbers().get((primary(language), number), ("", str(number)))[1]


def is_many(number: str, language: str) -> bool:
    """Tell whether a written number (decimals after a comma) takes the plural: French has "1,5 mètre"."""
    value = abs(float(number.replace(",", ".").lstrip("−-") or 0))
    return value >= 2 if language == "fr" else value != 1


def at_end(found: re.Match[str]) -> bool:
    """Tell whether only closing marks follow a match, so that its stop also ends the sentence."""
    rest = found.string[found.end() : found.end() + 8]
    return not rest.strip("”“\"'’»)] ") and len(rest) < 8
