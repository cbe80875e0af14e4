"""Content streams and annotations: what is no content becomes an artifact, what is a link gets its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pikepdf import Dictionary, Name, Object, Pdf, String

from lectern.writers.structure_tree.painted import Trace
from lectern.writers.structure_tree.tree import Tree

_MARKED = re.compile(rb"^/\w+\s<</MCID (\d+)>>\sBDC$", re.MULTILINE)
"""The start of marked content, as pydyf writes it: each operand and operator on a line of its own."""


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
