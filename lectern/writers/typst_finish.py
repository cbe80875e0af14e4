"""What Typst painted -> a PDF ready for its tags: links that lead somewhere, destinations, bookmarks, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    OutlineItem,
    Pdf,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from lectern.writers.structure_tree import Trace, Tree
from lectern.writers.structure_tree.painted import Bounds

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def settle_links(pdf: Pdf, traces: Sequence[Trace]) -> tuple[Trace, ...]:
    """Turn the marks of what stands in a link into that link, one for each line; take all other marks away.

    Gives the traces without those of marks that were joined.
    """
    kept: dict[tuple[Element, int, int], Object] = {}
    numbers: set[int] = set()
    settled: list[Trace] = []
    for trace in traces:
        if trace.annotation is None or trace.element is None or trace.bounds is None:
            settled.append(trace)
            continue
        line = (trace.element, trace.page, round((trace.bounds[1] + trace.bounds[3]) / 2 / 6))
        if line in kept:
            kept[line].Rect = Array(_joined(kept[line].Rect, trace.bounds))
        else:
            kept[line] = _lead(pdf.get_object(trace.annotation, 0), trace.element.get("href", ""))
            numbers.add(trace.annotation)
            settled.append(trace)
    for page in pdf.pages:
        annotations = [each for each in page.obj.get(Name.Annots, ()) if each.objgen[0] in numbers]
        if annotations:
            page.obj.Annots = Array(annotations)
        elif Name.Annots in page.obj:
            del page.obj.Annots
    return tuple(settled)


def _joined(rect: Object, bounds: Bounds) -> list[float]:
    left, bottom, right, top = (float(each) for each in rect)
    return [min(left, bounds[0]), min(bottom, bounds[1]), max(right, bounds[2]), max(top, bounds[3])]


def _lead(annotation: Object, address: str) -> Object:
    """Let an annotation lead to an address, or to a place in the document."""
    if address.startswith("#"):
        del annotation.A
        annotation.Dest = String(address[1:])
    else:
        annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
    return annotation


def annotation_numbers(pdf: Pdf) -> list[int]:
    """List the object numbers of all annotations, page by page."""
    return [each.objgen[0] for page in pdf.pages for each in page.obj.get(Name.Annots, ())]


def name_places(pdf: Pdf, html: Element, traces: Iterable[Trace], pages: Mapping[str, int]) -> None:
    """Make a destination of every id, at the top of what stands there first; and bookmarks of the headings."""
    tops = _tops(html, traces)
    names = Array()
    for name, page in sorted(pages.items(), key=lambda each: bytes(String(each[0]))):
        names.append(String(name))
        names.append(_destination(pdf, page, tops.get(name)))
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=names)))
    stack: list[tuple[int, OutlineItem]] = []
    with pdf.open_outline() as outline:
        outline.root.clear()
        for heading in _headings(html):
            name = _id_of(heading, pages)
            item = OutlineItem(
                heading.get("data-label", ""), _destination(pdf, pages.get(name, 0), tops.get(name))
            )
            level = int(heading.tag[1])
            while stack and stack[-1][0] >= level:
                stack.pop()
            (stack[-1][1].children if stack else outline.root).append(item)
            item.is_closed = False
            stack.append((level, item))


def _headings(html: Element) -> Iterator[Element]:
    return (each for each in html.iter() if each.tag in _HEADINGS)


def _id_of(heading: Element, pages: Mapping[str, int]) -> str:
    return next((name for each in heading.iter() if (name := each.get("id", "")) in pages), "")


def _tops(html: Element, traces: Iterable[Trace]) -> Mapping[str, float]:
    parents = {child: parent for parent in html.iter() for child in parent}
    tops: dict[str, float] = {}
    for trace in traces:
        element = trace.element if trace.mcid is not None and trace.bounds else None
        while element is not None:
            if (name := element.get("id")) and name not in tops:
                tops[name] = trace.bounds[3] if trace.bounds else 0
            element = parents.get(element)
    return tops


def _destination(pdf: Pdf, page: int, top: float | None) -> Array:
    place: Any = round(top, 2) if top is not None else None
    return Array([pdf.pages[page].obj, Name.XYZ, None, place, None])


def word(pdf: Pdf, tree: Tree, traces: Iterable[Trace], painted: Mapping[tuple[int, int], str]) -> None:
    """Let marked content say its words where its glyphs say others, and make artifacts of what belongs to nothing."""
    said = {(trace.page, trace.mcid): trace.text for trace in traces if trace.mcid is not None}
    wordings = {**said, **tree.wordings}
    known = set(said) - tree.artifacts
    for number, page in enumerate(pdf.pages):
        changed = False
        made: list[Any] = []
        for instruction in parse_content_stream(page):
            replaced = _marked(instruction, number, known, wordings, painted)
            changed = changed or replaced is not None
            made.append(replaced or instruction)
        if changed:
            page.Contents = pdf.make_stream(unparse_content_stream(made))


def _marked(
    instruction: Any,
    page: int,
    known: set[tuple[int, int]],
    wordings: Mapping[tuple[int, int], str],
    painted: Mapping[tuple[int, int], str],
) -> ContentStreamInstruction | None:
    """Give the start of marked content as it must be, None where it is right."""
    if str(instruction.operator) != "BDC" or not isinstance(instruction.operands[1], Dictionary):
        return None
    properties = instruction.operands[1]
    if Name.MCID not in properties:
        return None
    place = (page, int(properties.MCID))
    if place not in known:
        artifact = [Name.Artifact, Dictionary(Type=Name.Layout)]
        return ContentStreamInstruction(artifact, Operator("BDC"))
    wanted = wordings.get(place, "")
    if wanted == painted.get(place, ""):
        return None
    named = Dictionary(MCID=place[1], ActualText=String(wanted))
    return ContentStreamInstruction([Name.Span, named], Operator("BDC"))
