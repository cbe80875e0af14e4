#!/usr/bin/env python3
"""Every sentence, row, image, formula and entry gets an id that runs through all editions.

An id is `s-` and eight hex digits of SHA-256 over the fragment's normalised text, its kind and its heading path,
with an ordinal for twins: an edit elsewhere changes no other id.
"""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import panflute as pf

from filters.cut_inlines import cut
from filters.grammar.sentences import find_sentences
from filters.phrases import language
from filters.reading_order import changed, children, plain_text

KEY = "lectern-fragments"
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_OWN = re.compile(r"s-[0-9a-f]{8}(?:-\d+)?\Z")


@dataclass(frozen=True)
class _Place:
    """Where a block stands: its kind, the headings above it, its language, its top section."""

    kind: str = "sentence"
    path: tuple[str, ...] = ()
    language: str = "en"
    section: str = ""


@dataclass
class _Marks:
    """What is marked so far: how often each digest was given, and the fragments in reading order."""

    given: dict[str, int] = field(default_factory=dict)
    fragments: list[dict[str, str]] = field(default_factory=list)

    def add(self, text: str, place: _Place, kind: str = "") -> str:
        """List a fragment and give its id."""
        kind = kind or place.kind
        made = fragment_id(text, kind, place.path, self.given)
        self.fragments.append(
            {
                "id": made,
                "kind": kind,
                "text": _normal(text),
                "language": place.language,
                "section": place.section,
            }
        )
        return made


def fragment_id(text: str, kind: str, path: Sequence[str], given: dict[str, int]) -> str:
    """Make the id of a fragment; ``given`` counts the twins and is added to."""
    content = "|".join((_normal(text).casefold(), kind, *path))
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    given[digest] = given.get(digest, 0) + 1
    return f"s-{digest}" if given[digest] == 1 else f"s-{digest}-{given[digest]}"


def mark_fragments(doc: pf.Doc) -> pf.Doc:
    """Mark all fragments and list them, in reading order, in the metadata; a marked document stays as it is."""
    if KEY in doc.metadata.content:
        return doc
    changed(doc, _write_quotes)
    marks = _Marks()
    _mark_blocks(doc.content, _Place(language=language(doc)), marks)
    doc.metadata[KEY] = pf.MetaList(
        *(
            pf.MetaMap(**{name: pf.MetaString(value) for name, value in each.items()})
            for each in marks.fragments
        )
    )
    return doc


def _write_quotes(element: pf.Element, _: pf.Doc) -> list[pf.Inline] | None:
    """Write quotation marks as characters: a quotation cut in two must not gain marks."""
    if not isinstance(element, pf.Quoted):
        return None
    opening, closing = _QUOTES[element.quote_type]
    return [pf.Str(opening), *element.content, pf.Str(closing)]


def _mark_blocks(blocks: Sequence[pf.Block], place: _Place, marks: _Marks) -> None:
    """Mark blocks in order; a heading changes the place of all that follows it at this depth."""
    path: list[tuple[int, str]] = []
    base = place.path
    for block in blocks:
        if isinstance(block, pf.Header):
            path = [(level, text) for level, text in path if level < block.level]
            text = plain_text(*block.content).strip()
            section = block.identifier if block.level == 1 else place.section
            place = replace(place, path=(*base, *(above for _, above in path), text), section=section)
            _mark_heading(block, replace(place, path=place.path[:-1]), marks)
            path.append((block.level, text))
            continue
        _mark_block(block, place, marks)


def _mark_heading(block: pf.Header, place: _Place, marks: _Marks) -> None:
    text = plain_text(*block.content)
    if text.strip():
        made = marks.add(text, place, "heading")
        block.content = [pf.Span(*block.content, identifier=made, classes=["sentence"])]
        _mark_nested(block.content, place, marks)


def _mark_block(block: pf.Element, place: _Place, marks: _Marks) -> None:
    place = replace(place, language=_language(block, place))
    match block:
        case pf.Para() | pf.Plain() | pf.LineItem():
            _mark_line(block, place, marks)
        case pf.BlockQuote():
            _mark_blocks(block.content, replace(place, kind="quotation"), marks)
        case pf.ListItem() | pf.DefinitionItem() | pf.Definition():
            _mark_item(block, replace(place, kind="item" if place.kind == "sentence" else place.kind), marks)
        case pf.CodeBlock():
            _mark_code(block, place, marks)
        case pf.TableRow():
            text = " | ".join(plain_text(cell).strip() for cell in block.content)
            if text.strip(" |"):
                block.identifier = marks.add(text, place, "row")
                _mark_nested(block.content, place, marks, only_notes=True)
        case pf.Caption():
            _mark_blocks(block.content, replace(place, kind="caption"), marks)
        case pf.Div() if "backlinks" in block.classes:
            return
        case _:
            _mark_blocks(list(children(block)), place, marks)


