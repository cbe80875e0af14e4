"""Names in running text against one known work: how well do the words between name and year fit its authors?"""

from collections.abc import Sequence
from dataclasses import replace

from filters.grammar.known import Variant, Work
from filters.grammar.spelling import is_slip
from filters.grammar.tokens import Sort, Token
from filters.grammar.words import APOSTROPHES, CONJUNCTIONS, SUFFIXES

_SEPARATORS = {",", ";", "&", "/"}
_COMPANY = frozenset(
    [
        "colleagues",
        "colleague",
        "coworkers",
        "co-workers",
        "collaborators",
        "coauthors",
        "co-authors",
        "others",
        "al",
        "cols",
        "col",
        "colaboradores",
        "colegas",
        "outros",
        "otros",
        "collegues",
        "collaborateurs",
        "mitarbeiter",
        "kollegen",
        "mitarbeitern",
        "kolleginnen",
        "andere",
        "team",
        "associates",
        "autres",
        "coautores",
    ]
)
_POSSESSIVE = frozenset(
    ["her", "his", "their", "its", "seine", "seiner", "ihre", "ihrer", "ses", "seus", "sus", "the"]
)


def match_words(tokens: Sequence[Token], start: int, words: Sequence[str], *, short: bool = False) -> int:
    """Count the tokens from ``start`` that say ``words`` (0: they do not).

    With ``short`` two words are enough, and one before an ellipsis ("(REPORT..., 1812)", as ABNT NBR 10520 has it).
    """
    at = start
    for count, word in enumerate(words):
        while at < len(tokens) and count and tokens[at].text in _INNER:
            at += 1
        if at >= len(tokens) or tokens[at].key != word:
            return (
                at - start if short and (count > 1 or (count and follows_ellipsis(tokens, start + 1))) else 0
            )
        at += 1
    return at - start


