"""Roman numerals -> words by their context: a ruler's name, a century, a label (table: european_romans.tsv)."""

import re
from functools import lru_cache

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_roman import NUMERAL, read
from lectern.narration.spoken.european_words import cardinal, ordinal, primary, rows, words

LAST_ORDINAL = {"es": 10, "pt": 10, "it": 31, "fr": 1}
"""Up to which number a ruler or a century has an ordinal; greater ones are cardinals ("Luis catorce")."""


@lru_cache(maxsize=8)
def names(language: str) -> dict[str, frozenset[str]]:
    """Give the words beside which Roman numerals stand, by their kind."""
    return {
        kind: frozenset(listed.split())
        for owner, kind, listed in rows("european_romans.tsv")
        if owner == primary(language)
    }


def any_of(listed: frozenset[str]) -> str:
    """Write a pattern for any of these words."""
    return "(?:" + "|".join(sorted(map(re.escape, listed), key=lambda each: (-len(each), each))) + ")"


def counted(number: int, language: str, *, feminine: bool = False) -> str:
    """Say the number of a ruler or a century: "premier" and "quatorze", "segundo" and "catorce", "quattordicesimo"."""
    if number > LAST_ORDINAL[primary(language)]:
        return cardinal(number, language)
    said = ordinal(number, language)
    if not feminine:
        return said
    return "première" if language == "fr" else " ".join(re.sub("o$", "a", each) for each in said.split())


def ruler_rules(language: str) -> tuple[Rule, ...]:
    """Say a ruler's number (French, Spanish, Portuguese, Italian)."""

    def king(found: re.Match[str]) -> str:
        return f"{found[1]} {counted(read(found[2]), language)}"

    def queen(found: re.Match[str]) -> str:
        return f"{found[1]} {counted(read(found[2]), language, feminine=True)}"

    mark = r"(?:er|ᵉʳ|re)?" if language == "fr" else ""
    numeral = rf"({NUMERAL}){mark}(?![\w’'-]|\.\w)"
    return (
        (re.compile(rf"\b({any_of(names(language)['ruler'])}) {numeral}"), king),
        (re.compile(rf"\b({any_of(names(language)['queen'])}) {numeral}"), queen),
    )


EVENTS = {
    "es": "Guerra|República|Internacional|Conferencia|Cumbre|Edición|Jornadas?|Reunión",
    "pt": "Guerra|República|Internacional|Conferência|Cimeira|Edição|Jornadas?|Reunião",
    "it": "guerra|Repubblica|Internazionale|Conferenza|edizione|Giornata",
}
"""Feminine nouns that a Roman number counts: "II Guerra Mundial"."""


def event_rules(language: str) -> tuple[Rule, ...]:
    """Say the number before a war or a republic as a feminine ordinal (French has its own endings)."""
    if language == "fr":
        return ()
    event = re.compile(rf"(?<![\w.-])({NUMERAL}) (?=(?i:{EVENTS[primary(language)]})\b)")

    def say(found: re.Match[str]) -> str:
        said = ordinal(read(found[1]), language)
        return " ".join(re.sub("o$", "a", each) for each in said.split()) + " "

    return ((event, say),)


def century_rules(language: str) -> tuple[Rule, ...]:
    """Say the numbers of centuries after their word: "siglos XV y XVI", "séculos XV–XVI", "XIX secolo"."""
    to = words(language)["to"]
    word = any_of(names(language)["century"])
    joint = r"(?: ?[–-] ?|, | y | e | a | al )"
    several = re.compile(rf"\b({word}) ((?:{NUMERAL}{joint}){{0,4}}{NUMERAL})(?![\w’'-]|\.\w)", re.IGNORECASE)

    def say(numerals: str) -> str:
        spread = re.sub(r" ?[–-] ?", f" {to} ", numerals)
        return re.sub(r"[IVXLC]+", lambda found: counted(read(found[0]), language), spread)

    rules: tuple[Rule, ...] = ((several, lambda found: f"{found[1]} {say(found[2])}"),)
    if language == "it":
        before = re.compile(rf"\b({NUMERAL}(?:{joint}{NUMERAL}){{0,4}}) (?={word}\b)")
        rules += ((before, lambda found: f"{say(found[1])} "),)
    return rules


def label_rules(language: str) -> tuple[Rule, ...]:
    """Say Roman numerals after a label, and unmistakable ones anywhere, as plain numbers."""
    said = words(language)
    label = any_of(names(language)["label"])

    def labelled(found: re.Match[str]) -> str:
        text = f"{found[1]} {read(found[2])}"
        if not found[4]:
            return text
        return text + (f" {said['to']} " if found[3].strip() in "–-" else found[3]) + str(read(found[4]))

    joint = rf"(?:( ?[–-] ?|, | {said['and']} )({NUMERAL})\b)?"
    return (
        (re.compile(rf"\b((?i:{label})) ({NUMERAL})(?![\w.-]*\w){joint}"), labelled),
        (
            re.compile(r"(?<![\w.&/-])(II|III|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII|XIX|XXI)(?![\w&/-]|\.\w)"),
            lambda found: str(read(found[1])),
        ),
    )
