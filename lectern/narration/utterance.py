"""Text as it is said, with what a voice must know of its words: their language where it changes, their sounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from lectern.model import Cue, Fragment, Pronunciation, Run, runs
from lectern.narration.laying import Word, lay


@dataclass(frozen=True, slots=True)
class Utterance:
    """Spoken text in one language, with stretches in others and words whose pronunciation is given; as in `Cue`.

    ``words`` tell what is written for what is said; the narrator's own words are written nowhere.
    """

    text: str
    language: str
    languages: tuple[Run, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def has_words(self) -> bool:
        """Tell whether there is anything to say."""
        return any(map(str.isalnum, self.text))


def joined(language: str, parts: Iterable[Utterance | str]) -> Utterance:
    """Put parts together without anything between; a plain string is in the language of the whole."""
    parts = tuple(parts)
    if len(parts) == 1 and isinstance(parts[0], Utterance) and parts[0].language == language:
        return parts[0]
    texts: list[str] = []
    others: list[Run] = []
    pronunciations: list[Pronunciation] = []
    words: list[Word] = []
    place = 0
    for part in parts:
        if isinstance(part, str):
            part = Utterance(part, language)
        others += [
            Run(run.start + place, run.end + place, run.language)
            for run in runs(len(part.text), part.language, part.languages)
            if run.language != language
        ]
        pronunciations += [
            replace(each, start=each.start + place, end=each.end + place) for each in part.pronunciations
        ]
        words += [Word(each.start + place, each.end + place, each.written) for each in part.words]
        texts.append(part.text)
        place += len(part.text)
    return Utterance("".join(texts), language, tuple(_merged(others)), tuple(pronunciations), tuple(words))


def ended(utterance: Utterance) -> Utterance:
    """End a text so that a voice falls at its end.

    >>> ended(Utterance("What ketamine is", "en")).text
    'What ketamine is.'
    """
    stripped = strip(utterance)
    last = stripped.text.rstrip("”\"'’»)]")[-1:]
    if not last.isalnum() and last not in "%°":
        return stripped
    return joined(stripped.language, (stripped, "。" if "぀" <= last <= "鿿" else "."))


def strip(utterance: Utterance, *, end: str = "") -> Utterance:
    """Take white space off both ends, and the characters of ``end`` off the end."""
    text = utterance.text
    begin = len(text) - len(text.lstrip())
    return cut(utterance, begin, max(begin, len(text.rstrip(" \n\t" + end))))


def cut(utterance: Utterance, start: int, end: int) -> Utterance:
    """Give a part of an utterance; a word whose pronunciation is given is never cut in two."""
    kept = (
        Run(max(run.start, start) - start, min(run.end, end) - start, run.language)
        for run in utterance.languages
    )
    pronunciations = (
        replace(each, start=each.start - start, end=each.end - start)
        for each in utterance.pronunciations
        if start <= each.start and each.end <= end
    )
    return Utterance(
        utterance.text[start:end],
        utterance.language,
        tuple(run for run in kept if run.start < run.end),
        tuple(pronunciations),
        tuple(
            Word(each.start - start, each.end - start, each.written)
            for each in utterance.words
            if start <= each.start and each.end <= end
        ),
    )


def cue(fragment: Fragment, utterance: Utterance, pause: timedelta) -> Cue:
    """Make the cue of a fragment; what is wholly in one other language is of that language."""
    language = utterance.language
    if utterance.languages:
        foreign = {
            next((run.language for run in utterance.languages if run.start <= place < run.end), language)
            for place, character in enumerate(utterance.text)
            if character.isalnum()
        }
        if len(foreign) == 1 and language not in foreign:
            language = foreign.pop()
            utterance = replace(utterance, languages=())
    return Cue(fragment.id, fragment.kind, utterance.text, language, pause, utterance.languages,
               utterance.pronunciations, tuple(lay(utterance.words, fragment.text)))  # fmt: skip


def _merged(runs: Iterable[Run]) -> Iterable[Run]:
    """Join runs of one language that touch."""
    last: Run | None = None
    for run in runs:
        if last and last.end == run.start and last.language == run.language:
            last = replace(last, end=run.end)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
