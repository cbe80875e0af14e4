"""Parsed entries -> RIS, by rispy (MIT): the form that every reference manager reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from filters.grammar.csl import CslItem, CslName
from lectern.citations.csl_json import is_understood

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
    "post": "ELEC",
    "software": "COMP",
    "dataset": "DATA",
    "motion_picture": "VIDEO",
    "manuscript": "UNPB",
}
_PLAIN = (
    ("title", "title"),
    ("secondary_title", "container-title"),
    ("volume", "volume"),
    ("number", "issue"),
    ("edition", "edition"),
    ("publisher", "publisher"),
    ("place_published", "publisher-place"),
    ("doi", "DOI"),
    ("type_of_work", "genre"),
)


def to_ris(items: Iterable[CslItem]) -> str:
    """Write the list, a record each."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        """Records without the number before each, which only some readers pass over."""

        def set_header(self, count: int) -> str:
            return ""

    text: str = rispy.dumps([_record(item) for item in items], implementation=Writer)
    return text.strip("\n")


def _record(item: CslItem) -> dict[str, Any]:
    plain: dict[str, Any] = dict(item)
    record: dict[str, Any] = {
        "type_of_reference": _TYPES.get(item.get("type", ""), "GEN"),
        "id": item["id"],
        "authors": [_name(name) for name in item.get("author", [])],
        "secondary_authors": [_name(name) for name in item.get("editor", [])],
        "year": _year(item),
        "urls": [item["URL"]] if item.get("URL") else [],
        "notes": [] if is_understood(item) else [_line(item.get("note", ""))],
    }
    record |= {name: _line(str(plain[variable])) for name, variable in _PLAIN if plain.get(variable)}
    first, _, last = re.sub(r"\s*[–—-]+\s*", "-", item.get("page", "")).partition("-")
    record |= {"start_page": first, "end_page": last}
    return {name: value for name, value in record.items() if value}


def _name(name: CslName) -> str:
    """Write "van der Berg, J., Jr."; a comma ends an organisation, which has no first name."""
    if "literal" in name:
        return _line(name["literal"].replace(",", "")) + ","
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _year(item: CslItem) -> str:
    issued = item.get("issued", {})
    parts = issued.get("date-parts", [])
    return str(parts[0][0]) if parts and parts[0] else issued.get("literal", "")


def _line(text: str) -> str:
    return " ".join(text.split())
