"""`lectern.yaml` -> Settings: what holds for all articles of a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lectern.errors import SourceError

NAME = "lectern.yaml"
_KNOWN = frozenset({"voice"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project's own file sets; empty where it is silent."""

    voice: str = ""


def read(folder: Path) -> Settings:
    """Read the settings beside `publish.py`; no file means no settings.

    Raises SourceError for broken YAML (with its line) or a name that means nothing here.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    from lectern.source import read_yaml

    values = read_yaml(path)
    unknown = sorted(set(values) - _KNOWN)
    if unknown:
        raise SourceError(
            f"“{unknown[0]}” is no setting", where=path, hint=f"known: {', '.join(sorted(_KNOWN))}"
        )
    return Settings(voice=_voice(str(values.get("voice") or "").strip()))


def _voice(name: str) -> str:
    """Write a voice's name in lower case, but for the path of a model after a colon."""
    engine, colon, model = name.partition(":")
    return engine.lower() + colon + model
