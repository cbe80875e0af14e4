"""Running text -> the stretches that can hold a citation, so that only these are cut into words.

A stretch is made of whole sentences, and ends only where whoever looks for names from either side would stop too: at a
sign that ends a sentence after a word of four letters, outside all brackets, or at the border of a paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from filters.grammar.words import YEAR

_END = re.compile(r"[.?!]\s|\n[ \t\r]*\n")
_YEAR = re.compile(YEAR)
_WAITING = re.compile(
    r"[\s(\[,](?:in\s+(?:press|prep)|no\s+(?:date|prelo)|s(?:in\s+fecha|ans\s+date|em\s+data|ous\s+presse)|ohne\s+jahr"
    r"|im\s+(?:druck|erscheinen)|à\s+para[iî]tre|en\s+prensa)"
)
"""What stands for a year (`words.UNDATED`), in small letters; the shortest forms are the next two's."""
_LETTERS = re.compile(r"\.\s?[dfaj]\.")
_OTHERS = re.compile(r"[f/](?:orthcoming|[df]\b)")
_WORDS = (_WAITING, _LETTERS, _OTHERS)
_BRACKET = re.compile(r"[()\[\]]|\n[ \t\r]*\n")
_PAIR = {"(": ")", "[": "]"}


def find_stretches(
    text: str, ends: Mapping[int, int], places: Iterable[int] = ()
) -> Iterator[tuple[int, int]]:
    """Give start and end of what may hold a citation: sentences with a year, and those round further ``places``.

    ``ends`` are the brackets (`match_brackets`).
    """
    small = text.lower()
    wanted = [found.start() for found in _YEAR.finditer(text)]
    if len(small) == len(text):
        wanted += [found.start() for form in _WORDS for found in form.finditer(small)]
    else:  # some capitals have two small letters
        wanted += range(0, len(text), 40)
    cuts = [0, *_cuts(text, ends), len(text)]
    last = (0, -1)
    for number in sorted({bisect_right(cuts, place, 0, len(cuts) - 1) - 1 for place in (*wanted, *places)}):
        start, end = cuts[number], min(len(text), cuts[number + 1] + 1)
        if start < last[1]:
            last = last[0], end
            continue
        if last[1] > 0:
            yield last
        last = start, end
    if last[1] > 0:
        yield last


def _cuts(text: str, ends: Mapping[int, int]) -> Iterator[int]:
    """Give the places of the signs that end sentences, and of the borders of paragraphs, outside all brackets."""
    outer = iter([*sorted(ends.items()), (len(text), len(text))])
    opened, closed = next(outer)
    for found in _END.finditer(text):
        place = found.start()
        while closed < place:
            opened, closed = next(outer)
        if opened < place:
            continue
        if text[place] == "." and not _is_word(text[max(0, place - 4) : place]):
            continue
        yield place


def _is_word(tail: str) -> bool:
    """Tell a word from an abbreviation by its last four letters: "tide", but not "al" or "cols"."""
    return len(tail) == 4 and tail.isalpha() and not tail.lower().endswith(("cols", "jr"))


def match_brackets(text: str) -> dict[int, int]:
    """Give place of opening -> place of closing sign, as far as they match within a paragraph."""
    ends: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign in _PAIR:
            opened.append((match.start(), _PAIR[sign]))
        elif sign in ")]":
            _close(opened, ends, match.start(), sign)
        else:
            opened.clear()
    return ends


def _close(opened: list[tuple[int, str]], ends: dict[int, int], place: int, sign: str) -> None:
    """Match a closing sign with the bracket opened last; one opened by the other sign in between is dropped."""
    for depth in range(1, min(4, len(opened)) + 1):
        if opened[-depth][1] == sign:
            ends[opened[-depth][0]] = place
            del opened[-depth:]
            return
