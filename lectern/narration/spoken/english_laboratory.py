"""Names as laboratories write them -> words: variants, genotypes, markers, tracers, charges, units of counts.

Sources: HGVS nomenclature ("c.35delG", "p.Val600Glu"), HLA nomenclature ("HLA-B*57:01"), IUPAC's charges ("SO4^2-").
"""

import re

from lectern.narration.spoken.alignment import Rule, rule
from lectern.narration.spoken.english_chemistry import ISOTOPES

VARIANT = re.compile(
    r"(?<![\w.])([cgmnrp])\.(?=\(?(?:[A-Z][a-z]{2}\d|[A-Z]\d+[A-Z*]|[*-]?\d+(?:[+_-]\d+){0,2}(?:del|dup|ins|inv|[ACGTU]>)))"
)
CHANGE = re.compile(r"(?<![A-Z])([ACGTU])>([ACGTU])(?![A-Z])")
ALLELE = re.compile(r"\b(HLA-[A-Z]{1,4}\d?)\*(\d\d):(\d\d)(?!\d)")
SEROTYPE = re.compile(r"(?<=\bO\d):(?=H\d)|(?<=\bO\d\d):(?=H\d)|(?<=\bO\d\d\d):(?=H\d)")
_SIGNS = {"+": "plus", "⁺": "plus", "-": "minus", "−": "minus", "–": "minus", "⁻": "minus"}
GENOTYPE = re.compile(r"(?<=[\w)])([+⁺−–⁻-])/([+⁺−–⁻-])(?!\.?[\w+])")
LONE_GENOTYPE = re.compile(
    r"(?<![\w.])([+−–-])/([+−–-])(?= (?:mice|mouse|animals?|littermates?|cells?|embryos?|genotype)\b)"
)
MARKER = re.compile(r"(?<=[A-Z]\d)([⁺⁻])(?!\d)|(?<=[A-Z]\d\d)([⁺⁻])(?!\d)|(?<=[α-ω])(\+)(?=[\s.,;:)]|\Z)")
_PLAIN = """99mTc 68Ga 64Cu 89Zr 90Y 111In 123I 125I 131I 177Lu 32P 33P 35S 51Cr 57Co 60Co 137Cs 134Cs 90Sr 87Sr 86Sr
    87Rb 210Pb 206Pb 207Pb 226Ra 222Rn 238U 235U 234U 239Pu 230Th 232Th 40Ar 39Ar 40K 201Tl 225Ac 223Ra 45Ca 59Fe"""
_DOUBTFUL = "2H 3H 11C 12C 13C 14C 13N 15N 15O 18O 16O 17O 18F 31P 19F"
NAMES = ISOTOPES | {"In": "indium", "Cr": "chromium", "Rb": "rubidium", "Tl": "thallium", "Ac": "actinium"}
NAMES |= {"Ca": "calcium", "Fe": "iron"}
TRACER = re.compile(
    rf"(?<![\w.,/-])(?:({'|'.join(_PLAIN.split())})(?![\w/])"
    rf"|({'|'.join(_DOUBTFUL.split())})"
    r"(?=-[A-Za-z]| (?:NMR|PET|MRS|label|enrich|dating|isotop|tracer|content|values?\b)))"
)
BRACKETED = re.compile(rf"\[(\d{{1,3}}m?)({'|'.join(sorted(NAMES, key=len, reverse=True))})\]-?(?=[\w(]|\s)")
RAISED_CHARGE = re.compile(r"(?<=[A-Za-z\d)])\^\{?(\d?)([+−-])\}?(?!\w)")
COUNTS = re.compile(
    r"(?<![\w/])([A-Z]{2,5}|cells|copies)/(mL|ml|dL|L|l|μL|μl|kg|g|mg|cm²|m²|m³|cm3)(?![\w/])"
)
PER_WORD = re.compile(r"(?<=\d)/(?=(?!half\b)[a-z]{4,}\b)|(?<=min)/(?=1\.73)|(?<=minute)/(?=1\.73)")
IMMUNOGLOBULIN = re.compile(r"\b(s?)Ig([GAMED])(\d?)(?![a-z])")
SOLAR = {"M": "mass", "R": "radius", "L": "luminosity"}
SOLAR_MANY = {"M": "masses", "R": "radii", "L": "luminosities"}
OF_THE_SUN = re.compile(r"(?:(?<![\d.])(1) ?|(?<=\d) ?|(?<![\w.]))([MRL])_?[☉⊙]")
OXIDATION = re.compile(r"\b(Cu|Fe|Mn|Co|Ni|Cr|Pb|Hg|Sn|Pt|Pd|Ru|Zn|As|Au|Ag|V|U)\((I{1,3}|IV|VI?|VII)\)")
_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7}
WEIGHT = {"w": "weight", "v": "volume", "m": "mass"}
CONTENT = re.compile(r"(?<=[%\d]) ?(\()?([wvm])/([wvm])(\))?(?!\w)")
SPELT = {"HbA1c": "H.B A 1 C", "ATPase": "A.T.P-ase", "GTPase": "G.T.P-ase", "DNase": "D.N-ase"}
SPELT |= {"RNase": "R.N-ase", "ATPases": "A.T.P-ases", "GTPases": "G.T.P-ases", "RNAi": "R.N.A I"}
SPELT_NAME = re.compile(rf"(?<![\w.])({'|'.join(sorted(SPELT, key=len, reverse=True))})(?!\w)")


