"""Edition -> what the package document says of the book and of its overlays (EPUB 3.3, 5.5 and 9.3.5.2)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from lectern.model import Metadata, Voice
from lectern.writers.front_matter import engine, narrator
from lectern.writers.overlay import ACTIVE_CLASS, PLAYING_CLASS, clock

_NAMESPACE = UUID("2d1f7f6e-52f0-5d0e-9a55-9b3f6f0b7c11")
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Meta:
    """One element of the package's metadata: a Dublin Core element by its name, or "meta"."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def identifier(slug: str, title: str) -> str:
    """Give the book's name, the same for the same slug and title, whatever else is edited."""
    return uuid5(_NAMESPACE, f"{slug}\n{title}").urn


def modified(metadata: Metadata) -> datetime:
    """Give the time that the book names as its last change: SOURCE_DATE_EPOCH, else the article's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    return datetime.combine(metadata.date, time(), tzinfo=UTC) if metadata.date else _UNDATED


def describe(metadata: Metadata) -> Iterator[Meta]:
    """Say what the article says of itself."""
    yield Meta("title", metadata.title, {"id": "title"})
    yield _refine("title", "title-type", "main")
    if metadata.subtitle:
        yield Meta("title", metadata.subtitle, {"id": "subtitle"})
        yield _refine("subtitle", "title-type", "subtitle")
    yield Meta("language", metadata.language)
    for number, author in enumerate(metadata.authors, start=1):
        yield Meta("creator", author, {"id": f"creator-{number}"})
        yield _refine(f"creator-{number}", "role", "aut", scheme="marc:relators")
    if metadata.date:
        yield Meta("date", metadata.date.isoformat())
    if metadata.description:
        yield Meta("description", metadata.description)
    if metadata.rights:
        yield Meta("rights", metadata.rights)


def describe_overlays(durations: Mapping[str, timedelta], voice: Voice, language: str) -> Iterator[Meta]:
    """Say how long the overlays last, by their ids in the manifest, who speaks, and how it is shown."""
    yield Meta("contributor", engine(voice), {"id": "narrator"})
    yield _refine("narrator", "role", "nrt", scheme="marc:relators")
    for overlay, duration in durations.items():
        yield _refine(overlay, "media:duration", clock(duration))
    yield Meta("meta", clock(sum(durations.values(), timedelta())), {"property": "media:duration"})
    yield Meta("meta", narrator(voice, language), {"property": "media:narrator"})
    yield Meta("meta", ACTIVE_CLASS, {"property": "media:active-class"})
    yield Meta("meta", PLAYING_CLASS, {"property": "media:playback-active-class"})


def _refine(target: str, name: str, value: str, *, scheme: str = "") -> Meta:
    attributes = {"refines": f"#{target}", "property": name}
    return Meta("meta", value, attributes | ({"scheme": scheme} if scheme else {}))
