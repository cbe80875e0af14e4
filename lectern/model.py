"""The values that stages pass on: frozen, small, flowing one way.

`Source → Document → Script → Narration → Recording → Edition → Output → Finding`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from filters.findings import Finding, Severity
from lectern.readers import Reader

__all__ = [
    "EDITIONS", "SAMPLE_RATE", "Chapter", "Clip", "Cue", "Document", "Edition", "Finding", "Format",
    "Fragment", "Kind", "Lexeme", "Mark", "Metadata", "Narration", "Output", "Pronunciation",
    "Recording", "Run", "Script", "Severity", "Source", "Stretch", "Voice", "Wish", "WordClip",
    "runs",
]  # fmt: skip

SAMPLE_RATE = 24_000
"""Samples per second of every recording (mono, 16 bit)."""


class Format(StrEnum):
    """The editions, by their file name's extension: the four, and the audio book that is made where it is asked for."""

    HTML = "html"
    PDF = "pdf"
    EPUB = "epub"
    MP3 = "mp3"
    M4B = "m4b"


EDITIONS = (Format.HTML, Format.PDF, Format.EPUB, Format.MP3)
"""What is made where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One setting of the narration asked for, of one edition or (None) of all; `manner.CHOICES` lists them."""

    name: str
    value: str
    edition: Format | None = None


@dataclass(frozen=True, slots=True)
class Lexeme:
    """How a word (or several in a row) is pronounced in a language; "" is the article's own.

    One of ``ipa`` (International Phonetic Alphabet) and ``respelling`` (in the language's own letters) is given.
    """

    word: str
    language: str = ""
    ipa: str = ""
    respelling: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the front matter (or the sidecar) says, after guesses for what it leaves out.

    ``language`` is a BCP 47 tag; ``cover`` a file in the article's folder; ``voice`` the engine the author asks for;
    ``narration`` how it is to be read, ``lexicon`` how its words are pronounced.
    """

    title: str
    language: str = "en"
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: date | None = None
    description: str = ""
    rights: str = ""
    cover: Path | None = None
    voice: str = ""
    narration: tuple[Wish, ...] = ()
    lexicon: tuple[Lexeme, ...] = ()
    pdf_engine: str = ""
    """"weasyprint" or "typst" where the article asks for one."""


@dataclass(frozen=True, slots=True)
class Source:
    """One article as written: ``text`` is its body, or ``content`` its bytes where it is no text.

    ``declared`` is the front matter as plain data, ``properties`` what a program wrote into the file about it, which
    counts where nobody says otherwise. A book is a folder of ``parts``, in their order.
    """

    slug: str
    path: Path
    reader: Reader
    text: str
    digest: str
    declared: Mapping[str, Any] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)
    content: bytes = b""
    parts: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def folder(self) -> Path:
        """The only folder whose files the article may name."""
        return self.path if self.parts else self.path.parent


class Kind(StrEnum):
    """What a fragment is; it decides how it is said and whether a reader may skip it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    HEADING = "heading"
    SENTENCE = "sentence"
    QUOTATION = "quotation"
    ITEM = "item"
    CAPTION = "caption"
    CITATION = "citation"
    NOTE = "note"
    IMAGE = "image"
    MATH = "math"
    CODE = "code"
    ROW = "row"
    REFERENCE = "reference"
    FRAME = "frame"
    """Said by the narrator only; it stands nowhere in the text."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text in one language: ``start`` and ``end`` in code points, ``language`` a BCP 47 tag."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of the text that can be voiced and pointed at; ``id`` is the same in all editions.

    ``text`` is what a reader reads there, ``section`` the id of the top section that holds it ("" before the first).
    ``languages`` are the stretches of a title or subtitle in another language; in any other text its elements bear it.
    """

    id: str
    kind: Kind
    text: str
    language: str
    section: str = ""
    languages: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The article, understood: ``ast`` is Pandoc JSON after all filters, ``fragments`` stand in reading order.

    ``references`` are CSL-JSON items; ``media`` gives for every image target in the AST the file it names.
    """

    slug: str
    metadata: Metadata
    ast: str
    fragments: tuple[Fragment, ...]
    references: tuple[Mapping[str, Any], ...] = ()
    media: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a stretch of a text is pronounced, by the sounds (IPA) or by a respelling in the language's own letters.

    One of ``ipa`` and ``respelling`` is given. ``start`` and ``end`` count code points.
    """

    start: int
    end: int
    language: str
    ipa: str = ""
    respelling: str = ""


