"""Citations that point at no entry, or at an entry of another year or spelling: what the linter tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from filters.grammar.known import ANY, Library, Work
from filters.grammar.matching import fits
from filters.grammar.near_names import is_near
from filters.grammar.tokens import Page, Sort, Token
from filters.grammar.words import AROUND, CONJUNCTIONS, LABELS, MONTHS, ORGANISATION, PARTICLES, PLACES


@dataclass(frozen=True, slots=True)
class Doubt:
    """A citation at ``start`` to ``end`` that is not linked; ``rule`` is the finding's name.

    ``references`` are the works that it may mean.
    """

    start: int
    end: int
    rule: str
    references: tuple[int, ...] = ()


def doubt(page: Page, known: Library, index: int, end: int, years: tuple[str, ...]) -> Doubt | None:
    """Judge a year whose names are no known work of that year."""
    tokens = page.tokens
    if not years[0][:1].isdigit():
        return None
    start = _name_start(tokens, end)
    if start >= end:
        return _after(tokens, known, index, years)
    names = [token for token in tokens[start:end] if token.sort is Sort.WORD and token.text[0].isupper()]
    if not names or any(token.key in LABELS | MONTHS for token in names):
        return None
    bracketed = tokens[index].bracket >= 0
    others = _same_names(tokens, known, start, end)
    if others and bracketed and (_strong(tokens, start, end) or len(names) == 1):
        return Doubt(tokens[start].start, tokens[index].end, "citation-year-mismatch", others)
    stands = _stands_as_citation(page, start, end, index)
    if stands or tokens[index].bracket == index - 1:
        alike = _near_names(tokens, known, start, end, years)
        if alike is not None:
            return Doubt(tokens[alike[0]].start, tokens[index].end, "citation-name-mismatch", alike[1])
    if stands and not _is_place(names):
        return Doubt(tokens[start].start, tokens[index].end, "citation-without-entry")
    return None


def _same_names(tokens: Sequence[Token], known: Library, start: int, end: int) -> tuple[int, ...]:
    """Find the works by exactly these authors, of any year."""
    found = {
        variant.reference: None
        for variant in known.lookup(ANY, tokens[start].key)
        if not variant.open
        and variant.cost < 8
        and fits(variant, tokens, start, end, known.works[variant.reference]) >= 50
    }
    return tuple(found)


def _after(tokens: Sequence[Token], known: Library, index: int, years: tuple[str, ...]) -> Doubt | None:
    """Judge "In 2016, Zielinsky found": a work of the year whose author is nearly that, or that author's in another.

    The year of a person's life is no citation, so the second needs a verb with which findings are reported.
    """
    at = index + 1
    at += at < len(tokens) and tokens[at].text == ","
    if index == 0 or tokens[index - 1].key not in _LEADING or at + 1 >= len(tokens):
        return None
    name = tokens[at]
    if name.sort is not Sort.WORD or not name.text[0].isupper() or len(name.key) < 4 or name.key in MONTHS:
        return None
    following = list(takewhile(lambda token: token.text not in {".", ";"}, tokens[at + 1 : at + 6]))
    if any(token.sort is Sort.YEAR for token in following):  # the name has a year of its own
        return None
    alike = _near_names(tokens, known, at, at + 1, years)
    if alike is not None:
        return Doubt(tokens[index - 1].start, name.end, "citation-name-mismatch", alike[1])
    reported = any(token.key in _REPORTING for token in following)
    others = _same_names(tokens, known, at, at + 1)
    if reported and others and not any(known.lookup(year, name.key) for year in years):
        return Doubt(tokens[index - 1].start, name.end, "citation-year-mismatch", others)
    return None


_LEADING = frozenset(["in", "im", "en", "em", "nel", "jahr", "year", "ano"])
_REPORTING = frozenset(
    """found showed reported argued demonstrated described observed suggested proposed concluded noted wrote claimed
    fand fanden zeigte zeigten berichtete berichteten beschrieb beschrieben montre montrent demontre mostro mostraron
    encontro demostro mostrou mostraram encontrou demonstrou""".split()  # noqa: SIM905 - reads better
)


def _near_names(
    tokens: Sequence[Token], known: Library, start: int, end: int, years: tuple[str, ...]
) -> tuple[int, tuple[int, ...]] | None:
    """Find works of the same year whose authors are these, but for a slip: first token of the names, and works."""
    for at in range(start, end):
        token = tokens[at]
        if token.sort is not Sort.WORD or not token.text[0].isupper() or len(token.key) < 4:
            continue
        found = {
            variant.reference: None
            for year in years
            for variant in known.lookup_near(year, token.key)
            if not variant.open
            and variant.cost < 3
            and _is_misspelt(tokens[at:end], known.works[variant.reference], known)
        }
        if found:
            return at, tuple(found)
    return None


def _is_misspelt(names: Sequence[Token], work: Work, known: Library) -> bool:
    """Tell whether every name is an author's, or nearly one, and at least one of them only nearly."""
    own = {word for author in work.authors for words in author for word in words}
    slips = []
    for token in names:
        plain = token.sort is not Sort.WORD or token.key in _INSIDE or not token.text[0].isupper()
        if plain or len(token.text) < 3 or token.key in own:
            continue
        if not any(is_near(token.key, word) for word in own):
            return False
        slips.append(token.key)
    return bool(slips) and not _are_listed(slips, known)


