"""A year and the names before it -> the one known work that they mean, or a doubt."""

import re
from collections.abc import Iterator, Sequence

from filters.grammar.citations import Mention
from filters.grammar.doubts import Doubt
from filters.grammar.known import ANY, Library, Variant, Work
from filters.grammar.locators import LOCATOR, page_of
from filters.grammar.matching import fits, fits_with_slip, follows_ellipsis
from filters.grammar.tokens import Page, Sort, Token
from filters.grammar.words import LABELS, MONTHS
from filters.grammar.years import Year

_REACH = 60
"""Tokens before a year in which its first author is looked for."""

Found = dict[int, tuple[int, int]]
"""Works that may be meant -> (how well, the first token of the names)."""


def find_before(page: Page, known: Library, year: Year, *, bare: bool = False) -> Mention | Doubt | None:
    """Find the work whose authors are exactly the words before a year.

    ``bare``: the article writes "(Smith 2019)" without a comma, so that "(May 1988)" is no date.
    """
    best: Found = {}
    for at in _starts(page.tokens, year.end):
        fitting = _fitting(page, known, at, year, bare)
        if fitting:
            best = fitting
    best = best or _with_slip(page, known, year) or _undated(page, known, year)
    if not best:
        return None
    locator = LOCATOR.match(page.text, year.span[1], year.span[1] + 60)
    top = max(quality for quality, _ in best.values())
    equal = [reference for reference, (quality, _) in best.items() if quality == top]
    reference = _choose(equal, year.suffix, known, locator[1] if locator else "")
    at = best[equal[0]][1]
    if reference is None:
        return Doubt(page.tokens[at].start, year.span[1], "citation-ambiguous", tuple(equal))
    return _mention(page, year, at, reference, locator)


