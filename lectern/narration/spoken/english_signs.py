"""Signs of mathematics, raised numbers, what is left of LaTeX, and every other sign: words, or silence."""

import re
import unicodedata

from lectern.narration.spoken.alignment import Rule, rule
from lectern.narration.spoken.english_chemistry import GREEK

SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
RAISED_LETTERS = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz")
RAISED_WORD = re.compile(f"[{''.join(map(chr, RAISED_LETTERS))}]{{2,}}|(?<=\\d)[ᵃᵇ](?=\\W|\\Z)")
RAISED = re.compile(
    r"(?<=[\w)])([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]+)(?![⁺⁻])|(?<=[A-Za-z\d)])\^\{?([−-]?\d{1,9}|[a-z])\}?(?!\w)"
)
_BEFORE_ABOUT = "and or by of to at in with from was were is are"
ABOUT = re.compile(
    "(?:" + "|".join(rf"(?<=\b{word} )" for word in _BEFORE_ABOUT.split()) + r")[≈≅∼~] ?(?=[\d$£€])"
)
POWERS = {"2": " squared", "3": " cubed"}
MEASURED = r"\d+(?:\.\d+)? ?(?:design|table|matrix|factorial|grid|contingency|square|cubic|board|array)\b"

COMPARED = (
    "more|less|faster|slower|higher|lower|greater|larger|smaller|as|the|better|longer|bigger|worse|cheaper"
)

_COMMANDS = {"times": "×", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "approx": "≈", "neq": "≠"}
_COMMANDS |= {"to": "→", "rightarrow": "→", "cdot": "×", "infty": "∞", "ldots": "…", "dots": "…", "sqrt": "√"}
_COMMANDS |= {"LaTeX": "LaTeX", "TeX": "TeX", "degree": "°", "sum": "∑", "in": "∈", "sim": "~", "circ": "°"}
_GREEK = "|".join(
    sorted({*GREEK.values(), "Delta", "Gamma", "Omega", "Sigma", "Phi", "Psi", "Lambda", "Theta", "Pi"})
)
COMMAND = re.compile(rf"\\({'|'.join(sorted(_COMMANDS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}})?")
LATEX: tuple[Rule, ...] = (
    (re.compile(r"\\(?:d|t)?frac\{([^{}]{1,60})\}\{([^{}]{1,60})\}"), r"\1 over \2"),
    (
        re.compile(
            r"\\(?:text(?:it|bf|sc|rm|tt)?|emph|math(?:rm|bf|it|cal|bb)|mbox|underline)\{([^{}]{0,400})\}"
        ),
        r"\1",
    ),
    (
        re.compile(
            r"\\(?:cite[pt]?|ref|label|footnote(?:mark)?|eqref|index)\*?(?:\[[^\]]{0,80}\])?\{[^{}]{0,200}\}"
        ),
        "",
    ),
    (re.compile(rf"\\({_GREEK})(?![A-Za-z])"), r"\1"),
    (re.compile(r"\\[()\[\]]"), ""),
    (COMMAND, lambda found: _COMMANDS[found[1]]),
    (re.compile(r"\\([%&#_$~^{}])"), r"\1"),
    (re.compile(r"\$(\\?[A-Za-z]\w{0,3})\$"), r"\1"),
    (re.compile(r"(?<=[.a-z])~(?=\d|[A-Z])"), " "),
    (re.compile(r"``|(?<=\w)''(?!\w)"), '"'),
)

_NAMES = {"∈": "in", "∉": "not in", "∪": "union", "∩": "intersection", "⊂": "subset of", "⊆": "subset of"}
_NAMES |= {"∅": "the empty set", "∀": "for all", "∃": "there exists", "∂": "partial", "∫": "the integral of"}
_NAMES |= {
    "∝": "is proportional to",
    "≡": "is identical to",
    "⇒": "implies",
    "⇔": "if and only if",
    "¬": "not",
}
_NAMES |= {"∧": "and", "∨": "or", "↔": "to and from", "↑": "up", "↓": "down", "←": "from", "∏": "product of"}
_NAMES |= {"✓": "check mark", "✔": "check mark", "☑": "check mark", "✗": "cross mark", "✘": "cross mark"}
_NAMES |= {"✕": "cross mark", "☒": "cross mark", "∞": "infinity", "∑": "sum of", "√": "square root of"}
_NAMES |= {
    "©": "copyright",
    "¶": "paragraph",
    "№": "number",
    "‰": "per thousand",
    "∴": "therefore",
    "∵": "because",
}
_NAMES |= {"⇌": "in equilibrium with", "⇄": "in equilibrium with", "☉": "sun", "⊙": "sun"}
_NAMES |= {"℮": "estimated", "♂": "male", "♀": "female", "♭": "flat", "♯": "sharp", "⊥": "perpendicular to"}
NAMED = re.compile(f" ?([{''.join(_NAMES)}]) ?")


