"""A page in a real Chromium, as a reader opens it who has set something before: for the tests of what readers set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lectern.checks.browser import find_browser
from lectern.writers import html
from tests import editions

LONG = "\n\n".join(
    f"Paragraph {number} tells of incomprehensibilities. The tide came in again, and it went out once more. "
    "Nobody on the shore had counted how often that had been so, nor would anyone begin to do so now."
    for number in range(30)
)
ARTICLE = editions.ARTICLE.replace("# Causes", f"{LONG}\n\n# Causes")
HEBREW = ARTICLE.replace("lang: en-GB", "lang: he").replace("The sea rises.", "הים עולה בלילה ויורד ביום.")
STYLE = """name => {
  const paragraph = document.querySelector('article > section > p, article > .opening > p');
  return name === 'width' ? paragraph.getBoundingClientRect().width : getComputedStyle(paragraph)[name];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("settings")
    for name, text in (("tides", ARTICLE), ("gaut", HEBREW)):
        edition = editions.edition(made, text, name)
        assert edition.recording is not None
        html.write(edition, made)
        (made / f"{name}.mp3").write_bytes(edition.recording.audio)
    return made


@pytest.fixture(scope="module")
def addresses(folder: Path) -> Iterator[dict[str, str]]:
    server, address = editions.serve(folder)
    yield {"http": f"{address}/tides.html", "file": (folder / "tides.html").as_uri()}
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Security Policy" in said.text else None)
    yield page
    context.close()
    assert errors == []


def begin(page: Any, address: str, values: dict[str, Any]) -> None:
    """Open the page as a reader does who has set these values before."""
    text = json.dumps(json.dumps(values))
    page.add_init_script(f"localStorage.setItem('lectern:reading', {text})")
    page.goto(address)
