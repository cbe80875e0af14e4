"""When each word of the source sounds: from when the spoken words do, and which of these are said for it.

“5 mg” is said as “5 milligrams”, “2016” as “twenty sixteen”: what is highlighted and written in subtitles is the
source's word, for as long as all that is said for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lectern.model import Clip, Stretch, WordClip
from lectern.speech.timing import words

_MANY = 500
"""Words of a text that is still laid beside another: finding what two texts share takes the square of their length."""


def source_words(
    clip: Clip, spoken: str, source: str, stretches: Sequence[Stretch] = ()
) -> tuple[WordClip, ...]:
    """Time the source's words that are said; ``start`` and ``stop`` of what is given count the source's code points.

    ``stretches`` tell what is said for what, in order; without them the two texts are laid side by side. What is said
    for several words is shared out between them by their length.
    """
    if not clip.words:
        return ()
    told = stretches or tuple(_lay_side_by_side(spoken, source))
    sources = words(source)
    starts, stops = [word.start for word in clip.words], [word.stop for word in clip.words]
    firsts, lasts = [first for first, _ in sources], [last for _, last in sources]
    timed: list[WordClip] = []
    for start, stop, first, last in told:
        said = clip.words[bisect_right(stops, start) : bisect_left(starts, stop)]
        meant = sources[bisect_right(lasts, first) : bisect_left(firsts, last)]
        if said and meant:
            timed += _share(said[0].begin, said[-1].end, meant)
    return tuple(_in_order(timed))


def _lay_side_by_side(spoken: str, source: str) -> Iterator[Stretch]:
    """Find the words that both texts have; what stands between them is said for what stands between them."""
    said, meant = words(spoken), words(source)
    if len(said) > _MANY or len(meant) > _MANY:
        return
    matcher = SequenceMatcher(
        None,
        [spoken[start:stop].casefold() for start, stop in said],
        [source[start:stop].casefold() for start, stop in meant],
        autojunk=False,
    )
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield from (Stretch(*one, *other) for one, other in zip(said[i:j], meant[k:m], strict=True))
        elif kind == "replace":
            yield Stretch(said[i][0], said[j - 1][1], meant[k][0], meant[m - 1][1])


def _share(begin: int, end: int, meant: Sequence[tuple[int, int]]) -> Iterator[WordClip]:
    whole = sum(stop - start for start, stop in meant)
    passed = 0
    for start, stop in meant:
        first = begin + (end - begin) * passed // whole
        passed += stop - start
        yield WordClip(first, begin + (end - begin) * passed // whole, start, stop)


def _in_order(timed: Sequence[WordClip]) -> Iterator[WordClip]:
    """Leave out what goes back in the text or in time: a reader's eye goes forward."""
    latest: WordClip | None = None
    for word in timed:
        if word.begin < word.end and (
            latest is None or (latest.stop <= word.start and latest.begin < word.begin)
        ):
            if latest is not None:
                yield WordClip(latest.begin, min(latest.end, word.begin), latest.start, latest.stop)
            latest = word
    if latest is not None:
        yield latest
