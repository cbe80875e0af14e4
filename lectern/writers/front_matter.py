"""What the book adds to the article: a cover to look at, and what a reader should know of its voice."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from lectern.model import Metadata, Voice
from lectern.writers.book_words import book_words, language_of_words
from lectern.writers.markup import element
from lectern.writers.xhtml import TYPE, XML_LANG

COVER = "sections/cover.xhtml"

_ENGINES = {"espeak": "eSpeak NG", "gtts": "Google Translate", "piper": "Piper"}


def cover_page(metadata: Metadata, image: str) -> etree._Element:
    """Make the content of the cover's document; ``image`` is the address of the picture from there."""
    section = element("section", class_="cover")
    section.set(TYPE, "cover")
    section.append(element("img", src=image, alt=cover_words(metadata), role="doc-cover"))
    return section


def cover_words(metadata: Metadata) -> str:
    """Say in words what the cover says: its title and authors are drawn on it."""
    said = book_words(metadata.language)["cover-of"].format(title=metadata.title)
    end = "" if said.endswith((".", "?", "!", "…")) else "."
    return f"{said}{end} {', '.join(metadata.authors)}" if metadata.authors else said


def imprint(metadata: Metadata, voice: Voice | None) -> etree._Element:
    """Make what stands at the foot of the title page: rights, how the book was made, whose voice it has."""
    foot = element("div", class_="imprint")
    if metadata.rights:
        foot.append(element("p", metadata.rights))
    for line in _made(metadata, voice):
        foot.append(line)
    return foot


def narrator(voice: Voice, language: str) -> str:
    """Name who speaks: the engine, its voice, and that it is no person."""
    name = (
        voice.name.partition(" ")[0] if voice.engine == "piper" else voice.name
    )  # a digest follows the model
    return ", ".join(filter(None, (engine(voice), name, book_words(language)["synthetic"])))


def engine(voice: Voice) -> str:
    """Name the engine as its makers do."""
    return _ENGINES.get(voice.engine, voice.engine)


def _made(metadata: Metadata, voice: Voice | None) -> Iterator[etree._Element]:
    said = book_words(metadata.language)
    words = said["voiced"].format(voice=engine(voice)) if voice else said["unvoiced"]
    line = element("p", words)
    language = language_of_words(metadata.language)
    if language != metadata.language:
        line.set("lang", language)
        line.set(XML_LANG, language)
        line.set("dir", "ltr")
    yield line
