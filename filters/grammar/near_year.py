"""A name and a year that stand apart in one clause: "as Zorumski found in 2016", "in his 2016 review, Zorumski".

What stands between and around them is written as a string of codes, one for a word (`clause_words.tsv`), and must have
one of few forms: a verb of reporting with a dated "in", or the word for a work. Names, years and the list decide the
rest: exactly one work of that year may bear the name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from filters.grammar.candidates import is_second, start_of_names, start_with_given
from filters.grammar.citations import Mention
from filters.grammar.known import Library, Variant
from filters.grammar.matching import explain, match_words
from filters.grammar.tokens import Page, Sort, Token
from filters.grammar.words import APOSTROPHES, LABELS, MONTHS
from filters.grammar.years import Year, trim

_NO_NAMES = MONTHS | LABELS
_REACH = 16
"""Tokens on either side of a year in which the name may stand; a clause with one aside is no longer."""
_DEAREST = 8
"""From this cost on a variant shows too little of the name (`known.Variant`)."""

_DATED = "PD?J?O?"
_BEFORE = re.compile(
    rf"(?:[lD,]{{0,3}}V[lVD,]{{0,5}}{_DATED}|[l,]{{0,2}}VJ?"  # found in | zeigte
    rf"|’l{{0,2}}|’l{{0,2}}W[OP]D?J?"  # Zorumski’s influential | Zorumski’s review of
    rf"|,?PDl{{0,2}}|,?PDl{{0,2}}WOD?J?"  # , in his | , in his book of
    rf"|(?P<by>[OP]D?J?)|(?P<helped>H))"  # the study by Zorumski from | hat
)
"""What stands between a name and a year behind it."""
_NOUN_FOLLOWS = re.compile(r"l{0,2}W")
_VERB_FOLLOWS = re.compile(r"[lD]{0,6}V")
_BY = re.compile(r"W[lH]{0,2}[OD]{1,2}$")
_WHOSE = re.compile(r"Dl{0,2}$|W(?:O|OD?J|OOJ|OOD?J)$")
_AFTER = re.compile(
    r"l{0,2}W(?:[lDO]{0,4},|[lDO]{0,4}OD?)|(?P<noun>,?O|,|[lVH]{1,3})"  # 2016 review(,| by) N | étude de 2016 (de|,) N
)
"""What stands between a year and a name behind it."""


def find_near(page: Page, known: Library, year: Year) -> Mention | None:
    """Find the only work of a year whose authors are named in the same clause, with words between."""
    tokens = page.tokens
    if year.continues or not year.years[0][:1].isdigit() or len(year.years) > 1:
        return None
    found = [*_named_before(tokens, known, year)] or [*_named_after(tokens, known, year)]
    if not found or len({reference for reference, _, _ in found}) != 1:
        return None
    reference, at, end = min(found, key=lambda each: (each[1], -each[2]))
    first = start_with_given(tokens, at, known.works[reference].initials)
    return Mention(tokens[first].start, tokens[trim(tokens, at, end) - 1].end, reference, "split")


def _named_before(tokens: Sequence[Token], known: Library, year: Year) -> Iterator[tuple[int, int, int]]:
    """Give work, first and last token of the names before a year that stand with it in one of the forms."""
    after = _codes(tokens, year.index + 1, min(len(tokens), year.index + 9))
    for at in range(year.index - 2, max(-1, year.index - _REACH), -1):
        token = tokens[at]
        if not (_is_inside(token, tokens[year.index]) or _shortens(tokens, at)) or token.sort is Sort.YEAR:
            return
        for reference, end, genitive in _names(tokens, known, year, at, year.index):
            first = start_with_given(tokens, at, known.works[reference].initials)
            between = _codes(tokens, end, year.index)
            said = "’" + between.lstrip("’") if genitive or _is_possessive(tokens, end) else between
            if _joins(said, _codes(tokens, max(0, first - 4), first), after):
                yield reference, at, end


def _joins(between: str, before: str, after: str) -> bool:
    """Tell whether a name belongs to the year behind it, by the codes between, before and after them."""
    form = _BEFORE.fullmatch(between)
    if form is None:
        return False
    if form["by"]:
        return bool(_BY.search(before))
    if form["helped"]:
        return bool(_VERB_FOLLOWS.match(after))
    verb = "V" in between and "W" not in between
    return verb or "W" in between or bool(_NOUN_FOLLOWS.match(after))


def _named_after(tokens: Sequence[Token], known: Library, year: Year) -> Iterator[tuple[int, int, int]]:
    """Give work, first and last token of the names behind a year that stand with it in one of the forms."""
    before = _codes(tokens, max(0, year.index - 6), year.index)
    if not _WHOSE.search(before):
        return
    for at in range(year.index + 2, min(len(tokens), year.index + _REACH)):
        token = tokens[at]
        if not (_is_inside(token, tokens[year.index]) or _shortens(tokens, at)) or token.sort is Sort.YEAR:
            return
        for reference, end, _ in _names(tokens, known, year, at, min(len(tokens), at + 40)):
            first = start_with_given(tokens, at, known.works[reference].initials)
            form = _AFTER.fullmatch(_codes(tokens, year.index + 1, first))
            if form is None or (form["noun"] and "W" not in before[-5:]):
                continue
            if not any(each.sort is Sort.YEAR for each in tokens[end : end + 2]):
                yield reference, at, end


def _names(
    tokens: Sequence[Token], known: Library, year: Year, at: int, stop: int
) -> Iterator[tuple[int, int, bool]]:
    """Give the works of a year whose names begin at a token: work, end of the names, whether they are a genitive."""
    token = tokens[at]
    if token.sort is not Sort.WORD or token.key in _NO_NAMES or is_second(tokens, at):
        return
    best: dict[int, tuple[int, int, bool]] = {}
    for variant, genitive in _variants(known, year, token):
        size = 1 if genitive else match_words(tokens, at, variant.words)
        small = token.text[0].islower() and len(variant.words) == 1
        if not size or small or variant.cost >= _DEAREST or variant.open or variant.whole:
            continue
        work = known.works[variant.reference]
        end, quality = (at + 1, 50) if genitive else explain(tokens, at + size, stop, work)
        first = start_of_names(tokens, at)
        if first < at and work.initials and tokens[first].text[:1] != work.initials:
            continue
        if (
            quality >= 50
            and year.suffix in ("", work.suffix)
            and quality > best.get(variant.reference, (0,))[0]
        ):
            best[variant.reference] = (quality, end, genitive)
    top = max((quality for quality, _, _ in best.values()), default=0)
    equal = [
        (reference, end, genitive) for reference, (quality, end, genitive) in best.items() if quality == top
    ]
    if len(equal) == 1:
        yield equal[0]


def _variants(known: Library, year: Year, token: Token) -> Iterator[tuple[Variant, bool]]:
    for each in year.years:
        for variant in known.lookup(each, token.key):
            yield variant, False
        if token.key.endswith("s") and len(token.key) > 4:  # Zorumskis Studie
            for variant in known.lookup(each, token.key[:-1]):
                if variant.words == (token.key[:-1],):
                    yield variant, True


def _is_inside(token: Token, year: Token) -> bool:
    """Tell whether a token stands in the clause of the year."""
    return token.bracket == year.bracket and token.sort is not Sort.BORDER and token.text not in _PARTING


def _shortens(tokens: Sequence[Token], at: int) -> bool:
    """Tell the full stop of "et al." or of an initial from the end of a sentence."""
    before = tokens[at - 1] if at else tokens[at]
    return tokens[at].text == "." and (len(before.text) < 3 or before.key in {"cols", "jr"})


_PARTING = frozenset(".;:?!()[]")


def _is_possessive(tokens: Sequence[Token], end: int) -> bool:
    last = tokens[end - 1].text
    return (last[-1:] in "sS" and last[-2:-1] in APOSTROPHES) or last in APOSTROPHES


def _codes(tokens: Sequence[Token], start: int, end: int) -> str:
    """Write tokens as codes: those of the table, ``l`` another small word, ``x`` all that joins nothing."""
    return "".join(_code(tokens[at]) for at in range(start, end))


def _code(token: Token) -> str:
    if token.text in {",", "’"}:
        return token.text
    if token.text in APOSTROPHES:
        return "’"
    if token.sort is not Sort.WORD or not token.text[0].islower():
        return _table().get(token.key, "x") if token.sort is Sort.WORD and token.key in _HEADS else "x"
    return _table().get(token.key, "l")


_HEADS = frozenset(["in", "im", "en", "em", "dans", "the", "his", "her", "their", "studie", "arbeit", "artikel",
                    "aufsatz", "buch", "bericht", "untersuchung", "beitrag", "analyse", "jahr", "jahre",
                    "ubersicht", "ubersichtsarbeit", "monographie", "monografie", "dissertation", "werk", "lehrbuch",
                    "metaanalyse", "experiment", "l'etude", "o", "a", "la", "el", "die", "der", "das"])  # fmt: skip
"""Words of the table that may have a capital: at the head of a sentence, and German nouns."""


@cache
def _table() -> Mapping[str, str]:
    lines = Path(__file__).with_name("clause_words.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, str] = {}
    for line in lines:
        code, _, words = line.partition("\t")
        if not line.startswith("#"):
            for word in words.split():
                table.setdefault(word, code)
    return table
