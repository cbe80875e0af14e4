"""Units of measurement -> their names: "5 mg/kg" is "5 milligrams per kilogram" (signs: english_units.tsv)."""

import re
from pathlib import Path

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_money import is_adjective

NUMBER = r"(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[½⅓⅔¼¾⅛])?|[½⅓⅔¼¾⅛]|(?<!\d)\.\d+)"
EXPONENT = r"(?:[⁻−-]?[¹²³]|[−-][123](?!\d)|\^-?[123])"
SUPERSCRIPTS = str.maketrans("¹²³⁻−^", "123-- ")
LABEL_BEFORE = re.compile(
    r"\b(?i:table|figure|group|section|chapter|step|study|experiment|part|route|page) \Z"
)
AFTER = r"(?![\w°²³⁻]|\.\w|/[A-Za-z])"
COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _read() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    text = Path(__file__).with_name("english_units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    names = {sign.lstrip("+"): (one, many) for sign, one, many in rows}
    return names, frozenset(row[0][1:] for row in rows if row[0].startswith("+"))


NAMES, ALWAYS = _read()
SIGN = "(?:" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + ")"
FACTOR = rf"(?:\s?/\s?(?:{SIGN}(?:{EXPONENT}|[23](?!\w))?|[a-z]{{3,}})|[ ·⋅]{SIGN}[⁻−-][¹²³123])"
QUANTITY = re.compile(
    rf"(?<![\w.])({NUMBER})( ?|-)({SIGN})({EXPONENT}|[23](?=\W|$))?({FACTOR}{{0,3}}){AFTER}"
)
SURE = "|".join(sorted(map(re.escape, ALWAYS), key=len, reverse=True))
ALONE = re.compile(rf"(?<![\w/.-])(?<!per )({SURE})({EXPONENT})?({FACTOR}{{0,3}}){AFTER}")
PER = re.compile(rf"(?<=\bper )({SIGN})({EXPONENT})?{AFTER}(?!\.[ ])")
INVERSE = re.compile(rf"[ ·⋅]?(?<!\w)({SIGN}|day|week|month|year|hour|minute|second)(?:⁻¹|−1)(?!\d)")
COUNTED = re.compile(rf"\b([a-z]{{3,}}s)/({SIGN})({EXPONENT}|[23](?=\W|$))?{AFTER}")
STEP = re.compile(
    rf"\s?(/)\s?({SIGN}(?![A-Za-z])|[a-z]{{3,}})({EXPONENT}|[23])?|[ ·⋅]({SIGN})[⁻−-]([¹²³123])"
)
LENGTH = "km|cm|mm|μm|nm|m|ft|in|inches|feet|pixels|px"
SIDES = re.compile(
    rf"(?<=\d)( ?(?:{LENGTH}))? ?[×x] ?"
    rf"(?=\d[\d,.]{{0,12}}(?: ?(?:{LENGTH}))?(?: ?[×x] ?\d[\d,.]{{0,12}})? ?(?:{LENGTH})\b)"
)
ANGLE = re.compile(
    r"(?<![\d.])(\d{1,3})° ?(\d{1,2})[′'’](?: ?(\d{1,2}(?:\.\d+)?) ?(?:[″\"”]|’’|''))?(?= ?[NSEW,.;)]|\s|\Z)"
)
DIRECTION = re.compile(r"(?:(?<=°)|(?<=minutes )|(?<=seconds )) ?([NSEW])\b(?!\.?\w)")
HEIGHT = re.compile(
    r"(?<![\w.])(\d{1,2}) ?(?:[′'’]|ft|feet|foot) ?(\d{1,2}(?:\.\d+)?) ?(?:[″\"”]|in\b(?! [a-z])|inches\b)"
)
FEET = re.compile(r"(?<![\w.-])(\d{1,5})′(?! ?(?:end|[A-Z-]|untranslated|to|and|→))(?=[\s.,;)]|\Z)")
INCHES = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d+)?)″")
PRIME = re.compile(r"(?<=\w)′-?(?=\w)|(?<=\w)′")
PART_BEFORE = re.compile(r"(?<!\d )(?<!\d)(\d{1,2})/\Z")
OF_PLACE = re.compile(r"(?<=\d )(km|mi|miles|m) ([NS]?[EW]?)(?= of\b)(?<! )")
BASES = re.compile(r"(?<!\w)([35])['’](?=-[ACGTUN(])|(?<=[A-Za-z]-)([35])['’](?!\w)")
RATE = re.compile(r"(?<=\d)/(?=(?:days?|weeks?|months?|years?|hours?|min|h|s|person|patient)\b)")
_ACROSS = """vinyl screen monitor disc discs single record pipe pipes bolt bolts nut nuts screw screws drill tube tubes
    board boards plate plates display TV"""
INCHES_OF = re.compile(rf"(?<!\w)(\d{{1,3}}|\d/\d{{1,2}})[″\"”] ?(?=(?:{'|'.join(_ACROSS.split())})\b)")
INCHES_STOPPED = re.compile(r"(?<=[\d½¼¾⅛⅜⅝⅞]) in\.(?=[,;)]| [a-z]|\Z)")
FEET_OF = re.compile(r"(?<=\d)['’] (?=(?:tall|high|long|wide|deep)\b)")
INCHES_WIDE = re.compile(
    r"(?<![′'’]\d)(?<![′'’]\d\d)(?<=\d)[″\"”] (?=(?:tall|high|long|wide|deep|thick|in diameter)\b)"
)
SHORT_HEIGHT = re.compile(r"(?<![\w.])([3-7])['’](1[01]|\d)(?![\w'’\"”.])")
STONE = re.compile(r"(?<=\d) ?st (?=\d{1,2} ?lb)")
DOSE = re.compile(r"\bq(\d{1,2})h\b")
STOPPED = re.compile(
    r"(?:(?<=\dmin)|(?<=\d min)|(?<=\d hr)|(?<=\d hrs)|(?<=\d lbs)|(?<=\d yrs)|(?<=\d sec)"
    r"|(?<=\d (?:ft|in|lb|oz|mi|yd|wk|yr)))\.(?= [a-z(])"
)
SQUARE = re.compile(r"(?<=\d )(sq|cu)\.? ?(?=(?:ft|in|mi|km|m|cm|yd)\b)")


