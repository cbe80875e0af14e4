"""Seconds that each layout engine takes for a book of prose, tagged and checked. `python benchmarks/layout.py`.

The engines set the same document one after the other in one process; seconds are those on the clock.
"""

import platform
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lectern import article, source
from lectern.writers import pdf

_WORDS = (
    "The tide rises and falls along the shore twice a day, and the harbour waits for it. "
    "Nobody in the town counts the hours, though every boat knows them well. "
)
_CHAPTERS = 25


def main(chapters: int) -> None:
    """Set a book of that many chapters by each engine."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.md"
        text = "\n\n".join(
            f"# Chapter {chapter}\n\n"
            + "\n\n".join(f"Paragraph {chapter} {each}. " + _WORDS * 4 for each in range(24))
            for chapter in range(chapters)
        )
        path.write_text(f"---\ntitle: A book\nauthor: A. Moon\nlang: en\n---\n\n{text}\n")
        document = article.read(source.read(path))
        print(f"{platform.machine()}, Python {platform.python_version()}")
        for engine in ("typst", "weasyprint"):
            began = time.monotonic()
            laid_out = pdf.lay_out(document, engine=engine)
            seconds = time.monotonic() - began
            print(f"{engine:11} {max(laid_out.pages.values()):4} pages {seconds:7.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _CHAPTERS)
