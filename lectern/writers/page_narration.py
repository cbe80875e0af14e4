"""Recording -> what the page's script must know of it, as JSON inside the page: a page on disk may fetch nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from lxml import etree

from lectern.model import Clip, Edition, Fragment, Kind, Metadata, Recording
from lectern.writers.cover import thumbnail
from lectern.writers.page_player import GROUPS
from lectern.writers.spoken_lines import Line, lines
from lectern.writers.word_places import WORDLESS, encode, jumps, lit, milliseconds, shown
from lectern.writers.xhtml import h

_GROUPS = {
    Kind.CITATION: "citations",
    Kind.NOTE: "notes",
    Kind.ROW: "tables",
    Kind.IMAGE: "figures",
    Kind.CODE: "code",
    Kind.REFERENCE: "references",
}
_EXACT = frozenset({"espeak"})
"""Engines that always tell when a word begins. Of others it may be estimated: enough to light a word, not to cut by."""
_TOLD = (
    "play", "pause", "of", "return", "go-on", "missing", "minutes",
    "sleep-set", "sleep-set-chapter", "sleep-left", "sleep-left-chapter", "sleep-end", "sleep-cancelled", "sleep-done",
    "find-none", "find-one", "find-many", "find-first",
)  # fmt: skip
"""Those of the page's words that the script says itself."""


def known(
    edition: Edition, recording: Recording, article: etree._Element, words: Mapping[str, str]
) -> dict[str, Any]:
    """Collect what the script knows.

    ``cues`` has for each clip its fragment, when it begins (ms) and, if it may be skipped, the number of its group in
    ``groups``; ``words`` for each clip when which of its words sounds (see `word_places.encode`); ``jumps`` for some
    clips from when to when a citation sounds inside; ``chapters`` when each begins, and its title.
    """
    document = edition.document
    fragments = {fragment.id: fragment for fragment in document.fragments}
    elements = {str(each.get("id")): each for each in article.iter(etree.Element) if each.get("id")}
    said = lines(edition) if edition.script else ()
    placed = [_words(line, fragments.get(line.fragment), elements) for line in said]
    facts: dict[str, Any] = {
        "slug": document.slug,
        "title": document.metadata.title,
        "authors": ", ".join(document.metadata.authors),
        "groups": GROUPS,
        "cues": [
            [clip.fragment, milliseconds(clip.begin), *_group(clip, fragments, elements)]
            for clip in recording.clips
        ],
        "end": milliseconds(recording.samples),
        "chapters": [[milliseconds(mark.begin), mark.title] for mark in recording.chapters],
        "words": [text for text, _ in placed],
        "jumps": {
            number: inside
            for number, (_, inside) in enumerate(placed)
            if inside and recording.voice.engine in _EXACT
        },
    }
    voice = recording.voice
    made = json.dumps([facts, voice.engine, voice.version, voice.name], ensure_ascii=False)
    return facts | {
        "digest": sha256(made.encode()).hexdigest()[:12],
        "cover": _cover(document.metadata, document.slug),
        "say": {name: words[name] for name in _TOLD},
    }


def narration_json(facts: Mapping[str, Any]) -> str:
    """Write it so that it may stand in a script element."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def groups(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the groups of which something is said, so that no switch is shown that does nothing."""
    numbers = {cue[2] for cue in facts["cues"] if len(cue) > 2} | ({0} if facts["jumps"] else set())
    return tuple(GROUPS[number] for number in sorted(numbers))


def _words(
    line: Line, fragment: Fragment | None, elements: Mapping[str, etree._Element]
) -> tuple[str, list[tuple[int, int]]]:
    """Give a line's words for the page, and where a citation inside it begins and ends."""
    element = elements.get(line.fragment)
    if fragment is None or element is None or fragment.kind in WORDLESS:
        return "", []
    read = shown(element)
    placed = lit(line, read)
    inside = [] if fragment.kind is Kind.CITATION else list(jumps(placed, read, line.clip))
    return encode(placed, line.clip), inside


def _group(
    clip: Clip, fragments: Mapping[str, Fragment], elements: Mapping[str, etree._Element]
) -> Iterator[int]:
    """Tell to what a clip belongs that may be skipped; a caption belongs to its figure or its table."""
    fragment, element = fragments.get(clip.fragment), elements.get(clip.fragment)
    kind = fragment.kind if fragment else Kind.FRAME
    name = _GROUPS.get(kind, "")
    if kind is Kind.CAPTION and element is not None:
        around = next(element.iterancestors(h("table"), h("figure")), None)
        name = "" if around is None else "tables" if around.tag == h("table") else "figures"
    if name:
        yield GROUPS.index(name)


def _cover(metadata: Metadata, slug: str) -> tuple[str, str]:
    """Give the cover as an address that holds it, and its size as the Media Session wants it."""
    small = thumbnail(metadata, slug)
    return (
        f"data:{small.type};base64,{b64encode(small.data).decode('ascii')}",
        f"{small.width}x{small.height}",
    )
