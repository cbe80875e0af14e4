"""Pronunciations -> lexicons of the book, one for each language (W3C Pronunciation Lexicon Specification 1.0).

Reading systems that speak with their own voice find them by a link in each content document (EPUB 3 Text-to-Speech
Enhancements 1.0, 4). The sounds are written in the International Phonetic Alphabet; a respelling is an alias.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from lectern.model import Lexeme
from lectern.writers.xhtml import XML_LANG

PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
MEDIA_TYPE = "application/pls+xml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon as a file of the book; ``name`` is its path in the package folder."""

    name: str
    language: str
    data: bytes


def write_lexicons(lexemes: Iterable[Lexeme]) -> tuple[Lexicon, ...]:
    """Write the lexicons, in the order of their languages; without pronunciations there are none."""
    by_language: dict[str, list[Lexeme]] = {}
    for lexeme in lexemes:
        by_language.setdefault(lexeme.language, []).append(lexeme)
    return tuple(
        Lexicon(f"lexicons/{language.lower()}.pls", language, _write(language, by_language[language]))
        for language in sorted(by_language)
    )


def _write(language: str, lexemes: Iterable[Lexeme]) -> bytes:
    root = etree.fromstring(f'<lexicon xmlns="{PLS}" version="1.0" alphabet="ipa"/>')
    root.set(XML_LANG, language)
    for lexeme in lexemes:
        entry = etree.SubElement(root, f"{{{PLS}}}lexeme")
        for form in _forms(lexeme.word):
            etree.SubElement(entry, f"{{{PLS}}}grapheme").text = form
        kind = "phoneme" if lexeme.ipa else "alias"
        etree.SubElement(entry, f"{{{PLS}}}{kind}").text = lexeme.ipa or lexeme.respelling
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _forms(word: str) -> tuple[str, ...]:
    """Give the forms under which a reading system looks a word up: a lexicon tells capitals from small letters."""
    first = word[:1].upper() + word[1:]
    return (word, first) if word == word.lower() and first != word else (word,)
