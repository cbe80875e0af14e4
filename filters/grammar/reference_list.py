"""The paragraphs of an article -> where its reference list stands, by a heading or by the form of its entries."""

import re
from collections.abc import Sequence
from enum import IntEnum

from filters.grammar.dates import are_names, find_date
from filters.grammar.names import INITIALS
from filters.grammar.references import DOI, URL
from filters.grammar.words import CONJUNCTIONS, PARTICLES, YEAR, fold, is_reference_heading

_NUMBER = re.compile(r"^\s*(?:\[?\d{1,3}[\].)]|[•*·–-])\s+")
_IMPRINT = re.compile(
    r"\b\d{1,4}\s?\([\w\s–-]{1,20}\)|\b\d{1,4}\s?[,:]\s?(?:pp?\.\s?)?[A-Z]?\d+\s?[-–]\s?[A-Z]?\d+|\bpp?\.\s?\d+|\bv(?:ol)?\.\s?\d+"
    r"|;\s?\d+\s?(?:\(\d+\))?:|\(Eds?\.\)|\bIn:?\s[A-Z]|\b(?:Press|Publish\w*|Verlag|Editora|Editorial|Éditions|University"
    r"|Universit\w+|Books|Routledge|Springer|Elsevier|Wiley|Sage)\b|[A-ZÀ-Þ][\w\s]{1,40}:\s[A-ZÀ-Þ][\w\s&/]{1,60}[.,;]|\b\d+:\s?\d+"
    r"|\[[A-Z][^\]]{3,40}\]"
)
_SMALL = "|".join(sorted(PARTICLES | CONJUNCTIONS))
_INVERTED = re.compile(
    rf"^[^\W\d_][\w’'‐-]+(?:[ -][^\W\d_][\w’'-]+){{0,3}},?\s+(?:{INITIALS.pattern})"
    rf"(?![\s.]*(?!(?:{_SMALL})\b)[a-zß-ÿ]{{2}})"
    r"|^[A-ZÀ-Þ’'-]{2,}[,;]|^[_—–-]{2,}"
)
_GAP = 3
"""Paragraphs that are no entries by their form, yet stand between entries under a heading."""


class Likeness(IntEnum):
    """How much a paragraph looks like an entry of a reference list."""

    NONE = 0
    WEAK = 1
    STRONG = 2


def likeness(paragraph: str) -> Likeness:
    """Judge one paragraph by its form: names, then a date, then the signs of a printed or online source."""
    line = _NUMBER.sub("", " ".join(paragraph.split()))
    if not 15 <= len(line) <= 3000 or (line[0].islower() and not re.match(r"[a-z]+[\d\s]", line)):
        return Likeness.NONE
    date = find_date(line)
    address = bool(DOI.search(line) or URL.search(line))
    printed = bool(_IMPRINT.search(line))
    if date is None:
        return Likeness.WEAK if address and _INVERTED.match(line) else Likeness.NONE
    head, rest = line[: date.start], line[date.end :].lstrip()
    closed = line[: date.end].rstrip()[-1] in ".,:;" or not rest
    named = len(head) > 0 and are_names(head)
    inverted = bool(_INVERTED.match(line))
    if named and inverted and (closed or printed or address) and not _is_prose(rest):
        return Likeness.STRONG
    if (
        named
        and ((closed and "(" in line[date.start : date.end]) or address or printed)
        and not _is_prose(rest)
    ):
        return Likeness.WEAK
    if inverted and (printed or address):
        return Likeness.STRONG
    return Likeness.WEAK if address and len(line) < 600 and line[0].isupper() and printed else Likeness.NONE


_VERBS = re.compile(
    r"\s*(?:[a-zß-ÿ]+(?:ed|s|te|ten|ou|aram|ent|a)\s+(?:that|the|a|an|by|how|in|dass|que|zu|to)\b|(?:was|were|is|has|have)\b)"
)


def _is_prose(rest: str) -> bool:
    """Tell a sentence about a work ("found that …") from the work's title."""
    return bool(_VERBS.match(rest))


def find_reference_list(paragraphs: Sequence[str]) -> range | None:
    """Find the paragraphs that are the entries of the reference list (its heading is the paragraph before them).

    A heading decides; without one the densest run of entries is the list. What follows (web cruft) is left out.
    """
    found = [likeness(paragraph) for paragraph in paragraphs]
    for index in range(len(paragraphs) - 1, -1, -1):
        if is_reference_heading(paragraphs[index]):
            entries = _under_heading(paragraphs, found, index + 1)
            if entries:
                return entries
    return _densest(paragraphs, found)


