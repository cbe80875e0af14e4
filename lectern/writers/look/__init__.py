"""How everything looks: one identity, held in the custom properties of `tokens.css`.

`tokens` (sizes, faces, colours) and `reading` (the article's own content) belong to page, book and PDF alike;
`dark` adds the night and high-contrast colours; `page`, `player` and `index` are for the web alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _read(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def css(*names: str) -> str:
    """Give the named style sheets, joined in this order."""
    return "\n".join(_read(f"{name}.css").strip() for name in names) + "\n"


def script(name: str) -> str:
    """Give a script's source."""
    return _read(f"{name}.js").strip()
