"""Bodies known by their letters: an entry "World Health Organization" is cited as "WHO", and the other way round.

The rest is learnt from the article itself (see `acronyms`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from filters.grammar.tokens import fold_word

Words = tuple[str, ...]


def other_names(words: Words) -> Sequence[Words]:
    """Give the abbreviation of a body, or the names of an abbreviation; folded words."""
    return _bodies().get(words, ())


@cache
def _bodies() -> Mapping[Words, Sequence[Words]]:
    table: dict[Words, list[Words]] = {}
    for line in Path(__file__).with_name("bodies.tsv").read_text(encoding="utf-8").splitlines():
        short, _, names = line.partition("\t")
        if line.startswith("#"):
            continue
        for name in names.split("|"):
            words = tuple(fold_word(word) for word in name.replace(",", " ").split())
            table.setdefault(words, []).append((fold_word(short),))
            table.setdefault((fold_word(short),), []).append(words)
    return table
