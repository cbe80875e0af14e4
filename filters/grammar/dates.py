"""The date of a reference: where it stands in the line and what it says."""

import re
from dataclasses import dataclass, replace

from filters.grammar.csl import CslDate
from filters.grammar.words import CONJUNCTIONS, ORGANISATION, PARTICLES, UNDATED, YEAR, fold

_WHEN = rf"(?:ca?\.\s?)?(?P<first>{YEAR})(?:\s?[/–—-]\s?(?P<second>{YEAR}|\d\d))?\+?\s?(?P<suffix>[a-z])?"
_BRACKETED = re.compile(
    rf"[(\[]\s*(?:{_WHEN}\b|(?P<word>{UNDATED})(?:[-\s]?(?P<letter>[a-z]))?(?![^\W\d_]))"
    rf"(?P<more>[^()\[\]]{{0,60}})[)\]]\s?[.,:;]?",
    re.IGNORECASE,
)
_BEFORE_BRACKET = 6
"""Spaces, full stops and commas before the bracket of a date that belong to it."""
_BARE = re.compile(
    rf"[\s.,]{{1,6}}(?:{_WHEN}(?=[\s.,:;]|$)(?!\s*\()"
    r"|(?P<word>(?i:in press|no prelo|en prensa)|n\.\s?d\.|s\.\s?d\.)(?P<letter>))(?P<more>)[.,:;]?"
)
_LATE = re.compile(
    rf"(?<![\w/.–])(?<!\D-)(?<!\d{{3}}-)(?P<first>{YEAR})(?P<suffix>[a-z])?(?![\w/]|\s?[-–]\s?\d|\.\d)"
)
SEEN = re.compile(
    r"(?:acess\w+|retrieved|last (?:visited|access)|consult\w+|abgerufen|zugriff|stand:|accessed)\b"
    r"(?:(?!\b\d{4}\b).){0,30}$",
    re.IGNORECASE,
)
_MONTHS = """january januar janvier enero janeiro|february februar fevrier febrero fevereiro|march marz mars marzo marco
|april avril abril|may mai mayo maio|june juni juin junio junho|july juli juillet julio julho|august aout agosto
|september septembre septiembre setembro|october oktober octobre octubre outubro|november novembre noviembre novembro
|december dezember decembre diciembre dezembro"""
MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}


@dataclass(frozen=True, slots=True)
class Dated:
    """Where the date of a line stands (code points, brackets included) and what it says."""

    start: int
    end: int
    issued: CslDate
    suffix: str = ""
    original: str = ""


def find_date(line: str) -> Dated | None:
    """Find the date after the names ("(2019)", "2019."), else the last year of the line that is no day of
    access.
    """
    return _after_names(line) or _last(line)


def _after_names(line: str) -> Dated | None:
    for found in _BRACKETED.finditer(line, 0, 6000):
        start = found.start()
        while start and found.start() - start < _BEFORE_BRACKET and line[start - 1] in " .,\t\n":
            start -= 1
        if start < 2 and start != 0:
            continue
        if are_names(line[:start]) or (found["more"] == "" and start < 160 and "." not in line[:start]):
            return replace(_dated(found), start=start)
        if start > 400 and not are_names(line[:200]):
            break
    for found in _BARE.finditer(line, 0, 1500):
        if found.start() > 1 and are_names(line[: found.start()]):
            return _dated(found)
    return None


def are_names(head: str) -> bool:
    """Tell whether the start of a line is nothing but names: every word has a capital or stands inside names."""
    head = head.strip(" .,;:")
    if _NO_NAME.search(head):
        return False
    words = _NAME_WORD.findall(_ASIDE.sub(" ", head))
    body = any(fold(word).strip(".") in ORGANISATION for word in words)
    if not body and _SENTENCES.search(head):
        return False
    small = [
        word
        for word in words
        if (word[0].islower() and fold(word).strip(".") not in _INSIDE and not word[1:].isalnum())
        or (word.islower() and fold(word).strip(".") not in _INSIDE)
    ]
    spoken = body and len(words) < 8 and "," not in head
    return len(words) > 0 and len(small) <= (1 if len(words) == 1 or spoken else 0)


_NO_NAME = re.compile(rf"[\"“”«»?!:]|\b{YEAR}\b(?!$)")
_NAME_WORD = re.compile(r"[^\W\d_][^\s,;&]*")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SENTENCES = re.compile(r"[^\W\d_]{4,}\. +[^\W\d_]{4,}")
_INSIDE = (
    (PARTICLES - {"in"})
    | CONJUNCTIONS
    | ORGANISATION
    | {"the", "to", "al", "eds", "ed", "others", "of", "for", "on", "with", "para", "pour", "fur", "sur"}
    | {"editors", "col", "cols", "hrsg", "orgs", "org", "coord", "comp"}
)


def _dated(found: re.Match[str]) -> Dated:
    parts = found.groupdict()
    if parts["word"]:
        word = " ".join(parts["word"].split())
        return Dated(found.start(), found.end(), {"literal": word}, (parts["letter"] or "").lower())
    second = parts["second"] or ""
    if len(second) == 4 and re.search(r"[/]", found[0]):
        return Dated(
            found.start(), found.end(), {"date-parts": [[int(second)]]}, parts["suffix"] or "", parts["first"]
        )
    first = int(parts["first"])
    issued: CslDate = {"date-parts": [[first, *_day(parts["more"] or "")]]}
    return Dated(found.start(), found.end(), issued, (parts["suffix"] or "").lower())


