"""The voices there are, and which of them an article is read by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice one may ask for."""

    name: str
    what: str
    online: bool
    languages: tuple[str, ...] = ()


NAMES = ("espeak", "gtts", "silent")


def choose_voice(asked: str, article_voice: str = "") -> str:
    """Decide who reads: the voice asked for or, for "auto" or nothing, the article's own, else espeak.

    Raises UsageError if the voice asked for is unknown, SourceError if the article's is.
    """
    known = ", ".join(NAMES)
    if asked not in ("", AUTO):
        if asked not in NAMES:
            raise UsageError(f"there is no voice “{asked}”", hint=f"the voices are auto, {known}")
        return asked
    if article_voice in ("", AUTO):
        return FALLBACK
    if article_voice not in NAMES:
        raise SourceError(
            f"the article asks for the voice “{article_voice}”, which does not exist",
            hint=f"the voices are {known}",
        )
    return article_voice


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
    raise ValueError(name)


def voices() -> tuple[Offer, ...]:
    """List the voices for `publish.py voices`."""
    from lectern.speech.espeak import Espeak
    from lectern.speech.gtts import Gtts

    return (
        Offer("espeak", "espeak-ng: clear and plain, made on this computer", False, Espeak().languages()),
        Offer(
            "gtts",
            "Google's translation voice: natural; the text is sent to translate.google.com",
            True,
            Gtts().languages(),
        ),
        Offer("silent", "silence as long as speech would be, for trying things out", False),
    )
