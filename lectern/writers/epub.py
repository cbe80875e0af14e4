"""Edition -> EPUB 3.3 that reads itself aloud: the markup cut into documents, voiced, packed by EbookLib."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from lectern.model import Document, Edition, Format, Output, Recording, Script
from lectern.speech.recording import record
from lectern.writers import fonts, lexicons, look
from lectern.writers.accessibility import Silence, accessibility, gather_facts, mark_silence
from lectern.writers.book_pictures import BookPicture, gather
from lectern.writers.container import Item, Package, pack
from lectern.writers.content_documents import ContentDocument, divide
from lectern.writers.cover import cover_png
from lectern.writers.front_matter import COVER, cover_page, imprint
from lectern.writers.markup import MATHML, markup
from lectern.writers.navigation import NAME as NAVIGATION
from lectern.writers.navigation import navigation
from lectern.writers.overlay import duration, narration, overlay
from lectern.writers.package_metadata import Meta, describe, describe_overlays, identifier, modified
from lectern.writers.page_breaks import break_pages
from lectern.writers.store import store_by
from lectern.writers.xhtml import ids_of, select, write_page

_STYLE = "styles/book.css"
_COVER_IMAGE = "images/cover.png"
_COVER_WIDTH = 1600
_XHTML = "application/xhtml+xml"
_FONTS = "fonts"


@dataclass(frozen=True, slots=True)
class _Book:
    """All that goes into the package; a document that says nothing has no recording."""

    edition: Edition
    documents: Sequence[ContentDocument]
    pictures: Sequence[BookPicture]
    recordings: Mapping[str, Recording]


def write(edition: Edition, folder: Path, *, pages: Mapping[str, int] | None = None) -> Output:
    """Make the book and store it in the folder; without a narration it is text only and claims no audio.

    ``pages`` gives for fragments their page in the PDF, where there is one: the book then has its pages.
    Raises SourceError if an image cannot be read, PublishError if the disk refuses.
    """
    documents = _documents(edition)
    break_pages(documents, pages or {}, {each.id for each in edition.document.fragments})
    pictures = _place_pictures(documents, edition.document.media)
    book = _Book(edition, documents, pictures, _record(documents, edition))
    slug = edition.document.slug
    findings = [finding for document in documents for finding in document.findings]
    path, package = folder / f"{slug}.epub", _package(book)
    return store_by(partial(pack, package), path, slug=slug, format=Format.EPUB, findings=findings)


def places(edition: Edition) -> Mapping[str, str]:
    """Give for each fragment its place in the book, such as "sections/03-how-it-works.xhtml#s-3fa91c07"."""
    homes = {name: document.name for document in _documents(edition) for name in ids_of(document.content)}
    return {each.id: f"{homes[each.id]}#{each.id}" for each in edition.document.fragments if each.id in homes}


def _documents(edition: Edition) -> tuple[ContentDocument, ...]:
    """Cut the article into the book's documents, the title page first, with its imprint."""
    metadata = edition.document.metadata
    documents = divide(markup(edition.document), metadata)
    voice = edition.recording.voice if edition.recording else None
    documents[0].content.append(imprint(metadata, voice))
    if edition.script:
        mark_silence(documents, _silence(edition.document, edition.script))
    return documents


def _silence(document: Document, script: Script) -> Mapping[str, Silence]:
    """Say of fragments why they are silent; what is silent for no reason is a fault."""
    wordless = [each.id for each in document.fragments if not any(map(str.isalnum, each.text))]
    unsaid = {name: Silence.NO_WORDS for name in wordless if name not in script.cues}
    return unsaid | dict.fromkeys(script.left_out, Silence.LEFT_OUT)


def _place_pictures(
    documents: Sequence[ContentDocument], media: Mapping[str, Path]
) -> tuple[BookPicture, ...]:
    """Point every image at its file in the book."""
    images = [image for document in documents for image in select(document.content, ".//h:img")]
    pictures = gather(media, [str(image.get("src")) for image in images])
    for image in images:
        image.set("src", f"../{pictures[str(image.get('src'))].name}")
    return tuple({picture.name: picture for picture in pictures.values()}.values())


def _record(documents: Sequence[ContentDocument], edition: Edition) -> Mapping[str, Recording]:
    """Put the clips together again in each document's own order, by the documents' names."""
    if edition.script is None or edition.recording is None:
        return {}
    language = edition.document.metadata.language
    said = {document.name: narration(document, edition.script, language) for document in documents}
    voice, clips = edition.recording.voice, edition.clips
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # LAME works without Python's lock
        made = {name: pool.submit(record, words, clips, voice) for name, words in said.items() if words}
        return {name: each.result() for name, each in made.items()}


