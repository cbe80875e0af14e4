"""Quarto's code cells and front matter, written as Pandoc reads them; nothing is ever run.

Source of the forms: Quarto's guide, "Code Cells" and "Execution Options"; R Markdown has options in the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lectern.model import Finding, Severity

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)\Z")
_CELL = re.compile(r"\s*(\{{1,2})([A-Za-z][\w+-]*)((?:[\s,][^{}]*)?)\}{1,2}\s*\Z")
_OPTION = re.compile(r"\s*(?:#|//|--|%%)\|\s*([\w-]+)\s*:\s*(.*?)\s*\Z")
_HIDDEN = re.compile(r"\b(?:echo|include)\s*=\s*F(?:ALSE)?\b")
_MOVING = ("today", "now", "last-modified")


def prepare(text: str, declared: Mapping[str, Any]) -> tuple[str, dict[str, Any], tuple[Finding, ...]]:
    """Give text and front matter as Pandoc's Markdown has them: cells as code with its language, no date of the day."""
    facts = dict(declared)
    findings = []
    if str(facts.get("date", "")).strip().lower() in _MOVING:
        message = f"The date “{facts.pop('date')}” changes from day to day and is left out."
        findings.append(_notice("date-moving", message, "write it as 2026-03-14"))
    execute = facts.get("execute")
    shown = not (isinstance(execute, Mapping) and False in (execute.get("echo"), execute.get("include")))
    lines: list[str] = []
    hidden = 0
    for block in _blocks(text.split("\n")):
        written = _cell(block, shown) if len(block) > 1 else block
        hidden += not written
        lines += written
    if hidden:
        message = (
            f"Code cells that hide their code (`echo: false`) are left out: {hidden}. No code is run here."
        )
        findings.append(_notice("cell-left-out", message, "write what they show into the article"))
    return "\n".join(lines), facts, tuple(findings)


def _notice(rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, Severity.NOTICE, message, hint=hint, source="article")


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Give each line alone, and the lines of a closed fenced block together: what is shown in one is no cell."""
    fences = ((place, _FENCE.match(line)) for place, line in enumerate(lines))
    ends = {place: found[1] for place, found in fences if found and not found[2].strip()}
    closing = sorted(ends)
    unclosed: set[str] = set()  # what found no end finds none further down: hostile text is read once
    place = 0
    while place < len(lines):
        opened = _FENCE.match(lines[place])
        mark = opened[1] if opened else ""
        end = _end(mark, place, closing, ends) if mark and mark not in unclosed else place
        if mark and end == place:
            unclosed.add(mark)
        yield lines[place : end + 1]
        place = end + 1


def _end(mark: str, place: int, closing: list[int], ends: Mapping[int, str]) -> int:
    """Find the line that closes a fence, its own line where none does."""
    from bisect import bisect_right

    for each in closing[bisect_right(closing, place) :]:
        if ends[each].startswith(mark):
            return each
    return place


def _cell(block: list[str], shown: bool) -> list[str]:
    """Write a cell as code with its language, its option lines left out; nothing where its code is hidden."""
    fence = _FENCE.match(block[0])
    cell = _CELL.match(fence[2]) if fence else None
    if fence is None or cell is None:
        return block
    body = block[1:-1]
    while body and (option := _OPTION.match(body[0])):
        if option[1] in ("echo", "include"):
            shown = option[2].lower() != "false"
        body = body[1:]
    if not shown or _HIDDEN.search(cell[3]):
        return []
    return [f"{block[0][: fence.end(1)]} {{.{cell[2].lower()}}}", *body, block[-1]]
