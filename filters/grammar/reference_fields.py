"""Labelled words of a reference line -> CSL fields, each with its place in the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filters.grammar.csl import CslItem, Span
from filters.grammar.dates import Dated, date_at
from filters.grammar.names import parse_names
from filters.grammar.reference_words import Words

_TEXTS = {
    "title": "title",
    "container": "container-title",
    "series": "collection-title",
    "publisher": "publisher",
    "place": "publisher-place",
}
_ROLE = re.compile(
    r"[\s,.]*[(\[]?\s*(?:eds?\b|editors?\b|hrsg\b|hg\b|orgs?\b|coords?\b|dirs?\b|éds?\b|comps?\b|organizador)",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(r"\b(?:eds?\.?|editors?)\s*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"[\s,;&]*(?:(?:et|and|e|y|und)\s*)?(?:al\b(?!-)\.?|others\b|colaboradores\b|outros\b|otros\b|u\.\s?a\.)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*(?:pp?\b|pages?\b|S\.|Seiten\b|págs?\b|f\.(?=\s|$))")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?")

Runs = dict[str, list[Span]]


def runs_of(labels: Sequence[str]) -> Runs:
    """Give the runs of words of each label.

    >>> runs_of(["author", "author", "date"])
    {'author': [(0, 2)], 'date': [(2, 3)]}
    """
    runs: Runs = {}
    start = 0
    for place in range(1, len(labels) + 1):
        if place == len(labels) or labels[place] != labels[start]:
            runs.setdefault(labels[start], []).append((start, place))
            start = place
    return runs


def read_labelled(words: Words, labels: Sequence[str], item: CslItem, spans: dict[str, Span]) -> None:
    """Put what the labels say into the item, and where it stands into ``spans``."""
    runs = runs_of(labels)
    for label in ("author", "editor", "translator"):
        if label in runs:
            _read_names(words, runs, label, item, spans)
    _read_date(words, runs, item, spans)
    for label, field in _TEXTS.items():
        if label in runs:
            start, end = widen(words.line, *_place(words, _main(runs[label])))
            put(item, spans, field, words.line, (_behind(words.line, start, end, spans.get("issued")), end))
    for label in ("volume", "issue", "page", "edition"):
        if label in runs:
            _read_number(words, runs[label], label, item, spans)


def put(item: CslItem, spans: dict[str, Span], field: str, line: str, place: Span) -> None:
    """Set a field of text to what stands at a place, its white space made single."""
    value = " ".join(line[place[0] : place[1]].split())
    if value:
        item[field] = value  # type: ignore[literal-required]
        spans[field] = place


def _behind(line: str, start: int, end: int, dated: Span | None) -> int:
    """Let a field that was begun within the date ("(2016, July 3–7). Waves") begin behind it."""
    if dated is None or line[max(0, dated[0] - 1)] != "(" or not dated[0] <= start < dated[1] < end:
        return start
    begin = dated[1]
    while begin < end and line[begin] in " ).,:;]":
        begin += 1
    return begin


def _place(words: Words, run: Span) -> Span:
    return words.starts[run[0]], words.ends[run[1] - 1]


def _main(runs: list[Span]) -> Span:
    """Take the longest run, with what belongs to it nearby."""
    first, last = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    for start, end in runs:
        if 0 < start - last <= 2:
            last = end
    for start, end in reversed(runs):
        if 0 < first - end <= 2:
            first = start
    return first, last


def _read_names(words: Words, runs: Runs, label: str, item: CslItem, spans: dict[str, Span]) -> None:
    first, last = runs[label][0]
    for begin, stop in runs[label][1:]:
        if begin - last <= 2:
            last = stop
    line = words.line
    start, end = _place(words, (first, last))
    others = _OTHERS.match(line, end)
    if others:
        end = others.end()
    elif end < len(line) and (
        (line[end] in ")]" and _closes(line, start, end))
        or (line[end] == "." and _is_initial(line, start, end))
    ):
        end += 1
    names = parse_names(line[start:end])
    if not names:
        return
    field = label
    if (
        label == "author"
        and "editor" not in runs
        and (_ROLE.match(line, end) or _ROLE_BEFORE.search(line, max(0, start - 12), start))
    ):
        field = "editor"
    item[field] = names  # type: ignore[literal-required]
    spans[field] = (start, end)


def _is_initial(line: str, start: int, end: int) -> bool:
    """Tell whether the full stop behind the names belongs to an initial and not to the sentence."""
    if line[max(start, end - 2) : end - 1].isalpha():
        return False
    head = line[start:end]
    return bool(re.search(r"\w\.", head)) or head.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[-2:] == ", "


def _read_date(words: Words, runs: Runs, item: CslItem, spans: dict[str, Span]) -> None:
    for first, last in runs.get("date", ()):
        for place in range(first, last):
            if _YEAR.fullmatch(words.texts[place]):
                dated = date_at(words.line, words.starts[place])
                if dated:
                    say_date(item, spans, dated)
                    return


def say_date(item: CslItem, spans: dict[str, Span], dated: Dated) -> None:
    """Put a date into the item."""
    item["issued"] = dated.issued
    spans["issued"] = (dated.start, dated.end)
    if dated.suffix:
        item["year-suffix"] = dated.suffix
    if dated.original:
        item["original-date"] = {"date-parts": [[int(dated.original)]]}


_PAIRS = {")": "(", "]": "[", "”": "“", "»": "«", "’": "‘", "“": "„", '"': '"'}
_OPENERS = {"(": ")", "[": "]", "“": "”", "«": "»", "‘": "’", "„": "“", '"': '"'}


def widen(line: str, start: int, end: int) -> Span:
    """Take the marks at both ends that belong to the words between: "?", and brackets whose twin is inside.

    >>> widen("“Salt” and why (not)?", 1, 19)
    (0, 21)
    """
    while end < len(line) and (line[end] in "?!…" or _closes(line, start, end)):
        end += 1
    while start and (line[start - 1] in "¿¡" or _opens(line, start, end)):
        start -= 1
    return start, end


def _closes(line: str, start: int, end: int) -> bool:
    """Tell whether the mark behind closes what is open inside."""
    mark = line[end]
    if mark == '"':
        return line.count('"', start, end) % 2 == 1
    return mark in _PAIRS and line.count(_PAIRS[mark], start, end) > line.count(mark, start, end)


def _opens(line: str, start: int, end: int) -> bool:
    """Tell whether the mark before opens what is closed inside, and not at its end."""
    mark = line[start - 1]
    twin = _OPENERS.get(mark, "")
    if not twin or line[end - 1] == twin:
        return False
    if mark == '"':
        return line.count('"', start, end) % 2 == 1
    return line.count(twin, start, end) > line.count(mark, start, end)


def _read_number(words: Words, runs: list[Span], label: str, item: CslItem, spans: dict[str, Span]) -> None:
    first, last = runs[0]
    for begin, stop in runs[1:]:
        if label == "page" and begin - last <= 1:
            last = stop
    line = words.line
    start, end = _place(words, (first, last))
    if label == "page":
        if (
            last - first == 1
            and _COUNTED.match(line, end)
            and not re.search(r"[pS]\.?\s*$", line[max(0, start - 4) : start])
        ):
            put(item, spans, "number-of-pages", line, (start, end))
            return
        put(item, spans, "page", line, (start, end))
        if "page" in item:
            item["page"] = re.sub(r"\s*[-–—‐‑−]+\s*", "–", item["page"])
        return
    put(item, spans, label, line, (start, end))
