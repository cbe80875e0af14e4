"""Source -> Pandoc JSON: read by pandoc, a pasted text by ourselves, a book part by part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filters.grammar.controls import without_controls
from lectern import book_parts, divisions, jats, pandoc, picture_places, plain, stated
from lectern.errors import SourceError, ToolFailed
from lectern.model import Source


def parse(source: Source, unpack: Path) -> str:
    """Give an article's tree (Pandoc JSON text); pictures that stand within its file are unpacked into the folder.

    Raises SourceError where pandoc cannot read it.
    """
    return _bind(source, unpack) if source.parts else _read(source, unpack)


def plain_line(value: Any) -> str:
    """Give a declared line as plain text, its Markdown markup (emphasis, sub- and superscripts) read and dropped."""
    text = " ".join(without_controls(str(value)).split())
    if not set(text) & set("*_~^$`[<\\"):
        return text
    return " ".join(
        pandoc.convert(text, reader="markdown", writer="plain", options=("--wrap=none",)).split()
    ).replace("_", "")


def _bind(source: Source, unpack: Path) -> str:
    """Read the parts of a book into one tree; what each says of itself is its chapter's."""
    parts = []
    for part in source.parts:
        ast = _read(part, unpack, part.slug)
        title = {**stated.stated(ast), **part.declared}.get("title", "")
        name = part.path.relative_to(source.path).as_posix()
        parts.append(book_parts.Part(name, plain_line(title) if title else "", ast))
    return book_parts.bind(parts)


def _read(source: Source, unpack: Path, inner: str = "") -> str:
    """Let pandoc read a file; what stands in it is unpacked, into an inner folder if one is named."""
    if not source.reader.pandoc:
        return plain.to_ast(source.text)
    folder = unpack / inner if inner else unpack
    name = source.reader.pandoc
    if source.reader.name == "html" and divisions.are_places(source.text):
        name = name.replace("-native_divs", "")
    options = (f"--extract-media={folder}",) if source.reader.written_elsewhere else ()
    try:
        ast = pandoc.convert(source.content or source.text, reader=name, writer="json", options=options)
    except ToolFailed as error:
        raise SourceError(
            str(error), where=source.path, hint="open it in the program that wrote it and save it anew"
        ) from error
    if source.reader.name == "jats":
        ast = jats.settle(ast)
    if source.reader.name == "html":
        ast = divisions.flatten(ast)
    named = f"{picture_places.UNPACKED}/{inner}".rstrip("/")
    return ast.replace(json.dumps(f"{folder}/")[1:-1], f"{named}/")
