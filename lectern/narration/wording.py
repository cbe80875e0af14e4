"""Written text -> Utterance: each passage in the spoken words of its language, with the pronunciations it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lectern.model import Lexeme, Pronunciation
from lectern.narration.inlines import HELD, Piece, Said
from lectern.narration.laying import Word
from lectern.narration.spoken import Spoken, align
from lectern.narration.utterance import Utterance, joined


class Wording:
    """Puts texts into spoken words, one after the other as they are heard: an abbreviation is explained once."""

    def __init__(self, lexicon: Iterable[Lexeme]) -> None:
        """Take the pronunciations, each with its language."""
        self._lexicon = tuple(lexicon)
        self._words: dict[str, re.Pattern[str] | None] = {}
        self._explained: set[tuple[str, str]] = set()
        self._spoken: dict[tuple[str, str], Spoken] = {}

    def forget(self) -> None:
        """Explain all abbreviations again: another recording begins."""
        self._explained.clear()

    def say(self, said: Said, language: str) -> Utterance:
        """Say a text of a language (a BCP 47 tag)."""
        texts: list[str] = []
        held: list[Utterance] = []
        for text, piece in _parts(said):
            texts += self._hold(text, language, held)
            if piece is None:
                continue
            if piece.title:
                explained = self._explain(piece, "".join(texts))
                texts += self._hold(explained, piece.language or language, held)
            else:
                texts.append(HELD)
                held.append(self.say(piece.said, piece.language or language))
        text = "".join(texts)
        spoken = self._align(text, language)
        if spoken.text.count(HELD) == len(held):
            return joined(language, _woven(list(_parted(spoken, text, language)), held))
        # its sentence took a piece apart: each part is worded alone
        return joined(language, _woven([self._alone(part, language) for part in text.split(HELD)], held))

    def _align(self, text: str, language: str) -> Spoken:
        """Put a text into words, once for all tellings: it takes most of their time."""
        if (text, language) not in self._spoken:
            self._spoken[text, language] = align(text, language)
        return self._spoken[text, language]

    def _alone(self, text: str, language: str) -> Utterance:
        """Put a part of a sentence into words by itself; white space at its ends stays."""
        spoken = next(_parted(self._align(text, language), text, language))
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and spoken.text else ""
        return joined(language, (before, spoken, after))

    def _explain(self, piece: Piece, before: str) -> str:
        """Give an abbreviation, the first time with its full words, unless they were just said."""
        short = piece.said.plain
        if (short, piece.title) in self._explained:
            return short
        self._explained.add((short, piece.title))
        if piece.title.casefold() in before.casefold():
            return short
        inside = before.count("(") > before.count(")")
        return f"{short}, {piece.title}," if inside else f"{short} ({piece.title})"

    def _hold(self, text: str, language: str, held: list[Utterance]) -> Iterator[str]:
        """Part a text at the words whose pronunciation is given, and hold these as they are written."""
        words = self._pattern(language)
        place = 0
        for match in words.finditer(text) if words else ():
            yield text[place : match.start()]
            yield HELD
            held.append(self._pronounced(match.group(), language))
            place = match.end()
        yield text[place:]

    def _pattern(self, language: str) -> re.Pattern[str] | None:
        if language not in self._words:
            words = sorted({each.word for each in self._known(language)}, key=lambda word: (-len(word), word))
            alternatives = "|".join(_pattern(word) for word in words)
            self._words[language] = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if words else None
        return self._words[language]

    def _known(self, language: str) -> Iterator[Lexeme]:
        tag = language.casefold()
        for each in self._lexicon:
            own = each.language.casefold()
            if tag == own or tag.startswith(f"{own}-"):
                yield each

    def _pronounced(self, word: str, language: str) -> Utterance:
        lexeme = min(
            (each for each in self._known(language) if re.fullmatch(_pattern(each.word), word)),
            key=lambda each: (each.word != word, -len(each.language)),
        )
        sound = Pronunciation(0, len(word), language, lexeme.ipa, lexeme.respelling)
        return Utterance(word, language, pronunciations=(sound,), words=(Word(0, len(word), word),))


def _pattern(word: str) -> str:
    """Match a word as it is written; one without capitals also at the beginning of a sentence or a title."""
    pattern = r"\s+".join(map(re.escape, word.split()))
    return f"(?i:{pattern})" if word == word.lower() else pattern


def _parts(said: Said) -> Iterator[tuple[str, Piece | None]]:
    texts = said.text.split(HELD)
    yield from zip(texts, (*said.pieces, None), strict=True)


def _parted(spoken: Spoken, text: str, language: str) -> Iterator[Utterance]:
    """Part what is said at the places of what is held; the words of each part keep what is written for them."""
    begin = 0
    waiting = list(reversed(spoken.words))
    for part in spoken.text.split(HELD):
        end = begin + len(part)
        words: list[Word] = []
        while waiting and waiting[-1].spoken_start < end:
            each = waiting.pop()
            if begin <= each.spoken_start and each.spoken_end <= end:
                written = text[each.source_start : each.source_end]
                words.append(Word(each.spoken_start - begin, each.spoken_end - begin, written))
        yield Utterance(part, language, words=tuple(words))
        begin = end + len(HELD)


def _woven(parts: Sequence[Utterance], held: Sequence[Utterance]) -> Iterator[Utterance]:
    yield parts[0]
    for piece, part in zip(held, parts[1:], strict=True):
        yield piece
        yield part
