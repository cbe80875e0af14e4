"""A narration's cues -> its chapters: one for each section and its parts, or one for about every three minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from lectern.model import Chapter, Cue

LONGEST = timedelta(minutes=3)
CHARACTERS_A_SECOND = 15
LONGEST_NAME = 50


def divide(
    cues: Sequence[Cue], title: str, sections: Sequence[Chapter], paragraphs: Sequence[int]
) -> tuple[Chapter, ...]:
    """Divide a narration; what stands before the first section bears the article's title.

    ``sections`` are the sections and their parts, ``paragraphs`` gives the first cue of each paragraph. Where
    only the reference list has a heading, or nothing has one, long text is cut at paragraphs, named by their words.
    """
    named = [each for each in sections if each.title and each.first < len(cues)]
    end = named[0].first if named else len(cues)
    cuts = _cut(cues, paragraphs, end) if sum(each.level == 1 for each in named) < 2 else ()
    chapters = (
        Chapter(title, 0),
        *(Chapter(_first_words(cues[first].text), first) for first in cuts),
        *named,
    )
    return tuple({chapter.first: chapter for chapter in chapters}.values()) if cues else ()


def _cut(cues: Sequence[Cue], paragraphs: Sequence[int], end: int) -> Iterator[int]:
    """Give the paragraphs at which a new chapter begins, so that none lasts much longer than `LONGEST`."""
    starts = {place for place in paragraphs if place < end}
    lasted = timedelta()
    for place, cue in enumerate(cues[:end]):
        if place in starts and lasted >= LONGEST:
            yield place
            lasted = timedelta()
        lasted += timedelta(seconds=len(cue.text) / CHARACTERS_A_SECOND) + cue.pause


def _first_words(text: str) -> str:
    """Shorten a text to a name, at a word."""
    if len(text) <= LONGEST_NAME:
        return text.rstrip(".")
    return text[: LONGEST_NAME - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
