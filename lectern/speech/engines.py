"""The voices there are, and which of them an article is read by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lectern.errors import SourceError, ToolFailed, UsageError
from lectern.model import Pronunciation, Run, Voice, WordClip

AUTO = "auto"
FALLBACK = "espeak"
"""The voice that is always there."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence as it was said: PCM (mono, 16 bit little endian, 24 kHz, trimmed) and its words, in its samples."""

    sound: bytes
    words: tuple[WordClip, ...] = ()


class Engine(Protocol):
    """Something that pronounces: words in, PCM out."""

    def speaks(self, language: str) -> bool:
        """Tell whether there is a voice for the language tag."""
        ...

    def voice(self, language: str) -> Voice:
        """Name the voice for the language; raises LookupError where there is none."""
        ...

    def speak(
        self,
        text: str,
        language: str,
        *,
        languages: Sequence[Run] = (),
        pronunciations: Sequence[Pronunciation] = (),
    ) -> Said:
        """Say one sentence, with its stretches in other languages and its words that need help (as in a `Cue`).

        What the engine cannot use, it leaves. May be called by several threads. Raises VoiceUnavailable if the
        engine gives up.
        """
        ...


class VoiceUnavailable(ToolFailed):
    """The engine gave up; the narration is then made by another one, from its first word."""


NAMES = ("espeak", "gtts", "silent")
"""The voices that need no file; `PIPER` goes before the path of a model."""
PIPER = "piper:"
_KNOWN = f"auto, {', '.join(NAMES)} and {PIPER}MODEL"


def choose_voice(asked: str, article_voice: str = "", project_voice: str = "") -> str:
    """Decide who reads: the voice asked for or, for "auto" or nothing, the article's own, the project's, or espeak.

    An article may not name a model, for it may have nothing read outside its folder. Raises UsageError if the voice
    asked for is unknown, SourceError if the article's or the project's is.
    """
    if asked not in ("", AUTO):
        if not _is_voice(asked):
            raise UsageError(f"there is no voice “{asked}”", hint=f"the voices are {_KNOWN}")
        return asked
    if article_voice not in ("", AUTO):
        if article_voice not in NAMES:
            raise SourceError(
                f"the article asks for the voice “{article_voice}”, which an article cannot have",
                hint=f"the voices are {', '.join(NAMES)}; others must be asked for by --voice",
            )
        return article_voice
    if project_voice in ("", AUTO):
        return FALLBACK
    if not _is_voice(project_voice):
        raise SourceError(
            f"lectern.yaml asks for the voice “{project_voice}”, which does not exist",
            hint=f"the voices are {_KNOWN}",
        )
    return project_voice


def _is_voice(name: str) -> bool:
    return name in NAMES or (name.startswith(PIPER) and name != PIPER)


def make(name: str, say: Callable[[str], None] = lambda line: None) -> Engine:
    """Make the engine of that name; ``say`` takes the lines that a person must see."""
    if name == "espeak":
        from lectern.speech.espeak import Espeak

        return Espeak()
    if name == "gtts":
        from lectern.speech.gtts import Gtts

        return Gtts(say=say)
    if name == "silent":
        from lectern.speech.silent import Silent

        return Silent()
    if name.startswith(PIPER):
        from lectern.speech.piper import Piper

        return Piper(Path(name.removeprefix(PIPER)).expanduser())
    raise ValueError(name)
