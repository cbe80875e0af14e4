"""What an article says of its citations (`bibliography`, `references`, `csl`, `nocite` …) -> checked wishes.

All of it is taken out of the document: citeproc would open the paths and addresses in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from filters.bibliography import keys_in
from lectern.bibliographies.styles import Style, read_style
from lectern.errors import SourceError
from lectern.metadata import within
from lectern.model import Source

if TYPE_CHECKING:
    import panflute as pf

_NAMES = (
    "bibliography",
    "references",
    "csl",
    "citation-style",
    "citation-abbreviations",
    "nocite",
    "suppress-bibliography",
    "notes-after-punctuation",
    "citeproc",
)
"""Metadata that pandoc's citeproc obeys (Pandoc User's Guide, "Citations"); the filters obey the rest of it."""
_LARGEST = 2_000_000
"""The most bytes of a file of abbreviations."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an article asks for; ``uncited`` are keys that are listed though nobody cites them ("*": all).

    ``unlisted`` leaves out the list that citeproc makes. ``notes_after`` tells whether notes follow the punctuation;
    None is as the style has it.
    """

    bibliographies: tuple[str, ...] = ()
    references: Any = None
    style: Style | None = None
    uncited: tuple[str, ...] = ()
    abbreviations: bytes | None = None
    unlisted: bool = False
    notes_after: bool | None = None

    @property
    def asked(self) -> bool:
        """Whether the article asks for anything that citeproc must do."""
        return bool(self.bibliographies or self.references or self.style)


def take_wishes(doc: pf.Doc, source: Source) -> Wishes:
    """Read the wishes of the front matter, else of the document's own metadata (org), and take them out of it.

    Raises SourceError where a style or a file cannot be used.
    """
    said = {name: doc.get_metadata(name) for name in _NAMES if name in doc.metadata.content}
    for name in said:
        del doc.metadata.content[name]
    said |= {name: source.declared[name] for name in _NAMES if source.declared.get(name) is not None}
    style = next(_lines(said.get("csl", said.get("citation-style"))), "")
    return Wishes(
        tuple(_lines(said.get("bibliography"))),
        said.get("references"),
        read_style(style, source) if style else None,
        tuple(key for line in _lines(said.get("nocite")) for key in keys_in(line)),
        _abbreviations(next(_lines(said.get("citation-abbreviations")), ""), source),
        _truth(said.get("suppress-bibliography")) or False,
        _truth(said.get("notes-after-punctuation")),
    )


def _truth(value: Any) -> bool | None:
    """Read a yes or no; org and HTML have words for them. None where it is neither."""
    word = str(value).strip().lower()
    return True if word in ("true", "yes", "t") else False if word in ("false", "no", "nil") else None


def _lines(value: Any) -> Iterator[str]:
    """Give a value, or each of a list, as a line of text."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _lines(each)
    elif value is not None and not isinstance(value, dict | bool) and str(value).strip():
        yield " ".join(str(value).split())


def _abbreviations(named: str, source: Source) -> bytes | None:
    if not named:
        return None
    path = within(source.folder, named, source.path, "file of abbreviations")
    content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    try:
        json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"the file of abbreviations “{named}” cannot be read",
            where=source.path,
            hint="it must be JSON of at most two megabytes",
        ) from error
    return content
