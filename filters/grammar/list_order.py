"""In which order a reference list stands, and which entries stand out of it (APA 7, 9.44 to 9.49).

Lists keep to customs of their own (particles, Mc and Mac, umlauts, what follows the first author). Each custom gives
keys; the one under which the fewest entries stand wrong is the list's own, so that no custom is taken for a slip.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from filters.findings import Severity
from filters.grammar.csl import CslItem, CslName
from filters.grammar.references import years
from filters.grammar.remarks import Apparatus, Remark, label, persons
from filters.grammar.words import fold

Key = tuple[tuple[str, ...], ...]
_NUMBERED = re.compile(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]\s)")
_ARTICLE = re.compile(r"\A(?:the|an?|der|die|das|le|la|les|el|los|o|os|as)\s", re.IGNORECASE)
_SLIPS = 0.1
"""Share of entries out of order up to which they are slips; beyond it the list has another order."""
_RUN = 3
"""Entries that each part of a list in parts has at least."""


def order(apparatus: Apparatus) -> Iterator[Remark]:
    """Find entries out of the alphabet; a list that is numbered, dated, grouped or in order of citation is left."""
    items = apparatus.items
    if len(items) < 2 or apparatus.library or apparatus.styled or _has_own_order(items):
        return
    keys = _keys(items, _own_custom(items))
    wrong = sorted({*_misplaced(keys), *_letters_turned(items)})
    if not wrong:
        return
    if len(wrong) <= max(1, int(len(items) * _SLIPS)):
        for index in wrong:
            yield _slip(items, keys, index, wrong)
    elif not (_in_parts(keys) or _is_dated(items) or _as_cited(apparatus)):
        message = f"The reference list is not in alphabetical order ({len(wrong)} of {len(items)} entries)."
        hint = "Order it by first author, further authors, year and letter."
        yield Remark("list-unordered", Severity.STYLE, message, hint, entry=wrong[0])


def _has_own_order(items: Sequence[CslItem]) -> bool:
    """Tell whether numbers or dashes order the list, or too little of it was understood to judge."""
    notes = [item.get("note", "") for item in items]
    numbered = sum(bool(_NUMBERED.match(note)) for note in notes)
    named = sum(bool(persons(item)) for item in items)
    return numbered * 2 > len(items) or named * 5 < len(items) * 4


@dataclass(frozen=True, slots=True)
class _Custom:
    """How a list sorts: ``words`` one by one or all letters in a row, particles count, Mc is Mac, what follows the
    first author; umlauts as their vowel, with an "e" (German) or after z ("last", Scandinavian).
    """

    words: bool = False
    particles: bool = True
    umlauts: str = ""
    mac: bool = False
    after: str = "authors"


_CHOICES: tuple[Mapping[str, Any], ...] = (
    {"after": "authors"},
    {"after": "year"},
    {"after": "count"},
    {"after": "newest"},
    {"words": True},
    {"particles": False},
    {"umlauts": "e"},
    {"umlauts": "last"},
    {"mac": True},
)


def _own_custom(items: Sequence[CslItem]) -> _Custom:
    """Find the list's custom: each choice is taken if fewer entries stand wrong under it."""
    best, least = _Custom(), len(items) + 1
    for choice in _CHOICES:
        custom = replace(best, **choice)
        wrong = len(_misplaced(_keys(items, custom)))
        if wrong < least:
            best, least = custom, wrong
    return best


