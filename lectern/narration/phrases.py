"""The narrator's own words in the language of what is narrated (table: phrases.tsv)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FALLBACK = "en"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Read the table: language -> name -> phrase."""
    text = Path(__file__).with_name("phrases.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines())
    return {
        language: {row[0]: row[number] for row in rows} for number, language in enumerate(header) if number
    }


def has_phrases(language: str) -> bool:
    """Tell whether the narrator has words in a language (a BCP 47 tag)."""
    return _primary(language) in _table()


def phrase(language: str, name: str, /, **words: object) -> str:
    """Say a phrase with its words filled in; a language without phrases gets the words alone.

    >>> phrase("en-GB", "note", number=1, text="It is new.")
    'Note 1: It is new.'
    """
    if not has_phrases(language):
        return str(words.get("text", ""))
    return _table()[_primary(language)][name].format(**words)


def counted(language: str, count: int) -> str:
    """Say a number of lines."""
    return phrase(language, "line") if count == 1 else phrase(language, "lines", count=count)


def joined(language: str, names: tuple[str, ...]) -> str:
    """Join names as the language does: "A, B and C"."""
    if len(names) < 2 or not has_phrases(language):
        return ", ".join(names)
    return ", ".join(names[:-1]) + phrase(language, "and") + names[-1]


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
