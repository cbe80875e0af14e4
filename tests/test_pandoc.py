"""Pandoc is kept within bounds of time and memory, and never left running."""

import pytest

from lectern import pandoc
from lectern.errors import SourceError, ToolFailed


def test_a_text_that_pandoc_cannot_end_is_refused_with_a_sentence() -> None:
    with pytest.raises(SourceError, match="comes to no end"):
        pandoc.convert("[" * 5000, reader="markdown", writer="json", seconds=1)


def test_memory_without_end_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_HEAP", ("+RTS", "-M50m", "-RTS"))

    with pytest.raises(SourceError, match="comes to no end"):
        pandoc.convert("[" * 5000, reader="markdown", writer="json")


def test_what_pandoc_says_is_passed_on() -> None:
    with pytest.raises(ToolFailed, match="no-such-format"):
        pandoc.convert("Text.", reader="no-such-format", writer="json")


def test_text_comes_back_whole() -> None:
    assert pandoc.convert("Łódź → *x*", reader="markdown", writer="html") == "<p>Łódź → <em>x</em></p>\n"
