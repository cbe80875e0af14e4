"""Citations -> what is said of them: full, short, or nothing; numbers as numbers of references.

- full: the words as they stand: "Kraus and colleagues, 2019, pages 12 to 14", "references 12 and 14 to 16".
- short: first author and year, "Kraus 2019", of the entry where the words do not tell; without page and comment.
- silent: nothing; a name that its sentence needs loses its year, "Kraus (2019) found" is "Kraus found".
- auto: full, but nothing where three or more works stand in one pair of brackets, and nothing for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from filters.grammar.names import surname
from lectern.narration.inlines import Element, content, said
from lectern.narration.phrases import has_phrases, listed, phrase

MANY_WORKS = 3
"""So many works in one pair of brackets a listener cannot follow."""
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
NO_YEAR = re.compile(r"\b(?:n\.\s?d\.|in press|forthcoming|o\.\s?J\.|s\.\s?d\.)", re.IGNORECASE)
_PREFIX = "#ref-"
_BRACKETS = ("()", "[]", "（）")
_NUMBER = re.compile(r"\d{1,4}(?:\s*[–—‐‑‒-]\s*\d{1,4})?")
_LED = re.compile(r"\s*((?:[a-zß-ÿ]+\.?\s+){1,3})(?=[\[(（]\s*\d)")
"""What leads to a number in brackets: "see [1]"."""
_LOCATOR = re.compile(r"[^\W\d_]{1,6}\.?\s*\d+[a-z]?(?:\s*[–—‐‑‒-]\s*\d+)?(?:\s*ff?\.)?")
"""A place in a numbered work: "p. 4", "S. 12–14"."""
_ET_AL = re.compile(r",?\s+et\s+al(?:\.|\b)(['’]s?)?", re.IGNORECASE)
_AND = re.compile(r",?\s+&\s+")
_AND_I = re.compile(r",?\s+&\s+(?=h?[ií](?![aeou]))", re.IGNORECASE)
"""Before this sound Spanish says "e" for "y": "Gómez e Ibáñez" (RAE, Ortografía, 2010)."""
_PAGES = re.compile(r"\b(?:pp?|S|págs?)\.\s*(\d+)(?:\s*[–—-]\s*(\d+))?(?![\d–—-])")
_YEARS = re.compile(
    r"\s*[(\[]\s*(?:(?:1[5-9]|20)\d\d[a-z]?\b|n\.\s?d\.|in press|forthcoming)[^()\[\]]*[)\]]", re.IGNORECASE
)
_OWNED = re.compile(rf"(['’]s?)\s*[(\[]\s*({YEAR.pattern})\s*[)\]]")
"""A year in brackets after an owner: a reader says "Li's 2020 work" without a break."""
_BARE_YEAR = re.compile(rf"(?<=[^\W\d_])(?<!\bin)\s+(?={YEAR.pattern})")
"""The place before a year that no comma sets off ("Kraus et al. 2019"): a reader pauses there."""
_FIRST = re.compile(r"[^,;(\[&]+?(?=,|;|\(|\[|\s*&|\s+et\s+al\b|['’]s?\s*[(\[]|\s+(?:1[5-9]|20)\d\d|\Z)")


class Citations:
    """Says the citations of one document in one manner."""

    def __init__(self, manner: str, references: Iterable[Mapping[str, Any]]) -> None:
        """Take the manner (see `lectern.manner.CHOICES`) and the document's CSL items."""
        self._manner = manner
        self._items = {str(item.get("id", "")): item for item in references}

    def parenthetical(self, inlines: list[Element], language: str) -> str:
        """Say a citation in brackets, or of numbers; "" for nothing."""
        text = said(inlines).plain
        works = list(_works(inlines))
        many = len(works) >= MANY_WORKS or is_numeric(text)
        if self._manner == "silent" or (self._manner == "auto" and many):
            return ""
        if self._manner == "short" and works:
            return self._short(works)
        return full(text, language)

    def narrative(self, cite: Element, language: str) -> str | None:
        """Say a citation that is part of its sentence; None leaves it to its own words, "" says nothing."""
        inlines = content(cite)
        text = said(inlines).plain
        if "@" in text:
            return self._unresolved(cite)
        if is_numeric(text) or text[:1] + text[-1:] in _BRACKETS:
            spoken = self.parenthetical(inlines, language)
            return f" ({spoken})" if spoken else ""
        works = list(_works(inlines))
        if not works:
            return None
        if self._manner == "silent":
            return with_words(_YEARS.sub("", text) or text, language)
        if self._manner == "short" and len(works) == 1:
            return self._shortened(text, *works[0])
        return with_words(text, language)

    def _unresolved(self, cite: Element) -> str:
        """Say the entries of a citation that still stands as its keys ("[@kraus2019]"); no one can hear a key."""
        keys = [str(each["citationId"]) for each in cite["c"][0]]
        works = [
            f"{self._name(key, '')}, {self._year(key, '')}".strip(", ") for key in keys if key in self._items
        ]
        if self._manner == "silent" or (self._manner == "auto" and len(keys) >= MANY_WORKS) or not works:
            return ""
        in_text = cite["c"][0][0]["citationMode"]["t"] == "AuthorInText"
        return "; ".join(works) if in_text else f" ({'; '.join(works)})"

    def _shortened(self, text: str, key: str, words: str) -> str:
        years = _YEARS.search(text)
        owner = re.search(r"(['’]s?)\s*[(\[]", text)
        year = YEAR.search(years.group()) or NO_YEAR.search(years.group()) if years else None
        first = self._name(key, words)
        return f"{first}{owner.group(1) if owner else ''}{f' ({year.group()})' if year else ''}"

    def _short(self, works: list[tuple[str, str]]) -> str:
        spoken: list[str] = []
        last = ""
        for key, words in works:
            name, year = self._name(key, words), self._year(key, words)
            spoken.append(year if name == last and year else f"{name} {year}".strip())
            last = name
        return ", ".join(spoken)

    def _name(self, key: str, words: str) -> str:
        """Name the first author as the entry does, or else (an organisation by its short name) as the text does."""
        authors = self._items.get(key, {}).get("author", ())
        name = surname(authors[0]) if authors else ""
        if name and (not words[:1].isalpha() or words.casefold().startswith(name.casefold())):
            return name
        first = _FIRST.match(words)
        return first.group().strip() if first and words[:1].isalpha() else name or words

    def _year(self, key: str, words: str) -> str:
        found = YEAR.search(words) or NO_YEAR.search(words)
        if found:
            return found.group()
        dates = self._items.get(key, {}).get("issued", {}).get("date-parts", ())
        return str(dates[0][0]) if dates and dates[0] else ""


