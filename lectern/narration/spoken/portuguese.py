"""Portuguese as written -> Portuguese as said, as in Brazil and as in Portugal ("quilômetros", "quilómetros")."""

import re

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_numbers import ORDINAL_SIGN, ordinal_rules
from lectern.narration.spoken.european_roman import century_rules, event_rules, label_rules, ruler_rules
from lectern.narration.spoken.european_words import IN_EUROPE

DONA: Rule = (
    re.compile(r"\bD\. (?=(?:Maria|Isabel|Leonor|Catarina|Teresa|Ana|Inês|Filipa|Luísa|Beatriz|Carlota)\b)"),
    "dona ",
)
"""The title of a woman, which is written as that of a man."""


def _rules(variety: str) -> tuple[Rule, ...]:
    return rules_of(
        variety,
        "portuguese",
        first=(DONA, *event_rules(variety), *ruler_rules(variety), ORDINAL_SIGN),
        last=(*ordinal_rules(variety), *century_rules(variety), *label_rules(variety)),
    )


RULES = _rules("pt")

speak = speaker(RULES)
speak_as_in_portugal = speaker(_rules(IN_EUROPE))
