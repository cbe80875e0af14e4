"""The numbers of a numbered reference list, as its entries bear them: "1.", "[1]", "(1)", "1)"."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from filters.grammar.csl import CslItem

NUMBER = re.compile(r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)](?!\d)|(\d{1,3})(?=\s+[^\W\d_a-zß-ÿ]))")
_MOST = 0.8
"""Share of the entries that must bear a number, and of the numbers that must follow the one before."""


def numbers(references: Sequence[CslItem]) -> Mapping[int, int]:
    """Give number -> index of a numbered list; nothing if the list is not numbered."""
    found = [NUMBER.match(item.get("note", "")[:40]) for item in references]
    said = [(int(next(filter(None, each.groups()))), index) for index, each in enumerate(found) if each]
    follow = sum(after == before + 1 for (before, _), (after, _) in pairwise(said))
    if len(said) < _MOST * len(references) or follow < _MOST * (len(said) - 1):
        return {}
    return {number: index for number, index in reversed(said)}