def full(text: str, language: str) -> str:
    """Say the words of a citation without its brackets, numbers as numbers of references.

    >>> full("(see Kraus et al., 2019, pp. 12–14)", "en")
    'see Kraus and colleagues, 2019, pages 12 to 14'
    >>> full("[12, 14–16]", "en")
    'references 12 and 14 to 16'
    >>> full("[1], [3, p. 4]", "en")
    'references 1 and 3, page 4'
    """
    text = text.strip()
    if is_numeric(text) and (led := _LED.match(text)):
        return f"{led[1].strip()} {full(text[led.end() :], language)}"
    if text[:1] + text[-1:] in _BRACKETS:
        text = text[1:-1].strip()
    if not has_phrases(language):
        return text
    if not is_numeric(text):
        return _BARE_YEAR.sub(", ", with_words(text, language))
    numbers: list[str] = []
    for part in _parts(text):
        if _LOCATOR.fullmatch(part):
            numbers[-1] += f", {with_words(part, language)}"
        else:
            numbers.append(_range(part, language))
    one = len(numbers) == 1 and numbers[0].partition(",")[0].isdigit()
    return phrase(language, "cited" if one else "cited-many", numbers=listed(language, tuple(numbers)))


def with_words(text: str, language: str) -> str:
    """Write out the short forms of citations: et al., &, p. and pp.; all else is left to the spoken form.

    >>> with_words("Kraus et al. (2019, pp. 12–4)", "en")
    'Kraus and colleagues (2019, pages 12 to 14)'
    """
    if not has_phrases(language):
        return text
    others = phrase(language, "colleagues", name="")
    text = _ET_AL.sub(lambda match: others + ("’" if match.group(1) else ""), text)
    text = _AND_I.sub(" e ", text) if language.partition("-")[0] == "es" else text
    text = _AND.sub(phrase(language, "and"), text)
    text = _OWNED.sub(r"\1 \2", text)
    return _PAGES.sub(lambda match: _page(match, language), text)


def is_numeric(text: str) -> bool:
    """Tell whether a citation is of numbers only, such as "[12, 14–16]", "[1], [2]" or "[3, p. 4]"; years are none."""
    parts = _parts(_LED.sub("", text, count=1))
    first = bool(_NUMBER.fullmatch(parts[0])) and not YEAR.fullmatch(parts[0])
    return first and all(_NUMBER.fullmatch(part) or _LOCATOR.fullmatch(part) for part in parts)


def _parts(text: str) -> list[str]:
    """Part a citation of numbers at its commas; where brackets stand says nothing to a listener."""
    bare = re.sub(r"[\[\]()（）]", " ", text)
    return [part.strip() for part in re.split(r"[,;]", bare)]


def _works(inlines: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """List the works cited: the key of each, and the words that link to it."""
    for inline in inlines:
        if inline["t"] == "Link" and inline["c"][2][0].startswith(_PREFIX):
            yield inline["c"][2][0].removeprefix(_PREFIX), said(content(inline)).plain
        else:
            yield from _works(content(inline))


def _range(part: str, language: str) -> str:
    ends = re.split(r"\s*[–—‐‑‒-]\s*", part.strip())
    return phrase(language, "range", first=ends[0], last=ends[-1]) if len(ends) == 2 else ends[0]


def _page(match: re.Match[str], language: str) -> str:
    first, last = match.groups()
    if not last:
        return phrase(language, "page", first=first)
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return phrase(language, "pages", range=phrase(language, "range", first=first, last=last))
