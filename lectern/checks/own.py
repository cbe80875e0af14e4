"""Outputs -> findings, by the press itself: in every build, without Java or a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lectern.checks import agreement, audio_book_file, book, narration_file, web_page
from lectern.model import Finding


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Look at each file by what it is; other files have nothing to find."""
    kinds = {
        ".epub": book.check,
        ".html": web_page.check,
        ".mp3": narration_file.check,
        ".m4b": audio_book_file.check,
        agreement.ENDING: agreement.check,
    }
    return tuple(
        finding
        for ending, check_kind in kinds.items()
        for finding in check_kind([path for path in paths if path.name.endswith(ending)])
    )
