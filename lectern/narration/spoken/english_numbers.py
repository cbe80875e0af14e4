"""Numbers -> what is said: years, decades, ranges, money, fractions, powers, Roman numerals.

Plain integers and decimals stay digits: every voice says them well.
"""

import re

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTHS = "January February March April May June July August September October November December"
_BEFORE_CERTAIN_YEAR = "in since by until till during year early late mid spring summer autumn winter"
_BEFORE_YEAR = "before after from between around circa about of fall copyright and to"
_BEFORE_NUMBER = """page pages volume issue number numbers section equals than least most nearly over approximately
    minus plus times room grant line lines item figure table chapter equation some every"""
_COUNTED = """patients participants people persons subjects children adults women men students mice rats cells samples
    cases articles words years days hours genes units respondents individuals volunteers species times points controls
    households records studies trials percent dollars euros pounds metres milligrams"""
_NO_PLURAL = "was is has as its this thus does us yes"

ONES = tuple(_ONES.split())
TENS = ("", "", *_TENS.split())
MONTHS = tuple(_MONTHS.split())
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
CERTAIN = frozenset((*_BEFORE_CERTAIN_YEAR.split(), *_MONTHS.lower().split()))
YEAR_BEFORE = CERTAIN | frozenset(_BEFORE_YEAR.split())
NUMBERED = frozenset(_BEFORE_NUMBER.split())
NOT_PLURAL = frozenset(_NO_PLURAL.split())
COUNTED = re.compile(rf"(?:[a-z]+ )?(?:{'|'.join(_COUNTED.split())})\b")
YEAR = re.compile(r"(?<![\w.,/:$£€#+])(1[1-9]\d\d|20\d\d)([a-z](?![a-z]))?(?![\w%°/]|[.,:]\d| ?[×^])")
DECADE = re.compile(
    r"(?<![\w.,])((?:1[1-9]|20)\d)0['’]?s\b|(?<![\w.,])['‘’]([1-9])0s\b|(?<=[a-z] )([2-9])0s\b"
)
VALUE = r"[−-]?(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?|\.\d+)"
RANGE = re.compile(
    rf"(?<![\w.,–-])((?:[€£$¥]|[A-Z])?{VALUE})( ?%|°|[a-z](?=–))?( ?– ?|-)((?:[€£$¥]|[A-Z])?{VALUE})(?![\d–]|-\d)"
)
PART_RANGE = re.compile(r"(?<=\d[A-Za-z])–(?=[A-Za-z]\b)|(?<=\b[A-Z])–(?=[A-Z]\b)")
WORD_RANGE = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ?– ?(?=\w+day)")
_SHORT = "Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec"
SHORT_RANGE = re.compile(rf"\b({'|'.join(_SHORT.split())})\.?–(?=(?:{'|'.join(_SHORT.split())})\b)")
MONTH_RANGE = re.compile(rf"\b({'|'.join(MONTHS)}) ?[–] ?(?={'|'.join(MONTHS)})")
SCALE = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "bn": "billion", "B": "billion"}
CURRENCY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
CODES = {"USD": "$", "EUR": "€", "GBP": "£"}
COUNTRY = {"US": "U.S ", "A": "Australian ", "AU": "Australian ", "C": "Canadian ", "CA": "Canadian "}
AMOUNT = r"(\d(?:[\d,]{0,20}\d)?(?:\.\d+)?(?:(?: to |–|-)[$£€]?\d(?:[\d,]{0,20}\d)?(?:\.\d+)?)?)"
SCALED = r"(?: ?(thousand|million|billion|trillion|bn|[kKmMB])\b)?"
MONEY = re.compile(rf"(?<!\w)(US|AU|CA|A|C)?([$£€¥₹]) ?{AMOUNT}{SCALED}")
MONEY_BEFORE = re.compile(rf"(?<![\w.,]){AMOUNT}{SCALED} ?([$£€¥₹])(?! ?\d)")
MONEY_CODE = re.compile(rf"\b(USD|EUR|GBP) ?{AMOUNT}{SCALED}")
FRACTIONS = {"½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters"}
FRACTIONS |= {
    "⅕": "one fifth",
    "⅛": "one eighth",
    "⅜": "three eighths",
    "⅝": "five eighths",
    "⅞": "seven eighths",
}
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
LEAST_PRESSURE = 30
"""From here on "120/80" is a blood pressure; below, the numbers are a name ("24/7")."""
SLASHED = re.compile(r"(?<![\w./-])(\d{1,4})/(\d{1,4})(?![\w/.-]*[\w/])")


def cardinal(number: int) -> str:
    """Say a number from 0 to 99 in words."""
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def ordinal(number: int) -> str:
    """Say a number from 1 to 99 as an ordinal."""
    *front, last = cardinal(number).split("-")
    changed = IRREGULAR.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "-".join([*front, changed])


def year(number: int) -> str:
    """Say a year from 1100 to 2099.

    >>> year(1905), year(2005), year(2019), year(1900)
    ('nineteen oh five', 'two thousand and five', 'twenty nineteen', 'nineteen hundred')
    """
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010:
        return "two thousand" + (f" and {ONES[rest]}" if rest else "")
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def say_decades(text: str) -> str:
    """Say "1980s" and "in her 20s"."""
    return DECADE.sub(_decade, re.sub(r"(?<=0s)–(?=['’]?\d{1,3}0s\b)", " to ", text))


