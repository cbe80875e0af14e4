"""Numbers in running text that may point at entries of a numbered list: "[12, 14–16]", "(3)", "¹²,¹⁴", "bay.12,14"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from filters.grammar.tokens import RAISED, Page, Sort, Token
from filters.grammar.words import CONJUNCTIONS, LABELS

WIDEST = 50
"""Works that one range may hold; "[1–200]" is no citation."""

_LONGEST = 200
_DASH = r"[–—−‐‑⁻-]"
_AND = r"and|und|et|e|y|&"
_BEFORE = r"see(?:\s+also)?|e\.?g\.|cf\.|refs?\.?|references?|vgl\.|siehe|voir|ver|véase|veja|in"
_PART = re.compile(
    rf"\s*(?:(?:{_AND}|{_BEFORE})[,:]?\s+)?(?P<first>\d{{1,3}})(?:\s?(?P<dash>{_DASH})\s?(?P<last>\d{{1,3}}))?"
    r"(?:\s?:\s?(?P<locator>\d[\d\s–-]*))?\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*((?:pp?|S|pág|fl|chap|ch|cap|Kap|sec|Sect|Fig|Tab|Thm|Theorem|Lemma|Prop|Def|App|Eq|§|no)\.?\s?[\w.–-]{1,20})\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(rf"[,;]|(?<=\d)\s+(?=(?:{_AND})\s)", re.IGNORECASE)
_RAISED = re.compile(rf"[{RAISED}]+(?:\s?(?:[,;]|{_DASH})\s?[{RAISED}]+)*")
_PLAIN = re.compile(
    r"(?:(?<=[a-zß-ÿ]{3})|(?<=[a-zß-ÿ)”\"][.,;:]))\d{1,3}(?:(?:,\s?|[–-])\d{1,3}(?!\d)){0,20}(?=[\s.,;:)]|$)"
)
_HELD = re.compile(r"[(\[][^()\[\]\d]*\d")
_DIGITS = str.maketrans(RAISED, "0123456789")


class Kind(Enum):
    """How the numbers stand in the text; the order is that of preference."""

    SQUARE = "square"
    RAISED = "raised"
    ROUND = "round"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Part:
    """A number at ``start`` to ``end``, or a range whose dash stands at ``dash`` and whose end at ``last_span``."""

    first: int
    span: tuple[int, int]
    last: int | None = None
    last_span: tuple[int, int] = (0, 0)
    dash: int = 0
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Numbers that stand together; ``stands``: the words around allow that they are a citation."""

    kind: Kind
    start: int
    end: int
    parts: tuple[Part, ...]
    stands: bool = True


def number_places(text: str) -> Iterator[int]:
    """Give the places of the brackets that hold numbers: a page is to be cut there before clusters are looked for."""
    return (found.start() for found in _HELD.finditer(text))


def find_clusters(page: Page) -> list[Cluster]:
    """List every stretch of a text that has the form of a numeric citation, in the text's order."""
    found = [*_joined(page.text, sorted(_bracketed(page), key=lambda each: each.start))]
    found += _runs(page.text, Kind.RAISED, _RAISED)
    found += _runs(page.text, Kind.PLAIN, _PLAIN)
    return sorted(found, key=lambda each: each.start)


def _bracketed(page: Page) -> Iterator[Cluster]:
    for opened, closed in page.closing.items():
        start, end = page.tokens[opened].end, page.tokens[closed].start
        parts = _parts(page.text[start:end], start) if closed > opened + 1 and end - start <= _LONGEST else ()
        if parts:
            square = page.tokens[opened].text == "["
            stands = _stands_square if square else _stands_round
            yield Cluster(
                Kind.SQUARE if square else Kind.ROUND,
                start - 1,
                end + 1,
                parts,
                stands(page, opened, closed, parts),
            )


def _parts(text: str, start: int) -> tuple[Part, ...]:
    """Read "12, 14–16, p. 3"; nothing if it holds anything else than numbers and places."""
    parts: list[Part] = []
    place = 0
    if not any(sign.isdigit() for sign in text):
        return ()
    for piece in _SPLIT.split(text):
        at = start + text.index(piece, place) if piece else start + place
        place = at - start + len(piece)
        number, locator = _PART.match(piece), _PLACE.match(piece)
        if number:
            parts.append(_part(number, at))
        elif locator and parts and not parts[-1].locator:
            parts[-1] = replace(parts[-1], locator=locator[1])
        else:
            return ()
    return tuple(parts)


