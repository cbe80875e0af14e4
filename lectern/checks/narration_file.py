"""MP3 files -> findings: can it be played, does its tag say what it is, do its chapters cover it (ID3v2 chapters)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lectern.model import Finding, Severity

NAME = "Lectern"
NEEDED = {"TIT2": "title", "TLAN": "language", "APIC": "cover"}
SLACK = 100
"""Milliseconds: up to four frames of padding that players leave out."""


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Look at each narration."""
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    findings: list[Finding] = []
    for path in paths:
        try:
            audio = MP3(path)  # type: ignore[no-untyped-call]
        except (MutagenError, OSError) as error:
            findings.append(_error("audio-unreadable", str(error), path.name))
            continue
        findings += [*_tags(audio, path.name), *_chapters(audio, path.name)]
    return tuple(findings)


def _tags(audio: Any, where: str) -> Iterator[Finding]:
    for frame, name in NEEDED.items():
        if audio.tags is None or not audio.tags.getall(frame):
            yield _error("audio-tag-missing", f"the tag names no {name} ({frame})", where)


def _chapters(audio: Any, where: str) -> Iterator[Finding]:
    listed = audio.tags.getall("CTOC") if audio.tags is not None else []
    chapters = {each.element_id: each for each in audio.tags.getall("CHAP")} if audio.tags is not None else {}
    if not chapters:
        yield _error("chapters-missing", "there are no chapters", where)
        return
    top = [each for each in listed if each.flags & 1]
    tables = {each.element_id: list(each.child_element_ids) for each in listed}
    order = list(_leaves(top[0].element_id, tables)) if top else []
    if sorted(order) != sorted(chapters):
        message = f"the table of contents lists {len(order)} chapters, there are {len(chapters)}"
        yield _error("chapters-not-listed", message, where)
        return
    times = [(chapters[id].start_time, chapters[id].end_time) for id in order]
    end = round(audio.info.length * 1000)
    if times[0][0] != 0 or abs(times[-1][1] - end) > SLACK:
        message = f"the chapters go from {times[0][0]} to {times[-1][1]} ms, the sound from 0 to {end} ms"
        yield _error("chapters-incomplete", message, where)
    for before, after in pairwise(times):
        if before[0] >= before[1] or before[1] != after[0]:
            yield _error(
                "chapters-not-in-order", f"a chapter of {before} ms is followed by one of {after} ms", where
            )


def _leaves(name: str, tables: Mapping[str, Sequence[str]], depth: int = 0) -> Iterator[str]:
    """Go through the chapters of a table and of the tables in it; no table is deeper than six, unless in a circle."""
    for child in tables.get(name, ()) if depth < 6 else ():
        if child in tables:
            yield from _leaves(child, tables, depth + 1)
        else:
            yield child


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
