"""The bibliographies that an article names (`bibliography:`, `references:`) -> works as Pandoc's metadata holds them.

Each file is read by a sandboxed pandoc as a document of its own: citeproc never sees a path or an address of the
author's, which it would open (`--sandbox` does not cover it).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lectern import pandoc, source
from lectern.bibliographies.choosing import (
    NAMES,
    ROLES,
    Chosen,
    Wanted,
    choose_bibtex,
    choose_csl_json,
    choose_items,
    choose_ris,
)
from lectern.bibliographies.cycles import find_cycle
from lectern.errors import SourceError, ToolFailed
from lectern.metadata import within
from lectern.model import Source

READERS: Mapping[str, str] = {
    ".bib": "biblatex",
    ".biblatex": "biblatex",
    ".bibtex": "bibtex",
    ".json": "csljson",
    ".ris": "ris",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""File name extension -> pandoc's reader; YAML is read as front matter is."""
_CHOOSERS: Mapping[str, Callable[[str, Wanted], Chosen]] = {
    "biblatex": choose_bibtex,
    "bibtex": choose_bibtex,
    "csljson": choose_csl_json,
    "ris": choose_ris,
}
LARGEST = 20_000_000
"""The most bytes of all bibliographies together: some ten thousand works with their abstracts."""
_UNUSED = frozenset({"abstract", "annote", "annotation", "file", "keyword", "note"})
"""Fields that no list of references needs; a library's private remarks are not for print."""

Reference = Mapping[str, Any]
"""One work: a MetaMap of Pandoc's JSON AST, with a MetaString or MetaInlines ``id``."""


def read_bibliographies(
    named: Sequence[str], inline: Any, article: Source, wanted: Wanted | None
) -> tuple[dict[str, Reference], frozenset[str]]:
    """Read all works by their keys, or those that are wanted; the one read first stays: front matter, then files.

    Gives too the keys of works that were seen and not read. Raises SourceError: outside of the article's folder, an
    unknown format, too large, broken.
    """
    meta = _read_yaml({"references": inline}, article.path, wanted) if inline else _Read({})
    works, left = dict(_by_key(meta.metadata)), meta.left
    room = LARGEST
    for name in named:
        path, reader = _find(name, article)
        room -= path.stat().st_size
        if room < 0:
            raise SourceError(
                f"the bibliography “{name}” is too large",
                where=article.path,
                hint="export the works that the article cites",
            )
        made = _read(path, reader, wanted)
        works, left = {**dict(_by_key(made.metadata)), **works}, left | made.left
    if wanted is not None:
        chosen = named_in(works, wanted)
        return chosen, left | (works.keys() - chosen.keys())
    return works, left


def to_csl(references: Iterable[Reference]) -> tuple[dict[str, Any], ...]:
    """Give works as CSL-JSON items, in their order."""
    listed = list(references)
    if not listed:
        return ()
    meta = {"references": {"t": "MetaList", "c": listed}, "nocite": every()}
    text = pandoc.convert(document(meta, []), reader="json", writer="csljson")
    items = {str(item.get("id", "")): item for item in json.loads(text)}
    return tuple(items[key] for key in map(key_of, listed) if key in items)


def from_csl(items: Sequence[Mapping[str, Any]]) -> dict[str, Reference]:
    """Give CSL-JSON items as works by their keys."""
    if not items:
        return {}
    text = pandoc.convert(json.dumps(list(items), ensure_ascii=False), reader="csljson", writer="json")
    return dict(_by_key(json.loads(text)["meta"]))


def document(meta: Mapping[str, Any], blocks: list[Any]) -> str:
    """Write a document of Pandoc's JSON AST."""
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}, ensure_ascii=False)


def every(keys: Sequence[str] = ("*",)) -> dict[str, Any]:
    """Give the metadata value of `nocite` for these keys; "*" is all."""
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "MetaInlines", "c": [{"t": "Cite", "c": [citations, [{"t": "Str", "c": "…"}]]}]}


def key_of(reference: Reference) -> str:
    """Give a work's key."""
    return _plain(reference["c"].get("id", {"c": ""})["c"])


