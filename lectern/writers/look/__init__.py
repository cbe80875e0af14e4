"""How everything looks: one identity, held in the custom properties of `tokens.css`.

`tokens` (sizes, faces, colours) and `reading` (the article's own content) belong to page, book and PDF alike;
`dark` adds the night and high-contrast colours; `page`, `player` and `index` are for the web alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

PLAYER = (
    "telling", "timeline", "memory", "words", "marks", "follow", "skips", "sleep", "find", "media", "clicks", "keys",
)  # fmt: skip
"""The parts of the player's script, each in a file of its own."""


@cache
def _read(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def css(*names: str) -> str:
    """Give the named style sheets, joined in this order."""
    return "\n".join(_read(f"{name}.css").strip() for name in names) + "\n"


def script(name: str) -> str:
    """Give a script's source."""
    return _read(f"{name}.js").strip()


def player_script() -> str:
    """Give the player's parts as one script: each declares one thing, the last puts them to work."""
    parts = "\n".join(script(f"player_{name}") for name in PLAYER)
    return f'(() => {{\n"use strict";\n{parts}\n{script("player")}\n}})();'


def template(name: str) -> str:
    """Give a Typst template's source."""
    return (files(__name__) / f"{name}.typ").read_text(encoding="utf-8")
