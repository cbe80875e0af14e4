"""The names and years of a reference list, ready to be looked up from running text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from filters.grammar.bodies import other_names
from filters.grammar.csl import CslItem, CslName
from filters.grammar.names import OTHERS, surname
from filters.grammar.references import years
from filters.grammar.spelling import shortened
from filters.grammar.tokens import fold_word
from filters.grammar.words import YEAR, fold

Words = tuple[str, ...]
ANY = ""
"""The key under which every work stands, whatever its year."""

_MOST = 60
"""Works of one year and one first name that are looked at: no list makes the search explode."""


@dataclass(frozen=True, slots=True)
class Variant:
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


_Table = dict[str, dict[str, list[Variant]]]


@dataclass(frozen=True, slots=True)
class Library:
    """``variants[year][first word]``: the works that may be meant; under `ANY` all of them.

    ``titles`` does the same for the first two words of titles, ``slips`` for names without one letter (`shortened`),
    ``undated`` for works of several authors whose entry gives no date.
    """

    works: tuple[Work, ...]
    variants: Mapping[str, Mapping[str, list[Variant]]]
    titles: Mapping[str, Mapping[str, list[Variant]]] = field(default_factory=dict)
    slips: Mapping[str, Mapping[str, list[Variant]]] = field(default_factory=dict)
    undated: Mapping[str, list[Variant]] = field(default_factory=dict)

    def lookup(self, year: str, word: str) -> Sequence[Variant]:
        """Give the variants that begin with a folded word, at most 60."""
        return self.variants.get(year, {}).get(word, ())[:_MOST]

    def lookup_undated(self, word: str) -> Sequence[Variant]:
        """Give the works without a date that begin with a folded word."""
        return self.undated.get(word, ())[:_MOST]

    def lookup_title(self, year: str, first: str, second: str) -> Sequence[Variant]:
        """Give the titles that begin with two folded words."""
        return self.titles.get(year, {}).get(f"{first} {second}", ())[:_MOST]

    def lookup_slip(self, year: str, word: str) -> Sequence[Variant]:
        """Give the variants whose name may be a folded word with one slip in it."""
        table = self.slips.get(year, {})
        return [each for key in shortened(word) for each in table.get(key, ())[:_MOST]] if table else ()


def library(references: Sequence[CslItem], letters: Mapping[Words, Sequence[str]] = {}) -> Library:
    """Index a reference list; ``letters`` are abbreviations that the text gives to bodies (`acronyms.explained`)."""
    variants: _Table = defaultdict(lambda: defaultdict(list))
    titles: _Table = defaultdict(lambda: defaultdict(list))
    slips: _Table = defaultdict(lambda: defaultdict(list))
    undated: dict[str, list[Variant]] = defaultdict(list)
    works = []
    for index, item in enumerate(references):
        work = _work(item)
        works.append(work)
        dates = dict.fromkeys((*years(item), *_span(item)))
        later = {year: cost for year, cost in _other_years(item) if year not in dates}
        learnt = [Variant((short,), index) for short in letters.get(work.literal, ())]
        for variant in dict.fromkeys([*learnt, *_variants(item, index, work)]):
            for year in (*dates, ANY):
                variants[year][variant.words[0]].append(variant)
            for year, cost in later.items():
                variants[year][variant.words[0]].append(_dearer(variant, cost))
            if not item.get("issued") and len(work.authors) > 1 and not variant.swapped:
                undated[variant.words[0]].append(variant)
            if not variant.cost and len(variant.words) == 1 and not variant.swapped:
                _add_slips(slips, dates, variant)
        for variant in _title(item, index):
            for year in dates:
                titles[year][" ".join(variant.words[:2])].append(variant)
    return Library(tuple(works), variants, titles, slips, undated)


def _dearer(variant: Variant, cost: int) -> Variant:
    return Variant(
        variant.words, variant.reference, variant.cost + cost, variant.open, variant.small, variant.swapped
    )


def _add_slips(slips: _Table, dates: Mapping[str, None], variant: Variant) -> None:
    for key in shortened(variant.words[0]):
        for year in dates:
            slips[year][key].append(variant)


def split_words(text: str) -> Words:
    """Give the folded words of a name, cut as the tokens of running text are."""
    return tuple(fold_word(word) for word in re.findall(r"\w+(?:['-]\w+)*", fold(text)))


def _authors(item: CslItem) -> list[CslName]:
    return [name for name in item.get("author") or item.get("editor") or [] if name != OTHERS]


def body(item: CslItem) -> Words:
    """Give the folded words of the organisation under which a work stands; none for a person's work."""
    names = _authors(item)[:1]
    return split_words(names[0].get("literal", "")) if names else ()


