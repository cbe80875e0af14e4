"""A large library -> the works of it that an article may cite, before pandoc reads them.

Pandoc takes eleven seconds for a BibTeX file of ten thousand works, and an article cites a few dozen of them. What is
chosen is never too little: where a file is not understood, all of it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from filters.grammar.words import fold

ROLES = ("author", "editor")
"""By whom a work is cited (CSL 1.0.2, name variables)."""
NAMES = ("family", "literal", "name")
"""The parts of a person by which prose cites."""
_WORD = re.compile(r"[\w’'-]+")
_MARKUP = re.compile(r"[\\<>*_$`~^\[{&]")
"""Signs of markup: a name with one of them is read by pandoc alone."""

_RECORD = re.compile(r"^TY {1,2}-.*?^ER {1,2}-[^\n]*\n", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"^ID {1,2}-[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_PERSON = re.compile(r"^(?:A[U1-4]|ED) {1,2}-[ \t]*([^,\n]*)", re.MULTILINE)
_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*\{")
_KEY = re.compile(r"\s*([^\s,{}]+)\s*,")
_BRACE = re.compile(r"\\[{}]|[{}]")
"""A brace behind a backslash opens and closes nothing, as pandoc reads it."""
_PEOPLE = re.compile(r"(?<![\w-])(?:short)?(?:author|editor)[a-c]?\s*=\s*", re.IGNORECASE)
_VALUE = re.compile(r"(?:\{((?:[^{}]|\{[^{}]*\})*)\}|\"((?:[^\"{}]|\{[^{}]*\})*)\")\s*[,}]")
"""A value of a field with at most one level of braces in it, which nothing is joined to."""
_RELATIVES = re.compile(
    r"(?<![\w-])(?:crossref|xref|xdata|entryset|related)\s*=\s*[{\"]([^{}\"]*)[}\"]", re.IGNORECASE
)
"""Fields that name other entries, of which this one takes what it lacks (biblatex manual, 2.4.1)."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an article may cite: works of these keys, or of somebody whose last name ends with one of these words."""

    keys: frozenset[str]
    words: frozenset[str]

    def names(self, person: str) -> bool:
        """Tell whether a person's or a group's last word stands in the text."""
        return last_word(person) in self.words


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of a library, or all of it, and the keys that were seen and left out."""

    content: Any
    left: frozenset[str] = frozenset()


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text as names are compared with them."""
    return frozenset(_WORD.findall(fold(text)))


def last_word(name: str) -> str:
    """Give the word of a name that is compared, "" if it has none.

    >>> last_word("van den Berg")
    'berg'
    """
    words = _WORD.findall(fold(name))
    return words[-1] if words else ""


def choose_items(items: Sequence[Any], wanted: Wanted) -> Chosen:
    """Choose from works as CSL-JSON and YAML have them; what is no work stays, for pandoc to judge."""
    kept = [each for each in items if not isinstance(each, dict) or _may_be_cited(each, wanted)]
    keys = {str(each.get("id")) for each in kept if isinstance(each, dict)}
    chosen = [each for each in items if not isinstance(each, dict) or str(each.get("id")) in keys]
    left = {str(each.get("id")) for each in items if isinstance(each, dict)} - keys
    return Chosen(chosen, frozenset(left))


def _may_be_cited(work: Mapping[str, Any], wanted: Wanted) -> bool:
    return str(work.get("id")) in wanted.keys or any(
        _is_named(person, wanted) for role in ROLES for person in _people(work.get(role))
    )


