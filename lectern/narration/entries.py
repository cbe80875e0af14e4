"""An entry of the reference list -> what is said of it: who, when, what, where; many names by the first."""

from __future__ import annotations

import re

from filters.grammar.names import OTHERS, surname
from filters.grammar.references import parse_reference
from lectern.narration.phrases import joined, phrase
from lectern.narration.spoken import speak

YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
NO_YEAR = re.compile(r"\b(?:n\.\s?d\.|in press|forthcoming|o\.\s?J\.|s\.\s?d\.)", re.IGNORECASE)
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
    line = " ".join(text.split())
    if language.lower().startswith("en"):
        line = VOLUME_PAGES.sub(r", vol. \1, pp. \2", line)
    item = parse_reference(line)
    title = item.get("title", "")
    authors = tuple(surname(each) for each in item.get("author", ()))
    begin = line.find(title) if title and all(authors) else -1
    if begin <= 0 or not authors:
        return speak(line, language)
    head, rest = line[:begin], line[begin:]
    few = len(authors) <= ALL_NAMED and OTHERS not in item["author"]
    names = (
        joined(language, authors) if few else phrase(language, "colleagues", name=authors[0]) or authors[0]
    )
    date = YEAR.search(head) or NO_YEAR.search(head)
    opening = head[len(head.rstrip("“\"‘'«„")) :]
    return speak(f"{names}{f', {date.group()}' if date else ''}. {opening}{rest}", language)
