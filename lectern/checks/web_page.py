"""Web pages -> findings, without a browser: ids, links, and nothing that comes from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from lectern.model import Finding, Severity

NAME = "Lectern"
LOADED = ("src", "srcset", "poster", "data", "background", "xlink:href")
"""Attributes whose address a browser fetches by itself."""
LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect"}
)
_REMOTE = re.compile(r"(?:https?:)?//|wss?:", re.IGNORECASE)
_IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE)


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Look at each page and at the files it names beside it."""
    findings: list[Finding] = []
    for path in paths:
        try:
            root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        except (OSError, etree.LxmlError, ValueError) as error:
            findings.append(_error("page-unreadable", str(error), path.name))
            continue
        findings += [*_ids(root, path), *_links(root, path), *_remote(root, path)]
    return tuple(findings)


def _ids(root: html.HtmlElement, path: Path) -> Iterator[Finding]:
    counted = Counter(each.get("id") for each in root.iter(etree.Element) if each.get("id"))
    for id, count in counted.items():
        if count > 1:
            yield _error("id-twice", f"the id “{id}” stands {count} times", path.name)


def _links(root: html.HtmlElement, path: Path) -> Iterator[Finding]:
    known = {each.get("id") for each in root.iter(etree.Element)} | {"", "top"}
    for element, attribute in ((each, key) for each in root.iter(etree.Element) for key in ("href", "src")):
        target = element.get(attribute)
        address = urlsplit(target or "")
        if target is None or address.scheme or address.netloc:
            continue
        if address.path and not (path.parent / unquote(address.path)).exists():
            yield _error("file-missing", f"{target} is not there", _place(path, element))
        elif not address.path and unquote(address.fragment) not in known:
            yield _error("link-broken", f"{target} leads nowhere", _place(path, element))


def _remote(root: html.HtmlElement, path: Path) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        loaded = [element.get(key, "") for key in LOADED]
        if element.tag == "link" and LOADING_LINKS.intersection(element.get("rel", "").lower().split()):
            loaded.append(element.get("href", ""))
        styles = [element.get("style", ""), (element.text or "") if element.tag == "style" else ""]
        remote = [part for each in loaded for part in re.split(r"[\s,]+", each) if _REMOTE.match(part)]
        for address in (*remote, *(found for style in styles for found in _IN_STYLE.findall(style))):
            yield _error("external-resource", f"the page would load {address}", _place(path, element))


def _place(path: Path, element: html.HtmlElement) -> str:
    return f"{path.name}:{element.sourceline or 0} <{element.tag}>"


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