def _work(item: CslItem) -> Work:
    names = _authors(item)
    given = names[0].get("given", "") if names else ""
    unread = not names and bool(_leading_name(item))
    return Work(
        authors=tuple(tuple(words for words, _ in _forms(name)) for name in names),
        initials="".join(re.findall(r"[^\W\d_]", given)[:1]),
        shortened=OTHERS in (item.get("author") or []) or "…" in item.get("note", "")[:600] or unread,
        suffix=item.get("year-suffix", ""),
        literal=body(item),
        pages=_pages(item.get("page", "")),
    )


def _pages(text: str) -> tuple[int, int] | None:
    found = re.match(r"(\d{1,6})\s*[-–—]\s*(\d{1,6})$", text.strip())
    if not found:
        return None
    first, last = found.groups()
    return int(first), int(first[: max(0, len(first) - len(last))] + last)


def _variants(item: CslItem, index: int, work: Work) -> Iterator[Variant]:
    names = _authors(item)
    small = bool(names) and surname(names[0]).islower()
    for words, cost in _forms(names[0]) if names else ():
        yield Variant(words, index, cost, small=small)
    if len(names) == 2 and not work.shortened:
        for words, cost in _forms(names[1]):
            yield Variant(words, index, cost + 9, swapped=True)
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


def _span(item: CslItem) -> Iterator[str]:
    """Give "2006-2013" for a work of several years."""
    found = re.search(rf"(?<!\d)({YEAR})\s?[–-]\s?({YEAR})(?!\d)", item.get("note", "")[:400])
    if found and found[1] in years(item):
        yield f"{found[1]}-{found[2]}"


_DATED = re.compile(rf"(?:[.,;(\[]|©|[Cc]opyright)\s?(?P<year>{YEAR})(?=[\]).,;]|\sby\b|\s*$)")
_ADDRESS = re.compile(r"(?:https?://|www\.|doi:?\s?|10\.\d{4})\S+", re.IGNORECASE)
_ANY_YEAR = re.compile(rf"(?<![\d/.–])(?<!\d-){YEAR}(?![\d/–-])")


def _other_years(item: CslItem) -> Iterator[tuple[str, int]]:
    """Give the further years that an entry shows where dates stand; without any date the last one, be it of access."""
    note = _ADDRESS.sub(" ", item.get("note", "")[:2000])
    for found in _DATED.finditer(note):
        yield found["year"], 15
    if "issued" not in item:
        for year in _ANY_YEAR.findall(note)[-1:]:
            yield year, 18


def _forms(name: CslName) -> Sequence[tuple[Words, int]]:
    """Give the word lists by which a person or an organisation may be named, the fullest first."""
    if "literal" in name:
        return _organisation(name["literal"])
    particles = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    return _person(name.get("family", ""), particles, name.get("suffix", ""))


@lru_cache(maxsize=20_000)
def _person(surname: str, particles: str, suffixes: str) -> Sequence[tuple[Words, int]]:
    family = split_words(surname)
    particle = split_words(particles)
    forms = [(particle + family, 0)] if particle else []
    forms.append((family, 0))
    if len(family) > 1:
        forms += [(("-".join(family),), 2), (family[:1], 10), (family[-1:], 12)]
    elif family and "-" in family[0]:
        parts = tuple(family[0].split("-"))
        forms += [(parts, 2), (parts[:1], 14), (parts[-1:], 14)]
    if family and family[0].startswith("saint-"):
        forms.append((("st-" + family[0].removeprefix("saint-"), *family[1:]), 4))
    for suffix in split_words(suffixes)[:1] if family else ():
        forms.append(((*family, suffix), 0))
        for written in {suffix, "junior" if suffix == "jr" else suffix}:
            forms.append(((*family[:-1], f"{family[-1]}-{written}"), 1))
    return [(words, cost) for words, cost in forms if words and words[0]]


@lru_cache(maxsize=5_000)
def _organisation(literal: str) -> Sequence[tuple[Words, int]]:
    words = split_words(literal)
    forms = [(words, 0), *((other, 6) for other in other_names(words))]
    if words[:1] == ("the",):
        forms.append((words[1:], 0))
    outer = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", literal)
    bracketed = re.findall(r"[(\[]([^()\[\]]{2,40})[)\]]", literal)
    for part in [*re.split(r"\s[-–—]\s|[.,:;]\s|/", outer), outer, *bracketed]:
        said = split_words(part)
        forms += [(said, 3), *((other, 6) for other in other_names(said))]
    if len(bracketed) > 1 and all(part.isupper() for part in bracketed):
        letters = split_words(" ".join(bracketed))
        forms += [(letters, 4), (("-".join(letters),), 4)]
    if words and literal.split()[0].isupper() and 3 <= len(words[0]) < 8:
        forms.append((words[:1], 9))
    capitals = "".join(re.findall(r"(?<![^\W\d_])[A-ZÀ-Þ]", outer))
    if len(capitals) >= 3 and not literal.isupper():
        forms.append(((fold(capitals),), 6))
        forms += [((fold(capitals[:size]),), 9) for size in range(4, len(capitals))]
    return list({words: (words, cost) for words, cost in reversed(forms) if words}.values())[::-1]
