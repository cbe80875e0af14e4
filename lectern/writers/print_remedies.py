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

    ``pages``: the pages, from 1, of what is cited or noted, for the ways back. ``missing``: characters that
    no font has. ``moved``: to how many groups of the text after it a figure or short table (by its number) gives way.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
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
    """Tell what these pages ask for; the same remedies come back from pages that need no more."""
    moves = find_move(proof.traces, proof.html, remedies.moved) if may_move else {}
    return Remedies(
        pages=dict(_pages_led_to(proof)),
        missing=remedies.missing | proof.missing,
        moved={**remedies.moved, **moves},
    )


def _pages_led_to(proof: Proof) -> Iterator[tuple[str, int]]:
    for group in proof.html.iter("span"):
        for target in group.get("data-targets", "").split():
            if target in proof.tree.pages:
                yield target, proof.tree.pages[target] + 1
