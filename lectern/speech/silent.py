"""Text -> silence as long as speech would be: the twin of the voices for tests, fast and exact."""

from __future__ import annotations

from lectern.model import SAMPLE_RATE, Voice
from lectern.speech.sound import silence

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

    def speak(self, text: str, language: str) -> bytes:
        """Keep silent for 65 ms per character."""
        return silence(_CHARACTER * len(text))
