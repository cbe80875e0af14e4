"""Examined -> lines for a terminal: each citation with its entry, each entry with its citations, what to mend."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rich.cells import cell_len, set_cell_size

from filters.findings import Severity
from filters.grammar.remarks import Remark, label, quoted, short
from lectern.citations.examine import LEVELS, Examined

Paint = Callable[[str, Severity], str]
_GAP = 2


def table(examined: Examined, *, width: int = 80, paint: Paint = lambda text, _: text) -> list[str]:
    """Set the tables in ``width`` columns; ``paint`` colours the names of the levels."""
    lines = [*_wrapped(f"{examined.title} ({examined.name})", width), ""]
    lines += _rows(
        f"Citations: {len(examined.survey.citations)}", ("¶", "cited as", "entry"), _cited(examined), width
    )
    lines += _rows(
        f"Entries: {len(examined.references)}", ("no.", "entry", "cited in ¶"), _listed(examined), width
    )
    for remark in examined.remarks:
        lines += _remark(examined, remark, width, paint)
    return [*lines, *_wrapped(conclusion(examined), width)]


def sentences(examined: Examined) -> list[str]:
    """Say the same in whole lines without columns, for logs and screen readers."""
    survey = examined.survey
    lines = [f"{examined.title} ({examined.name})"]
    for each in survey.citations:
        said = quoted(survey.text[each.start : each.end])
        lines.append(
            f"Citation: “{said}” is {label(survey.items[each.entry])}. {_capital(survey.place(each.start))}."
        )
    for number, entry, places in _listed(examined):
        lines.append(
            f"Entry {number}: {entry}. {'Cited in paragraph ' + places if places else 'Never cited'}."
        )
    for remark in examined.remarks:
        lines.append(f"{remark.severity.value.capitalize()}: {remark.message} [{remark.rule}]")
        place = where(examined, remark)
        lines += [f"  At: {place}"] if place else []
        lines += [f"  Try: {remark.hint}"] if remark.hint else []
    return [*lines, conclusion(examined)]


def conclusion(examined: Examined) -> str:
    """Say in one line what was found."""
    counts = examined.counts()
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "point of style"}
    said = [_count(counts[level], names[level]) for level in LEVELS if counts[level]]
    cited = _count(len(examined.survey.citations), "citation")
    entries = _count(len(examined.references), "entry")
    return f"{cited}, {entries}: {', '.join(said) if said else 'nothing to mend'}."


def where(examined: Examined, remark: Remark) -> str:
    """Say where a remark stands: its section, paragraph and words, or the entry as written."""
    survey = examined.survey
    if remark.start >= 0:
        return f"{survey.place(remark.start)}: {survey.words(remark.start, remark.end)}"
    if remark.entry < 0:
        return ""
    return f"entry {remark.entry + 1}: {short(survey.items[remark.entry].get('note', ''))}"


def _cited(examined: Examined) -> Iterator[tuple[str, str, str]]:
    survey = examined.survey
    for each in survey.citations:
        said = quoted(survey.text[each.start : each.end])
        yield str(survey.place(each.start).paragraph), said, label(survey.items[each.entry])


def _listed(examined: Examined) -> Iterator[tuple[str, str, str]]:
    survey = examined.survey
    for index, item in enumerate(survey.items):
        places = [survey.place(each.start).paragraph for each in survey.citations if each.entry == index]
        yield str(index + 1), label(item), ", ".join(map(str, dict.fromkeys(places)))


def _rows(
    heading: str, head: tuple[str, str, str], rows: Iterator[tuple[str, str, str]], width: int
) -> list[str]:
    """Set a number and two texts in columns; a text that is too long goes on in the next line."""
    filled = list(rows)
    first = max(cell_len(row[0]) for row in [head, *filled])
    room = width - first - 2 * _GAP - 2
    longest = [max(cell_len(row[at]) for row in [head, *filled]) for at in (1, 2)]
    second = min(longest[0], max(room // 2, room - longest[1]))
    sizes = (first, second, room - second)
    lines = [heading, _line(head, sizes)]
    for row in filled:
        parts = [_wrapped(text, size) or [""] for text, size in zip(row, sizes, strict=True)]
        for at in range(max(map(len, parts))):
            lines.append(_line([part[at] if at < len(part) else "" for part in parts], sizes))
    return [*lines, ""]


def _line(row: Sequence[str], sizes: Sequence[int]) -> str:
    number = " " * (sizes[0] - cell_len(row[0])) + row[0]
    return f"  {number}{' ' * _GAP}{set_cell_size(row[1], sizes[1])}{' ' * _GAP}{row[2]}".rstrip()


def _remark(examined: Examined, remark: Remark, width: int, paint: Paint) -> list[str]:
    level = paint(remark.severity.value, remark.severity)
    lines = [f"{level}: {remark.rule}"]
    for lead, text in (("", remark.message), ("At: ", where(examined, remark)), ("Try: ", remark.hint)):
        if text:
            lines += _wrapped(
                lead + text, width, initial_indent="  ", subsequent_indent="  " + " " * len(lead)
            )
    return [*lines, ""]


_wrapped = partial(textwrap.wrap, break_on_hyphens=False)


def _capital(place: object) -> str:
    said = str(place)
    return said[:1].upper() + said[1:]


def _count(number: int, noun: str) -> str:
    plural = {"entry": "entries", "point of style": "points of style"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"