def _under_heading(paragraphs: Sequence[str], found: Sequence[Likeness], start: int) -> range | None:
    end, gap = start, 0
    for index in range(start, len(paragraphs)):
        if found[index] or _loosely(paragraphs[index]):
            end, gap = index + 1, 0
            continue
        gap += 1
        if gap > _GAP or is_reference_heading(paragraphs[index]):
            break
    return range(start, end) if any(found[start:end]) else None


def _loosely(paragraph: str) -> bool:
    """Accept inside a list what would be too little alone: a dated or addressed line that is not long."""
    line = paragraph.strip()
    dated = (
        re.search(rf"\b{YEAR}[a-z]?\b|\bn\.d\.|\bs\.\s?d\.|\bs/d\b", line)
        or URL.search(line)
        or DOI.search(line)
    )
    if not dated or not 15 <= len(line) < 700:
        return False
    return bool(
        _NUMBER.match(line)
        or _INVERTED.match(line)
        or are_names(re.split(r"[.(,]", line)[0])
        or (URL.search(line) and "(" in line)
    )


def _densest(paragraphs: Sequence[str], found: Sequence[Likeness]) -> range | None:
    """Take the run of entries with the most weight; one entry alone must be strong and have a place of print."""
    best: tuple[int, range] | None = None
    for run in _runs(paragraphs, found):
        weight = sum(found[index] for index in run)
        strong = any(found[index] is Likeness.STRONG for index in run)
        if (strong or weight >= _GAP * 2) and (best is None or weight >= best[0]):
            best = weight, run
    if best is None or (best[0] < 3 and not _sure(paragraphs[best[1].start])):
        return None
    return best[1]


def _runs(paragraphs: Sequence[str], found: Sequence[Likeness]) -> list[range]:
    """Group neighbouring entries; a few lines between that may be entries do not part a run."""
    runs: list[range] = []
    for index in (each for each, like in enumerate(found) if like):
        between = range(runs[-1].stop, index) if runs else range(0)
        if runs and len(between) <= 5 and all(_loosely(paragraphs[each]) for each in between):
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return [_widened(run, paragraphs) for run in _merged(runs)]


def _merged(runs: Sequence[range]) -> list[range]:
    """Join two runs of several entries each with what little stands between them."""
    merged: list[range] = []
    for run in runs:
        if merged and len(merged[-1]) > 2 and len(run) > 2 and run.start - merged[-1].stop <= _GAP:
            merged[-1] = range(merged[-1].start, run.stop)
        else:
            merged.append(run)
    return merged


def _widened(run: range, paragraphs: Sequence[str]) -> range:
    """Take in the lines before and after a long run that can be entries in its company."""
    start, stop = run.start, run.stop
    while (
        len(run) > 2
        and start > 0
        and _loosely(paragraphs[start - 1])
        and _INVERTED.match(paragraphs[start - 1])
    ):
        start -= 1
    while (
        len(run) > 2
        and stop < len(paragraphs)
        and _loosely(paragraphs[stop])
        and _INVERTED.match(paragraphs[stop])
    ):
        stop += 1
    return range(start, stop)


def _sure(paragraph: str) -> bool:
    return likeness(paragraph) is Likeness.STRONG and bool(
        DOI.search(paragraph) or _IMPRINT.search(paragraph)
    )


def split_entries(lines: Sequence[str]) -> list[range]:
    """Group the lines of one paragraph into entries: a line that begins like an entry begins one."""
    starts = [index for index, line in enumerate(lines) if index == 0 or _begins(line, lines[index - 1])]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _begins(line: str, before: str) -> bool:
    """Tell whether a line begins an entry; the line before must be able to end one."""
    bare = _NUMBER.sub("", line)
    if _NUMBER.match(line) or re.match(r"[_—–]{2,}", line):
        return True
    if is_reference_heading(before):
        return True
    ended = before.rstrip()[-1:] in ".)]>/" or bool(URL.search(before[-80:]) or DOI.search(before[-80:]))
    return ended and (likeness(bare) is not Likeness.NONE or bool(_INVERTED.match(bare)))


def heading_word(language: str) -> str:
    """Give the heading of a reference list in a language (BCP 47), English where it is not known."""
    return _HEADINGS.get(fold(language).split("-")[0], "References")


_HEADINGS = {
    "de": "Literatur",
    "fr": "Références",
    "es": "Referencias",
    "pt": "Referências",
    "it": "Bibliografia",
    "nl": "Referenties",
    "en": "References",
}