def _keys(items: Sequence[CslItem], custom: _Custom) -> list[Key | None]:
    def letters(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if custom.umlauts:
            form = "{}e" if custom.umlauts == "e" else "zz{}"
            text = re.sub("[äöüåæø]", lambda sign: form.format(fold(sign[0])), text, flags=re.IGNORECASE)
        plain = re.sub(r"^the |[^a-z0-9 -]+", "", fold(text).strip())
        plain = re.sub(r"[ -]+", " ", plain) if custom.words else re.sub(r"[ -]+", "", plain)
        return re.sub(r"^mc(?=[a-z]{2})", "mac", plain) if custom.mac else plain

    return [_key(item, letters, custom) for item in items]


def _key(item: CslItem, letters: Callable[[str], str], custom: _Custom) -> Key | None:
    """Give what an entry is sorted by; None if it has neither author nor title, so that it can stand anywhere."""

    def name(each: CslName) -> tuple[str, str]:
        if "literal" in each:
            return letters(each["literal"]), ""
        family = each.get("family", "")
        lead = each.get("non-dropping-particle", "") if custom.particles else ""
        return letters(f"{lead} {family}"), letters(each.get("given", ""))[:1]

    authors = [name(each) for each in persons(item)]
    if not authors:
        title = letters(_ARTICLE.sub("", item.get("title", ""), count=1))
        return ((title,),) if title else None
    year = _year(item)
    if custom.after == "authors":
        rest = tuple(part for author in authors[1:] for part in author)
        return (authors[0], rest, year)
    if custom.after == "count":
        return (authors[0], (str(min(len(authors), 3)),), year)
    if custom.after == "newest":
        turned = (year[0].translate(_TURNED),) if year[0].isdigit() else ("",)
        return (authors[0], turned)
    return (authors[0], year[:1])


_TURNED = str.maketrans("0123456789", "9876543210")


def _year(item: CslItem) -> tuple[str, ...]:
    """Put "n.d." before all years and "in press" after them (APA 7, 9.46); the original year counts for nothing."""
    shown = next(iter(years(item)), "n.d.")
    placed = shown if shown.isdigit() else ("0000" if shown == "n.d." else "9999")
    return (placed, item.get("year-suffix", ""))


def _misplaced(keys: Sequence[Key | None]) -> list[int]:
    """Give the fewest entries without which the rest is in order: what the longest ordered row leaves out."""
    tails: list[Key] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for index, key in enumerate(keys):
        if key is None:
            continue
        place = bisect_right(tails, key)
        tails[place : place + 1] = [key]
        last[place : place + 1] = [index]
        before[index] = last[place - 1] if place else -1
    kept = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [index for index, key in enumerate(keys) if key is not None and index not in kept]


def _letters_turned(items: Sequence[CslItem]) -> list[int]:
    """Find the second of two neighbours that differ in the letter after the year alone, and stand the wrong way."""

    def same(item: CslItem) -> tuple[Any, ...]:
        return (item.get("author"), years(item))

    return [
        at
        for at, (one, other) in enumerate(pairwise(items), 1)
        if same(one) == same(other) and one.get("year-suffix", "") > other.get("year-suffix", "") > ""
    ]


def _slip(items: Sequence[CslItem], keys: Sequence[Key | None], index: int, wrong: Sequence[int]) -> Remark:
    own = keys[index]
    kept = [at for at, key in enumerate(keys) if key is not None and at not in wrong]
    before = [at for at in kept if own is not None and (keys[at] or ()) <= own]
    place = f"after “{label(items[before[-1]])}”" if before else f"before “{label(items[kept[0]])}”"
    message = f"“{label(items[index])}” stands out of the list’s order."
    return Remark("entry-misplaced", Severity.STYLE, message, f"Put it {place}.", entry=index)


def _in_parts(keys: Sequence[Key | None]) -> bool:
    """Tell whether the list is several lists in order, such as sources and literature."""
    known = [key for key in keys if key is not None]
    falls = [at for at, (one, other) in enumerate(pairwise(known), 1) if other < one]
    parts = [end - start for start, end in pairwise([0, *falls, len(known)])]
    return len(parts) <= max(2, len(known) // 8) and min(parts) >= _RUN


def _is_dated(items: Sequence[CslItem]) -> bool:
    dates = [_year(item) for item in items]
    return dates in (sorted(dates), sorted(dates, reverse=True))


def _as_cited(apparatus: Apparatus) -> bool:
    """Tell whether the entries stand in the order in which they are first cited."""
    first = list(dict.fromkeys(mention.reference for mention in apparatus.mentions))
    falls = sum(other < one for one, other in pairwise(first))
    return len(first) > 2 and falls * 10 <= len(first)
