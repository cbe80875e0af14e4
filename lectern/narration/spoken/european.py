"""The rules that German, French, Spanish, Portuguese and Italian share, in the order in which they are applied."""

import re

from lectern.narration.spoken.addresses import address_rules
from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_abbreviations import abbreviation_rules
from lectern.narration.spoken.european_acronyms import acronym_rules
from lectern.narration.spoken.european_dates import date_rules, time_rules
from lectern.narration.spoken.european_laboratory import laboratory_rules
from lectern.narration.spoken.european_letters import letter_rules, mark_rules
from lectern.narration.spoken.european_money import money_rules
from lectern.narration.spoken.european_numbers import (
    LOWERED_NOTE,
    NOTE_MARK,
    fraction_rules,
    grouping_rules,
    power_rules,
    range_rules,
    sign_rules,
    volume_rules,
)
from lectern.narration.spoken.european_statistics import statistics_rules
from lectern.narration.spoken.european_units import unit_rules
from lectern.narration.spoken.european_words import primary
from lectern.narration.spoken.passthrough import NUMBER_MARK, TIDY, emoji_rules

SHORT_YEAR = re.compile(r"(?<=\s)[’'‘](?=\d\d(?!\d))")


def rules_of(
    language: str, table: str, *, first: tuple[Rule, ...], last: tuple[Rule, ...]
) -> tuple[Rule, ...]:
    """Order the rules of a language; ``first`` are its own before abbreviations, ``last`` its own after units."""
    return (
        *TIDY,
        *address_rules(primary(language)),  # nothing inside an address is a number or a name
        *emoji_rules(primary(language)),
        (NOTE_MARK, ""),
        (LOWERED_NOTE, r"\1"),
        (SHORT_YEAR, ""),
        *first,  # "XIXe s." and "3.–5. Mai" have stops of their own
        *time_rules(language),  # before "14.30" is a decimal
        *date_rules(language),  # before hyphens are ranges
        *abbreviation_rules(table),  # "Mio." is a scale of money, "S." says that pages follow
        *volume_rules(language),
        *grouping_rules(language),
        *fraction_rules(language),
        *statistics_rules(language),
        *laboratory_rules(language),  # charges are no powers, and "1,73 m²" no fraction
        (NUMBER_MARK, ""),  # after "[1,2; 3,4]" was known as an interval
        *range_rules(language),  # "5–10 mg" is one quantity, so before units
        *money_rules(language),
        *unit_rules(language),  # its exponents are no powers
        *last,
        *letter_rules(language),
        *acronym_rules(language),
        *power_rules(language),
        *sign_rules(language),
        *mark_rules(language),
    )
