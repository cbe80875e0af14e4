"""The book in a reading system: what is highlighted is what sounds, from the first sentence to the last."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from lectern import article, source
from lectern.checks import epub_file
from lectern.model import SAMPLE_RATE, Cue, Edition, Narration, Script
from lectern.speech import record
from lectern.writers import epub
from tests import reading_system
from tests.books import VOICE, pictures

pytestmark = pytest.mark.slow

ARTICLE = """---
title: Tides
author: Ada Moon
lang: en
---

The sea rises (Moon, 2019).

# Causes

The Moon pulls.[^pull] The Earth turns.

[^pull]: The Sun pulls too.

![Two bulges.](wave.png){alt="The Earth with a bulge on each side."}

# Springs

| Place | Range |
|:------|------:|
| Fundy | 16 m  |

: Great tides.

> Time and tide.

$$h = \\frac{a}{b}$$

# References

Moon, A. (2019). *The sea*. Shore Press.
"""
LENGTH = 0.8
"""Seconds that each fragment sounds."""
LATE = 0.35
"""Seconds after which a reader must have followed: Chromium tells the time every quarter of a second."""


def pitch(index: int) -> int:
    """Give the tone of the nth fragment in Hz, far enough from the next to tell them apart."""
    return 400 + 100 * index


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An article in which every fragment is a tone of its own."""
    folder = pictures(tmp_path_factory.mktemp("article"))
    (folder / "tides.md").write_text(ARTICLE, encoding="utf-8")
    document = article.read(source.read(folder / "tides.md"))
    time = np.arange(round(LENGTH * SAMPLE_RATE)) / SAMPLE_RATE
    cues, clips = {}, {}
    for index, each in enumerate(document.fragments):
        cues[each.id] = Cue(each.id, each.kind, each.text, each.language, pause=timedelta(0))
        clips[each.id] = (6000 * np.sin(2 * np.pi * pitch(index) * time)).astype("<i2").tobytes()
    narration = Narration("en", tuple(cues.values()))
    return Edition(document, Script(cues, narration), record(narration, clips, VOICE), clips)


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its book, with pages as of a PDF of three pages."""
    pages = {each.id: 1 + number // 6 for number, each in enumerate(edition.document.fragments)}
    return epub.write(edition, tmp_path_factory.mktemp("book"), pages=pages).path


@pytest.fixture(scope="module")
def heard(book: Path, tmp_path_factory: pytest.TempPathFactory) -> reading_system.Heard:
    with reading_system.opened(book, tmp_path_factory.mktemp("reader")) as page:
        return reading_system.play(page)


def test_a_reader_highlights_every_pair_in_its_order_to_the_end(
    book: Path, heard: reading_system.Heard
) -> None:
    pairs = [pair for overlay in epub_file.read(book).overlays for pair in overlay.pairs]

    shown = list(dict.fromkeys(heard.highlights))

    assert heard.faults == []
    assert shown == [f"{pair.document}#{pair.id}" for pair in pairs]
    assert len({pair.document for pair in pairs}) == 5


def test_what_is_highlighted_is_what_sounds_and_what_the_overlay_says(
    edition: Edition, book: Path, heard: reading_system.Heard
) -> None:
    """Sound is measured by its pitch: neither the overlay's times nor the reader's are believed."""
    tones = {each.id: pitch(index) for index, each in enumerate(edition.document.fragments)}
    pairs = {
        (pair.document, pair.id): pair for overlay in epub_file.read(book).overlays for pair in overlay.pairs
    }
    agreed = set()
    for sample in heard.samples:
        for (name, id), pair in pairs.items():
            settled = pair.begin + LATE < sample.time < pair.end - 0.12
            if name == sample.document and settled and sample.pitch:
                assert sample.marked == [id]
                assert sample.playing
                assert abs(sample.pitch - tones[id]) < 50
                agreed.add(id)

    assert agreed == {id for _, id in pairs}


def test_a_note_opens_beside_its_place_with_a_way_back(book: Path, tmp_path: Path) -> None:
    with reading_system.opened(book, tmp_path) as page:
        shown = reading_system.pop_up(page, 3, "noteref-1")

    assert shown.startswith("The Sun pulls too.")
    assert "Back to note 1" in shown
