"""German ordinals and years: "am 3. Mai", "Ludwig XIV.", "1990er Jahre", "im Jahr 1848"."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_roman import NUMERAL, read
from lectern.narration.spoken.european_roman import any_of, names
from lectern.narration.spoken.european_words import at_end

_ONES = """null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
    siebzehn achtzehn neunzehn"""
ONES = tuple(_ONES.split())
TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
STEMS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_MONTHS = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
MONTHS = frozenset(_MONTHS.split())
_WEAK = """am im vom zum zur beim dem den des einem eines einer seinem seinen seiner ihrem ihren ihrer diesem diesen
    jedem jeden unserem unseren keinem keinen ab seit bis nach vor beiden letzten ins"""
_BEFORE_DER = "in mit nach aus bei zu seit von während an auf vor wegen trotz ab hälfte ende anfang"
_STRONG = "der die das ein eine dieser diese dieses jeder jede jedes sein ihr"
WEAK = frozenset(_WEAK.split())
"""After these an ordinal ends in "-en"."""
BEFORE_DER = frozenset(_BEFORE_DER.split())
DETERMINERS = WEAK | frozenset(_STRONG.split())
ORDINAL = re.compile(r"(?<![\w.,/])([1-9]\d?)\.(?=\s+[^\W\d_]|\s+\d{1,2}\.\s)")
ORDINAL_SPAN = re.compile(r"(?<![\w.,])(\d{1,2}\.) ?[–-] ?(?=\d{1,2}\.\s)")
YEAR = re.compile(r"(?<![\w.,/:$£€#+-])(?<![=<>≤≥±] )(1[1-9]\d\d)([a-z](?![a-z]))?(?![\w%°/]|[.,:]\d| ?[×^])")
DECADE = re.compile(r"(?<![\w.,])((?:1[1-9]|20)?\d0)er(n?)\b")
_CERTAIN = "jahr jahre jahren jahres anno sommer winter herbst frühjahr frühling anfang mitte ende seit"
CERTAIN = frozenset((*_CERTAIN.split(), *map(str.lower, MONTHS)))
_NUMBERED = "seite seiten nummer nummern band heft paragraf zeile artikel gleich minus plus mal als"
NUMBERED = frozenset(_NUMBERED.split())


def cardinal(number: int) -> str:
    """Say a number from 0 to 99 as a part of a word.

    >>> cardinal(21), cardinal(17)
    ('einundzwanzig', 'siebzehn')
    """
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return (f"{ONES[ones]}und" if ones else "") + TENS[tens]


def stem(number: int) -> str:
    """Say an ordinal from 1 to 99 without its ending: "dritt", "einundzwanzigst"."""
    return STEMS.get(number) or cardinal(number) + ("t" if number < 20 else "st")


def year(number: int) -> str:
    """Say a year from 1100 to 1999.

    >>> year(1990), year(1805)
    ('neunzehnhundertneunzig', 'achtzehnhundertfünf')
    """
    century, rest = divmod(number, 100)
    if rest == 1:
        return f"{cardinal(century)}hunderteins"
    return f"{cardinal(century)}hundert" + (cardinal(rest) if rest else "")


def _words_before(found: re.Match[str]) -> list[str]:
    before = re.split(r"[;:!?(]\s?", found.string[max(0, found.start() - 60) : found.start()])[-1]
    return re.findall(r"[^\W_]+\.?", before)


def _ending(before: list[str], *, month: bool) -> str:
    """Choose an ordinal's ending by the article or preposition before it; other ordinals in a row are passed over."""
    row = [each.lower() for each in before]
    while row and (
        row[-1] in ("und", "bis", "oder") or row[-1].endswith((".", "te", "ten", "ter", "sten", "ste"))
    ):
        row.pop()
    last = row[-1] if row else ""
    if last in WEAK:
        return "en"
    if last == "der":
        return "en" if row[-2:-1] and row[-2] in BEFORE_DER else "e"
    if last in ("die", "das", "diese", "dieses", "eine", "dieser"):
        return "e"
    if last in ("ein", "sein", "ihr"):
        return "er"
    return "er" if month else "e"


