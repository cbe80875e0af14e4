"""Spanish as written -> Spanish as said."""

from lectern.narration.spoken.alignment import Rule, speaker
from lectern.narration.spoken.european import rules_of
from lectern.narration.spoken.european_numbers import ORDINAL_SIGN, ordinal_rules
from lectern.narration.spoken.european_roman import century_rules, event_rules, label_rules, ruler_rules

RULES: tuple[Rule, ...] = rules_of(
    "es",
    "spanish",
    first=(*event_rules("es"), *ruler_rules("es"), ORDINAL_SIGN),
    last=(*ordinal_rules("es"), *century_rules("es"), *label_rules("es")),
)

speak = speaker(RULES)
