"""Signs of statistics and mathematics -> words: "P < .05", "95% CI 1.2–3.4", "±", "r²", "10⁻³", "t(38) = 2.1"."""

import re

VALUE = r"[−-]?(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?|\.\d+)"
BOUNDS = rf"({VALUE})(?: ?%)?(?:,|;| ?–| to| -|-) ?({VALUE})( ?%)?"
INTERVAL = re.compile(
    rf"\b(confidence|credible|prediction) interval(?: ?[:=,])? ?(?:[\[(] ?{BOUNDS} ?[\])]|{BOUNDS})"
)
NAMED = (
    (re.compile(r"(?<=%) ?C\.?I\.?\b"), " confidence interval"),
    (re.compile(r"(?<=%) ?Cr\.?I\b"), " credible interval"),
    (re.compile(r"\bCIs?\b(?=(?: ?[:=,])? ?[\[(]?[−-]?[\d.])"), "confidence interval"),
    (re.compile(r"\ba(?=(?:OR|HR|RR)\b)"), "adjusted "),
    (re.compile(r"\bOR(?= ?[=:]? ?\d)"), "odds ratio"),
    (re.compile(r"\bHR(?= ?[=:]? ?\d)"), "hazard ratio"),
    (re.compile(r"\bRR(?= ?[=:]? ?\d)"), "risk ratio"),
    (re.compile(r"\bI²|\bI2(?= ?=)"), "I squared"),
    (re.compile(r"\b([rRnpdfgh])2(?= ?[=<>])"), r"\1 squared"),
    (re.compile(r"\b([tFzZHUQ]|[χη]²?) ?\((\d+(?:\.\d+)?)(?:, ?([\d.]+))?\)(?= ?[=<>])"), "degrees"),
)
OPERATORS = (
    (re.compile(r" ?(?:\+/[-−]|±) ?(?=[\d.])"), " plus or minus "),
    (re.compile(r"±"), " plus or minus "),
    (re.compile(r" ?(?:≤|⩽|<=) ?"), " less than or equal to "),
    (re.compile(r" ?(?:≥|⩾|>=) ?"), " greater than or equal to "),
    (re.compile(r" ?(?:≪|<<) ?"), " much less than "),
    (re.compile(r" ?(?:≫|>>) ?"), " much greater than "),
    (re.compile(r" ?(?:→|⟶|[-=]>) ?"), " to "),
    (re.compile(r" ?(?:≠|!=) ?"), " is not equal to "),
    (re.compile(r"(?:≈|≅|~|∼) ?(?=[\d.])"), "about "),
    (re.compile(r" ?(?:≈|≅|∼) ?"), " is about "),
    (re.compile(r" ?< ?(?=[\w.−-])"), " less than "),
    (re.compile(r" ?> ?(?=[\w.−-])"), " greater than "),
    (re.compile(r" ?= ?"), " equals "),
    (
        re.compile(
            r"(?<=\d) ?[×x] ?(?=\d+(?:\.\d+)? (?:design|table|matrix|factorial|grid|contingency|square|cubic)\b)"
        ),
        " by ",
    ),
    (re.compile(r"(?<=\d) ?[×x] ?(?=\d+(?:\.\d+)? ?(?:\w*metres?|inch|feet|pixels)\b)"), " by "),
    (re.compile(r"(?<=\d)[×x](?!\w)"), " times"),
    (re.compile(r" ?× ?|(?<=\d) ?x ?(?=\d)"), " times "),
    (re.compile(r"(?<=[\w)]) ?÷ ?"), " divided by "),
    (re.compile(r"(?<=\d) ?\+ ?(?=\d)|(?<=\w) \+ (?=\w)"), " plus "),
    (re.compile(r"(?<=[\w)]) ?− ?(?=[\w(])"), " minus "),
    (re.compile(r"−\s?(?=[\d.a-zA-Z])|(?:(?<=[\s(\[=<>])|^)-(?=\.?\d)"), "minus "),
    (re.compile(r"(?<=\d) ?%"), " percent"),
    (re.compile(r"%"), "percent"),
    (re.compile(r"‰"), " per mille"),
    (re.compile(r"(?<![\d:])(\d+):(?=(?:\d|\d{3,4})(?![\d:]))"), r"\1 to "),
    (re.compile(r"(?<![\d:])(?<!\bat )1:(?=\d\d(?![\d:]| ?[AaPp]\.?[Mm]))"), "1 to "),
    (re.compile(r"(?:(?<=[\s(])|^)\+(?=\d)"), "plus "),
    (re.compile(r"√ ?"), "square root of "),
    (re.compile(r"∞"), "infinity"),
    (re.compile(r"Δ(?=\w)"), "delta "),
    (re.compile(r"∑"), "sum of "),
)
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
RAISED = re.compile(r"(?<=[\w)])([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]+)(?![⁺⁻])|(?<=\d)\^([−-]?\d+|n)")
NOTE_MARK = re.compile(
    r"(?<=[.,;:!?’”\"')\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁰¹²³⁴⁵⁶⁷⁸⁹])?|(?<=[a-z]{4})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
)


def say_statistics(text: str) -> str:
    """Name what statistics are called before their values, so that ranges and signs can follow.

    >>> say_statistics("95% CI [1.2, 3.4]")
    '95% confidence interval 1.2 to 3.4'
    """
    text = NOTE_MARK.sub("", text)
    for pattern, words in NAMED:
        text = pattern.sub(_degrees if words == "degrees" else words, text)
    return INTERVAL.sub(_interval, text)


def _interval(found: re.Match[str]) -> str:
    name, *bounds = found.groups()
    low, high, percent = bounds[:3] if bounds[0] else bounds[3:]
    return f"{name} interval {low} to {high}{percent or ''}"


def _degrees(found: re.Match[str]) -> str:
    name, first, second = found.groups()
    return f"{name} of {first}" + (f" and {second}" if second else "")


def say_powers(text: str) -> str:
    """Say raised numbers: "r²", "x³", "10⁻⁶"."""
    return RAISED.sub(_power, text)


def _power(found: re.Match[str]) -> str:
    power = (found[1] or found[2]).translate(SUPERSCRIPT).replace("−", "-").lstrip("+")
    if power in ("2", "3"):
        return " squared" if power == "2" else " cubed"
    return f" to the power of {power.replace('-', 'minus ')}"


def say_signs(text: str) -> str:
    """Say the remaining signs between values: comparison, plus or minus, times, percent, minus."""
    for pattern, words in OPERATORS:
        text = pattern.sub(words, text)
    return text