class Stretch(NamedTuple):
    """Spoken words of a cue, ``start`` to ``stop``, and the words of its fragment that they are said for."""

    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing said: the fragment it voices, the words to say, and the silence after it.

    ``text`` is what is said, in plain words. ``languages`` are its stretches in another language than ``language``, and
    ``pronunciations`` its words that need help, both in ascending order, apart, and counted in ``text``: an engine that
    cannot use them says ``text`` as it stands. ``words`` lay what is said on the fragment's text, in order and apart.
    """

    fragment: str
    kind: Kind
    text: str
    language: str
    pause: timedelta = timedelta(milliseconds=300)
    languages: tuple[Run, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()
    words: tuple[Stretch, ...] = ()

    def __post_init__(self) -> None:
        """Promise that stretches lie in the text, in order and apart."""
        for stretches in (self.languages, self.pronunciations):
            places = [place for each in stretches for place in (each.start, each.end)]
            if places != sorted(places) or any(each.start >= each.end for each in stretches):
                raise ValueError("stretches of a cue are in order, apart and not empty")
            if places and not 0 <= places[0] <= places[-1] <= len(self.text):
                raise ValueError("a stretch of a cue lies in its text")

    @property
    def runs(self) -> tuple[Run, ...]:
        """Part the whole text into runs of one language each, without gaps."""
        return runs(len(self.text), self.language, self.languages)


def runs(length: int, language: str, others: Iterable[Run]) -> tuple[Run, ...]:
    """Part a text of so many code points in one language, with stretches in others, into runs without gaps."""
    parted: list[Run] = []
    place = 0
    for run in (*others, Run(length, length, language)):
        if place < run.start:
            parted.append(Run(place, run.start, language))
        if run.start < run.end:
            parted.append(run)
        place = run.end
    return tuple(parted)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter begins with the cue at index ``first`` of its narration; ``level`` 2 is a part of the 1 before it."""

    title: str
    first: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Narration:
    """What one audio file says, in the order it is said."""

    language: str
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...] = ()

    def __post_init__(self) -> None:
        """Promise that each fragment is voiced once and nothing is said without words."""
        fragments = [cue.fragment for cue in self.cues]
        if len(set(fragments)) != len(fragments):
            raise ValueError("each fragment may be voiced once")
        if any(not cue.text.strip() for cue in self.cues):
            raise ValueError("a cue without words cannot be said")


@dataclass(frozen=True, slots=True)
class Script:
    """What is said of a document: ``cues`` by the book, by fragment id; ``listening`` by the recording, in its order.

    Each edition has its own manner, so the same fragment may be said in other words, or by one of them only.
    """

    cues: Mapping[str, Cue]
    listening: Narration
    lexicon: tuple[Lexeme, ...] = ()
    """The pronunciations that hold in it, each with its language."""
    left_out: frozenset[str] = frozenset()
    """The fragments that the book is asked not to say."""

    def utterances(self, *, book: bool = True) -> Mapping[str, Cue]:
        """Give all that is to be spoken, by the name of its clip; without ``book`` only the recording's part."""
        told = {self.clip_of(cue): cue for cue in self.listening.cues}
        return {**(self.cues if book else {}), **told}

    def clip_of(self, cue: Cue) -> str:
        """Name the clip of one of the recording's cues: its fragment's, where the book says the same."""
        same = self.cues.get(cue.fragment)
        if same is None or replace(same, pause=cue.pause) == cue:
            return cue.fragment
        return f"{cue.fragment}-{Format.MP3.value}"


@dataclass(frozen=True, slots=True)
class WordClip:
    """Where a word sounds, in samples, and which code points of its cue's text it is; words stand in order, apart."""

    begin: int
    end: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Clip:
    """Where a fragment sounds: begin and end in samples of its own recording; clips are gapless and increasing.

    ``words`` count their samples from the recording's beginning too.
    """

    fragment: str
    begin: int
    end: int
    words: tuple[WordClip, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the engine's name ("espeak", "gtts", "silent"), its version, and the voice it was asked for."""

    engine: str
    version: str
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of a recording: its title, its first sample, and its level as in `Chapter`."""

    title: str
    begin: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Recording:
    """One narration as sound: an MP3 that decodes to exactly ``samples`` samples.

    ``pieces`` are its bytes one after the other, ``size`` of them in all; a long narration has them on disk, and reads
    each when it is asked for.
    """

    pieces: Sequence[bytes]
    size: int
    samples: int
    clips: tuple[Clip, ...]
    voice: Voice
    chapters: tuple[Mark, ...] = ()

    @property
    def audio(self) -> bytes:
        """The whole MP3."""
        return b"".join(self.pieces)

    @property
    def duration(self) -> timedelta:
        """The length of the recording."""
        return timedelta(seconds=self.samples / SAMPLE_RATE)


@dataclass(frozen=True, slots=True)
class Edition:
    """What writers write from: the document, and its voice where there is one.

    ``recording`` is the whole narration (the MP3's); ``clips`` gives the PCM (mono, 16 bit little endian, levelled)
    of every cue of the script by fragment id, so that a book may put them together again in its own order; ``heard``
    those of the recording, which may say the same fragment in other words.
    """

    document: Document
    script: Script | None = None
    recording: Recording | None = None
    clips: Mapping[str, bytes] = field(default_factory=dict)
    heard: Mapping[str, bytes] = field(default_factory=dict)
    sizes: Mapping[Format, int] = field(default_factory=dict)
    """Bytes of the other editions, for the page's download links."""


@dataclass(frozen=True, slots=True)
class Output:
    """One finished file, and what its writer and its checks found."""

    slug: str
    format: Format
    path: Path
    digest: str
    size: int
    findings: tuple[Finding, ...] = ()