def _ordinal(found: re.Match[str]) -> str:
    """Say a number with a stop as an ordinal: not at the beginning, where it numbers an item, but before months."""
    number, before = int(found[1]), _words_before(found)
    following = re.match(r"\s+([^\W\d_]+)", found.string[found.end() : found.end() + 40])
    month = following is not None and following[1] in MONTHS
    named = bool(before) and (before[-1].lower() in DETERMINERS or before[-1] in ("und", "bis", "oder"))
    if not (named or month) and (not before or found.string[: found.start()].strip() == ""):
        return found[0]
    if (
        not named
        and not month
        and following is not None
        and following[1][0].isupper()
        and before[-1][0].isupper()
    ):
        return found[0]  # Kapitel 3. Danach
    said = stem(number) + _ending(before, month=month)
    return said if found.string[: found.start()].strip() else said.capitalize()


def ordinal_rules() -> tuple[Rule, ...]:
    """Say ordinals before months and nouns: "am 3. Mai", "im 19. Jahrhundert", "der 2. Weltkrieg"."""
    return ((ORDINAL_SPAN, r"\1 bis "), (ORDINAL, _ordinal))


def ruler_rules() -> tuple[Rule, ...]:
    """Say a ruler's number with its article: "Ludwig der Vierzehnte", "unter Ludwig dem Vierzehnten"."""
    kings, queens = any_of(names("de")["ruler"]), any_of(names("de")["queen"])
    king = re.compile(rf"\b((?:Papst |Kaiser |König )?{kings}(?: {kings})?)(s?) ({NUMERAL})(?:\.|(?![\w.]))")
    queen = re.compile(rf"\b((?:Kaiserin |Königin )?{queens})(s?) ({NUMERAL})(?:\.|(?![\w.]))")
    return ((king, _king), (queen, _queen))


def _case(found: re.Match[str]) -> str:
    before = [each.lower() for each in _words_before(found)]
    last = before[-1] if before else ""
    if found[2]:
        return "genitive"
    if last in ("unter", "von", "mit", "bei", "nach", "zu", "seit", "vor", "neben", "zwischen", "aus"):
        return "dative"
    return "accusative" if last in ("für", "durch", "gegen", "ohne", "um") else "nominative"


def _king(found: re.Match[str]) -> str:
    article = {"genitive": "des", "dative": "dem", "accusative": "den", "nominative": "der"}[_case(found)]
    return _ruler(found, article, "e" if article == "der" else "en")


def _queen(found: re.Match[str]) -> str:
    article = {"genitive": "der", "dative": "der", "accusative": "die", "nominative": "die"}[_case(found)]
    return _ruler(found, article, "e" if article == "die" else "en")


def _ruler(found: re.Match[str], article: str, ending: str) -> str:
    stop = "." if found[0].endswith(".") and at_end(found) else ""
    return f"{found[1]}{found[2]} {article} {stem(read(found[3])).capitalize()}{ending}{stop}"


def year_rules() -> tuple[Rule, ...]:
    """Say years from 1100 to 1999 by hundreds, and decades: "1990er"."""
    return ((DECADE, _decade), (YEAR, _year))


def _decade(found: re.Match[str]) -> str:
    number = int(found[1])
    if number >= 2000:
        said = "zweitausend" + (cardinal(number - 2000) if number > 2000 else "")
    else:
        said = year(number) if number > 100 else cardinal(number)
    return f"{said}er{found[2]}"


def _year(found: re.Match[str]) -> str:
    before = _words_before(found)
    last = before[-1].lower() if before else ""
    after = found.string[found.end() : found.end() + 3]
    counts = after[:1] == " " and after[1:2].isupper() and last not in CERTAIN
    if last.rstrip(".") in NUMBERED or counts:
        return found[0]
    return year(int(found[1])) + (f" {found[2]}" if found[2] else "")
