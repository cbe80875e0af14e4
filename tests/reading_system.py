"""A reading system for tests: foliate-js, the code of the reader Foliate, plays a book through in Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lectern.checks.browser import find_browser
from lectern.tools import CHECK_PACKAGES, find_node_package
from tests import editions

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reading system</title>
<style>
  :root { color-scheme: light dark; }
  html, body { height: 100%; margin: 0; }
  foliate-view { display: block; height: 100%; }
</style>
</head>
<body>
<script type="module">
import './foliate-js/view.js'
const view = document.createElement('foliate-view')
document.body.append(view)
await view.open('book.epub')
view.renderer.setStyles(':root { color-scheme: light dark; }')
await view.init({})
window.view = view
</script>
</body>
</html>
"""
_LISTEN = """() => {
  const heard = window.heard = { highlights: [], samples: [], faults: [], over: false };
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  analyser.connect(context.destination);
  const Sound = window.Audio;
  let audio, clip;
  window.Audio = function (address) {
    audio = new Sound(address);
    context.createMediaElementSource(audio).connect(analyser);
    return audio;
  };
  const { mediaOverlay, book } = window.view;
  mediaOverlay.addEventListener('highlight', ({ detail }) => {
    clip = detail;
    heard.highlights.push(detail.text);
  });
  mediaOverlay.addEventListener('error', ({ detail }) => heard.faults.push(String(detail)));
  const bins = new Uint8Array(analyser.frequencyBinCount);
  const step = context.sampleRate / analyser.fftSize;
  let before = -1, still = 0;
  const sample = () => {
    if (!audio || !clip) return;
    analyser.getByteFrequencyData(bins);
    const loudest = bins.reduce((best, each, place) => (each > bins[best] ? place : best), 0);
    const time = audio.currentTime;
    const marked = window.view.renderer.getContents().flatMap(({ doc }) =>
      [...doc.querySelectorAll('.' + CSS.escape(book.media.activeClass))].map(each => each.id));
    const playing = window.view.renderer.getContents().every(({ doc }) =>
      doc.documentElement.classList.contains(book.media.playbackActiveClass));
    heard.samples.push([clip.text.split('#')[0], marked, time, bins[loudest] ? loudest * step : 0, playing]);
    if (!audio.seeking && time > clip.begin + 0.42 && time < clip.end - 0.15) audio.currentTime = clip.end - 0.1;
    still = time === before ? still + 1 : 0;
    before = time;
    heard.over = still > 60;
  };
  setInterval(sample, 25);
  return context.resume();
}"""

_POP_UP = """async ([index, id]) => {
  const { FootnoteHandler } = await import('./foliate-js/footnotes.js');
  const { view } = window;
  const handler = new FootnoteHandler();
  const shown = new Promise(resolve => {
    handler.addEventListener('before-render', ({ detail }) => {
      detail.view.style.display = 'none';
      document.body.append(detail.view);
    });
    handler.addEventListener('render', ({ detail }) => {
      const { doc } = detail.view.renderer.getContents()[0];
      resolve(doc.body.textContent);
    });
  });
  view.addEventListener('link', event => handler.handle(view.book, event));
  await view.goTo(index);
  view.renderer.getContents()[0].doc.getElementById(id).click();
  return shown;
}"""


class Sample(NamedTuple):
    """What a reader sees and hears at one moment: highlighted ids, and the pitch in Hz (0 in silence).

    ``time`` is the place in the audio of ``document``; ``playing`` whether the document is marked as being played.
    """

    document: str
    marked: list[str]
    time: float
    pitch: float
    playing: bool


class Heard(NamedTuple):
    """A book played to its end: every highlight in its order, as "path#id", samples, and what went wrong."""

    highlights: list[str]
    samples: list[Sample]
    faults: list[str]


@contextmanager
def opened(book: Path, folder: Path, **context: Any) -> Iterator[Any]:
    """Open a book in the reading system; give the page. ``context`` is Playwright's: size, colour scheme."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(book, folder / "book.epub")
    (folder / "index.html").write_text(_PAGE, encoding="utf-8")
    if not (folder / "foliate-js").exists():
        (folder / "foliate-js").symlink_to(find_node_package("foliate-js", root=CHECK_PACKAGES))
    server, address = editions.serve(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(find_browser()),
                args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
            )
            page = browser.new_context(**context).new_page()
            page.goto(f"{address}/index.html")
            page.wait_for_function("window.view")
            yield page
            browser.close()
    finally:
        server.shutdown()
        server.server_close()


def play(page: Any) -> Heard:
    """Play all overlays from the first to the end of the last, leaping over the middle of each long clip."""
    page.evaluate(_LISTEN)
    page.evaluate("() => { window.view.mediaOverlay.start(0) }")
    page.wait_for_function("window.heard.over", timeout=120_000, polling=200)
    said: Mapping[str, Any] = page.evaluate("window.heard")
    return Heard(said["highlights"], [Sample(*each) for each in said["samples"]], said["faults"])


def pop_up(page: Any, section: int, link: str) -> str:
    """Click on a link of a document of the spine (counted from 0); give the words of what opens beside it."""
    return str(page.evaluate(_POP_UP, [section, link]))