def _are_listed(slips: Sequence[str], known: Library) -> bool:
    """Tell whether a spelling is the right one of somebody else: Chang and Cheng may both be listed."""
    return any(slip in known.works.names for slip in slips)


def _name_start(tokens: Sequence[Token], end: int) -> int:
    """Go back over what can only be names."""
    at = end
    while at > 0 and end - at < 40:
        token = tokens[at - 1]
        named = token.sort is Sort.WORD and (
            (token.text[0].isupper() and token.key not in AROUND) or token.key in _INSIDE
        )
        initial = (
            token.text == "."
            and at > 1
            and (len(tokens[at - 2].text) == 1 or tokens[at - 2].key in {"al", "jr"})
        )
        if not (named or initial or token.text in {",", "&", ";"}):
            break
        if token.text == ";" and not tokens[at - 2].text.isupper():
            break
        at -= 1
    while at < end and not (tokens[at].sort is Sort.WORD and tokens[at].text[0].isupper()):
        at += 1
    return at


_INSIDE = (PARTICLES | CONJUNCTIONS | {"al", "colleagues", "others", "for", "of", "the", "cols"}) - {
    "in",
    "a",
    "op",
}


def _strong(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell names that only a citation has: "et al.", or two joined."""
    return any(
        token.key == "al" or token.text == "&" or (token.key in CONJUNCTIONS and token.text.islower())
        for token in tokens[start + 1 : end]
    )


def _stands_as_citation(page: Page, start: int, end: int, index: int) -> bool:
    """Ask for the form "(Names, year" or "; Names, year", or "Names et al. (year)"."""
    tokens = page.tokens
    inside = tokens[start].bracket
    if inside < 0:
        return (
            tokens[index].bracket == index - 1
            and _strong(tokens, start, end)
            and any(token.key == "al" for token in tokens[start:end])
        )
    before = tokens[start - 1]
    opened = start - 1 == inside or before.text == ";" or before.key in AROUND or before.text in {",", "."}
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return (
        opened
        and tokens[index].bracket == inside
        and after in {")", "]", ";", ",", ":"}
        and (
            _strong(tokens, start, end)
            or (end - start <= 3 and tokens[end].text == ",")
            or _is_body(tokens[start:end])
        )
    )


def _is_body(tokens: Sequence[Token]) -> bool:
    return sum(token.key in ORGANISATION for token in tokens) > 0 and len(tokens) > 2


def _is_place(names: Sequence[Token]) -> bool:
    return any(token.key in PLACES for token in names[-2:]) and len(names) <= 3
