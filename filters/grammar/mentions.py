"""Running text and its references -> mentions: who is cited where, and what stays in doubt.

Every year asks: do the words before it name a work of that year? Known names and years decide; the shape of a citation
alone never makes a link.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filters.grammar.csl import CslItem
from filters.grammar.doubts import Doubt, doubt
from filters.grammar.groups import settle_groups
from filters.grammar.known import ANY, Library, library
from filters.grammar.matching import explain, fits, match_words
from filters.grammar.references import fold_undated
from filters.grammar.tokens import Page, Sort, Token, tokenise
from filters.grammar.words import APOSTROPHES, CONJUNCTIONS, LABELS, MONTHS

_REACH = 60
"""Tokens before a year in which its first author is looked for."""

_LOCATOR = re.compile(
    r"\s*[,:]\s*((?:(?:(?:pp?|ch|chap|cap|sec|para|fig|fl|v|vol|n|l|S|Kap|Abs|Rn|art|lines?|pages?|páginas?|Seiten?|table|chapter)"
    r"\.?|§+|¶)\s*|(?!(?:1[4-9]|20)\d\d\b))\d+[\d\s,–—-]*(?:ff?\.)?)(?=\s*(?:[;,)\]]|$))",
    re.IGNORECASE,
)
_BEFORE_YEAR = {",", ";", "(", "[", ".", ":", "“", "”", '"'} | set(APOSTROPHES)
_BEFORE_SPLIT = {"in", "en", "em", "im", "nel", "jahr", "jahre", "year", "anno", "ano", "annee", "l'annee"}
_BEFORE_SPLIT |= {"already", "since", "by", "until"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One cited work in running text: code points ``start`` to ``end`` name the work at index ``reference``.

    ``form`` is "parenthetical" (``group`` gives the bracket it stands in, signs included), "narrative", or "split":
    the year stands before the name ("In 2016, Zorumski found") and the span is the name alone.
    """

    start: int
    end: int
    reference: int
    form: str
    locator: str = ""
    group: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Citations:
    """All that a text says about its references."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """A year token, its name phrase's end (index after the last token), and what the year says."""

    index: int
    end: int
    years: tuple[str, ...]
    suffix: str
    span: tuple[int, int]
    continues: bool = False


def find_mentions(text: str, references: Sequence[CslItem]) -> tuple[Mention, ...]:
    """Find every citation of a known work in an article's text (paragraphs parted by blank lines), in text order."""
    return read_citations(text, references).mentions


def read_citations(text: str, references: Sequence[CslItem]) -> Citations:
    """Find the citations of known works, and those that point at no entry or at several."""
    page = tokenise(text)
    known = library(references)
    mentions: list[Mention] = []
    doubts: list[Doubt] = []
    for year in _years(page):
        found = _resolve(page, known, year)
        if isinstance(found, Mention):
            mentions.append(found)
        elif found is not None:
            doubts.append(found)
    mentions = _apart(mentions)
    return Citations(tuple(settle_groups(page, mentions, doubts)), tuple(doubts))


def _years(page: Page) -> Iterator[_Year]:
    """List the years with the end of the names before each; a further year or letter keeps the names of the first."""
    tokens, last = page.tokens, None
    for index, token in enumerate(tokens):
        if token.sort is not Sort.YEAR or not (
            token.text[0].isdigit() or tokens[index - 1].text in {",", "(", "["}
        ):
            continue
        years, suffix = _read_year(token.text)
        follows = last is not None and _joined(tokens, last.index, index)
        end = last.end if follows and last is not None else _name_end(page, index)
        last = _Year(index, end, years, suffix, (token.start, token.end), follows)
        yield last
        for letter in _further_letters(tokens, index, suffix):
            last = replace(
                last,
                index=letter,
                suffix=tokens[letter].key,
                continues=True,
                span=(tokens[letter].start, tokens[letter].end),
            )
            yield last


def _read_year(text: str) -> tuple[tuple[str, ...], str]:
    if not text[:4].isdigit():
        letter = re.search(r"[-\s.]([a-k])$", text)
        return (fold_undated(text),), letter[1] if letter and len(text) > 4 and "." in text[:-2] else ""
    return tuple(re.findall(r"\d{4}", text)), text[-1] if text[-1].isalpha() else ""


def _joined(tokens: Sequence[Token], before: int, index: int) -> bool:
    """Tell whether a year goes on from the year before: "2019, 2020", "2019, p. 4; 2020", "2015a and 2016"."""
    between = tokens[before + 1 : index]
    if not 0 < len(between) <= 8 or tokens[before].bracket != tokens[index].bracket:
        return False
    joins = all(
        token.text in {",", ";", "&", ".", ":", "–", "-"}
        or token.key in CONJUNCTIONS | _PAGE
        or token.sort is Sort.NUMBER
        for token in between
    )
    return joins and between[0].text != "." and (between[0].text in ",;:&" or between[0].key in CONJUNCTIONS)