def _quantity(found: re.Match[str]) -> str:
    number, joint, sign, exponent, rest = found.groups()
    if sign == "U" and found.string[found.end() : found.end() + 1] == "-":
        return found[0]  # "3 U-boats"
    if (not joint and _is_name(found, number, sign)) or LABEL_BEFORE.search(
        found.string[max(0, found.start() - 12) : found.start()]
    ):
        return found[0]
    many = joint != "-" and number not in ("1", "½", "¼") and not is_adjective(found) and not _is_part(found)
    return f"{number}{joint or ' '}{_name(sign, exponent, many=many)}{_factors(rest)}"


def _is_name(found: re.Match[str], number: str, sign: str) -> bool:
    """Tell whether letters right after a number are none of a unit: "2N cells", "737 800s", "omega-3s"."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    return (
        sign in ("N", "K", "M", "U")
        or (sign == "s" and number.endswith("00"))
        or (before[-1:] == "-" and before[:1].isalpha())
    )


def _is_part(found: re.Match[str]) -> bool:
    """Tell whether the number ends a fraction below one: "3/4 mile"."""
    part = PART_BEFORE.search(found.string[max(0, found.start() - 6) : found.start()])
    return part is not None and found[1].isdigit() and int(part[1]) < int(found[1])


def _name(sign: str, exponent: str | None, *, many: bool) -> str:
    name = NAMES[sign][many] if sign in NAMES else sign
    power = (exponent or "").translate(SUPERSCRIPTS).strip()
    if power.startswith("-"):
        return f"per {_name(sign, power[1:], many=False)}"
    if sign in ("s", "sec", "min", "h"):
        return name + {"2": " squared", "3": " cubed"}.get(power, "")
    return {"2": "square ", "3": "cubic "}.get(power, "") + name


def _factors(rest: str) -> str:
    said = ""
    for step in STEP.finditer(rest):
        if step[1]:
            said += f" per {_name(step[2], step[3], many=False)}"
        else:
            said += f" per {_name(step[4], step[5].translate(SUPERSCRIPTS), many=False)}"
    return said


def _angle(found: re.Match[str]) -> str:
    degrees, minutes, seconds = (each.lstrip("0") or "0" if each else "" for each in found.groups())
    said = f"{degrees} degree{'' if degrees == '1' else 's'} {minutes} minute{'' if minutes == '1' else 's'}"
    return said + (f" {seconds} second{'' if seconds == '1' else 's'} " if seconds else " ")


def _height(found: re.Match[str]) -> str:
    feet, inches = found.groups()
    if float(inches) >= 12:  # of an hour
        return f"{feet} minute{'' if feet == '1' else 's'} {inches} seconds"
    said = f"{feet} {'foot' if feet == '1' else 'feet'} {inches} inch{'' if inches == '1' else 'es'}"
    return said


def _sides(found: re.Match[str]) -> str:
    return f"{found[1] or ''} by "


UNITS: tuple[Rule, ...] = (
    (STOPPED, ""),
    (RATE, " per "),
    (INCHES_OF, r"\1-inch "),
    (INCHES_STOPPED, " inches"),
    (FEET_OF, " feet "),
    (INCHES_WIDE, " inches "),
    (SHORT_HEIGHT, _height),
    (STONE, " stone "),
    (DOSE, r"every \1 h"),
    (BASES, lambda found: f"{found[1] or found[2]} prime"),
    (OF_PLACE, lambda found: f"{found[1]} {''.join(COMPASS[each] for each in found[2])}"),
    (re.compile(r"(?<=\d)( ?)° ([CF])(?![\w.])"), r"\1°\2"),
    (ANGLE, _angle),
    (DIRECTION, lambda found: f" {COMPASS[found[1]]}"),
    (HEIGHT, _height),
    (FEET, lambda found: f"{found[1]} {'foot' if found[1] == '1' else 'feet'}"),
    (INCHES, lambda found: f"{found[1]} {'inch' if found[1] == '1' else 'inches'}"),
    (PRIME, " prime "),
    (SIDES, _sides),
    (SQUARE, lambda found: "square " if found[1] == "sq" else "cubic "),
    (
        re.compile(rf"(?<=\d )(square|cubic) (ft|in|mi|yd|{LENGTH})\b"),
        lambda found: f"{found[1]} {NAMES.get(found[2], ('', found[2]))[1]}",
    ),
    (QUANTITY, _quantity),
    (COUNTED, lambda found: f"{found[1]} per {_name(found[2], found[3], many=False)}"),
    (ALONE, lambda found: _name(found[1], found[2], many=True) + _factors(found[3])),
    (re.compile(r"(?<![\w/.])m/s(?![\w/²])"), "metres per second"),
    (PER, lambda found: _name(found[1], found[2], many=False)),
    (INVERSE, lambda found: f" per {_name(found[1], None, many=False)}"),
)