def say_years(text: str) -> str:
    """Say four digits as a year where they are one: not before what they count, nor after "page"."""

    def say(found: re.Match[str]) -> str:
        number = int(found[1])
        before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 40]
        if not _is_year(number, before, after):
            return found[0]
        return year(number) + (f" {found[2]}" if found[2] else "")

    return YEAR.sub(say, text)


def _is_year(number: int, before: str, after: str) -> bool:
    words = re.findall(r"[A-Za-z]+|\d+", before)[-3:]
    last = words[-1].lower() if words else ""
    close = re.search(r"[A-Za-z] $|[A-Za-z]-$", before) is not None
    if last in ("to", "and") and close and len(words) > 1 and words[-2].isdigit():
        if not 1100 <= int(words[-2]) < 2100 or words[0].lower() in NUMBERED:
            return False
    elif close and last in NUMBERED:
        return False
    if COUNTED.match(after.lstrip(" -")):
        return close and last in CERTAIN and 1900 <= number < 2100
    following = re.match(r" ([a-z]+)", after)
    plural = following is not None and following[1].endswith("s") and following[1] not in NOT_PLURAL
    if plural and last not in CERTAIN:
        return False
    return number >= 1700 or (close and last in YEAR_BEFORE) or (before[-1:] == "(" and after[:1] == ")")


def _decade(found: re.Match[str]) -> str:
    if found[1]:
        century, tens = divmod(int(found[1]), 10)
        if tens == 0:
            return "two thousands" if century == 20 else f"{cardinal(century)} hundreds"
        if tens == 1:
            return f"{cardinal(century)} tens"
        return f"{cardinal(century)} {TENS[tens][:-1]}ies"
    tens = int(found[2] or found[3])
    return f"{TENS[tens][:-1]}ies" if tens > 1 else "tens"


def say_ranges(text: str) -> str:
    """Say the dash between two numbers as "to"; a hyphen only where the numbers rise ("327-335", "327-35")."""
    text = SHORT_RANGE.sub(r"\1 to ", text)
    text = MONTH_RANGE.sub(r"\1 to ", WORD_RANGE.sub(r"\1day to ", PART_RANGE.sub(" to ", text)))

    def say(found: re.Match[str]) -> str:
        first, mark, joint, second = found.groups()
        if joint == "-" and not _rises(first, second):
            return found[0]
        return f"{first}{(mark or '') if mark != text[found.end() : found.end() + 1] else ''} to {second}"

    return RANGE.sub(say, text)


def _rises(first: str, second: str) -> bool:
    low, high = (re.sub(r"[^\d.]", "", each) for each in (first, second))
    return float(low or 0) < float(high or 0) or (
        len(high) < len(low) and "." not in low + high and len(low) > 2
    )


def say_money(text: str) -> str:
    """Say an amount before its currency: "$5 million" is "5 million dollars"."""
    text = MONEY_CODE.sub(lambda found: _money(CODES[found[1]], found[2], found[3], ""), text)
    text = MONEY.sub(
        lambda found: _money(found[2], found[3], found[4], COUNTRY.get(found[1] or "", "")), text
    )
    return MONEY_BEFORE.sub(lambda found: _money(found[3], found[1], found[2], ""), text)


def _money(sign: str, amount: str, scale: str | None, country: str) -> str:
    amount = re.sub(r"(\d)(?: to |–|-)[$£€]?(?=\d)", r"\1 to ", amount)
    name = country + CURRENCY[sign] + ("" if sign == "¥" or (amount == "1" and not scale) else "s")
    if scale:
        return f"{amount} {SCALE.get(scale, scale)} {name}"
    whole, point, cents = amount.partition(".")
    if point and len(cents) == 2 and "to" not in amount:
        name = name.removesuffix("s") if whole == "1" else name
        return f"{whole} {name} {cents.lstrip('0')}".strip()
    return f"{amount} {name}"


def say_fractions(text: str) -> str:
    """Say "½" and "3/4" as parts, "12/48" as "12 out of 48", and decimals below one with their zero."""
    for sign, words in FRACTIONS.items():
        text = re.sub(rf"(\d) ?{sign}", rf"\1 and {words.replace('one half', 'a half')}", text).replace(
            sign, words
        )
    return re.sub(r"(?<![\w.])\.(?=\d)", "0.", SLASHED.sub(_fraction, text))


def _fraction(found: re.Match[str]) -> str:
    over, under = int(found[1]), int(found[2])
    if 0 < over < under and under in PARTS:
        part = PARTS[under]
        many = "halves" if under == 2 else f"{part}s"
        return f"{cardinal(over)} {part if over == 1 else many}"
    if 1500 <= over < 2100:
        return f"{over} to {under}"
    if over <= under:
        return f"{over} out of {under}"
    return f"{over} over {under}" if under >= LEAST_PRESSURE else f"{over} {under}"
