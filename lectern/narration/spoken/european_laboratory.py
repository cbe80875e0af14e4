"""Names as laboratories write them -> letters and words: "mRNA", "IgG", "CD4⁺", "Trpv1−/−", "SO₄²⁻", "HbA1c"."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import words

MIXED = re.compile(
    r"(?<![\w.&])(?:(m)TOR(C?)(?![^\W\d])|([a-z]{1,2})([A-Z]{2,5})(?![\w&])|([A-Z]{2,5})([a-z])(?!\w)"
    r"|Ig([GAMED])(\d?)(?!\w)|(pH)(?=[\s,.;:)]|\Z)|(HbA1c)(?!\w))"
)
"""Where small letters stand before or behind capitals, all are said one by one; "mTOR" alone is half a word."""
COUNTED = re.compile(r"(?<=[A-Z]{2})(?=\d)")
CHARGED = re.compile(r"(?<=[₀-₉\])])([²³⁴]?)([⁺⁻])(?!\d|[⁰¹²³⁴⁵⁶⁷⁸⁹])")
MARKER = re.compile(r"(?:(?<=[A-Z]\d)|(?<=[A-Z]\d\d)|(?<=[A-Z]\d\d\d))([⁺⁻])(?!\d)")
GENOTYPE = re.compile(r"(?<=\w)([+⁺−–⁻])/([+⁺−–⁻])(?!\.?[\w+])")
SALTS = {"NaCl": "N.A.C.L", "KCl": "K.C.L", "NaOH": "N.A.O.H", "HCl": "H.C.L", "KOH": "K.O.H"}
SALT = re.compile(rf"(?<![\w.])({'|'.join(SALTS)})(?!\w)")
PER_BODY = re.compile(r"(?<=min)/(?=1,73)")
OVER = re.compile(r"(?<![\w,/])(\d{2,3})/(\d{2,3})(?= ?mm ?Hg)")
PARTS = re.compile(r"(?<=\d[A-Za-z])–(?=[A-Za-z]\b)")


def laboratory_rules(language: str) -> tuple[Rule, ...]:
    """Spell mixed names, say charges, genotypes and equilibria; before units, which know "min" and "mmHg"."""
    said = words(language)
    signs = dict.fromkeys("+⁺", said["plus"]) | dict.fromkeys("−–⁻", said["minus"])

    def charge(found: re.Match[str]) -> str:
        count = found[1].translate(str.maketrans("²³⁴", "234"))
        return f" {count} {signs[found[2]]}" if count else f" {signs[found[2]]}"

    return (
        (CHARGED, charge),
        (MARKER, lambda found: f" {signs[found[1]]}"),
        (GENOTYPE, lambda found: f" {signs[found[1]]} {signs[found[2]]}"),
        (PER_BODY, f" {said['per']} "),
        (OVER, rf"\1 {said['over']} \2"),
        (PARTS, f" {said['to']} "),
        (re.compile(r" ?[⇌⇄] ?"), f" {said['equilibrium']} "),
        (SALT, lambda found: SALTS[found[1]]),
        (MIXED, _mixed),
        (COUNTED, " "),
    )


def _mixed(found: re.Match[str]) -> str:
    if found[1]:
        after = found.string[found.end() : found.end() + 1]
        return f"M Tor{' C' if found[2] else ''}{' ' if after.isdigit() else ''}"
    if found[7]:
        return f"I.G.{found[7]}{f' {found[8]}' if found[8] else ''}"
    if found[9]:
        return "P.H"
    if found[10]:
        return "H.B.A 1 C"
    before, capitals = (found[3], found[4]) if found[3] else ("", found[5])
    return ".".join((before or "").upper() + capitals + (found[6] or "").upper())
