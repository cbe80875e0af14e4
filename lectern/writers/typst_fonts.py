"""The fonts that Typst is given: our faces, and for what they lack those of this machine, chosen by us.

Typst is told of no font but these: under PDF/A a character without one is an error, so what nothing has is found first.
Each cut is a family of its own, as for WeasyPrint (see `print_fonts`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import fontTools

from lectern.cache import Cache, key
from lectern.tools import TOOLS
from lectern.writers import fonts
from lectern.writers.print_fonts import family_lists, opened

_NAMED = Cache(TOOLS / "opened-fonts")
_FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
_PREFERRED = ("amiri", "notonaskharabic", "notoserif", "notosans", "sbl", "dejavusans", "")
"""Beginnings of file names, the best first; "" is any."""
_MOST = 3000
"""Font files that are looked at."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Font files by name, the list of families for each of our own, and the characters that no font has."""

    files: Mapping[str, bytes]
    families: Mapping[str, tuple[str, ...]]
    scripts: tuple[str, ...]
    """Families of this machine; where the text runs from the right they stand before ours, for that script alone."""
    right_to_left: bool
    missing: frozenset[str]


def choose(text: str, code: str) -> Chosen:
    """Choose the fonts for a text. Raises MissingTool if ours are not installed."""
    faces = fonts.choose(text, code=code)
    files = {}
    for face in faces:
        family = face.family if face.subset == "latin" else f"{face.family} {face.subset}"
        files[f"{face.path.stem}.ttf"] = _renamed(opened(face.path), family)
    lists = family_lists(faces)
    families = {name: [each.strip("' ") for each in listed.split(",")] for name, listed in lists.items()}
    wanted = fonts.uncovered(text)
    scripts = []
    for number, path in enumerate(_system_fonts(wanted)):
        scripts.append(f"Lectern script {number}")
        for style, file in _cuts(path).items():
            files[f"script-{number}-{style}.ttf"] = _renamed(file.read_bytes(), scripts[-1])
        wanted -= _coverage(path)
    listed = {name: tuple(ours) for name, ours in families.items()}
    return Chosen(files, listed, tuple(scripts), _right_to_left(text), wanted)


def _cuts(path: Path) -> Mapping[str, Path]:
    """Find the bold and the italic cut beside a regular one."""
    stem = path.stem.removesuffix("-Regular").removesuffix("Regular")
    named = {"regular": path}
    for style, endings in {
        "bold": ("-Bold",),
        "italic": ("-Italic", "-Oblique"),
        "both": ("-BoldItalic",),
    }.items():
        for ending in endings:
            beside = path.with_name(f"{stem}{ending}{path.suffix}")
            if beside.is_file():
                named.setdefault(style, beside)
    return named


def _right_to_left(text: str) -> bool:
    """Tell whether the text is mostly of a script that runs from the right: its own font then has the spaces too."""
    from lectern.writers.typst_runs import has_right_to_left

    letters = [each for each in text if each.isalpha()]
    return sum(map(has_right_to_left, letters)) * 2 > len(letters)


def _system_fonts(wanted: frozenset[str]) -> Iterator[Path]:
    """Choose fonts of this machine for the wanted characters, the preferred first, until nothing more is found."""
    if not wanted:
        return
    paths = [path for path in _regular_fonts() if _coverage(path) & wanted]
    while wanted and paths:
        best = max(paths, key=lambda path: (len(_coverage(path) & wanted), -_rank(path), path.name))
        rest = wanted - _coverage(best)
        if rest == wanted:
            return
        yield best
        wanted = rest


def _rank(path: Path) -> int:
    name = path.stem.lower().replace("-", "").replace("_", "")
    return next(place for place, start in enumerate(_PREFERRED) if name.startswith(start))


@cache
def _regular_fonts() -> tuple[Path, ...]:
    """List upright text fonts of this machine, in the order of their paths."""
    found: list[Path] = []
    for folder in _FOLDERS.get(sys.platform, _FOLDERS["linux"]):
        for path in sorted(Path(folder).expanduser().rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf") and not _is_styled(path.stem.lower()):
                found.append(path)
    return tuple(found[:_MOST])


def _is_styled(name: str) -> bool:
    words = (
        "bold",
        "italic",
        "oblique",
        "light",
        "thin",
        "black",
        "medium",
        "condensed",
        "mono",
        "emoji",
        "[",
    )
    return any(word in name for word in words)


@cache
def _coverage(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (OSError, TTLibError, KeyError, AssertionError, ValueError):
        return frozenset()


@cache
def _renamed(data: bytes, family: str) -> bytes:
    """Give a font another family's name, and keep its style; so each cut can be asked for by itself."""
    name = key("renamed", "1", fontTools.version, family, sha256(data).hexdigest())
    if (kept := _NAMED.get(name)) is not None:
        return kept
    from fontTools.ttLib import TTFont

    buffer = BytesIO()
    with TTFont(BytesIO(data), recalcTimestamp=False, lazy=True) as font:
        table = font["name"]
        style = (table.getDebugName(17) or table.getDebugName(2) or "Regular").strip()
        table.names = []
        full = f"{family} {style}"
        for number, value in {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "-")}.items():
            table.setName(value, number, 3, 1, 0x409)
        font.save(buffer, reorderTables=False)
    _NAMED.put(name, buffer.getvalue())
    return buffer.getvalue()


def written(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the font files into a folder."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def used_in(drawings: Iterable[bytes]) -> str:
    """Give the characters of drawings, whose words need fonts too."""
    return "".join(each.decode("utf-8", "replace") for each in drawings)
