"""Pandoc's inlines (JSON) -> the text to be said, and what is said after it: citations, pictures, notes.

What is worded apart from its sentence (a passage in another language, an abbreviation that is explained) is taken out
as a piece; a letter that no language writes stands for it, so that the sentence keeps its form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from lectern.model import Run

Element = Mapping[str, Any]

GAP = "\ufffc"
"""Stands where something was left out (Unicode: object replacement character)."""
HELD = "\ua66e"
"""Stands for a piece (Cyrillic letter multiocular O, found in one manuscript): a letter, of no case, in no word."""
RAISED = str.maketrans("0123456789+-−n()=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾⁼")
LOWERED = str.maketrans("0123456789+-−()=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎₌")
HOLDERS = {
    "Emph": 0,
    "Strong": 0,
    "Underline": 0,
    "Strikeout": 0,
    "SmallCaps": 0,
    "Quoted": 1,
    "Cite": 1,
    "Link": 1,
}
"""Where an inline that only holds others has its content: the JSON content itself (0) or its second item."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """A Pandoc attribute: identifier, classes and key-value pairs."""

    id: str
    classes: tuple[str, ...]
    pairs: Mapping[str, str]

    @classmethod
    def of(cls, attribute: list[Any]) -> Attributes:
        """Read the JSON form."""
        identifier, classes, pairs = attribute
        return cls(identifier, tuple(classes), dict(pairs))


@dataclass(frozen=True, slots=True)
class Said:
    """A text as written, to be put into spoken words; each `HELD` in it stands for the next of its pieces."""

    text: str
    pieces: tuple[Piece, ...] = ()

    @property
    def plain(self) -> str:
        """Give the text with its pieces as written."""
        parts = self.text.split(HELD)
        return "".join(
            part + (piece.said.plain if piece else "")
            for part, piece in zip_longest(parts, self.pieces, fillvalue=None)
            if part is not None
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: in a language of its own, or an abbreviation with what it is short for."""

    said: Said
    language: str = ""
    title: str = ""


Cite = Callable[[Element], str | None]
"""A citation within a sentence -> what is said of it, "" for nothing, None for its own words."""


def written(text: str) -> Said:
    """Take a plain text."""
    return Said(text.replace(HELD, ""))


def marked(text: str, languages: Iterable[Run]) -> Said:
    """Take a plain text with its stretches in other languages, in order."""
    parts: list[str] = []
    place = 0
    pieces: list[Piece] = []
    for run in languages:
        parts += [text[place : run.start].replace(HELD, ""), HELD]
        pieces.append(Piece(written(text[run.start : run.end]), run.language))
        place = run.end
    return Said("".join([*parts, text[place:].replace(HELD, "")]), tuple(pieces))


def said(inlines: Iterable[Element], cite: Cite = lambda _: None) -> Said:
    """Give the text of inlines as far as it is said in their own sentence."""
    reader = _Reader(cite)
    return reader.read(inlines)


def asides(inlines: Iterable[Element]) -> Iterator[Element]:
    """List what is said after a sentence: its citations and pictures in their order, then its notes."""
    found = list(_asides(inlines))
    yield from (each for each in found if each["t"] != "Note")
    yield from (each for each in found if each["t"] == "Note")


def _asides(inlines: Iterable[Element]) -> Iterator[Element]:
    for inline in inlines:
        if inline["t"] == "Note" or is_own(inline):
            yield inline
        yield from _asides(content(inline))


def is_own(inline: Element) -> bool:
    """Tell whether an inline is a fragment of its own: a citation in brackets, a picture, a display formula."""
    if inline["t"] not in ("Span", "Image"):
        return False
    attributes = Attributes.of(inline["c"][0])
    if inline["t"] == "Image":
        return bool(attributes.id) and "decorative" not in attributes.classes
    return bool(attributes.id) and ("citation" in attributes.classes or "spoken" in attributes.pairs)


