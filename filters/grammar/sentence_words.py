"""A language's abbreviations, sentence starters and labels, which say what a full stop means (abbreviations.tsv)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ORDINAL_LANGUAGES = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr")
)
"""Languages that write an ordinal number with a stop ("am 3. Oktober")."""
_LISTS = ("starter", "label", "month", "ordinal", "speech")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; ``kinds`` maps an abbreviation (without its last stop) to its class."""

    language: str
    kinds: Mapping[str, str]
    starters: frozenset[str]
    labels: frozenset[str]
    months: frozenset[str]
    before_ordinals: frozenset[str]
    speech_verbs: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=16)
def words_of(language: str) -> Words:
    """Read the words of a language (a BCP 47 tag); a language without any gets the English ones."""
    lines = Path(__file__).with_name("abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    main = language.replace("_", "-").split("-")[0].lower()
    known = main if any(row[0] == main for row in rows) else "en"
    kinds: dict[str, str] = {}
    listed: dict[str, frozenset[str]] = dict.fromkeys(_LISTS, frozenset())
    for owner, kind, words in rows:
        if owner not in ("*", known):
            continue
        if kind in _LISTS:
            listed[kind] |= frozenset(words.split())
        else:
            kinds.update((word, kind) for word in words.split())
    return Words(
        main,
        kinds,
        starters=listed["starter"],
        labels=listed["label"],
        months=listed["month"],
        before_ordinals=listed["ordinal"],
        speech_verbs=listed["speech"],
        ordinals=main in ORDINAL_LANGUAGES,
    )
