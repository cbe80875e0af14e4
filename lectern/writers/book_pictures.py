"""Document.media -> the book's image files: core media types only (EPUB 3.3, 3.2), named by what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from lectern.errors import SourceError
from lectern.writers.content_documents import file_name
from lectern.writers.pictures import picture

_SVG = "image/svg+xml"
_CORE = {
    "PNG": ("image/png", "png"),
    "JPEG": ("image/jpeg", "jpg"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}
_MOVING = (b"<animate", b"<set", b"@keyframes")


@dataclass(frozen=True, slots=True)
class BookPicture:
    """An image of the book: ``name`` is its path in the package folder, ``moves`` says if it is animated."""

    name: str
    media_type: str
    data: bytes
    moves: bool = False


def gather(media: Mapping[str, Path], used: Iterable[str]) -> Mapping[str, BookPicture]:
    """Give for each image target in use its picture; a file that is used twice is kept once.

    Raises SourceError if an image cannot be read.
    """
    found: dict[str, BookPicture] = {}
    kept: dict[Path, BookPicture] = {}
    for target in dict.fromkeys(used):
        if target in media:
            path = media[target]
            if path not in kept:
                kept[path] = _read(path, f"images/{len(kept) + 1:02}-{file_name(path.stem)}")
            found[target] = kept[path]
    return found


def _read(path: Path, name: str) -> BookPicture:
    given = picture(path)
    if given.media_type == _SVG:
        moves = any(sign in given.data for sign in _MOVING)
        return BookPicture(f"{name}.svg", _SVG, _drop_dangling(given.data), moves)
    return _settle(path, name, given.data)


def _drop_dangling(data: bytes) -> bytes:
    """Drop what refers to a part that its drawing does not have: nothing is drawn, and epubcheck reports it."""
    root = etree.fromstring(data)
    names = {f"#{element.get('id')}" for element in root.iter(etree.Element) if element.get("id")}
    for element in list(root.iter(etree.Element)):
        for attribute in ("href", "{http://www.w3.org/1999/xlink}href"):
            address = str(element.get(attribute, ""))
            parent = element.getparent()
            if address.startswith("#") and address not in names and parent is not None:
                parent.remove(element)
                break
    return etree.tostring(root, encoding="utf-8")


def _settle(path: Path, name: str, data: bytes) -> BookPicture:
    """Name an image by what it is, not by its file's name; make what a book may not carry a PNG."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            moves = bool(getattr(image, "is_animated", False))
            if image.format in _CORE:
                media_type, extension = _CORE[image.format]
                return BookPicture(f"{name}.{extension}", media_type, data, moves)
            buffer = BytesIO()
            image.convert("RGBA").save(buffer, "PNG")
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        hint = "open it in a drawing program and save it again"
        raise SourceError(f"the image “{path.name}” cannot be read", where=path, hint=hint) from error
    return BookPicture(f"{name}.png", "image/png", buffer.getvalue())
