"""Dates and times of digits -> what is said: "14.03.2025", "14/03/2025", "2025-03-14", "14h30", "14:30 Uhr"."""

import re
from functools import lru_cache

from babel.dates import get_month_names

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import words

DATE = re.compile(
    r"(?<![\w./,-])(0?[1-9]|[12]\d|3[01])([./-])(0?[1-9]|1[0-2])\2((?:1[0-9]|20)\d\d)(?![\w/-]|\.\d)"
)
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN_DATE = re.compile(
    rf"(?<![\w./,-])(0?[1-9]|[12]\d|3[01])([./-])({'|'.join(_ROMAN_MONTHS)})\2((?:1[0-9]|20)\d\d)(?![\w/-]|\.\d)"
)
"""As naturalists write: "14-XI-1999"."""
ISO_DATE = re.compile(r"(?<![\w./,-])((?:1[0-9]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w/-])")
CLOCK = re.compile(r"(?<![\w.,:])([01]?\d|2[0-4])(?: ?h ?|:)([0-5]\d)(?:(?: ?h\.?| Uhr)\b)?(?![\w:]|[.,]\d)")
MARKED = re.compile(r"(?<![\w.,:])([01]?\d|2[0-4])[.:]([0-5]\d)(?: ?(?:h|Uhr|hs|horas)\b)(?!\w)")
DOTTED = re.compile(r"(?:(?<=\bore )|(?<=\balle )|(?<=\bum ))([01]?\d|2[0-4])[.:]([0-5]\d)(?![\w.:]|,\d)")
RATIO = re.compile(
    r"(?:[Rr]apport|[Vv]erhältnis|[Rr]az[óã][no]?|[Rr]apporto|[Rr]atio|[Pp]ropor\w+|dil\w+|odds)\b"
)
BEFORE_TIME = re.compile(
    r"\b(?:um|ab|bis|gegen|von|vor|nach|zwischen|und|à|de|vers|entre|et|dès|a las|las|la|às|as|das|até|y|e|a|alle|ore"
    r"|dalle|ore|desde|hasta|kl)\s$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def _months(language: str) -> tuple[str, ...]:
    names = get_month_names("wide", "format", locale=language.replace("-", "_"))
    return tuple(names[number] for number in range(1, 13))


def date_rules(language: str) -> tuple[Rule, ...]:
    """Say a date with its month's name; German keeps the day's stop, for its ordinals are said later."""

    def say(day: str, month: str, year: str) -> str:
        number = int(day)
        first = words(language)["first"] if number == 1 else str(number)
        name = _months(language)[int(month) - 1]
        pattern = words(language)["date"]
        return pattern.format(ordinal=f"{number}.", first=first, day=number, month=name, year=year)

    return (
        (ISO_DATE, lambda found: say(found[3], found[2], found[1])),
        (ROMAN_DATE, lambda found: say(found[1], str(_ROMAN_MONTHS.index(found[3]) + 1), found[4])),
        (DATE, lambda found: say(found[1], found[3], found[4])),
    )


def time_rules(language: str) -> tuple[Rule, ...]:
    """Say a time of day by hours and minutes: where "h" or "Uhr" marks it, or a word before it."""

    def say(hour: str, minute: str) -> str:
        pattern = words(language)["time"]
        said = pattern.format(hour=int(hour), minute=int(minute) or "").strip().removesuffix(" e")
        if int(hour) == 1:
            said = said.replace("heures", "heure").replace("horas", "hora")
        return said

    def clock(found: re.Match[str]) -> str:
        marked = "h" in found[0] or "Uhr" in found[0]
        before = found.string[max(0, found.start() - 24) : found.start()]
        timed = BEFORE_TIME.search(before) and not RATIO.search(before)
        return say(found[1], found[2]) if marked or timed else found[0]

    dotted: Rule = (DOTTED, lambda found: say(found[1], found[2]))
    return ((MARKED, dotted[1]), dotted, (CLOCK, clock))
