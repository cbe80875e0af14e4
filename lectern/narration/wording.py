"""Written text -> Utterance: each passage in the spoken words of its language, with the pronunciations it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lectern.model import Lexeme, Pronunciation
from lectern.narration.inlines import HELD, Piece, Said
from lectern.narration.spoken import speak
from lectern.narration.utterance import Utterance, joined


class Wording:
    """Puts texts into spoken words, one after the other as they are heard: an abbreviation is explained once."""

    def __init__(self, lexicon: Iterable[Lexeme]) -> None:
        """Take the pronunciations, each with its language."""
        self._lexicon = tuple(lexicon)
        self._words: dict[str, re.Pattern[str] | None] = {}
        self._explained: set[tuple[str, str]] = set()
        self._spoken: dict[tuple[str, str], str] = {}

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
        spoken = self._speak("".join(texts), language)
        if spoken.count(HELD) != len(held):  # its sentence took a piece apart: each part is worded alone
            spoken = HELD.join(self._alone(part, language) for part in "".join(texts).split(HELD))
        return joined(language, _woven(spoken.split(HELD), held))

    def _speak(self, text: str, language: str) -> str:
        """Put a text into words, once for all tellings: it takes most of their time."""
        if (text, language) not in self._spoken:
            self._spoken[text, language] = speak(text, language)
        return self._spoken[text, language]

    def _alone(self, text: str, language: str) -> str:
        spoken = self._speak(text, language)
        return f"{' ' if text[:1].isspace() else ''}{spoken}{' ' if text[-1:].isspace() and spoken else ''}"

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
        return Utterance(word, language, pronunciations=(sound,))


def _pattern(word: str) -> str:
    """Match a word as it is written; one without capitals also at the beginning of a sentence or a title."""
    pattern = r"\s+".join(map(re.escape, word.split()))
    return f"(?i:{pattern})" if word == word.lower() else pattern


def _parts(said: Said) -> Iterator[tuple[str, Piece | None]]:
    texts = said.text.split(HELD)
    yield from zip(texts, (*said.pieces, None), strict=True)


def _woven(texts: list[str], held: list[Utterance]) -> Iterator[Utterance | str]:
    yield texts[0]
    for piece, text in zip(held, texts[1:], strict=True):
        yield piece
        yield text
