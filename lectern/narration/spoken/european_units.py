"""Units of measurement -> their names, from Unicode's CLDR by Babel: "5 mg/kg" is "5 Milligramm pro Kilogramm".

CLDR has plural rules and the common units; prefixes make others ("nano" and "mass-gram"), and european.tsv has the
names of those that CLDR lacks.
"""

import re
from functools import lru_cache

from babel.units import format_unit

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import inflected, is_many, rows, words

SIGNS = {row[0].lstrip("+"): row[1] for row in rows("european_units.tsv")}
ALWAYS = tuple(row[0][1:] for row in rows("european_units.tsv") if row[0].startswith("+"))


def _any(signs: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, signs), key=len, reverse=True)) + ")"


SIGN = _any(tuple(SIGNS))
EXPONENT = r"(?:[⁻−-]?[¹²³](?![⁰¹²³⁴⁵⁶⁷⁸⁹])|\^-?[123](?!\d))"
SUPERSCRIPTS = str.maketrans("¹²³⁻−", "123--", "^")
AFTER = r"(?![\w°²³⁻]|[./]\w|’\w)"
STEP = re.compile(
    rf"\s?/\s?({SIGN}(?![^\W\d_])|[^\W\d_]{{3,20}})({EXPONENT}|[23](?!\w))?|[ ·⋅]({SIGN})⁻([¹²³])"
)
FACTOR = rf"(?:\s?/\s?(?:{SIGN}(?:{EXPONENT}|[23](?!\w))?|[^\W\d_]{{3,20}})|[ ·⋅]{SIGN}⁻[¹²³])"
QUANTITY = re.compile(
    rf"(?<![\w.])(\d+(?:,\d+)?)( ?|-)({SIGN})({EXPONENT}|[23](?=\W|$))?({FACTOR}{{0,3}}){AFTER}"
)
ALONE = re.compile(rf"(?<![\w/.-])({_any(ALWAYS)})({EXPONENT})?({FACTOR}{{0,3}}){AFTER}")
INVERSE = re.compile(rf"[ ·⋅]?(?<!\w)({SIGN})⁻¹(?!\d)")
COUNTED = re.compile(
    rf"\b([^\W\d_]{{3,}})/({_any((*ALWAYS, 'l', 'L', 'h', 'ha'))})({EXPONENT}|[23](?!\w))?{AFTER}"
)
SINGULAR = re.compile(r"\b(?:au|par|pro|por|per|al|le|du|un|je|cada|el|o|il)\s$")
"""Words after which a unit is one: "habitants au km²"."""


@lru_cache(maxsize=1024)
def name(unit: str, language: str, *, many: bool) -> str:
    """Name a unit, given as in the table, for one or many.

    >>> name("mass-milligram", "fr", many=True), name("nano mass-gram", "de", many=True)
    ('milligrammes', 'Nanogramm')
    """
    prefix, _, base = unit.rpartition(" ")
    said = words(language)
    if base in said:
        named = inflected(said[base], many=many)
    else:
        number = 2 if many else 1
        named = re.sub(
            r"^[\d.,]+\s*", "", format_unit(number, base, "long", locale=language.replace("-", "_"))
        )
    if not prefix:
        return named
    return said[prefix] + named[0].lower() + named[1:]


def unit_rules(language: str) -> tuple[Rule, ...]:
    """Name the units after numbers, and compound or unmistakable ones anywhere."""

    def quantity(found: re.Match[str]) -> str:
        number, joint, sign, exponent, rest = found.groups()
        if sign in ("A", "M", "K", "T", "N", "V", "d", "t", "s", "h", "g", "m", "l") and joint == "-":
            return found[0]
        if len(sign) == 1 and found.string[found.end() : found.end() + 1] in ("-", "–"):
            return found[0]  # parts of a figure: "7 d-f"
        many = is_many(number, language)
        joint = " " if joint == "-" and language != "de" else joint or " "
        return f"{number}{joint}{_name(sign, exponent, language, many=many)}{_factors(rest, language)}"

    def alone(found: re.Match[str]) -> str:
        one = SINGULAR.search(found.string[max(0, found.start() - 6) : found.start()]) is not None
        return _name(found[1], found[2], language, many=not one) + _factors(found[3], language)

    def inverse(found: re.Match[str]) -> str:
        return f" {words(language)['per']} {_name(found[1], None, language, many=False)}"

    def counted(found: re.Match[str]) -> str:
        return f"{found[1]} {words(language)['per']} {_name(found[2], found[3], language, many=False)}"

    return ((QUANTITY, quantity), (COUNTED, counted), (ALONE, alone), (INVERSE, inverse))


def _name(sign: str, exponent: str | None, language: str, *, many: bool) -> str:
    if sign not in SIGNS:
        return sign
    named = name(SIGNS[sign], language, many=many)
    power = (exponent or "").translate(SUPERSCRIPTS)
    said = words(language)
    if power.startswith("-"):
        return f"{said['per']} {_name(sign, power[1:], language, many=False)}"
    if power not in ("2", "3"):
        return named
    if SIGNS[sign].startswith("duration"):
        return f"{named} {said['squared' if power == '2' else 'cubed']}"
    pattern = inflected(said["square" if power == "2" else "cubic"], many=many)
    return pattern.format(unit=named.lower() if language == "de" else named)


def _factors(rest: str, language: str) -> str:
    per = words(language)["per"]
    parts = ((step[1] or step[3], step[2] or step[4]) for step in STEP.finditer(rest))
    return "".join(f" {per} {_name(sign, power, language, many=False)}" for sign, power in parts)
