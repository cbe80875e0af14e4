"""Prose citations and a plain list, made ready for a citation style: what citeproc may rewrite, and what it may not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from filters.bibliography import PREFIX
from filters.grammar.csl import OTHERS, is_cut_short
from filters.grammar.words import UNDATED, YEAR, fold
from filters.passages import cut, running_text
from filters.reading_order import in_reading_order, plain_text
from lectern.bibliographies.styles import Form

if TYPE_CHECKING:
    import panflute as pf

_NARRATIVE = re.compile(r"(?P<names>[^()\[\]]+?)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\Z")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_YEAR = re.compile(rf"\b{YEAR}[a-z]?\b|{UNDATED}", re.IGNORECASE)
_LOCATOR = re.compile(r"(?:[^\W\d_]{1,9}\.?|§+|¶)?\s*\d[\d\s,–—-]*(?:ff?\.)?\Z")
"""A place in a work: "p. 3", "S. 4–6", "45"."""
_NUMBER = re.compile(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s|\Z))\s*")
_SMALL = frozenset(
    re.split(
        r"\s+",
        """a accessed an and at available by chap chapter com de del der die doi e ed edited edition editor editors
        eds en et fig for from hg hrsg http https i in issue journal la le no nr of on online org p pages para pp press
        retrieved s seiten the to und url v vol volume www y author""",
    )
)
"""Words of an entry that stand for its form and are said again, or not, by the style."""
MARKS = (Form.NUMERIC, Form.LABEL, Form.NOTE)
"""Forms that cite by a mark, which names nobody: the names in the text stay the author's."""
_LEFT = 1
"""Words of an entry that may be in no field: more, and the parser did not understand it."""


def is_understood(item: Mapping[str, Any]) -> bool:
    """Tell whether an entry was read so well that a style may write it anew: nothing of it would be lost."""
    names = item.get("author") or item.get("editor") or []
    cut = OTHERS in names or is_cut_short(item) or is_cut_short(item, "editor")
    if not names or not item.get("title") or not item.get("issued") or cut:
        return False
    fields = _words(
        " ".join(_strings({key: value for key, value in item.items() if key not in ("id", "note")}))
    )
    entry = _words(_NUMBER.sub("", str(item.get("note", "")), count=1))
    left = [word for word in entry if word not in fields and word not in _SMALL and len(word) > 1]
    return len(left) <= _LEFT


def for_style(item: Mapping[str, Any]) -> dict[str, Any]:
    """Give an item as citeproc takes it: the style makes letters after years, and the entry as written is no field."""
    kept = {key: value for key, value in item.items() if key not in ("note", "year-suffix")}
    kept["author"] = [name for name in item.get("author", ()) if name != OTHERS]
    return {key: value for key, value in kept.items() if value}


def may_rewrite(cite: pf.Cite, clear: Collection[str], form: Form) -> bool:
    """Tell whether a style may write a prose citation anew: its works are clear and no word of it would be lost."""
    import panflute as pf

    if not all(each.id in clear for each in cite.citations):
        return False
    if any(isinstance(each, pf.Math | pf.Code | pf.Image | pf.Note) for each in in_reading_order(cite)):
        return False
    if cite.citations[0].mode != "AuthorInText":
        return not any(_is_more(each) for each in cite.citations)
    words = plain_text(*cite.content).strip()
    found = _NARRATIVE.match(words)
    if found is None:
        return form in MARKS and not _YEAR.search(words)
    rest = _YEAR.sub("", found["inside"], count=1).strip(" ,:")
    if rest.split() != plain_text(*cite.citations[0].suffix).strip(" ,").split():
        return False
    return form in MARKS or not _POSSESSIVE.search(found["names"])


def read_locator(cite: pf.Cite) -> None:
    """Give a narrative citation the place that its bracket names: "Marsh (2004, p. 7)"."""
    if cite.citations[0].mode != "AuthorInText" or cite.citations[0].suffix:
        return
    found = _NARRATIVE.match(plain_text(*cite.content).strip())
    rest = _YEAR.sub("", found["inside"], count=1).strip(" ,:") if found else ""
    if _LOCATOR.match(rest):
        cite.citations[0].suffix = _inlines(f", {rest}")


