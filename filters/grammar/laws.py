"""Laws cited by kind and number: "Lei n° 13.146/2015", "Real Decreto 8/2004", "Directive 95/46/EC"."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filters.grammar.citations import Mention
from filters.grammar.csl import CslItem
from filters.grammar.references import years
from filters.grammar.tokens import Page
from filters.grammar.words import YEAR, fold

_KIND = (
    r"lei\s+complementar|decreto-lei|lei|decreto|resolução|portaria|medida\s+provisória|emenda\s+constitucional"
    r"|nota\s+técnica|instrução\s+normativa|parecer|ley\s+orgánica|ley|real\s+decreto|resolución|orden|loi|décret|arrêté"
    r"|directive|diretiva|directiva|richtlinie|regulation|regulamento|reglamento|verordnung|règlement|public\s+law"
)
_KINDS = tuple(
    """lei decreto resolu portaria medida emenda nota instru parecer ley orden loi décret arrêté dire richtlinie
    regul reglam verordnung règlement public""".split()  # noqa: SIM905 - reads better
)
"""With one of these an entry may be a law: found much faster than the kinds themselves."""
_LAW = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?:\s(?!n[.ºo°])[A-ZÀ-Þ][\w/.-]{{1,20}}){{0,2}}\s*(?:\((?:EU|UE|EC|CE|EG)\)\s*)?"
    rf"(?:n(?:[.º°o]|ro){{0,3}}\.?\s*|no\.\s*)?(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})(?![\w.]\d)"
    rf"(?:\s?[/-]\s?(?P<year>{YEAR}|\d\d)(?!\d)"
    rf"|,?\s+(?:de|of|du|vom|del)\s+(?:\d{{1,2}}(?:st|nd|rd|th|º|°|er)?\.?\s+)?(?:(?:de|del)\s+)?(?:[^\W\d_]{{3,10}}\.?\s+)?(?:(?:de|del)\s+)?"
    rf"(?P<dated>{YEAR})(?!\d))?",
    re.IGNORECASE,
)
_CONSTITUTION = re.compile(
    r"\bConstitu(?:ição|ción|tion)(?:\s(?:[A-ZÀ-Þ][^\W\d_]+|da|do|dos|de|del|la|los|of|the|e)){0,8}?,?\s(?:de\s|of\s|\()"
    rf"(?P<year>{YEAR})(?!\d)"
)
"""A constitution has no number, but its year: "Constituição Federal de 1988", "Constitución Española (1978)"."""
_TELLING = 100
"""A law without its year is known by a number not below this one."""

_Law = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Law:
    """A law of the list, named at ``start`` to ``end`` of a text (code points)."""

    start: int
    end: int
    reference: int


def spot_laws(text: str, references: Sequence[CslItem]) -> list[Law]:
    """Find every law of the list that a text names by kind and number; a year, if given, must be the law's."""
    listed = _listed(references)
    spotted: list[Law] = []
    for found in _LAW.finditer(text) if listed else ():
        fitting = [
            index
            for index, dates in listed.get(_law(found), ())
            if (_year(found) in dates if _year(found) else int(_law(found)[1]) >= _TELLING)
        ]
        if len(fitting) == 1:
            spotted.append(Law(found.start(), found.end(), fitting[0]))
    return [*spotted, *_spot_constitutions(text, references)]


def _spot_constitutions(text: str, references: Sequence[CslItem]) -> Iterator[Law]:
    """Find the constitutions of the list by their year."""
    listed: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(references):
        head = item.get("note", "")[:120]
        if "onstitu" in head[:40] and re.search(r"\bconstitu(?:ição|ción|tion)\b", head[:40], re.IGNORECASE):
            for year in dict.fromkeys(re.findall(rf"(?<!\d){YEAR}(?!\d)", head)):
                listed[year].append(index)
    for found in _CONSTITUTION.finditer(text) if listed else ():
        fitting = listed.get(found["year"], ())
        if len(fitting) == 1:
            end = found.end() + (found[0][-5] == "(" and text[found.end() : found.end() + 1] == ")")
            yield Law(found.start(), end, fitting[0])


def cite_laws(page: Page, laws: Sequence[Law]) -> Iterator[Mention]:
    """Give the laws as mentions with the brackets they stand in; the page must be cut at their places."""
    starts = [token.start for token in page.tokens] if laws else []
    for law in laws:
        bracket = page.tokens[bisect_right(starts, law.start) - 1].bracket
        group = None
        if bracket >= 0:
            group = page.tokens[bracket].start, page.tokens[page.closing[bracket]].end
        form = "parenthetical" if group else "narrative"
        yield Mention(law.start, law.end, law.reference, form, "", group)


def _listed(references: Sequence[CslItem]) -> dict[_Law, list[tuple[int, set[str]]]]:
    """Index the entries that begin with a law, or with a country or body and a law."""
    listed: dict[_Law, list[tuple[int, set[str]]]] = defaultdict(list)
    for index, item in enumerate(references):
        head = item.get("note", "")[:160]
        small = head.lower()
        found = _LAW.search(head) if any(kind in small for kind in _KINDS) else None
        if found and not re.search(r"[a-zß-ÿ]{3}[,;] [a-zß-ÿ]", item["note"][: found.start()]):
            listed[_law(found)].append((index, {_year(found), *years(item)} - {""}))
    return listed


def _law(found: re.Match[str]) -> _Law:
    return " ".join(fold(found["kind"]).split()), found["number"].replace(".", "")


def _year(found: re.Match[str]) -> str:
    year = found["year"] or found["dated"] or ""
    return year if len(year) != 2 else ("19" if year > "30" else "20") + year
