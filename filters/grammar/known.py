"""The names and years of a reference list, ready to be looked up from running text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from filters.grammar.csl import CslItem, CslName
from filters.grammar.names import OTHERS, surname
from filters.grammar.references import years
from filters.grammar.words import fold

Words = tuple[str, ...]
ANY = ""
"""The key under which every work stands, whatever its year."""


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


@dataclass(frozen=True, slots=True)
class Work:
    """What a mention of a work can show: the names by which each author goes, initials, year suffix."""

    authors: tuple[tuple[Words, ...], ...]
    initials: str
    shortened: bool
    suffix: str
    literal: Words = ()


@dataclass(frozen=True, slots=True)
class Library:
    """``variants[year][first word]``: the works that may be meant; under `ANY` all of them."""

    works: tuple[Work, ...]
    variants: Mapping[str, Mapping[str, list[Variant]]]

    def lookup(self, year: str, word: str) -> Sequence[Variant]:
        """Give the variants that begin with a folded word, at most 60, so that no list makes the search explode."""
        return self.variants.get(year, {}).get(word, ())[:60]

    def learn(self, acronym: str, literal: Words) -> None:
        """Let an abbreviation that the text itself explains stand for its organisation."""
        for index, work in enumerate(self.works):
            if work.literal == literal:
                for table in list(self.variants.values()):
                    if any(each.reference == index for each in table.get(literal[0], ())):
                        table.setdefault(fold(acronym), []).append(Variant((fold(acronym),), index))  # type: ignore[attr-defined]


def library(references: Sequence[CslItem]) -> Library:
    """Index a reference list."""
    variants: dict[str, dict[str, list[Variant]]] = defaultdict(lambda: defaultdict(list))
    works = []
    for index, item in enumerate(references):
        works.append(_work(item))
        for variant in dict.fromkeys(_variants(item, index)):
            for year in (*years(item), ANY):
                variants[year][variant.words[0]].append(variant)
    return Library(tuple(works), variants)


def split_words(text: str) -> Words:
    """Give the folded words of a name, cut as the tokens of running text are."""
    return tuple(re.findall(r"\w+(?:['-]\w+)*", fold(text)))


def _authors(item: CslItem) -> list[CslName]:
    return [name for name in item.get("author") or item.get("editor") or [] if name != OTHERS]


def _work(item: CslItem) -> Work:
    names = _authors(item)
    literal = split_words(names[0].get("literal", "")) if names else ()
    given = names[0].get("given", "") if names else ""
    return Work(
        authors=tuple(tuple(words for words, _ in _forms(name)) for name in names),
        initials="".join(re.findall(r"[^\W\d_]", given)[:1]),
        shortened=OTHERS in (item.get("author") or []) or "…" in item.get("note", "")[:600],
        suffix=item.get("year-suffix", ""),
        literal=literal,
    )


def _variants(item: CslItem, index: int) -> Iterator[Variant]:
    names = _authors(item)
    small = bool(names) and surname(names[0]).islower()
    for words, cost in _forms(names[0]) if names else ():
        yield Variant(words, index, cost, small=small)
    title = split_words(item.get("title", ""))[:12]
    if title and not names:
        yield Variant(title, index, 8, open=True)


def _forms(name: CslName) -> list[tuple[Words, int]]:
    """Give the word lists by which a person or an organisation may be named, the fullest first."""
    if "literal" in name:
        return _organisation(name["literal"])
    family = split_words(name.get("family", ""))
    particle = split_words(name.get("non-dropping-particle") or name.get("dropping-particle", ""))
    forms = [(particle + family, 0)] if particle else []
    forms.append((family, 0))
    if len(family) > 1:
        forms += [(family[:1], 10), (family[-1:], 12)]
    elif family and "-" in family[0]:
        parts = tuple(family[0].split("-"))
        forms += [(parts, 2), (parts[:1], 14), (parts[-1:], 14)]
    if family and family[0].startswith("saint-"):
        forms.append((("st-" + family[0].removeprefix("saint-"), *family[1:]), 4))
    if name.get("suffix") and family:
        forms.append(((*family, *split_words(name["suffix"])), 0))
    return [(words, cost) for words, cost in forms if words and words[0]]


def _organisation(literal: str) -> list[tuple[Words, int]]:
    words = split_words(literal)
    forms = [(words, 0)]
    if words[:1] == ("the",):
        forms.append((words[1:], 0))
    outer = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", literal)
    for part in [
        *re.split(r"\s[-–—]\s|[.,:;]\s|/", outer),
        outer,
        *re.findall(r"[(\[]([^()\[\]]{2,40})[)\]]", literal),
    ]:
        forms.append((split_words(part), 3))
    if words and literal.split()[0].isupper() and 3 <= len(words[0]) < 8:
        forms.append((words[:1], 9))
    capitals = "".join(re.findall(r"(?<![^\W\d_])[A-ZÀ-Þ]", outer))
    if len(capitals) >= 3 and not literal.isupper():
        forms.append(((fold(capitals),), 6))
        forms += [((fold(capitals[:size]),), 9) for size in range(4, len(capitals))]
    return list({words: (words, cost) for words, cost in reversed(forms) if words}.values())[::-1]