def _inlines(text: str) -> list[pf.Inline]:
    import panflute as pf

    return [part for word in text.split() for part in (pf.Space(), pf.Str(word))][1:]


def _is_more(citation: pf.Citation) -> bool:
    """Tell whether beside a work something stands that needs the bracket: a figure, a work that is not listed."""
    before, after = plain_text(*citation.prefix), plain_text(*citation.suffix)
    return any(map(str.isdigit, before)) or bool(_YEAR.search(after)) or ";" in before + after


def with_mark(cite: pf.Cite) -> list[pf.Inline]:
    """Part a narrative citation for a style that cites by marks: the names, as written, and the mark after them."""
    import panflute as pf

    link = cite.content[0]
    found = _NARRATIVE.match(running_text(link.content))
    names = cut(list(link.content), [found.end("names")]) if found else list(link.content)
    kept = names[: _count(names, found.end("names"))] if found else names
    (citation,) = cite.citations
    mark = pf.Citation(citation.id, mode="NormalCitation", suffix=list(citation.suffix))
    return [*kept, pf.Space(), pf.Cite(pf.Str("…"), citations=[mark])]


def _count(pieces: Sequence[pf.Inline], end: int) -> int:
    """Count the pieces that make the text up to a place."""
    sizes = accumulate(len(running_text([piece])) for piece in pieces)
    return next((number for number, size in enumerate(sizes, 1) if size >= end), len(pieces))


def take_entries(listing: pf.Div) -> dict[str, list[pf.Inline]]:
    """Take the entries out of the list; give their words by key, without their numbers."""
    taken = {}
    for entry in listing.content:
        words = list(entry.content[0].content[0].content)
        taken[entry.identifier.removeprefix(PREFIX)] = _without_number(words)
    listing.content = []
    return taken


def give_words(
    listing: pf.Div,
    words: Mapping[str, list[pf.Inline]],
    items: Mapping[str, Mapping[str, Any]],
    unclear: Collection[str],
) -> tuple[str, ...]:
    """Let entries say the author's words again, where the entry was unclear or the style lost some of them.

    The style's number stays. Gives the keys of the entries that lost words.
    """
    import panflute as pf

    lost = []
    for entry in listing.content:
        key = entry.identifier.removeprefix(PREFIX)
        if "csl-entry" not in entry.classes or key not in items:
            continue
        if key not in unclear and not _loses(plain_text(entry), items[key]):
            continue
        lost += [key] if key not in unclear else []
        own = words.get(key) or [pf.Str(str(items[key].get("title", key)))]
        spans = [each for each in in_reading_order(entry) if isinstance(each, pf.Span)]
        number = [each for each in spans if "csl-left-margin" in each.classes][:1]
        entry.content = [pf.Para(*number, pf.Span(*own, classes=["csl-right-inline"]))]
    return tuple(lost)


def _loses(said: str, item: Mapping[str, Any]) -> bool:
    """Tell whether a style left out what a reader needs to find the work.

    Names, places, dates and numbers are the style's to shorten; of a work from a bibliography the title must stand.
    """
    there = _words(said)
    if "note" not in item:
        title = _words(re.sub(r"<[^<>]{1,20}>", "", str(item.get("title", ""))))
        return sum(word in there for word in title) * 2 < len(title)
    free = {"author", "editor", "publisher-place", "issued", "DOI", "URL", "volume", "issue", "page"}
    spare = _words(" ".join(_strings({key: value for key, value in item.items() if key in free})))
    words = [word for word in _words(str(item["note"])) if len(word) > 3 and not any(map(str.isdigit, word))]
    return len({word for word in words if word not in {*there, *spare, *_SMALL}}) > _LEFT


def _without_number(inlines: list[pf.Inline]) -> list[pf.Inline]:
    import panflute as pf

    if inlines and isinstance(inlines[0], pf.Str) and (found := _NUMBER.match(inlines[0].text)):
        rest = inlines[0].text[found.end() :]
        after = inlines[1:]
        while not rest and after and isinstance(after[0], pf.Space):
            after = after[1:]
        return [*([pf.Str(rest)] if rest else []), *after]
    return inlines


def _strings(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [said for each in value.values() for said in _strings(each)]
    if isinstance(value, list | tuple):
        return [said for each in value for said in _strings(each)]
    return [str(value)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
