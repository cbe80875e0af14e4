"""The `div`s of a web page that are a place in it: an entry of a reference list, or what a link leads to.

Pandoc's reader forgets all of them (`-native_divs`), or takes only the page's `main` and other columns for its tables;
so the second is asked for only where it is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_TEXT = ("Para", "Plain")
_ENTRY = "csl-entry"
"""The class of an entry that citeproc wrote; its number and its text may be `div`s of their own."""
_NAMED = re.compile(r"<div\b[^>]{0,400}?\bid\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_LED_TO = re.compile(r"\bhref\s*=\s*[\"']?#([^\s\"'>]+)", re.IGNORECASE)
_SPACE = {"t": "Space"}


def are_places(html: str) -> bool:
    """Tell whether a page has entries that citeproc wrote, or links that lead to a `div`."""
    return _ENTRY in html or not set(_LED_TO.findall(html)).isdisjoint(_NAMED.findall(html))


def flatten(ast: str) -> str:
    """Change a document of Pandoc's JSON AST, read from HTML, into one without divisions (pandoc makes some of `li`).

    An entry becomes one paragraph. An id that a link leads to stays, on a span, where pandoc puts that of an `li`.
    """
    if '"Div"' not in ast and '"Span"' not in ast:
        return ast
    document = json.loads(ast)
    targets = set(_targets(document["blocks"]))
    document["blocks"] = _flat(document["blocks"], targets)
    return json.dumps(document, ensure_ascii=False)


def _targets(node: Any) -> Iterator[str]:
    """Find the places within the document that links lead to."""
    if isinstance(node, list):
        for each in node:
            yield from _targets(each)
    elif isinstance(node, dict):
        if node.get("t") == "Link" and node["c"][2][0].startswith("#"):
            yield node["c"][2][0][1:]
        yield from _targets(node.get("c"))


def _flat(node: Any, targets: set[str]) -> Any:
    if isinstance(node, dict):
        return {key: _flat(value, targets) if key == "c" else value for key, value in node.items()}
    if not isinstance(node, list):
        return node
    if not any(isinstance(each, dict) and each.get("t") == "Div" for each in node):
        return _anchored([_flat(each, targets) for each in node])
    made: list[Any] = []
    for each in node:
        made += _opened(each, targets) if each["t"] == "Div" else [_flat(each, targets)]
    made = _anchored(made)
    alone = len(made) == 1
    return made if alone else [{**each, "t": "Para"} if each["t"] == "Plain" else each for each in made]


def _anchored(blocks: list[Any]) -> list[Any]:
    """Put an anchor that stands alone into the paragraph after it."""
    made: list[Any] = []
    waiting: list[Any] = []
    for each in blocks:
        is_text = isinstance(each, dict) and each.get("t") in _TEXT
        if is_text and each["c"] and all(one["t"] == "Span" and not one["c"][1] for one in each["c"]):
            waiting += each["c"]
        elif is_text and waiting:
            made.append({**each, "c": [*waiting, *each["c"]]})
            waiting = []
        else:
            made += [{"t": "Plain", "c": waiting}, each] if waiting else [each]
            waiting = []
    return [*made, {"t": "Plain", "c": waiting}] if waiting else made


def _opened(division: dict[str, Any], targets: set[str]) -> list[Any]:
    (name, classes, _), inner = division["c"]
    blocks: list[Any] = _flat(inner, targets)
    if _ENTRY in classes:
        blocks = _joined(blocks)
    if name in targets and blocks and blocks[0]["t"] in _TEXT:
        span = {"t": "Span", "c": [[name, [], []], blocks[0]["c"]]}
        blocks[0] = {**blocks[0], "c": [span]}
    return blocks


def _joined(blocks: list[Any]) -> list[Any]:
    """Make one paragraph of an entry's parts."""
    if not all(each["t"] in _TEXT for each in blocks):
        return blocks
    inlines: list[Any] = []
    for each in blocks:
        while inlines and inlines[-1]["t"] in ("Space", "SoftBreak", "LineBreak"):
            inlines.pop()
        inlines += [_SPACE, *each["c"]] if inlines else each["c"]
    return [{"t": "Para", "c": inlines}]
