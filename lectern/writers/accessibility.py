"""What is in the book -> for whom it is readable, as accessibility metadata (EPUB Accessibility 1.1, 2).

Everything is computed from what the book really has, in the terms of Schema.org's accessibility vocabulary.
Conformance is not claimed: that needs checks that passed, and a person who reviewed the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from lectern.writers.book_words import book_words
from lectern.writers.content_documents import ContentDocument, Part
from lectern.writers.page_breaks import page_list
from lectern.writers.xhtml import heading_of, select

_SILENCE = "data-narration"


class Silence(StrEnum):
    """Why a fragment is not said, as its element tells it."""

    LEFT_OUT = "left-out"
    """It was asked for."""
    NO_WORDS = "no-words"
    """There is nothing to say, as of a lone “…”."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides for whom the book is readable; the cover is none of its images: it has its words in it."""

    headings: bool = False
    citations: bool = False
    notes: bool = False
    pages: bool = False
    images: int = 0
    undescribed: int = 0
    moving: bool = False
    formulas: bool = False
    formulas_in_words: bool = False
    narrated: bool = False
    narrated_whole: bool = False
    synchronised: bool = False
    """Whether every fragment sounds with its text, or says why not."""

    @property
    def readable(self) -> bool:
        """Whether everything in it can be had as text."""
        return not self.undescribed and (self.formulas_in_words or not self.formulas)


def gather_facts(
    documents: Sequence[ContentDocument], fragments: Collection[str], voiced: Collection[str], *, moving: bool
) -> Facts:
    """Look at the documents: ``fragments`` are all there are, ``voiced`` those that sound.

    A fragment that has its words from another inside it (a sentence that is a citation) sounds if that does. See
    `mark_silence` for what does not.
    """
    contents = [document.content for document in documents]
    images = [each for content in contents for each in select(content, ".//h:img")]
    formulas = [each for content in contents for each in select(content, ".//m:math")]
    sounding = {name for content in contents for name in _sounding(content, voiced)}
    sounding.update(_silent(contents, Silence.NO_WORDS))
    told = sounding.union(_silent(contents, Silence.LEFT_OUT))
    return Facts(
        headings=any(
            document.part is Part.TEXT and heading_of(document.content) is not None for document in documents
        ),
        citations=any(select(content, ".//h:a[@role='doc-biblioref']") for content in contents),
        notes=any(select(content, ".//h:section[@role='doc-endnotes']") for content in contents),
        pages=bool(page_list(documents)),
        images=len(images),
        undescribed=sum(not is_described(each) for each in images),
        moving=moving,
        formulas=bool(formulas),
        formulas_in_words=bool(formulas) and all(each.get("alttext") for each in formulas),
        narrated=bool(voiced),
        narrated_whole=bool(voiced) and sounding.issuperset(fragments),
        synchronised=bool(voiced) and told.issuperset(fragments),
    )


def mark_silence(documents: Sequence[ContentDocument], reasons: Mapping[str, Silence]) -> None:
    """Let each fragment that is not said tell why, so that all other silence is a fault."""
    for document in documents:
        for element in select(document.content, ".//*[@id]"):
            if reason := reasons.get(str(element.get("id"))):
                element.set(_SILENCE, reason)


def is_described(image: etree._Element) -> bool:
    """Tell whether an image has alternative text of its own, or is marked as decoration."""
    classes = str(image.get("class", "")).split()
    if "undescribed" in classes:
        return False
    return bool(str(image.get("alt", "")).strip()) or "decorative" in classes


def accessibility(facts: Facts, language: str) -> Iterator[tuple[str, str]]:
    """Give the metadata as pairs of property and value, the summary in the book's language."""
    for mode in _modes(facts):
        yield "schema:accessMode", mode
    for modes in _sufficient(facts):
        yield "schema:accessModeSufficient", modes
    for feature in _features(facts):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "unknown" if facts.moving else "none"
    yield "schema:accessibilitySummary", summary(facts, language)


def summary(facts: Facts, language: str) -> str:
    """Say in a few sentences what a reader may expect."""
    said = book_words(language)
    described = said["undescribed"].format(count=facts.undescribed, total=facts.images)
    parts = (
        said["structure"] if facts.headings else "",
        said["citations"] if facts.citations else "",
        said["notes-kept"] if facts.notes else "",
        said["paged"] if facts.pages else "",
        (described if facts.undescribed else said["described"]) if facts.images else "",
        said["formulas" if facts.formulas_in_words else "formulas-bare"] if facts.formulas else "",
        said["audio" if facts.narrated_whole else "audio-partly"] if facts.narrated else "",
        said["unreviewed"],
    )
    return " ".join(part for part in parts if part)


def _modes(facts: Facts) -> Iterator[str]:
    yield "textual"
    if facts.images:
        yield "visual"
    if facts.narrated:
        yield "auditory"


def _sufficient(facts: Facts) -> Iterator[str]:
    if facts.images:
        yield "textual,visual"
    if facts.readable:
        yield "textual"
    if facts.readable and facts.narrated_whole:
        yield "auditory"


def _features(facts: Facts) -> Iterator[str]:
    yield from ("tableOfContents", "readingOrder", "displayTransformability", "ARIA", "unlocked")
    if facts.headings:
        yield "structuralNavigation"
    if facts.pages:
        yield from ("pageBreakMarkers", "pageNavigation")
    if not facts.undescribed:
        yield "alternativeText"
    if facts.formulas:
        yield "MathML"
    if facts.formulas_in_words:
        yield "describedMath"
    if facts.synchronised:
        yield "synchronizedAudioText"


def _silent(contents: Sequence[etree._Element], reason: Silence) -> Iterator[str]:
    for content in contents:
        yield from (str(each.get("id")) for each in select(content, f".//*[@{_SILENCE}='{reason}']"))


def _sounding(content: etree._Element, voiced: Collection[str]) -> Iterator[str]:
    for element in content.iter(etree.Element):
        if element.get("id") in voiced:
            yield str(element.get("id"))
            yield from (str(above.get("id")) for above in element.iterancestors() if above.get("id"))
