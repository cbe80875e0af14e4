"""Words that point back at a work cited just before: "ibid.", "op. cit.", "idem", "ebd.", "a. a. O."."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from filters.grammar.citations import Mention
from filters.grammar.doubts import Doubt
from filters.grammar.known import ANY, Library
from filters.grammar.locators import LOCATOR
from filters.grammar.matching import fits
from filters.grammar.tokens import Page, Sort
from filters.grammar.words import YEAR

_FORMS = (
    r"(?P<back>ib[ií]d(?:em)?\.?|ebd\.|ebenda|a\.\s?a\.\s?O\.|(?P<named>(?:op|ob|art|loc)\.\s?cit\.))"
    r"|(?<=[(;])\s?(?:(?:see|cf\.|vgl\.|siehe|voir|véase|veja|ver)(?:\s+also|\s+auch|\s+aussi)?,?\s+)?"
    r"(?P<same>[ií]dem|[ií]d\.)(?=[\s,);:])"
)
_BACK = re.compile(rf"(?<![\w.-])(?:{_FORMS})(?!\w)", re.IGNORECASE)
_HINTS = (
    *(
        "ibid",
        "Ibid",
        "IBID",
        "ibíd",
        "Ibíd",
        "idem",
        "Idem",
        "IDEM",
        "ídem",
        "Ídem",
        "ebd.",
        "Ebd.",
        "benda",
    ),
    *(". O.", ".O.", "cit.", "CIT.", "(id.", "(Id.", "; id.", "(íd."),
)
"""Some of these stands in every text that points back; they are found much faster than the forms."""
_BEFORE, _BEHIND = 24, 12
"""Code points round a hint in which the words stand."""
_THEN = re.compile(rf"[.,]?\s+(?P<year>{YEAR})(?P<suffix>[a-k]?)(?!\w)")
_BORDER = re.compile(r"\n[ \t\r]*\n\s*")
_FARTHEST = 20_000
"""Code points of two paragraphs at most."""
_NAMES = 12
"""Tokens before "op. cit." in which its author is looked for."""


def spot_back(text: str) -> list[re.Match[str]]:
    """Find the words that may point back, in the text's order."""
    places = sorted(
        {found.start() for hint in _HINTS if hint in text for found in re.finditer(re.escape(hint), text)}
    )
    spotted: dict[int, re.Match[str]] = {}
    for place in places:
        for found in _BACK.finditer(text, max(0, place - _BEFORE), place + _BEHIND):
            if found.start() <= place + 2 and place < found.end():  # "(id." begins with its bracket
                spotted.setdefault(found.start(), found)
    return [spotted[start] for start in sorted(spotted)]


def resolve_back(
    page: Page,
    known: Library,
    spotted: Sequence[re.Match[str]],
    mentions: Sequence[Mention],
    doubts: Sequence[Doubt],
) -> Iterator[Mention]:
    """Give the works that such words mean; ``mentions`` stand in the text's order, and the page is cut at the words.

    Without a name it is the work cited last, if that is one work and sure, in the same paragraph or the one before,
    with no heading between: a heading is where two blank lines or more stand. "Holm, op. cit." is the only work by
    Holm that was cited so far.
    """
    starts = [token.start for token in page.tokens] if spotted else []
    coming = deque(mentions)
    before: list[Mention] = []
    cited: set[int] = set()
    for found in spotted:
        start, end = found.span("same" if found["same"] else "back")
        while coming and coming[0].start < start:
            before.append(coming.popleft())
            cited.add(before[-1].reference)
        at = bisect_left(starts, start)
        if not before or at >= len(starts):
            continue
        name, reference = _by_name(page, known, at, cited) if found["named"] else (-1, None)
        if name < 0:
            reference = _last(page, known, start, end, before, doubts)
            then = _THEN.match(page.text, end)
            end = then.end() if then and reference is not None else end
        elif name < at and page.tokens[name].bracket == page.tokens[at].bracket:
            start = page.tokens[name].start
        if reference is not None and before[-1].end <= start:
            before.append(_mention(page, at, start, end, reference))
            yield before[-1]


def _mention(page: Page, at: int, start: int, end: int, reference: int) -> Mention:
    bracket = page.tokens[at].bracket
    group = (page.tokens[bracket].start, page.tokens[page.closing[bracket]].end) if bracket >= 0 else None
    locator = LOCATOR.match(page.text, end, end + 60)
    form = "parenthetical" if group else "narrative"
    return Mention(start, end, reference, form, locator[1].strip() if locator else "", group)


def _by_name(page: Page, known: Library, at: int, cited: Set[int]) -> tuple[int, int | None]:
    """Find the names that stand before a token: the first of them (-1: there are none) and the one work meant."""
    tokens, end = page.tokens, at
    while end and (tokens[end - 1].text in {",", "(", "[", ":"}):
        end -= 1
    for first in range(max(0, end - _NAMES), end):
        if any(each.sort is Sort.BORDER or each.text in {";", "(", "["} for each in tokens[first:end]):
            continue
        fitting = {
            variant.reference
            for variant in known.lookup(ANY, tokens[first].key)
            if fits(variant, tokens, first, end, known.works[variant.reference]) >= 50
        }
        if fitting:
            works = fitting & cited
            return first, works.pop() if len(works) == 1 else None
    named = end > 0 and tokens[end - 1].sort is Sort.WORD and tokens[end - 1].text[0].isupper()
    return (end - 1, None) if named else (-1, None)


def _last(
    page: Page, known: Library, start: int, end: int, before: Sequence[Mention], doubts: Sequence[Doubt]
) -> int | None:
    """Give the work cited last before a place, if nothing else can be meant."""
    last = before[-1]
    together = takewhile(lambda each: last.group is not None and each.group == last.group, reversed(before))
    if start - last.end > _FARTHEST or any(each.reference != last.reference for each in together):
        return None
    borders = _BORDER.findall(page.text, last.end, start)
    if len(borders) > 1 or any(border.count("\n") > 2 for border in borders):
        return None
    doubtful = bisect_left(doubts, start, key=lambda each: each.start) - 1
    if (doubtful >= 0 and doubts[doubtful].start > last.start) or _is_cited_between(page, last.end, start):
        return None
    then = _THEN.match(page.text, end)
    if then is None:
        return last.reference
    own = known.works[last.reference].authors
    again = {
        variant.reference
        for words in own[:1]
        for name in words[:1]
        for variant in known.lookup(then["year"], name[0])
        if known.works[variant.reference].authors == own
        and then["suffix"] in ("", known.works[variant.reference].suffix)
    }
    return again.pop() if len(again) == 1 else None


def _is_cited_between(page: Page, begin: int, end: int) -> bool:
    """Tell whether a year stands in a bracket between two places: another work may be meant by it."""
    tokens = page.tokens
    first = bisect_right(tokens, begin, key=lambda each: each.start)
    last = bisect_left(tokens, end, key=lambda each: each.start)
    return any(token.sort is Sort.YEAR and token.bracket >= 0 for token in tokens[first:last])
