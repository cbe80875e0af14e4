"""Is this file a picture that every edition can show? Asked once, before anything is made of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lectern.errors import SourceError

if TYPE_CHECKING:
    from lxml import etree

_DRAWINGS = {".svg"}
_FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
ENDINGS = (*_DRAWINGS, *_FORMATS)
"""Of files that can be shown, the best first."""
MOST_PIXELS = 100_000_000
"""Four hundred megabytes when unpacked: about a page of A2 at 300 dpi."""


def check(path: Path, article: Path) -> None:
    """Open a picture as a reader would, to its last byte.

    Raises SourceError: no known format by name or content, cut off or broken, too many pixels.
    """
    ending = path.suffix.lower()
    if ending in _DRAWINGS:
        _check_drawing(path, article)
        return
    if ending not in _FORMATS:
        raise SourceError(
            f"“{path.name}” is no picture that every edition can show",
            where=article,
            hint="save it as SVG, PNG or JPEG",
        )
    _check_pixels(path, article)


def parse_drawing(data: bytes) -> etree._Element:
    """Parse SVG with the entities of the file itself (Illustrator writes such); those from outside are left out.

    Raises lxml.etree.XMLSyntaxError.
    """
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(no_network=True, remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError:
        if b"<!ENTITY" not in data:
            raise
    unresolved = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, unresolved)
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def _check_drawing(path: Path, article: Path) -> None:
    from lxml import etree

    try:
        root = parse_drawing(path.read_bytes())
    except (OSError, etree.XMLSyntaxError) as error:
        raise SourceError(
            f"the drawing “{path.name}” is not well-formed: {error}",
            where=article,
            hint="open it in a drawing program and save it again",
        ) from error
    if etree.QName(root).localname != "svg":
        raise SourceError(f"“{path.name}” is no SVG drawing", where=article, hint="save it as SVG")


def _check_pixels(path: Path, article: Path) -> None:
    from PIL import Image

    try:
        with strictly():
            pixels = _count_pixels(path)
    except Image.DecompressionBombError:
        pixels = MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError) as error:
        raise SourceError(
            f"the picture “{path.name}” cannot be opened: it is broken, cut off or something else",
            where=article,
            hint="open it in a picture program and save it again",
        ) from error
    if pixels > MOST_PIXELS:
        raise SourceError(
            f"the picture “{path.name}” has more than {MOST_PIXELS // 1_000_000} million pixels",
            where=article,
            hint="save it smaller",
        )


def _count_pixels(path: Path) -> int:
    """Count the pixels of a picture and, unless there are too many, unpack them all."""
    from PIL import Image

    with Image.open(path, formats=sorted(set(_FORMATS.values()))) as picture:
        pixels = picture.width * picture.height
        if pixels <= MOST_PIXELS:
            picture.load()
    return pixels


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse pictures that are cut off; WeasyPrint, once loaded, makes it accept them."""
    from PIL import Image, ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