_PAGE = frozenset(["p", "pp", "s", "pag", "see", "also", "e.g", "f", "ff"])


def _further_letters(tokens: Sequence[Token], index: int, suffix: str) -> Iterator[int]:
    """Find "b" and "c" of "2014a, b and c"."""
    at = index + 1
    while (
        suffix
        and at + 2 < len(tokens)
        and (tokens[at].text in {",", "&", "–", "-"} or tokens[at].key in CONJUNCTIONS)
    ):
        letter = tokens[at + 1] if tokens[at].key != tokens[at + 1].key else tokens[at]
        if not (len(letter.key) == 1 and suffix < letter.key <= "k" and letter.text.islower()):
            return
        if tokens[at + 2].text not in {",", ";", ")", "]", "&"} and tokens[at + 2].key not in CONJUNCTIONS:
            return
        yield at + 1
        suffix, at = letter.key, at + 2


def _name_end(page: Page, index: int) -> int:
    """Go back from a year over what may stand between it and the names; also over "[WHO]"."""
    tokens, at = page.tokens, index
    while at > 0:
        token = tokens[at - 1]
        if token.text in _BEFORE_YEAR and not _ends_sentence(tokens, at - 1):
            at -= 1
        elif (
            token.text in ")]" and at > 2 and tokens[at - 3].text in "([" and tokens[at - 2].sort is Sort.WORD
        ):
            at -= 3
        elif token.text == "s" and tokens[at - 2].text in APOSTROPHES:
            at -= 2
        else:
            break
    return at


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].text == "."
        and tokens[at - 1].key not in {"al", "jr", "cols", "col"}
        and len(tokens[at - 1].text) > 1
    )


def _resolve(page: Page, known: Library, year: _Year) -> Mention | Doubt | None:
    """Find the work that a year and the names before it mean; else what is doubtful about them."""
    if year.end <= year.index and (found := _before(page, known, year)) is not None:
        return found
    split = None if year.continues else _after(page, known, year)
    return split or doubt(page, known, year.index, year.end, year.years)


def _before(page: Page, known: Library, year: _Year) -> Mention | Doubt | None:
    best: dict[int, tuple[int, int]] = {}
    for at in _starts(page.tokens, year.end):
        fitting = _candidates(page, known, at, year)
        if fitting:
            best = fitting
    if not best:
        return None
    top = max(quality for quality, _ in best.values())
    equal = [reference for reference, (quality, _) in best.items() if quality == top]
    reference = _choose(equal, year.suffix, known)
    at = best[equal[0]][1]
    if reference is None:
        return Doubt(page.tokens[at].start, year.span[1], "citation-ambiguous", tuple(equal))
    _learn(page, known, year, reference)
    return _mention(page, year, at, reference)


