"""One paragraph's text -> the spans of its sentences, by rules for scholarly prose.

A stop ends a sentence by what stands before it (abbreviations.tsv, initials, ordinals, enumerators) and after
it (a capital, a closing quote, a citation). Every step looks a bounded way to either side: linear time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

STOP = re.compile(r"[.!?…‽؟۔։።।॥။។。！？．｡]+(?:[ \u00a0\u202f]\.)*[.!?]*|\n[ \t]*\n")
FULL_WIDTH = frozenset("。！？．｡")
CLOSERS = re.compile("[\"'”’»«›‹“)\\]}」』）】〉》\ufffc⁰¹²³⁴-⁹⁻⁺*†‡]*")
OPENERS = re.compile("[\"'“‘„«»‹›([{¿¡「『（【〈《*•·]*")
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\W_]")
NUMBER_MARK = re.compile(r"\[[\d,;\s–-]{1,60}\]")
BARE_MARK = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,12}(?=\s|$)")
YEAR_OR_PAGE = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bn\.d\.|\b(?:pp?|S)\.\s?\d")
ENUMERATOR = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6}")
LABEL_NUMBER = re.compile(r"\d|[A-Z]{0,2}\d|[A-Z]\b|[IVXLC]+\b|[(\[]")
DOTTED = re.compile(r"[^\W\d_]{1,2}(?:[.-]{1,2}[^\W\d_]{1,2})+")
PANEL = re.compile(r"([a-z])\.\s+[\"“'‘]?[^\W\d_a-z]")
FOLLOWER = re.compile(r"[\w'’.-]{1,40}")
SPEECH_VERBS = frozenset(
    (
        "asked",
        "said",
        "wrote",
        "replied",
        "answered",
        "wondered",
        "exclaimed",
        "cried",
        "asks",
        "says",
        "writes",
    )
)
ORDINAL_LANGUAGES = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr")
)
"""Languages that write an ordinal number with a stop ("am 3. Oktober")."""
LONGEST_ASIDE = 600
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Words:
    """The abbreviations and sentence starters of one language; ``kinds`` maps a word to its class."""

    kinds: Mapping[str, str]
    starters: frozenset[str]
    labels: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=16)
def _words(language: str) -> Words:
    """Read a language's words; a language without any gets the English ones."""
    rows = [
        line.split("\t")
        for line in Path(__file__).with_name("abbreviations.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    main = language.replace("_", "-").split("-")[0].lower()
    known = main if any(row[0] == main for row in rows) else "en"
    kinds: dict[str, str] = {}
    listed: dict[str, frozenset[str]] = {}
    for owner, kind, words in rows:
        if owner not in ("*", known):
            continue
        if kind in ("starter", "label"):
            listed[kind] = frozenset(words.split())
        else:
            kinds.update((word, kind) for word in words.split())
    return Words(kinds, listed["starter"], listed["label"], main in ORDINAL_LANGUAGES)


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
    words, asides = _words(language), _match_brackets(text)
    spans: list[tuple[int, int]] = []
    start, word = _begin(text, 0)
    for stop in STOP.finditer(text):
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


def _match_brackets(text: str) -> _Aside:
    open_at: dict[str, list[int]] = {"(": [], "[": []}
    close: dict[int, int] = {}
    around: dict[int, tuple[int, ...]] = {}
    marks = chain(re.finditer(r"[()\[\]]", text), STOP.finditer(text))
    for found in sorted(marks, key=lambda each: each.start()):
        mark = found.group()
        if mark in open_at:
            open_at[mark].append(found.start())
        elif mark in ")]":
            waiting = open_at["(" if mark == ")" else "["]
            if waiting and found.start() - waiting[-1] <= LONGEST_ASIDE:
                close[waiting.pop()] = found.start()
        else:
            around[found.start()] = tuple(each[-1] for each in open_at.values() if each)
    return _Aside(close, around)


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
        return None
    if _is_cited(text, following, asides) or _runs_on(text, following, asides):
        return None
    return end if _starts(text, stop, (start, end, following), words) else None


def _with_marks(text: str, stop: re.Match[str], end: int, words: Words, asides: _Aside) -> int:
    """Take in what belongs to the sentence but stands after its stop: "[12]", "12", "(Li, 2020)", " »"."""
    if stop.group() == "." and end == stop.end():
        token = _token(text, stop.start())
        if len(token) > 2 and token.isalpha() and token.islower() and token not in words.kinds:
            end = _after(BARE_MARK, text, end)
    after_space = _after(SPACE, text, end)
    if after_space > end and text.startswith(("»", "›"), after_space) and "»" not in text[stop.start() : end]:
        closed = after_space + 1
        if closed == len(text) or text[closed].isspace():
            end = closed
            after_space = _after(SPACE, text, end)
    numbered = NUMBER_MARK.match(text, after_space)
    if numbered:
        return numbered.end()
    close = asides.close.get(after_space)
    if close is not None and _is_citation(text[after_space : close + 1]):
        tail = _after(SPACE, text, close + 1)
        if text[tail : tail + 1].isupper() or tail == len(text):
            return close + 1
    return end


def _is_cited(text: str, following: int, asides: _Aside) -> bool:
    """Say whether a citation follows that has a stop of its own: “Why?” (Li, 2020)."""
    close = asides.close.get(following)
    if close is None or text[close + 1 : close + 2] != ".":
        return False
    return _is_citation(text[following : close + 1])


def _runs_on(text: str, following: int, asides: _Aside) -> bool:
    """Say whether brackets follow after which the same sentence goes on: "in Marea Lind. (Undae), with ten"."""
    close = asides.close.get(following)
    if close is None or text[following] != "(" or ENUMERATOR.fullmatch(text, following + 1, close):
        return False
    if text[close - 1] in ".!?…" and text[close + 1 : close + 2] not in (",", ";"):
        return False
    after = text[close + 1 : close + 3].lstrip()
    return after[:1] in (",", ";", ":") or after[:1].islower()


def _is_citation(aside: str) -> bool:
    return YEAR_OR_PAGE.search(aside) is not None and aside[-2] not in ".!?"


def _token(text: str, stop: int) -> str:
    """Give the word before a stop, without what opens it."""
    before = text[max(0, stop - LONGEST_WORD) : stop]
    if not before or before[-1].isspace():
        return ""
    return re.split(r"[\s—–/:=([{\"“‘«„']", before)[-1]


def _starts(text: str, stop: re.Match[str], places: tuple[int, int, int], words: Words) -> bool:
    """Decide whether what follows a stop begins a sentence; places: sentence start, end, next text."""
    start, end, following = places
    first = _after(OPENERS, text, following)
    found = FOLLOWER.match(text, first)
    follower = found.group() if found else text[first : first + 1]
    if not follower or follower[0] in ",;:)]}%&=<>+/":
        return False
    quoted = end > stop.end()
    if follower[0] in "—–-" and (quoted or not text[first + 1 : first + 3].strip()[:1].isupper()):
        return False
    mixed = not follower.islower() or re.match(r"[a-z]\d|[α-ω]", follower)
    if follower[0].islower() and not mixed:
        return stop.group() == "." and _is_panel(text, (stop.start(), first))
    if stop.group()[-1] in "!?‽":
        return not (quoted and _is_speech(text, first))
    if stop.group() != ".":
        return text[max(start, stop.start() - LONGEST_WORD) : stop.start()].rstrip()[-1:] != ","
    return _ends(text, stop.start(), start, (follower, text[following:first]), words)


def _is_panel(text: str, places: tuple[int, int]) -> bool:
    """Say whether a part of a figure is named after a full stop: "a. Habit. b. Flower."; places: stop, letter."""
    stop, first = places
    panel = PANEL.match(text, first)
    if panel is None or not re.search(r"[^\W\d_]{3}$|[)\]]$", text[max(0, stop - 3) : stop]):
        return False
    letter = panel.group(1)
    return letter == "a" or f" {chr(ord(letter) - 1)}. " in text[max(0, first - LONGEST_ASIDE) : first]


def _is_speech(text: str, position: int) -> bool:
    """Say whether a speaker follows a quotation: "Why?" Smith asked."""
    return any(word.rstrip(".,") in SPEECH_VERBS for word in text[position : position + 60].split()[1:4])


def _ends(text: str, stop: int, start: int, following: tuple[str, str], words: Words) -> bool:
    """Decide a full stop by the word before it and the word after it (``following``: word, what opens it)."""
    token = _token(text, stop)
    follower, opener = following
    starter = re.split(r"['’]", follower.lower())[0].rstrip(".") in words.starters
    begin = stop - len(token)
    previous = text[max(start, begin - LONGEST_WORD) : begin].split()[-1:] or [""]
    if ENUMERATOR.fullmatch(token) and (begin == start or previous[0][-1:] in (":", ";")):
        return False
    kind = words.kinds.get(token.lower().lstrip("-"))
    if kind == "number" and len(token) == 1 and token.isupper():
        kind = None  # an initial
    if re.fullmatch(r"\(?\w\.", previous[0]):
        kind = "before" if kind == "number" and previous[0].strip("(.").isupper() else kind  # C. sect. Alta
        kind = words.kinds.get(f"{previous[0].lstrip('(')}{token}".lower(), kind)
    if kind is not None:
        return _ends_after(kind, follower, opener, starter)
    if len(token) == 1 and token.isalpha():
        label = previous[0].lower() in words.labels or re.search(r"[\d=<>±]$", previous[0])
        return starter or (len(follower.rstrip(".")) > 1 and (token.islower() or bool(label)))
    if DOTTED.fullmatch(token) or follower[0].islower():
        return starter or (len(token) > 3 and not DOTTED.fullmatch(token))
    if words.ordinals and re.fullmatch(r"\d{1,2}|[IVX]+", token):
        return starter
    return True


def _ends_after(kind: str, follower: str, opener: str, starter: bool) -> bool:
    if kind == "before":
        return False
    if kind == "number":
        return not LABEL_NUMBER.match(opener[-1:] + follower if "(" in opener else follower) or (
            starter and len(follower) > 1
        )
    if kind == "unless":
        return starter
    return follower[0].isupper() and len(follower.rstrip(".")) > 1 and "(" not in opener
