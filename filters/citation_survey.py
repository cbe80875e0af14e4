"""Document -> Survey: every citation with its place and its entry, and what is to be said of them; nothing changes."""

import json
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import panflute as pf

from filters.bibliography import PREFIX, entry_list, language, uncited
from filters.grammar import CslItem, read_citations
from filters.grammar.remarks import Apparatus, Remark
from filters.grammar.rules import remarks
from filters.passages import OPAQUE, join_texts, running_text
from filters.reading_order import changed, children, plain_text

_HOLDERS = (pf.Para, pf.Plain, pf.LineItem)
_TABULAR = {"table", "caption"}


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of running text: ``start`` and ``end`` in the text of the survey (code points).

    ``section`` is the heading it stands under, ``paragraph`` the number of the paragraph, counted from 1 through the
    article; a note, table or caption has the number of the paragraph before or round it. ``kind`` is one of
    "paragraph", "note", "table", "caption".
    """

    section: str
    paragraph: int
    kind: str
    start: int
    end: int

    def __str__(self) -> str:
        """Say the place as a reader finds it."""
        which = f"paragraph {self.paragraph}"
        if self.kind != "paragraph":
            which = f"{self.kind} at {which}"
        return f"{self.section}, {which}" if self.section else which


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited work: words ``start`` to ``end`` of the text name the work at index ``entry``.

    ``form`` is "parenthetical", "narrative", "split" or "numeric", or "marked" for a citation in Pandoc's own
    notation.
    """

    start: int
    end: int
    entry: int
    form: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that is cited in an article, its reference list, and what is to be mended."""

    text: str
    places: tuple[Place, ...]
    items: tuple[CslItem, ...]
    citations: tuple[Citation, ...]
    remarks: tuple[Remark, ...]

    def place(self, start: int) -> Place:
        """Give the place of a character of the text."""
        return self.places[bisect_right([place.start for place in self.places], start) - 1]

    def words(self, start: int, end: int) -> str:
        """Quote the words round a stretch, whole ones, within its paragraph."""
        place = self.place(start)
        first, last = max(place.start, start - 60), min(place.end, end + 40)
        before, after = self.text[first:start], self.text[end:last]
        before = "… " + before.partition(" ")[2] if first > place.start else before
        after = after.rpartition(" ")[0] + " …" if last < place.end else after
        return " ".join(f"{before}{self.text[start:end]}{after}".replace(OPAQUE, "").split())


def survey(doc: pf.Doc, items: Sequence[CslItem]) -> Survey:
    """Look through a document whose citations are linked and whose reference list has been read."""
    places: list[Place] = []
    linked: list[Citation] = []
    numbers = {item["id"]: index for index, item in enumerate(items)}
    styled: list[tuple[int, int]] = []
    blocks = list(_blocks(doc))
    texts = [running_text(block.content, open_citations=True) for block, _, _, _ in blocks]
    headed = [False, *(before[1] != after[1] for before, after in pairwise(blocks))]
    whole, starts = join_texts(zip(texts, headed, strict=False))
    for (block, section, paragraph, kind), text, start in zip(blocks, texts, starts, strict=True):
        places.append(Place(section, paragraph, kind, start, start + len(text)))
        linked += _links(block.content, start, numbers)
        styled += _styled(block.content, start)
    read = read_citations(whole, items)
    citations = [
        Citation(each.start, each.end, each.reference, each.form, each.locator) for each in read.mentions
    ]
    citations += _beside(linked, citations)
    apparatus = Apparatus(
        text=whole,
        items=items,
        mentions=[each for each in read.mentions if not _within(each.start, styled)],
        doubts=[each for each in read.doubts if not _within(each.start, styled)],
        cited=frozenset(numbers[key] for key in _cited(doc, numbers) if key in numbers)
        | {each.entry for each in citations},
        library=_library(doc, numbers),
        styled=bool(styled),
        language=language(doc),
        tables=tuple((each.start, each.end) for each in places if each.kind in _TABULAR),
    )
    return Survey(
        whole,
        tuple(places),
        tuple(items),
        tuple(sorted(citations, key=lambda each: (each.start, each.end))),
        remarks(apparatus),
    )


def _blocks(doc: pf.Doc) -> Iterator[tuple[pf.Element, str, int, str]]:
    """Give what holds running text, with its section, paragraph number and kind; no headings, no reference list."""
    section, paragraph = "", 0
    waiting: list[tuple[pf.Element, str]] = [(doc, "paragraph")]
    while waiting:
        element, kind = waiting.pop()
        if isinstance(element, pf.Div) and element.identifier == "refs":
            continue
        if isinstance(element, pf.Header):
            section = " ".join(plain_text(element).split())
        kind = _kind(element, kind)
        if isinstance(element, _HOLDERS):
            paragraph += kind == "paragraph"
            yield element, section, max(paragraph, 1), kind
        waiting.extend((child, kind) for child in reversed(list(children(element))))


def _kind(element: pf.Element, around: str) -> str:
    if isinstance(element, pf.Note):
        return "note"
    if isinstance(element, pf.Caption):
        return "caption"
    return "table" if isinstance(element, pf.Table) and around != "note" else around


def _links(inlines: Sequence[pf.Inline], start: int, numbers: dict[str, int]) -> Iterator[Citation]:
    """Find the links to entries among inlines that begin at ``start``."""
    for inline in inlines:
        size = len(running_text([inline], open_citations=True))
        if isinstance(inline, pf.Link) and inline.url.removeprefix(f"#{PREFIX}") in numbers:
            yield Citation(start, start + size, numbers[inline.url.removeprefix(f"#{PREFIX}")], "marked")
        elif isinstance(inline, pf.Cite | pf.Link | pf.Span | pf.Emph | pf.Strong | pf.Quoted):
            yield from _links(inline.content, start + isinstance(inline, pf.Quoted), numbers)
        start += size


def _styled(inlines: Sequence[pf.Inline], start: int) -> Iterator[tuple[int, int]]:
    """Find the citations that a citation style wrote: Pandoc numbers those that are written by key, and no others."""
    for inline in inlines:
        size = len(running_text([inline], open_citations=True))
        if isinstance(inline, pf.Cite) and all(each.note_num for each in inline.citations):
            yield start, start + size
        elif isinstance(inline, pf.Span | pf.Emph | pf.Strong | pf.Quoted):
            yield from _styled(inline.content, start + isinstance(inline, pf.Quoted))
        start += size


def _within(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (place, sys.maxsize)) - 1
    return at >= 0 and place < stretches[at][1]


def _library(doc: pf.Doc, numbers: Mapping[str, int]) -> frozenset[int]:
    """Find the works that come from a bibliography file, or stand there and not in the list."""
    named = doc.metadata.content.get("lectern-library")
    keys = (
        json.loads(named.text if isinstance(named, pf.MetaString) else pf.stringify(named)) if named else []
    )
    listing = entry_list(doc)
    if listing is not None:
        listed = {getattr(each, "identifier", "") for each in listing.content}
        keys += [key for key in numbers if PREFIX + key not in listed]
    return frozenset(numbers[key] for key in keys if key in numbers)


def _beside(linked: Sequence[Citation], known: Sequence[Citation]) -> list[Citation]:
    """Keep the linked citations that the grammar did not read."""
    starts = [each.start for each in known]
    beside = []
    for each in linked:
        at = bisect_right(starts, each.start) - 1
        near = known[max(at, 0) : at + 2]
        if not any(each.start < other.end and other.start < each.end for other in near):
            beside.append(each)
    return beside


def _cited(doc: pf.Doc, known: Collection[str]) -> set[str]:
    """Collect the citekeys of all citations, wherever they stand, and of works that need none (`nocite`)."""
    wished = uncited(doc)
    keys = set(known if "*" in wished else wished)

    def collect(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Cite):
            keys.update(citation.id for citation in element.citations)
        elif isinstance(element, pf.Link) and element.url.startswith(f"#{PREFIX}"):
            keys.add(element.url.removeprefix(f"#{PREFIX}"))

    changed(doc, collect)
    return keys