def follows_ellipsis(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an ellipsis stands at a token."""
    return at < len(tokens) and (
        tokens[at].text == "…"
        or (tokens[at].text == "." and at + 1 < len(tokens) and tokens[at + 1].text == ".")
    )


_DAGGERS = frozenset("*†‡")
_INNER = {",", ".", "&", ":", "-", "–", "/"}


def explain(tokens: Sequence[Token], at: int, end: int, work: Work) -> tuple[int, int]:
    """Read what follows the first author's name, as far as ``end``.

    Gives the token reached and how well the work fits, 0 to 100; what is reached is ``at`` if nothing could be read. A
    name with a slip in it is taken only among all the others.
    """
    named, slips = 1, 0
    at = _skip_given(tokens, at, end, work)
    while True:
        at = _skip_initials(tokens, at, end)
        after = _company(tokens, at, end)
        if after > at:
            return after, _with_company(named, work) if not slips else 0
        step, slip = _next_author(tokens, at, end, work, named)
        if step == 0:
            quality = _listed(named, work)
            return at, quality - 8 if slips and named == len(work.authors) else 0 if slips else quality
        at, named, slips = at + step, named + 1, slips + slip


def _skip_given(tokens: Sequence[Token], at: int, end: int, work: Work) -> int:
    """Pass over a given name behind the family name, as Chinese, Korean and Hungarian authors write theirs."""
    if at >= end or len(work.authors) != 1:
        return at
    token = tokens[at]
    given = token.sort is Sort.WORD and token.text[:1] == work.initials and len(token.text) > 1
    return at + 1 if given and not token.text.isupper() and not token.text.islower() else at


def _listed(named: int, work: Work) -> int:
    total = len(work.authors)
    if named == total or total == 0:
        return 90 if work.shortened else 100
    return 50 if named == 1 else 55


def _with_company(named: int, work: Work) -> int:
    total = len(work.authors)
    if work.shortened or (total > 2 and named < total):
        return 100
    return 60 if total == 2 and named == 1 else 30


def _skip_initials(tokens: Sequence[Token], at: int, end: int) -> int:
    """Pass over "*", "Jr.", ", J. A." and "JA" after a name."""
    while at < end and tokens[at].text in _DAGGERS:
        at += 1
    if at < end and tokens[at].text == "." and tokens[at - 1].key.endswith(("jr", "sr")):
        at += 1
    look = at + 1 if at < end and tokens[at].text == "," else at
    passed = look
    while passed < end and (_is_initial(tokens[passed]) or tokens[passed].key in SUFFIXES):
        passed += 1
        while passed < end and tokens[passed].text in {".", "-", "‐"}:
            passed += 1
    if passed == look:
        return at
    return passed


def _is_initial(token: Token) -> bool:
    return token.sort is Sort.WORD and token.text.isupper() and len(token.text) <= 2 and token.text.isalpha()


def _company(tokens: Sequence[Token], at: int, end: int) -> int:
    """Pass over "et al.", ", et al.", "and colleagues", "e cols."; gives ``at`` if there is nothing of the
    kind.
    """
    look = at
    while look < end and tokens[look].text in _SEPARATORS:
        look += 1
    start = look
    while look < end and look < start + 3 and (tokens[look].key in CONJUNCTIONS | _POSSESSIVE):
        look += 1
    if start < look < end and tokens[look].text == "." and tokens[look - 1].key == "et":
        look += 1
    if look < end and tokens[look].key in _COMPANY and (look > start or tokens[look].key in {"al", "cols"}):
        look += 1
    elif start < look < end and [token.text for token in tokens[look : look + 2]] == ["la", "."]:
        look += 1  # "et la.", a slip
    elif start + 2 < end and [token.text for token in tokens[start : start + 3]] == ["u", ".", "a"]:
        look = start + 3
    else:
        return at
    while look < end and (tokens[look].text == "." or tokens[look].text in APOSTROPHES):
        look += 1
    return (
        look + 1 if look < end and tokens[look].text == "s" and tokens[look - 1].text in APOSTROPHES else look
    )


def _next_author(tokens: Sequence[Token], at: int, end: int, work: Work, named: int) -> tuple[int, int]:
    """Count the tokens of one more author and what joins it to the one before, and the slips in the name."""
    look = at
    while (
        look < end
        and look < at + 3
        and (tokens[look].text in _SEPARATORS or tokens[look].key in CONJUNCTIONS)
    ):
        look += 1
    if look == at or named >= len(work.authors):
        return 0, 0
    while look < end and _is_initial(tokens[look]) and look + 1 < end and tokens[look + 1].text == ".":
        look += 2
    for author in work.authors[named : named + 12]:
        for words in author:
            size = match_words(tokens, look, words)
            if size and look + size <= end:
                return look + size - at, 0
    said = tokens[look].key if look < end else ""
    if any(len(words) == 1 and is_slip(said, words[0]) for words in work.authors[named]):
        return look + 1 - at, 1
    return 0, 0


def fits(variant: Variant, tokens: Sequence[Token], at: int, end: int, work: Work) -> int:
    """Say how well a variant explains exactly the tokens from ``at`` to ``end`` (0: not at all)."""
    size = match_words(tokens, at, variant.words, short=variant.open)
    if not size or at + size > end or not _capital(tokens[at], variant):
        return 0
    if variant.whole:
        return 100 - variant.cost if _pass_signs(tokens, at + size, end) == end else 0
    if variant.swapped:
        work = replace(work, authors=work.authors[::-1], initials="")
    reached, quality = explain(tokens, at + size, end, work)
    if variant.swapped and quality < 90:
        return 0
    return max(0, quality - variant.cost) if quality and _pass_signs(tokens, reached, end) == end else 0


def fits_with_slip(variant: Variant, tokens: Sequence[Token], at: int, end: int, work: Work) -> bool:
    """Tell whether a work is meant whose first author's name has a slip in it: all else must agree.

    A lone surname must be long, for it has nothing else to be known by but its year.
    """
    said, name = tokens[at].key, variant.words[0]
    if said[0] != name[0] or not is_slip(said, name) or not _capital(tokens[at], variant):
        return False
    reached, quality = explain(tokens, at + 1, end, work)
    if quality < 90 or _pass_signs(tokens, reached, end) != end:
        return False
    return len(work.authors) > 1 or work.shortened or min(len(said), len(name)) > 6


def _pass_signs(tokens: Sequence[Token], at: int, end: int) -> int:
    while at < end and (tokens[at].text in APOSTROPHES or tokens[at].text in '"”“«».,*†‡…'):
        at += 1
    return at


def _capital(token: Token, variant: Variant) -> bool:
    """Ask for a capital, or a name of several words, so that no plain word is taken for a name."""
    return (
        variant.small
        or not token.text.islower()
        or len(variant.words) > 1
        or any(sign.isdigit() for sign in token.text)
    )
