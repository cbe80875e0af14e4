"""Finding Chromium, and starting it so that it keeps to itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lectern import system
from lectern.checks.programs import HINT
from lectern.errors import MissingTool, ToolFailed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)
"""No calls home, no GPU, no need of a large /dev/shm, and the same pixels everywhere."""


def find_browser(name: str = "the browser check") -> Path:
    """Find Chromium or Chrome.

    Raises MissingTool that names the validator which needs it.
    """
    found = system.find_browser()
    if found is None:
        raise MissingTool(f"{name} needs Chromium, which is missing", hint=HINT)
    return found


def arguments() -> list[str]:
    """Give the command-line arguments; Chromium's sandbox does not work for root."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@contextmanager
def open_browser(name: str = "the browser check", *options: str) -> Iterator[Browser]:
    """Start a headless Chromium driven by Playwright, with further command-line options if wanted.

    Raises MissingTool and ToolFailed.
    """
    program = find_browser(name)
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise MissingTool(
            f"{name} needs the Python package Playwright, which is missing", hint=HINT
        ) from error
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=[*arguments(), *options])
        except Error as error:
            first = error.message.strip().splitlines()[0]
            raise ToolFailed(f"Chromium did not start: {first}", where=program) from error
        try:
            yield browser
        finally:
            browser.close()
