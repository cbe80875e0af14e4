#!/usr/bin/env python3
"""Turn citations written as prose into Cite, each cited work a link to its entry; the words stay as they are."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial

import panflute as pf

from filters.author_links import close_links, open_links
from filters.bibliography import PREFIX, load
from filters.grammar import CslItem, Mention, find_mentions
from filters.passages import Passage, Wrap, join_texts, passages, wrap
from filters.reading_order import in_reading_order


def cite_prose(doc: pf.Doc) -> pf.Doc:
    """Link "(Kraus et al., 2019)", "Grunebaum (2018)" and "[12, 14–16]" to the entries that `read_references` found."""
    items = load(doc)
    if not items:
        return doc
    linked = _is_linked(doc)
    open_links(doc)
    texts = list(passages(doc))
    text, starts = join_texts((each.text, each.headed) for each in texts)
    found: dict[int, list[Mention]] = {}
    for mention in find_mentions(text, items):
        if linked and mention.form == "numeric":
            continue  # what a linked text leaves of its numbers is no evidence any more
        found.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    for place, mentions in found.items():
        _cite(texts[place], starts[place], mentions, items)
    close_links(doc)
    return doc


def _is_linked(doc: pf.Doc) -> bool:
    """Tell whether this filter has been here before."""
    inside = (
        link for each in in_reading_order(doc) if isinstance(each, pf.Cite) for link in in_reading_order(each)
    )
    return any(isinstance(link, pf.Link) and link.url.startswith(f"#{PREFIX}") for link in inside)


def _cite(passage: Passage, start: int, mentions: Sequence[Mention], items: Sequence[CslItem]) -> None:
    wraps: list[Wrap] = []
    groups: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        if mention.group is None:
            wraps.append(_narrative(mention, start, items))
        else:
            groups.setdefault(mention.group, []).append(mention)
    wraps += [_parenthetical(group, inside, start, items, passage.text) for group, inside in groups.items()]
    passage.block.content = wrap(list(passage.block.content), _apart(wraps))


def _apart(wraps: list[Wrap]) -> list[Wrap]:
    """Leave out what lies inside another stretch."""
    kept: list[Wrap] = []
    for each in sorted(wraps, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _narrative(mention: Mention, start: int, items: Sequence[CslItem]) -> Wrap:
    key = items[mention.reference]["id"]

    def make(inlines: list[pf.Inline]) -> pf.Inline:
        locator = _words(f", {mention.locator}") if mention.locator else []
        citation = pf.Citation(key, mode="AuthorInText", suffix=locator)
        return pf.Cite(_link(inlines, key), citations=[citation])

    return Wrap(mention.start - start, mention.end - start, make)


def _parenthetical(
    group: tuple[int, int], mentions: Sequence[Mention], start: int, items: Sequence[CslItem], text: str
) -> Wrap:
    keys = [items[mention.reference]["id"] for mention in mentions]
    around = _around(group, mentions, text, start)
    citations = [
        pf.Citation(key, mode="NormalCitation", prefix=_words(before), suffix=_words(after))
        for key, (before, after) in zip(keys, around, strict=True)
    ]
    inner = tuple(
        Wrap(mention.start - start, mention.end - start, partial(_link, key=key))
        for key, mention in zip(keys, mentions, strict=True)
        if mention.start < mention.end  # a work within a range has no words of its own
    )

    def make(inlines: list[pf.Inline]) -> pf.Inline:
        return pf.Cite(pf.Span(*inlines, classes=["citation"]), citations=citations)

    return Wrap(group[0] - start, group[1] - start, make, inner)


def _around(
    group: tuple[int, int], mentions: Sequence[Mention], text: str, start: int
) -> list[tuple[str, str]]:
    """Give what stands before each cited work ("see", "cf.") and after it (", p. 3"), without what parts them."""
    ends = [group[0] + 1, *(mention.end for mention in mentions)]
    begins = [*(mention.start for mention in mentions), group[1] - 1]
    gaps = [text[end - start : begin - start] for end, begin in zip(ends, begins, strict=True)]
    parted = [gap.partition(";") if ";" in gap else ("", "", gap.lstrip(" \u00a0,")) for gap in gaps[1:-1]]
    before = [gaps[0], *(gap[2] for gap in parted)]
    after = [*(gap[0] for gap in parted), gaps[-1]]
    return [(one.strip(), other.rstrip()) for one, other in zip(before, after, strict=True)]


def _words(text: str) -> list[pf.Inline]:
    """Give a text as inlines."""
    return [part for word in text.split() for part in (pf.Space(), pf.Str(word))][1:]


def _link(inlines: list[pf.Inline], key: str) -> pf.Link:
    return pf.Link(*inlines, url=f"#{PREFIX}{key}")


if __name__ == "__main__":
    pf.dump(cite_prose(pf.load()))
