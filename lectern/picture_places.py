"""Which file is it that an image names? Beside the article, or inside the document, from where it is unpacked."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from filters.leave_remote_images import MISSING
from lectern import metadata, picture_files
from lectern.errors import SourceError

if TYPE_CHECKING:
    import panflute as pf

    from lectern.model import Source

UNPACKED = "inside-the-document"
"""How names of pictures begin that came out of the document itself; no path of this machine gets into the tree."""
_DATA = re.compile(
    r"data:image/(png|jpe?g|gif|webp|avif|svg\+xml)(?:;charset=[\w-]+)?(;base64)?,", re.IGNORECASE
)
_TURNED = {".tif", ".tiff", ".bmp"}
"""What offices write and no reader shows; made into PNG."""


def place(doc: pf.Doc, source: Source, unpacked: Path) -> dict[str, Path]:
    """Find every image's file: url as the tree then has it -> file.

    A picture that is missing or that no edition can show is named to `leave_remote_images`, which puts its words
    there; but an author who wrote its name is told so.

    Raises SourceError: outside of the folder; missing or no picture, where an author can mend it.
    """
    import panflute as pf

    from filters.findings import report

    found: dict[str, Path] = {}
    missing: list[str] = []
    for image in _images(doc):
        if image.url in found or image.url in missing:
            continue
        try:
            path = _find(image, source, unpacked)
        except SourceError as error:
            if not source.reader.written_elsewhere:
                raise
            missing.append(image.url)
            report(doc, "image-missing", f"{str(error)[0].upper()}{str(error)[1:]}; its text stands there.",
                   hint=error.hint)  # fmt: skip
            continue
        if path is not None:
            found[image.url] = path
    if missing:
        doc.metadata[MISSING] = pf.MetaList(*(pf.MetaString(each) for each in missing))
    return found


def _images(doc: pf.Doc) -> Iterator[pf.Image]:
    import panflute as pf

    from filters.reading_order import in_reading_order

    return (each for each in in_reading_order(doc) if isinstance(each, pf.Image))


def _find(image: pf.Image, source: Source, unpacked: Path) -> Path | None:
    """Find one image's file, None where its address is none of a file; a picture in the text itself gets a name."""
    if match := _DATA.match(image.url):
        image.url = _unpack(image.url[match.end() :], match, unpacked)
    elif metadata.is_address(image.url):
        return None
    named = unquote(image.url)
    if named.startswith(f"{UNPACKED}/"):
        path = _inside(unpacked, named)
    else:
        path = metadata.within(source.folder, _with_ending(source.folder, named), source.path, "image")
    if path.suffix.lower() in _TURNED:
        path = _turn(path, unpacked, source.path)
    picture_files.check(path, source.path)
    return path


def _inside(unpacked: Path, named: str) -> Path:
    path = (unpacked / named.removeprefix(f"{UNPACKED}/")).resolve()
    if not path.is_relative_to(unpacked.resolve()) or not path.is_file():
        raise SourceError(f"the image “{named}” is not in the document")
    return path


def _with_ending(folder: Path, named: str) -> str:
    """Give a name its ending where the markup leaves it out, as LaTeX and JATS do and a file beside it says."""
    if Path(named).suffix.lower() in picture_files.ENDINGS or re.search(r"\.\w{2,5}\Z", named):
        return named
    for ending in picture_files.ENDINGS:
        for written in (ending, ending.upper()):
            try:
                if (folder / f"{named}{written}").is_file():
                    return f"{named}{written}"
            except (OSError, ValueError):
                return named
    return named


def _unpack(text: str, match: re.Match[str], unpacked: Path) -> str:
    """Write a picture that is part of an address (RFC 2397) into a file; give its name."""
    raw = unquote_to_bytes(text)
    if match[2]:
        try:
            raw = b64decode(b"".join(raw.split()), validate=True)
        except (Base64Error, ValueError) as error:
            raise SourceError("a picture within the text is broken") from error
    ending = {"svg+xml": "svg", "jpeg": "jpg"}.get(match[1].lower(), match[1].lower())
    name = f"{hashlib.sha256(raw).hexdigest()[:16]}.{ending}"
    unpacked.mkdir(parents=True, exist_ok=True)
    (unpacked / name).write_bytes(raw)
    return f"{UNPACKED}/{name}"


def _turn(path: Path, unpacked: Path, article: Path) -> Path:
    """Make a PNG of a picture that is none for readers."""
    from PIL import Image

    turned = unpacked / f"{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.png"
    try:
        with picture_files.strictly(), Image.open(path, formats=("TIFF", "BMP")) as picture:
            if picture.width * picture.height > picture_files.MOST_PIXELS:
                raise ValueError("too many pixels")
            unpacked.mkdir(parents=True, exist_ok=True)
            picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(turned, format="PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SourceError(
            f"the picture “{path.name}” cannot be made into PNG: {error}",
            where=article,
            hint="save it as PNG",
        ) from error
    return turned
