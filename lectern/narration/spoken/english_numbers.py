"""Numbers -> what is said: words for numbers, ranges, fractions, big numbers, versions, telephone numbers.

Plain integers and decimals stay digits: every voice says them well.
"""

import re

from lectern.narration.spoken.alignment import Rule

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTHS = "January February March April May June July August September October November December"

ONES = tuple(_ONES.split())
TENS = ("", "", *_TENS.split())
MONTHS = tuple(_MONTHS.split())
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
VALUE = r"[−-]?(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?|\.\d+)"
RANGE = re.compile(
    rf"(?<![\w.,–-])((?:[€£$¥]|[A-Z])?{VALUE})( ?%|°|[a-z](?=–))?( ?– ?|-)((?:[€£$¥]|[A-Z])?{VALUE})(?![\d–]|-\d)"
)
PART_RANGE = re.compile(r"(?<=\d[A-Za-z])–(?=[A-Za-z]\b)|(?<=\b[A-Z])–(?=[A-Z]\b)|(?<=\b[a-z])–(?=[a-z]\b)")
REST_RANGE = re.compile(r"(?<=\w)–(?=\d)|(?<=[′″]\s[NSEW])[–-](?=\d)|(?<=[′″°][NSEW])[–-](?=\d)")
WORD_RANGE = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ?– ?(?=\w+day)")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
FULL = {name[:3]: name for name in (*MONTHS, *_DAYS.split())}
_SHORT = "Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec"
SHORT_RANGE = re.compile(
    rf"\b({'|'.join(_SHORT.split())})\.? ?– ?({'|'.join(_SHORT.split())})\b(?:\.(?= [a-z\d]|,))?"
)
MONTH_RANGE = re.compile(rf"\b({'|'.join(MONTHS)}) ?[–] ?(?={'|'.join(MONTHS)})")
ORDINAL_RANGE = re.compile(r"(?<=\d(?:st|nd|rd|th))[–-](?=\d+(?:st|nd|rd|th)\b)")
_WON = "won|win|wins|beat|beaten|lost|lose|loses|drew|draw|draws|defeat|defeated|victory|score|led|leading|trailed"
SCORE_AFTER = re.compile(
    r"(?<!umbers )(?<!umber )(?<!aces )(?<!anks )(?<![\w.,–-])(\d{1,3})[–-](\d{1,3})"
    rf"(?= (?:home |away )?(?:{_WON}|loss|lead|aggregate|thrashing)\b)"
)
SCORE_BEFORE = re.compile(
    rf"\b((?:{_WON}) (?:by )?)(\d{{1,3}})[–-](\d{{1,3}})(?![\w%–-]|\.\d| ?(?:%|percent))"
)
FRACTIONS = {"½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters"}
FRACTIONS |= {"⅕": "one fifth", "⅖": "two fifths", "⅗": "three fifths", "⅘": "four fifths", "⅙": "one sixth"}
FRACTIONS |= {"⅚": "five sixths", "⅐": "one seventh", "⅛": "one eighth", "⅜": "three eighths"}
FRACTIONS |= {"⅝": "five eighths", "⅞": "seven eighths", "⅑": "one ninth", "⅒": "one tenth"}
VULGAR = re.compile(rf"(?:(\d) ?)?([{''.join(FRACTIONS)}])(?=([a-z])?)")
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 16: "sixteenth"}
SMALL_PARTS = {10: "tenth", 32: "thirty-second", 64: "sixty-fourth", 100: "hundredth", 1000: "thousandth"}
MEASURE_AFTER = re.compile(
    r" (?:milli|micro|nano|kilo|mega|giga|centi|met|gram|lit|second|hour|hertz|volt|pixel|point)"
)
NAMED_PAIRS = frozenset(("9/11", "24/7", "50/50", "20/20", "7/7", "60/40", "80/20", "70/30"))
BEAT = re.compile(r"(?<![\w./])(\d{1,2})/(\d{1,2})(?= (?:time|metre|meter|signature)\b)")
SLASHED = re.compile(r"(?<![\w./-])(?:(\d{1,3}) )?(\d{1,4})/(\d{1,4})(?![\w/]|[.-]\d)")
POINT_FIRST = re.compile(r"(?<![\w.])\.(?=\d)")
GROUPED = re.compile(r"(?<![\w.,])(\d{1,3})((?:[\u00a0\u2009\u202f]\d{3})+)(?![\w\u00a0\u2009\u202f]|[.,]\d)")
SPACED = re.compile(
    r"(?<![\w.,] )(?<![\w.,])(\d{1,3})((?: \d{3}){2,6})(?![\w]| \d)|(?<![\w.,])(?<!\d )([1-9])( [1-9]00)(?= [a-z])"
)
EXPONENT = re.compile(r"(?<![\w.])(\d(?:\.\d+)?)[eE]([−-]?)\+?(\d{1,3})(?![\w.])")
_SOFTWARE = "Python|Ruby|Perl|PHP|Java|Node|Ubuntu|Debian|Fedora|Windows|macOS|iOS|Android|Firefox|Chrome|Linux|Pandoc"
_PLACES = (
    "section|sections|chapter|figure|figures|table|tables|equation|appendix|version|release|paragraph|article"
)
VERSION = re.compile(r"\b(?:ver\. ?|[vV]er\.? ?|[vV](?=\d+\.\d))(?=\d+(?:\.\d+)*\b)")
POINTED = re.compile(rf"\b((?i:{_PLACES})|{_SOFTWARE}) (\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})(?![\w%]|\.\d)")
MANY_POINTS = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{1,3}){2,4}(?![\w]|\.\d)")
TELEPHONE = re.compile(
    r"(?<![\w.+-])(?:\+(\d{1,3})[ .-])(\(?\d{1,5}\)?\d{0,4}(?:[ .-]\d{2,5}){1,5})(?![\w-])"
    r"|(?<![\w.+-])()((?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4})(?![\w-])"
)
LOCAL_TELEPHONE = re.compile(
    r"(?:(?<=elephone number )|(?<=phone number )|(?<=\b[Cc]all )|(?<=elephone )|(?<= phone ))\d{3}-\d{4}(?![\w-])"
)
POSTCODE = re.compile(r"(?<![\w-])([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})(?![\w-])")
"""Of the United Kingdom (BS 7666)."""
SUPPLEMENT = re.compile(r"(?<![\w.(])(\d{1,4}) ?\(Supplement(?: (\d+))?\)")
PREPRINT = re.compile(r"\barXiv: ?(\d{4}\.\d{4,5})(?:v(\d+))?\b", re.IGNORECASE)
BOOK_NUMBER = re.compile(
    r"\b(ISBN|ISSN|PMID|PMCID|ORCID|Tel|Phone)((?:-1[03])?[.:]?) ?((?:PMC)?\d[\d -]{5,22}[\dX])(?!\w)"
)


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