OF_TWO = re.compile(r"\b([A-Z])[–-]([A-Z])(?= (?:curves?|characteristics?|measurements?|relations?)\b)")
_EACH = "group cage well plate plot site field person patient animal household class team arm"
EACH = re.compile(rf"(?<=\d )([a-z]{{3,12}})/(?=(?:{'|'.join(_EACH.split())})\b)")
MARK = re.compile(r"(?<!\w)([KRST])(\d{1,3})(me|ac|ph|ub)([123])?(?!\w)")
ABOVE_SEA = re.compile(r"(?<=\d) ?m ?\.? ?a\.? ?s\.? ?l\b\.?")
SCALED = re.compile(
    r"(?<=\d) ?[kK](?= (?:nuclei|cells|reads|events|people|views|users|followers|words|images|points)\b)"
)


def _mark(found: re.Match[str]) -> str:
    """Say a histone's mark: "K27me3"."""
    residue, place, mark, count = found.groups()
    return f"{residue}{place} {'.'.join(mark.upper())}{f' {count}' if count else ''}"


def _variant(found: re.Match[str]) -> str:
    return f"{found[1]} "


def _genotype(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 1) : found.start()]
    return f"{' ' if before.strip() else ''}{_SIGNS[found[1]]} {_SIGNS[found[2]]}"


def _tracer(found: re.Match[str]) -> str:
    number, marked, name = re.fullmatch(r"(\d+)(m?)(\w+)", found[1] or found[2]).groups()  # type: ignore[union-attr]
    return f"{NAMES[name]} {number}{' em' if marked else ''}"


def _solar(found: re.Match[str]) -> str:
    if found[1]:
        return f"1 solar {SOLAR[found[2]]}"
    after_number = found.string[max(0, found.start() - 1) : found.start()].isdigit()
    return f" solar {SOLAR_MANY[found[2]]}" if after_number else f"solar {SOLAR[found[2]]}"


def _immunoglobulin(found: re.Match[str]) -> str:
    return f"{'S.' if found[1] else ''}I.G.{found[2]}{f' {found[3]}' if found[3] else ''}"


def _charge(found: re.Match[str]) -> str:
    return f" {found[1]} {_SIGNS[found[2]]}".replace("  ", " ")


def _content(found: re.Match[str]) -> str:
    same = f" {WEIGHT[found[2]]} per {WEIGHT[found[3]]}"
    return f"{same}{found[4] or ''}" if not found[1] else f" ({same.strip()}{found[4] or ''}"


VARIANTS: tuple[Rule, ...] = (
    (VARIANT, _variant),
    (CHANGE, r"\1 to \2"),
    (ALLELE, r"\1 \2 \3"),
    (SEROTYPE, " "),
    (ABOVE_SEA, " metres above sea level"),
)
"""Before abbreviations: "c." is none here."""
LABORATORY: tuple[Rule, ...] = (
    (BRACKETED, lambda found: f"{NAMES[found[2]]} {found[1].replace('m', ' em')} "),
    (TRACER, _tracer),
    (LONE_GENOTYPE, _genotype),
    (GENOTYPE, _genotype),
    (RAISED_CHARGE, _charge),
    rule(r"\bmTORC(?=\d)", "M Tor C "),
    rule(r"\bNa\+/K\+[- ]ATPase", "sodium potassium A.T.P-ase"),
    (OF_THE_SUN, _solar),
    (MARK, _mark),
    (SCALED, " thousand"),
    (CONTENT, _content),
    (COUNTS, r"\1 per \2"),
    (EACH, r"\1 per "),
    (OF_TWO, r"\1 \2"),
    (PER_WORD, " per "),
    (OXIDATION, lambda found: f"{found[1]} {_VALUES[found[2]]}"),
    (IMMUNOGLOBULIN, _immunoglobulin),
    (SPELT_NAME, lambda found: SPELT[found[1]]),
    (MARKER, lambda found: f" {'negative' if found[1] == '⁻' or found[2] == '⁻' else 'positive'}"),
)
"""Before units and signs: a charge is no sum, and "M☉" not molar."""