def _starts(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Go back from the end of the names to where they can begin at most."""
    for at in range(end - 1, max(-1, end - _REACH), -1):
        token = tokens[at]
        if token.sort is Sort.BORDER or token.text in "([?!" or token.sort is Sort.YEAR:
            return
        if (
            token.text == "."
            and at
            and not follows_ellipsis(tokens, at)
            and len(tokens[at - 1].text) > 3
            and not tokens[at - 1].key.endswith(("cols", "jr"))
        ):
            return
        if token.text in ")]" and at < end - 1:
            return
        if token.sort is Sort.WORD or token.sort is Sort.NUMBER:
            yield at


def _variants(page: Page, known: Library, at: int, each: str) -> Iterator[Variant]:
    tokens = page.tokens
    if tokens[at].key not in MONTHS or at + 1 < len(tokens):
        yield from known.lookup(each, tokens[at].key)
    if at + 1 < len(tokens) and not tokens[at].text.islower():
        yield from known.lookup_title(each, tokens[at].key, tokens[at + 1].key)


def _fitting(page: Page, known: Library, at: int, year: Year, bare: bool) -> Found:
    """Give the works whose authors are exactly the tokens from ``at``."""
    found: Found = {}
    for each in year.years:
        for variant in _variants(page, known, at, each):
            work = known.works[variant.reference]
            quality = fits(variant, page.tokens, at, year.end, work)
            if not quality or is_second(page.tokens, at) or _is_date(page, at, year, bare):
                continue
            first, bonus = _initials_fit(page.tokens, at, variant, work)
            if bonus is None or (year.suffix and work.suffix and year.suffix != work.suffix):
                continue
            quality += bonus - (10 if year.suffix != work.suffix else 0)
            if quality > found.get(variant.reference, (0, 0))[0]:
                found[variant.reference] = (quality, first)
    return found


def _initials_fit(tokens: Sequence[Token], at: int, variant: Variant, work: Work) -> tuple[int, int | None]:
    """Give the first token with initials before the name, and what they say: 5 the right ones, None those of somebody
    else.
    """
    first = start_of_names(tokens, at)
    if first == at or not work.initials or variant.swapped or variant.whole:
        return first, 0
    if tokens[first].text[:1] == work.initials:
        return first, 5
    given = first and tokens[first - 1].sort is Sort.WORD and tokens[first - 1].text[:1].isupper()
    return first, 0 if given else None


def _with_slip(page: Page, known: Library, year: Year) -> Found:
    """Find the only work of that year whose first author's name is one slip away, and in all else as cited."""
    found: Found = {}
    for at in _starts(page.tokens, year.end):
        key = page.tokens[at].key
        if not page.tokens[at].text[:1].isupper() or is_second(page.tokens, at) or key in MONTHS | LABELS:
            continue
        for each in year.years:
            for variant in known.slips.find(each, key):
                work = known.works[variant.reference]
                if year.suffix in ("", work.suffix) and fits_with_slip(
                    variant, page.tokens, at, year.end, work
                ):
                    found[variant.reference] = (50, start_of_names(page.tokens, at))
        if found and known.lookup(ANY, key):
            return {}  # somebody of that very name is listed
    return found if len(found) == 1 else {}


def _undated(page: Page, known: Library, year: Year) -> Found:
    """Find the only work that all the names are the authors of, and whose entry tells no year at all."""
    found: Found = {}
    for at in _starts(page.tokens, year.end):
        for variant in known.lookup_undated(page.tokens[at].key):
            work = known.works[variant.reference]
            if fits(variant, page.tokens, at, year.end, work) >= 90 and not is_second(page.tokens, at):
                found[variant.reference] = (40, start_of_names(page.tokens, at))
    return found if len(found) == 1 else {}


def start_of_names(tokens: Sequence[Token], at: int) -> int:
    """Go back over "J. A." before a name."""
    while (
        at > 1
        and tokens[at - 1].text == "."
        and len(tokens[at - 2].text) == 1
        and tokens[at - 2].text.isupper()
    ):
        at -= 2
    return at


def start_with_given(tokens: Sequence[Token], at: int, initials: str) -> int:
    """Go back over "J. A." or "Jane" before a name whose author's first initial it bears."""
    first = start_of_names(tokens, at)
    before = tokens[first - 1] if first else tokens[at]
    given = before.sort is Sort.WORD and len(before.text) > 2 and before.text[1:].islower()
    return first - 1 if first == at and given and initials and before.text[0] == initials else first


def _is_date(page: Page, at: int, year: Year, bare: bool) -> bool:
    """Tell "May 2020" and "in May 2020" from "May (2020)" and "(May, 2020)"."""
    if page.tokens[at].key not in MONTHS or year.index != at + 1:
        return False
    return not (bare and page.tokens[at - 1].text in {"(", ";", ","} and page.tokens[at].bracket >= 0)


def is_second(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is the second of two ("Miller & Smith"), so that a work by Smith alone is not
    meant.
    """
    at = start_of_names(tokens, at)
    if at < 2 or (
        tokens[at - 1].text not in {"&"} and tokens[at - 1].key not in {"and", "und", "et", "e", "y"}
    ):
        return False
    before = tokens[at - 2]
    return before.sort is Sort.WORD and before.text[:1].isupper() and before.key not in LABELS


def _choose(equal: Sequence[int], suffix: str, known: Library, locator: str) -> int | None:
    """Take the only work; among twins without letters "a" is the first in the list, "b" the second; else the one
    whose pages hold the page that is cited.
    """
    if len(equal) == 1:
        return equal[0]
    place = ord(suffix) - ord("a") if suffix else -1
    plain = [each for each in sorted(equal) if not known.works[each].suffix]
    if 0 <= place < len(plain) and len(plain) == len(equal):
        return plain[place]
    at = page_of(locator)
    pages = {each: known.works[each].pages for each in equal}
    holding = [each for each, span in pages.items() if at and span and span[0] <= at <= span[1]]
    return holding[0] if len(holding) == 1 and all(pages.values()) else None


def _mention(page: Page, year: Year, at: int, reference: int, locator: re.Match[str] | None) -> Mention:
    tokens = page.tokens
    start = tokens[at].start if not year.continues else year.span[0]
    quoted = page.text[start : year.span[1]]
    if start and page.text[start - 1] in '“"„«' and re.search('[”"“»]', quoted) and not year.continues:
        start -= 1
    end = year.span[1]
    bracket = tokens[year.index].bracket
    around = tokens[at].bracket
    if bracket != around and bracket >= at and not year.continues:
        close = tokens[page.closing[bracket]]
        inner = page.text[locator.end() if locator else end : close.start].strip()
        end = close.end if not inner else end
    group = (tokens[around].start, tokens[page.closing[around]].end) if around >= 0 else None
    form = "parenthetical" if group else "narrative"
    return Mention(start, end, reference, form, locator[1].strip() if locator else "", group)
