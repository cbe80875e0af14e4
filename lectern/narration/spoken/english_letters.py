"""Words in capitals -> letters or words, as a good reader says them (table: english_acronyms.tsv).

Letters are written with stops between and none after ("N.M.D.A receptor"): each voice then says every letter's name
without a pause, and "A" is not taken for the article. Names of consonants alone are spelled by every voice as they are.
"""

import re
from functools import lru_cache
from pathlib import Path

from lectern.narration.spoken.alignment import Rule, rule

VOWELS = frozenset("AEIOU")
CAPITALS = re.compile(r"(?<![\w.])([a-z]{0,2})([A-Z]{2,})(['’]?s)?(?![A-Za-z_]|\.[A-Z])")
STARTS = re.compile(
    r"(?:[^AEIOU]?|[BCDFGKPST][RL]|S[CHKLMNPTW]|[CTWPS]H|QU|TW|S[CPT][RL]|SH[R]|TH[R])(?=[AEIOUY])"
)
ENDS = re.compile(
    r"[AEIOUY](?:[^AEIOU]?|[LNRS][BCDFKMPST]S?|[BDFGKLMNPRT]S|[CKMPST][KHST]|NG|SS|LL|FF|CK|X)$"
)
INNER = re.compile(r"[^AEIOUY]{3}|[AEIOU]{3}")
AMPERSAND = re.compile(r"(?<=[A-Z])&(?=[A-Z])")


def _read() -> dict[str, str]:
    text = Path(__file__).with_name("english_acronyms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {word: how for how, words in rows for word in words.split()}


LISTED = _read()


def _say(found: re.Match[str]) -> str:
    before, capitals, plural = found[1], found[2], (found[3] or "").replace("’", "'")
    around = (
        found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    )
    alone = not before and not plural and "-" not in around
    how = _how(capitals, shouted=_shouted(found.string), alone=alone)
    if how == "plain":
        return capitals.lower()
    if how == "name":
        return capitals.capitalize() + plural
    if how == "word":
        return f"{' '.join(before.upper())} {capitals}".lstrip() + plural
    letters = before.upper() + capitals
    if not (VOWELS | {"Y"}) & set(letters) and not plural:
        return letters
    return ".".join(letters) + (plural if plural.startswith("'") else f"'{plural}" if plural else "")


@lru_cache(maxsize=4)
def _shouted(text: str) -> bool:
    """Tell whether a whole text is in capitals, as headings of pasted pages are."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    if len(words) < 2 or sum(word.isupper() for word in words) / len(words) <= 0.7:
        return False
    return any(
        word != "WHO"
        and (
            LISTED.get(word) in ("plain", "loud")
            or (len(word) > 5 and word not in LISTED and _can_be_said(word))
        )
        for word in words
    )


def _how(capitals: str, *, shouted: bool, alone: bool) -> str:
    """Say whether capitals are a "plain" word, a "name" (a long word), said as a "word", or as "letters"."""
    listed = LISTED.get(capitals)
    if listed == "plain":
        sure = shouted or (len(capitals) > 2 and capitals != "WHO")
        return "plain" if alone and sure else "letters"
    if listed == "loud" and shouted and alone:
        return "plain"
    if listed and listed != "loud":
        return listed
    if not (VOWELS | {"Y"}) & set(capitals) or not _can_be_said(capitals):
        return "letters"
    if len(capitals) > 5 or (shouted and len(capitals) > 2):
        return "name"
    return "word" if len(capitals) > 3 else "letters"


def _can_be_said(capitals: str) -> bool:
    if len(capitals) > 7:
        return bool(VOWELS & set(capitals))
    return bool(STARTS.match(capitals) and ENDS.search(capitals)) and not INNER.search(capitals[1:-1])


EITHER_OR = re.compile(
    r"\b(?!(?:the|an|of|crude|adjusted|pooled|with|for|each|no|higher|lower|this|that|an?|median|mean)\b(?= OR))"
    r"([a-z]{2,}[\"”)]?) (OR|AND)(?= [\"“(]?(?!was|were|is|for|of|and|in|with|per|values?|estimates?)[a-z])"
)
SEQUENCE = re.compile(r"(?<![A-Za-z])(?:[ACGTUN]{8,}|(?=(?:[a-z]*[A-Z]){4})[ACGTUNacgtun]{10,})(?![A-Za-z])")
LETTERS: tuple[Rule, ...] = (
    (SEQUENCE, lambda found: ".".join(found[0].upper())),  # of nucleic acids
    (EITHER_OR, lambda found: f"{found[1]} {found[2].lower()}"),
    rule(r"\b(OF|IN|ON|TO|BY|AT)(?= [A-Z]{4,} [A-Z]{4,}\b)", lambda found: found[1].lower()),
    (CAPITALS, _say),
    (AMPERSAND, " and "),
)
