"""Running text and its references -> mentions: who is cited where, and what stays in doubt.

Every year asks: do the words before it name a work of that year? Known names and years decide; the shape of a citation
alone never makes a link. Numbers of laws and of numbered lists ask in the same way.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from filters.grammar.acronyms import explained
from filters.grammar.back_references import resolve_back, spot_back
from filters.grammar.candidates import find_before
from filters.grammar.citations import Citations, Mention
from filters.grammar.clusters import number_places
from filters.grammar.csl import CslItem
from filters.grammar.doubts import Doubt, doubt
from filters.grammar.groups import settle_groups
from filters.grammar.in_year import find_after
from filters.grammar.known import ANY, Library, library
from filters.grammar.laws import cite_laws, spot_laws
from filters.grammar.near_year import find_near
from filters.grammar.numbered import numbers
from filters.grammar.numeric import find_numbers
from filters.grammar.tokens import Page, Sort, tokenise
from filters.grammar.words import MONTHS
from filters.grammar.years import Year, list_years

_HABIT = 3
"""Citations that show how an article writes them."""


def find_mentions(text: str, references: Sequence[CslItem]) -> tuple[Mention, ...]:
    """Find every citation of a known work in an article's text in text order.

    Paragraphs are parted by a blank line, and by two where a heading stands between.
    """
    return read_citations(text, references).mentions


def read_citations(text: str, references: Sequence[CslItem]) -> Citations:
    """Find the citations of known works, and those that point at no entry or at several."""
    laws = spot_laws(text, references)
    numbered = number_places(text) if numbers(references) else ()
    back = spot_back(text)
    page = tokenise(text, [*(law.start for law in laws), *numbered, *(each.end() - 1 for each in back)])
    known = library(references, explained(text, references))
    mentions: list[Mention] = []
    doubts: list[Doubt] = []
    bare = _writes_bare(page)
    for year in list_years(page):
        found = _resolve(page, known, year, bare)
        if isinstance(found, Mention):
            mentions.append(found)
        elif found is not None:
            doubts.append(found)
    mentions += cite_laws(page, laws)
    mentions = list(_said_once(_apart(mentions), text))
    mentions = _apart([*mentions, *resolve_back(page, known, back, mentions, doubts)])
    mentions = settle_groups(page, mentions, doubts)
    mentions += find_numbers(page, references, len(mentions))
    return Citations(tuple(_apart(mentions)), tuple(doubts))


def _resolve(page: Page, known: Library, year: Year, bare: bool) -> Mention | Doubt | None:
    """Find the work that a year and the names before it mean; else what is doubtful about them."""
    if year.end <= year.index and (found := find_before(page, known, year, bare=bare)) is not None:
        return found
    apart = None if year.continues else find_after(page, known, year) or find_near(page, known, year)
    return apart or doubt(page, known, year.index, year.end, year.years)


def _writes_bare(page: Page) -> bool:
    """Tell whether most bracketed years of an article follow their names without a comma, as in "(Smith 2019)"."""
    bare = parted = 0
    for before, token in pairwise(page.tokens):
        if token.bracket >= 0 and token.sort is Sort.YEAR:
            parted += before.text == ","
            named = before.sort is Sort.WORD and before.text[:1].isupper() and before.key not in MONTHS
            bare += named or before.text == "."
    return bare >= _HABIT and bare > 2 * parted


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Sort by place and keep the first of two that overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _said_once(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Leave out a name that its citation follows at once: the first of "Flora of Ostby 2020 (Flora of Ostby, 2020)"."""
    for mention, after in pairwise([*mentions, Mention(len(text), len(text), -1, "")]):
        between = text[mention.end : after.start].strip()
        if not (mention.reference == after.reference and between in {"(", "["} and after.group):
            yield mention


__all__ = ["ANY", "Citations", "Mention", "find_mentions", "read_citations"]
