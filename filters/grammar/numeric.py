"""Citations by number: which of an article's numbers point into its numbered list, by the evidence of all the text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from filters.grammar.citations import Mention
from filters.grammar.clusters import WIDEST, Cluster, Kind, Part, find_clusters
from filters.grammar.csl import CslItem
from filters.grammar.numbered import numbers
from filters.grammar.tokens import Page

_LISTED = {Kind.SQUARE: 0.7, Kind.RAISED: 0.8, Kind.ROUND: 0.8, Kind.PLAIN: 0.95}
"""Share of the clusters of a kind whose numbers must all be in the list."""

_COVERED = {Kind.SQUARE: 0.0, Kind.RAISED: 0.15, Kind.ROUND: 0.4, Kind.PLAIN: 0.6}
"""Share of the list that must be cited so, if no cluster has several numbers; of `Kind.PLAIN` in any case."""


def find_numbers(page: Page, references: Sequence[CslItem], dated: int) -> Iterator[Mention]:
    """Find the citations by number; ``dated`` is how many works the text cites by name and year.

    One kind of writing is taken at most: the one with most citations that the evidence allows.
    """
    listed = numbers(references)
    clusters = find_clusters(page) if listed else []
    best: list[Cluster] = []
    for kind in Kind:
        standing = [each for each in clusters if each.kind is kind and each.stands]
        good = [each for each in standing if all(_is_listed(part, listed) for part in each.parts)]
        if len(good) > len(best) and dated <= len(good) and _convince(kind, good, standing, listed):
            best = good
    for cluster in best:
        for part in cluster.parts:
            yield from _mentions(cluster, part, listed)


def _is_listed(part: Part, listed: Mapping[int, int]) -> bool:
    last = part.first if part.last is None else part.last
    if not part.first <= last < part.first + WIDEST:
        return False
    return all(number in listed for number in range(part.first, last + 1))


def _convince(
    kind: Kind, good: Sequence[Cluster], standing: Sequence[Cluster], listed: Mapping[int, int]
) -> bool:
    """Weigh the evidence that a kind of writing is the article's way of citing."""
    if len(good) < _LISTED[kind] * len(standing):
        return False
    order = list(dict.fromkeys(number for each in good for part in each.parts for number in _said(part)))
    covered = len(order) >= _COVERED[kind] * len(listed)
    if kind is Kind.PLAIN:
        rising = sum(one < two for one, two in pairwise(order))
        return covered and len(good) > 2 and rising >= 0.9 * (len(order) - 1)
    several = any(len(each.parts) > 1 or each.parts[0].last is not None for each in good)
    return covered or several


def _said(part: Part) -> range:
    return range(part.first, (part.first if part.last is None else part.last) + 1)


def _mentions(cluster: Cluster, part: Part, listed: Mapping[int, int]) -> Iterator[Mention]:
    group = cluster.start, cluster.end
    yield Mention(*part.span, listed[part.first], "numeric", part.locator, group)
    if part.last is None:
        return
    for number in _said(part)[1:-1]:
        yield Mention(part.dash, part.dash, listed[number], "numeric", "", group)
    if part.last > part.first:
        yield Mention(*part.last_span, listed[part.last], "numeric", part.locator, group)
