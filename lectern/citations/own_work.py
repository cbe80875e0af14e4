"""The article's own metadata -> how the article is cited: a CSL item, and its reference in APA (7th edition, ch. 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from filters.citekeys import citekeys
from filters.grammar.csl import CslItem, CslName
from filters.grammar.person_names import inverted
from filters.grammar.words import ORGANISATION, PARTICLES, fold
from lectern.model import Metadata

_ACADEMIC = re.compile(r"^(?:(?:Dr|Prof|Professor|PD|Dipl|Mag|Ing)\.?\s+(?:h\.\s?c\.\s+)?)+(?=\S)")
_MOST_NAMES = 20
"""APA 9.8: of more than twenty authors the first nineteen and the last are given."""


def own_item(metadata: Metadata, slug: str) -> CslItem:
    """Describe the article as a work: a page of the web, with what its front matter says of it.

    >>> own_item(Metadata("Tides", authors=("Ada Moon",)), "tides")["author"]
    [{'family': 'Moon', 'given': 'Ada'}]
    """
    title = metadata.title
    if metadata.subtitle:
        title += f"{'' if title[-1:] in '?!:.' else ':'} {metadata.subtitle}"
    item: CslItem = {"id": "", "type": "webpage", "title": title}
    if metadata.authors:
        item["author"] = [author_name(each) for each in metadata.authors]
    if metadata.date:
        item["issued"] = {"date-parts": [[metadata.date.year, metadata.date.month, metadata.date.day]]}
    key = citekeys([item])[0]
    item["id"] = slug if key.startswith("entry") else key  # no author whose name has Latin letters
    return item


def author_name(written: str) -> CslName:
    """Tell a person from an organisation, by one author as the front matter names it.

    >>> author_name("Dr. Ludwig van der Berg")["family"], author_name("The Tide Group")["literal"]
    ('Berg', 'The Tide Group')
    """
    text = _ACADEMIC.sub("", written.strip())
    words = text.split()
    if "," in text:
        return inverted(text)
    if len(words) < 2 or _is_organisation(words):
        return {"literal": text}
    if not any(word[0].isupper() for word in words):  # a script without capitals: the family name stands last
        return {"family": words[-1], "given": " ".join(words[:-1])}
    return inverted(text)


def to_apa(metadata: Metadata, item: CslItem) -> tuple[str, str, str]:
    """Write the reference as APA has it, in three parts: before the title, the title (set in italics), after it."""
    names = [_apa_name(each) for each in item.get("author", [])]
    dated = f"({_apa_date(metadata.date, metadata.language)})."
    title = item["title"]
    stop = "" if title[-1:] in ".?!" else "."
    if not names:  # APA 9.12: the title moves to the author's place
        return "", title, f"{stop} {dated}"
    author = _listed(names)
    return f"{author}{'' if author.endswith('.') else '.'} {dated} ", title, stop


def _is_organisation(words: Sequence[str]) -> bool:
    named = any(fold(word.strip(".,()")) in ORGANISATION for word in words)
    small = [word for word in words[1:] if word[0].islower() and fold(word) not in PARTICLES]
    return (
        named
        or bool(small)
        or words[0].lower() in ("the", "die", "das", "les", "los", "las", "il", "os", "as")
    )


def _apa_name(name: CslName) -> str:
    """Write "van der Berg, L. M., Jr."; initials stand for given names, joined as they were."""
    if "literal" in name:
        return name["literal"]
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    given = " ".join(_initials(word) for word in name.get("given", "").replace(".", ". ").split())
    given = f"{given} {name.get('dropping-particle', '')}".strip()
    return ", ".join(part for part in (family, given, name.get("suffix", "")) if part)


def _initials(word: str) -> str:
    """Give the initials of a given name: "Jean-Paul" is "J.-P."."""
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])}, … {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else names[0]


def _apa_date(written: date | None, language: str) -> str:
    """Write "2025, March 14", which APA's English has everywhere, the day else as the language writes it."""
    if written is None:
        return "n.d."
    from babel import UnknownLocaleError
    from babel.dates import format_skeleton

    locale = "en_US" if language.split("-")[0].lower() == "en" else language.replace("-", "_")
    try:
        day = format_skeleton("MMMMd", written, locale=locale)
    except (UnknownLocaleError, ValueError):
        day = format_skeleton("MMMMd", written, locale="en_US")
    return f"{written.year}, {day}"
