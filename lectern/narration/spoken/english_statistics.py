"""Statistics -> words: "P < .05", "95% CI 1.2–3.4", "r²", "t(38) = 2.1", "χ²(2, N = 90) = 4.5"."""

import re

from lectern.narration.spoken.alignment import Rule

VALUE = r"[−-]?(?:\d(?:[\d,]{0,20}\d)?(?:\.\d+)?|\.\d+)"
BOUNDS = rf"({VALUE})(?: ?%)?(?:,|;| ?–| to| -|-) ?({VALUE})( ?%)?"
INTERVAL = re.compile(
    rf"\b(confidence|credible|prediction) interval(?: ?[:=,])? ?(?:[\[(] ?{BOUNDS} ?[\])]|{BOUNDS})"
)
DEGREES = re.compile(
    r"\b([tFzZHUQ]|[χη]²?) ?\((\d+(?:\.\d+)?)(?:, ?(?:([Nn]) ?= ?)?([\d.,]{1,12}))?\)(?= ?[=<>])"
)
LOWERED = re.compile(
    r"\b([Ft]) ?(\d{1,4}|[₀-₉]{1,4})(?:, ?(\d{1,4}|[₀-₉]{1,4}))?(?= ?[=<>] ?[−-]?[\d.])"
)
SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
NOTE_MARK = re.compile(
    r"(?<=[.,;:!?’”\"')\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁰¹²³⁴⁵⁶⁷⁸⁹])?"
    r"|(?<=[a-z]{4})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*|(?<=[A-Z]{3})[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?=[\s.,;:)]|\Z)"
)
ASTERISKS = re.compile(r"(?<=[\w.,;:!?’”\")%])[*†‡]+(?=[\s.,;:)]|\Z)|(?:(?<=\s)|\A)[*†‡]+(?=[\w“\"(])")


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
    name, first, second = found.groups()
    said = f"{name} of {first}" + (f" and {second}" if second else "")
    return said.translate(SUBSCRIPT)


def _rule(pattern: str, said: str) -> Rule:
    return re.compile(pattern), said


STATISTICS: tuple[Rule, ...] = (
    (NOTE_MARK, ""),
    (ASTERISKS, ""),
    _rule(r"(?<=%) ?C\.?I\.?\b", " confidence interval"),
    _rule(r"(?<=%) ?Cr\.?I\b", " credible interval"),
    _rule(r"\bCIs?\b(?=(?: ?[:=,])? ?[\[(]?[−-]?[\d.])", "confidence interval"),
    _rule(r"\ba(?=(?:OR|HR|RR)\b)", "adjusted "),
    _rule(r"\bOR(?=(?: ?[=:]|,)? ?\d)", "odds ratio"),
    _rule(r"\bHR(?=(?: ?[=:]|,)? ?(?:\d{1,2}\.\d|\d\b(?! ?bpm)))", "hazard ratio"),
    _rule(r"\bRR(?=(?: ?[=:]|,)? ?\d)", "risk ratio"),
    _rule(r"\bI²|\bI2(?= ?=)", "I squared"),
    _rule(r"η(?:_?p|ₚ)²|ηp2(?= ?=)|η²(?:_?p|ₚ)\b", "partial eta squared"),
    _rule(r"ω²(?= ?[=<>])", "omega squared"),
    _rule(r"\b([rRnpdfgh])2(?= ?[=<>])", r"\1 squared"),
    _rule(r"\b(p|P)s(?= ?[<>=≤≥] ?[.0])", r"\1's"),
    _rule(r"\bdf(?= ?= ?\d)", "degrees of freedom"),
    _rule(r"\blog(?:₁₀|10)(?=\W|\Z)", "log 10"),
    _rule(r"\blog(?:₂|2)(?=\W|\Z)", "log 2"),
    (LOWERED, _lowered),
    (DEGREES, _degrees),
    (INTERVAL, _interval),
)
