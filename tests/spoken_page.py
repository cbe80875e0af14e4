"""A page with a real voice: an article that has all a player must cope with, its MP3, and a browser to hear it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lectern.checks.browser import find_browser
from lectern.model import Edition
from lectern.narration.script import narrate
from lectern.speech import record, speak
from lectern.writers import audio, html
from lectern.writers.spoken_lines import words_json
from tests import editions

ARTICLE = """---
title: Tides and their makers
author: Ada Moon
date: 2025-03-14
lang: en-GB
---

The *sea* rises and **f**alls twice a day. Moon (2019) found that H~2~O follows the sky, and
[nobody who lives at the shore](https://example.org/) would doubt it (Lind, 2020). Children ask why.

# Causes

The Moon pulls the water.[^pull] The height of a wave, $h = \\frac{a}{b}$, is small far out. In 1964, Årby
measured 16 m at Fundy.

[^pull]: The Sun pulls too, though with less force.

![Two bulges of water.](moon.svg){alt="The Earth with a bulge of water on each side."}

## Springs

When Sun and Moon pull together, tides are high.

| Place | Range |
|:------|------:|
| Fundy | 16 m  |
| Århus | 0.3 m |

: Great tides and small ones.

```python
print("tide")
```

This is the end of the story about tides.

# References

Lind, B. (2020). *The shore*. Shore Press.

Moon, A. (2019). *The sea*. Shore Press.
"""
PLACE = "() => document.getElementById('voice').currentTime * 1000"
PAUSED = "() => document.getElementById('voice').paused"
LIT = """() => {
  const range = CSS.highlights && [...(CSS.highlights.get('spoken-word') || [])][0];
  const wrapped = [...document.querySelectorAll('span.spoken-word:not(.math)')].map(each => each.textContent).join('');
  return range ? range.toString() : wrapped;
}"""


@dataclass(frozen=True)
class SpokenPage:
    """The folder of a page and its recording, and what the build knows of its words."""

    folder: Path
    edition: Edition
    lines: tuple[Mapping[str, Any], ...]

    @property
    def page(self) -> Path:
        return self.folder / "tides.html"

    def line(self, words: str) -> Mapping[str, Any]:
        """Give what the build knows of the line that has these words."""
        return next(each for each in self.lines if words in each["text"])

    def kind(self, kind: str) -> Mapping[str, Any]:
        """Give what the build knows of the first line of a kind of fragment."""
        names = {each.id for each in self.edition.document.fragments if each.kind.value == kind}
        return next(each for each in self.lines if each["fragment"] in names)


def build(folder: Path, text: str = ARTICLE) -> SpokenPage:
    """Read, tell, speak by espeak-ng and write the page and the MP3."""
    document = editions.document(folder, text)
    script = narrate(document)
    spoken = speak(script.listening.cues, voice="espeak")
    heard = spoken.clips
    edition = Edition(document, script, record(script.listening, heard, spoken.voice), heard=heard)
    html.write(edition, folder)
    audio.write(edition, folder)
    return SpokenPage(folder, edition, tuple(json.loads(words_json(edition))["lines"]))


@contextmanager
def started_browser() -> Iterator[Any]:
    """Start Chromium as readers have it: sound begins with a gesture alone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser()),
            args=["--no-sandbox", "--autoplay-policy=document-user-activation-required"],
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Any, address: str, *, before: str = "", clock: bool = False, **options: Any
) -> Iterator[Any]:
    """Open a page fresh; ``before`` runs in it first. Nothing has gone wrong when it is closed."""
    wanted = {"viewport": {"width": 1000, "height": 600}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**wanted)
    if before:
        context.add_init_script(before)
    page = context.new_page()
    if clock:
        page.clock.install()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    until(page, "document.getElementById('voice').readyState > 0")
    yield page
    context.close()
    assert errors == []


def until(page: Any, condition: str, seconds: float = 10) -> None:
    """Wait for a condition, asking from outside: the page's own policy forbids to poll in it."""
    for _ in range(round(seconds * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it never came true: {condition}")


def seek(page: Any, milliseconds: float) -> None:
    """Move the slider, as a hand does."""
    page.evaluate(
        """ms => {
          const position = document.getElementById('position');
          position.value = ms;
          position.dispatchEvent(new Event('input'));
        }""",
        milliseconds,
    )
    until(page, "!document.getElementById('voice').seeking")


def passed(page: Any, begin: float, end: float) -> list[float]:
    """Play from a time until another; give the places (ms) at which the sound was, frame by frame."""
    seek(page, begin)
    page.locator("#play").press("Enter")
    return list(
        page.evaluate(
            """end => new Promise(done => {
              const voice = document.getElementById('voice');
              const seen = [];
              const look = () => {
                seen.push(voice.currentTime * 1000);
                if (voice.currentTime * 1000 < end && !voice.ended && seen.length < 3000) requestAnimationFrame(look);
                else { voice.pause(); done(seen); }
              };
              requestAnimationFrame(look);
            })""",
            end,
        )
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SpokenPage:
    return build(tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="module")
def served(built: SpokenPage) -> Iterator[str]:
    server, address = editions.serve(built.folder)
    yield f"{address}/{built.page.name}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started_browser() as browser:
        yield browser


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: SpokenPage, served: str) -> str:
    return served if request.param == "http" else built.page.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser, address) as page:
        yield page
