"""Painted pages -> what to set otherwise in the next round, as a compositor would after a look at the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from xml.etree.ElementTree import Element

from lectern.writers.print_floats import find_move
from lectern.writers.structure_tree import Trace, Tree


@dataclass(frozen=True, slots=True)
class Remedies:
    """What is set otherwise.

    ``dropped``: targets of backlinks whose entry has another backlink to the same page. ``missing``: characters that
    no font has. ``moved``: to how many groups of the text after it a figure or short table (by its number) gives way.
    """

    dropped: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    moved: Mapping[str, int] = field(default_factory=dict)


class Proof(Protocol):
    """Painted pages, as far as they are looked at here."""

    @property
    def html(self) -> Element:
        """The document as it was set."""

    @property
    def traces(self) -> Sequence[Trace]:
        """What was painted."""

    @property
    def tree(self) -> Tree:
        """Its structure, and the page of every id."""

    @property
    def missing(self) -> frozenset[str]:
        """Characters without a glyph."""


def improve(remedies: Remedies, proof: Proof, *, may_move: bool = True) -> Remedies:
    """Add what these pages ask for; the same remedies come back from pages that need no more."""
    moves = find_move(proof.traces, proof.html, remedies.moved) if may_move else {}
    return Remedies(
        dropped=remedies.dropped | frozenset(_repeated(proof.html, proof.tree.pages)),
        missing=remedies.missing | proof.missing,
        moved={**remedies.moved, **moves},
    )


def _repeated(html: Element, pages: Mapping[str, int]) -> Iterator[str]:
    """Name the citations whose entry has an earlier one on the same page: one page number is enough."""
    for group in html.iter("span"):
        if "backlinks" not in group.get("class", "").split():
            continue
        met: set[int | None] = set()
        for link in group.iter("a"):
            target = link.get("href", "").lstrip("#")
            if (page := pages.get(target)) in met:
                yield target
            met.add(page)