def _power(found: re.Match[str]) -> str:
    power = (found[1] or found[2]).translate(SUPERSCRIPT).replace("−", "-").lstrip("+")
    after = " " if found.string[found.end() : found.end() + 1].isalpha() else ""
    return (POWERS.get(power) or f" to the power of {power.replace('-', 'minus ')}") + after


def _named(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 1) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    pause = ", " if found[1] in "✓✔☑✗✘✕☒" else " "
    begin = pause if before and before.isalnum() else " " if before and before not in "([“" else ""
    return f"{begin}{_NAMES[found[1]]}{pause if after.isalnum() else ' ' if after and after not in '.,;:)]' else ''}"


POWER: tuple[Rule, ...] = (
    (RAISED_WORD, lambda found: found[0].translate(RAISED_LETTERS)),
    (RAISED, _power),
)
SIGNS: tuple[Rule, ...] = (
    (re.compile("[ℝℕℤℚℂℙℓℎ]"), lambda found: unicodedata.normalize("NFKC", found[0])),
    rule(r"\bC\+\+(?=\w)", "C plus plus "),
    rule(r"\bC\+\+", "C plus plus"),
    rule(r"(?<![\w)])\|(\w{1,3}(?:\(\w\))?)\|", r"absolute value of \1"),
    rule(r"\bP(?:r)?\(([^()|]{1,60}?) ?\| ?([^()|]{1,60})\)", r"P of \1 given \2"),
    rule(r"(?<!\w)([A-Za-z])[\u0304\u0305](?!\w)", r"\1 bar"),
    rule(r"(?<!\w)([A-Za-z])\u0302(?!\w)", r"\1 hat"),
    rule(r"(?<!\w)([A-Za-z])\u0303(?!\w)", r"\1 tilde"),
    rule(r"ΔΔ ?", "delta delta "),
    rule(r" ?∇[²2] ?", " del squared "),
    rule(r" ?∇ ?", " del "),
    rule(r"(∂\w{0,2})/(∂\w{1,2})", r"\1 over \2"),
    (ABOUT, "about "),
    rule(r"\b([CF])#(?!\w)", r"\1 sharp"),
    rule(r"\A\s*(?:→|➔|➜|➤|▶|►|»)\s*", ""),
    rule(r" ?(?:\+/[-−]|±) ?(?=[\d.])", " plus or minus "),
    rule(r"±", " plus or minus "),
    rule(r"(?:(?<=[(\[])|\A|(?<=[a-z]{2} )|(?<=\ba ))(?:≥|⩾|>=)(?=\d)", "at least "),
    rule(r"(?:(?<=[(\[])|\A|(?<=[a-z]{2} )|(?<=\ba ))(?:≤|⩽|<=)(?=\d)", "at most "),
    rule(r"(?:(?<=[(\[])|\A|(?<=[a-z]{2} )|(?<=\ba ))>(?=\d)", "more than "),
    rule(r"√ ?\(([^()]{1,80})\)", r"square root of \1"),
    rule(r"(?<=[A-Za-z] )<- ?(?=[A-Za-z])|(?<=[A-Za-z])<-(?=[A-Za-z])", "from "),
    rule(r"(?<=[,;:] )[≈~∼] ?(?=\d)", "about "),
    rule(r" ?(?:≤|⩽|<=) ?", " less than or equal to "),
    rule(r" ?(?:≥|⩾|>=) ?", " greater than or equal to "),
    rule(r" ?(?:≪|<<) ?", " much less than "),
    rule(r" ?(?:≫|>>) ?", " much greater than "),
    rule(r" ?(?:→|⟶|➔|➜|[-=]>) ?", " to "),
    rule(r" ?(?:≠|!=) ?", " is not equal to "),
    rule(r"(?<![\w)])(?:≈|≅|~|∼)(?=[\d.$£€])|(?:\A|(?<=[(\[]))[≈≅~∼] ", "about "),
    rule(r" ?(?:≈|≅|∼) ?", " is about "),
    rule(r" ?< ?(?=[\w.−-])", " less than "),
    rule(r" ?> ?(?=[\w.−-])", " greater than "),
    rule(r" ?== ?| ?= ?", " equals "),
    rule(rf"(?<=\d) ?[×x] ?(?={MEASURED})", " by "),
    rule(r"(?<=\d) ?[×x] ?(?=\d+(?:\.\d+)? ?(?:\w*metres?|inch|inches|feet|pixels)\b)", " by "),
    rule(r"(?<![\d.])(\d{1,2})[×x](?=\1(?![\d.]))", r"\1 by "),
    rule(r"(?<![\d.])(\d{3,4}) ?[×x] ?(?=\d{3,4}(?![\d.]))", r"\1 by "),
    rule(
        rf"(?<=\d)(?:×(?!\w)|x(?= (?:{COMPARED})\b))",
        " times",
    ),
    rule(r"(?<!\w)×(?=\d)", "times "),
    rule(r" ?× ?|(?<=\d) ?x ?(?=\d)|(?<=\d) ?[*∗⋅·] ?(?=\d)", " times "),
    rule(r"(?<=[\w)]) ?÷ ?", " divided by "),
    rule(r"(?<=\d) ?\+ ?(?=\d)|(?<=[\w)]) \+ (?=[\w(])", " plus "),
    rule(r"(?:(?<=[A-Z]\d)|(?<=[A-Z] \d))\+(?= (?:T|B|cells?|lymph\w*|neurons?)\b)", " positive"),
    rule(r"(?<=[\dA-Z])\+(?=[\s.,;:)-]|\Z)", " plus"),
    rule(r"(?<=[A-Za-z)])\+(?=\w)", " plus "),
    rule(r"(?<=[\w)]) ?− ?(?=[\w(])", " minus "),
    rule(r"−\s?(?=[\d.a-zA-Z])|(?:(?<=[\s(\[=<>])|\A)[-–](?=\.?\d)", "minus "),
    rule(r"(?<=\d) ?%(?=\w)", " percent "),
    rule(r"(?<=\d) ?%", " percent"),
    rule(r"%", "percent"),
    rule(r"(?<=\d) ?‰", " per thousand"),
    rule(r"(?<![\d:.])(\d{1,9}):(?=(?:\d|\d{3,4})(?![\d:]|\.\d))", r"\1 to "),
    rule(r"(?<![\d:.])(?<!\bat )1:(?=\d\d(?![\d:]| ?[AaPp]\.?[Mm]))", "1 to "),
    rule(r"(?:(?<=[\s(])|\A)\+(?=\d)", "plus "),
    rule(r"√ ?", "square root of "),
    rule(r"Δ(?=\w)", "delta "),
    (NAMED, _named),
)

