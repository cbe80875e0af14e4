"""CSL items -> citekeys: "kraus2019", its twin "kraus2019a"; the same list gives the same keys."""

import re
from collections.abc import Sequence

from filters.grammar import CslItem
from filters.grammar.names import surname
from filters.grammar.references import first_name, years
from filters.grammar.words import fold

_LONGEST = 24


def citekeys(items: Sequence[CslItem]) -> list[str]:
    """Name each work by its first author and year; each key is given once."""
    taken: set[str] = set()
    keys = []
    for number, item in enumerate(items, 1):
        key = _key(item, number)
        letters = iter(
            ["", *"abcdefghijklmnopqrstuvwxyz", *(f"-{count}" for count in range(2, len(items) + 2))]
        )
        key = next(each for each in (key + letter for letter in letters) if each not in taken)
        taken.add(key)
        keys.append(key)
    return keys


def _key(item: CslItem, number: int) -> str:
    """Build a key of small ASCII letters and digits; what has none is called by its place in the list."""
    name = first_name(item)
    said = surname(name) if name else item.get("title", "")
    stem = ""
    for word in re.findall(r"[a-z0-9]+", fold(said)):
        if len(stem) + len(word) > _LONGEST and stem:
            break
        stem += word
    stem = stem[:_LONGEST] if re.match(r"[a-z]", stem) else f"entry{number}-{stem[:_LONGEST]}".rstrip("-")
    year = next(iter(years(item)), "")
    return stem + (year if year.isdigit() else re.sub(r"[^a-z]", "", year)) + item.get("year-suffix", "")
