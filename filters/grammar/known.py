"""The names and years of a reference list, ready to be looked up from running text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from filters.grammar.csl import CslItem, CslName, is_cut_short
from filters.grammar.names import surname
from filters.grammar.naming import Words, joint_letters, name_forms, split_words
from filters.grammar.near_names import NearNames
from filters.grammar.references import years
from filters.grammar.spelling import shortened
from filters.grammar.words import YEAR

ANY = ""
"""The key under which every work stands, whatever its year."""

_MOST = 60
"""Works of one year and one first name that are looked at: no list makes the search explode."""


class Variant(NamedTuple):
    """One way to name the first author of a work; ``cost`` is higher the less of the name it shows."""

    words: Words
    reference: int
    cost: int = 0
    open: bool = False
    """An open variant is a title: it may be cut after two words."""
    small: bool = False
    """The name has no capital of its own, as some projects and people write theirs ("pandas")."""
    swapped: bool = False
    """The name is that of the second of two authors, who are cited in the other order."""
    whole: bool = False
    """A title that stands alone before its year, and is named whole ("Salt and Water (1979)")."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a mention of a work can show: the names by which each author goes, initials, year suffix, pages."""

    authors: tuple[tuple[Words, ...], ...]
    initials: str
    shortened: bool
    suffix: str
    literal: Words = ()
    pages: tuple[int, int] | None = None


@dataclass(frozen=True)
class Works:
    """The works of a list, each read when it is asked for: most are never looked at."""

    references: Sequence[CslItem]
    _read: dict[int, Work] = field(default_factory=dict)

    def __getitem__(self, index: int) -> Work:
        """Give the work of the entry at an index."""
        if index not in self._read:
            self._read[index] = _work(self.references[index])
        return self._read[index]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every folded word of every author's name."""
        return frozenset(
            word
            for index in range(len(self.references))
            for author in self[index].authors
            for words in author
            for word in words
        )


@dataclass(frozen=True)
class Slips:
    """The names of a list by year, to be found with one letter changed, lost or added.

    Each year is indexed when it is asked for.
    """

    _names: dict[str, list[Variant]] = field(default_factory=lambda: defaultdict(list))
    _tables: dict[str, dict[str, list[Variant]]] = field(default_factory=dict)

    def add(self, year: str, variant: Variant) -> None:
        """Add a variant of one word."""
        self._names[year].append(variant)

    def find(self, year: str, word: str) -> Iterator[Variant]:
        """Give the variants whose name may be a folded word with one slip in it."""
        if year not in self._names:
            return
        if year not in self._tables:
            index: dict[str, list[Variant]] = defaultdict(list)
            for variant in self._names[year]:
                for key in shortened(variant.words[0]):
                    index[key].append(variant)
            self._tables[year] = index
        table = self._tables[year]
        for key in shortened(word):
            yield from table.get(key, ())[:_MOST]


_Table = dict[str, dict[str, list[Variant]]]


@dataclass(frozen=True, slots=True)
class Library:
    """``variants[year][first word]``: the works that may be meant; under `ANY` all of them.

    ``titles`` does the same for the first two words of titles, ``slips`` for names with a wrong letter, ``undated``
    for works of several authors whose entry gives no date.
    """

    works: Works
    variants: Mapping[str, Mapping[str, list[Variant]]]
    titles: Mapping[str, Mapping[str, list[Variant]]]
    slips: Slips
    undated: Mapping[str, list[Variant]]
    near: NearNames = field(default_factory=NearNames)

    def lookup(self, year: str, word: str) -> Sequence[Variant]:
        """Give the variants that begin with a folded word, at most 60."""
        table = self.variants.get(year)
        return table.get(word, ())[:_MOST] if table else ()

    def lookup_near(self, year: str, word: str) -> Iterator[Variant]:
        """Give the variants that begin with a folded word or one that is nearly it."""
        for name in self.near.find(year, word, self.variants.get(year, ())):
            yield from self.lookup(year, name)

    def lookup_undated(self, word: str) -> Sequence[Variant]:
        """Give the works without a date that begin with a folded word."""
        return self.undated.get(word, ())[:_MOST]

    def lookup_title(self, year: str, first: str, second: str) -> Sequence[Variant]:
        """Give the titles that begin with two folded words."""
        table = self.titles.get(year)
        return table.get(f"{first} {second}", ())[:_MOST] if table else ()


def library(references: Sequence[CslItem], letters: Mapping[Words, Sequence[str]] = {}) -> Library:
    """Index a reference list; ``letters`` are abbreviations that the text gives to bodies (`acronyms.explained`)."""
    variants: _Table = defaultdict(lambda: defaultdict(list))
    titles: _Table = defaultdict(lambda: defaultdict(list))
    slips = Slips()
    undated: dict[str, list[Variant]] = defaultdict(list)
    for index, item in enumerate(references):
        said = [*dict.fromkeys(years(item))]
        dates = [*dict.fromkeys((*said, *_span(item, said)))]
        later = {year: cost for year, cost in _other_years(item, said) if year not in dates}
        learnt = [Variant((short,), index) for short in letters.get(body(item), ())] if letters else []
        for variant in dict.fromkeys([*learnt, *_variants(item, index)]):
            for year in (*dates, ANY):
                variants[year][variant.words[0]].append(variant)
            for year, cost in later.items():
                variants[year][variant.words[0]].append(
                    variant._replace(cost=variant.cost + cost, whole=False)
                )
            if not item.get("issued") and len(_authors(item)) > 1 and not variant.swapped:
                undated[variant.words[0]].append(variant)
            if not variant.cost and len(variant.words) == 1 and not variant.swapped:
                for year in dates:
                    slips.add(year, variant)
        for variant in _title(item, index):
            for year in dates:
                titles[year][" ".join(variant.words[:2])].append(variant)
    return Library(Works(references), variants, titles, slips, undated)