KEPT = ".,;:!?'\"“”‘’()[]…&/+-–—"
OTHER = re.compile(rf"[^\w\s{re.escape(KEPT)}]|_|[²³¹⁰-₉]")


def _other(found: re.Match[str]) -> str:
    """Name a leftover sign of mathematics or money by its Unicode name; any other sign is silent."""
    sign = found[0]
    kind = unicodedata.category(sign)
    if kind in ("No", "Nd"):
        return sign.translate(SUPERSCRIPT).translate(SUBSCRIPT)
    if kind in ("Mn", "Mc"):
        return sign
    if sign == "@":
        return " at "
    if sign in "|\\¦":
        return ", "
    if kind == "Sc" or (kind == "Sm" and ord(sign) > 0x7F):
        words = unicodedata.name(sign, "").removesuffix(" SIGN").removesuffix(" OPERATOR").lower()
        return f" {'dollar' if sign == '$' else words} "
    return '"' if sign in "«»„‟" else " " if kind in ("Pc", "Sm", "So", "Sk") or sign in "·•" else ""


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0], found[0]))


LEFTOVERS: tuple[Rule, ...] = (
    (re.compile(r"«\s*"), "“"),
    (re.compile(r"\s*»"), "”"),
    (
        re.compile(r"(?<=\d)[^\x00-\x7f](?=\d)|[٠-٩۰-۹०-९]"),
        lambda found: _digit(found) if found[0].isdecimal() else found[0],
    ),
    (OTHER, _other),
)
