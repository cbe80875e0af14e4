"""How much one paragraph looks like an entry of a reference list, by its form alone."""

import re
from enum import IntEnum

from filters.grammar.dates import are_names, find_date
from filters.grammar.names import INITIALS
from filters.grammar.references import DOI, URL
from filters.grammar.words import CONJUNCTIONS, PARTICLES, YEAR

NUMBER = re.compile(r"^\s*(?:[\[(]?\d{1,3}[\].)]|[•*·–-])\s+")
IMPRINT = re.compile(
    r"\b\d{1,4}\s?\([\w\s–-]{1,20}\)|\b\d{1,4}\s?[,:]\s?(?:pp?\.\s?)?[A-Z]?\d+\s?[-–]\s?[A-Z]?\d+|\bpp?\.\s?\d+|\bv(?:ol)?\.\s?\d+"
    r"|;\s?\d+\s?(?:\(\d+\))?:|\(Eds?\.\)|\bIn:?\s[A-Z]|\b(?:Press|Publish\w*|Verlag|Editora|Editorial|Éditions|University"
    r"|Universit\w+|Books|Routledge|Springer|Elsevier|Wiley|Sage)\b|[A-ZÀ-Þ][\w\s]{1,40}:\s[A-ZÀ-Þ][\w\s&/]{1,60}[.,;]|\b\d+:\s?\d+"
    r"|\[[A-Z][^\]]{3,40}\]"
)
_REPEATED = re.compile(r"([^\w\s])\1{3,}")
"""Leaders and rules ("......"), which say nothing here and make patterns slow."""

_SMALL = "|".join(sorted(PARTICLES | CONJUNCTIONS))
INVERTED = re.compile(
    rf"^[^\W\d_][\w’'‐-]+(?:[ -][^\W\d_][\w’'-]+){{0,3}},?\s+(?:{INITIALS.pattern})"
    rf"(?![\s.]*(?!(?:{_SMALL})\b)[a-zß-ÿ]{{2}})"
    r"|^[A-ZÀ-Þ’'-]{2,}[,;]|^[_—–-]{2,}"
)

UPRIGHT = re.compile(
    rf"^(?:[A-ZÀ-Þ][a-z]?\.[\s-]?){{1,4}}(?:(?:{_SMALL})\s){{0,3}}[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?"
    r"(?:,|\s(?:and|&|et|und|e|y)\s(?:[A-ZÀ-Þ]\.|al\b|others))"
)
"""Names as IEEE and engineers write them: "A. B. Marsh, C. Holm, and D. Berg"."""

SPELT = re.compile(
    rf"^(?:(?:{_SMALL})\s){{0,3}}[A-ZÀ-Þ][\w’'‐-]+(?:\s[A-ZÀ-Þ][\w’'‐-]+)?,\s[A-ZÀ-Þ][\w’'‐-]+(?:\s[A-ZÀ-Þ](?:\.|[\w’'‐-]+))?"
    r"(?:\.\s|,\s(?:and|&|et al|et|und|e|y)\b|\s/\s)"
)
"""Names spelt out, as MLA and ABNT write them: "Marsh, Tom, and Karin Holm", "Silva, João. "."""


class Likeness(IntEnum):
    """How much a paragraph looks like an entry of a reference list."""

    NONE = 0
    WEAK = 1
    STRONG = 2


def likeness(paragraph: str) -> Likeness:
    """Judge one paragraph by its form: names, then a date, then the signs of a printed or online source."""
    line = NUMBER.sub("", _REPEATED.sub(r"\1\1\1", " ".join(paragraph.split())))
    if not 15 <= len(line) <= 3000 or (line[0].islower() and not re.match(r"[a-z]+[\d\s]", line)):
        return Likeness.NONE
    date = find_date(line)
    address = bool(DOI.search(line) or URL.search(line))
    printed = bool(IMPRINT.search(line))
    if date is None:
        return Likeness.WEAK if address and (INVERTED.match(line) or UPRIGHT.match(line)) else Likeness.NONE
    head, rest = line[: date.start], line[date.end :].lstrip()
    closed = line[: date.end].rstrip()[-1] in ".,:;" or not rest
    named = len(head) > 0 and are_names(head)
    inverted = bool(INVERTED.match(line))
    if named and inverted and (closed or printed or address) and not _is_prose(rest):
        return Likeness.STRONG
    if (
        named
        and ((closed and "(" in line[date.start : date.end]) or address or printed)
        and not _is_prose(rest)
    ):
        return Likeness.WEAK
    if (inverted or UPRIGHT.match(line) or (len(line) < 600 and SPELT.match(line))) and (printed or address):
        return Likeness.STRONG
    return Likeness.WEAK if address and len(line) < 600 and line[0].isupper() and printed else Likeness.NONE


_VERBS = re.compile(
    r"\s*(?:[a-zß-ÿ]+(?:ed|s|te|ten|ou|aram|ent|a)\s+(?:that|the|a|an|by|how|in|dass|que|zu|to)\b|(?:was|were|is|has|have)\b)"
)


def _is_prose(rest: str) -> bool:
    """Tell a sentence about a work ("found that …") from the work's title."""
    return bool(_VERBS.match(rest))


def loosely(paragraph: str) -> bool:
    """Accept inside a list what would be too little alone: a dated or addressed line that is not long."""
    line = paragraph.strip()
    dated = (
        re.search(rf"\b{YEAR}[a-z]?\b|\bn\.d\.|\bs\.\s?d\.|\bs/d\b", line)
        or URL.search(line)
        or DOI.search(line)
    )
    if not dated or not 15 <= len(line) < 700:
        return False
    return bool(
        NUMBER.match(line)
        or INVERTED.match(line)
        or UPRIGHT.match(line)
        or are_names(re.split(r"[.(,]", line)[0])
        or (URL.search(line) and "(" in line)
    )


def lead_number(paragraph: str) -> int | None:
    """Give the number at the head of a paragraph: "12.", "[12]", "(12)"."""
    found = re.match(r"\s*[\[(]?(\d{1,3})[\].)](?!\d)", paragraph)
    return int(found[1]) if found else None


def numbered(paragraph: str) -> int | None:
    """Give the number of an entry that has the signs of a source: a year, and a place of print or an address."""
    if not 15 <= len(paragraph) <= 3000 or not re.search(rf"\b{YEAR}[a-z]?\b", paragraph):
        return None
    line = " ".join(paragraph.split())
    return lead_number(line) if IMPRINT.search(line) or URL.search(line) or DOI.search(line) else None


def is_sure(paragraph: str) -> bool:
    """Tell an entry that can stand alone: short names, then date and place of print."""
    line = " ".join(paragraph.split())
    sure = likeness(line) is Likeness.STRONG and bool(DOI.search(line) or IMPRINT.search(line))
    return sure and 60 <= len(line) < 800 and not _SPOKEN.search(line)


def is_source(paragraph: str) -> bool:
    """Tell a short line with a year and a place of print or an address, in which nobody speaks."""
    line = " ".join(paragraph.split())
    if not 15 <= len(line) < 400 or not re.search(rf"\b{YEAR}\b", line) or _SPOKEN.search(line):
        return False
    return bool((IMPRINT.search(line) or URL.search(line)) and re.match(r"[\W\d]*[^\W\d_a-zß-ÿ]", line))


_SPOKEN = re.compile(
    r"\b(?:we|was|were|is known|has been|have been|our|wir|wurde|foi|foram|fue|fueron|nous|était)\b"
)
"""Words of sentences; a title may have them, so they count against an entry only where it stands alone."""
