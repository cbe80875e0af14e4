"""What statistics are called: confidence intervals, odds and hazard ratios, degrees of freedom."""

import re

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import primary, words

_BOUND = r"[−-]?\d+(?:,\d+)?"
NAMES = {"de": "KI", "fr": "IC", "es": "IC", "pt": "IC", "it": "IC"}


def statistics_rules(language: str) -> tuple[Rule, ...]:
    """Name an interval and its bounds, and the ratios before their values: "IC 95 % [1,2; 3,4]", "OR = 2,1"."""
    said = words(language)
    short = rf"(?:{NAMES[primary(language)]}|CI)"
    ahead = re.compile(rf"(?<![\w.])(\d\d(?:,\d)?) ?%[ -]{{0,2}}(?:{short}|{said['interval']})\b")
    behind = re.compile(
        rf"\b{short} ?(?:(?:à|al|del|de|a) )?(\d\d(?:,\d)?) ?%|\b{short}\(?(\d\d)\)?(?![\w,.])"
    )
    values = rf"({_BOUND}) ?(?:;|,|–| - |-) ?({_BOUND})"
    bounds = re.compile(rf"({said['interval']}[^\[\](){{}}]{{0,28}})[\[(] ?{values} ?[\])]")

    def interval(found: re.Match[str]) -> str:
        level = f"{found[found.lastindex or 1]} {said['percent']}"
        if language == "de":
            return f"{level} {said['interval']}"
        return said["at-level"].format(interval=said["interval"], level=level)

    def between(found: re.Match[str]) -> str:
        return (
            f"{found[1].rstrip(' ,:')} {'da ' if language == 'it' else ''}{found[2]} {said['to']} {found[3]}"
        )

    def degrees(found: re.Match[str]) -> str:
        return f"{found[1]} {said['of']} {found[2]}" + (f" {said['and']} {found[3]}" if found[3] else "")

    return (
        (ahead, interval),
        (behind, interval),
        (bounds, between),
        (re.compile(r"\bORs?(?= ?[=:]? ?\d)"), said["odds-ratio"]),
        (re.compile(r"\bHRs?(?= ?[=:]? ?\d)"), said["hazard-ratio"]),
        (re.compile(r"\b([tFzHχ]²?) ?\((\d+(?:,\d+)?)(?:[,;] ?(\d+))?\)(?= ?[=<>])"), degrees),
    )
