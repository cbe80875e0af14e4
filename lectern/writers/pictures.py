"""Image file -> the bytes that an edition carries: drawings that do nothing, in our own fonts."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from lectern.errors import SourceError
from lectern.picture_files import parse_drawing
from lectern.writers import fonts

_SVG = "http://www.w3.org/2000/svg"
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
_ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "embed", "object", "handler", "listener"}
_ANIMATED = {"set", "animate", "animateTransform", "animateMotion", "discard"}
_BORROWERS = {"image", "use", "feImage"}
_ADDRESS = re.compile(r"""url\(\s*(['"]?)(?!#|data:image/|data:font/)[^)]*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is embedded: its media type and bytes."""

    media_type: str
    data: bytes

    @property
    def address(self) -> str:
        """The image as a `data:` address."""
        return f"data:{self.media_type};base64," + b64encode(self.data).decode("ascii")


def picture(path: Path) -> Picture:
    """Read an image file; a drawing is cleaned and carries the fonts that it names.

    Raises SourceError if the file cannot be read, is no known image, or is a drawing that is not XML.
    """
    media_type = _TYPES.get(path.suffix.lower())
    if media_type is None:
        hint = "save it as SVG, PNG or JPEG"
        raise SourceError(f"“{path.name}” is no image that a browser shows", where=path, hint=hint)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"the image “{path.name}” cannot be read", where=path) from error
    if media_type != "image/svg+xml":
        return Picture(media_type, data)
    try:
        return Picture(media_type, clean_svg(data))
    except etree.XMLSyntaxError as error:
        message = f"the drawing “{path.name}” is not well-formed: {error.msg}"
        raise SourceError(
            message, where=path, hint="open it in a drawing program and save it again"
        ) from error


def clean_svg(data: bytes) -> bytes:
    """Take out of a drawing all that acts or reaches out (scripts, handlers, addresses), and add its fonts.

    Raises lxml.etree.XMLSyntaxError.
    """
    root = parse_drawing(data)
    for element in list(root.iter(etree.Element)):
        _clean(element, root)
    _dress(root)
    return etree.tostring(root, encoding="utf-8")


def _clean(element: etree._Element, root: etree._Element) -> None:
    name = etree.QName(element).localname
    animates_link = name in _ANIMATED and "href" in (element.get("attributeName") or "").lower()
    if name in _ACTIVE or animates_link:
        _remove(element, root)
        return
    for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
        attribute = etree.QName(key).localname.lower()
        outward = attribute == "href" and not value.strip().startswith(("#", "data:image/"))
        if attribute.startswith("on") or outward:
            del element.attrib[key]
        elif "url(" in value.lower():
            element.set(key, _ADDRESS.sub("none", value))
    if name in _BORROWERS and not any(etree.QName(str(key)).localname == "href" for key in element.attrib):
        _remove(element, root)
    if name == "style" and element.text:
        element.text = _ADDRESS.sub("none", _IMPORT.sub("", element.text))


def _remove(element: etree._Element, root: etree._Element) -> None:
    if (parent := element.getparent()) is not None and element is not root:
        parent.remove(element)


def _dress(root: etree._Element) -> None:
    """Embed the faces that the drawing names, cut to its own words: an image cannot use its page's fonts."""
    source = etree.tostring(root, encoding="unicode")
    words = "".join(str(text) for text in root.itertext())
    faces = [
        fonts.cut(face, words)
        for face in fonts.choose(words, code=words)
        if face.family in source
        and (face.weight == 400 or re.search(r"bold|[67]00", source))
        and (face.style == "normal" or "italic" in source)
    ]
    if faces:
        style = etree.Element(f"{{{_SVG}}}style")
        style.text = fonts.font_face_css(faces, fonts.as_data)
        root.insert(0, style)
