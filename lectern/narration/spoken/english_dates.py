"""Dates, years, decades and times -> what is said: "14 March 2025", "1914–18", "the ’90s", "2:05 pm"."""

import re

from lectern.narration.spoken.alignment import Rule, rule
from lectern.narration.spoken.english_numbers import FULL, MONTHS, ONES, TENS, cardinal, counted_day

_BEFORE_CERTAIN_YEAR = "in since by until till during year early late mid spring summer autumn winter ad ce"
_BEFORE_YEAR = "before after from between around circa about of fall copyright and to born died established"
_BEFORE_NUMBER = """page pages volume issue number numbers section equals than least most nearly over approximately
    minus plus times room grant line lines item figure table chapter equation some every model route highway"""
_COUNTED = """patients participants people persons subjects children adults women men students mice rats cells samples
    cases articles words years days hours genes units respondents individuals volunteers species times points controls
    households records studies trials percent dollars euros pounds metres milligrams soldiers feet miles"""
_NO_PLURAL = "was is has as its this thus does us yes"
CERTAIN = frozenset((*_BEFORE_CERTAIN_YEAR.split(), *(month.lower() for month in MONTHS)))
YEAR_BEFORE = CERTAIN | frozenset(_BEFORE_YEAR.split())
NUMBERED = frozenset(_BEFORE_NUMBER.split())
NOT_PLURAL = frozenset(_NO_PLURAL.split())
COUNTED = re.compile(rf"(?:[a-z]+ )?(?:{'|'.join(_COUNTED.split())})\b")
ERA_AFTER = re.compile(r" ?(?:AD|CE|BC|BCE)\b")
YEAR = re.compile(r"(?<![\w.,/:$£€#+])(1\d\d\d|20\d\d)([a-z](?![a-z]))?(?![\w%°/]|[.,:]\d|-\d| ?[×^])")
SPAN = re.compile(r"(?<![\w.,/–-])((?:1[1-9]|20)\d\d)( ?– ?|[/-])(\d\d)(?![\w/–-]|[.,]\d| ?%)")
SHORT_YEAR = re.compile(
    r"(?:(?<=\bof )|(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bsummer )|(?<=\bwinter )|(?<=\bspring ))"
    r"['‘’](\d\d)(?![\w'’])|(?<=\bthe )['‘’](\d\d)(?= [a-z]+\b(?!['’]))"
)
SHORT_SPAN = re.compile(r"(?<![\w'])['‘’](\d\d) ?– ?['‘’](\d\d)(?![\w'’])")
DECADE = re.compile(r"(?<![\w.,])((?:1[1-9]|20)\d)0['’]?s\b|(?<![\w.,])['‘’]([0-9])0s\b")
OWN_DECADE = re.compile(
    r"\b((?:(?:his|her|our|the|my|their|your|early|mid|late|and)[ -]|[a-z]{4,}ies to ))([2-9])0s\b"
)
DECADES = re.compile(r"(?<=0s)–(?=['’]?\d{1,3}0s\b)")
LIFE = re.compile(r"(?:\(|(?<=\d, )|(?<=\d; ))(b|d|r|fl)\. ?(?=\d{3,4}\b|c\b|ca\b|after \d|before \d)")
LIVED = {"b": "born", "d": "died", "r": "reigned", "fl": "flourished"}

MONTH = "|".join(MONTHS)
_SHORT_MONTHS = {month[:3]: month for month in MONTHS} | {"Sept": "September"}
SHORT_MONTH = re.compile(
    rf"(?<=\d )({'|'.join(sorted(_SHORT_MONTHS, key=len, reverse=True))})\.?(?=,? \d{{4}}\b|[,;)]|\Z)"
    rf"|\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.? (?=\d{{1,2}}(?:st|nd|rd|th)\b)"
)
SHORT_MONTHS_JOINED = re.compile(
    rf"\b({'|'.join(MONTHS)}) ?– ?({'|'.join(sorted(_SHORT_MONTHS, key=len, reverse=True))})\b\.?"
)
ISO_DATE = re.compile(
    r"\b((?:1[5-9]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:\b(?!-)|(?=T))(?:T(?=\d\d:\d\d))?"
)
SHORT_DAY = re.compile(
    r"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
    rf"(?=,? (?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})|(?:{MONTH}) \d))"
)
SLASH_DATE = re.compile(r"(?<![\w/.-])(\d{1,2})([/.])(\d{1,2})\2((?:1[5-9]|20)\d\d)(?![\w/-]|\.\d)")
MONTH_YEAR = re.compile(
    r"\b((?:in|of|by|to|on|since|from|until|dated) )(0[1-9]|1[0-2])/((?:19|20)\d\d)(?![\w/])"
)
DAY_AND_MONTH = re.compile(r"(?<=\bon )(\d{1,2})/(\d{1,2})(?![\w/]|\.\d)")
TH = r"(?:st|nd|rd|th)?"
DAY_MONTH = re.compile(
    rf"(?<![\w.,:/–$£€-])((?:[Tt]he|[Aa]|[Tt]his|[Tt]hat|[Ee]very|[Ii]ts|[Ll]ast|[Nn]ext) )?([12]?\d|3[01]){TH}"
    rf"(?:( ?– ?|-| to | and | or )([12]?\d|3[01]){TH})? (?:of )?({MONTH})\b(?! (?:have|be|not|also|well|seem|need)\b)"
)
_WORDS = """the and in at to or was is were are when by he she it we they I for with as but that after before
    until through had has have will would a an this from because while where who which on of"""
