"""A cue's text and what an engine told of its words -> when each word sounds.

Engines give places of the text and samples at which they are said, or nothing. Our own words are put to them: where
an engine is silent about a word, its time is shared out between its neighbours by how long each takes to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lectern.model import WordClip

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # written without spaces: each sign by itself
    r"|[^\W_](?:[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]*[^\W_])?[%°]?"
)
_ENTRANCE = 2
"""What every word takes, however short, in characters."""
_RESTS = {",": 5, ";": 7, ":": 7, "–": 5, "—": 6, ".": 9, "!": 9, "?": 9, "…": 9, "。": 4, "，": 3, "、": 2}
"""How much longer a word lasts with the rest after it, in characters; measured on espeak-ng at its usual pace."""


def words(text: str) -> list[tuple[int, int]]:
    """Give the words of a text by their code points, without the punctuation around them.

    >>> [("(dogs’) well-known 3 %")[start:stop] for start, stop in words("(dogs’) well-known 3 %")]
    ['dogs', 'well-known', '3']
    """
    return [match.span() for match in _WORD.finditer(text)]


def place(text: str, told: Iterable[tuple[int, int]], samples: int) -> tuple[WordClip, ...]:
    """Time the words of a text in a clip of so many samples.

    ``told`` are pairs of a code point's place and the sample at which it is said; without any, all is estimated.
    A word ends where the next begins, the last with the clip.
    """
    spans = words(text)
    if not spans or samples < len(spans):
        return ()
    begins = _spread(_known(spans, told, samples), _weights(text, spans), samples)
    ends = [*begins[1:], samples]
    return tuple(
        WordClip(begin, end, start, stop)
        for (start, stop), begin, end in zip(spans, begins, ends, strict=True)
    )


def _known(spans: Sequence[tuple[int, int]], told: Iterable[tuple[int, int]], samples: int) -> dict[int, int]:
    """Give for each word of which something was told the first sample; what goes back in time is left out."""
    known: dict[int, int] = {}
    index, latest = 0, -1
    for point, sample in sorted(told):
        while index < len(spans) and spans[index][1] <= point:
            index += 1
        if index == len(spans):
            break
        # So many samples must be left for the words after it, and have been for those before.
        if spans[index][0] <= point and index not in known:
            last = max(known, default=-1)
            if latest + index - last <= sample <= samples - (len(spans) - index):
                known[index] = latest = max(0, sample)
    return known


def _weights(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Give how long each word takes, with the rest after it."""
    nexts = [*(start for start, _ in spans[1:]), len(text)]
    return [
        stop - start + _ENTRANCE + max((_RESTS.get(sign, 0) for sign in text[stop:after]), default=0)
        for (start, stop), after in zip(spans, nexts, strict=True)
    ]


def _spread(known: dict[int, int], weights: Sequence[int], samples: int) -> list[int]:
    """Give every word's first sample: the known ones, and between two of them by weight."""
    anchors = {0: 0, **known, len(weights): samples}
    begins: list[int] = []
    places = sorted(anchors)
    for first, after in pairwise(places):
        span, whole, before = anchors[after] - anchors[first], sum(weights[first:after]), 0
        for index in range(first, after):
            # At least one sample for each, in order.
            share = span * before // whole
            begins.append(anchors[first] + min(max(share, index - first), span - (after - index)))
            before += weights[index]
    return begins
