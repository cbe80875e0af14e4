"""Names in capitals -> letters or words (table: european_acronyms.tsv).

Letters are written with stops between and none after ("O.M.S"): heard with espeak-ng, the Portuguese, Italian and
Spanish voices say a lone "O" or "A" as the article or the conjunction. Consonants alone every voice spells by itself.
"""

import re
from functools import lru_cache

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_roman import NUMERAL
from lectern.narration.spoken.european_words import primary, rows

CAPITALS = re.compile(r"(?<![\w.&])[A-ZÄÖÜ]{2,5}(?![\w&]|\.[A-Z]|[;,] ?(?:[A-Z]|\d{4}))")
"""Not before a year or another name: "(LIMA; SÁ, 2012)" are authors."""
LONG_CAPITALS = re.compile(r"(?<![\w.-])[^\W\d_a-zà-ÿß]{6,}(?![\w-]|\.\w)")
VOWELS = frozenset("AEIOUÄÖÜ")
SAID = re.compile(
    r"(?:[^AEIOU]?|[BCDFGKPST][RL]|S[CHKLMNPTW]|[CTPS]H|QU|ST[R])"  # how a word may begin
    r"[AEIOUÄÖÜY]{1,2}(?:[^AEIOU]{1,2}[AEIOUÄÖÜY]{1,2})*"
    r"(?:[^AEIOU]?|[LNRS][CDKST]|SS|LL)"
)
BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}[^\w,;/]{0,2}\s\Z")
BEHIND = re.compile(r"\s\W{0,2}[A-ZÀ-ÖØ-Þ]{2,}\b")
"""Neighbours in capitals: a line that is shouted."""


@lru_cache(maxsize=8)
def _listed(language: str) -> dict[str, str]:
    table = rows("european_acronyms.tsv")
    return {
        name: how
        for owner, how, listed in table
        if owner in ("*", primary(language))
        for name in listed.split()
    }


def acronym_rules(language: str) -> tuple[Rule, ...]:
    """Spell what is said by letters, leave to the voice what is a word, and write small what is shouted."""
    listed = _listed(language)

    def say(found: re.Match[str]) -> str:
        name, text = found[0], found.string
        shouted = BEFORE.search(text[max(0, found.start() - 12) : found.start()]) or BEHIND.match(
            text, found.end()
        )
        if re.fullmatch(NUMERAL, name) or not VOWELS & set(name):
            return name
        if shouted and name not in listed:
            return name.lower()
        how = listed.get(name) or ("word" if len(name) > 3 and SAID.fullmatch(name) else "letters")
        return name if how == "word" else ".".join(name)

    return ((CAPITALS, say), (LONG_CAPITALS, lambda found: found[0].capitalize()))
