"""Numbers and the signs between them: thousands, decimals, ranges, comparison, per cent, powers."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import ordinal, words

VALUE = r"\d+(?:,\d+)?"
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
NOTE_MARK = re.compile(
    r"(?<=[.,;:!?’”\"')\]»])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁰¹²³⁴⁵⁶⁷⁸⁹])?"
    r"|(?<=[)\]”“»]\.)\d{1,3}(?=\s|$)|(?<=[^\W\d_]{3}\.)\d{1,3}(?:[,–-]\d{1,3}){0,9}$"
    r"|(?<=[^\W\d_A-Z]{4})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*|(?<=[^\W\d_]{4},)\d{1,2}(?= [^\W\d_]{2})"
)
"""A raised number after a stop or a word is a note's, and so is a plain one right after the last stop or a comma."""
_NUMBERED = """windows fortran horizon office
    amostr muestr échantill campion stichprob grup groupe gruppe gruppo figur abbild tabel tabl tableau
    kapitel capítul capitol capitul chapitr quadro cuadro hip[óo]t ipotes hypoth variáve variab exempl ejempl esempi
    exemple beispiel pergunt pregunt question domand frage model syst[eèé]m seção secci[oó]n section sezion abschnitt
    participant partecipant proband entrevist interview intervist informant respond sujet sujeit soggett versi equa[çc]
    ecuaci equazion gleichung experiment esperiment expérience vitamin interle[uú]"""
LOWERED_NOTE = re.compile(
    rf"(?<![\w-])(?!(?i:{'|'.join(_NUMBERED.split())}))([^\W\d_][^\W\d_A-Z]{{6,30}})\d{{1,2}}(?=[.,;:!?)”»]|\s|$)"
)
"""A note's number that a pasted text has on the line ("racismo2"); not that of a thing that is counted."""
GROUPED = re.compile(r"(?<![\w.,’'])[1-9]\d{0,2}(?:[ ’']\d{3}){1,4}(?![\d’']|[.,]\d{3})")
POINTED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3}){1,4}(?![\w]|\.\d)")
DECIMAL = re.compile(r"(?<![\w.,])(0|[1-9]\d{0,5})\.(\d{1,12})(?![\w]|[.,]\d)")
BARE_DECIMAL = re.compile(r"(?<![\w.,)\]”“»’\"])[.,](?=\d)")
LABEL = re.compile(
    r"(?:Abschnitt\w*|Kap(?:itel)?|Abb(?:ildung)?|Tab(?:elle)?|Gleichung|Version\w*|[Vv]ersi[oó]n\w*|vers[ãa]o|"
    r"[Ss]ection|[Cc]hap(?:itre)?|[Ff]ig(?:ur[ae]s?)?|[Tt]abl?(?:eau|eaux|ela|a)?|[Ss]e(?:cci[oó]n|ç[ãa]o|cç[ãa]o|zione)|"
    r"[Cc]ap(?:[íi]tulo|itolo)?|[Tt]abella|Python|R|Java|v)\.?\s$"
)
"""What stands before a number that is a name with parts, such as "Abschnitt 2.1"."""
RANGE = re.compile(
    rf"(?<![\w.,–-])([−-]?{VALUE})( ?%|°(?!C))?( ?– ?|-)([−-]?{VALUE})(?![\d–]|-\d|[.,]\d|\.\w)"
)
VOLUME_ISSUE = re.compile(
    r"(?<![\w.(/-])(\d{1,4})( ?)\((\d{1,4}(?:[–-]\d{1,4})?)\)(?:[,:] ?(e?\d{1,7}(?:[–-]e?\d{1,7})?))?(?![\w(]| ?[=<>])"
)
RAISED = re.compile(r"(?<=[\w)])([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]+)(?![⁺⁻])|(?<=\d)\^([−-]?\d{1,4}|n)")
TEN_TO = re.compile(r"(?<=\d) ?[×x·] ?10(?=[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])")


