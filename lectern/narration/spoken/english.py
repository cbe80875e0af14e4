"""English as written -> English as said, step by step; the order is part of the rules and stands in `STEPS`."""

import re
from collections.abc import Callable

from lectern.narration.spoken.addresses import say_addresses
from lectern.narration.spoken.english_abbreviations import say_abbreviations
from lectern.narration.spoken.english_letters import say_capitals, say_names
from lectern.narration.spoken.english_numbers import (
    MONTHS,
    say_decades,
    say_fractions,
    say_money,
    say_ranges,
    say_years,
)
from lectern.narration.spoken.english_roman import say_romans
from lectern.narration.spoken.english_statistics import say_powers, say_signs, say_statistics
from lectern.narration.spoken.english_units import say_units
from lectern.narration.spoken.passthrough import NUMBER_MARK, tidy

APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
ISO_DATE = re.compile(r"\b((?:1[5-9]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
ASIDE = re.compile(r"(^|\s)[(\[]((?:[^()\[\]]|[(\[][^()\[\]]{0,200}[)\]]){1,600})[)\]](?![\w-])")
DASH = re.compile(r"\s*—\s*|\s+–\s+|\s+--\s+")
EITHER = re.compile(
    r"\b(he|she|him|his|her|yes|either|he or she)/(she|her|hers|him|no|or|they)\b", re.IGNORECASE
)
SLASH = re.compile(r"(?<=[A-Za-z])\s?/\s?(?=[A-Za-z])")
SPACED_PAIR = re.compile(r"(?<=[a-z])–(?=[A-Za-z])|(?<=[A-Za-z])–(?=[a-z])")
EQUATION = re.compile(r"\b([Ee]quations?) \((\w+)\)")
HASH = re.compile(r"#(?=\d)")
SECTION_SIGN = re.compile(r"§§? ?(?=\d)")
COMMAS = (
    (re.compile(r"\s+([,.;:!?])"), r"\1"),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r",\s*([.;:!?])"), r"\1"),
    (re.compile(r"([(\[“‘])\s*,\s*"), r"\1"),
    (re.compile(r"^[\s,;]+|[\s,]+$"), ""),
    (re.compile(r"\s{2,}"), " "),
)


def say_dates(text: str) -> str:
    """Say a date of digits in words: "2019-03-14" is "14 March 2019"."""
    return ISO_DATE.sub(lambda found: f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}", text)


def _aside(found: re.Match[str]) -> str:
    """Part what stood in brackets from the text around it, by commas where no stop does."""
    before = found.string[max(0, found.start() - 3) : found.start()].rstrip("”\"'’")[-1:]
    inside = found[2].strip()
    begin = " " if not before or before in ".!?;:,—" else ", "
    return f"{begin}{inside}{' ' if inside[-1:] in '.!?' else ', '}"


def say_marks(text: str) -> str:
    """Say what stands in brackets or between dashes as an aside, between commas; slashes as pauses or "or"."""
    text = EITHER.sub(r"\1 or \2", text.replace("and/or", "and or").replace("s/he", "he or she"))
    text = SLASH.sub(" ", SECTION_SIGN.sub("section ", HASH.sub("number ", text)))
    text = EQUATION.sub(r"\1 \2", text)
    text = SPACED_PAIR.sub(" ", DASH.sub(", ", text.replace("&", " and ")))
    for _ in range(2):
        text = ASIDE.sub(_aside, text)
    for pattern, mended in COMMAS:
        text = pattern.sub(mended, text)
    return text.strip()


STEPS: tuple[Callable[[str], str], ...] = (
    say_addresses,  # first: nothing inside an address is a number or a name
    say_dates,  # before hyphens are ranges
    say_abbreviations,  # "pp." and "24(10)" tell that what follows are pages
    say_statistics,  # names the statistic, so that its range is one
    say_decades,  # "1980s" is no number of seconds
    say_money,  # takes its own ranges along
    say_ranges,  # "5–10 mg" is one quantity, so before units
    say_units,  # its exponents are no powers
    say_romans,
    say_years,
    say_fractions,
    say_powers,
    say_names,
    say_signs,
    say_capitals,  # after everything that knows a short form by its letters
    say_marks,
)


def speak(text: str) -> str:
    """Say an English text: numbers, units, statistics, short forms and addresses as a good reader would."""
    said = APOSTROPHE.sub("'", NUMBER_MARK.sub("", tidy(text)))
    for step in STEPS:
        said = step(said)
    return said
