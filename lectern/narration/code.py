"""A block of code -> what is said of it: its language and length, or every line with its signs by name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from lectern.narration.inlines import Attributes, Element
from lectern.narration.phrases import counted, phrase, tongue

_SIGNS_APART = re.compile(r"(\W)")


def describe(block: Element, language: str) -> str:
    """Say what a block of code is: a listener gains nothing from its signs.

    >>> describe({"c": [["", ["python"], []], "x = 1"]}, "en")
    'Code in Python, one line.'
    """
    attributes, text = Attributes.of(block["c"][0]), block["c"][1]
    lines = counted(language, len(text.strip("\n").splitlines()), "line", "lines")
    written_in = next((each for each in attributes.classes if each.lower() != "numberlines"), "")
    name = "code-in" if written_in else "code"
    return phrase(language, name, language=written_in.capitalize(), lines=lines)


def read(block: Element, language: str) -> str:
    """Say code line by line; each sign by its name in the narrator's language, white space by nothing.

    >>> read({"c": [["", [], []], "x = (1)"]}, "en")
    'x equals open bracket 1 close bracket.'
    """
    names = _names()[tongue(language).split("-")[0].lower()]
    lines: list[str] = []
    for line in block["c"][1].splitlines():
        parts = (names.get(part, part) for part in _SIGNS_APART.split(line.replace("_", f" {names['_']} ")))
        lines.append(" ".join(" ".join(parts).split()))
    return " ".join(f"{line}." for line in lines if line)


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    """Read the table: language -> sign -> name."""
    text = Path(__file__).with_name("code_signs.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines())
    return {language: {row[0]: row[at] for row in rows} for at, language in enumerate(header) if at}
