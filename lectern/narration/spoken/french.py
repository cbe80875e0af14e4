"""French as written -> French as said."""

import re

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.english_roman import NUMERAL, read
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_roman import label_rules, ruler_rules
from lectern.narration.spoken.european_words import ordinal

ENDING = r"(er|ᵉʳ|re|ʳᵉ|ère|e|ᵉ|ème|ième|nd|nde)s?"
ROMAN_ORDINAL = re.compile(rf"(?<![\w.])({NUMERAL}){ENDING}(?![\w’'])( s\.(?=\s|$|,|\)))?")
ORDINAL = re.compile(rf"(?<![\w.,])(\d{{1,2}}){ENDING}(?![\w’'])")
ROMAN_SPAN = re.compile(r"(?<=[IVX][eᵉ]) ?[–-] ?(?=[IVX]{1,6}[eᵉ]\b)")


def _roman(found: re.Match[str]) -> str:
    return _word(read(found[1]), found[2], found[0]) + (" siècle" if found[3] else "")


def _ordinal(found: re.Match[str]) -> str:
    return _word(int(found[1]), found[2], found[0])


def _word(number: int, ending: str, written: str) -> str:
    """Say "1er", "1re", "2nde", "19e"; an ordinal above thirty-one stays as it is written."""
    if ending in ("er", "ᵉʳ", "re", "ʳᵉ", "ère"):
        many = "s" if written.rstrip().endswith("s") else ""
        return ("premier" if ending in ("er", "ᵉʳ") else "première") + many if number == 1 else written
    if ending in ("nd", "nde"):
        return ("second" if ending == "nd" else "seconde") if number == 2 else written
    said = ordinal(number, "fr")
    return written if said.isdigit() or number == 1 else said


RULES: tuple[Rule, ...] = rules_of(
    "fr",
    "french",
    first=(
        *ruler_rules("fr"),
        (ROMAN_SPAN, " au "),
        (ROMAN_ORDINAL, _roman),
        (ORDINAL, _ordinal),
    ),
    last=label_rules("fr"),
)

speak = speaker(RULES)
