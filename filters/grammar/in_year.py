"""A year before the name it belongs to: "In 2016, Zorumski found", "Im Jahr 2016 fanden Zorumski und Izumi"."""

from collections.abc import Sequence

from filters.grammar.candidates import start_with_given
from filters.grammar.citations import Mention
from filters.grammar.known import Library
from filters.grammar.matching import explain, match_words
from filters.grammar.tokens import Page, Sort, Token
from filters.grammar.words import MONTHS
from filters.grammar.years import Year, trim

_BEFORE = frozenset(
    "in en em im nel jahr jahre year anno ano annee l'annee already since by until later".split()  # noqa: SIM905
)
_BETWEEN = 6
"""Small words that may stand between year and name ("2016 fanden schon")."""


def find_after(page: Page, known: Library, year: Year) -> Mention | None:
    """Find the one work of a year whose authors are named right after it, if they have no year of their own."""
    tokens = page.tokens
    if year.index < 1 or not _is_dated(tokens, year.index) or year.index + 2 >= len(tokens):
        return None
    at = _first_name(tokens, year.index + 1)
    found = _fitting(tokens, known, year, at)
    if not found and at + 2 < len(tokens) and tokens[at].text[:1].isupper():  # "In 1953, Ludwig Wittgenstein"
        given, at = at, at + 1
        found = [
            (reference, end)
            for reference, end in _fitting(tokens, known, year, at)
            if start_with_given(tokens, at, known.works[reference].initials) == given
        ]
    if len(found) != 1:
        return None
    reference, end = found[0]
    first = start_with_given(tokens, at, known.works[reference].initials)
    return Mention(tokens[first].start, tokens[trim(tokens, at, end) - 1].end, reference, "split")


def _fitting(tokens: Sequence[Token], known: Library, year: Year, at: int) -> list[tuple[int, int]]:
    """Give the works of a year that the names from a token fit best, with the end of the names."""
    for each in year.years:
        fitting: dict[int, tuple[int, int]] = {}
        for variant in known.lookup(each, tokens[at].key):
            size = match_words(tokens, at, variant.words)
            if not size or not tokens[at].text[:1].isupper() or variant.cost >= 8 or tokens[at].key in MONTHS:
                continue
            work = known.works[variant.reference]
            end, quality = explain(tokens, at + size, min(at + 40, len(tokens)), work)
            if quality and year.suffix in ("", work.suffix) and not _has_year(tokens, end):
                fitting[variant.reference] = (quality - variant.cost, end)
        top = max((quality for quality, _ in fitting.values()), default=0)
        equal = [(reference, end) for reference, (quality, end) in fitting.items() if quality == top]
        if equal:
            return equal
    return []


def _is_dated(tokens: Sequence[Token], index: int) -> bool:
    """Tell "in 2016", "im Jahr 2016" and "as early as 2016"."""
    before = tokens[index - 1].key
    return before in _BEFORE or (
        before == "as" and index > 1 and tokens[index - 2].key in {"early", "late", "far"}
    )


def _first_name(tokens: Sequence[Token], at: int) -> int:
    """Pass over a comma, small words and initials."""
    last = len(tokens) - 1
    stop = min(at + _BETWEEN, last)
    while at < stop and (tokens[at].text == "," or tokens[at].text.islower()):
        at += 1
    return next((look for look in range(at, min(at + 5, last), 2) if not _is_initial(tokens, look)), at)


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    return len(tokens[at].text) == 1 and tokens[at].text.isupper() and tokens[at + 1].text == "."


def _has_year(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the name has its own year: "In 1979, Rapoport (1979)"."""
    near = tokens[at : at + 3]
    parted = next((place for place, token in enumerate(near) if token.text in ";."), len(near))
    return any(token.sort is Sort.YEAR for token in near[:parted])
