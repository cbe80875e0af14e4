"""Portuguese as written -> Portuguese as said."""

import re

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_numbers import ORDINAL_SIGN, ordinal_rules
from lectern.narration.spoken.european_roman import century_rules, label_rules, ruler_rules

DONA: Rule = (
    re.compile(r"\bD\. (?=(?:Maria|Isabel|Leonor|Catarina|Teresa|Ana|Inês|Filipa|Luísa|Beatriz|Carlota)\b)"),
    "dona ",
)
"""The title of a woman, which is written as that of a man."""

RULES: tuple[Rule, ...] = rules_of(
    "pt",
    "portuguese",
    first=(DONA, *ruler_rules("pt"), ORDINAL_SIGN),
    last=(*ordinal_rules("pt"), *century_rules("pt"), *label_rules("pt")),
)

speak = speaker(RULES)
