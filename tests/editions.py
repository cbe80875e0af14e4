"""Small editions for the tests of the web page: an article, and a recording in which every sentence is a tone."""

from __future__ import annotations

import re
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from lectern import article, source
from lectern.model import SAMPLE_RATE, Cue, Document, Edition, Format, Kind, Narration, Recording, Voice

ARTICLE = """---
title: Tides
author: Ada Moon
date: 2025-03-14
lang: en-GB
description: Why the sea rises and falls.
rights: CC BY 4.0
---

The sea rises. The sea falls again, as Moon (2019) wrote.

# Causes

The Moon pulls the water.[^pull] The Earth turns beneath it. See [the figure](#figure).

[^pull]: The Sun pulls too.

![Two bulges of water.](moon.svg){#figure alt="The Earth with a bulge of water on each side."}

## Springs

When Sun and Moon pull together, tides are high.

| Place | Range |
|:------|------:|
| Fundy | 16 m  |

: Great tides.

The height is

$$h = \\frac{a}{b}$$

where `a` is large.

# References

Moon, A. (2019). *The sea*. Shore Press. https://doi.org/10.1000/sea.2019.01
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="400" height="400" onload="alert(1)">'
    '<script>alert(2)</script><circle cx="20" cy="20" r="12" fill="#0b5563"/>'
    '<text x="4" y="38" font-family="Atkinson Hyperlegible Next" font-size="5">Tide</text></svg>'
)
TONE = 0.8
"""Seconds that each sentence sounds."""


def document(folder: Path, text: str = ARTICLE, name: str = "tides") -> Document:
    """Write an article and its drawing into the folder and read it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "moon.svg").write_text(DRAWING, encoding="utf-8")
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return article.read(source.read(path))


def edition(folder: Path, text: str = ARTICLE, name: str = "tides") -> Edition:
    """Make an edition with a voice; notes are said after their sentence, references not at all."""
    made = document(folder, text, name)
    voiced = [each for each in made.fragments if each.kind is not Kind.REFERENCE]
    return Edition(
        made,
        recording=tones([each.id for each in voiced]),
        sizes={Format.PDF: 412_345, Format.EPUB: 4_100_000},
    )


def frequency(index: int) -> int:
    """Give the tone of the nth sentence in Hz."""
    return 400 + 150 * index


def tones(fragments: list[str]) -> Recording:
    """Record a tone for each fragment, after an opening of the narrator's own."""
    import numpy as np

    from lectern.speech.recording import record

    time = np.arange(round(TONE * SAMPLE_RATE)) / SAMPLE_RATE
    names = ["s-0pening0", *fragments]
    clips = {
        name: (6000 * np.sin(2 * np.pi * frequency(index) * time)).astype("<i2").tobytes()
        for index, name in enumerate(names)
    }
    cues = tuple(Cue(name, Kind.FRAME, name, "en", pause=timedelta(0)) for name in names)
    return record(Narration("en", cues), clips, Voice("silent", "1", "tones"))


class _WithRanges(SimpleHTTPRequestHandler):
    """Serves files as real servers do: a browser seeks in sound only where it may ask for a range."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        first, last = (int(asked[1]), int(asked[2] or len(data) - 1)) if asked else (0, len(data) - 1)
        self.send_response(206 if asked else 200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last + 1 - first))
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.end_headers()
        try:
            self.wfile.write(data[first : last + 1])
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder on this machine; give the server and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: _WithRanges(*args, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