def counted_day(number: int) -> str:
    """Write an ordinal by digits: "21st".

    >>> [counted_day(day) for day in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def digits(written: str) -> str:
    """Say a number digit by digit, with a pause at each gap: "020 79" is "0 2 0, 7 9"."""
    groups = re.findall(r"\w+", written)
    return ", ".join(" ".join(group) for group in groups)


def _range(found: re.Match[str]) -> str:
    first, mark, joint, second = found.groups()
    model = found.string[found.end() : found.end() + 1] == "s" and second.endswith("00")
    if joint == "-" and (model or not _rises(first, second)):
        return f"{first}{mark or ''} {second}" if first.isdigit() and second.isdigit() else found[0]
    return f"{first}{(mark or '') if mark != found.string[found.end() : found.end() + 1] else ''} to {second}"


def _rises(first: str, second: str) -> bool:
    low, high = (re.sub(r"[^\d.]", "", each) for each in (first, second))
    return float(low or 0) < float(high or 0) or (
        len(high) < len(low)
        and "." not in low + high
        and len(low) > 2
        and high != low
        and len(high) > 1
        and not low.endswith("00")
        and int(low) % 10 ** len(high) < int(high)
    )


def _vulgar(found: re.Match[str]) -> str:
    words = FRACTIONS[found[2]]
    if found[1]:
        words = f"{found[1]} and {words.replace('one half', 'a half').replace('one quarter', 'a quarter')}"
    before = found.string[max(0, found.start() - 1) : found.start()]
    return (" " if before.isalpha() else "") + words + (" " if found[3] else "")


def _fraction(found: re.Match[str]) -> str:
    whole, over, under = found[1], int(found[2]), int(found[3])
    before = f"{whole} " if whole else ""
    if f"{over}/{under}" in NAMED_PAIRS:
        return f"{before}{over} {under}"
    if 0 < over < under and (under in PARTS or (under in SMALL_PARTS and over == 1)):
        part = PARTS.get(under) or SMALL_PARTS[under]
        many = "halves" if under == 2 else f"{part}s"
        said = f"{cardinal(over)} {part if over == 1 else many}"
        return (
            f"{whole} and {said.replace('one half', 'a half').replace('one quarter', 'a quarter')}"
            if whole
            else said
        )
    if 1500 <= over < 2100 and not MEASURE_AFTER.match(found.string, found.end()):
        return f"{before}{over} to {under}"
    if over <= under:
        return f"{before}{over} out of {under}"
    return f"{before}{over} over {under}"


def _telephone(found: re.Match[str]) -> str:
    country, rest = (found[1], found[2]) if found[2] else (None, found[4])
    return (f"plus {digits(country)}, " if country else "") + digits(rest)


def _postcode(found: re.Match[str]) -> str:
    return ", ".join(
        " ".join(".".join(part) for part in re.findall(r"[A-Z]+|\d", each)) for each in found.groups()
    )


def _book_number(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]} {digits(found[3])}"


BIG: tuple[Rule, ...] = ((GROUPED, lambda found: found[1] + re.sub(r"\s", ",", found[2])),)
"""Before any space is like another: thin and no-break spaces group digits."""
IDENTIFIERS: tuple[Rule, ...] = (
    (POSTCODE, _postcode),
    (SUPPLEMENT, lambda found: f"volume {found[1]}, supplement{f' {found[2]}' if found[2] else ''}"),
    (PREPRINT, lambda found: f"archive paper {found[1]}" + (f" version {found[2]}" if found[2] else "")),
    (BOOK_NUMBER, _book_number),
    (TELEPHONE, _telephone),
    (LOCAL_TELEPHONE, lambda found: digits(found[0])),
    (SPACED, lambda found: ((found[1] or found[3]) + (found[2] or found[4])).replace(" ", ",")),
    (EXPONENT, lambda found: f"{found[1]} × 10^{found[2] and '-'}{found[3]}"),
    (VERSION, "version "),
    (POINTED, lambda found: f"{found[1]} {found[2].replace('.', ' point ')}"),
    (MANY_POINTS, lambda found: found[0].replace(".", " point ")),
)
RANGES: tuple[Rule, ...] = (
    (SHORT_RANGE, lambda found: f"{FULL[found[1][:3]]} to {FULL[found[2][:3]]}"),
    (PART_RANGE, " to "),
    (WORD_RANGE, r"\1day to "),
    (MONTH_RANGE, r"\1 to "),
    (ORDINAL_RANGE, " to "),
    (SCORE_AFTER, r"\1 \2"),
    (SCORE_BEFORE, r"\1\2 \3"),
    (RANGE, _range),
    (REST_RANGE, " to "),
)
PARTS_OF_ONE: tuple[Rule, ...] = (
    (re.compile(r"(?<![\w/])24/7/365(?![\w/])"), "24 7 365"),
    (VULGAR, _vulgar),
    (BEAT, r"\1 \2"),
    (SLASHED, _fraction),
    (POINT_FIRST, "0."),
)