MONTH_DAY = re.compile(
    rf"\b({MONTH}) ([12]?\d|3[01]){TH}(?:( ?– ?|-| to | and )([12]?\d|3[01]){TH})?"
    rf"(?=\s*\Z|[,;:!?)\]’”\"—]|\.(?!\d)| ?–(?!\d)| (?:{'|'.join(_WORDS.split())})\b)"
)
DATES_JOINED = re.compile(
    rf"(?<=\d(?:st|nd|rd|th)) ?– ?(?={MONTH})|(?<=[a-z])( \d{{4}})? ?– ?(?=the \d\d?[a-z]{{2}} of)"
)

HALF = r"(?: ?([AaPp])\.?[Mm]\b)"
CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d"
TIMES_JOINED = re.compile(
    rf"((?<![\w:]){CLOCK}{HALF}?|\b\d{{1,2}}{HALF}) ?[–-] ?(?=\d{{1,2}}(?::\d\d|{HALF}))"
)
TIME = re.compile(
    rf"(?<![\w:.,/])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d)(?!\.?\d))?{HALF}?(?![\w:]|\.\d)(?= (noon|midnight)\b)?"
)
HALF_ALONE = re.compile(r"(?<=\d) ?([AaPp])(?:\.[Mm]|[Mm])\b(?!\.\w)")
TIME_BEFORE = re.compile(
    r"\b(?:at|until|till|from|by|since|after|before|around|about|to|and|between) $", re.IGNORECASE
)
ZONE = re.compile(r"\b(UTC|GMT) ?([+−–-]) ?(?=\d{1,2}\b)")


def year(number: int) -> str:
    """Say a year from 1000 to 2099.

    >>> year(1905), year(2005), year(2019), year(1900)
    ('nineteen oh five', 'two thousand and five', 'twenty nineteen', 'nineteen hundred')
    """
    century, rest = divmod(number, 100)
    if century in (10, 20) and rest < 10:
        return f"{'one' if century == 10 else 'two'} thousand" + (f" and {ONES[rest]}" if rest else "")
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {_two_digits(rest)}"


def _two_digits(rest: int) -> str:
    return f"{'oh ' if rest < 10 else ''}{cardinal(rest)}"


def _year(found: re.Match[str]) -> str:
    number, text = int(found[1]), found.string
    before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 40]
    if not is_year(number, before, after):
        return found[0]
    return year(number) + (f" {found[2]}" if found[2] else "")


def is_year(number: int, before: str, after: str) -> bool:
    """Tell whether four digits are a year: not before what they count, nor after "page"."""
    words = re.findall(r"[A-Za-z]+|\d+", before)[-3:]
    last = words[-1].lower() if words else ""
    close = re.search(r"[A-Za-z] $|[A-Za-z]-$", before) is not None
    if ERA_AFTER.match(after):
        return True
    if re.search(r"\d by \Z", before) or re.match(r" by \d", after):
        return False
    if last in ("to", "and") and close and len(words) > 1 and words[-2].isdigit():
        sure = int(words[-2]) >= 1700 or words[0].lower() in YEAR_BEFORE
        if not 1000 <= int(words[-2]) < 2100 or words[0].lower() in NUMBERED or not sure:
            return False
    elif close and last in NUMBERED:
        return False
    if COUNTED.match(after.lstrip(" -")):
        return close and last in CERTAIN and 1900 <= number < 2100
    following = re.match(r" ([a-z]+)", after)
    if following is not None and _is_plural(following[1]) and last not in CERTAIN:
        return last == "the" and 1900 <= number < 2040
    if number < 1100:
        return close and last in CERTAIN
    return number >= 1700 or (close and last in YEAR_BEFORE) or (before[-1:] == "(" and after[:1] == ")")


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in NOT_PLURAL


def _span(found: re.Match[str]) -> str:
    first, joint, second = int(found[1]), found[2].strip(), int(found[3])
    before = found.string[max(0, found.start() - 40) : found.start()]
    last = (re.findall(r"[A-Za-z]+", before) or [""])[-1].lower()
    rises = second == (first + 1) % 100 if joint in "/-" else second > first % 100
    if not rises or last in NUMBERED or first < 1400:
        return found[0]
    return f"{year(first)} to {_two_digits(second)}"