def ids_for(keys: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Give each key one of letters, digits and few signs that is free: it is an id and part of an address everywhere.

    >>> ids_for(["Müller 2020", "muller2020", "http://zotero.org/items/A"], [])
    {'Müller 2020': 'Muller-2020', 'muller2020': 'muller2020', 'http://zotero.org/items/A': 'http:-zotero.org-items-A'}
    """
    given: dict[str, str] = {}
    used = set(taken)
    for key in keys:
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        base = re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).strip("-") or "work"
        tries = (base, *(f"{base}-{number}" for number in range(2, len(used) + 3)))
        given[key] = next(each for each in tries if each not in used)
        used.add(given[key])
    return given


def renamed(references: Mapping[str, Reference], ids: Mapping[str, str]) -> dict[str, Reference]:
    """Give works other keys."""
    return {
        ids[key]: {"t": "MetaMap", "c": {**each["c"], "id": {"t": "MetaString", "c": ids[key]}}}
        for key, each in references.items()
    }


def named_in(references: Mapping[str, Reference], wanted: Wanted) -> dict[str, Reference]:
    """Choose the works of the wanted keys, and those of whose authors or editors at least one is named."""
    return {
        key: each
        for key, each in references.items()
        if key in wanted.keys or any(map(wanted.names, _names(each["c"])))
    }


def _names(fields: Mapping[str, Any]) -> Iterator[str]:
    for role in ROLES:
        for person in fields.get(role, {}).get("c", ()):
            parts = person["c"] if person["t"] == "MetaMap" else {}
            for part in NAMES:
                if part in parts:
                    yield _plain(parts[part]["c"])


def _plain(value: Any) -> str:
    """Give the words of a MetaString or of simple MetaInlines."""
    if isinstance(value, str):
        return value
    return "".join(str(each.get("c", "")) if each["t"] == "Str" else " " for each in value)


def _find(name: str, article: Source) -> tuple[Path, str]:
    path = within(article.folder, name, article.path, "bibliography")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SourceError(
            f"the bibliography “{name}” is of no kind that can be read",
            where=article.path,
            hint=f"use one of {', '.join(sorted(READERS))}",
        )
    return path, reader


@dataclass(frozen=True, slots=True)
class _Read:
    """What pandoc read, as a document's metadata, and the keys that it was not given."""

    metadata: Mapping[str, Any]
    left: frozenset[str] = frozenset()


def _read(path: Path, reader: str, wanted: Wanted | None) -> _Read:
    if reader == "yaml":
        return _read_yaml(source.read_yaml(path), path, wanted)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("the bibliography is not UTF-8", where=path, hint="save it as UTF-8") from error
    if wanted is not None:
        chosen = _CHOOSERS[reader](text, wanted)
        _refuse_cycle(chosen.content, reader, path)
        with suppress(ToolFailed):  # then all of it is read, and what is wrong is said of the file itself
            return _Read(_converted(chosen.content, reader), chosen.left)
    _refuse_cycle(text, reader, path)
    try:
        return _Read(_converted(text, reader))
    except ToolFailed as error:
        raise SourceError(f"the bibliography cannot be read: {error}", where=path) from error


def _refuse_cycle(text: str, reader: str, path: Path) -> None:
    cycle = find_cycle(text) if reader in ("biblatex", "bibtex") else ()
    if cycle:
        raise SourceError(
            f"entries take over from each other in a circle: {' → '.join(cycle)}",
            where=path,
            hint="take `crossref` or `xdata` out of one of them",
        )


def _converted(text: str, reader: str) -> Mapping[str, Any]:
    made: Mapping[str, Any] = json.loads(pandoc.convert(text, reader=reader, writer="json"))["meta"]
    return made


def _read_yaml(declared: Mapping[str, Any], where: Path, wanted: Wanted | None) -> _Read:
    """Let pandoc read works as it reads front matter: titles are Markdown."""
    references = declared.get("references")
    if not isinstance(references, list) or not all(isinstance(each, dict) for each in references):
        raise SourceError(
            "the works are not a list", where=where, hint="write `references:` and a list of works below it"
        )
    chosen = choose_items(references, wanted) if wanted is not None else Chosen(references)
    front = json.dumps({"references": chosen.content}, ensure_ascii=False, default=str)
    return _Read(_converted(f"---\n{front}\n---\n", "markdown-raw_html-raw_tex"), chosen.left)


def _by_key(meta: Mapping[str, Any]) -> Iterable[tuple[str, Reference]]:
    listed = meta.get("references", {})
    works = listed.get("c", ()) if listed.get("t") == "MetaList" else ()
    for work in works:
        if work["t"] == "MetaMap":
            kept = {"t": "MetaMap", "c": {k: v for k, v in work["c"].items() if k not in _UNUSED}}
            if key := key_of(kept):
                yield key, kept
