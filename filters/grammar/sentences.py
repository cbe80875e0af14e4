"""One paragraph's text -> the spans of its sentences, by rules for scholarly prose.

Here: what a stop takes along (closing marks, citations), brackets and quotations, and stops without a space after
them. `full_stops` decides by the words around. Every step looks a bounded way to either side: linear time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from filters.grammar.full_stops import (
    ENUMERATOR,
    LONGEST_ASIDE,
    Place,
    ends_sentence,
    word_before,
)
from filters.grammar.sentence_words import Words, words_of

_STOPS = r"[.!?…‽؟۔։።।॥။။。！？．｡]+(?:[ \u00a0\u202f]\.)*[.!?]*|\n[ \t]*\n"
STOP = re.compile(_STOPS)
GREEK_STOP = re.compile(_STOPS + r"|[;\u037e]")
"""Greek asks with the sign that is a semicolon elsewhere (U+037E is the same as U+003B)."""
FULL_WIDTH = frozenset("。！？．｡")
RAISED = "⁰¹²³⁴-⁹⁻⁺"
CLOSERS = re.compile(f"(?:[\"'”’‘»«›‹“)\\]}}」』）】〉》\ufffc{RAISED}*†‡]|[,–](?=[{RAISED}]))*")
OPENERS = re.compile("[\"'“‘‚„«»‹›([{¿¡「『（【〈《*•·]*")
QUOTES = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’"}
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\W_]")
NUMBER_MARK = re.compile(r"\[[\d,;\s–-]{1,60}\]")
BARE_MARK = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,12}(?=\s|$)")
MARK = re.compile("[()\\[\\]“”„«»]|[‘‚](?=\\w)|[’‘](?!\\w)")
NOTED_PAGE = re.compile(r"\d{1,3}\s\((?:pp?|S)\.")
CITED_YEAR = re.compile(r"^\([^\W\d_a-z][^.!?]{1,60}, \d{4}[a-z]?\.\)$")
YEAR_OR_PAGE = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bn\.d\.|\b(?:pp?|S)\.\s?\d")
GLUED = re.compile(r"([^\W\d_a-z][^\W\d_A-Z]*)(?:[,’']|\s+(\w)?)")
"""A sentence that begins right after a stop: "burnt.The grass"."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """Matched brackets: ``close`` by opening position, ``around`` a stop the brackets open there."""

    close: Mapping[int, int]
    around: Mapping[int, tuple[int, ...]]


def find_sentences(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Find the sentences of one paragraph: half-open code point spans that leave out only white space.

    >>> find_sentences("See Fig. 2. It rose.")
    ((0, 11), (12, 20))
    """
    words = words_of(language)
    stops = tuple((GREEK_STOP if words.language == "el" else STOP).finditer(text))
    asides = _match_asides(text, stops)
    spans: list[tuple[int, int]] = []
    start, word = _begin(text, 0)
    for stop in stops:
        if stop.start() < start or word > stop.start():
            continue
        end = _border(text, stop, (start, word), words, asides)
        if end is not None:
            spans.append((start, end))
            start, word = _begin(text, end)
    if start < len(text):
        spans.append((start, start + len(text[start:].rstrip())))
    return tuple(spans)


def _begin(text: str, position: int) -> tuple[int, int]:
    """Give the next sentence's first character and its first letter or digit."""
    start = _after(SPACE, text, position)
    found = WORD.search(text, start)
    return start, found.start() if found else len(text)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _first(text: str, position: int) -> str:
    """Give the first character behind white space, or nothing."""
    position = _after(SPACE, text, position)
    return text[position : position + 1]


def _match_asides(text: str, stops: Sequence[re.Match[str]]) -> _Aside:
    """Match brackets, and those quotations after whose end the sentence goes on ("Why? Oh Why?" is short)."""
    brackets: dict[str, list[int]] = {"(": [], "[": []}
    quotes: dict[str, int] = {}
    close: dict[int, int] = {}
    around: dict[int, tuple[int, ...]] = {}
    for found in sorted(chain(MARK.finditer(text), stops), key=lambda each: each.start()):
        mark, position = found.group(), found.start()
        if mark in brackets:
            brackets[mark].append(position)
        elif mark in ")]":
            waiting = brackets["(" if mark == ")" else "["]
            if waiting and position - waiting[-1] <= LONGEST_ASIDE:
                close[waiting.pop()] = position
        elif MARK.fullmatch(mark):
            _match_quotation(text, position, quotes, close)
        else:
            around[position] = (*(each[-1] for each in brackets.values() if each), *quotes.values())
    return _Aside(close, around)


