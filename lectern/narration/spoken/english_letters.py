"""Names in capitals and with numbers -> letters or words, as a good reader says them (table: english_acronyms.tsv).

Letters are written with stops between and none after ("N.M.D.A receptor"): both voices then say each letter's name
without a pause, and "A" is not taken for the article. Names of consonants alone are spelled by every voice as they are.
"""

import re
from pathlib import Path

VOWELS = frozenset("AEIOU")
IONS = {"Ca2+": "calcium", "Na+": "sodium", "K+": "potassium", "Mg2+": "magnesium", "Zn2+": "zinc"}
IONS |= {"Cl-": "chloride", "Fe2+": "iron two", "Fe3+": "iron three", "H+": "H plus", "Cu2+": "copper two"}
ION = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(IONS, key=len, reverse=True))) + r")(?![\w+-])")
CHARGES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉", "0123456789+-0123456789")
SCRIPTED = re.compile(r"(?<=[A-Za-z])[²³]?[⁺⁻](?!\d|[⁰¹²³⁴⁵⁶⁷⁸⁹])")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜ₊₋", "0123456789aeoxhklmnpst+-")
LOWERED = re.compile(r"(?<=[\w)])[₀-₉ₐ-ₜ₊₋]+")
_GREEK = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
    phi chi psi omega"""
GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK.split(), strict=True))
GREEK |= {"ϕ": "phi", "ε": "epsilon", "ς": "sigma", "Δ": "delta", "Γ": "gamma", "Ω": "omega", "Σ": "sigma"}
GREEK |= {"Φ": "phi", "Ψ": "psi", "Λ": "lambda", "Θ": "theta", "Π": "pi"}
GREEK_LETTER = re.compile("[" + "".join(GREEK) + "]")
GREEK_WORD = re.compile("[α-ωά-ώ]{3,}", re.IGNORECASE)
_ELEMENTS = """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr
    Ag Cd Sn Sb I Xe Cs Ba Pt Au Hg Pb"""
_SYMBOL = "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True))
_KNOWN = """CO2 NO2 NO3 SO2 SO3 SO4 PO4 CO3 NH3 NH4 CH4 CaCO3 MgCl2 CaCl2 FeCl3 MnCl2 SiO2 TiO2 MgSO4 NaNO3 KNO3
    BaSO4 NaN3 O2 O3 N2 H2"""
_COUNTED = rf"(?:(?:{_SYMBOL})\d?\d?)"
FORMULA = re.compile(
    rf"(?<![\w.-])(?:(?:{'|'.join(_KNOWN.split())})|{_COUNTED}*[A-Z][a-z]?\d\d?{_COUNTED}+)(?![\w-])"
)
PART = re.compile(rf"({_SYMBOL})|(\d+)")
NAMED = {"mTOR": "m TOR", "mTORC": "m TORC", "cAMP": "cyclic A.M.P", "cGMP": "cyclic GMP", "TrkB": "Track B"}
NAMED |= {"SARS-CoV": "SARS Co V", "MERS-CoV": "MERS Co V", "LaTeX": "Lay tech", "pH": "P H", "CoV": "Co V"}
NAME = re.compile(
    r"(?<![\w.])(" + "|".join(sorted(NAMED, key=len, reverse=True)) + r")(?![a-z]|[A-Z]{2})(-(?=\d))?"
)
JOINT = re.compile(r"(?<=[A-Za-z]{2})-(?=\d+(?:[A-Za-zα-ω]\b|\b)(?!-[a-z]))|(?<=\b\d)-(?=[A-Z]{2})")
STEPS = re.compile(r"(?<=[A-Z]{2})(?=\d)|(?<=\b[A-Z])(?=\d[A-Z]\b)|(?<=[A-Z]\d)(?=O\b)")
BEFORE_GREEK = re.compile(r"(?<=\d)-?(?=[α-ω])|(?<=[A-Za-z])-?(?=[α-ω](?!\w))|(?<=[α-ω])(?=\d)")
CAPITALS = re.compile(r"(?<![\w.])([a-z]{0,2})([A-Z]{2,})(['’]?s)?(?![a-z]|\.[A-Z])")
STARTS = re.compile(
    r"(?:[^AEIOU]?|[BCDFGKPST][RL]|S[CHKLMNPTW]|[CTWPS]H|QU|TW|ST[R]|SH[R]|TH[R])(?=[AEIOUY])"
)
ENDS = re.compile(
    r"[AEIOUY](?:[^AEIOU]?|[LNRS][BCDFKMPST]S?|[BDFGKLMNPRT]S|[CKMPST][KHST]|NG|SS|LL|FF|CK|X)$"
)
INNER = re.compile(r"[^AEIOUY]{3}|[AEIOU]{3}")


def _read() -> dict[str, str]:
    text = Path(__file__).with_name("english_acronyms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {word: how for how, words in rows for word in words.split()}


LISTED = _read()


def say_names(text: str) -> str:
    """Open names with numbers, Greek letters, charges and indices: "IL-6", "5-HT₂A", "Ca²⁺", "CO₂", "GSK-3β".

    >>> say_names("IL-6 and TNF-α")
    'IL 6 and TNF alpha'
    """
    text = SCRIPTED.sub(lambda found: found[0].translate(CHARGES), text)
    text = LOWERED.sub(lambda found: found[0].translate(SUBSCRIPTS), text)
    text = ION.sub(lambda found: IONS[found[1]], text)
    text = NAME.sub(lambda found: NAMED[found[1]] + (" " if found[2] else ""), text)
    text = FORMULA.sub(_formula, text)
    text = STEPS.sub(" ", JOINT.sub(" ", text))
    return _greek(text)


def _formula(found: re.Match[str]) -> str:
    """Say a chemical formula by its letters and numbers: "H2SO4" is "H 2 S.O 4"."""
    parts = [(symbol.upper(), count) for symbol, count in PART.findall(found[0])]
    letters = "".join(".".join(symbol) + "." if symbol else f" {count} " for symbol, count in parts)
    return " ".join(letters.replace(". ", " ").removesuffix(".").split())


def _greek(text: str) -> str:
    if GREEK_WORD.search(text):
        return text
    return GREEK_LETTER.sub(lambda found: GREEK[found[0]], BEFORE_GREEK.sub(" ", text))


def say_capitals(text: str) -> str:
    """Spell what is said by letters, and leave to the voice what is a word.

    >>> say_capitals("The EEG of RCTs, NASA and NOT KETAMINE")
    'The E.E.G of RCTs, NASA and not Ketamine'
    """
    words = re.findall(r"[A-Za-z]{2,}", text)
    shouted = len(words) > 1 and sum(word.isupper() for word in words) / len(words) > 0.7

    def say(found: re.Match[str]) -> str:
        before, capitals, plural = found[1], found[2], (found[3] or "").replace("’", "'")
        how = _how(capitals, shouted=shouted, alone=not before and not plural)
        if how == "plain":
            return capitals.lower()
        if how == "name":
            return capitals.capitalize() + plural
        if how == "word":
            return f"{' '.join(before.upper())} {capitals}".lstrip() + plural
        letters = before.upper() + capitals
        if not (VOWELS | {"Y"}) & set(letters):
            return letters + plural
        return ".".join(letters) + (plural if plural.startswith("'") else f"'{plural}" if plural else "")

    return CAPITALS.sub(say, text)


def _how(capitals: str, *, shouted: bool, alone: bool) -> str:
    """Say whether capitals are a "plain" word, a "name" (a long word), said as a "word", or as "letters"."""
    listed = LISTED.get(capitals)
    if listed == "plain":
        sure = shouted or (len(capitals) > 2 and capitals != "WHO")
        return "plain" if alone and sure else "letters"
    if listed:
        return listed
    if not VOWELS & set(capitals) and "Y" not in capitals:
        return "letters"
    if not _can_be_said(capitals):
        return "letters"
    if len(capitals) > 5 or (shouted and len(capitals) > 2):
        return "name"
    return "word" if len(capitals) > 3 else "letters"


def _can_be_said(capitals: str) -> bool:
    return (
        STARTS.match(capitals) is not None
        and ENDS.search(capitals) is not None
        and INNER.search(capitals[1:-1]) is None
        if len(capitals) < 8
        else bool(VOWELS & set(capitals))
    )
