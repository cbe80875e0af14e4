"""`narration:` of the front matter, of `lectern.yaml` and of `--narration` -> how each edition is narrated.

Each place gives wishes, one setting each, for all editions that are read aloud or for one of them. A later place goes
before an earlier one; within a place, what is said of one edition goes before what is said of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lectern.errors import PublishError, SourceError, UsageError
from lectern.model import Format, Wish

CHOICES: Mapping[str, tuple[str, ...]] = {
    "citations": ("auto", "full", "short", "silent"),
    "notes": ("after", "end", "skip"),
    "references": ("summary", "read", "skip"),
    "code": ("describe", "read", "skip"),
    "tables": ("rows", "summary"),
}
"""The settings and their values; docs/NARRATION.md says what each does."""
EDITIONS = (Format.MP3, Format.EPUB)
"""The editions that are read aloud; the page plays the MP3."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How one edition is narrated: a value for each setting of `CHOICES`."""

    citations: str = "auto"
    notes: str = "after"
    references: str = "summary"
    code: str = "describe"
    tables: str = "rows"


DEFAULTS: Mapping[Format, Manner] = {
    Format.MP3: Manner(),
    Format.EPUB: Manner(citations="full", references="read"),
}
"""A listener cannot skip, so the recording is sparing; a reader can, so the book says everything."""


def settle(edition: Format, *places: Iterable[Wish]) -> Manner:
    """Decide how an edition is narrated; ``places`` stand in ascending order of what goes first."""
    manner = DEFAULTS[edition]
    for wishes in places:
        ordered = sorted(wishes, key=lambda wish: wish.edition is not None)
        asked = {wish.name: wish.value for wish in ordered if wish.edition in (None, edition)}
        manner = replace(manner, **asked)
    return manner


def read_declared(value: Any, where: Path) -> tuple[Wish, ...]:
    """Read the value of `narration:` in YAML: settings, and under `mp3` and `epub` those of one edition.

    Raises SourceError, with the nearest name there is, for what means nothing here.
    """

    def refuse(message: str, hint: str) -> PublishError:
        return SourceError(message, where=where, hint=hint)

    if value is None:
        return ()
    return tuple(_read(value, None, refuse))


def read_asked(text: str) -> tuple[Wish, ...]:
    """Read the value of `--narration`: "citations=short,epub.notes=skip".

    Raises UsageError, with the nearest name there is.
    """
    wishes: list[Wish] = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in each.partition("="))
        edition, dot, inner = name.rpartition(".")
        if not equals or not value:
            raise UsageError(f"“{each}” sets nothing", hint="write for example citations=short,notes=end")
        declared = {edition: {inner: value}} if dot else {name: value}
        wishes += _read(declared, None, lambda message, hint: UsageError(message, hint=hint))
    return tuple(wishes)


_Refuse = Callable[[str, str], PublishError]


def _read(value: Any, edition: Format | None, refuse: _Refuse) -> Iterator[Wish]:
    if not isinstance(value, Mapping):
        raise refuse("`narration:` holds settings by name", "write for example `narration: {notes: end}`")
    editions = {each.value: each for each in EDITIONS}
    for name, given in value.items():
        if edition is None and str(name) in editions:
            yield from _read(given, editions[str(name)], refuse)
            continue
        if str(name) not in CHOICES:
            known = (*CHOICES, *(editions if edition is None else ()))
            raise refuse(f"“{name}” is no setting of the narration", _nearest(str(name), known))
        asked = str(given).strip().lower()
        if asked not in CHOICES[name]:
            raise refuse(f"`{name}` of the narration cannot be “{given}”", _nearest(asked, CHOICES[name]))
        yield Wish(name, asked, edition)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    listed = f"there are {', '.join(known)}"
    return f"did you mean “{near[0]}”? {listed}" if near else listed
