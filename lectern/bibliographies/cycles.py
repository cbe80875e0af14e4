"""Entries of a BibTeX file that take over from each other in a circle: pandoc's reader would never come to an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lectern.bibliographies.choosing import NotUnderstood, cut_entries

_HEAD = re.compile(r"@\s*\w+\s*\{\s*([^\s,{}]+)\s*,")
_HEIRS = re.compile(r"(?<![\w-])(?:crossref|xdata)\s*=\s*[{\"]([^{}\"]*)[}\"]", re.IGNORECASE)
"""The fields by which pandoc's readers let an entry inherit; `xref` and `related` are not followed."""


def find_cycle(text: str) -> tuple[str, ...]:
    """Give the keys of a circle in their order, the first of them again at the end; () where there is none.

    >>> find_cycle("@book{a, crossref={b}} @book{b, crossref={c}} @book{c, crossref={b}}")
    ('b', 'c', 'b')
    """
    above: dict[str, list[str]] = {}
    for key, entry in _entries(text):
        named = [other.strip() for keys in _HEIRS.findall(entry) for other in keys.split(",")]
        if named:
            above.setdefault(key, []).extend(named)
    ended: set[str] = set()
    for start in above:
        if cycle := _walk(start, above, ended):
            return cycle
    return ()


def _entries(text: str) -> list[tuple[str, str]]:
    """Cut a file at its entries; one that is not understood at all that looks like the head of one."""
    try:
        return list(cut_entries(text))
    except NotUnderstood:
        heads = list(_HEAD.finditer(text))
        ends = [*(head.start() for head in heads[1:]), len(text)]
        return [(head[1], text[head.start() : end]) for head, end in zip(heads, ends, strict=True)]


def _walk(start: str, above: Mapping[str, list[str]], ended: set[str]) -> tuple[str, ...]:
    """Follow the entries from one, deepest first and without recursion; ``ended`` are those that lead to no circle."""
    path: dict[str, Iterator[str]] = {}
    key: str | None = start
    while key is not None or path:
        if key is not None and key in path:
            keys = list(path)
            return (*keys[keys.index(key) :], key)
        if key is not None and key not in ended:
            path[key] = iter(above.get(key, ()))
        last = next(reversed(path), None)
        if last is None:
            return ()
        key = next(path[last], None)
        if key is None:
            ended.add(last)
            del path[last]
    return ()