def grouping_rules(language: str) -> tuple[Rule, ...]:
    """Close up thousands and write decimals with a comma, as the voices expect them: "12.500", "0.05"."""

    def close_up(found: re.Match[str]) -> str:
        return found[0] if LABEL.search(_before(found)) else re.sub(r"[ .’']", "", found[0])

    def decimal(found: re.Match[str]) -> str:
        return found[0] if LABEL.search(_before(found)) else f"{found[1]},{found[2]}"

    rules: tuple[Rule, ...] = ((GROUPED, close_up),)
    if language != "fr":
        rules += ((POINTED, close_up),)
    return (*rules, (DECIMAL, decimal), (BARE_DECIMAL, "0,"))


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - 20) : found.start()]


def range_rules(language: str) -> tuple[Rule, ...]:
    """Say the dash between two numbers as "to"; a hyphen only where the numbers rise ("327-335", "327-35")."""
    to = words(language)["to"]

    def say(found: re.Match[str]) -> str:
        first, mark, joint, second = found.groups()
        if joint == "-" and (re.match(r"0\d", first) or not _rises(first, second)):
            return found[0]
        after = found.string[found.end() : found.end() + 2].strip()
        shown = "" if mark and after.startswith(mark.strip()) else (mark or "")
        return f"{_from(found, language)}{first}{shown} {to} {second}"

    plurals = dict(each.split("|") for each in words(language)["spread"].split())
    spread = re.compile(rf"\b(?i:({'|'.join(plurals)})) (?=(?:da )?\d{{1,6}} {to} \d)")

    def plural(found: re.Match[str]) -> str:
        one = next(each for each in plurals if each.lower() == found[1].lower())
        return found[1][0] + plurals[one][1:] + " "

    return ((RANGE, say), (spread, plural))


FROM = re.compile(r"\b(?:nel|del|dal|al|il|i|gli|le|la|tra|fra|di|da|a|in|circa|anni|ore|capitoli)\s$")


def _from(found: re.Match[str], language: str) -> str:
    """Begin an Italian range with "da" where no preposition or article stands before it."""
    before = _before(found)
    plain = (
        language == "it"
        and before[-1:] in ("", " ")
        and re.search(r"\w\s$", before)
        and not FROM.search(before)
    )
    return "da " if plain else ""


def _rises(first: str, second: str) -> bool:
    low, high = (each.replace(",", ".").lstrip("−-") for each in (first, second))
    return float(low) < float(high) or (len(high) < len(low) and "." not in low + high and len(low) > 2)


def volume_rules(language: str) -> tuple[Rule, ...]:
    """Say "24(10), 2033–2043" as a volume, an issue and its pages; a year in brackets is no issue."""
    said = words(language)
    one, many = said["spread"].split()[0].split("|")

    def say(found: re.Match[str]) -> str:
        volume, space, issue, pages = found.groups()
        if re.fullmatch(r"(?:1[5-9]|20)\d\d", issue) or (space and not pages):
            return found[0]
        shown = f", {many if re.search('[–-]', pages) else one} {pages}" if pages else ""
        return said["issue"].format(volume=volume, issue=issue) + shown

    return ((VOLUME_ISSUE, say),)


def fraction_rules(language: str) -> tuple[Rule, ...]:
    """Say halves, thirds and quarters as parts: "2/3", "¾", "2½"."""
    said = words(language)
    signs = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}

    def part(found: re.Match[str]) -> str:
        return said[signs.get(found[0], found[0])]

    feminine = re.sub("o$", "a", said["and-half"]) if language != "fr" else f"{said['and-half']}e"

    def and_half(found: re.Match[str]) -> str:
        """Say the half after what is counted: "2 heures et demie", "3 años y medio"."""
        half = feminine if found[2] in ("heures", "heure", "horas", "hora", "ore") else said["and-half"]
        return f"{found[1]} {found[2]} {half}"

    counted = r"(?<![\w.,/])(\d{1,3}) ?½ (heures?|horas?|ore|ans?|años?|anos?|anni|mois|meses|mesi)\b"
    return (
        (re.compile(counted if language != "de" else r"(?!)"), and_half),
        (re.compile(r"(?<=\d) ?½"), f" {said['and-half']}"),
        (re.compile(r"(?<!\d)[½⅓⅔¼¾]|(?<![\w.,/-])(?:[12]/3|[13]/4|1/2)(?![\w/-]|[.,]\d)"), part),
    )


