"""`lectern.yaml` and `source/pronunciation.yaml` -> Settings: what holds for all articles of a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lectern import manner, pronunciation
from lectern.errors import SourceError
from lectern.model import Lexeme, Wish

NAME = "lectern.yaml"
_KNOWN = frozenset({"voice", "narration", "mailto"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project's own files set; empty where they are silent."""

    voice: str = ""
    narration: tuple[Wish, ...] = ()
    lexicon: tuple[Lexeme, ...] = ()
    mailto: str = ""
    """Your address, which `publish.py cite --online` sends along so that Crossref can write to you."""


def read(folder: Path) -> Settings:
    """Read the settings beside `publish.py`, and the pronunciations in its `source`; no file means none.

    Raises SourceError for broken YAML (with its line) or a name that means nothing here.
    """
    from lectern.source import read_yaml

    path, words = folder / NAME, folder / "source" / pronunciation.NAME
    values = read_yaml(path) if path.is_file() else {}
    unknown = sorted(set(values) - _KNOWN)
    if unknown:
        raise SourceError(
            f"“{unknown[0]}” is no setting", where=path, hint=f"known: {', '.join(sorted(_KNOWN))}"
        )
    return Settings(
        voice=_voice(str(values.get("voice") or "").strip()),
        narration=manner.read_declared(values.get("narration"), path),
        lexicon=pronunciation.read_declared(read_yaml(words), words) if words.is_file() else (),
        mailto=str(values.get("mailto") or "").strip(),
    )


def _voice(name: str) -> str:
    """Write a voice's name in lower case, but for the path of a model after a colon."""
    engine, colon, model = name.partition(":")
    return engine.lower() + colon + model
