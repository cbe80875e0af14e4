"""A long sentence -> parts that an online voice accepts, cut where a reader would draw breath."""

from __future__ import annotations

import re

_BORDERS = (
    re.compile(r"[.!?…;:。！？；：]['\"’”)\]]*\s|[。！？；：]|\s[–—]\s|—"),
    re.compile(r"[,，、،]['\"’”)\]]*\s|[，、،]|[)\]]\s|\s(?=[(\[])"),
    re.compile(
        r"\s(?=(?:and|or|but|which|that|who|because|while|whereas|when|where|if|although|than|as|"
        r"und|oder|aber|weil|dass|wenn|et|ou|mais|que|qui|y|o|pero|e|ma|che)\s)"
    ),
    re.compile(r"\s"),
)
"""Ends of sentences and half-sentences; commas and brackets; conjunctions; any space: the best first."""
_LEAST = 0.3
"""A part shorter than this share of the longest one sounds chopped: a weaker border further on is better."""


def cut(text: str, longest: int) -> list[str]:
    """Cut the text into parts of at most so many characters; no character but white space at a cut is lost.

    >>> cut("Doses are small, and a nurse stays with the patient.", 30)
    ['Doses are small,', 'and a nurse stays with the', 'patient.']
    """
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > longest:
        at = _cut_at(rest, longest)
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*parts, rest] if rest else parts


def _cut_at(text: str, longest: int) -> int:
    # One more character is looked at, as a space right after the last may be dropped.
    head = text[: longest + 1]
    least = int(longest * _LEAST)
    for border in _BORDERS:
        ends = [
            match.end() for match in border.finditer(head) if len(head[: match.end()].rstrip()) <= longest
        ]
        if ends and ends[-1] >= least:
            return ends[-1]
    spaces = [match.end() for match in _BORDERS[-1].finditer(head)]
    return spaces[-1] if spaces else longest