def _match_quotation(text: str, position: int, quotes: dict[str, int], close: dict[int, int]) -> None:
    """Take a quotation mark: it closes the quotation that waits for it, or else opens one."""
    mark = text[position]
    for opening, closing in QUOTES.items():
        if mark in closing and opening in quotes:
            begun = quotes.pop(opening)
            after = text[position + 1 : position + 3].lstrip()[:1]
            if position - begun <= LONGEST_ASIDE and (after in (",", ";") or after.islower()):
                close[begun] = position
            return
    if mark in QUOTES:
        quotes[mark] = position


def _border(
    text: str, stop: re.Match[str], begun: tuple[int, int], words: Words, asides: _Aside
) -> int | None:
    """Say where the sentence ends that this stop closes, or None when it closes none."""
    start, word = begun
    if stop.group().isspace():
        return stop.start()
    if any(opening > word and opening in asides.close for opening in asides.around[stop.start()]):
        return None
    end = _after(CLOSERS, text, stop.end())
    if stop.group()[-1] in FULL_WIDTH:
        return None if end > stop.end() and "぀" <= text[end : end + 1] <= "ゟ" else end
    end = _with_marks(text, stop, end, words, asides)
    following = _after(SPACE, text, end)
    if following == len(text):
        return end
    if following == end:
        return end if _is_glued(text, stop, end, words) else None
    if _is_cited(text, following, asides) or _runs_on(text, following, asides):
        return None
    place = Place(text, stop, start, end, following, _after(OPENERS, text, following))
    return end if ends_sentence(place, words) else None


def _is_glued(text: str, stop: re.Match[str], end: int, words: Words) -> bool:
    """Say whether a sentence begins without a space: "burnt.The grass", and not "node.js" or "pandas.Series()"."""
    found = GLUED.match(text, end)
    before = word_before(text, stop.start())
    closed = text[stop.start() - 1 : stop.start()] in (")", "]", "”", "»")
    plain = len(before) > 2 and before.isalpha() and before.islower() and before not in words.kinds
    if found is None or stop.group() not in (".", "?", "!") or not (closed or plain):
        return False
    return found[1].lower() in words.starters or bool(found[2] and found[2].islower())


def _with_marks(text: str, stop: re.Match[str], end: int, words: Words, asides: _Aside) -> int:
    """Take in what belongs to the sentence but stands after its stop: "[12]", "12", "(Li, 2020)", " »"."""
    if _can_be_marked(text, stop, end, words):
        marked = _after(BARE_MARK, text, end)
        end = marked if not _first(text, marked).islower() or text[stop.start() - 1].islower() else end
    after_space = _after(SPACE, text, end)
    if after_space > end and text.startswith(("»", "›"), after_space) and "»" not in text[stop.start() : end]:
        closed = after_space + 1
        if closed == len(text) or text[closed].isspace():
            end = closed
            after_space = _after(SPACE, text, end)
    numbered = NUMBER_MARK.match(text, after_space)
    if numbered:
        after = _first(text, numbered.end())
        return end if after.islower() and numbered.start() > end else numbered.end()
    close = asides.close.get(after_space)
    if close is not None and _is_citation(text[after_space : close + 1]):
        tail = _after(SPACE, text, close + 1)
        if text[tail : tail + 1].isupper() or tail == len(text):
            return close + 1
    return end


def _can_be_marked(text: str, stop: re.Match[str], end: int, words: Words) -> bool:
    """Say whether digits right after a stop are a note's number: "dance.7", "XIX.6", "(fig. 2).7", not "Fig.7"."""
    if end > stop.end():
        return text[end - 1] in "”“’»\"'"
    if stop.group() != ".":
        return stop.group() in ("?", "!")
    if text[stop.start() - 1] in ")]”»":
        return True
    word = word_before(text, stop.start())
    return len(word) > 2 and word.isalpha() and word.lower() not in words.kinds


def _is_cited(text: str, following: int, asides: _Aside) -> bool:
    """Say whether a citation follows that has a stop of its own: “Why?” (Li, 2020)."""
    close = asides.close.get(following)
    if close is None or text[close + 1 : close + 2] != ".":
        return False
    return _is_citation(text[following : close + 1])


def _runs_on(text: str, following: int, asides: _Aside) -> bool:
    """Say whether a note's page follows, or brackets and the rest of the sentence: "in Marea Lind. (Undae), with"."""
    if NOTED_PAGE.match(text, following):
        return True
    close = asides.close.get(following)
    if close is None or text[following] != "(" or ENUMERATOR.fullmatch(text, following + 1, close):
        return False
    if text[close - 1] in ".!?…" and text[close + 1 : close + 2] not in (",", ";"):
        return False
    after = text[close + 1 : close + 3].lstrip()
    return after[:1] in (",", ";", ":") or after[:1].islower()


def _is_citation(aside: str) -> bool:
    if CITED_YEAR.search(aside):
        return True
    return YEAR_OR_PAGE.search(aside) is not None and aside[-2] not in ".!?"
