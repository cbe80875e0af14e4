"""Inlines cut at sentence borders: Emph, Strong and their like are split, Link, Cite, Code and Math stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import panflute as pf

Segmenter = Callable[[str], Sequence[tuple[int, int]]]
"""A paragraph's text -> the spans of its sentences, in code points."""

_SPLIT = (pf.Emph, pf.Strong, pf.Underline, pf.Strikeout, pf.Superscript, pf.Subscript, pf.SmallCaps)
_WHOLE_CLASSES = {"math-spoken", "label", "citation", "backlinks"}
_FILLER = "X"
"""Stands for what has no words of its own, so that a sentence may begin or end with it."""


@dataclass(frozen=True)
class Leaf:
    """One piece that is not cut further, with the inlines it stands in, outermost first.

    ``text`` is what the segmenter sees; ``begin`` its place in the paragraph; a Note takes no place.
    """

    element: pf.Inline
    text: str
    begin: int
    inside: tuple[pf.Inline, ...] = ()

    @property
    def end(self) -> int:
        """Where the piece ends in the paragraph's text."""
        return self.begin + len(self.text)


def cut(
    inlines: Sequence[pf.Inline], segment: Segmenter, is_border: Callable[[pf.Inline], bool]
) -> list[list[pf.Inline]]:
    """Cut inlines into sentences and what stands between them, in order; odd pieces are sentences, even ones gaps.

    ``is_border`` tells which pieces (display formulas) stand alone and end what was before them; they are pieces of
    their own among the gaps. Nothing is lost: the pieces joined are the inlines.
    """
    leaves = list(_leaves(inlines))
    pieces: list[list[pf.Inline]] = [[]]
    for alone, run in groupby(leaves, key=lambda leaf: is_border(leaf.element)):
        group = list(run)
        if alone:
            pieces[-1] += _rebuild(group)
            continue
        for sentence, part in _cut_run(group, segment):
            if sentence:
                pieces += [_rebuild(part), []]
            elif any(leaf.text.strip() for leaf in part):
                pieces[-1] += _rebuild(part)
            else:  # white space between two sentences needs no emphasis
                pieces[-1] += [leaf.element for leaf in part]
    return pieces


def _leaves(inlines: Sequence[pf.Inline]) -> Iterator[Leaf]:
    place = 0
    stack: list[tuple[pf.Inline, tuple[pf.Inline, ...]]] = [(each, ()) for each in reversed(list(inlines))]
    while stack:
        element, inside = stack.pop()
        if _is_split(element):
            stack.extend((child, (*inside, element)) for child in reversed(list(element.content)))
            continue
        leaf = Leaf(element, _text(element), place, inside)
        place = leaf.end
        yield leaf


def _is_split(element: pf.Inline) -> bool:
    if isinstance(element, pf.Span):
        return not _WHOLE_CLASSES & set(element.classes) and bool(element.content)
    return isinstance(element, _SPLIT) and bool(element.content)


def _text(element: pf.Inline) -> str:
    match element:
        case pf.Str():
            return str(element.text)
        case pf.Space() | pf.SoftBreak() | pf.LineBreak():
            return " "
        case pf.Note():
            return ""
        case pf.Link() | pf.Cite() | pf.Code():
            return pf.stringify(element) or _FILLER
        case pf.Span() if not element.content:
            return ""
    return _FILLER


def _cut_run(leaves: Sequence[Leaf], segment: Segmenter) -> Iterator[tuple[bool, list[Leaf]]]:
    """Give the run's leaves grouped into sentences (True) and gaps (False)."""
    if not leaves:
        return
    start = leaves[0].begin
    text = "".join(leaf.text for leaf in leaves)
    spans = _around_whole(leaves, text, segment(text))
    waiting = list(reversed(leaves))
    done = start
    for begin, end in spans:
        gap = _take(waiting, begin, with_notes=False)
        if gap:
            yield False, gap
        sentence = _take(waiting, end, with_notes=True)
        if sentence:
            yield True, sentence
        done = end
    rest = _take(waiting, max(done, leaves[-1].end), with_notes=True)
    if rest:
        yield False, rest


def _around_whole(
    leaves: Sequence[Leaf], text: str, found: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Move borders that fall inside an uncut piece to its end; ``found`` counts from the run's own start."""
    start = leaves[0].begin
    whole = [leaf for leaf in leaves if len(leaf.text) > 1 and not isinstance(leaf.element, pf.Str)]
    moved: list[tuple[int, int]] = []
    at = 0
    for begin, end in ((begin + start, end + start) for begin, end in found):
        if moved and begin < moved[-1][1]:
            begin = moved[-1][1]
            while begin < end and text[begin - start].isspace():
                begin += 1
        while at < len(whole) and whole[at].end < end:
            at += 1
        if at < len(whole) and whole[at].begin < end:
            end = whole[at].end
        if begin < end:
            moved.append((begin, end))
    return moved


def _take(waiting: list[Leaf], end: int, *, with_notes: bool) -> list[Leaf]:
    """Take leaves up to a place, cutting a Str that reaches beyond it."""
    taken: list[Leaf] = []
    while waiting:
        leaf = waiting[-1]
        if leaf.end > end and leaf.begin < end and isinstance(leaf.element, pf.Str):
            waiting.pop()
            at = end - leaf.begin
            taken.append(replace(leaf, element=pf.Str(leaf.text[:at]), text=leaf.text[:at]))
            waiting.append(replace(leaf, element=pf.Str(leaf.text[at:]), text=leaf.text[at:], begin=end))
            break
        if leaf.begin >= end and not (with_notes and leaf.begin == end and not leaf.text):
            break
        taken.append(waiting.pop())
    return taken


def _rebuild(leaves: Sequence[Leaf], depth: int = 0) -> list[pf.Inline]:
    """Put leaves back into copies of the inlines they stood in; an id stays with the first copy."""
    built: list[pf.Inline] = []
    for _, run in groupby(
        leaves, key=lambda leaf: id(leaf.inside[depth]) if len(leaf.inside) > depth else None
    ):
        group = list(run)
        if len(group[0].inside) <= depth:
            built += [leaf.element for leaf in group]
            continue
        around = group[0].inside[depth]
        inner = _rebuild(group, depth + 1)
        if isinstance(around, pf.Span):
            built.append(pf.Span(*inner, identifier=around.identifier, classes=list(around.classes),
                                 attributes=dict(around.attributes)))  # fmt: skip
            around.identifier = ""
        else:
            built.append(type(around)(*inner))
    return built
