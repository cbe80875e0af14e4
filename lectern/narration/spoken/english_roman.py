"""Roman numerals -> numbers, where the word before says that they are one: "type II", "Henry VIII", "XIX century"."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_dates import year
from lectern.narration.spoken.english_numbers import cardinal, ordinal

LABELS = (
    "type|types|phase|phases|class|classes|grade|grades|stage|stages|part|parts|chapter|chapters|book|volume|section"
    "|table|tables|figure|figures|appendix|group|level|war|act|article|title|factor|version|collagen|axis|category"
    "|schedule|tier|generation|division|cohort|study|experiment|aim|lesson|annex|column|isoform|angiotensin|complex"
    "|bowl|episode|season|rocky|nerve|scene|number|symphony|sonata|vatican|zone|canto|plate|map|theorem|lemma|mark"
)
RULERS = (
    "Henry|Louis|Charles|George|Edward|William|James|Richard|Elizabeth|John Paul|Pius|Napoleon|Frederick|Philip"
    "|Benedict|Gregory|Innocent|Leo|Catherine|Peter|Alexander|Nicholas|Ramses|Ramesses|Wilhelm|Ivan|Clement|Urban|Paul"
    "|Francis|Ferdinand|Leopold|Gustav|Christian|Haakon|Mehmed|Ptolemy|Cleopatra|Darius|Xerxes|Otto|Rudolf|Maria|Carl"
    "|Juan Carlos|Alfonso|Pedro|Victor Emmanuel|Umberto|Mary|Robert|Baldwin|Selim|Murad|Boniface|Julius|Sixtus"
    "|Margrethe|Beatrix|Wilhelmina|Isabella|Cosimo|Olaf|Olav|Valdemar|Kamehameha|Rama|Tewodros|Hadrian|Stephen"
)
TITLES = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Prince|Duke|Pharaoh|Shah|Patriarch"
NUMERAL = r"(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVXLC])"
SMALL = r"(?=[ivxl])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?<=[ivxlc])"
LABELLED = re.compile(
    rf"\b((?i:{LABELS})) ({NUMERAL})([a-cA-C]?)(?![\w.-]*\w)(?:( ?– ?|-|/|, | and | or | to )({NUMERAL})\b)?"
)
SMALL_LABELLED = re.compile(
    rf"\b([Ss]cenes?|[Pp]ages?|[Cc]hapters?|[Ss]ections?|[Vv]erses?) ({SMALL})\b(?!\.\w)(?:([–-])({SMALL})\b)?"
)
LISTED = re.compile(r"(?:(?<=\s)|\A)\((ii|iii|iv|v|vi|vii|viii|ix|i|xi|xii)\)(?!\w)")
_SPEAKING = (
    "think|said|am|know|believe|see|saw|thought|guess|mean|say|like|love|want|wrote|write|met|asked|told|read|liked"
    "|bought|own|fear"
)
SPREAD = re.compile(r"(?<![\w.–-])([IVX]{1,5})([–-])([IVX]{1,5})(?![\w–-]|\.\w)")
SPREAD_LABELLED = re.compile(rf"\b((?i:{LABELS})) ({NUMERAL})[–-]({NUMERAL})(?![\w–-]|\.\w)")
RULER = re.compile(rf"\b((?:{TITLES}) [A-Z][a-z]+(?: [A-Z][a-z]+)?|{RULERS}) ({NUMERAL})\b(?!\.\w|-)")
SPEAKING = re.compile(rf" (?:{_SPEAKING})\b")
CENTURY = re.compile(rf"\b({NUMERAL})(?:th|st|nd|rd)?(?= [Cc]entur)")
COUNTED = re.compile(rf"(?<=\b[Tt]he )({NUMERAL}) (?=[A-Z][a-z]+)")
HYPHENED = re.compile(r"(?<=[a-z])-(II|III|IV|VI|VII|VIII)\b(?![-.]\w)")
PLAIN = re.compile(r"(?<![\w.&/-])(II|III|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII|XIX|XXI)(?![\w&/-]|\.\w)")
IN_YEARS = re.compile(r"\b(M{1,2}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))\b")
DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read(numeral: str) -> int:
    """Read a Roman numeral, of capitals or small letters.

    >>> read("XIX"), read("viii")
    (19, 8)
    """
    values = [DIGITS[each] for each in numeral.upper()]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _labelled(found: re.Match[str]) -> str:
    label, first, letter, joint, second = found.groups()
    if first == "I" and not second and SPEAKING.match(found.string, found.end()):
        return found[0]
    number = str(read(first))
    if label.lower() == "war":
        number = cardinal(read(first)).capitalize() if label[0].isupper() else cardinal(read(first))
    said = f"{label} {number}{f' {letter}' if letter else ''}"
    if not second:
        return said
    return said + ({"-": " to ", "–": " to ", "/": " or "}.get(joint.strip(), joint)) + str(read(second))


def _spread(found: re.Match[str]) -> str:
    """Say "I–III" as numbers that rise; "I–V" alone may be current over voltage, and "V–X" two names."""
    first, second = found[1], found[3]
    whole = all(re.fullmatch(NUMERAL, each) for each in (first, second))
    if not whole or read(first) >= read(second) or len(first + second) < 3:
        return found[0]
    return f"{read(first)} to {read(second)}"


def _small(found: re.Match[str]) -> str:
    label, first, _, second = found.groups()
    return f"{label} {read(first)}" + (f" to {read(second)}" if second else "")


def _ruler(found: re.Match[str]) -> str:
    if found[2] == "I" and SPEAKING.match(found.string, found.end()):
        return found[0]
    return f"{found[1]} the {ordinal(read(found[2])).title()}"


def _year(found: re.Match[str]) -> str:
    number = read(found[1])
    return year(number) if len(found[1]) > 3 and 1400 <= number < 2100 else found[0]


ROMANS: tuple[Rule, ...] = (
    (SPREAD_LABELLED, lambda found: f"{found[1]} {read(found[2])} to {read(found[3])}"),
    (SPREAD, _spread),
    (CENTURY, lambda found: ordinal(read(found[1]))),
    (RULER, _ruler),
    (LABELLED, _labelled),
    (
        COUNTED,
        lambda found: f"{ordinal(read(found[1]))} " if len(found[1]) > 1 and found[1] != "IV" else found[0],
    ),
    (SMALL_LABELLED, _small),
    (LISTED, lambda found: f"({read(found[1])})"),
    (IN_YEARS, _year),
    (HYPHENED, lambda found: f" {read(found[1])}"),
    (PLAIN, lambda found: str(read(found[1]))),
)
