"""EPUB files -> findings: what EPUBCheck does not see of a book that reads itself aloud (EPUB 3.3, 9).

Clips follow each other without gaps and end inside their audio, the durations stated are the clips' sum, targets
exist and are read in the order of the document, and nothing that is a fragment stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from lxml import etree

from lectern.checks.epub_file import Book, Overlay, Unreadable, read
from lectern.model import Finding, Severity

NAME = "Lectern"
FRAGMENT = re.compile(r"s-[0-9a-f]{8}(-\d+)?")
TICK = 0.0015
"""Seconds: times are written in milliseconds."""
SILENCE = "data-narration"
"""The attribute by which a book says why a fragment is not said."""


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Look at each book's overlays; a book without any has nothing to find."""
    findings: list[Finding] = []
    for path in paths:
        try:
            book = read(path)
        except Unreadable as error:
            findings.append(_error("epub-unreadable", str(error), path.name))
            continue
        for overlay in book.overlays:
            where = f"{path.name}: {overlay.name}"
            findings += [
                *_targets(book, overlay, where),
                *_clips(book, overlay, where),
                *_silent(book, overlay, where),
            ]
        findings += _durations(book, path.name)
    return tuple(findings)


def _targets(book: Book, overlay: Overlay, where: str) -> Iterator[Finding]:
    order = {id: number for number, id in enumerate(_ids(book.documents[overlay.document]))}
    last = -1
    for pair in overlay.pairs:
        if pair.document != overlay.document:
            yield _error("overlay-elsewhere", f"a pair points into another document: {pair.document}", where)
        elif pair.id not in order:
            yield _error("overlay-target-missing", f"there is no #{pair.id} in {pair.document}", where)
        elif order[pair.id] <= last:
            yield _error("overlay-out-of-order", f"#{pair.id} is read after what follows it", where)
        last = max(last, order.get(pair.id, last))


def _clips(book: Book, overlay: Overlay, where: str) -> Iterator[Finding]:
    for pair in overlay.pairs:
        if pair.end <= pair.begin:
            yield _error("overlay-clip-empty", f"the clip of #{pair.id} ends before it begins", where)
        if pair.audio not in book.audio:
            yield _error("overlay-audio-missing", f"{pair.audio} is not in the book", where)
        elif pair.end > book.audio[pair.audio] + TICK:
            length = book.audio[pair.audio]
            yield _error(
                "overlay-clip-outside", f"#{pair.id} ends at {pair.end:.3f} s of {length:.3f} s", where
            )
    for before, after in pairwise(overlay.pairs):
        if before.audio == after.audio and abs(after.begin - before.end) > TICK:
            message = f"#{after.id} begins at {after.begin:.3f} s, #{before.id} ends at {before.end:.3f} s"
            yield _error("overlay-clip-gap", message, where)


def _silent(book: Book, overlay: Overlay, where: str) -> Iterator[Finding]:
    """A sentence that is nothing but a citation is said as the citation in it; what is silent for a reason tells it."""
    said = {pair.id for pair in overlay.pairs}
    document = book.documents[overlay.document]
    said |= {str(each.get("id")) for each in document.iter(etree.Element) if _has_reason(each)}
    for element in document.iter(etree.Element):
        id = element.get("id", "")
        if FRAGMENT.fullmatch(id) and not said.intersection(_ids(element)):
            yield _error("fragment-not-voiced", f"#{id} has no sound", where)


def _has_reason(element: etree._Element) -> bool:
    """Believe what was left out as asked, and what has no words if it has none."""
    reason = element.get(SILENCE)
    return reason == "left-out" or (
        reason == "no-words" and not any(map(str.isalnum, "".join(map(str, element.itertext()))))
    )


def _durations(book: Book, where: str) -> Iterator[Finding]:
    total = 0.0
    for overlay in book.overlays:
        sounding = sum(pair.end - pair.begin for pair in overlay.pairs)
        total += sounding
        if overlay.stated is None:
            yield _error("overlay-duration", f"no duration is stated for {overlay.name}", where)
        elif abs(overlay.stated - sounding) > TICK:
            message = f"{overlay.name} lasts {sounding:.3f} s, but {overlay.stated:.3f} s are stated"
            yield _error("overlay-duration", message, where)
    if book.overlays and (book.stated is None or abs(book.stated - total) > TICK * len(book.overlays)):
        stated = "none" if book.stated is None else f"{book.stated:.3f} s"
        yield _error("overlay-duration", f"the book lasts {total:.3f} s; stated: {stated}", where)


def _ids(element: etree._Element) -> list[str]:
    return [str(each.get("id")) for each in element.iter(etree.Element) if each.get("id")]


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
