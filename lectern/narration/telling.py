"""Pandoc's blocks (JSON) -> one edition's narration: what is said of each, in the order in which it is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from lectern.manner import Manner
from lectern.model import Chapter, Document, Fragment, Kind
from lectern.narration import code, inlines, lists, tables
from lectern.narration.citations import Citations
from lectern.narration.entries import shortened
from lectern.narration.inlines import Attributes, Element, Said, written
from lectern.narration.phrases import counted, framed, phrase, tongue
from lectern.narration.track import BEFORE_HEADING, BEFORE_SECTION, ITEM, PARAGRAPH, Track
from lectern.narration.utterance import Utterance, joined, strip
from lectern.narration.wording import Wording

DEEPEST = 2
"""Headings of so deep a level begin a chapter; what is below them lasts seconds."""


class Teller:
    """Walks a document's blocks once; ``track`` has what is said.

    It holds what must be known across blocks: the fragments, the number of notes, where sections and paragraphs begin.
    """

    def __init__(self, document: Document, manner: Manner, wording: Wording, *, aloud: bool) -> None:
        """Take the document and how it is told; ``aloud`` tells a recording that stands alone, no book."""
        self._language = document.metadata.language
        self._manner, self._wording, self._aloud = manner, wording, aloud
        self._citations = Citations(manner.citations, document.references)
        self.fragments = {fragment.id: fragment for fragment in document.fragments}
        self.track = Track(self._language)
        self.sections: list[Chapter] = []
        self.paragraphs: list[int] = []
        self.left_out: set[str] = set()
        self.entries = 0
        self._notes = 0
        self._waiting: list[tuple[int, list[Element]]] = []
        self._depth = 0
        self._walks: Mapping[str, Callable[[Any], None]] = {
            "Para": self._line, "Plain": self._plain, "Header": self._heading, "BlockQuote": self._quotation,
            "BulletList": self._bullets, "OrderedList": self._numbered, "DefinitionList": self._definitions,
            "LineBlock": self._lines, "Div": self._div, "Figure": self._figure, "Table": self._table,
            "HorizontalRule": lambda _: self.track.rest(BEFORE_HEADING),
        }  # fmt: skip

    def tell(self, blocks: Iterable[Element]) -> None:
        """Tell blocks one after the other."""
        for block in blocks:
            walk = self._walks.get(block["t"])
            if walk is not None:
                walk(block.get("c"))

    def tell_waiting(self) -> None:
        """Tell the notes that are kept for the end."""
        if not self._waiting:
            return
        if self._aloud:
            self.track.rest(BEFORE_SECTION)
            self.sections.append(Chapter(phrase(self._language, "notes").rstrip("."), len(self.track)))
            self.track.frame("notes")
        waiting, self._waiting = self._waiting, []
        for number, blocks in waiting:
            self._tell_note(number, blocks)

    def say(self, name: str, text: str) -> None:
        """Say a text as that of a fragment, in the fragment's language."""
        if name in self.fragments:
            self._add(name, written(text))

    def _add(self, name: str, said: Said) -> None:
        if name in self.fragments:
            self.track.add(self.fragments[name], self._wording.say(said, self.fragments[name].language))

    def _frame(self, name: str, said: str, text: Utterance) -> None:
        if name in self.fragments and text.has_words:
            self.track.add(self.fragments[name], framed(said, text))

    def _words(self, fragment: Fragment, text: str) -> Utterance:
        """Say words of the narrator's own of a fragment."""
        language = tongue(fragment.language)
        return joined(fragment.language, (Utterance(text, language),))

    def _leave_out(self, value: Any) -> None:
        """Remember that all fragments in a part of the document are left unsaid as it was asked."""
        if isinstance(value, str):
            self.left_out.update(self.fragments.keys() & {value})
        elif isinstance(value, list | dict):
            for each in value.values() if isinstance(value, dict) else value:
                self._leave_out(each)

    def _said(self, content: Iterable[Element], language: str) -> Said:
        return inlines.said(content, partial(self._citations.narrative, language=language))

    def _line(self, content: list[Element]) -> None:
        self.paragraphs.append(len(self.track))
        self._tell_inlines(content)
        self.track.rest(PARAGRAPH)

    def _plain(self, content: list[Element]) -> None:
        """Tell a line that is no paragraph, such as an item of a tight list."""
        self._tell_inlines(content)
        self.track.rest(ITEM)

    def _tell_inlines(self, content: Iterable[Element]) -> None:
        """Tell sentences, and what stands among or in them and is said by itself."""
        for inline in content:
            if inline["t"] == "Note" or inlines.is_own(inline):
                self._aside(inline)
            elif inline["t"] == "Span" and "reference" in inline["c"][0][1]:
                self._entry(inline)
            elif inline["t"] == "Span" and inline["c"][0][0] in self.fragments:
                fragment = self.fragments[inline["c"][0][0]]
                self._add(fragment.id, self._said(inline["c"][1], fragment.language))
                self._asides(inline["c"][1])
            elif "backlinks" not in (inline["c"][0][1] if inline["t"] == "Span" else ()):
                self._tell_inlines(inlines.content(inline))

    def _asides(self, content: Iterable[Element]) -> None:
        for aside in inlines.asides(content):
            self._aside(aside)

    def _aside(self, inline: Element) -> None:
        if inline["t"] == "Note":
            self._note(inline["c"])
            return
        attributes = Attributes.of(inline["c"][0])
        fragment = self.fragments.get(attributes.id)
        if fragment is None:
            return
        if inline["t"] == "Image":
            picture = self._wording.say(written(inlines.alternative(inline)), fragment.language)
            self._frame(fragment.id, "picture", picture)
        elif "spoken" in attributes.pairs:
            self._formula(fragment, attributes)
        else:
            text = self._citations.parenthetical(inline["c"][1], fragment.language)
            self.say(fragment.id, text)
            if not text:
                self._leave_out(fragment.id)

    def _formula(self, fragment: Fragment, attributes: Attributes) -> None:
        language = attributes.pairs.get("lang") or fragment.language
        words = joined(fragment.language, (Utterance(attributes.pairs["spoken"], language),))
        self._frame(fragment.id, "formula", words)

    def _note(self, blocks: list[Element]) -> None:
        if self._manner.notes == "skip":
            self._leave_out(blocks)
            return
        self._notes += 1
        if self._manner.notes == "after":
            self._tell_note(self._notes, blocks)
            return
        self._waiting.append((self._notes, blocks))
        if len(self.track):
            self.track.reword(-1, "note-mark", number=self._notes)

    def _tell_note(self, number: int, blocks: list[Element]) -> None:
        with self.track.framed("note", "note-end", number=number):
            self.tell(blocks)

    def _entry(self, inline: Element) -> None:
        """Count an entry of the reference list, and read it if the list is to be read."""
        fragment = self.fragments.get(inline["c"][0][0])
        if fragment is None:
            return
        self.entries += 1
        if self._manner.references == "read":
            text = inlines.said(inline["c"][1]).plain
            self._add(fragment.id, written(shortened(text, fragment.language)))
        else:
            self._leave_out(fragment.id)

    def _heading(self, content: list[Any]) -> None:
        level, _, inside = content
        self.track.rest(BEFORE_SECTION if level == 1 else BEFORE_HEADING)
        if level <= DEEPEST:
            self.sections.append(Chapter(inlines.said(inside).plain, len(self.track), level))
        if level == 1 and not self._aloud:
            self._wording.forget()  # each section of the book is a recording of its own
        self._tell_inlines(inside)

    def _quotation(self, blocks: list[Element]) -> None:
        with self.track.framed("quotation", "quotation-end"):
            self.tell(blocks)

    def _bullets(self, items: list[list[Element]]) -> None:
        self._items(items, [""] * len(items))

    def _numbered(self, content: list[Any]) -> None:
        """Tell a numbered list; each item says its number as it is written."""
        (start, style, _), items = content
        self._items(items, [lists.number(each, style["t"]) for each in range(start, start + len(items))])

    def _items(self, items: list[list[Element]], numbers: list[str]) -> None:
        """Tell a list; one in another, or whose items cannot be taken in at once, says its length and where it ends."""
        inner = "-inner" if self._depth else ""
        framed = len(items) > 1 and (self._depth or lists.needs_frame(items))
        frames = (f"list{inner}", f"list{inner}-end") if framed else ("", "")
        self._depth += 1
        with self.track.framed(*frames, count=len(items)):
            for item, number in zip(items, numbers, strict=True):
                begin = len(self.track)
                self.tell(item)
                if number and len(self.track) > begin:
                    self.track.reword(begin, "item", number=number)
                self.track.rest(ITEM)
        self._depth -= 1

    def _definitions(self, content: list[Any]) -> None:
        for term, definitions in content:
            self._tell_inlines(term)
            for definition in definitions:
                self.tell(definition)
                self.track.rest(ITEM)
        self.track.rest(PARAGRAPH)

    def _lines(self, lines: list[list[Element]]) -> None:
        for line in lines:
            self._tell_inlines(line)
        self.track.rest(PARAGRAPH)

    def _div(self, content: list[Any]) -> None:
        attributes, blocks = Attributes.of(content[0]), content[1]
        if "code" in attributes.classes and attributes.id in self.fragments:
            for block in blocks:
                self._code(self.fragments[attributes.id], block)
        elif attributes.id == "refs" and self._manner.references == "summary":
            self._sum_up_references(blocks)
        else:
            self.tell(blocks)

    def _sum_up_references(self, blocks: list[Element]) -> None:
        """Say how many entries there are: the recording in a sentence of its own, the book with the list's heading."""
        before = len(self.track)
        self.tell(blocks)
        if not self.entries:
            return
        if self._aloud:
            self.track.frame("reference" if self.entries == 1 else "references", count=self.entries)
        elif before and self.track.kind(before - 1) is Kind.HEADING:
            self.track.reword(before - 1, "entry" if self.entries == 1 else "entries", count=self.entries)

    def _code(self, fragment: Fragment, block: Element) -> None:
        if self._manner.code == "skip":
            self._leave_out(fragment.id)
            return
        said = self._words(fragment, code.describe(block, fragment.language))
        if self._manner.code == "read":
            lines = self._words(fragment, code.read(block, fragment.language))
            said = framed("code-end", joined(fragment.language, (strip(said, end="."), ": ", lines)))
        self.track.add(fragment, said)

    def _figure(self, content: list[Any]) -> None:
        """Tell a figure: first its caption with its label, then what the picture shows."""
        _, (_, caption), blocks = content
        self.tell(caption)
        self.tell(blocks)

    def _table(self, content: list[Any]) -> None:
        """Tell a table row by row, the names of the columns with every cell; or only its size and its columns.

        A caption says that a table begins; without one, its size does.
        """
        before = len(self.track)
        self.tell(content[1][1])
        language = tongue(self._language)
        cite = partial(self._citations.narrative, language=self._language)
        table = tables.read({"c": content}, cite)
        rows = [row for row in table.rows if row.id in self.fragments]
        heads: tuple[Said, ...] = ()
        if self._manner.tables == "summary":
            self._sum_up(table, rows)
            return
        named = len(self.track) > before
        with self.track.framed(
            "" if named else "table-shape", "table-end", rest=BEFORE_HEADING, **_size(table, language)
        ):
            for row in rows:
                self._row(row, heads)
                heads = row.cells if row.head else heads

    def _sum_up(self, table: tables.Table, rows: list[tables.Row]) -> None:
        if not rows:
            return
        for row in rows[1:]:
            self._leave_out([row.id, *row.blocks])
        fragment = self.fragments[rows[0].id]
        size = _size(table, tongue(fragment.language))
        heads = self._columns(rows[0]) if rows[0].head else Utterance("", fragment.language)
        self.track.add(fragment, framed("table-shape", heads, **size))
        self.track.rest(BEFORE_HEADING)

    def _row(self, row: tables.Row, heads: tuple[Said, ...]) -> None:
        fragment = self.fragments[row.id]
        say = partial(self._wording.say, language=fragment.language)
        text = self._columns(row) if row.head else tables.say_row(row, heads, fragment.language, say)
        self.track.add(fragment, text)
        for block in row.blocks:
            for note in _notes(block):
                self._note(note["c"])

    def _columns(self, row: tables.Row) -> Utterance:
        """Say the names of the columns."""
        language = self.fragments[row.id].language
        text = tables.say_row(row, (), language, partial(self._wording.say, language=language))
        return framed("columns", strip(text, end=".")) if text.has_words else text


def _size(table: tables.Table, language: str) -> dict[str, str]:
    """Say how many rows and columns a table has; its heads are no rows."""
    return {
        "rows": counted(language, sum(not row.head for row in table.rows), "row", "rows"),
        "columns": counted(language, table.width, "column", "several-columns"),
    }


def _notes(block: Any) -> Iterator[Element]:
    """List the notes anywhere in a block."""
    if isinstance(block, list):
        for each in block:
            yield from _notes(each)
    elif isinstance(block, dict):
        if block.get("t") == "Note":
            yield block
        else:
            yield from _notes(block.get("c"))
