"""Pandoc's metadata of a document -> plain data: what the document itself says of title, authors, language, date."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lectern.pronunciation import TAG

_NAMES = {
    "title": "title", "subtitle": "subtitle", "author": "author", "creator": "author", "date": "date",
    "lang": "lang", "language": "lang", "abstract": "description", "description": "description",
    "rights": "rights", "license": "rights", "cover-image": "cover",
}  # fmt: skip
"""Pandoc's names (EPUB and OpenDocument have their own) -> ours; the first that is there is taken."""
_LISTS = ("MetaList",)
_TEXT: Mapping[str, str] = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}


def stated(ast: str) -> dict[str, Any]:
    """Give what a document (Pandoc JSON) says of itself, by the names of our front matter."""
    meta = json.loads(ast).get("meta", {})
    said: dict[str, Any] = {}
    for name, ours in _NAMES.items():
        value = _plain(meta[name]) if name in meta else None
        if value and ours not in said:
            said[ours] = value
    if isinstance(said.get("author"), str):
        said["author"] = [name.strip() for name in said["author"].split(";")]
    if not TAG.match(str(said.get("lang", ""))):
        said.pop("lang", None)  # pandoc's EPUB writer says "C" where the machine has no language
    return said


def _plain(value: Any) -> Any:
    kind, content = value["t"], value["c"]
    if kind in _LISTS:
        return [plain for each in content if (plain := _plain(each))]
    if kind == "MetaMap":
        inner = {name: plain for name, each in content.items() if (plain := _plain(each))}
        return inner.get("name") or inner.get("text") or inner
    if kind in ("MetaString", "MetaBool"):
        return content
    return " ".join(_words(content).split())


def _words(value: Any) -> str:
    """Give the words of inlines and blocks; what stands in notes is no part of a title."""
    if isinstance(value, list):
        return "".join(map(_words, value))
    if not isinstance(value, dict):
        return ""
    kind, content = value.get("t", ""), value.get("c", "")
    if kind == "Note":
        return ""
    if kind in _TEXT:
        return _TEXT[kind]
    if kind in ("Str", "MetaString"):
        return str(content)
    if kind in ("Code", "Math", "RawInline", "CodeBlock", "RawBlock"):
        return str(content[-1]) if not kind.startswith("Raw") else ""
    if kind in ("Para", "Plain", "Header", "Div"):
        return _words(content) + " "
    if kind == "Quoted":
        marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return marks[0] + _words(content[1]) + marks[1]
    return _words(content)
