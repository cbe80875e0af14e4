"""Examined -> JSON: citations, entries and findings as one object, described in docs/CITE.md."""

from __future__ import annotations

import json
from typing import Any

from filters.grammar.remarks import Remark, label
from lectern.citations.csl_json import csl_item
from lectern.citations.examine import Examined

VERSION = 1
"""Raised when a name changes its meaning or goes; new names may come at any time."""


def to_json(examined: Examined) -> str:
    """Write everything that the table shows; offsets are code points within the paragraph's text."""
    survey = examined.survey
    citations = [
        {
            "entry": survey.items[each.entry]["id"],
            "words": survey.text[each.start : each.end],
            "form": each.form,
            "locator": each.locator,
            **_place(examined, each.start, each.end),
        }
        for each in survey.citations
    ]
    entries = [
        {
            "id": item["id"],
            "label": label(item),
            "as_written": item.get("note", ""),
            "citations": [at for at, each in enumerate(survey.citations) if each.entry == index],
            "csl": csl_item(item),
        }
        for index, item in enumerate(survey.items)
    ]
    whole = {
        "version": VERSION,
        "source": examined.name,
        "title": examined.title,
        "language": examined.language,
        "citations": citations,
        "entries": entries,
        "findings": [_finding(examined, remark) for remark in examined.remarks],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _place(examined: Examined, start: int, end: int) -> dict[str, Any]:
    place = examined.survey.place(start)
    return {
        "section": place.section,
        "paragraph": place.paragraph,
        "kind": place.kind,
        "start": start - place.start,
        "end": end - place.start,
    }


def _finding(examined: Examined, remark: Remark) -> dict[str, Any]:
    survey = examined.survey
    finding: dict[str, Any] = {
        "rule": remark.rule,
        "level": remark.severity.value,
        "message": remark.message,
        "hint": remark.hint,
    }
    if remark.start >= 0:
        finding |= _place(examined, remark.start, remark.end)
        finding["words"] = survey.words(remark.start, remark.end)
    if remark.entry >= 0:
        finding["entry"] = survey.items[remark.entry]["id"]
    return finding