def _starts(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Go back from the end of the names to where they can begin at most."""
    for at in range(end - 1, max(-1, end - _REACH), -1):
        token = tokens[at]
        if token.sort is Sort.BORDER or token.text in "([?!" or token.sort is Sort.YEAR:
            return
        if (
            token.text == "."
            and at
            and len(tokens[at - 1].text) > 3
            and not tokens[at - 1].key.endswith(("cols", "jr"))
        ):
            return
        if token.text in ")]" and at < end - 1:
            return
        if token.sort is Sort.WORD:
            yield at


def _candidates(page: Page, known: Library, at: int, year: _Year) -> dict[int, tuple[int, int]]:
    """Give the works whose authors are exactly the tokens from ``at``: work -> (quality, first token)."""
    found: dict[int, tuple[int, int]] = {}
    for each in year.years:
        for variant in known.lookup(each, page.tokens[at].key):
            work = known.works[variant.reference]
            quality = fits(variant, page.tokens, at, year.end, work)
            if not quality or _is_second(page.tokens, at) or _is_date(page, at, year):
                continue
            first = _initials(page.tokens, at)
            same = first < at and page.tokens[first].text[:1] == work.initials
            given = (
                first
                and page.tokens[first - 1].sort is Sort.WORD
                and page.tokens[first - 1].text[:1].isupper()
            )
            if first < at and work.initials and not same and not given:
                continue
            quality += 5 if same else 0
            if year.suffix != work.suffix:
                quality -= 20 if year.suffix and work.suffix else 10
                if year.suffix and work.suffix:
                    continue
            if quality > found.get(variant.reference, (0, 0))[0]:
                found[variant.reference] = (quality, first)
    return found


def _initials(tokens: Sequence[Token], at: int) -> int:
    """Go back over "J. A." before a name."""
    while (
        at > 1
        and tokens[at - 1].text == "."
        and len(tokens[at - 2].text) == 1
        and tokens[at - 2].text.isupper()
    ):
        at -= 2
    return at


def _is_date(page: Page, at: int, year: _Year) -> bool:
    """Tell "May 2020" and "in May 2020" from "May (2020)" and "(May, 2020)"."""
    return page.tokens[at].key in MONTHS and year.index == at + 1


def _is_second(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is the second of two ("Miller & Smith"), so that a work by Smith alone is not
    meant.
    """
    at = _initials(tokens, at)
    if at < 2 or (
        tokens[at - 1].text not in {"&"} and tokens[at - 1].key not in {"and", "und", "et", "e", "y"}
    ):
        return False
    before = tokens[at - 2]
    return before.sort is Sort.WORD and before.text[:1].isupper() and before.key not in LABELS


def _choose(equal: Sequence[int], suffix: str, known: Library) -> int | None:
    """Take the only work; among twins without letters "a" is the first in the list, "b" the second."""
    if len(equal) == 1:
        return equal[0]
    place = ord(suffix) - ord("a") if suffix else -1
    plain = [each for each in sorted(equal) if not known.works[each].suffix]
    return plain[place] if 0 <= place < len(plain) and len(plain) == len(equal) else None


def _learn(page: Page, known: Library, year: _Year, reference: int) -> None:
    """Remember an abbreviation explained in place: "World Health Organization [WHO], 2020"."""
    tokens, at = page.tokens, year.end
    if at + 2 < year.index and tokens[at].text in "([" and tokens[at + 2].text in ")]":
        known.learn(tokens[at + 1].text, known.works[reference].literal)


def _mention(page: Page, year: _Year, at: int, reference: int) -> Mention:
    tokens = page.tokens
    start = tokens[at].start if not year.continues else year.span[0]
    quoted = page.text[start : year.span[1]]
    if start and page.text[start - 1] in '“"„«' and re.search('[”"“»]', quoted) and not year.continues:
        start -= 1
    end = year.span[1]
    locator = _LOCATOR.match(page.text, end, end + 60)
    bracket = tokens[year.index].bracket
    around = tokens[at].bracket
    if bracket != around and bracket >= at and not year.continues:
        close = tokens[page.closing[bracket]]
        inner = page.text[locator.end() if locator else end : close.start].strip()
        end = close.end if not inner else end
    group = (tokens[around].start, tokens[page.closing[around]].end) if around >= 0 else None
    form = "parenthetical" if group else "narrative"
    return Mention(start, end, reference, form, locator[1].strip() if locator else "", group)


def _after(page: Page, known: Library, year: _Year) -> Mention | None:
    """Find the name after a year: "In 2016, Zorumski found", "Im Jahr 2016 fanden Zorumski und Izumi"."""
    tokens = page.tokens
    if year.index < 1 or tokens[year.index - 1].key not in _BEFORE_SPLIT or year.index + 2 >= len(tokens):
        return None
    at = year.index + 1
    while at < min(year.index + 4, len(tokens) - 1) and (tokens[at].text == "," or tokens[at].text.islower()):
        at += 1
    at = next(
        (look for look in range(at, min(at + 5, len(tokens) - 1), 2) if not _is_initial_at(tokens, look)), at
    )
    for each in year.years:
        fitting = {}
        for variant in known.lookup(each, tokens[at].key):
            size = match_words(tokens, at, variant.words)
            if size and tokens[at].text[:1].isupper() and variant.cost < 8 and tokens[at].key not in MONTHS:
                work = known.works[variant.reference]
                end, quality = explain(tokens, at + size, min(at + 40, len(tokens)), work)
                if year.suffix in ("", work.suffix) and not _dated(tokens, end):
                    fitting[variant.reference] = (quality, end)
        top = max((quality for quality, _ in fitting.values()), default=0)
        equal = [reference for reference, (quality, _) in fitting.items() if quality == top]
        if len(equal) == 1:
            end = _trim(tokens, at, fitting[equal[0]][1])
            return Mention(tokens[_initials(tokens, at)].start, tokens[end - 1].end, equal[0], "split")
    return None


def _is_initial_at(tokens: Sequence[Token], at: int) -> bool:
    return len(tokens[at].text) == 1 and tokens[at].text.isupper() and tokens[at + 1].text == "."


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the name has its own year: "In 1979, Rapoport (1979)"."""
    return any(token.sort is Sort.YEAR for token in tokens[at : at + 3])


def _trim(tokens: Sequence[Token], start: int, end: int) -> int:
    while end - 1 > start and tokens[end - 1].text in _BEFORE_YEAR | {";"} and tokens[end - 2].key != "al":
        end -= 1
    return end


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Sort by place and keep the first of two that overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


__all__ = ["ANY", "Citations", "Mention", "find_mentions", "read_citations"]
