"""The narrator's own words in the language of what is narrated (table: phrases.tsv); English where it has none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lectern.narration.spoken.european_words import primary, variety
from lectern.narration.utterance import Utterance, joined

FALLBACK = "en"


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    """Read the table: language -> name -> phrase; a variety has those of its language but for its own."""
    text = Path(__file__).with_name("phrases.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines())
    own = {
        language: {row[0]: row[number] for row in rows if len(row) > number}
        for number, language in enumerate(header)
        if number
    }
    return {language: own.get(primary(language), {}) | phrases for language, phrases in own.items()}


def has_phrases(language: str) -> bool:
    """Tell whether the narrator has words in a language (a BCP 47 tag)."""
    return variety(language) in _table()


def tongue(language: str) -> str:
    """Give the language in which the narrator speaks of a text: its own, or English."""
    return language if has_phrases(language) else FALLBACK


def phrase(language: str, name: str, /, **words: object) -> str:
    """Say a phrase with its words filled in, in the narrator's `tongue` for the language.

    >>> phrase("en-GB", "note", number=1, text="It is new.")
    'Note 1: It is new.'
    """
    return _table()[variety(tongue(language))][name].format(**words)


def framed(name: str, utterance: Utterance, /, **words: object) -> Utterance:
    """Put what is said into a phrase that has a place for it ("{text}"); English words are marked as English.

    >>> framed("note", Utterance("Ja.", "sv"), number=1).languages
    (Run(start=0, end=8, language='en'),)
    """
    language = tongue(utterance.language)
    before, _, after = _table()[variety(language)][name].partition("{text}")
    begin, end = (Utterance(part.format(**words), language) for part in (before, after))
    return joined(utterance.language, (begin, utterance, end))


def counted(language: str, count: int, one: str, many: str) -> str:
    """Say a number of things: the phrase ``one`` for one, ``many`` for any other number."""
    return phrase(language, one) if count == 1 else phrase(language, many, count=count)


def listed(language: str, names: tuple[str, ...]) -> str:
    """Join names as the language does: "A, B and C"."""
    if len(names) < 2 or not has_phrases(language):
        return ", ".join(names)
    return ", ".join(names[:-1]) + phrase(language, "and") + names[-1]