def _part(found: re.Match[str], at: int) -> Part:
    span = at + found.start("first"), at + found.end("first")
    locator = (found["locator"] or "").strip()
    if not found["last"]:
        return Part(int(found["first"]), span, locator=locator)
    last_span = at + found.start("last"), at + found.end("last")
    return Part(int(found["first"]), span, int(found["last"]), last_span, at + found.start("dash"), locator)


def _runs(text: str, kind: Kind, form: re.Pattern[str]) -> Iterator[Cluster]:
    for found in form.finditer(text):
        parts = _parts(found[0].translate(_DIGITS), found.start()) if len(found[0]) <= _LONGEST else ()
        if parts:
            stands = (
                _stands_raised(text, found.start())
                if kind is Kind.RAISED
                else _stands_plain(text, found.start())
            )
            yield Cluster(kind, found.start(), found.end(), parts, stands)


def _joined(text: str, clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    """Make one of "[3]–[5]": a range between two brackets."""
    waiting: Cluster | None = None
    for cluster in clusters:
        between = text[waiting.end : cluster.start] if waiting else ""
        if (
            waiting
            and waiting.kind is cluster.kind is Kind.SQUARE
            and re.fullmatch(rf"\s?{_DASH}\s?", between[:4])
            and waiting.parts[-1].last is None
            and cluster.parts[0].last is None
        ):
            first, last = waiting.parts[-1], cluster.parts[0]
            dash = waiting.end + len(between) - len(between.lstrip())
            part = replace(first, last=last.first, last_span=last.span, dash=dash, locator=last.locator)
            waiting = replace(waiting, end=cluster.end, parts=(*waiting.parts[:-1], part, *cluster.parts[1:]))
            continue
        if waiting:
            yield waiting
        waiting = cluster
    if waiting:
        yield waiting


_NO_CITATION = frozenset(
    """interval intervals range ranges ci ic ki iqr between array vector matrix tuple index mean median intervalo
    intervallo intervall intervalle faixa bereich zwischen entre""".split()  # noqa: SIM905 - reads better
)


def _stands_square(page: Page, opened: int, closed: int, parts: Sequence[Part]) -> bool:
    """Refuse "x = [1, 2]", "the interval [1, 3]", "a[1]", "[1] ×" and a list's marker at the head of a paragraph."""
    tokens = page.tokens
    if not opened or tokens[opened - 1].sort is Sort.BORDER or _follows_sign(tokens, closed):
        return False
    before = tokens[opened - 1]
    if (
        before.text in {"=", "∈", "×", "*", "≤", "≥", "<", ">", "~", "±", "+", "\ufffc"}
        or before.key in _NO_CITATION
    ):
        return False
    glued = before.end == tokens[opened].start and before.sort is not Sort.MARK
    return not glued or (len(before.text) > 2 and before.text.isalpha())


def _stands_round(page: Page, opened: int, closed: int, parts: Sequence[Part]) -> bool:
    """Refuse "equation (1)", "f(1)", "12(3)", and "(1)" as it stands before the members of an enumeration."""
    tokens = page.tokens
    if not opened or tokens[opened - 1].end == tokens[opened].start or _follows_sign(tokens, closed):
        return False
    before = tokens[opened - 1]
    single = len(parts) == 1 and parts[0].last is None
    company = before.text == "." and tokens[opened - 2].key == "al"
    joined = before.key in CONJUNCTIONS | {"or", "oder", "ou", "o"}
    if joined and single:
        return opened > 1 and tokens[opened - 2].text == ")"
    word = before.sort is Sort.WORD and before.key not in LABELS | _NO_CITATION
    return company or (word and len(before.text) > 1) or before.text in {"”", "»", '"'}


def _follows_sign(tokens: Sequence[Token], closed: int) -> bool:
    after = tokens[closed + 1].text if closed + 1 < len(tokens) else ""
    return after in {"=", "×", "*", "+", "%", "°"}


def _stands_raised(text: str, start: int) -> bool:
    """Ask for a word or a closing sign before: "m²", "10³", "R²" and "s⁻¹" are no citations."""
    before = re.search(r"[^\W\d_]+$", text[max(0, start - 30) : start])
    if before:
        return len(before[0]) > 2 or (before[0].islower() and before[0] in _SMALL)
    return text[start - 1 : start] in set(".,;:!?)]”’\"'»…") if start else False


_SMALL = frozenset(
    "al it is we us by in on at as so to of do es la le il en no et de du se um em".split()  # noqa: SIM905
)


def _stands_plain(text: str, start: int) -> bool:
    word = re.search(r"([^\W\d_]+)[.,;:”\")]*$", text[max(0, start - 30) : start])
    return bool(word) and word is not None and len(word[1]) > 2 and word[1].lower() not in LABELS
