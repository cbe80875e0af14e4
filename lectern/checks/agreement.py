"""Fragment list + the editions beside it -> findings: one set of fragment ids runs through all of them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree, html

from lectern.checks.epub_file import Unreadable, length, read
from lectern.model import Finding, Severity

NAME = "Lectern"
ENDING = ".fragments.json"
TICK = 1
"""Milliseconds that rounding may add."""


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Compare each `SLUG.fragments.json` with SLUG.html, SLUG.epub and SLUG.mp3, where these stand beside it."""
    findings: list[Finding] = []
    for path in paths:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            fragments = [dict(each) for each in content["fragments"]]
            ids = [each["id"] for each in fragments]
            findings += _twins(ids, path)
            beside = path.with_name(path.name.removesuffix(ENDING))
            findings += _page(ids, Path(f"{beside}.html"))
            findings += _book(fragments, Path(f"{beside}.epub"))
            findings += _sound(fragments, Path(f"{beside}.mp3"))
        except (OSError, ValueError, LookupError, TypeError, Unreadable, etree.LxmlError) as error:
            findings.append(_error("fragments-unreadable", f"{type(error).__name__}: {error}", path.name))
    return tuple(findings)


def _twins(ids: Sequence[str], path: Path) -> Iterator[Finding]:
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield _error("fragment-twice", f"{id} is listed more than once", path.name)


def _page(ids: Sequence[str], page: Path) -> Iterator[Finding]:
    if page.exists():
        root = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        there = {each.get("id") for each in root.iter(etree.Element)}
        for id in (id for id in ids if id not in there):
            yield _error("fragment-missing", f"{id} is not in the page", page.name)


def _book(fragments: Sequence[Mapping[str, Any]], path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    book = read(path)
    there = {
        f"{posixpath.relpath(name, book.folder or '.')}#{each.get('id')}"
        for name, root in book.documents.items()
        for each in root.iter(etree.Element)
    }
    for fragment in fragments:
        place = fragment["epub"]
        if place is None or place.partition("#")[2] != fragment["id"] or place not in there:
            yield _error("fragment-missing", f"{fragment['id']} is not in the book at {place}", path.name)
    pages = {str(each["id"]): str(each["page"]) for each in fragments if each.get("page")}
    for mark in (
        each for root in book.documents.values() for each in root.iter(etree.Element) if _is_break(each)
    ):
        number = str(mark.get("aria-label"))
        if pages and number not in _pages_at(mark, pages):
            yield _error(
                "page-elsewhere", f"page {number} of the PDF begins elsewhere than in the book", path.name
            )


def _is_break(element: etree._Element) -> bool:
    return element.get("role") == "doc-pagebreak"


def _pages_at(mark: etree._Element, pages: Mapping[str, str]) -> Iterator[str]:
    """Give the pages of the fragment that a page break stands before, and of those that it stands in."""
    inside = [str(each.get("id")) for each in mark.iterancestors()]
    order = [str(each.get("id")) for each in mark.getroottree().iter(etree.Element)]
    after = (name for name in order[order.index(str(mark.get("id"))) :] if name in pages)
    yield from (pages[name] for name in (*islice(after, 1), *inside) if name in pages)


def _sound(fragments: Sequence[Mapping[str, Any]], path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    end = round(length(path) * 1000)
    voiced = [each for each in fragments if each["begin_ms"] is not None]
    if not voiced:
        yield _error("fragment-silent", "no fragment has a place in the narration", path.name)
    reached = 0
    for each in sorted(voiced, key=lambda each: int(each["begin_ms"])):
        if not reached - TICK <= each["begin_ms"] < each["end_ms"] <= end + TICK:
            clip = f"{each['begin_ms']} to {each['end_ms']} ms"
            yield _error("fragment-outside", f"{each['id']} sounds from {clip}, of {end} ms", path.name)
        reached = each["end_ms"]


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
