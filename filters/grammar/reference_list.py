"""The paragraphs of an article -> where its reference list stands, by a heading or by the form of its entries."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from filters.grammar.likeness import (
    INVERTED,
    NUMBER,
    Likeness,
    is_source,
    is_sure,
    lead_number,
    likeness,
    loosely,
    numbered,
)
from filters.grammar.references import DOI, URL
from filters.grammar.words import fold, is_reference_heading

_GAP = 3
"""Paragraphs that are no entries by their form, yet stand between entries under a heading."""

_SERVICES = (
    r"google scholar|crossref(?: full text)?|pubmed(?: abstract| central)?|pmc(?: free article)?|medline|scopus"
    r"|web of science|isi|cas|ads|ncbi|europe pmc|dimensions|semantic scholar|worldcat|zentralblatt|mathscinet|jstor"
    r"|scielo|redalyc|latindex|view(?: article| in article| at publisher| record in scopus)?|article|full[- ]text"
    r"|abstract|pdf|download|cited by|links?"
    r"|publisher|open ?url|search|return to (?:ref|citation)[\w. ]{0,12}|ver artículo|ver artigo|texto completo"
)
_LINK_LINE = re.compile(
    rf"[\W\d]*(?:(?:{_SERVICES})(?:[\s|,;/·•↗\[\]()–-]+|$)(?:\d+(?=\W|$)[\s|,;/·•\[\]()]*)?){{1,9}}",
    re.IGNORECASE,
)


def is_link_line(paragraph: str) -> bool:
    """Tell a line of links that a publisher's page puts behind an entry: "Crossref | PubMed | Google Scholar"."""
    line = paragraph.strip()
    return 2 < len(line) < 120 and bool(_LINK_LINE.fullmatch(line))


def find_reference_list(paragraphs: Sequence[str]) -> range | None:
    """Find the paragraphs that are the entries of the reference list (its heading is the paragraph before them).

    A heading decides; without one the densest run of entries is the list. What follows (a web page's left-overs,
    related articles, "How to cite") is left out; lines of links between entries belong to the entry before them
    (`is_link_line`).
    """
    places = [index for index, paragraph in enumerate(paragraphs) if not is_link_line(paragraph)]
    entries = _find([paragraphs[index] for index in places])
    if entries is None:
        return None
    stop = places[entries.stop - 1] + 1
    while stop < len(paragraphs) and is_link_line(paragraphs[stop]):
        stop += 1
    return range(places[entries.start], stop)


def _find(paragraphs: Sequence[str]) -> range | None:
    found = _by_number(paragraphs, [likeness(paragraph) for paragraph in paragraphs])
    for index in range(len(paragraphs) - 1, -1, -1):
        if is_reference_heading(paragraphs[index]):
            entries = _under_heading(paragraphs, found, index + 1)
            if entries:
                return entries
    return _densest(paragraphs, found)


def _by_number(paragraphs: Sequence[str], found: list[Likeness]) -> list[Likeness]:
    """Take as entries the numbered paragraphs whose neighbour bears the number before or after."""
    said = [numbered(paragraph) for paragraph in paragraphs]
    for index, number in enumerate(said):
        before = said[index - 1] if index else None
        after = said[index + 1] if index + 1 < len(said) else None
        if number is not None and (before == number - 1 or after == number + 1):
            found[index] = Likeness.STRONG
    return found


def _under_heading(paragraphs: Sequence[str], found: Sequence[Likeness], start: int) -> range | None:
    end, gap = start, 0
    for index in range(start, len(paragraphs)):
        if _ends(paragraphs[index]):
            break
        if found[index] or loosely(paragraphs[index]):
            end, gap = index + 1, 0
            continue
        gap += 1
        if gap > _GAP or is_reference_heading(paragraphs[index]):
            break
    return range(start, end) if any(found[start:end]) else None


