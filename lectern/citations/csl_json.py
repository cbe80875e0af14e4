"""Parsed entries -> CSL-JSON (CSL 1.0.2, `csl-data.json`), as citeproc, Pandoc and Zotero read it.

An entry that was understood keeps its words as written in `custom`, where the schema allows anything; one that was
not keeps them in `note`, which reference managers show, so that none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from filters.grammar.csl import CslItem

FIELDS = (
    "id",
    "type",
    "author",
    "editor",
    "translator",
    "issued",
    "original-date",
    "accessed",
    "year-suffix",
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "number",
    "page",
    "edition",
    "genre",
    "medium",
    "version",
    "archive",
    "event-title",
    "event-place",
    "publisher",
    "publisher-place",
    "status",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "DOI",
    "URL",
)
"""The variables that are written, in this order; all of them are of the schema."""


def to_csl_json(items: Iterable[CslItem]) -> str:
    """Write the list as a CSL-JSON array."""
    return json.dumps([csl_item(item) for item in items], ensure_ascii=False, indent=2)


def csl_item(item: CslItem) -> dict[str, Any]:
    """Give one entry with the schema's variables alone."""
    plain: dict[str, Any] = dict(item)
    made = {name: plain[name] for name in FIELDS if plain.get(name)}
    if is_understood(item):
        made["custom"] = {"as-written": plain.get("note", "")}
    elif plain.get("note"):
        made["note"] = plain["note"]
    return made


def is_understood(item: CslItem) -> bool:
    """Tell whether enough of an entry was read that its fields stand for it."""
    return bool(
        item.get("title") and (item.get("author") or item.get("editor") or item.get("container-title"))
    )
