"""Characters -> the font faces that show them: the same families in page, book, PDF and cover.

All families are OFL-1.1 and come locked from npm (`@fontsource/*`) as woff2, cut by script. A document gets
only the cuts that its characters need; what no family covers is a finding, shown in the reader's own fonts.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

from lectern.model import Finding, Severity
from lectern.tools import find_node_package

TEXT = "Literata"
LABEL = "Atkinson Hyperlegible Next"
CODE = "JetBrains Mono"
MATHEMATICS = "STIX Two Math"
"""Also the last resort of the text families: it has arrows, operators and figures that they lack."""

_PACKAGES = {
    TEXT: "literata",
    LABEL: "atkinson-hyperlegible-next",
    CODE: "jetbrains-mono",
    MATHEMATICS: "stix-two-math",
}
_CUTS = {
    TEXT: ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic")),
    LABEL: ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic")),
    CODE: ((400, "normal"), (700, "normal")),
    MATHEMATICS: ((400, "normal"),),
}
_SUBSETS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese")
_UNSEEN = frozenset([*range(0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF])
"""No glyph needed: C0, soft hyphen, joiners, direction marks, variation selectors, byte order mark."""

Address = Callable[["Face"], str]
"""What stands in a face's `src: url(…)`."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family's weight and style, cut to a script, or further to ``characters``."""

    family: str
    weight: int
    style: str
    subset: str
    path: Path
    range: str = ""
    characters: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The file name, fit to stand in a book."""
        return self.path.name

    @property
    def data(self) -> bytes:
        """The woff2 bytes; the same for the same characters."""
        if not self.characters:
            return self.path.read_bytes()
        return _cut(self.path, self.characters)


def choose(text: str, *, code: str = "", mathematics: str = "") -> tuple[Face, ...]:
    """Choose the faces for a document: its text (and labels), its code, and the characters of its formulas.

    Raises MissingTool if the fonts are not installed.
    """
    seen = _codes(text)
    chosen = [*_needed(TEXT, seen), *_needed(LABEL, seen), *_needed(CODE, _codes(code))]
    covered = frozenset[int]().union(*(_coverage(face.path) for face in _faces(TEXT)))
    rest = (seen | _codes(code)) - covered | _slanted(_codes(mathematics))
    if rest & _coverage(_faces(MATHEMATICS)[0].path):
        face = _faces(MATHEMATICS)[0]
        basic = frozenset(range(0x20, 0x7F)) if mathematics else frozenset[int]()
        chosen.append(Face(MATHEMATICS, 400, "normal", "latin", face.path, "", frozenset(rest | basic)))
    return tuple(chosen)


def uncovered(text: str) -> frozenset[str]:
    """Tell which characters of the text no family has."""
    families = (TEXT, LABEL, MATHEMATICS, CODE)
    have = frozenset[int]().union(*(_coverage(face.path) for family in families for face in _faces(family)))
    return frozenset(map(chr, _codes(text) - have))


def findings(text: str) -> tuple[Finding, ...]:
    """Report the characters that have no font, in one finding."""
    without = sorted(uncovered(text))
    if not without:
        return ()
    shown = " ".join(without[:12]) + (" …" if len(without) > 12 else "")
    counted = "one character has" if len(without) == 1 else f"{len(without)} characters have"
    message = f"{counted} no font of the press: {shown}"
    hint = "they are shown in whatever font the reader has; check the PDF, where they may be missing"
    return (Finding("script-without-font", Severity.WARNING, message, hint=hint, source="fonts"),)


def font_face_css(faces: Iterable[Face], address: Address) -> str:
    """Write the @font-face rules for the faces; ``address`` is `as_data`, `as_file` or `in_folder(…)`."""
    return "\n".join(_rule(face, address(face)) for face in faces)


def as_data(face: Face) -> str:
    """Address a face by its own bytes, for a page that must stand alone."""
    return "data:font/woff2;base64," + b64encode(face.data).decode("ascii")


def as_file(face: Face) -> str:
    """Address the whole file on this machine, for WeasyPrint (which embeds and cuts it itself)."""
    return face.path.as_uri()


def in_folder(folder: str) -> Address:
    """Address a face by its name below a folder, for a book."""
    return lambda face: f"{folder}/{face.name}" if folder else face.name


def cut(face: Face, text: str) -> Face:
    """Give the face for these characters alone."""
    codes = _codes(text) & _coverage(face.path)
    return replace(face, characters=codes)


def _rule(face: Face, address: str) -> str:
    ranged = f"; unicode-range: {face.range}" if face.range else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; font-weight: {face.weight}; '
        f'font-display: swap; src: url("{address}") format("woff2"){ranged} }}'
    )


def _codes(text: str) -> frozenset[int]:
    return frozenset(map(ord, text)) - _UNSEEN


def _slanted(codes: frozenset[int]) -> frozenset[int]:
    """Add the mathematical italics that a browser draws for single letters (MathML Core, text-transform)."""
    latin = {code: 0x1D44E + code - 0x61 for code in range(0x61, 0x7B)}
    latin |= {code: 0x1D434 + code - 0x41 for code in range(0x41, 0x5B)} | {0x68: 0x210E}
    greek = {code: 0x1D6FC + code - 0x3B1 for code in range(0x3B1, 0x3CA)}
    greek |= {code: 0x1D6E2 + code - 0x391 for code in range(0x391, 0x3AA)} | {0x2202: 0x1D715}
    return codes | {slanted for code, slanted in (latin | greek).items() if code in codes}


def _needed(family: str, codes: frozenset[int]) -> list[Face]:
    """The family's faces in those subsets that add a wanted character to the subsets before."""
    wanted, subsets = codes, []
    for face in _faces(family):
        if (covers := _coverage(face.path)) & wanted:
            subsets.append(face.subset)
            wanted = wanted - covers
    return [
        Face(family, weight, style, face.subset, _file(family, face.subset, weight, style), face.range)
        for weight, style in _CUTS[family]
        for face in _faces(family)
        if face.subset in subsets
    ]


@cache
def _faces(family: str) -> tuple[Face, ...]:
    """The upright regular face of every subset that the family has."""
    folder = find_node_package(f"@fontsource/{_PACKAGES[family]}")
    ranges: dict[str, str] = json.loads((folder / "unicode.json").read_text(encoding="utf-8"))
    return tuple(
        Face(family, 400, "normal", subset, _file(family, subset, 400, "normal"), ranges.get(subset, ""))
        for subset in _SUBSETS
        if _file(family, subset, 400, "normal").exists()
    )


def _file(family: str, subset: str, weight: int, style: str) -> Path:
    package = _PACKAGES[family]
    folder = find_node_package(f"@fontsource/{package}")
    return folder / "files" / f"{package}-{subset}-{weight}-{style}.woff2"


@cache
def _coverage(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _cut(path: Path, characters: frozenset[int]) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        buffer = BytesIO()
        font.save(buffer)
    return buffer.getvalue()
