"""Roman numerals -> numbers, where the word before says that they are one: "type II", "Henry VIII", "XIX century"."""

import re

from lectern.narration.spoken.english_numbers import ordinal

LABELS = (
    "type|types|phase|phases|class|classes|grade|grades|stage|stages|part|parts|chapter|chapters|book|volume|section"
    "|table|tables|figure|figures|appendix|group|level|war|act|article|title|factor|version|collagen|axis|category"
    "|schedule|tier|generation|division|cohort|study|experiment|aim|lesson|annex|column|isoform|angiotensin|complex"
)
RULERS = (
    "Henry|Louis|Charles|George|Edward|William|James|Richard|Elizabeth|John Paul|Pius|Napoleon|Frederick|Philip"
    "|Benedict|Gregory|Innocent|Leo|Catherine|Peter|Alexander|Nicholas|Ramses|Ramesses|Wilhelm|Ivan|Clement|Urban|Paul"
    "|Francis|Ferdinand|Leopold|Gustav|Christian|Haakon|Mehmed|Ptolemy|Cleopatra|Darius|Xerxes|Otto|Rudolf|Maria|Carl"
    "|Juan Carlos|Alfonso|Pedro|Victor Emmanuel|Umberto|Mary|Robert|Malcolm|Baldwin|Selim|Murad|Boniface|Julius|Sixtus"
)
NUMERAL = r"(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVXLC])"
LABELLED = re.compile(
    rf"\b((?i:{LABELS})) ({NUMERAL})(?![\w.-]*\w)(?:( ?– ?|-|/|, | and | or | to )({NUMERAL})\b)?"
)
RULER = re.compile(rf"\b({RULERS}) ({NUMERAL})\b(?!\.\w)")
CENTURY = re.compile(rf"\b({NUMERAL})(?:th)?(?= [Cc]entur)")
PLAIN = re.compile(r"(?<![\w.&/-])(II|III|VII|VIII|XII|XIII|XIV|XVI|XVII|XVIII|XIX|XXI)(?![\w&/-]|\.\w)")
DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def read(numeral: str) -> int:
    """Read a Roman numeral.

    >>> read("XIX"), read("VIII")
    (19, 8)
    """
    digits = [DIGITS[each] for each in numeral]
    return sum(-one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True))


def say_romans(text: str) -> str:
    """Say Roman numerals after a label as numbers, after a ruler's name and before "century" as ordinals."""
    text = CENTURY.sub(lambda found: ordinal(read(found[1])), text)
    text = RULER.sub(lambda found: f"{found[1]} the {ordinal(read(found[2]))}", text)
    text = LABELLED.sub(_labelled, text)
    return PLAIN.sub(lambda found: str(read(found[1])), text)


def _labelled(found: re.Match[str]) -> str:
    label, first, joint, second = found.groups()
    said = f"{label} {read(first)}"
    if not second:
        return said
    return said + ({"-": " to ", "–": " to ", "/": " or "}.get(joint.strip(), joint)) + str(read(second))
