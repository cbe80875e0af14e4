"""Names, formulas and marks -> what is said: initials, chemistry, Greek letters, capitals, brackets, dashes."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import words

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+-aeoxhklmnpst")
LOWERED = re.compile(r"(?<=[\w)])[₀-₉ₐ-ₜ₊₋]+")
_ELEMENTS = """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr
    Ag Cd Sn Sb I Xe Cs Ba Pt Au Hg Pb"""
_SYMBOL = "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True))
_PLAIN = "CO2 NO2 NO3 SO2 SO3 SO4 PO4 CO3 NH3 NH4 CH4 CaCO3 MgCl2 CaCl2 SiO2 TiO2 O2 O3 N2 H2 H2O H2O2 H2SO4 NaHCO3"
FORMULA = re.compile(
    rf"(?<![\w.-])(?:(?:{_SYMBOL})[₀-₉]{{0,2}}){{0,8}}(?:{_SYMBOL})[₀-₉]{{1,2}}(?:(?:{_SYMBOL})[₀-₉]{{0,2}}){{0,8}}(?!\w|-\d)"
    rf"|(?<![\w.-])(?:{'|'.join(_PLAIN.split())})(?!\w|-\d)"
)
PART = re.compile(rf"({_SYMBOL})|([0-9]+)")
ION = re.compile(rf"(?<!\w)({_SYMBOL})([²³⁴]?)([⁺⁻])(?!\d)")
INITIALS = re.compile(r"(?<![\w.’'])(?:[^\W\d_a-zà-ÿ]\.[ -]?){1,4}(?=[^\W\d_a-zà-ÿ][\w’])")
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_GREEK_SIGN = "[α-ωά-ώΑ-Ω]"
GREEK_LETTER = re.compile(rf"(?<!{_GREEK_SIGN})[{GREEK}ϕςΔΓΩΣΦΨΛΘΠ]{{1,2}}(?!{_GREEK_SIGN})")
"""More than two together are a Greek word."""
BEFORE_GREEK = re.compile(
    rf"(?<=\d)-?(?=[α-ω]{{1,2}}(?!{_GREEK_SIGN}))|(?<=[A-Za-z])-?(?=[α-ω]{{1,2}}(?!\w))|(?<=[α-ω])-?(?=[\dA-Za-z])"
)
JOINT = re.compile(r"(?<=[A-Z]{2})-(?=\d)")
ASIDE = re.compile(r"(^|\s)[(\[]((?:[^()\[\]]|[(\[][^()\[\]]{0,200}[)\]]){1,600})[)\]](?![\w-])")
DASH = re.compile(r"\s*—\s*|\s+–(?:\s+|(?=,))|\s+--\s+")
SPACED_PAIR = re.compile(r"(?<=[^\W\d_])–(?=[^\W\d_])")
SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
OPENING = ("“‘«", "„‚")
"""The marks that open a quotation: in German “ closes one."""
TIDY: tuple[Rule, ...] = (
    (re.compile(r"\s+([,.;:!?])"), r"\1"),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "."),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r",\s*([.;:!?])"), r"\1"),
    (re.compile(r"^[\s,;]+|(?<![\s,])[\s,]+$"), ""),
    (re.compile(r"\s{2,}"), " "),
)


def letter_rules(language: str) -> tuple[Rule, ...]:
    """Open formulas ("CO₂"), ions, indices and Greek letters; write initials without stops."""
    said = words(language)
    greek = dict(zip(GREEK, said["greek"].split(), strict=True))
    greek |= {"ϕ": greek["φ"], "ς": greek["σ"]} | {each: greek[each.lower()] for each in "ΔΓΩΣΦΨΛΘΠ"}

    def ion(found: re.Match[str]) -> str:
        sign = said["plus" if found[3] == "⁺" else "minus"]
        return " ".join((found[1], *filter(None, [found[2].translate(str.maketrans("²³⁴", "234"))]), sign))

    def letters(found: re.Match[str]) -> str:
        return " ".join(greek[each] for each in found[0])

    return (
        (ION, ion),
        (FORMULA, lambda found: _formula(found[0].translate(SUBSCRIPTS))),
        (LOWERED, lambda found: found[0].translate(SUBSCRIPTS)),
        (BEFORE_GREEK, " "),
        (GREEK_LETTER, letters),
        (JOINT, " "),
        (INITIALS, lambda found: ".".join(re.findall(r"[^\W\d_]", found[0])) + " "),
    )


def _formula(written: str) -> str:
    """Say a chemical formula by its letters and numbers: "H2SO4" is "H 2 S.O 4"."""
    letters = "".join(
        ".".join(symbol.upper()) + "." if symbol else f" {count} " for symbol, count in PART.findall(written)
    )
    return " ".join(letters.replace(". ", " ").removesuffix(".").split())


def mark_rules(language: str) -> tuple[Rule, ...]:
    """Say what stands in brackets or between dashes as an aside, between commas; slashes as pauses."""
    return (
        (re.compile(r"\s*&\s*"), f" {words(language)['and']} "),
        (SLASH, " "),
        (SPACED_PAIR, " "),
        (DASH, ", "),
        (ASIDE, _aside),
        (ASIDE, _aside),
        (re.compile(rf"([(\[{OPENING[language == 'de']}])\s*,\s*"), r"\1"),
        *TIDY,
    )


def _aside(found: re.Match[str]) -> str:
    """Part what stood in brackets from the text around it, by commas where no stop does."""
    before = found.string[max(0, found.start() - 3) : found.start()].rstrip("”»“\"'’ ")[-1:]
    inside = found[2].strip()
    begin = " " if not before or before in ".!?;:,—" else ", "
    return f"{begin}{inside}{' ' if inside[-1:] in '.!?' else ', '}"
