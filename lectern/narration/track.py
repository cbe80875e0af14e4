"""What is said so far, in its order: utterances, the silence after each, and the narrator's words round them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from lectern.model import Cue, Fragment, Kind
from lectern.narration.phrases import framed, phrase, tongue
from lectern.narration.utterance import Utterance, cue, ended

PAUSES: Mapping[Kind, int] = {
    Kind.TITLE: 900,
    Kind.SUBTITLE: 900,
    Kind.BYLINE: 900,
    Kind.HEADING: 800,
    Kind.ROW: 450,
    Kind.CODE: 700,
    Kind.MATH: 600,
    Kind.IMAGE: 700,
    Kind.REFERENCE: 700,
    Kind.FRAME: 1200,
}
"""Milliseconds of silence after a cue of a kind; after any other, `SENTENCE`."""
SENTENCE, PARAGRAPH, ITEM, BEFORE_HEADING, BEFORE_SECTION = 300, 650, 500, 1100, 1600


class Track:
    """One edition's narration while it grows; each fragment is said once."""

    def __init__(self, language: str) -> None:
        """Take the document's language."""
        self.language = language
        self._said: dict[str, tuple[Fragment, Utterance]] = {}
        self._pauses: dict[str, int] = {}
        self._order: list[str] = []
        self._frames: dict[str, int] = {}

    def __len__(self) -> int:
        """Count what is said."""
        return len(self._order)

    def kind(self, place: int) -> Kind:
        """Tell what is said at a place of the order."""
        return self._said[self._order[place]][0].kind

    def cues(self) -> tuple[Cue, ...]:
        """Give the cues in their order."""
        return tuple(
            cue(*self._said[name], timedelta(milliseconds=self._pauses[name])) for name in self._order
        )

    def add(self, fragment: Fragment, utterance: Utterance) -> None:
        """Say a fragment; a text without a word is not said, nor is a fragment said twice."""
        if fragment.id in self._said or not utterance.has_words:
            return
        self._said[fragment.id] = fragment, ended(utterance)
        self._pauses[fragment.id] = PAUSES.get(fragment.kind, SENTENCE)
        self._order.append(fragment.id)

    def frame(self, name: str, /, **words: object) -> None:
        """Say something of the narrator's own, in English where the language has no phrase for it."""
        from filters.mark_fragments import fragment_id

        language = tongue(self.language)
        text = phrase(language, name, **words)
        made = fragment_id(text, Kind.FRAME.value, (), self._frames)
        self.add(Fragment(made, Kind.FRAME, text, language), Utterance(text, language))

    def ends_in(self, section: str) -> bool:
        """Tell whether what was said last stands in a top section."""
        return bool(self._order) and self._said[self._order[-1]][0].section == section

    def rest(self, milliseconds: int) -> None:
        """Make the silence after what was said last at least so long."""
        if self._order:
            last = self._order[-1]
            self._pauses[last] = max(self._pauses[last], milliseconds)

    def reword(self, place: int, name: str, /, **words: object) -> None:
        """Put what is said at a place of the order into a phrase."""
        fragment, utterance = self._said[self._order[place]]
        self._said[fragment.id] = fragment, framed(name, utterance, **words)

    @contextmanager
    def framed(self, before: str, after: str, *, rest: int = PARAGRAPH, **words: object) -> Iterator[None]:
        """Fold the narrator's words into the first and the last thing that is said inside."""
        begin = len(self)
        yield
        if len(self) > begin:
            if before:
                self.reword(begin, before, **words)
            if after:
                self.reword(-1, after, **words)
            self.rest(rest)
