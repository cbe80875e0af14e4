"""What tags of sound files say of language and voice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lectern.model import Voice

_LANGUAGES = Path(__file__).with_name("language_codes.tsv")
"""ISO 639-1 and 639-2/T; a tag of three letters is itself."""
_ENGINES = {"espeak": "espeak-ng", "gtts": "Google (gTTS)"}


def language_code(language: str) -> str:
    """Give the ISO 639-2 code of a language tag, "und" if there is none.

    >>> language_code("de-AT")
    'deu'
    """
    primary = language.split("-")[0].lower()
    return primary if len(primary) == 3 and primary.isalpha() else _codes().get(primary, "und")


def voice_words(voice: Voice) -> str:
    """Name the voice as the comment does."""
    engine = _ENGINES.get(voice.engine, voice.engine)
    return f"Read by a synthetic voice: {engine} {voice.version}, {voice.name}."


@cache
def _codes() -> dict[str, str]:
    rows = (line.split("\t") for line in _LANGUAGES.read_text(encoding="utf-8").splitlines())
    return {short: long for short, long in rows}
