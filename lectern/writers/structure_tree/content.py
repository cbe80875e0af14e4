"""Content streams and annotations: what is no content becomes an artifact, what is a link gets its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pikepdf import Dictionary, Name, Object, Pdf, String

from lectern.writers.structure_tree.trace import Trace
from lectern.writers.structure_tree.tree import Tree

_MARKED = re.compile(rb"^/\w+\s<</MCID (\d+)>>\sBDC$", re.MULTILINE)
"""The start of marked content, as pydyf writes it: each operand and operator on a line of its own."""
_PIECE = re.compile(rb"^/Span\n<</MCID (\d+)>>\nBDC(.*?)\nEMC$", re.MULTILINE | re.DOTALL)
_FONT = re.compile(rb"^/(\S+) [\d.]+ Tf$", re.MULTILINE)
_SPACE = re.compile(rb"<([0-9a-f]{4})> <0020>")


def mark_artifacts(pdf: Pdf, tree: Tree) -> None:
    """Mark running heads, page numbers, repeated table heads and decoration as artifacts (PDF/UA-1, 7.1 and 7.8)."""
    for number, mcids in _by_page(tree.artifacts).items():
        contents = pdf.pages[number].obj.Contents
        contents.write(_without(contents.read_bytes(), mcids))


def _without(stream: bytes, mcids: set[int]) -> bytes:
    def replaced(match: re.Match[bytes]) -> bytes:
        return b"/Artifact\n<</Type /Pagination>>\nBDC" if int(match[1]) in mcids else match[0]

    return _MARKED.sub(replaced, stream)


def _by_page(places: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for page, mcid in places:
        found[page].add(mcid)
    return found


def part_words(pdf: Pdf, tree: Tree) -> None:
    """Let the pieces of text that need it end with a space, in their own font where it has one."""
    spaces: dict[bytes, bytes | None] = {}
    for number, mcids in _by_page(tree.spaced).items():
        page = pdf.pages[number].obj
        spaces.update((str(name)[1:].encode(), _space(font)) for name, font in page.Resources.Font.items())
        pieces = _PIECE.split(page.Contents.read_bytes())
        for index in range(1, len(pieces), 3):
            if int(pieces[index]) in mcids:
                pieces[index + 1] = _with_space(pieces[index + 1], spaces)
        page.Contents.write(b"".join(_joined(pieces)))


def _joined(pieces: list[bytes]) -> Iterator[bytes]:
    """Put the stream together again from its pieces: what is between, the MCID, the content."""
    yield pieces[0]
    for mcid, inner, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        yield b"/Span\n<</MCID " + mcid + b">>\nBDC" + inner + b"\nEMC" + after


def _with_space(inner: bytes, spaces: Mapping[bytes, bytes | None]) -> bytes:
    shown = inner.rfind(b"] TJ")
    fonts = _FONT.findall(inner[:shown]) if shown >= 0 else []
    space = spaces.get(fonts[-1]) if fonts else None
    return inner[:shown] + b"<" + space + b">" + inner[shown:] if space else inner


def _space(font: Object) -> bytes | None:
    """Give the code of the space in a font, in hexadecimal, if the font has one."""
    found = _SPACE.search(font.ToUnicode.read_bytes())
    return found[1] if found else None


def name_links(pdf: Pdf, tree: Tree) -> None:
    """Give every link its words as alternative description (PDF/UA-1, 7.18.5), and drop the doubled ones."""
    for node in tree.root.nodes():
        if node.type != "Link" or node.element is None:
            continue
        said = node.element.get("aria-label") or node.text or node.element.get("title")
        words = said or node.element.get("href") or ""
        for kid in node.kids:
            if isinstance(kid, Trace) and kid.annotation is not None:
                _annotation(pdf, kid.annotation).Contents = String(words)
    for page in pdf.pages:
        _drop(page.obj, tree.surplus)


def _annotation(pdf: Pdf, number: int) -> Object:
    annotation = pdf.get_object(number, 0)
    annotation.F = 4
    return annotation


def _drop(page: Object, surplus: frozenset[int]) -> None:
    annotations = page.get(Name.Annots)
    if annotations is None:
        return
    for index in reversed(range(len(annotations))):
        if annotations[index].objgen[0] in surplus:
            del annotations[index]
    if not len(annotations):
        del page[Name.Annots]


def show_title(pdf: Pdf, language: str) -> None:
    """Let the window show the title, and say the document's language (PDF/UA-1, 7.1 and 7.2)."""
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Lang = String(language)
