"""English as written -> English as said: rows of rules; their order is part of the rules and stands in `RULES`."""

from lectern.narration.spoken.addresses import address_rules
from lectern.narration.spoken.alignment import Rule, Spoken, speaker
from lectern.narration.spoken.english_abbreviations import ABBREVIATIONS
from lectern.narration.spoken.english_chemistry import ISOTOPE_NAMES, NAMES
from lectern.narration.spoken.english_dates import DATES, ERAS, YEARS
from lectern.narration.spoken.english_laboratory import LABORATORY, VARIANTS
from lectern.narration.spoken.english_letters import LETTERS
from lectern.narration.spoken.english_marks import FILES, MARKS, PAUSES, QUOTED
from lectern.narration.spoken.english_money import MONEY_RULES
from lectern.narration.spoken.english_numbers import BIG, IDENTIFIERS, PARTS_OF_ONE, RANGES
from lectern.narration.spoken.english_places import PLACES
from lectern.narration.spoken.english_roman import ROMANS
from lectern.narration.spoken.english_signs import LATEX, LEFTOVERS, POWER, SIGNS
from lectern.narration.spoken.english_statistics import STATISTICS
from lectern.narration.spoken.english_units import UNITS
from lectern.narration.spoken.english_verses import VERSES
from lectern.narration.spoken.passthrough import NUMBER_MARK, TIDY, emoji_rules

RULES: tuple[Rule, ...] = (
    *BIG,  # while a space that groups digits still is one of its own
    *TIDY,
    (NUMBER_MARK, ""),
    *address_rules("en"),  # nothing inside an address is a number or a name
    *QUOTED,
    *LATEX,
    *emoji_rules("en"),
    *PLACES,  # before "U.S.A." loses its stops
    *VARIANTS,  # "c.35delG" is not about 35
    *ABBREVIATIONS,  # "pp." and "24(10)" tell that what follows are pages
    *FILES,
    *IDENTIFIERS,  # telephone numbers have no ranges
    *VERSES,
    *DATES,  # before hyphens are ranges
    *ISOTOPE_NAMES,
    *LABORATORY,  # charges and genotypes are no sums, "M☉" no molar
    *STATISTICS,  # names the statistic, so that its range is one
    *ERAS,  # "1980s" is no number of seconds
    *MONEY_RULES,  # takes its own ranges along
    *RANGES,  # "5–10 mg" is one quantity, so before units
    *UNITS,  # its exponents are no powers
    *ROMANS,
    *YEARS,
    *PARTS_OF_ONE,
    *POWER,
    *NAMES,
    *SIGNS,
    *LETTERS,  # after everything that knows a short form by its letters
    *MARKS,
    *LEFTOVERS,
    *PAUSES,
)

_SPEAKER = speaker(RULES)


def speak(text: str) -> Spoken:
    """Say an English text: numbers, units, statistics, short forms and addresses as a good reader would."""
    return _SPEAKER(text)
