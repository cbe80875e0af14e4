"""An entry of the reference list -> what is said of it: who, when, what, where; many names by the first."""

from __future__ import annotations

import re

from filters.grammar.csl import is_cut_short
from filters.grammar.names import surname
from filters.grammar.references import parse_reference
from lectern.narration.citations import NO_YEAR, YEAR
from lectern.narration.phrases import has_phrases, listed, phrase
from lectern.narration.spoken import speak

VOLUME_PAGES = re.compile(
    r"(?<=[^\W\d_]), (\d{1,4}), (?:pp?\.\s*)?((?:[A-Za-z]{0,2}\d+)[–-][A-Za-z]{0,2}\d+)(?=[.,;\s]|$)"
)
ALL_NAMED = 2
"""So many authors are said by name; of more, the first, as in citations."""


def say_entry(text: str, language: str) -> str:
    """Say an entry; its names are shortened where they can be told from the title, and never changed otherwise.

    >>> say_entry("Li, M. (2019). A title. A Journal, 2(1), 3–4.", "en")
    'Li, twenty nineteen. A title. A Journal, volume 2, issue 1, pages 3 to 4.'
    """
    return speak(shortened(text, language), language)


def shortened(text: str, language: str) -> str:
    """Write an entry as it is to be spoken: the names, the date, then all that follows them."""
    line = " ".join(text.split())
    if language.lower().startswith("en"):
        line = VOLUME_PAGES.sub(r", vol. \1, pp. \2", line)
    item = parse_reference(line)
    title = item.get("title", "")
    authors = tuple(surname(each) for each in item.get("author", ()))
    begin = line.find(title) if title and all(authors) else -1
    if begin <= 0 or not authors:
        return line
    head, rest = line[:begin], line[begin:]
    few = len(authors) <= ALL_NAMED and not is_cut_short(item)
    if few or not has_phrases(language):
        names = listed(language, authors)
    else:
        names = phrase(language, "colleagues", name=authors[0])
    date = YEAR.search(head) or NO_YEAR.search(head)
    opening = head[len(head.rstrip("“\"‘'«„")) :]
    return f"{names}{f', {date.group()}' if date else ''}. {opening}{rest}"