def _authors(item: CslItem) -> list[CslName]:
    return list(item.get("author") or item.get("editor") or [])


def body(item: CslItem) -> Words:
    """Give the folded words of the organisation under which a work stands; none for a person's work."""
    names = _authors(item)[:1]
    return split_words(names[0].get("literal", "")) if names else ()


def _work(item: CslItem) -> Work:
    names = _authors(item)
    given = names[0].get("given", "") if names else ""
    return Work(
        authors=tuple(tuple(words for words, _ in name_forms(name)) for name in names),
        initials="".join(re.findall(r"[^\W\d_]", given)[:1]),
        shortened=_is_shortened(item),
        suffix=item.get("year-suffix", ""),
        literal=body(item),
        pages=_pages(item.get("page", "")) or _last_pages(item.get("note", "")),
    )


def _is_shortened(item: CslItem) -> bool:
    """Tell whether an entry does not name all authors."""
    if is_cut_short(item) or "…" in item.get("note", "")[:600]:
        return True
    return not _authors(item) and bool(_leading_name(item))


def _pages(text: str) -> tuple[int, int] | None:
    found = re.match(r"(\d{1,6})\s*[-–—]\s*(\d{1,6})$", text.strip())
    if not found:
        return None
    first, last = found.groups()
    return int(first), int(first[: max(0, len(first) - len(last))] + last)


_LAST_PAGES = re.compile(r"\bp(?:p|ág|g)?\.\s?(\d{1,6}\s?[-–—]\s?\d{1,6})\.?\s*$")


def _last_pages(note: str) -> tuple[int, int] | None:
    """Read the pages with which an entry ends, for one whose own were not told."""
    found = _LAST_PAGES.search(note[-40:])
    return _pages(found[1]) if found else None


def _variants(item: CslItem, index: int) -> Iterator[Variant]:
    names = _authors(item)
    small = bool(names) and surname(names[0]).islower()
    for words, cost in name_forms(names[0]) if names else ():
        yield Variant(words, index, cost, small=small)
    if len(names) == 2 and not _is_shortened(item):
        for words, cost in name_forms(names[1]):
            yield Variant(words, index, cost + 9, swapped=True)
    for words in joint_letters(names):
        yield Variant(words, index, 4)
    title = split_words(item.get("title", ""))[:12]
    if title and not names:
        yield Variant(title, index, 8, open=True)
        leading = _leading_name(item)
        if leading:
            yield Variant(leading, index, 9)


_LEADING = re.compile(
    r"\s*(?:\[?\(?\d{1,3}[\].)]\s*)?([^\W\d_a-zß-ÿ][\w’'-]+(?:[ -][^\W\d_a-zß-ÿ][\w’'-]+)?),?\s+(?-i:[A-ZÀ-Þ]\.)"
)


def _leading_name(item: CslItem) -> Words:
    """Give the first surname of an entry whose names were not understood."""
    found = _LEADING.match(item.get("note", ""))
    return split_words(found[1]) if found else ()


def _title(item: CslItem, index: int) -> Iterator[Variant]:
    """Give the title, without what follows a colon, by which a work of known authors may be named."""
    title = re.split(r"[:.?!]", item.get("title", "")[:200])[0]
    words = split_words(title)
    if _authors(item) and 3 <= len(words) <= 20 and len(title) >= 15:
        yield Variant(words, index, 8, whole=True)


def _span(item: CslItem, said: Sequence[str]) -> Iterator[str]:
    """Give "2006-2013" for a work of several years."""
    found = re.search(rf"(?<!\d)({YEAR})\s?[–-]\s?({YEAR})(?!\d)", item.get("note", "")[:400])
    if found and found[1] in said:
        yield f"{found[1]}-{found[2]}"


_DATED = re.compile(rf"(?:[.,;(\[]|©|[Cc]opyright)\s?(?P<year>{YEAR})(?=[\]).,;]|\sby\b|\s*$)")
_YEAR = re.compile(YEAR)
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:?\s?|10\.\d{4})\S+", re.IGNORECASE)
_ANY_YEAR = re.compile(rf"(?<![\d/.–])(?<!\d-){YEAR}(?![\d/–-])")


def _other_years(item: CslItem, said: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Give the further years that an entry shows where dates stand; without any date the last one, be it of access."""
    note = item.get("note", "")[:2000]
    if "issued" in item and not {*_YEAR.findall(note)}.difference(said):
        return
    note = _ADDRESS.sub(" ", note)
    for found in _DATED.finditer(note):
        yield found["year"], 15
    if "issued" not in item:
        for year in _ANY_YEAR.findall(note)[-1:]:
            yield year, 18
