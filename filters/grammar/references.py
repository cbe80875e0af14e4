"""One line of a reference list -> CSL item with the place of every field, whatever the style.

The fields are told by a conditional random field over the words (`reference_labels`); addresses, dates and names are
read by rules. Where python-crfsuite is not installed, as when a filter runs alone, the rules of `reference_rules`
decide everything: right for APA and its neighbours, weaker elsewhere.
"""

import re
from collections.abc import Iterable

from filters.grammar.csl import CslItem, CslName, Span, keep_spans, part_others, spans_of
from filters.grammar.dates import find_date, undated
from filters.grammar.reference_addresses import DOI, URL, read_addresses
from filters.grammar.reference_certain import read_certain
from filters.grammar.reference_fields import read_labelled, say_date
from filters.grammar.reference_kinds import settle_kind
from filters.grammar.reference_labels import label_words
from filters.grammar.reference_law import read_case
from filters.grammar.reference_repairs import repair
from filters.grammar.reference_rules import read_by_rules
from filters.grammar.reference_words import cut_words, without_markup
from filters.grammar.words import fold

_DASHES = re.compile(r"^\s*(?:[_—―–-]\s?){2,}[.,:;]?\s*")
_NUMBER = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s)|[•*·–-](?=\s))\s*")
"""The number or mark of an entry in its list; it is none of the work's own words."""
_COUNTED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|[aªºoe.]|ème)?", re.IGNORECASE)
"""The edition as a number, which CSL styles write out in their own way ("2nd ed.")."""
_LONGEST = 4000
"""Code points of an entry that are read; no entry is so long, but what is taken for one may be."""


def parse_reference(text: str) -> CslItem:
    """Read one entry; what is not understood stays in ``note``, which is always the entry as written.

    >>> parse_reference("Kraus, C. (2019). A title. Drug Discovery Today, 24(10), 2033–2043.")["volume"]
    '24'
    """
    item: CslItem = {"type": "document", "note": " ".join(text.split())}
    number = _NUMBER.match(text)
    begin = number.end() if number else 0
    line = text[begin : begin + _LONGEST]
    spans: dict[str, Span] = {}
    no_date = undated(line)
    if no_date:  # what stands for a year is read as one
        line = line[: no_date.start] + "2000".ljust(no_date.end - no_date.start) + line[no_date.end :]
    line = without_markup(line)
    if not read_certain(line, item, spans) and not read_case(line, item, spans):
        words = cut_words(line)
        labels = label_words(words)
        if labels is None:
            read_by_rules(line, item, spans)
        else:
            read_labelled(words, repair(words, labels), item, spans)
    read_addresses(line, item, spans)
    dated = no_date or (find_date(line) if "issued" not in item else None)
    if dated:
        say_date(item, spans, dated)
    settle_kind(item, line)
    part_others(item)
    counted = _COUNTED.fullmatch(item.get("edition", ""))
    if counted:
        item["edition"] = counted[1]
    places = {field: (start + begin, end + begin) for field, (start, end) in spans.items() if field in item}
    keep_spans(item, places)
    return item


def parse_references(lines: Iterable[str]) -> tuple[CslItem, ...]:
    """Read a whole list; a row of dashes stands for the names of the entry before."""
    items: list[CslItem] = []
    before = ""
    for line in lines:
        dashes = _DASHES.match(line)
        if dashes and before and items:
            items.append(_same_names(line, dashes.end(), before, items[-1]))
            continue
        item = parse_reference(line)
        items.append(item)
        place = spans_of(item).get("author") or spans_of(item).get("editor")
        before = line[place[0] : place[1]] if place and place[0] < 12 else ""
    return tuple(items)


def _same_names(line: str, begin: int, before: str, last: CslItem) -> CslItem:
    """Read an entry whose names are dashes as if the names of the entry before stood there."""
    stop = "" if before[-1:] in ".," else "." if line[:begin].rstrip()[-1:] == "." else ""
    head = before + stop + " "
    item = parse_reference(head + line[begin:])
    shift = begin - len(head)
    spans = {
        field: (start + shift, end + shift)
        for field, (start, end) in spans_of(item).items()
        if start >= len(head) and field not in ("author", "editor")
    }
    item.pop("author", None)
    item.pop("editor", None)
    if "author" in last:
        item["author"] = last["author"]
    elif "editor" in last:
        item["editor"] = last["editor"]
    cut = last.get("custom", {}).get("others")
    if cut:
        item.setdefault("custom", {})["others"] = cut
    item["note"] = " ".join(line.split())
    keep_spans(item, spans)
    return item


def years(item: CslItem) -> tuple[str, ...]:
    """Give the years by which a work is cited ("1953", "1900" of 1900/1953), or the folded word in their
    place.
    """
    issued = item.get("issued", {})
    found = [str(parts[0]) for parts in issued.get("date-parts", ())]
    found += [str(parts[0]) for parts in item.get("original-date", {}).get("date-parts", ())]
    return tuple(found) or ((fold_undated(issued["literal"]),) if "literal" in issued else ())


def fold_undated(word: str) -> str:
    """Give one form to "n.d.", "n. d." and "o. J.": what stands for "no date" or "in press" is compared by
    it.
    """
    bare = re.sub(r"[^a-z]", "", fold(word))
    press = (
        "inpress",
        "impress",
        "forthcoming",
        "imdruck",
        "imerscheinen",
        "aparaitre",
        "souspresse",
        "enprensa",
        "noprelo",
        "submitted",
        "accepted",
    )
    return "in press" if bare.startswith(press) else "n.d."


def first_name(item: CslItem) -> CslName | None:
    """Give the name under which the entry stands in its list."""
    names = item.get("author") or item.get("editor") or []
    return names[0] if names else None


__all__ = ["DOI", "URL", "first_name", "fold_undated", "parse_reference", "parse_references", "years"]
