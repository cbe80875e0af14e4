"""Edition -> `<slug>.fragments.json`: where each fragment stands in every edition, for readers, tools and the index."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lectern.model import SAMPLE_RATE, Edition


def fragments_json(
    edition: Edition,
    *,
    pages: Mapping[str, int],
    places: Mapping[str, str],
    standing: Mapping[str, Any] | None = None,
) -> bytes:
    """List the fragments in reading order.

    ``page`` is the PDF's page from 1, ``epub`` a path in the book with the id, ``begin_ms`` and ``end_ms`` the place in
    the MP3; each is null where that edition was not made or does not hold the fragment. ``standing`` is the list of
    an earlier build, for the editions that were not made anew and still stand.
    """
    document, recording = edition.document, edition.recording
    facts = document.metadata
    times = {clip.fragment: clip for clip in recording.clips} if recording else {}
    listed = []
    for fragment in document.fragments:
        clip = times.get(fragment.id)
        listed.append(
            {
                "id": fragment.id,
                "kind": fragment.kind.value,
                "text": fragment.text,
                "language": fragment.language,
                "page": pages.get(fragment.id),
                "epub": places.get(fragment.id),
                "begin_ms": _milliseconds(clip.begin) if clip else None,
                "end_ms": _milliseconds(clip.end) if clip else None,
            }
        )
    value: dict[str, Any] = {
        "slug": document.slug,
        "title": facts.title,
        "subtitle": facts.subtitle,
        "authors": list(facts.authors),
        "date": facts.date.isoformat() if facts.date else None,
        "language": facts.language,
        "description": facts.description,
        "words": sum(len(fragment.text.split()) for fragment in document.fragments),
        "duration_ms": _milliseconds(recording.samples) if recording else None,
        "voice": f"{recording.voice.engine} {recording.voice.name}".strip() if recording else None,
        "fragments": listed,
    }
    if standing:
        _carry_over(value, standing)
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _carry_over(value: dict[str, Any], standing: Mapping[str, Any]) -> None:
    """Fill in what is null from the earlier list, by the fragments' ids."""
    known = {each["id"]: each for each in standing.get("fragments", ())}
    for made, old in [(value, standing), *((each, known.get(each["id"], {})) for each in value["fragments"])]:
        for name in ("page", "epub", "begin_ms", "end_ms", "duration_ms", "voice"):
            if name in made and made[name] is None:
                made[name] = old.get(name)


def _milliseconds(samples: int) -> int:
    return round(samples * 1000 / SAMPLE_RATE)
