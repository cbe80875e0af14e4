"""Document -> painted pages, by Typst: a PDF without tags of ours yet, and all that is known of its painting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, SubElement, fromstring

from lxml import etree
from pikepdf import Pdf

from lectern.model import Document, Finding, Format
from lectern.writers import fonts, look, print_media, structure_tree, typst_finish, typst_fonts, typst_process
from lectern.writers import typst_traces as reading
from lectern.writers.pictures import Picture, picture
from lectern.writers.print_engines import Painted
from lectern.writers.print_markup import PrintMarkup, print_markup
from lectern.writers.print_remedies import Remedies
from lectern.writers.typst_language import array, string
from lectern.writers.typst_runs import RIGHT, has_right_to_left
from lectern.writers.typst_setting import Setting, set_document

_ENDINGS = {
    "image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
}  # fmt: skip
_FACES = {"text-face": fonts.TEXT, "label-face": fonts.LABEL, "code-face": fonts.CODE}
_RIGHT_COVERS = f"[ \u00a0{RIGHT}]"
_PIXEL = 0.75
"""Points of a CSS pixel."""


def paint(document: Document, others: Collection[Format], remedies: Remedies, timestamp: int) -> Painted:
    """Set a document on pages.

    Raises MissingTool (fonts, Typst), SourceError (an image that cannot be read), ToolFailed (Typst gives up).
    """
    prepared = print_markup(document, others, remedies)
    pictures = {
        print_media.address(name, document.media): picture(path) for name, path in document.media.items()
    }
    drawn = typst_fonts.used_in(each.data for each in pictures.values() if each.media_type.endswith("xml"))
    chosen = typst_fonts.choose(prepared.text + drawn, prepared.code)
    missing = chosen.missing & frozenset(prepared.text)
    if missing - remedies.missing:
        return paint(
            document, others, Remedies(remedies.pages, remedies.missing | missing, remedies.moved), timestamp
        )
    html = _html(prepared, document)
    placed = {address: _placed(number, each) for number, (address, each) in enumerate(pictures.items())}
    setting = set_document(html, placed, directed=has_right_to_left(prepared.text))
    with TemporaryDirectory(prefix="lectern-typst-") as name:
        folder = Path(name)
        for address, each in pictures.items():
            dressed = print_media.dress(each, _svg_families(chosen))
            (folder / placed[address][0]).write_bytes(_readable(dressed))
        for file, data in setting.drawings.items():
            (folder / file).write_bytes(data)
        typst_fonts.written(chosen.files, folder / typst_process.FONTS)
        source = _front(document, chosen) + look.template("print") + "\n" + setting.source
        (folder / typst_process.SOURCE).write_text(source, encoding="utf-8")
        pdf = typst_process.compile_folder(folder, timestamp)
    return _read(pdf, html, setting, missing, prepared.findings)


def _read(
    made: bytes, html: Element, setting: Setting, missing: frozenset[str], findings: tuple[Finding, ...]
) -> Painted:
    with Pdf.open(BytesIO(made)) as pdf:
        found, painted = reading.read_traces(pdf, setting)
        traces = typst_finish.settle_links(pdf, found)
        tree = structure_tree.grow_tree(traces, html)
        typst_finish.name_places(pdf, html, traces, tree.pages)
        typst_finish.word(pdf, tree, traces, painted)
        buffer, before = BytesIO(), typst_finish.annotation_numbers(pdf)
        pdf.save(buffer, deterministic_id=True)
    traces = _renumbered(traces, before, buffer)
    return Painted(buffer.getvalue(), html, traces, structure_tree.grow_tree(traces, html), missing, findings)


def _renumbered(
    traces: tuple[structure_tree.Trace, ...], before: list[int], saved: BytesIO
) -> tuple[structure_tree.Trace, ...]:
    """Give annotations the object numbers that they have in the saved file."""
    with Pdf.open(saved) as pdf:
        numbers = dict(zip(before, typst_finish.annotation_numbers(pdf), strict=True))
    return tuple(
        each if each.annotation is None else replace(each, annotation=numbers[each.annotation])
        for each in traces
    )


def _html(prepared: PrintMarkup, document: Document) -> Element:
    root = Element("html", {"lang": document.metadata.language})
    text = etree.tostring(prepared.article, encoding="unicode")
    SubElement(root, "body").append(fromstring(text))
    return root


def _front(document: Document, chosen: typst_fonts.Chosen) -> str:
    """Write what the template takes from outside: language, direction, fonts, and the file's own description."""
    facts = document.metadata
    primary, *rest = facts.language.lower().split("-")
    region = next((each for each in rest if len(each) == 2 and each.isalpha()), "")
    lines = [f"#let {name} = {_faces(chosen, ours)}" for name, ours in _FACES.items()]
    known = primary.isalpha() and len(primary) in (2, 3)
    lines += [
        f"#let language = {string(primary if known else 'en')}",
        f"#let region = {string(region) if region else 'none'}",
        f"#let direction = {string('rtl' if runs_from_the_right(facts.language) else 'ltr')}",
        f"#set document(title: {string(facts.title)}, author: {array(map(string, facts.authors))})",
        "",
    ]
    return "\n".join(lines)