def _people(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_named(person: Any, wanted: Wanted) -> bool:
    if not isinstance(person, dict):
        return True
    parts = [str(person[part]) for part in NAMES if part in person]
    return any(_MARKUP.search(part) or wanted.names(part) for part in parts)


def choose_csl_json(text: str, wanted: Wanted) -> Chosen:
    """Choose from CSL-JSON: a list of works."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return Chosen(text)
    if not isinstance(items, list):
        return Chosen(text)
    chosen = choose_items(items, wanted)
    return Chosen(json.dumps(chosen.content, ensure_ascii=False), chosen.left)


def choose_ris(text: str, wanted: Wanted) -> Chosen:
    """Choose from RIS; without an ID in each record pandoc makes keys that depend on all that stands before."""
    records = _RECORD.findall(text + "\n")
    ids = [_ID.findall(record) for record in records]
    if not all(len(each) == 1 for each in ids) or "".join(records).split() != text.split():
        return Chosen(text)
    keys = [each[0] for each in ids]
    cited = {
        key
        for key, record in zip(keys, records, strict=True)
        if key in wanted.keys or any(map(wanted.names, _PERSON.findall(record)))
    }
    kept = [record for key, record in zip(keys, records, strict=True) if key in cited]
    return Chosen("".join(kept), frozenset(keys) - cited)


def choose_bibtex(text: str, wanted: Wanted) -> Chosen:
    """Choose from BibTeX or biblatex; abbreviations (`@string`) stay, and what an entry takes over from others."""
    try:
        entries = list(cut_entries(text))
    except NotUnderstood:
        return Chosen(text)
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for key, entry in entries:
        for other in _relatives(entry):
            above.setdefault(key.lower(), set()).add(other)
            below.setdefault(other, set()).add(key.lower())
    named = {key.lower() for key, entry in entries if not key or _is_by_named(entry, wanted)}
    cited = _spread(named, below) | {key.lower() for key in wanted.keys}
    cited = _spread(cited, above)
    kept = [entry for key, entry in entries if key.lower() in cited]
    return Chosen("\n".join(kept), frozenset(key for key, _ in entries if key.lower() not in cited))


def _spread(keys: set[str], to: Mapping[str, set[str]]) -> set[str]:
    """Add what the keys lead to, from one to the next."""
    reached, new = set(keys), list(keys)
    while new:
        fresh = to.get(new.pop(), set()) - reached
        reached |= fresh
        new += fresh
    return reached


class NotUnderstood(Exception):
    """A file is written in a way that only pandoc may judge."""


def cut_entries(text: str) -> Iterator[tuple[str, str]]:
    """Cut a file at its entries: each with its key, "" for what belongs to all of them."""
    end = 0
    while (at := text.find("@", end)) >= 0:
        head = _HEAD.match(text, at)
        if head is None or _BRACE.search(text, end, at):
            raise NotUnderstood
        kind, start, end = head[1].lower(), at, _end(text, head.end())
        key = _KEY.match(text, head.end(), end)
        if kind in ("string", "preamble"):
            yield "", text[start:end]
        elif kind != "comment":
            if key is None:
                raise NotUnderstood
            yield key[1], text[start:end]
    if _BRACE.search(text, end):
        raise NotUnderstood


def _end(text: str, start: int) -> int:
    """Find the place behind the brace that closes the one before ``start``."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    raise NotUnderstood


def _relatives(entry: str) -> set[str]:
    """Give the keys of the entries that an entry takes something over from."""
    return {key.strip().lower() for keys in _RELATIVES.findall(entry) for key in keys.split(",")}


def _is_by_named(entry: str, wanted: Wanted) -> bool:
    """Tell whether an author or editor of an entry may be one of those who are named."""
    return any(_holds(entry, field.end(), wanted) for field in _PEOPLE.finditer(entry))


def _holds(entry: str, start: int, wanted: Wanted) -> bool:
    """Tell the same of the value that begins here; of one with markup or an abbreviation it is not known."""
    value = _VALUE.match(entry, start)
    if value is None:
        return True
    people = value[1] or value[2] or ""
    if _MARKUP.search(people.replace("{", "").replace("}", "")) or "=" in people:
        return True
    if "{" in people and any(word in wanted.words for word in _WORD.findall(fold(people)) if len(word) > 1):
        return True
    return any(wanted.names(person.partition(",")[0]) for person in _AND.split(people))
