"""Metadata -> cover, drawn as SVG and made a picture: title, author, and a voice leaving a page.

The figure's count, rhythm and companion colour come from the slug: covers on a shelf are cousins, not twins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lectern.errors import SourceError
from lectern.model import Metadata
from lectern.writers import fonts, print_fonts
from lectern.writers.pictures import clean_svg

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 1600, 2400
THUMBNAIL = 256
"""Pixels across the cover where a phone shows it beside the player's buttons."""
_ENCLOSED_WIDTH = 1000
"""The width of the cover in the MP3, which is drawn already."""
_MARGIN = 140
_TITLE_TOP, _TITLE_HEIGHT = 345, 720
_SIZES = (290, 260, 230, 212, 196, 180, 164, 150, 136, 124, 112, 100, 90, 80, 72)
_LEADING = 1.06
_ORIGIN = (_MARGIN, HEIGHT - _MARGIN)
_PAPER, _INK, _SECONDARY, _ACCENT = "#fffdf8", "#1c1b19", "#4a4842", "#0b5563"
_COMPANIONS = ("#a8482a", "#8a6a00", "#5d4b85", "#4a6b3d", "#8b4160", "#3f5f90")
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"}


@dataclass(frozen=True, slots=True)
class _Title:
    """A title set: its lines, and their size in units of the drawing."""

    lines: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture: its media type, its bytes, its size in pixels."""

    type: str
    data: bytes
    width: int
    height: int


def cover_svg(metadata: Metadata, slug: str) -> str:
    """Draw the cover of an article, 1600 × 2400 units; the same metadata and slug give the same drawing."""
    title = _set(metadata.title)
    authors = _shorten(", ".join(metadata.authors), 62, WIDTH - 2 * _MARGIN)
    mirrored = metadata.language.split("-")[0].lower() in _RIGHT_TO_LEFT
    x, anchor = (WIDTH - _MARGIN, "end") if mirrored else (_MARGIN, "start")
    text = f"font-family=\"'{fonts.LABEL}', '{fonts.MATHEMATICS}', sans-serif\" text-anchor=\"{anchor}\""
    lines = "".join(
        f'<text x="{x}" y="{_TITLE_TOP + title.size * (0.8 + _LEADING * row):.0f}">{escape(line)}</text>'
        for row, line in enumerate(title.lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(metadata.title)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>'
        f"{_figure(slug)}"
        f'<g {text} font-size="62" fill="{_SECONDARY}"><text x="{x}" y="236">{escape(authors)}</text></g>'
        f'<g {text} font-size="{title.size}" font-weight="700" fill="{_INK}">{lines}</g>'
        "</svg>"
    )


def cover_png(metadata: Metadata, slug: str, width: int = WIDTH) -> bytes:
    """Make the cover a PNG of this width: the author's own picture where there is one, else the drawing.

    Raises SourceError if the author's picture cannot be read.
    """
    if metadata.cover is None:
        return _raster(cover_svg(metadata, slug), width, WIDTH, HEIGHT)
    return _own(metadata.cover, width)


def thumbnail(metadata: Metadata, slug: str) -> Thumbnail:
    """Make the cover a small picture: of few colours where it is drawn, JPEG where that is smaller.

    Raises SourceError if the author's picture cannot be read.
    """
    from PIL import Image

    large = Image.open(BytesIO(cover_png(metadata, slug, width=_ENCLOSED_WIDTH)))
    height = max(1, round(large.height * THUMBNAIL / large.width))
    small = large.convert("RGB").resize((THUMBNAIL, height), Image.Resampling.BOX)
    drawn, photographed = BytesIO(), BytesIO()
    small.quantize(8, dither=Image.Dither.NONE).save(drawn, "PNG", optimize=True)
    small.save(photographed, "JPEG", quality=80, optimize=True)
    one, other = drawn.getvalue(), photographed.getvalue()
    kind, data = ("image/png", one) if len(one) <= len(other) else ("image/jpeg", other)
    return Thumbnail(kind, data, THUMBNAIL, height)


def _set(title: str) -> _Title:
    """Set the title in the largest size in which it fits without breaking a word; else break; else cut."""
    across = WIDTH - 2 * _MARGIN
    longest = max((_measure(word) for word in title.split()), default=0.0)
    for size in [
        *(size for size in _SIZES if longest * size <= across),
        *(size for size in _SIZES if size < 140),
    ]:
        lines = _wrap(title, size, across)
        if len(lines) * size * _LEADING <= _TITLE_HEIGHT:
            return _Title(lines, size)
    most = int(_TITLE_HEIGHT / (_SIZES[-1] * _LEADING))
    lines = _wrap(title, _SIZES[-1], across)[:most]
    return _Title((*lines[:-1], _shorten(lines[-1] + " …", _SIZES[-1], across)), _SIZES[-1])


def _wrap(text: str, size: int, across: float) -> tuple[str, ...]:
    """Break at spaces, and within a word only if it is longer than a line (Chinese has no spaces)."""
    lines: list[str] = []
    for word in text.split():
        if lines and _measure(f"{lines[-1]} {word}") * size <= across:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        lines.append("")
        for character in word:
            if (
                lines[-1]
                and _measure(f"{lines[-1]}{character}-") * size > across
                and _measure(word) * size > across
            ):
                lines[-1] += "-" if character.islower() else ""
                lines.append("")
            lines[-1] += character
    return tuple(lines)


def _shorten(text: str, size: int, across: float) -> str:
    if _measure(text) * size <= across:
        return text
    text = text.rstrip(" …")
    while text and _measure(text + "…") * size > across:
        text = text[:-1]
    return text.rstrip(" ,") + "…"


def _figure(slug: str) -> str:
    """Draw the arcs of a voice that leaves the corner of a page."""
    seed = sha256(slug.encode()).digest()
    companion = _COMPANIONS[seed[0] % len(_COMPANIONS)]
    count, phase, rhythm = 7 + seed[1] % 4, seed[2] / 256 * math.tau, 0.9 + 1.2 * seed[3] / 256
    marked = {seed[4] % count, (seed[4] + 2 + seed[5] % 3) % count}
    arcs = []
    for index in range(count):
        part = index / (count - 1)
        radius = 330 + 960 * part
        swing = (1 + math.sin(phase + rhythm * index)) / 2
        highest = math.asin(min(1.0, 1080 / radius))
        begin, end = math.radians(26) * swing, highest - math.radians(30) * (1 - swing) * (0.4 + 0.6 * part)
        colour = companion if index in marked else _ACCENT
        arcs.append(
            f'<path d="{_arc(radius, begin, end)}" stroke-width="{52 - 26 * part:.1f}" stroke="{colour}"/>'
        )
    x, y = _ORIGIN
    source = f'<path d="M{x} {y} V{y - 210} A210 210 0 0 1 {x + 210} {y} z" fill="{_ACCENT}"/>'
    return f'<g fill="none">{source}{"".join(arcs)}</g>'


def _arc(radius: float, begin: float, end: float) -> str:
    """An arc about the origin, anticlockwise between two angles in radians, as path data."""
    x, y = _ORIGIN
    first, last = ((x + radius * math.cos(angle), y - radius * math.sin(angle)) for angle in (begin, end))
    return f"M{first[0]:.1f} {first[1]:.1f} A{radius:.1f} {radius:.1f} 0 0 0 {last[0]:.1f} {last[1]:.1f}"


@cache
def _widths() -> dict[str, float]:
    """Advance widths of the bold label face, in ems."""
    from fontTools.ttLib import TTFont

    widths: dict[str, float] = {}
    for face in fonts.choose("Aą"):
        if (face.family, face.weight, face.style) == (fonts.LABEL, 700, "normal"):
            with TTFont(face.path, lazy=True) as font:
                advances, unit = font["hmtx"], font["head"].unitsPerEm
                widths |= {chr(code): advances[name][0] / unit for code, name in font.getBestCmap().items()}
    return widths


def _measure(text: str) -> float:
    """The width of a line in ems; characters of other fonts count as a full em."""
    widths = _widths()
    return sum(widths.get(character, 1.0) for character in text)


def _own(path: Path, width: int) -> bytes:
    from PIL import Image

    try:
        if path.suffix.lower() == ".svg":
            return _raster(clean_svg(path.read_bytes()).decode(), width, WIDTH, HEIGHT)
        with Image.open(path) as picture:
            height = max(1, round(picture.height * width / picture.width))
            return _png(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        message, hint = "the cover is no picture that can be read", "save it as PNG or JPEG"
        raise SourceError(message, where=path, hint=hint) from error


@lru_cache(maxsize=8)
def _raster(svg: str, width: int, units_across: int, units_down: int) -> bytes:
    """Draw by WeasyPrint and PDFium, with the press's own fonts and nothing fetched."""
    import pypdfium2
    from weasyprint import HTML

    faces = [face for face in fonts.choose(svg) if face.family != fonts.TEXT or face.subset != "latin"]
    families = print_fonts.family_lists(faces)[fonts.LABEL].replace(
        ", ", ","
    )  # WeasyPrint 70.0 keeps the spaces
    svg = svg.replace(f"'{fonts.LABEL}', ", f"{families},")
    page = f"@page {{ size: {units_across}px {units_down}px; margin: 0 }} html, body {{ margin: 0 }}"
    page += f" svg {{ display: block; width: {units_across}px; height: {units_down}px }}"
    html = f"<style>{print_fonts.font_css(faces)}{page}</style>{svg}"
    pdf = pypdfium2.PdfDocument(HTML(string=html).write_pdf())
    try:
        bitmap = pdf[0].render(scale=width / (units_across * 0.75))
        return _png(bitmap.to_pil())
    finally:
        pdf.close()


def _png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
