"""Crossref's JSON -> Record, whatever stands in it: no field is trusted to be of its type, no text to be plain.

Crossref REST API: `updated-by` lists the notices that concern a work (retractions from Retraction Watch included),
`update-to` the works that a notice concerns.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from filters.grammar.controls import without_controls

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of a line: in a terminal they can make one text look like another."""
_LONGEST = 400
_MOST = 200
"""Authors, titles or notices of one work that are looked at."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something published about a work later: ``kind`` is Crossref's type, ``date`` ISO 8601 or ""."""

    kind: str
    doi: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A work as Crossref has it; ``families`` are the authors' family names, ``years`` all years of publication."""

    doi: str
    title: str = ""
    families: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()
    container: str = ""
    volume: str = ""
    page: str = ""
    notices: tuple[Notice, ...] = ()
    concerns: tuple[Notice, ...] = ()


def read_record(message: Any) -> Record | None:
    """Read one work; None if it is none."""
    if not isinstance(message, dict) or not _text(message.get("DOI")):
        return None
    title = _first(message.get("title"))
    subtitle = _first(message.get("subtitle"))
    notices = _notices(message.get("updated-by"))
    retracted = re.match(r"(?:retracted(?: article)?|withdrawn)\s*[:.]\s*", title, re.IGNORECASE)
    if retracted:
        title = title[retracted.end() :]
        notices = notices or (Notice("retraction"),)
    return Record(
        doi=_text(message.get("DOI")),
        title=f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title,
        families=tuple(_family(each) for each in _list(message.get("author")) if _family(each)),
        years=frozenset(
            year
            for name in ("published", "published-print", "published-online", "issued")
            for year in _date(message.get(name))[:1]
        ),
        container=_first(message.get("container-title")),
        volume=_text(message.get("volume")),
        page=_text(message.get("page")),
        notices=notices,
        concerns=_notices(message.get("update-to")),
    )


def read_records(message: Any) -> tuple[Record, ...]:
    """Read the works that a search found, the best first."""
    items = _list(message.get("items")) if isinstance(message, dict) else []
    return tuple(record for record in map(read_record, items) if record is not None)


def _notices(value: Any) -> tuple[Notice, ...]:
    made = []
    for each in _list(value):
        if isinstance(each, dict) and _text(each.get("type")):
            date = "-".join(f"{part:02d}" for part in _date(each.get("updated")))
            made.append(Notice(_text(each["type"]).lower().replace(" ", "_"), _text(each.get("DOI")), date))
    return tuple(dict.fromkeys(made))


def _family(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    return _text(author.get("family")) or _text(author.get("name"))


def _date(value: Any) -> tuple[int, ...]:
    """Give year, month, day of {"date-parts": [[2021, 3, 4]]}, as far as they are numbers of a date."""
    parts = _list(value.get("date-parts")) if isinstance(value, dict) else []
    first = _list(parts[0]) if parts else []
    made: list[int] = []
    for part, most in zip(first, (9999, 12, 31), strict=False):
        if not isinstance(part, int) or isinstance(part, bool) or not 1 <= part <= most:
            break
        made.append(part)
    return tuple(made)


def _list(value: Any) -> list[Any]:
    return value[:_MOST] if isinstance(value, list) else []


def _first(value: Any) -> str:
    return _text(next(iter(_list(value)), ""))


def _text(value: Any) -> str:
    """Give a string as one plain line: no markup, no control characters, no more than a line can hold."""
    if not isinstance(value, str):
        return ""
    plain = html.unescape(_MARKUP.sub("", _TURNING.sub("", value[: 4 * _LONGEST])))
    return " ".join(without_controls(_MARKUP.sub("", plain)).split())[:_LONGEST]
