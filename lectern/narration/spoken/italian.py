"""Italian as written -> Italian as said."""

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_numbers import ORDINAL_SIGN, ordinal_rules
from lectern.narration.spoken.european_roman import century_rules, event_rules, label_rules, ruler_rules

RULES: tuple[Rule, ...] = rules_of(
    "it",
    "italian",
    first=(*event_rules("it"), *ruler_rules("it"), ORDINAL_SIGN),
    last=(*ordinal_rules("it"), *century_rules("it"), *label_rules("it")),
)

speak = speaker(RULES)
