"""German as written -> German as said."""

import re

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_roman import label_rules
from lectern.narration.spoken.german_numbers import ordinal_rules, ruler_rules, year_rules

GENDER: Rule = (
    re.compile(r"(?<=[a-zäöüß])(?:[*:_/]-?(in(?:nen)?)\b|\((in(?:nen)?)\))"),
    lambda found: f" {found[1] or found[2]}",
)
"""The sign between two endings is a pause: "Leser*innen"."""
SUSPENDED: Rule = (re.compile(r"(?<=[^\W\d_])-(?=\s|,)"), "")
"""A hyphen that stands for the rest of a word has no sound: "Vor- und Nachteile"."""

RULES: tuple[Rule, ...] = rules_of(
    "de",
    "german",
    first=(GENDER, *ruler_rules()),
    last=(SUSPENDED, *label_rules("de"), *ordinal_rules(), *year_rules()),
)

speak = speaker(RULES)