def content(inline: Element) -> list[Element]:
    """Give the inlines that an inline holds; a note holds blocks and so none."""
    place = HOLDERS.get(inline["t"])
    if place is None and inline["t"] in ("Superscript", "Subscript"):
        place = 0
    if place is None and inline["t"] == "Span":
        place = 1
    if place is None:
        return []
    held: list[Element] = inline["c"][place] if place else inline["c"]
    return held


def alternative(image: Element) -> Said:
    """Give a picture's alternative text: the attribute `alt`, in the language `lang`, or what stands in its brackets.

    Where both say the same, the brackets tell which words are in another language.
    """
    attributes, inside = Attributes.of(image["c"][0]), said(image["c"][1])
    alt, language = " ".join(attributes.pairs.get("alt", "").split()), attributes.pairs.get("lang", "")
    found = written(alt) if alt and alt != inside.plain else inside
    return Said(HELD, (Piece(found, language),)) if language and found.text else found


class _Reader:
    """Reads the inlines of one text, and collects its pieces."""

    def __init__(self, cite: Cite) -> None:
        self._cite = cite
        self._pieces: list[Piece] = []

    def read(self, inlines: Iterable[Element]) -> Said:
        """Read inlines from the first to the last."""
        text = "".join(map(self._text, inlines))
        text = re.sub(rf"[(\[][\s;,]*{GAP}[\s;,{GAP}]*[)\]]", GAP, text)
        text = re.sub(rf"[\s{GAP}]*{GAP}[\s{GAP}]*(?=[.,;:!?)\]…])", "", text)
        return Said(" ".join(text.replace(GAP, " ").split()), tuple(self._pieces))

    def _text(self, inline: Element) -> str:
        kind = inline["t"]
        if kind == "Str":
            return str(inline["c"]).replace(HELD, "")
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind == "Note" or is_own(inline):
            return GAP
        if kind in ("Span", "Link"):
            return self._span(inline)
        if kind == "Cite":
            return self._citation(inline)
        if kind in ("Code", "Math"):
            return str(inline["c"][1])
        if kind == "Image":
            return "" if "decorative" in inline["c"][0][1] else self._picture(alternative(inline))
        if kind in ("Superscript", "Subscript"):
            return _script(kind, self._texts(inline["c"]))
        return self._quoted(inline) if kind == "Quoted" else self._texts(content(inline))

    def _texts(self, inlines: Iterable[Element]) -> str:
        return "".join(map(self._text, inlines))

    def _quoted(self, inline: Element) -> str:
        marks = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
        return marks[0] + self._texts(inline["c"][1]) + marks[1]

    def _citation(self, inline: Element) -> str:
        cited = None if any(map(is_own, content(inline))) else self._cite(inline)
        return self._texts(content(inline)) if cited is None else cited or GAP

    def _span(self, inline: Element) -> str:
        attributes = Attributes.of(inline["c"][0])
        language, title = attributes.pairs.get("lang", ""), attributes.pairs.get("title", "").strip()
        if "backlinks" in attributes.classes:
            return GAP
        if "spoken" in attributes.pairs:
            words = attributes.pairs["spoken"]
            return self._piece(Piece(written(words), language)) if language else words
        if "abbr" in attributes.classes and title:
            return self._piece(Piece(_Reader(self._cite).read(content(inline)), language, title))
        if language:
            return self._piece(Piece(_Reader(self._cite).read(content(inline)), language))
        return self._texts(content(inline))

    def _picture(self, words: Said) -> str:
        self._pieces += words.pieces
        return words.text

    def _piece(self, piece: Piece) -> str:
        self._pieces.append(piece)
        return HELD


def _script(kind: str, text: str) -> str:
    """Write raised and lowered numbers by their own characters, so that the spoken form can know them."""
    table, known = (RAISED, "0123456789+-−n") if kind == "Superscript" else (LOWERED, "0123456789+-−")
    return text.translate(table) if text and set(text) <= set(known) else text
