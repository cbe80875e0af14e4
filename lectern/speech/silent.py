"""Text -> silence as long as speech would be: the twin of the voices for tests, fast and exact."""

from __future__ import annotations

from collections.abc import Sequence

from lectern.model import SAMPLE_RATE, Pronunciation, Run, Voice
from lectern.speech.engines import Said
from lectern.speech.sound import silence
from lectern.speech.timing import place

_CHARACTER = SAMPLE_RATE * 65 // 1000
"""About 165 words per minute."""


class Silent:
    """Speaks every language, with nothing to hear."""

    def speaks(self, language: str) -> bool:
        """Speak any language."""
        return True

    def voice(self, language: str) -> Voice:
        """Name the same voice for all."""
        return Voice("silent", "1", "silence")

    def speak(
        self,
        text: str,
        language: str,
        *,
        languages: Sequence[Run] = (),
        pronunciations: Sequence[Pronunciation] = (),
    ) -> Said:
        """Keep silent for 65 ms per character."""
        sound = silence(_CHARACTER * len(text))
        return Said(sound, place(text, (), len(sound) // 2))
