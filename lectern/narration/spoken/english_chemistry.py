"""Names with numbers, charges and Greek letters -> words: "CO₂", "Ca²⁺", "IL-6", "5-HT₂A", "GSK-3β", "¹⁴C"."""

import re

from lectern.narration.spoken.alignment import Rule

IONS = {"Ca2+": "calcium", "Na+": "sodium", "K+": "potassium", "Mg2+": "magnesium", "Zn2+": "zinc"}
IONS |= {
    "Cl-": "chloride",
    "Fe2+": "iron two",
    "Fe3+": "iron three",
    "H+": "H plus",
    "OH-": "hydroxide",
    "Cu2+": "copper two",
}
ION = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(IONS, key=len, reverse=True))) + r")(?![\w+-])")
BRACKETED_CHARGE = re.compile(r"(?<!\w)(Ca|Mg|Zn|Fe|Cu|Mn|Na|K|Cl|H)\((\d?[+-])\)")
CHARGES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉", "0123456789+-0123456789")
SCRIPTED = re.compile(r"(?:\b([A-Z][a-z]?)|(?<=[A-Za-z]))([²³⁴]?)([⁺⁻])(?!\d|[⁰¹²³⁴⁵⁶⁷⁸⁹])")
CHARGED = re.compile(r"(?<=[₀-₉\])])([²³⁴]?)([⁺⁻])(?!\d|[⁰¹²³⁴⁵⁶⁷⁸⁹])")
HAND = re.compile(r"\(([±+−–-])\)-(?=[a-zα-ω\d(])")
_HANDS = {"±": "plus or minus", "+": "plus"}
PAIR = re.compile(r"(?<=[A-Z]{2})-?(\d)/(\d)(?![\d/])")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ₊₋", "0123456789aeoxhklmnpstijruv+-")
LOWERED = re.compile(r"(?<=[A-Z)])[₀-₉ₐ-ₜ₊₋]+(?:\.[₀-₉]+)?|(?<=[A-Z][a-z])[₀-₉ₐ-ₜ₊₋]+")
INDEX = re.compile(r"(?<=\w)[₀-₉ₐ-ₜᵢⱼᵣᵤᵥ₊₋]+")
_GREEK = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
    phi chi psi omega"""
GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK.split(), strict=True))
GREEK |= {"ϕ": "phi", "ϵ": "epsilon", "ς": "sigma", "ϑ": "theta", "Δ": "delta", "Γ": "gamma", "Ω": "omega"}
GREEK |= {"Σ": "sigma", "Φ": "phi", "Ψ": "psi", "Λ": "lambda", "Θ": "theta", "Π": "pi", "Ξ": "xi"}
GREEK_LETTER = re.compile(
    "(?<![α-ωά-ώΑ-Ω])(?<![α-ωά-ώΑ-Ω] )[" + "".join(GREEK) + "](?![α-ωά-ώΑ-Ω])(?! [α-ωά-ώΑ-Ω]{2})"
)
_ELEMENTS = """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr
    Ag Cd Sn Sb I Xe Cs Ba Pt Au Hg Pb"""
_SYMBOL = "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True))
_KNOWN = """CO2 NO2 NO3 SO2 SO3 SO4 PO4 CO3 NH3 NH4 CH4 CaCO3 MgCl2 CaCl2 FeCl3 MnCl2 SiO2 TiO2 MgSO4 NaNO3 KNO3
    BaSO4 NaN3 FeSO4 CuSO4 O2 O3 N2 H2"""
_COUNTED = rf"(?:(?:{_SYMBOL})\d?\d?)"
FORMULA = re.compile(
    rf"(?<![\w.-])(?:(?:{'|'.join(_KNOWN.split())})|{_COUNTED}{{0,9}}(?:{_SYMBOL})\d\d?{_COUNTED}{{1,9}}"
    rf"|(?:Na|Ca|Mg|Al|Fe|Cu|Zn|Mn|Li|Ba|Ag|Si|Ti|Pb)\d?(?:(?:H|C|N|O|S|P|Cl|F|Br|I)\d?){{1,5}}(?<=\d))(?![\w-])"
)
PART = re.compile(rf"({_SYMBOL})|(\d+)")
ISOTOPES = {"H": "hydrogen", "He": "helium", "C": "carbon", "N": "nitrogen", "O": "oxygen", "F": "fluorine"}
ISOTOPES |= {
    "P": "phosphorus",
    "S": "sulphur",
    "K": "potassium",
    "Ar": "argon",
    "Co": "cobalt",
    "Cu": "copper",
}
ISOTOPES |= {"Ga": "gallium", "Sr": "strontium", "Y": "yttrium", "Zr": "zirconium", "Tc": "technetium"}
ISOTOPES |= {"I": "iodine", "Xe": "xenon", "Cs": "caesium", "Lu": "lutetium", "Pb": "lead", "Be": "beryllium"}
ISOTOPES |= {"Ra": "radium", "Rn": "radon", "Th": "thorium", "U": "uranium", "Pu": "plutonium"}
ISOTOPE = re.compile(
    rf"(?<![\w.,;:!?’”)\]])([⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})(m)?({'|'.join(sorted(ISOTOPES, key=len, reverse=True))})(?![a-z])"
)
HISTONE = re.compile(r"\bH(1|2A|2B|3|4)([KRST])(\d{1,3})(me|ac|ph|ub)(\d)?(?!\w)")
NAMED = {"mTOR": "M Tor", "mTORC": "M Tor C", "cAMP": "cyclic A.M.P", "cGMP": "cyclic GMP", "TrkB": "Track B"}
NAMED |= {"SARS-CoV": "SARS Co V", "MERS-CoV": "MERS Co V", "LaTeX": "Lay tech", "TeX": "tech", "pH": "P H"}
NAMED |= {"CoV": "Co V", "NaCl": "sodium chloride", "KCl": "potassium chloride", "NaOH": "sodium hydroxide"}
NAMED |= {"HCl": "H.C.L", "BibTeX": "Bib tech", "PhDs": "P.H.D's", "arXiv": "archive", "GitHub": "Git Hub"}
ACIDITY = re.compile(r"(?<!\w)pH(?=\d)")
NAME = re.compile(
    r"(?<![\w.])(" + "|".join(sorted(NAMED, key=len, reverse=True)) + r")(?![a-z]|[A-Z]{2})(-(?=\d))?"
)
JOINT = re.compile(
    r"(?<=[A-Za-z]{2})(?<!-to)(?<!-in)-(?=\d+(?:[A-Za-zα-ω]\b|\b)(?!-[a-z]))|(?<=\b\d)-(?=[A-Z]{2})|(?<=[A-Z]{3})-(?=[A-Z]\b(?!\.\w))"
)
OPENED = re.compile(r"(?<=[A-Z]{2})(?=\d)|(?<=\b[A-Z])(?=\d[A-Z]\b)|(?<=[A-Z]\d)(?=O\b)")
BEFORE_GREEK = re.compile(
    r"(?<=\d)-?(?=[α-ω])|(?<=[A-Za-z])-?(?=[α-ω](?![a-zα-ω]))|(?<=[α-ω])(?=[\dA-Za-z])|(?<=[ΔΣΠΦΨΩΓΛΘ])(?=[A-Za-z])"
)


def _charge(count: str, sign: str) -> str:
    return " ".join(filter(None, (count.translate(CHARGES), "plus" if sign == "⁺" else "minus")))


def _scripted(found: re.Match[str]) -> str:
    """Write the charge of a known ion on the line, and say that of any other element."""
    symbol, count, sign = found[1] or "", found[2], found[3]
    plain = f"{symbol}{(count + sign).translate(CHARGES)}"
    if plain in IONS or not re.fullmatch(_SYMBOL, symbol):
        return plain
    return f"{symbol} {_charge(count, sign)}"


def _formula(found: re.Match[str]) -> str:
    """Say a chemical formula by its letters and numbers: "H2SO4" is "H 2 S.O 4"."""
    parts = [(symbol.upper(), count) for symbol, count in PART.findall(found[0])]
    letters = "".join(".".join(symbol) + "." if symbol else f" {count} " for symbol, count in parts)
    return " ".join(letters.replace(". ", " ").removesuffix(".").split())


def _isotope(found: re.Match[str]) -> str:
    return f"{ISOTOPES[found[3]]} {found[1].translate(CHARGES)}{' em' if found[2] else ''}"


def _histone(found: re.Match[str]) -> str:
    kind, residue, place, mark, count = found.groups()
    return f"H {kind} {residue}{place} {'.'.join(mark.upper())}{f' {count}' if count else ''}"


ISOTOPE_NAMES: tuple[Rule, ...] = ((ISOTOPE, _isotope),)
NAMES: tuple[Rule, ...] = (
    (BRACKETED_CHARGE, r"\1\2"),
    (HAND, lambda found: f"{_HANDS.get(found[1], 'minus')} "),
    (PAIR, r" \1 \2"),
    (CHARGED, lambda found: " " + _charge(found[1], found[2])),
    (SCRIPTED, _scripted),
    (LOWERED, lambda found: re.sub(r"(?<=\d)-(?=\d)", " to ", found[0].translate(SUBSCRIPTS))),
    (INDEX, lambda found: " " + found[0].translate(SUBSCRIPTS).replace("-", " to ")),
    (ION, lambda found: IONS[found[1]]),
    (HISTONE, _histone),
    (ACIDITY, "pH "),
    (NAME, lambda found: NAMED[found[1]] + (" " if found[2] else "")),
    (FORMULA, _formula),
    (JOINT, " "),
    (OPENED, " "),
    (BEFORE_GREEK, " "),
    (GREEK_LETTER, lambda found: GREEK[found[0]]),
)