def _decade(found: re.Match[str]) -> str:
    if found[1]:
        century, tens = divmod(int(found[1]), 10)
        if tens == 0:
            return "two thousands" if century == 20 else f"{cardinal(century)} hundreds"
        return f"{cardinal(century)} {_tens(tens)}"
    return _tens(int(found[2])) if found[2] != "0" else "two thousands"


def _tens(tens: int) -> str:
    return f"{TENS[tens][:-1]}ies" if tens > 1 else "tens"


def _slash_date(found: re.Match[str]) -> str:
    """Read a date of digits where it can be read in one way only; dots part days first."""
    first, second = int(found[1]), int(found[3])
    if 0 < second < 13 and (12 < first < 32 or found[2] == "." or first == second):
        return f"{first} {MONTHS[second - 1]} {found[4]}"
    if 0 < first < 13 < second + 1 and second < 32:
        return f"{MONTHS[first - 1]} {second}, {found[4]}"
    return found[0]


def _day_and_month(found: re.Match[str]) -> str:
    first, second = int(found[1]), int(found[2])
    if first < 13 <= second < 32 and first:
        return f"{MONTHS[first - 1]} {counted_day(second)}"
    return f"{first} {MONTHS[second - 1]}" if 0 < second < 13 <= first < 32 else found[0]


def _day_month(found: re.Match[str]) -> str:
    front, first, joint, second, month = found.groups()
    said = counted_day(int(first))
    if second:
        joined = joint.strip() if joint.strip() in ("and", "or") else "to"
        said += f" {joined} the {counted_day(int(second))}"
    return f"{front or ('the ' if found.start() else 'The ')}{said} of {month}"


def _month_day(found: re.Match[str]) -> str:
    month, first, joint, second = found.groups()
    said = f"{month} {counted_day(int(first))}"
    if not second:
        return said
    return f"{said} {'and' if joint.strip() == 'and' else 'to'} {counted_day(int(second))}"


def _time(found: re.Match[str]) -> str:
    hour, minute, half = int(found[1]), int(found[2]), found[4]
    before = found.string[max(0, found.start() - 12) : found.start()]
    if found[3]:
        parts = ((hour, "hour"), (minute, "minute"), (int(found[3]), "second"))
        said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts]
        return f"{said[0]}, {said[1]} and {said[2]}"
    if not half and len(found[1]) < 2 and not TIME_BEFORE.search(before):
        return found[0]
    past = "" if minute == 0 else f" oh {minute}" if minute < 10 else f" {minute}"
    if found[5] and not past:
        return str(hour)
    if half:
        return f"{hour}{past} {half.upper()}.M"
    if past:
        return f"{hour}{past}" if hour else f"0 hours{past.replace(' oh', '')}"
    return {0: "midnight", 24: "midnight"}.get(
        hour, f"{hour} o'clock" if hour < 13 else f"{hour} hundred hours"
    )


DATES: tuple[Rule, ...] = (
    (
        ISO_DATE,
        lambda found: (
            f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}{' at ' if found[0][-1:] == 'T' else ''}"
        ),
    ),
    (SHORT_MONTH, lambda found: _SHORT_MONTHS[found[1]] if found[1] else f"{_SHORT_MONTHS[found[2]]} "),
    rule(r"(?<=\b[12]\d{3}[a-e]),(?=[b-f]\b)", " and "),
    (SHORT_MONTHS_JOINED, lambda found: f"{found[1]} to {_SHORT_MONTHS[found[2]]}"),
    (SHORT_DAY, lambda found: FULL[found[1][:3]]),
    (SLASH_DATE, _slash_date),
    (DAY_AND_MONTH, _day_and_month),
    (MONTH_YEAR, lambda found: f"{found[1]}{MONTHS[int(found[2]) - 1]} {found[3]}"),
    (DAY_MONTH, _day_month),
    (MONTH_DAY, _month_day),
    (DATES_JOINED, lambda found: f"{found[1] or ''} to "),
    (TIMES_JOINED, r"\1 to "),
    (TIME, _time),
    (HALF_ALONE, lambda found: f" {found[1].upper()}.M"),
    (ZONE, lambda found: f"{found[1]} {'plus' if found[2] == '+' else 'minus'} "),
)
ERAS: tuple[Rule, ...] = (
    (LIFE, lambda found: f"{'(' if found[0][0] == '(' else ''}{LIVED[found[1]]} "),
    (DECADES, " to "),
    (DECADE, _decade),
    (OWN_DECADE, lambda found: found[1] + _tens(int(found[2]))),
    (SHORT_SPAN, lambda found: f"{_two_digits(int(found[1]))} to {_two_digits(int(found[2]))}"),
    (SHORT_YEAR, lambda found: _two_digits(int(found[1] or found[2]))),
    (re.compile(r"\bFY(?=(?:20|19)\d\d)"), "FY "),
    (SPAN, _span),
)
YEARS: tuple[Rule, ...] = ((YEAR, _year),)
