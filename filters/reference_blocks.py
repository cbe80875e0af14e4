"""Where in a document the reference list stands: paragraphs, list items, lines of verse or of one paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import panflute as pf

from filters.grammar import find_reference_list, is_link_line, is_reference_heading, split_entries
from filters.passages import running_text
from filters.reading_order import changed

Inlines = list[pf.Inline]


@dataclass(frozen=True, slots=True)
class Found:
    """A reference list inside ``holder``: the blocks before and after it, its heading if any, and its entries."""

    holder: pf.Element
    before: list[pf.Block]
    heading: pf.Block | None
    entries: list[Inlines]
    after: list[pf.Block]


@dataclass(frozen=True, slots=True)
class _Line:
    """What may be one entry: block index in its holder, inlines, text; ``whole`` if the block is no more than this."""

    block: int
    inlines: Inlines = field(repr=False)
    text: str
    whole: bool


def find_list(doc: pf.Doc) -> Found | None:
    """Find the list under its heading, else the longest run of entries; the last one if several are equal."""
    titled: Found | None = None
    longest: Found | None = None
    for holder in _holders(doc):
        for lines in _stretches(holder):
            entries = find_reference_list([line.text for line in lines])
            if entries is None:
                continue
            found = _found(holder, lines, entries)
            if found.heading is not None:
                titled = found
            if longest is None or len(found.entries) >= len(longest.entries):
                longest = found
    return titled or longest


def _holders(doc: pf.Doc) -> list[pf.Element]:
    holders: list[pf.Element] = [doc]
    changed(doc, lambda each, _: holders.append(each) if isinstance(each, pf.Div) else None)
    return holders


def _stretches(holder: pf.Element) -> Iterator[list[_Line]]:
    """Cut the blocks of a holder at headings and at what can hold no entry; a heading begins its stretch."""
    lines: list[_Line] = []
    for index, block in enumerate(holder.content):
        made = _lines(index, block)
        if isinstance(block, pf.Header) or not made:
            yield lines
            lines = []
        lines += made
    yield lines


def _lines(index: int, block: pf.Block) -> list[_Line]:
    if isinstance(block, pf.Header):
        return [_Line(index, list(block.content), running_text(block.content), True)]
    if isinstance(block, pf.Para | pf.Plain):
        parts = _entries_of(list(block.content))
    elif isinstance(block, pf.LineBlock):
        parts = _joined([list(line.content) for line in block.content])
    elif isinstance(block, pf.BulletList | pf.OrderedList):
        parts = _items(block)
    else:
        return []
    return [_Line(index, part, _said(part), len(parts) == 1) for part in parts]


def _said(inlines: Inlines) -> str:
    """Give the text of a possible entry; links count, for they may be its address."""
    return running_text(inlines, open_citations=True)


def _items(block: pf.Element) -> list[Inlines]:
    """Take a list whose items are one paragraph each; the numbers of a numbered list become words."""
    if not all(
        len(item.content) == 1 and isinstance(item.content[0], pf.Para | pf.Plain) for item in block.content
    ):
        return []
    items = [list(item.content[0].content) for item in block.content]
    if isinstance(block, pf.OrderedList):
        return [[pf.Str(f"{number}."), pf.Space(), *item] for number, item in enumerate(items, block.start)]
    return items


def _entries_of(inlines: Inlines) -> list[Inlines]:
    """Part a paragraph at its line breaks if that gives entries."""
    lines: list[Inlines] = [[]]
    for inline in inlines:
        if isinstance(inline, pf.LineBreak | pf.SoftBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return _joined([line for line in lines if line])


def _joined(lines: list[Inlines]) -> list[Inlines]:
    """Put lines that go on with an entry behind the line that began it."""
    parts: list[Inlines] = []
    for group in split_entries([_said(line) for line in lines]):
        whole: Inlines = []
        for number in group:
            whole += [pf.Space(), *lines[number]] if whole else lines[number]
        parts.append(whole)
    return parts


def _with_links(lines: Sequence[_Line]) -> list[Inlines]:
    """Put a line of links ("PubMed | Google Scholar") behind the entry it belongs to."""
    entries: list[Inlines] = []
    for line in lines:
        if entries and is_link_line(line.text):
            entries[-1] = [*entries[-1], pf.Space(), *line.inlines]
        else:
            entries.append(line.inlines)
    return entries


def _found(holder: pf.Element, lines: Sequence[_Line], entries: range) -> Found:
    """Cut the holder's blocks round the entries; lines of the same paragraph that are none stay paragraphs."""
    first, last = lines[entries.start].block, lines[entries.stop - 1].block
    lead = [line for line in lines[: entries.start] if line.block == first]
    tail = [line for line in lines[entries.stop :] if line.block == last]
    chosen = _with_links([lines[index] for index in entries])
    blocks = list(holder.content)
    if not isinstance(blocks[first], pf.Para | pf.Plain):
        chosen, lead = [*(line.inlines for line in lead), *chosen], []
    if not isinstance(blocks[last], pf.Para | pf.Plain):
        chosen, tail = [*chosen, *(line.inlines for line in tail)], []
    before = [*blocks[:first], *(pf.Para(*line.inlines) for line in lead)]
    after = [*(pf.Para(*line.inlines) for line in tail), *blocks[last + 1 :]]
    heading = None
    if (
        before
        and isinstance(before[-1], pf.Header | pf.Para | pf.Plain)
        and is_reference_heading(running_text(before[-1].content))
    ):
        heading = before.pop()
    return Found(holder, before, heading, chosen, after)
