"""Statistics -> words: "P < .05", "95% CI 1.2–3.4", "r²", "t(38) = 2.1", "χ²(2, N = 90) = 4.5"."""

import re

from lectern.narration.spoken.alignment import Rule, rule

VALUE = r"[−-]?(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?|\.\d+)"
BOUNDS = rf"({VALUE})(?: ?%)?(?:,|;| ?–| to| -|-) ?({VALUE})( ?%)?"
INTERVAL = re.compile(
    rf"\b(confidence|credible|prediction) interval(?: ?[:=,])? ?(?:[\[(] ?{BOUNDS} ?[\])]|{BOUNDS})"
)
DEGREES = re.compile(
    r"\b([tFzZHUQ]|[χη]²?) ?\((\d+(?:\.\d+)?)(?:, ?(?:([Nn]) ?= ?)?([\d.,]{1,12}))?\)(?= ?[=<>])"
)
LOWERED = re.compile(
    r"\b(?:(t) ?(\d{1,4}|[₀-₉]{1,4})|(F) ?(\d{1,4}|[₀-₉]{1,4}), ?(\d{1,4}|[₀-₉]{1,4}))(?= ?[=<>] ?[−-]?[\d.])"
)
SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
NOTE_MARK = re.compile(
    r"(?<=[.,;:!?’”\"')\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁰¹²³⁴⁵⁶⁷⁸⁹])?"
    r"|(?<=[a-z]{4})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*|(?<=[A-Z]{3})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=[\s.,;:)]|\Z)"
)
ASTERISKS = re.compile(
    r"(?<=[\w.,;:!?’”\")%])[*∗†‡]+(?=[\s.,;:)]|\Z)|(?:(?<=[\s(])|\A)[*∗†‡]+ ?(?=[A-Za-z“\"(])"
)


def _interval(found: re.Match[str]) -> str:
    name, *bounds = found.groups()
    low, high, percent = bounds[:3] if bounds[0] else bounds[3:]
    return f"{name} interval {low} to {high}{percent or ''}"


def _degrees(found: re.Match[str]) -> str:
    name, first, count, second = found.groups()
    if count:
        return f"{name} of {first}, {count} equals {second},"
    return f"{name} of {first}" + (f" and {second}" if second else "")


def _lowered(found: re.Match[str]) -> str:
    said = f"t of {found[2]}" if found[1] else f"F of {found[4]} and {found[5]}"
    return said.translate(SUBSCRIPT)


STATISTICS: tuple[Rule, ...] = (
    (NOTE_MARK, ""),
    (ASTERISKS, ""),
    rule(r"(?<=%) ?C\.?I\.?\b", " confidence interval"),
    rule(r"(?<=%) ?Cr\.?I\b", " credible interval"),
    rule(r"\bCIs?\b(?=(?: ?[:=,])? ?[\[(]?[−-]?[\d.])", "confidence interval"),
    rule(r"\ba(?=(?:OR|HR|RR)\b)", "adjusted "),
    rule(r"\bOR(?=(?: ?[=:]|,)? ?\d| (?:was|of|is) \d)", "odds ratio"),
    rule(r"\b([Aa])n (?=(?:RR|HR)(?:(?: ?[=:]|,)? ?\d| of \d))", r"\1 "),
    rule(r"\bHR(?= (?:was|of|is) \d\.\d)", "hazard ratio"),
    rule(r"\bHR(?=(?: ?[=:]|,)? ?(?:\d{1,2}\.\d|\d\b(?! ?bpm)))", "hazard ratio"),
    rule(r"\bRR(?=(?: ?[=:]|,)? ?\d| (?:was|of|is) \d)", "risk ratio"),
    rule(r"\bI²|\bI2(?= ?=)", "I squared"),
    rule(r"η(?:_?p|ₚ)²|ηp2(?= ?=)|η²(?:_?p|ₚ)\b", "partial eta squared"),
    rule(r"ω²(?= ?[=<>])", "omega squared"),
    rule(r"\b([rRnpdfgh])2(?= ?[=<>])", r"\1 squared"),
    rule(r"\b(p|P)s(?= ?[<>=≤≥] ?[.0])", r"\1's"),
    rule(r"\bdf(?= ?= ?\d)", "degrees of freedom"),
    rule(r"\blog(?:₁₀|10)(?=\W|\Z)", "log 10"),
    rule(r"\blog(?:₂|2)(?=\W|\Z)", "log 2"),
    (LOWERED, _lowered),
    (DEGREES, _degrees),
    (INTERVAL, _interval),
)