def _ends(paragraph: str) -> bool:
    """Tell a line that says what follows is no reference list: "Related articles", "Cite this article: …"."""
    line = paragraph.strip()[:120]
    return fold(re.split(r"[:：]", line)[0]).strip(" .*#)") in _endings()


@cache
def _endings() -> frozenset[str]:
    lines = Path(__file__).with_name("list_ends.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _densest(paragraphs: Sequence[str], found: Sequence[Likeness]) -> range | None:
    """Take the run of entries with the most weight; one entry alone must be strong and have a place of print."""
    best: tuple[int, range] | None = None
    for run in _runs(paragraphs, found):
        weight = sum(found[index] for index in run)
        strong = any(found[index] is Likeness.STRONG for index in run)
        if (strong or weight >= _GAP * 2) and (best is None or weight >= best[0]):
            best = weight, run
    if best is None:
        return None
    start = best[1].start
    alone = best[0] < 3
    return None if alone and (2 * start < len(paragraphs) or not is_sure(paragraphs[start])) else best[1]


def _runs(paragraphs: Sequence[str], found: Sequence[Likeness]) -> list[range]:
    """Group neighbouring entries; a few lines between that may be entries do not part a run, a line that ends a list
    does.
    """
    runs: list[range] = []
    ended = -1
    for index, like in enumerate(found):
        if _ends(paragraphs[index]):
            ended = index
        if not like or ended == index or 0 <= ended == index - 1:
            continue
        between = range(runs[-1].stop, index) if runs else range(0)
        if (
            runs
            and ended < runs[-1].stop
            and len(between) <= 5
            and all(loosely(paragraphs[each]) for each in between)
        ):
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return _merged([_widened(run, paragraphs) for run in _merged(runs)])


def _merged(runs: Sequence[range]) -> list[range]:
    """Join two runs of several entries each with what little stands between them."""
    merged: list[range] = []
    for run in runs:
        if merged and len(merged[-1]) > 2 and len(run) > 2 and run.start - merged[-1].stop <= _GAP:
            merged[-1] = range(merged[-1].start, max(run.stop, merged[-1].stop))
        else:
            merged.append(run)
    return merged


def _widened(run: range, paragraphs: Sequence[str]) -> range:
    """Take in the lines before and after a long run that can be entries in its company."""
    start, stop = run.start, run.stop
    if len(run) <= 2:
        return run
    while start > 0 and (_keeps_company(paragraphs[start - 1]) or _counts(paragraphs, start - 1)):
        start -= 1
    while stop < len(paragraphs) and (_keeps_company(paragraphs[stop]) or _counts(paragraphs, stop - 1)):
        stop += 1
    return range(start, stop)


def _counts(paragraphs: Sequence[str], index: int) -> bool:
    """Tell whether a paragraph and the next bear numbers that follow one another."""
    one, two = lead_number(paragraphs[index]), lead_number(paragraphs[index + 1])
    return (
        one is not None and two == one + 1 and max(len(each) for each in paragraphs[index : index + 2]) < 1500
    )


def _keeps_company(paragraph: str) -> bool:
    if _ends(paragraph):
        return False
    return (loosely(paragraph) and bool(INVERTED.match(paragraph))) or is_source(paragraph)


def split_entries(lines: Sequence[str]) -> list[range]:
    """Group a paragraph's lines into entries: a line that begins like one begins one; no lines, no entries."""
    if not lines:
        return []
    starts = [index for index, line in enumerate(lines) if index == 0 or _begins(line, lines[index - 1])]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _begins(line: str, before: str) -> bool:
    """Tell whether a line begins an entry; the line before must be able to end one."""
    bare = NUMBER.sub("", line)
    if NUMBER.match(line) or re.match(r"[_—–]{2,}", line):
        return True
    if is_reference_heading(before):
        return True
    ended = before.rstrip()[-1:] in ".)]>/" or bool(URL.search(before[-80:]) or DOI.search(before[-80:]))
    return ended and (likeness(bare) is not Likeness.NONE or bool(INVERTED.match(bare)))


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
