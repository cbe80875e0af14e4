"""The parsed reference list in the document's metadata: how the citation filters hand it on, alone or together."""

import json
import re
from collections.abc import Sequence
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

HEADING = "reference-section-title"
LINKED_CITATIONS = "link-citations"
LINKED_ADDRESSES = "link-bibliography"
"""Metadata of Pandoc's that an article's list and prose obey too (Pandoc User's Guide, "Citations")."""
_UNCITED = "nocite"
_NAMED = re.compile(r"@(?:\{([^{}\s]+)\}|(\*|\w[\w:.#$%&+?<>~/-]*\w|\w))")
"""A key as in `@marsh2004` or `@{a key:with/signs}` (Pandoc User's Guide, "Citation syntax")."""


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


def keys_in(text: str) -> tuple[str, ...]:
    """List the keys that a text names, "*" for all works.

    >>> keys_in("@marsh2004, @{http://example.org/a}, @*")
    ('marsh2004', 'http://example.org/a', '*')
    """
    return tuple(found[1] or found[2] for found in _NAMED.finditer(text))


def store_uncited(doc: pf.Doc, keys: Sequence[str]) -> None:
    """Say which works are listed though nobody cites them."""
    if keys:
        doc.metadata[_UNCITED] = pf.MetaString(" ".join(f"@{{{key}}}" for key in keys))


def uncited(doc: pf.Doc) -> frozenset[str]:
    """Give the keys of works that are listed though nobody cites them; "*" is all."""
    value = doc.metadata.content.get(_UNCITED)
    if value is None:
        return frozenset()
    return frozenset(keys_in(value.text if isinstance(value, pf.MetaString) else pf.stringify(value)))


def forbids(doc: pf.Doc, name: str) -> bool:
    """Tell whether the metadata say no to what is done otherwise."""
    value = doc.metadata.content.get(name)
    if isinstance(value, pf.MetaBool):
        return not value.boolean
    return value is not None and pf.stringify(value).strip().lower() in ("false", "no", "nil")


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
