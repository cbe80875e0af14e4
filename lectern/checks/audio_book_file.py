"""M4B files -> findings: can it be played, does it say what it is, do its chapters cover it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lectern.model import Finding, Severity

NAME = "Lectern"
NEEDED = {"\xa9nam": "title", "covr": "cover"}
SLACK = 0.1
"""Seconds: up to two frames of the encoder's delay and padding."""


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Look at each audio book."""
    from mutagen import MutagenError
    from mutagen.mp4 import MP4

    findings: list[Finding] = []
    for path in paths:
        try:
            book = MP4(path)  # type: ignore[no-untyped-call]
        except (MutagenError, OSError) as error:
            findings.append(_error("audio-unreadable", str(error), path.name))
            continue
        findings += [*_tags(book, path.name), *_chapters(book, path.name)]
    return tuple(findings)


def _tags(book: Any, where: str) -> Iterator[Finding]:
    for atom, name in NEEDED.items():
        if not (book.tags or {}).get(atom):
            yield _error("audio-tag-missing", f"the tag names no {name} ({atom})", where)


def _chapters(book: Any, where: str) -> Iterator[Finding]:
    begins = [chapter.start for chapter in book.chapters or ()]
    if not begins:
        yield _error("chapters-missing", "there are no chapters", where)
    elif begins[0] != 0 or begins[-1] > book.info.length + SLACK:
        message = (
            f"the chapters begin from {begins[0]} to {begins[-1]} s, the sound ends at {book.info.length} s"
        )
        yield _error("chapters-incomplete", message, where)
    for before, after in pairwise(begins):
        if before >= after:
            yield _error("chapters-not-in-order", f"after {before} s begins one at {after} s", where)


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