def _faces(chosen: typst_fonts.Chosen, family: str) -> str:
    """List families; where text runs from the right, that script's come first, with its spaces, but not for Latin."""
    ours = [string(each) for each in chosen.families[family]]
    scripts = [string(each) for each in chosen.scripts]
    if not chosen.right_to_left:
        return array([*ours, *scripts])
    covered = [f"(name: {each}, covers: regex({string(_RIGHT_COVERS)}))" for each in scripts]
    return array([*covered, *ours, *scripts])


def runs_from_the_right(language: str) -> bool:
    """Tell whether a language (BCP 47) is written from right to left, by its script or by custom."""
    primary, *rest = language.lower().split("-")
    scripts = [each for each in rest if len(each) == 4]
    if scripts:
        return scripts[0] in ("arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr")
    return primary in (
        "ar", "arc", "arz", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr",
        "ug", "ur", "yi",
    )  # fmt: skip


def _svg_families(chosen: typst_fonts.Chosen) -> Mapping[str, str]:
    return {
        name: ", ".join(f"'{each}'" for each in (*listed, *chosen.scripts))
        for name, listed in chosen.families.items()
    }


def _placed(number: int, image: Picture) -> tuple[str, float, float]:
    ending = _ENDINGS.get(image.media_type, "png")
    width, height = _size(image)
    return f"picture-{number}.{ending}", width * _PIXEL, height * _PIXEL


def _size(image: Picture) -> tuple[float, float]:
    """Give the natural size of an image in CSS pixels."""
    if image.media_type == "image/svg+xml":
        return _drawing_size(etree.fromstring(image.data))
    from PIL import Image

    with Image.open(BytesIO(image.data)) as opened:
        return float(opened.width), float(opened.height)


def _drawing_size(root: etree._Element) -> tuple[float, float]:
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        wide, high = (float(box[2]), float(box[3])) if len(box) == 4 else (300.0, 150.0)
    except ValueError:
        wide, high = 300.0, 150.0
    width, height = (_pixels(root.get(name) or "") for name in ("width", "height"))
    if wide <= 0 or high <= 0:
        wide, high = 300.0, 150.0
    if width is None and height is None:
        return (1000.0, 1000.0 * high / wide) if box else (wide, high)
    return (width or (height or 1) * wide / high, height or (width or 1) * high / wide)


def _pixels(length: str) -> float | None:
    units = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
    digits = length.strip().rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = length.strip()[len(digits) :]
    try:
        return float(digits) * units[unit] or None
    except (ValueError, KeyError):
        return None


def _readable(image: Picture) -> bytes:
    """Give an image that Typst reads: AVIF becomes PNG."""
    if image.media_type in _ENDINGS:
        return image.data
    from PIL import Image

    buffer = BytesIO()
    with Image.open(BytesIO(image.data)) as opened:
        opened.save(buffer, "PNG")
    return buffer.getvalue()
