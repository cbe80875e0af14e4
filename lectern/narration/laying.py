"""What is said laid on what is written: for each spoken word the place of its words in the fragment's own text.

A sentence is not said as it is written: citations and notes are taken out, short forms are written out. What was put
into spoken words is known word by word (`spoken.align`); its place in the fragment is found by the longest common row
of words (`difflib`), and what stands between two known words is said for what is written between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lectern.model import Stretch

_WORD = re.compile(r"\S*\w\S*")
"""What stands between white space and has more than marks."""
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Word:
    """Spoken words (code points of their utterance) and what is written for them."""

    start: int
    end: int
    written: str


def lay(words: Sequence[Word], text: str) -> Iterator[Stretch]:
    """Lay spoken words on a fragment's text; in order and apart on both sides, words without a place left out."""
    places = [match.span() for match in _WORD.finditer(text)]
    owners = [owner for owner, word in enumerate(words) for _ in _WORD.finditer(word.written)]
    said = [_key(each) for word in words for each in _WORD.findall(word.written)]
    meant = [_key(text[first:last]) for first, last in places]
    found: list[Stretch] = []
    for kind, i, j, k, m in _changes(said, meant):
        if kind == "equal":
            for owner, place in zip(owners[i:j], places[k:m], strict=True):
                found.append(Stretch(words[owner].start, words[owner].end, *place))
        elif kind == "replace":
            begin, end = words[owners[i]].start, words[owners[j - 1]].end
            found.append(Stretch(begin, end, places[k][0], places[m - 1][1]))
    yield from _apart(found)


def _changes(said: Sequence[str], meant: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Tell how one row of words becomes the other, as `difflib` does; most sentences are said as they are written."""
    if said == meant:
        return [("equal", 0, len(said), 0, len(said))]
    return SequenceMatcher(None, said, meant, autojunk=False).get_opcodes()


def _key(word: str) -> str:
    bare = word if word.isalnum() else _EDGES.sub("", word)
    return bare.casefold() or word


def _apart(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """Join stretches that share spoken words."""
    held: Stretch | None = None
    for each in found:
        if held and each.start < held.stop:
            held = Stretch(held.start, max(held.stop, each.stop), held.first, max(held.last, each.last))
            continue
        if held:
            yield held
        held = each
    if held:
        yield held
