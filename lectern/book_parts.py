"""The parts of a book, each as pandoc read it -> one tree: titles over chapters, ids once, links across files."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lectern.picture_places import UNPACKED

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a book: its name within the folder, its title ("" for none) and its tree (Pandoc JSON)."""

    name: str
    title: str
    ast: str


def bind(parts: Sequence[Part]) -> str:
    """Make one tree of the parts.

    A part with a title of its own is a chapter under it, and its headings go one level down. An id that stood in an
    earlier part gets the number of its part.
    """
    bound: dict[str, Any] = {"meta": {}, "blocks": []}
    taken: set[str] = set()
    starts: dict[str, str] = {}
    moved: dict[str, Mapping[str, str]] = {}
    trees = [json.loads(part.ast) for part in parts]
    for number, (part, tree) in enumerate(zip(parts, trees, strict=True), start=1):
        _head(part, tree["blocks"], number)
        moved[part.name] = _make_unique(tree["blocks"], taken, number)
        starts[part.name] = _start(tree["blocks"], number)
        taken.add(starts[part.name])
    for part, tree in zip(parts, trees, strict=True):
        for element in _elements(tree["blocks"]):
            _mend_address(element, part.name, starts, moved)
        bound["blocks"] += tree["blocks"]
        bound["pandoc-api-version"] = tree["pandoc-api-version"]
        for name, value in tree["meta"].items():
            bound["meta"].setdefault(name, value)
    for own in ("title", "subtitle"):
        bound["meta"].pop(own, None)
    return json.dumps(bound, ensure_ascii=False)


def _head(part: Part, blocks: list[Any], number: int) -> None:
    """Put a part's title over it, unless its first heading is that title."""
    if not part.title:
        return
    first = blocks[0] if blocks else None
    if first and first["t"] == "Header" and first["c"][0] == 1 and _said(first["c"][2]) == part.title:
        return
    for element in _elements(blocks):
        if element["t"] == "Header":
            element["c"][0] += 1
    words: list[Any] = []
    for place, word in enumerate(part.title.split()):
        words += ([{"t": "Space"}] if place else []) + [{"t": "Str", "c": word}]
    blocks.insert(0, {"t": "Header", "c": [1, [f"part-{number}", [], []], words]})


def _said(inlines: list[Any]) -> str:
    return "".join(str(each["c"]) if each["t"] == "Str" else " " for each in inlines)


def _elements(value: Any) -> Iterator[dict[str, Any]]:
    """Walk over every element of the tree; a stack of its own, for trees deeper than Python's."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if "t" in here:
                yield here
            waiting += [inner for name, inner in here.items() if name != "t"]


def _attributes(element: Mapping[str, Any]) -> list[Any] | None:
    """Give an element's `[id, classes, pairs]`, None where its kind has none."""
    content = element.get("c")
    if not isinstance(content, list):
        return None
    for each in content[:2]:
        if (
            isinstance(each, list)
            and len(each) == 3
            and isinstance(each[0], str)
            and isinstance(each[1], list)
        ):
            return each
    return None


def _make_unique(blocks: list[Any], taken: set[str], number: int) -> Mapping[str, str]:
    """Rename ids that an earlier part has; give old id -> new id."""
    renamed: dict[str, str] = {}
    own: set[str] = set()
    for element in _elements(blocks):
        attributes = _attributes(element)
        if attributes is None or not attributes[0]:
            continue
        if attributes[0] in taken:
            renamed[attributes[0]] = attributes[0] = f"{attributes[0]}-part-{number}"
        own.add(attributes[0])
    taken |= own
    return renamed


def _start(blocks: list[Any], number: int) -> str:
    """Give the id of a part's first heading, or one of an anchor put before it."""
    if blocks and blocks[0]["t"] == "Header":
        if not blocks[0]["c"][1][0]:
            blocks[0]["c"][1][0] = f"part-{number}"
        return str(blocks[0]["c"][1][0])
    blocks.insert(0, {"t": "Div", "c": [[f"part-{number}", [], []], []]})
    return f"part-{number}"


def _mend_address(
    element: dict[str, Any], name: str, starts: Mapping[str, str], moved: Mapping[str, Mapping[str, str]]
) -> None:
    """Let links lead to where they arrive now, and pictures be named from the book's folder."""
    if element["t"] not in ("Link", "Image"):
        return
    target = element["c"][2]
    address, _, place = target[0].partition("#")
    if element["t"] == "Link" and not address and place:
        target[0] = f"#{moved[name].get(place, place)}"
    elif address and not _ADDRESS.match(address) and not address.startswith(f"{UNPACKED}/"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))
        if element["t"] == "Link" and path in starts:
            target[0] = f"#{moved[path].get(place, place) if place else starts[path]}"
        elif posixpath.dirname(name):
            target[0] = posixpath.join(posixpath.dirname(name), address) + (f"#{place}" if place else "")
