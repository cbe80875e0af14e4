"""Pasted text -> Pandoc JSON: paragraphs at blank lines, known section names as headings, no character is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

API_VERSION = [1, 23, 1]
_SECTIONS = frozenset(Path(__file__).with_name("section_names.txt").read_text(encoding="utf-8").splitlines())
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<name>[^\W\d_].{0,80})\Z")


def to_ast(text: str) -> str:
    """Read pasted text as a Pandoc document (JSON text)."""
    blocks = [_block(lines) for lines in _paragraphs(text)]
    return json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Give the lines of each paragraph; a text without blank lines has a paragraph on each line."""
    lines = [line.strip() for line in text.split("\n")]
    if "" not in lines[: -1 if lines and not lines[-1] else None]:
        yield from ([line] for line in lines if line)
        return
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _block(lines: list[str]) -> dict[str, Any]:
    level = _heading_level(lines[0]) if len(lines) == 1 else 0
    inlines: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        if number:
            inlines.append({"t": "SoftBreak"})
        for place, word in enumerate(line.split()):
            if place:
                inlines.append({"t": "Space"})
            inlines.append({"t": "Str", "c": word})
    if level:
        return {"t": "Header", "c": [level, ["", [], []], inlines]}
    return {"t": "Para", "c": inlines}


def _heading_level(line: str) -> int:
    """Tell at which level a line is a heading, 0 for none: only names that sections are known to have."""
    numbered = _NUMBERED.match(line)
    name = numbered["name"] if numbered else line
    if name.rstrip(":. ").casefold() not in _SECTIONS:
        return 0
    return numbered["number"].count(".") + 1 if numbered else 1
