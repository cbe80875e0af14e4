"""Pandoc's blocks (JSON) -> cues in the order in which a listener hears them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from lectern.model import Cue, Fragment, Kind
from lectern.narration import inlines, tables
from lectern.narration.entries import say_entry
from lectern.narration.inlines import Attributes, Element
from lectern.narration.phrases import FALLBACK, counted, has_phrases, phrase
from lectern.narration.spoken import speak

PAUSES: Mapping[Kind, int] = {
    Kind.TITLE: 900,
    Kind.SUBTITLE: 900,
    Kind.BYLINE: 900,
    Kind.HEADING: 800,
    Kind.ROW: 450,
    Kind.CODE: 700,
    Kind.MATH: 600,
    Kind.IMAGE: 700,
    Kind.REFERENCE: 700,
    Kind.FRAME: 1200,
}
"""Milliseconds of silence after a cue of a kind; after any other, `SENTENCE`."""
SENTENCE, PARAGRAPH, ITEM, BEFORE_HEADING, BEFORE_SECTION = 300, 650, 500, 1100, 1600
MANY_WORKS = 3
"""So many works in one pair of brackets are left out of the recording: a listener cannot follow them."""


class Teller:
    """Walks a document's blocks once; ``cues`` has every fragment that can be voiced, ``heard`` what the MP3 says.

    It holds what must be known across blocks: the fragments, the number of notes, where sections and paragraphs begin.
    """

    def __init__(self, fragments: Iterable[Fragment], language: str) -> None:
        """Take the document's fragments and language; each fragment's own kind and language decide how it is said."""
        self._language = language
        self.fragments = {fragment.id: fragment for fragment in fragments}
        self.cues: dict[str, Cue] = {}
        self.heard: list[str] = []
        self.sections: list[tuple[str, int]] = []
        self.paragraphs: list[int] = []
        self.entries = 0
        self._notes = 0
        self._frames: dict[str, int] = {}
        self._walks: Mapping[str, Callable[[Any], None]] = {
            "Para": self._line, "Plain": self._plain, "Header": self._heading, "BlockQuote": self._quotation,
            "BulletList": self._items, "OrderedList": self._numbered, "DefinitionList": self._definitions,
            "LineBlock": self._lines, "Div": self._div, "Figure": self._figure, "Table": self._table,
            "HorizontalRule": lambda _: self._rest(BEFORE_HEADING),
        }  # fmt: skip

    def tell(self, blocks: Iterable[Element]) -> None:
        """Tell blocks one after the other."""
        for block in blocks:
            walk = self._walks.get(block["t"])
            if walk is not None:
                walk(block.get("c"))

    def add(self, name: str, text: str, *, heard: bool = True) -> None:
        """Add the cue of a fragment; text without a word is not said."""
        if name not in self.fragments or not any(map(str.isalnum, text)):
            return
        fragment = self.fragments[name]
        pause = timedelta(milliseconds=PAUSES.get(fragment.kind, SENTENCE))
        self.cues[name] = Cue(name, fragment.kind, ended(text), fragment.language, pause)
        if heard:
            self.heard.append(name)

    def frame(self, name: str, **words: object) -> None:
        """Say something of the narrator's own, in English where the language has no phrase for it."""
        from filters.mark_fragments import fragment_id

        spoken = self._language if has_phrases(self._language) else FALLBACK
        text = ended(phrase(spoken, name, **words).strip().rstrip(":"))
        made = fragment_id(text, Kind.FRAME.value, (), self._frames)
        self.cues[made] = Cue(made, Kind.FRAME, text, spoken, timedelta(milliseconds=PAUSES[Kind.FRAME]))
        self.heard.append(made)

    def _say(self, name: str, text: str) -> None:
        if name in self.fragments:
            self.add(name, speak(text, self.fragments[name].language))

    def _phrase(self, name: str, said: str, **words: object) -> str:
        return phrase(self.fragments[name].language, said, **words) if name in self.fragments else ""

    def _rest(self, milliseconds: int) -> None:
        """Make the silence after what was said last at least so long."""
        if self.heard:
            cue = self.cues[self.heard[-1]]
            self.cues[cue.fragment] = replace(cue, pause=max(cue.pause, timedelta(milliseconds=milliseconds)))

    @contextmanager
    def _framed(self, before: str, after: str, *, rest: int = PARAGRAPH, **words: object) -> Iterator[None]:
        """Fold the narrator's words into the first and the last cue of what is told inside.

        In a language without phrases they are cues of their own, in English: no voice says two languages in one.
        """
        if not has_phrases(self._language):
            with self._framed_apart(before, after, **words):
                yield
            return
        begin = len(self.heard)
        yield
        for place, said in ((begin, before), (-1, after)):
            if said and len(self.heard) > begin:
                cue = self.cues[self.heard[place]]
                text = phrase(cue.language, said, text=cue.text, **words)
                self.cues[cue.fragment] = replace(cue, text=text)
        if len(self.heard) > begin:
            self._rest(rest)

    @contextmanager
    def _framed_apart(self, before: str, after: str, **words: object) -> Iterator[None]:
        """Say the narrator's words before and after what is told inside, if anything is."""
        if before:
            self.frame(before, text="", **words)
        begin = len(self.heard)
        yield
        if len(self.heard) > begin:
            if after:
                self.frame(after, text="", **words)
        elif before:
            del self.cues[self.heard.pop()]

    def _line(self, content: list[Element]) -> None:
        self.paragraphs.append(len(self.heard))
        self._tell_inlines(content)
        self._rest(PARAGRAPH)

    def _plain(self, content: list[Element]) -> None:
        """Tell a line that is no paragraph, such as an item of a tight list."""
        self._tell_inlines(content)
        self._rest(ITEM)

    def _tell_inlines(self, content: Iterable[Element]) -> None:
        """Tell sentences, and what stands among or in them and is said by itself."""
        for inline in content:
            if inline["t"] == "Note" or inlines.is_own(inline):
                self._aside(inline)
            elif inline["t"] == "Span" and "reference" in inline["c"][0][1]:
                self._entry(inline)
            elif inline["t"] == "Span" and inline["c"][0][0] in self.fragments:
                self._say(inline["c"][0][0], inlines.said(inline["c"][1]))
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
        if inline["t"] == "Image":
            self._say(attributes.id, self._phrase(attributes.id, "picture", text=inlines.alternative(inline)))
        elif "spoken" in attributes.pairs:
            self.add(attributes.id, self._phrase(attributes.id, "formula", text=attributes.pairs["spoken"]))
        else:
            self._citation(attributes.id, inline["c"][1])

    def _citation(self, name: str, content: list[Element]) -> None:
        text = inlines.said(content)
        text = text[1:-1] if text[:1] + text[-1:] in ("()", "[]", "（）") else text
        works = sum(each["t"] == "Link" for each in content)
        self.add(name, speak(text, self.fragments[name].language), heard=works < MANY_WORKS)

    def _note(self, blocks: list[Element]) -> None:
        self._notes += 1
        with self._framed("note", "note-end", number=self._notes):
            self.tell(blocks)

    def _entry(self, inline: Element) -> None:
        """Take an entry of the reference list as a cue that the recording leaves out."""
        name = inline["c"][0][0]
        if name in self.fragments:
            self.entries += 1
            self.add(
                name, say_entry(inlines.said(inline["c"][1]), self.fragments[name].language), heard=False
            )

    def _heading(self, content: list[Any]) -> None:
        level, _, inside = content
        self._rest(BEFORE_SECTION if level == 1 else BEFORE_HEADING)
        if level == 1:
            self.sections.append((inlines.said(inside), len(self.heard)))
        self._tell_inlines(inside)

    def _quotation(self, blocks: list[Element]) -> None:
        with self._framed("quotation", "quotation-end"):
            self.tell(blocks)

    def _items(self, items: list[list[Element]]) -> None:
        for item in items:
            self.tell(item)
            self._rest(ITEM)
        self._rest(PARAGRAPH)

    def _numbered(self, content: list[Any]) -> None:
        """Tell a numbered list; each item says its number as it is written."""
        (start, style, _), items = content
        for number, item in enumerate(items, start):
            begin = len(self.heard)
            self.tell(item)
            if len(self.heard) > begin:
                cue = self.cues[self.heard[begin]]
                said = f"{_number(number, style['t'])}. {cue.text}"
                self.cues[cue.fragment] = replace(cue, text=said)
            self._rest(ITEM)
        self._rest(PARAGRAPH)

    def _definitions(self, content: list[Any]) -> None:
        for term, definitions in content:
            self._tell_inlines(term)
            self._items(definitions)

    def _lines(self, lines: list[list[Element]]) -> None:
        for line in lines:
            self._tell_inlines(line)
        self._rest(PARAGRAPH)

    def _div(self, content: list[Any]) -> None:
        attribute, blocks = content
        attributes = Attributes.of(attribute)
        if "code" in attributes.classes and attributes.id in self.fragments:
            for block in blocks:
                self._code(attributes.id, block["c"])
        else:
            self.tell(blocks)
        if attributes.id == "refs" and self.entries:
            name = "reference" if self.entries == 1 else "references"
            self.frame(name, count=self.entries)

    def _code(self, name: str, content: list[Any]) -> None:
        """Say of code what it is: a listener gains nothing from its signs."""
        attributes = Attributes.of(content[0])
        spoken = self.fragments[name].language
        lines = counted(spoken, len(content[1].strip("\n").splitlines()))
        language = next((each for each in attributes.classes if each.lower() != "numberlines"), "")
        said = phrase(spoken, "code-in" if language else "code", language=language.capitalize(), lines=lines)
        self.add(name, said or content[1])

    def _figure(self, content: list[Any]) -> None:
        """Tell a figure: first its caption with its label, then what the picture shows."""
        _, (_, caption), blocks = content
        self.tell(caption)
        self.tell(blocks)

    def _table(self, content: list[Any]) -> None:
        """Tell a table row by row; the names of the columns are said with every cell."""
        self.tell(content[1][1])
        heads: tuple[str, ...] = ()
        with self._framed("", "table-end", rest=BEFORE_HEADING):
            for row in tables.rows({"c": content}):
                self._row(row, heads)
                heads = row.cells if row.head else heads

    def _row(self, row: tables.Row, heads: tuple[str, ...]) -> None:
        if row.id not in self.fragments:
            return
        language = self.fragments[row.id].language
        text = tables.say_row(row, () if row.head else heads, lambda each: speak(each, language))
        if row.head and text:
            text = phrase(language, "columns", text=text.rstrip("."))
        self.add(row.id, text)
        for block in row.blocks:
            for note in _notes(block):
                self._note(note["c"])


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


def _number(number: int, style: str) -> str:
    """Write an item's number as its list does: letters as letters, all others as digits."""
    if style in ("LowerAlpha", "UpperAlpha") and 0 < number <= 26:
        return chr(64 + number)
    return str(number)


def ended(text: str) -> str:
    """End a text so that a voice falls at its end.

    >>> ended("What ketamine is")
    'What ketamine is.'
    """
    text = text.strip()
    last = text.rstrip("”\"'’»)]")[-1:]
    if not last.isalnum() and last not in "%°":
        return text
    return text + ("。" if "぀" <= last <= "鿿" else ".")
