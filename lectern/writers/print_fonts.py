"""Faces -> the style sheet that names them to WeasyPrint, one family for every file.

WeasyPrint 70.0 takes two files of one family, weight and style (the Latin and the Greek cut) for one font in the PDF,
and mixes up their glyphs. So each cut is a family of its own here, and a family is the list of its cuts. And it
believes a `unicode-range`: the Latin cuts declare U+2000–206F without having † or ‡, so here no range is declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import fontTools

from lectern.cache import Cache, key
from lectern.tools import TOOLS
from lectern.writers import fonts

_OPENED = Cache(TOOLS / "opened-fonts")
_MARGIN_BOXES = ("top-left", "top-right", "bottom-right")
_PROPERTIES = {
    "--face-text": fonts.TEXT,
    "--face-label": fonts.LABEL,
    "--face-code": fonts.CODE,
    "--face-math": fonts.MATHEMATICS,
}


def font_css(faces: Iterable[fonts.Face]) -> str:
    """Write the @font-face rules of the faces, and the custom properties that name families."""
    faces = tuple(faces)
    lists = family_lists(faces)
    named = (replace(face, family=_cut_name(face), range="") for face in faces)
    properties = "; ".join(
        f"{name}: {lists[family]}" for name, family in _PROPERTIES.items() if lists[family]
    )
    boxes = " ".join(f"@{box} {{ font-family: {lists[fonts.LABEL]} }}" for box in _MARGIN_BOXES)
    return f"{fonts.font_face_css(named, fonts.as_file)}\n:root {{ {properties} }}\n@page {{ {boxes} }}\n"


def family_lists(faces: Iterable[fonts.Face]) -> Mapping[str, str]:
    """Give for each family the list of its cuts, then those of the text family and of mathematics."""
    cuts: dict[str, list[str]] = {}
    for face in faces:
        names = cuts.setdefault(face.family, [])
        if (name := _cut_name(face)) not in names:
            names.append(name)
    listed = {}
    for family in (fonts.TEXT, fonts.LABEL, fonts.CODE, fonts.MATHEMATICS):
        names = [
            name
            for each in dict.fromkeys((family, fonts.TEXT, fonts.MATHEMATICS))
            for name in cuts.get(each, [])
        ]
        listed[family] = ", ".join(f"'{name}'" for name in names)
    return listed


def _cut_name(face: fonts.Face) -> str:
    return face.family if face.subset == "latin" else f"{face.family} {face.subset}"


@cache
def opened(path: Path) -> bytes:
    """Give a woff2 file as TrueType: a quarter of a second in Python for each, so it is kept beside the tools."""
    from fontTools.ttLib import woff2

    packed = path.read_bytes()
    name = key("woff2", fontTools.version, sha256(packed).hexdigest())
    if (kept := _OPENED.get(name)) is not None:
        return kept
    buffer = BytesIO()
    woff2.decompress(BytesIO(packed), buffer)
    _OPENED.put(name, buffer.getvalue())
    return buffer.getvalue()