def _package(book: _Book) -> Package:
    document, metadata = book.edition.document, book.edition.document.metadata
    return Package(
        identifier=identifier(document.slug, metadata.title),
        title=metadata.title,
        language=metadata.language,
        modified=modified(metadata),
        metadata=tuple(_metadata(book)),
        items=tuple(_items(book)),
        contents=tuple(each.entry for each in book.documents),
    )


def _metadata(book: _Book) -> Iterator[Meta]:
    document = book.edition.document
    yield from describe(document.metadata)
    yield Meta("meta", "", {"name": "cover", "content": "cover-image"})
    voiced = {clip.fragment for recording in book.recordings.values() for clip in recording.clips}
    moving = any(picture.moves for picture in book.pictures)
    facts = gather_facts(book.documents, [each.id for each in document.fragments], voiced, moving=moving)
    for name, value in accessibility(facts, document.metadata.language):
        yield Meta("meta", value, {"property": name})
    if facts.pages:
        yield Meta("meta", f"{document.metadata.title} (PDF)", {"property": "pageBreakSource"})
    if book.recordings and book.edition.recording:
        durations: dict[str, timedelta] = {
            f"overlay-{each.stem}": duration(book.recordings[each.name])
            for each in book.documents
            if each.name in book.recordings
        }
        yield from describe_overlays(durations, book.edition.recording.voice, document.metadata.language)


def _items(book: _Book) -> Iterator[Item]:
    metadata = book.edition.document.metadata
    yield Item("nav", NAVIGATION, _XHTML, navigation(book.documents, metadata, styles=[_STYLE]), ("nav",))
    cover = write_page(
        [cover_page(metadata, f"../{_COVER_IMAGE}")],
        metadata.title,
        metadata.language,
        styles=[f"../{_STYLE}"],
    )
    yield Item("cover", COVER, _XHTML, cover, spine="no")
    for document in book.documents:
        yield from _document_items(document, book)
    yield Item(
        "cover-image",
        _COVER_IMAGE,
        "image/png",
        cover_png(metadata, book.edition.document.slug, _COVER_WIDTH),
        ("cover-image",),
    )
    for number, picture in enumerate(book.pictures, start=1):
        yield Item(f"image-{number}", picture.name, picture.media_type, picture.data)
    for lexicon in _lexicons(book):
        yield Item(f"lexicon-{lexicon.language.lower()}", lexicon.name, lexicons.MEDIA_TYPE, lexicon.data)
    faces = _faces(book.documents, metadata.title)
    for number, face in enumerate(faces, start=1):
        yield Item(f"font-{number}", f"{_FONTS}/{face.name}", "font/woff2", face.data)
    style = fonts.font_face_css(faces, fonts.in_folder(f"../{_FONTS}")) + look.css(
        "tokens", "reading", "book"
    )
    yield Item("style", _STYLE, "text/css", style.encode())


def _document_items(document: ContentDocument, book: _Book) -> Iterator[Item]:
    metadata = book.edition.document.metadata
    title = document.title if document.title == metadata.title else f"{document.title} – {metadata.title}"
    page = write_page(
        [document.content],
        title,
        metadata.language,
        styles=[f"../{_STYLE}"],
        part=document.part.value,
        lexicons={each.language: f"../{each.name}" for each in _lexicons(book)},
    )
    properties = ("mathml",) if f'"{MATHML}"'.encode() in page else ()
    recording, script = book.recordings.get(document.name), book.edition.script
    spoken = f"overlay-{document.stem}" if recording else ""
    yield Item(f"document-{document.stem}", document.name, _XHTML, page, properties, spoken, spine="yes")
    if recording and script:
        smil = overlay(document, recording, script.cues)
        yield Item(spoken, f"overlays/{document.stem}.smil", "application/smil+xml", smil)
        yield Item(f"audio-{document.stem}", f"audio/{document.stem}.mp3", "audio/mpeg", recording)


def _lexicons(book: _Book) -> tuple[lexicons.Lexicon, ...]:
    script = book.edition.script
    return lexicons.write_lexicons(script.lexicon) if script else ()


def _faces(documents: Sequence[ContentDocument], title: str) -> tuple[fonts.Face, ...]:
    """Choose the fonts that the documents' characters need."""
    contents = [document.content for document in documents]

    def words(path: str) -> str:
        return "".join(
            "".join(map(str, each.itertext())) for content in contents for each in select(content, path)
        )

    return fonts.choose(words(".") + title, code=words(".//h:code"), mathematics=words(".//m:math"))