def power_rules(language: str) -> tuple[Rule, ...]:
    """Say raised numbers: "r²", "10⁻⁶"."""
    said = words(language)

    def power(found: re.Match[str]) -> str:
        number = (found[1] or found[2]).translate(SUPERSCRIPT).replace("−", "-").lstrip("+")
        if number in ("2", "3"):
            return f" {said['squared' if number == '2' else 'cubed']}"
        return f" {said['power']} {number.replace('-', said['minus'] + ' ')}"

    return ((TEN_TO, f" {said['times']} 10"), (RAISED, power))


def sign_rules(language: str) -> tuple[Rule, ...]:
    """Say the signs between values: comparison, plus or minus, times, per cent, minus."""
    said = words(language)
    signs = (
        (
            rf"(?<=\d) ?[×x] ?(?={VALUE}(?: {said['to']} {VALUE})? ?(?:[^\W\d_]{{0,8}}[mM][eèé]t|[Pp]ixel))",
            "by",
        ),
        (r" ?(?:\+/[-−]|±) ?", "plus-minus"),
        (r" ?(?:≤|⩽|<=) ?", "at-most"),
        (r" ?(?:≥|⩾|>=) ?", "at-least"),
        (r" ?(?:→|⟶|[-=]>) ?", "becomes"),
        (r" ?(?:≠|!=) ?", "unequal"),
        (r" ?(?:≈|≅|∼|~)(?: ?(?=[\d,]))", "about"),
        (r" ?< ?(?=[\w.,−-])", "less"),
        (r" ?> ?(?=[\w.,−-])", "greater"),
        (r" ?= ?", "equals"),
        (r"(?<=\d) ?[×x] ?(?=\d)| ?× ?|(?<=\d) ?· ?(?=\d)", "times"),
        (r"(?<=[\w)]) ?÷ ?", "divided"),
        (r"(?<=\d) ?\+ ?(?=\d)|(?<=\w) \+ (?=\w)|(?:(?<=[\s(])|^)\+(?=\d)", "plus"),
        (r"(?<=[\w)]) ?− ?(?=[\w(])|−\s?(?=[\d\w])|(?:(?<=[\s(\[])|^)-(?=\d)", "minus"),
        (r"(?<=\d) ?% ?(?![\w-])|%", "percent"),
        (r" ?‰", "permille"),
        (r" ?∞", "infinity"),
        (r"#(?=\d)", "number"),
        (r"§§? ?(?=\d)", "section"),
    )
    return tuple((re.compile(pattern), _spaced(said[name])) for pattern, name in signs)


def _spaced(phrase: str) -> str:
    return f" {phrase} "


ORDINAL_SIGN: Rule = (re.compile(r"(?<=\d)°(?= [a-zà-ú]{4})"), "º")
"""The sign for degrees where an ordinal is meant ("1° maggio"), before it can be a unit."""


def ordinal_rules(language: str) -> tuple[Rule, ...]:
    """Say "1.º", "2ª", "3.er", "1°" as words (Spanish, Portuguese, Italian)."""

    def say(found: re.Match[str]) -> str:
        number, mark = int(found[1]), found[2]
        said = ordinal(number, language)
        if said.isdigit():
            return found[0]
        if mark == "ª":
            said = " ".join(re.sub("o$", "a", each) for each in said.split())
        elif language == "es" and mark in ("er", "ᵉʳ"):
            said = re.sub("o$", "", said)
        return said

    return ((re.compile(r"(?<![\w.,])(\d{1,2})\.?\s?(?<!\s)(º|ª|er\b|ᵉʳ)"), say),)
