"""Units of measurement -> their names: "5 mg/kg" is "5 milligrams per kilogram" (signs: english_units.tsv)."""

import re
from pathlib import Path

NUMBER = r"\d(?:[\d,]{0,20}\d)?(?:\.\d+)?"
EXPONENT = r"(?:[⁻−-]?[¹²³]|[−-][123](?!\d)|\^-?[123])"
SUPERSCRIPTS = str.maketrans("¹²³⁻−^", "123-- ")
AFTER = r"(?![\w°²³⁻]|\.\w|/[A-Za-z])"


def _read() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    text = Path(__file__).with_name("english_units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    names = {sign.lstrip("+"): (one, many) for sign, one, many in rows}
    return names, frozenset(row[0][1:] for row in rows if row[0].startswith("+"))


NAMES, ALWAYS = _read()
SIGN = "(?:" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + ")"
FACTOR = rf"(?:\s?/\s?(?:{SIGN}{EXPONENT}?|[23](?=\b)|[a-z]{{3,}})|[ ·⋅]{SIGN}[⁻−-][¹²³123])"
QUANTITY = re.compile(
    rf"(?<![\w.])({NUMBER})( ?|-)({SIGN})({EXPONENT}|[23](?=\W|$))?({FACTOR}{{0,3}}){AFTER}"
)
SURE = "|".join(sorted(map(re.escape, ALWAYS), key=len, reverse=True))
ALONE = re.compile(rf"(?<![\w/.-])({SURE})({EXPONENT})?({FACTOR}{{0,3}}){AFTER}")
INVERSE = re.compile(rf"[ ·⋅]?(?<!\w)({SIGN}|day|week|month|year|hour|minute|second)(?:⁻¹|−1)(?!\d)")
COUNTED = re.compile(rf"\b([a-z]{{3,}}s)/({SIGN})({EXPONENT}|[23](?=\W|$))?{AFTER}")
STEP = re.compile(rf"\s?(/)\s?({SIGN}|[a-z]{{3,}})({EXPONENT}|[23])?|[ ·⋅]({SIGN})[⁻−-]([¹²³123])")


def say_units(text: str) -> str:
    """Name the units after numbers, and compound or unmistakable ones anywhere.

    >>> say_units("1 mg, 0.5 mg/kg, a 5-mL dose, 3 m²")
    '1 milligram, 0.5 milligrams per kilogram, a 5-millilitre dose, 3 square metres'
    """
    text = QUANTITY.sub(_quantity, text)
    text = COUNTED.sub(lambda found: f"{found[1]} per {_name(found[2], found[3], many=False)}", text)
    text = ALONE.sub(lambda found: _name(found[1], found[2], many=True) + _factors(found[3]), text)
    return INVERSE.sub(lambda found: f" per {_name(found[1], None, many=False)}", text)


def _quantity(found: re.Match[str]) -> str:
    number, joint, sign, exponent, rest = found.groups()
    many = joint != "-" and number != "1"
    return f"{number}{joint or ' '}{_name(sign, exponent, many=many)}{_factors(rest)}"


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
