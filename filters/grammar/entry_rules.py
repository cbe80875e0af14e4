"""What is wrong with an entry by itself or beside another: DOIs, page ranges, works that are listed twice."""

import re
from collections.abc import Iterator

from filters.findings import Severity
from filters.grammar.csl import CslItem
from filters.grammar.near_names import distance
from filters.grammar.references import years
from filters.grammar.remarks import Apparatus, Remark, label, same_head
from filters.grammar.words import fold

_INTRODUCED = re.compile(
    r"(?:\bdoi\s?:\s?(?:https?://(?:dx\.)?doi\.org/)?|\bdoi\.org/|\bdoi\s(?=10\b))\s?(?P<doi>[^\s\"<>“”]+)",
    re.IGNORECASE,
)
_WELL_FORMED = re.compile(r"(?:doi:\s?)?10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
"""DOI Handbook, 2.2: a prefix "10." and digits, a slash, a suffix; registrants' numbers have four digits and more."""
_PARTED = re.compile(r"\b10\.\d{4,9}(?:\s+/\s*\S+|\s*/\s+\S+)")
_DOUBLED = re.compile(r"doi\.org/(?:https?:/?/?|doi\.org)", re.IGNORECASE)
_OLD = re.compile(r"\bdx\.doi\.org/", re.IGNORECASE)
_RANGE = re.compile(r"([A-Za-z]{0,2})(\d{1,7})\s*[-–—]{1,2}\s*([A-Za-z]{0,2})(\d{1,7})")
_ENOUGH = 3
"""Journal articles with a DOI that a list must have before one without is worth a word."""


def dois(apparatus: Apparatus) -> Iterator[Remark]:
    """Find DOIs that lead nowhere as they are written, and addresses of the old form."""
    old = []
    for index, item in enumerate(apparatus.items):
        note = item.get("note", "")
        wrong = _malformed(note)
        if wrong:
            message = f"“{wrong}” in “{label(item)}” is no DOI as it stands."
            hint = "Write it as https://doi.org/10.NNNN/… without spaces."
            yield Remark("doi-malformed", Severity.ERROR, message, hint, entry=index)
        elif _OLD.search(note):
            old.append(index)
    if old:
        which = f"“{label(apparatus.items[old[0]])}”" if len(old) == 1 else f"{len(old)} entries"
        message = f"The DOI of {which} is written with dx.doi.org, the old address."
        yield Remark("doi-old-form", Severity.STYLE, message, "Write https://doi.org/10.NNNN/…", entry=old[0])


def _malformed(note: str) -> str:
    parted = _PARTED.search(note)
    if parted:
        return parted[0]
    doubled = _DOUBLED.search(note)
    if doubled:
        return doubled[0]
    for found in _INTRODUCED.finditer(note):
        doi = found["doi"].strip(".,;:)]}'’")
        if doi[:3] == "10." and not _WELL_FORMED.match(doi):
            return doi
    return ""


def missing_dois(apparatus: Apparatus) -> Iterator[Remark]:
    """Find journal articles without a DOI in a list whose articles have theirs, two of three at least."""
    articles = [index for index, item in enumerate(apparatus.items) if _is_article(item)]
    without = [index for index in articles if not _has_doi(apparatus.items[index])]
    having = len(articles) - len(without)
    if having < _ENOUGH or having < 2 * len(without):
        return
    for index in without:
        message = (
            f"“{label(apparatus.items[index])}” has no DOI; {having} other articles of the list have theirs."
        )
        yield Remark("doi-missing", Severity.STYLE, message, "Add it, if the article has one.", entry=index)


def _is_article(item: CslItem) -> bool:
    return (
        item.get("type") == "article-journal"
        and bool(item.get("container-title"))
        and bool(item.get("volume"))
        and bool(item.get("page"))
    )


def _has_doi(item: CslItem) -> bool:
    note = item.get("note", "").casefold()
    return bool(item.get("DOI")) or "doi" in note or "arxiv" in note


def pages(apparatus: Apparatus) -> Iterator[Remark]:
    """Find page ranges that run backwards; "327–35" is short for 327–335 and is none."""
    for index, item in enumerate(apparatus.items):
        found = _RANGE.fullmatch(item.get("page", "").strip())
        if found and _is_backwards(*found.groups()):
            message = f"The pages of “{label(item)}” run backwards: {item['page']}."
            yield Remark(
                "pages-backwards",
                Severity.WARNING,
                message,
                "Correct the first or the last page.",
                entry=index,
            )


def _is_backwards(letters: str, first: str, others: str, last: str) -> bool:
    if others and others != letters:
        return False
    if len(last) < len(first):
        if len(last) == 1:  # "1205–7" is an article's number as often as a range
            return False
        last = first[: len(first) - len(last)] + last
    return int(last) < int(first)


def twins(apparatus: Apparatus) -> Iterator[Remark]:
    """Find works that are listed twice: by one DOI, or by author, year and title."""
    by_doi: dict[str, int] = {}
    by_year: dict[tuple[str, ...], list[int]] = {}
    for index, item in enumerate(apparatus.items):
        doi = item.get("DOI", "").casefold()
        other = by_doi.setdefault(doi, index) if doi else index
        alike = by_year.setdefault(years(item), [])
        if other == index:
            other = next((each for each in alike if _is_twin(apparatus.items[each], item)), index)
        alike.append(index)
        if other != index:
            yield _twice(apparatus, other, index)


def _twice(apparatus: Apparatus, first: int, second: int) -> Remark:
    one, other = apparatus.items[first], apparatus.items[second]
    if (
        _title(one) == _title(other)
        or not _title(one)
        or distance(_title(one), _title(other), most=3) is not None
    ):
        message = f"“{label(other)}” is listed twice, as entries {first + 1} and {second + 1}."
        return Remark(
            "entry-duplicated", Severity.WARNING, message, "Take one of them out of the list.", entry=second
        )
    message = f"“{label(one)}” and “{label(other)}” have one DOI: {other['DOI']}."
    return Remark(
        "doi-shared", Severity.WARNING, message, "Look up which of them it belongs to.", entry=second
    )


def _title(item: CslItem) -> str:
    return re.sub(r"[\W_]+", "", fold(item.get("title", "")))


_LEAST_TITLE = 12
"""Signs of a title below which two works of one author may well have the same ("Introduction")."""


def _is_twin(one: CslItem, other: CslItem) -> bool:
    """Tell whether two entries are one work; parts and editions, told apart by a digit, are not."""
    if not same_head(one, other) or not years(one):
        return False
    first, second = _title(one), _title(other)
    if min(len(first), len(second)) < _LEAST_TITLE or re.findall(r"\d", first) != re.findall(r"\d", second):
        return False
    for field in ("volume", "page", "container-title"):
        said, also = str(one.get(field, "")), str(other.get(field, ""))
        if said and also and fold(said) != fold(also):
            return False
    slips = 2 if min(len(first), len(second)) > 30 else 0
    return first == second or distance(first, second, most=slips) is not None