def _day(text: str) -> list[int]:
    """Read ", March 4" or ", 7 de julho" as month and day; seasons and ranges are left out."""
    words = re.findall(r"[^\W\d_]+|\d+", fold(text))
    month = next((_month(word) for word in words if _month(word)), 0)
    day = next((int(word) for word in words if word.isdigit() and 0 < int(word) <= 31), 0)
    return [] if not month else [month, day] if day else [month]


def _last(line: str) -> Dated | None:
    """Take the last year that is no page, no access day and not inside an address."""
    plain = re.sub(
        r"(?:https?://|www\.|doi:?\s?10\.|10\.\d{4})\S+", lambda m: " " * len(m[0]), line, flags=re.IGNORECASE
    )
    found = [
        each
        for each in _LATE.finditer(plain)
        if not SEEN.search(plain, max(0, each.start() - 60), each.start())
    ]
    found = [
        each
        for each in found
        if not re.search(r"(?:\bpp?\.|:)\s?$", plain[max(0, each.start() - 4) : each.start()])
        or each is found[0]
    ]
    if not found:
        word = re.search(rf"(?<!\w)(?:{UNDATED})(?!\w)", plain, re.IGNORECASE)
        return Dated(word.start(), word.end(), {"literal": word[0]}) if word else None
    best = next(
        (each for each in reversed(found) if re.match(r"\s*[.;,:)]|$", plain[each.end() :])), found[-1]
    )
    return Dated(best.start(), best.end(), {"date-parts": [[int(best["first"])]]}, best["suffix"] or "")


_ROUND = re.compile(r"[^()\[\]]{0,60}?(?=[)\]])")
_BEFORE = re.compile(
    r"(?:\b\d{1,2}(?:\.|st|nd|rd|th|º|er)?\s+(?:de\s+|d’|of\s+)?)?[^\W\d_]{3,12}\.?,?\s+(?:\d{1,2},?\s+)?(?:de\s+)?$"
)
_BEHIND = re.compile(
    r",?\s+(?:\d{1,2}\.?\s+(?:de\s+)?)?([^\W\d_]{3,10})\.?(?:\s+\d{1,2}(?![\d(:]))?|-\d\d(?:-\d\d)?(?!\d)"
)
_SHORT = {name[:3]: number for name, number in sorted(MONTH.items(), key=lambda each: -len(each[0]))}


def date_at(line: str, start: int) -> Dated | None:
    """Read the date whose year begins at ``start``: "2019", "2019a", "1900/1953", "(2019, March 4)", "4 Aug. 2004"."""
    found = _WHOLE.match(line, start)
    if found is None:
        return None
    begin, end = found.span()
    behind = line[end : end + 62]
    before = _BEFORE.search(line, max(0, begin - 32), begin)
    round_it = _ROUND.match(behind) if line[max(0, begin - 1) : begin] in ("(", "[") else None
    after = _BEHIND.match(behind)
    more = ""
    if round_it:
        more = round_it[0]
    elif after and (after[1] is None or _month(fold(after[1]))):
        more = after[0]
    elif before and _is_dated(before[0], line[: before.start()]):
        more, begin = before[0], before.start()
    day = _day(more)
    if more and begin == found.start() and day:
        end += len(more)
    second = found["second"] or ""
    year = int(found["first"])
    suffix = (found["suffix"] or "").lower()
    if len(second) == 4 and "/" in found[0]:
        return Dated(begin, end, {"date-parts": [[int(second)]]}, suffix, found["first"])
    parts = [[year, *day]]
    if second:
        last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        parts += [[last]] if last > year and last - year < 80 else []
    return Dated(begin, end, {"date-parts": parts}, suffix)


_NAMED = re.compile(r"\b(?:d[aeo]s?|del|della|du|des|de la|von|of|the) $", re.IGNORECASE)


def _is_dated(before: str, line: str) -> bool:
    """Tell whether a month stands before a year; in "Editora do Mar, 2010" it is part of a name."""
    if not any(_month(word) for word in re.findall(r"[^\W\d_]+", fold(before))):
        return False
    return before[:1].isdigit() or _NAMED.search(line) is None


_WHOLE = re.compile(
    rf"(?P<first>{YEAR})(?:(?:\s?[/–—-]\s?(?P<second>{YEAR}|\d\d(?![\d/-])))?(?P<suffix>[a-z](?!\w))?)(?!\d)"
)


def _month(word: str) -> int:
    """Give the number of a month, also of one cut short ("Aug", "set")."""
    return MONTH.get(word) or (_SHORT.get(word[:3], 0) if len(word) < 5 else 0)


def undated(line: str) -> Dated | None:
    """Find "n.d.", "in press" and their like where a date stands: in brackets, or between full stops or commas."""
    small = line[:1000].lower()
    if not any(stem in small for stem in _STEMS):
        return None
    word = _UNDATED.search(line[:1000])
    if word is None:
        return None
    said = " ".join(word["word"].split())
    return Dated(word.start("word"), word.end(), {"literal": said}, (word["letter"] or "").lower())


_STEMS = (
    *(
        "n.d",
        "n. d",
        "s.d",
        "s. d",
        "s.f",
        "s. f",
        "s/d",
        "s/f",
        "o.j",
        "o. j",
        "s.a",
        "s. a",
        "date",
        "fecha",
    ),
    *("jahr", "data", "press", "forthcoming", "prep", "druck", "erscheinen", "para", "prensa", "prelo"),
)
"""What every form of UNDATED has in it, small: most lines have none, and need not be searched through."""
_UNDATED = re.compile(
    rf"(?:(?<=[(\[])|(?<=[.,]\s))(?P<word>{UNDATED})(?:[-\s]?(?P<letter>[a-z]))?(?=[)\]]|[.,:;]|(?<=\.)\s)",
    re.IGNORECASE,
)
