"""EPUB file -> its parts, as far as our own checks look at them (EPUB 3.3, 9)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urldefrag

from lxml import etree

_OPF = "{http://www.idpf.org/2007/opf}"
_SMIL = "{http://www.w3.org/ns/SMIL}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001}


class Unreadable(Exception):
    """The file is no EPUB that can be looked at."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text/audio pair: the document's file and id, the audio's file, and its clip in seconds."""

    document: str
    id: str
    audio: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Overlay:
    """A media overlay: its file, its document's file, the seconds the package states for it, its pairs in order."""

    name: str
    document: str
    stated: float | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Documents in the order of the spine, overlays, and the length of each audio file; names as in the ZIP."""

    folder: str
    documents: Mapping[str, etree._Element]
    overlays: tuple[Overlay, ...]
    audio: Mapping[str, float]
    stated: float | None


def read(path: Path) -> Book:
    """Open a book.

    Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (
        OSError,
        zipfile.BadZipFile,
        LookupError,
        StopIteration,
        etree.XMLSyntaxError,
        ValueError,
    ) as error:
        raise Unreadable(str(error) or type(error).__name__) from error


def seconds(clock: str) -> float:
    """Read a SMIL clock value (SMIL 3.0, 5.4.2).

    >>> seconds("1:00:02.5"), seconds("01:30"), seconds("250ms")
    (3602.5, 90.0, 0.25)
    """
    clock = clock.strip()
    if ":" in clock:
        return float(sum(float(part) * 60**power for power, part in enumerate(reversed(clock.split(":")))))
    for unit in ("min", "ms", "h", "s"):
        if clock.endswith(unit):
            return float(clock.removesuffix(unit)) * _SECONDS[unit]
    return float(clock)


def length(audio: IO[bytes] | Path) -> float:
    """Give the length of an MP3 in seconds, without reading it whole.

    Raises ValueError.
    """
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    try:
        info: Any = MP3(audio).info  # type: ignore[no-untyped-call]
        return float(info.length)
    except MutagenError as error:
        raise ValueError(f"an audio file cannot be read: {error}") from error


def _read(archive: zipfile.ZipFile) -> Book:
    container = _parse(archive, "META-INF/container.xml")
    package = _of(next(container.iter(f"{_CONTAINER}rootfile")), "full-path")
    root = _parse(archive, package)
    items = {_of(item, "id"): item for item in root.iter(f"{_OPF}item")}
    files = {key: _beside(package, _of(item, "href"))[0] for key, item in items.items()}
    stated = {
        meta.get("refines", ""): seconds(meta.text or "")
        for meta in root.iter(f"{_OPF}meta")
        if meta.get("property") == "media:duration"
    }
    spine = [_of(reference, "idref") for reference in root.iter(f"{_OPF}itemref")]
    voices = {key: items[key].get("media-overlay", "") for key in spine}
    sounding = [key for key, item in items.items() if _of(item, "media-type").startswith("audio/")]
    return Book(
        posixpath.dirname(package),
        {files[key]: _parse(archive, files[key]) for key in spine},
        tuple(
            Overlay(files[voice], files[key], stated.get(f"#{voice}"), _pairs(archive, files[voice]))
            for key, voice in voices.items()
            if voice
        ),
        {files[key]: _length(archive, files[key]) for key in sounding},
        stated.get(""),
    )


def _length(archive: zipfile.ZipFile, name: str) -> float:
    with archive.open(name) as sound:
        return length(sound)


def _pairs(archive: zipfile.ZipFile, name: str) -> tuple[Pair, ...]:
    pairs = []
    for pair in _parse(archive, name).iter(f"{_SMIL}par"):
        text, audio = pair.find(f"{_SMIL}text"), pair.find(f"{_SMIL}audio")
        if text is None or audio is None:
            raise ValueError(f"{name}: a pair lacks its text or its audio")
        document, id = _beside(name, _of(text, "src"))
        sound, _ = _beside(name, _of(audio, "src"))
        begin, end = (seconds(_of(audio, key)) for key in ("clipBegin", "clipEnd"))
        pairs.append(Pair(document, id, sound, begin, end))
    return tuple(pairs)


def _of(element: etree._Element, attribute: str) -> str:
    """Give an attribute that must be there; raises LookupError."""
    value = element.get(attribute)
    if value is None:
        raise LookupError(f"{etree.QName(element).localname} has no {attribute}")
    return str(value)


def _beside(name: str, reference: str) -> tuple[str, str]:
    """Resolve a reference in a file of the book: the file's name in the ZIP, and the id in it."""
    path, id = urldefrag(reference)
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))), unquote(id)


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)
