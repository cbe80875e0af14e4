"""A reference line cut into words and what stands between them; each keeps its place in the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ADDRESS = r"(?:https?|ftp)://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+|\bdoi\.org/\S+|\b10\.\d{4,9}/[^\s<>\"“”]+"
_WORD = re.compile(
    rf"{ADDRESS}|(?-i:(?:editors?|eds?)(?=\.?[A-ZÀ-Þ]))"
    r"|(?-i:(?:(?<=\. )|(?<=[a-z]\.))[A-Z](?=\d{1,3}(?!\w)))"
    r"|\d+(?:[^\W\d_]{1,3}(?!\w))?|[^\W\d_]+(?:(?<=[^\W\d_])['’‘‐‑-](?=[^\W\d_])[^\W\d_]+|\d+[^\W\d_]*)*",
    re.IGNORECASE,
)
_MARKS = str.maketrans(
    {
        **dict.fromkeys('“”„«»"', '"'),
        **dict.fromkeys("‘’'`", "'"),
        **dict.fromkeys("–—−‐‑―", "-"),
        "[": "(",
        "]": ")",
    }
)
_ADDRESS = re.compile(ADDRESS, re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:italic|bold|sub|sup|sc|em|strong|[ibu])>", re.IGNORECASE)
MOST = 400
"""Words of a line that are read: an entry of more is no entry."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``line``; ``gaps[i]`` stands before word ``i``, the last gap behind the last word."""

    line: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    gaps: tuple[str, ...]


def cut_words(line: str) -> Words:
    """Cut a line; an address (URL or DOI) is one word, markup is white space, "D92" behind a full stop is two words.

    >>> cut_words("Holm, K. (2019).").gaps
    ('', ', ', '. (', ').')
    """
    line = without_markup(line)
    starts, ends, texts, gaps = [], [], [], []
    last = 0
    for found in _WORD.finditer(line):
        start, end = found.span()
        text = found[0]
        if "/" in text or text[:4] == "www.":
            text = close_address(text)
            end = start + len(text)
        starts.append(start)
        ends.append(end)
        texts.append(text)
        gaps.append(_gap(line[last:start]))
        last = end
        if len(texts) == MOST:
            break
    gaps.append(_gap(line[last : last + 8]))
    return Words(line, tuple(starts), tuple(ends), tuple(texts), tuple(gaps))


def without_markup(line: str) -> str:
    """Give a line with tags such as ``<italic>`` made white space, of the same length."""
    return _MARKUP.sub(lambda found: " " * len(found[0]), line) if "<" in line else line


def addresses(line: str) -> Iterator[tuple[int, str]]:
    """Yield the addresses of a line, each with its place."""
    last = 0
    while True:
        mark = line.find("/", last)
        web = line.find("www.", last, mark if mark >= 0 else len(line))
        mark = web if web >= 0 else mark
        if mark < 0:
            return
        begin, end = max(line.rfind(" ", 0, mark) + 1, last), line.find(" ", mark)
        last = end if end >= 0 else len(line)
        for found in _ADDRESS.finditer(line, begin, last):
            yield found.start(), close_address(found[0])


def close_address(text: str) -> str:
    """Cut off the marks of the sentence behind an address; a bracket that it opened itself stays.

    >>> close_address("10.1016/S1097-2765(03)00308-3).")
    '10.1016/S1097-2765(03)00308-3'
    """
    while text[-1:] in tuple(".,;:'’”»>}]*") or (text[-1:] == ")" and text.count(")") > text.count("(")):
        text = text[:-1]
    return text


_SEEN: dict[str, str] = {}


def _gap(text: str) -> str:
    """Give one form to what stands between two words: kinds of quotation marks, dashes and spaces are alike."""
    known = _SEEN.get(text)
    if known is None:
        known = re.sub(r"\s+", " ", text[:12].translate(_MARKS))
        known = re.sub(r" (?=[,.;:)?!])|(?<=\() ", "", known)[:6]
        if len(_SEEN) < 5000:
            _SEEN[text] = known
    return known
