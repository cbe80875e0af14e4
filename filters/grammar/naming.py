"""The ways in which running text may name a person or an organisation, as folded words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from filters.grammar.bodies import other_names
from filters.grammar.csl import CslName
from filters.grammar.tokens import fold_word
from filters.grammar.words import fold

Words = tuple[str, ...]

_WORD = re.compile(r"\w+(?:['-]\w+)*")


def split_words(text: str) -> Words:
    """Give the folded words of a name, cut as the tokens of running text are."""
    folded = fold(text)
    words = _WORD.findall(folded)
    if "'" in folded or "organis" in folded:
        return tuple(fold_word(word) for word in words)
    return tuple(words)


def name_forms(name: CslName) -> Sequence[tuple[Words, int]]:
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


_BRACKETED = re.compile(r"[(\[]([^()\[\]a-zß-ÿ]{2,12})[)\]]\s*$")


def joint_letters(names: Sequence[CslName]) -> Iterator[Words]:
    """Give "HRB-MHW" for a work by several bodies with their letters in brackets."""
    found = [_BRACKETED.search(name.get("literal", "")) for name in names]
    if 1 < len(found) <= _JOINT and all(found):
        letters = split_words(" ".join(each[1] for each in found if each))
        yield letters
        yield ("-".join(letters),)


_JOINT = 4
"""Bodies that may be named by their letters together."""


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
