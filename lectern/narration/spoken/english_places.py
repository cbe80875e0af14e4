"""Codes of American states in addresses -> their names: "Madison, WI, USA", "(Redlands, CA)"."""

import re
from pathlib import Path

from lectern.narration.spoken.alignment import Rule


def _read() -> tuple[dict[str, str], frozenset[str]]:
    text = Path(__file__).with_name("english_states.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {code.lstrip("+"): name for code, name in rows}, frozenset(
        code for code, _ in rows if not code.startswith("+")
    )


NAMES, SURE = _read()
COUNTRY = r"(?=,? (?:U\.?S\.?A?\b|United States)|,? \d{5}(?:-\d{4})?(?!\d))"
CODE = re.compile(rf"(?<=[a-z], )({'|'.join(NAMES)})(?:{COUNTRY}|(?=[);]))")


def _state(found: re.Match[str]) -> str:
    """Name a state; before a bracket or a semicolon "MD" may be a degree, and "OR" a word."""
    follows = found.string[found.end() : found.end() + 1]
    return found[0] if follows in (")", ";") and found[1] not in SURE else NAMES[found[1]]


PLACES: tuple[Rule, ...] = ((CODE, _state),)
"""Before initials and acronyms: "CA" is no name of letters here."""
