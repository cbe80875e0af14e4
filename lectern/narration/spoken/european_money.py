"""Amounts of money -> what is said: "5 €", "3,50 €", "US$ 3 Millionen"."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import inflected, is_many, words

SIGNS = {
    "€": "euro",
    "EUR": "euro",
    "$": "dollar",
    "US$": "dollar",
    "USD": "dollar",
    "US-$": "dollar",
    "U$": "dollar",
}
SIGNS |= {"£": "pound", "GBP": "pound", "¥": "yen", "JPY": "yen", "R$": "real", "BRL": "real", "CHF": "franc"}
SIGN = "(?:" + "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)) + ")"
AMOUNT = r"(\d+(?:,\d+)?(?: (?:bis|à|a) \d+(?:,\d+)?)?)"
_SCALES = """Tausend Millionen Million Milliarden Milliarde millions million milliards milliard millones millón
    milhões milhão bilhões bilhão mil milioni milione miliardi miliardo M k"""
SCALE = (
    r"(?: ?(Mds?(?=€| €)|ml[nd](?= )|mrd(?= )|[mb]i(?=[\s.,;)]|$)|mil millones|mil milhões"
    rf"|{'|'.join(_SCALES.split())})\b)?"
)
BEFORE = re.compile(rf"(?<![\w.])({SIGN}) ?{AMOUNT}{SCALE}")
AFTER = re.compile(rf"(?<![\w.,]){AMOUNT}{SCALE}(?: di| de)? ?({SIGN})(?![\w]| ?\d)")
SHORT_SCALES = {"M": "million", "k": "thousand", "Md": "billion", "Mds": "billion", "mln": "million"}
SHORT_SCALES |= {"mld": "billion", "mrd": "billion", "mi": "million", "bi": "billion"}


def money_rules(language: str) -> tuple[Rule, ...]:
    """Say an amount before its currency, cents after it, and "of" after millions where the language has it."""

    def say(sign: str, amount: str, scale: str | None) -> str:
        said, first = words(language), amount.split()[-1]
        if scale in SHORT_SCALES:
            scale = inflected(said[SHORT_SCALES[scale]], many=is_many(first, language))
        named = inflected(said[SIGNS[sign]], many=bool(scale) or is_many(first, language))
        if scale and re.match("mil(?:li|h|i| m)|mill(?!e$)|bil", scale):
            of = "d’" if named[0] in "aeiouyéh" else "de "
            return said["scaled"].format(amount=amount, scale=scale, name=named, of=of)
        if scale:
            return f"{amount} {scale} {named}"
        whole, comma, cents = amount.partition(",")
        if comma and len(cents) == 2 and " " not in amount:
            named = inflected(said[SIGNS[sign]], many=is_many(whole, language))
            shown = said["cents"].format(whole=whole, name=named, cents=cents.lstrip("0"))
            return shown if cents != "00" else f"{whole} {named}"
        return f"{amount} {named}"

    return (
        (BEFORE, lambda found: say(found[1], found[2], found[3])),
        (AFTER, lambda found: say(found[3], found[1], found[2])),
    )