def _mark_item(block: pf.Element, place: _Place, marks: _Marks) -> None:
    if isinstance(block, pf.DefinitionItem):
        line = pf.Plain(*block.term)
        _mark_line(line, place, marks)
        block.term = list(line.content)
        for definition in block.definitions:
            _mark_block(definition, place, marks)
    else:
        _mark_blocks(block.content, place, marks)


def _mark_code(block: pf.CodeBlock, place: _Place, marks: _Marks) -> None:
    """Wrap a code block, since its own id belongs to the author."""
    parent = block.parent
    if not block.text.strip() or (isinstance(parent, pf.Div) and _OWN.match(parent.identifier)):
        return
    wrapped = pf.CodeBlock(block.text, identifier=block.identifier, classes=list(block.classes),
                           attributes=dict(block.attributes))  # fmt: skip
    made = marks.add(block.text, place, "code")
    parent_list = block.container
    parent_list[block.index] = pf.Div(wrapped, identifier=made, classes=["code"])


def _mark_line(block: pf.Block, place: _Place, marks: _Marks) -> None:
    """Mark the sentences of one line of text, or the one image or entry that it is."""
    entry = next(
        (each for each in block.content if isinstance(each, pf.Span) and "reference" in each.classes), None
    )
    if entry is not None:
        entry.identifier = marks.add(plain_text(entry), place, "reference")
        return
    pieces = cut(block.content, lambda text: find_sentences(text, place.language), _is_border)
    content: list[pf.Inline] = []
    for number, piece in enumerate(pieces):
        if number % 2 and _has_words(piece):
            made = marks.add(plain_text(*piece), place)
            content.append(pf.Span(*piece, identifier=made, classes=["sentence"]))
        else:
            content += piece
        _mark_nested(piece, place, marks)
    block.content = content


def _has_words(piece: Sequence[pf.Inline]) -> bool:
    """Tell whether a piece is more than pictures and white space."""
    return any(
        not isinstance(each, pf.Image | pf.Space | pf.SoftBreak | pf.LineBreak | pf.Note) for each in piece
    )


def _mark_nested(
    elements: Sequence[pf.Element], place: _Place, marks: _Marks, *, only_notes: bool = False
) -> None:
    """Mark what stands inside a sentence and is voiced by itself: citations, images, display formulas, then notes."""
    notes: list[pf.Note] = []

    def visit(element: pf.Element) -> None:
        if isinstance(element, pf.Note):
            notes.append(element)
            return
        if not only_notes:
            _mark_nested_one(element, place, marks)
        for child in children(element):
            visit(child)

    for element in elements:
        visit(element)
    for note in notes:
        _mark_blocks(note.content, replace(place, kind="note"), marks)


def _mark_nested_one(element: pf.Element, place: _Place, marks: _Marks) -> None:
    if isinstance(element, pf.Span) and "citation" in element.classes:
        element.identifier = marks.add(plain_text(element), place, "citation")
    elif isinstance(element, pf.Image) and "decorative" not in element.classes:
        element.identifier = marks.add(plain_text(element), place, "image")
    elif isinstance(element, pf.Span) and _is_border(element):
        element.identifier = marks.add(element.attributes["spoken"], place, "math")


def _is_border(inline: pf.Inline) -> bool:
    """Tell whether an inline is a display formula: it stands alone and ends what was before it."""
    if not isinstance(inline, pf.Span) or "spoken" not in inline.attributes:
        return False
    return any(isinstance(each, pf.Math) and each.format == "DisplayMath" for each in inline.content)


def _language(block: pf.Element, place: _Place) -> str:
    named = getattr(block, "attributes", {}).get("lang") if hasattr(block, "attributes") else None
    return named or place.language


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


if __name__ == "__main__":
    pf.dump(mark_fragments(pf.load()))
