"""The parsed reference list in the document's metadata: how the citation filters hand it on, alone or together."""

import json
from typing import Any

import panflute as pf

from filters import phrases
from filters.grammar.csl import CslItem
from filters.reading_order import changed

KEY = "lectern-references"
"""Metadata key: a JSON text, the list of CSL items in the order of the entries; ``id`` is the citekey."""

LIBRARY = "lectern-library"
"""Metadata key: a JSON text, the citekeys of the items that come from a bibliography: not all of it need be cited."""

PREFIX = "ref-"
"""What the id of an entry begins with; the citekey follows."""


def store(doc: pf.Doc, items: list[CslItem]) -> None:
    """Put the items into the metadata; a string keeps every field as it is."""
    doc.metadata[KEY] = pf.MetaString(json.dumps(items, ensure_ascii=False))


def load(doc: pf.Doc) -> tuple[CslItem, ...]:
    """Read the items that `read_references` left; none if it was not run or found nothing."""
    return tuple(_kept(doc, KEY))


def store_library(doc: pf.Doc, keys: list[str]) -> None:
    """Say which items come from a bibliography."""
    if keys:
        doc.metadata[LIBRARY] = pf.MetaString(json.dumps(keys, ensure_ascii=False))


def library(doc: pf.Doc) -> frozenset[str]:
    """Give the keys of the items that come from a bibliography."""
    return frozenset(_kept(doc, LIBRARY))


def _kept(doc: pf.Doc, name: str) -> Any:
    kept = doc.metadata.content.get(name)
    if kept is None:
        return ()
    return json.loads(kept.text if isinstance(kept, pf.MetaString) else pf.stringify(kept))


def language(doc: pf.Doc) -> str:
    """Give the document's main language as a primary subtag ("pt" of "pt-BR"), English if it says none."""
    return phrases.language(doc).lower().replace("_", "-").split("-")[0] or "en"


def entry_list(doc: pf.Doc) -> pf.Div | None:
    """Find the block of entries."""
    found: list[pf.Div] = []

    def look(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Div) and element.identifier == "refs":
            found.append(element)

    changed(doc, look)
    return found[0] if found else None
