"""Entries -> what Crossref knows otherwise of them: differences, missing DOIs, retractions and corrections."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlsplit

from filters.findings import Severity
from filters.grammar.csl import CslItem
from filters.grammar.names import surname
from filters.grammar.near_names import is_near
from filters.grammar.references import years
from filters.grammar.remarks import Remark, is_cut_short, label, persons
from filters.grammar.words import fold
from lectern.cache import Cache
from lectern.citations.asking import Asker, NoAnswer, Pace, StrangeAnswer
from lectern.citations.records import Notice, Record, read_record, read_records

BASE = "https://api.crossref.org"
AGENT = "Lectern (publish.py cite)"
_SAME = 0.9
"""Likeness of two folded titles (difflib) from which they are one title with a slip or another subtitle."""
_FEW = (
    "DOI,title,subtitle,author,issued,published,published-print,published-online,container-title,volume,page"
)


@dataclass(frozen=True, slots=True)
class Service:
    """Where to ask and how: ``mailto`` is sent only if the user gave one; ``say`` is told what will be sent."""

    cache: Cache
    today: date
    base: str = BASE
    mailto: str = ""
    pace: Pace = field(default_factory=Pace)
    say: Callable[[str], None] = lambda line: None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: remarks, and the notices of each entry by its index."""

    remarks: tuple[Remark, ...]
    notices: tuple[tuple[int, Notice], ...] = ()


def look_up(items: Sequence[CslItem], service: Service) -> Looked:
    """Ask for every entry by its DOI, else by author, year and title.

    Raises UsageError for a base that is not safe. A service that does not answer is a warning, never a pass.
    """
    agent = f"{AGENT}; mailto:{service.mailto}" if service.mailto else AGENT
    asker = Asker(service.base, agent, service.cache, service.today, service.pace)
    query = {"mailto": service.mailto} if service.mailto else {}
    _announce(items, asker, service)
    remarks: list[Remark] = []
    notices: list[tuple[int, Notice]] = []
    unasked: list[int] = []
    reason = ""
    for index, item in enumerate(items):
        if not _path(item):
            continue
        if reason:
            unasked.append(index)
            continue
        try:
            record, found = _look_up_one(index, item, asker, query)
        except StrangeAnswer as error:
            remarks.append(_strange(index, item, error))
            continue
        except NoAnswer as error:
            reason = str(error)
            unasked.append(index)
            continue
        remarks += found
        notices += [(index, notice) for notice in (record.notices if record else ())]
    if unasked:
        remarks.append(_not_asked(len(unasked), reason))
    return Looked(tuple(remarks), tuple(notices))


def _path(item: CslItem) -> str:
    """Give the path of what is asked for an entry, "" if it has too little to ask for."""
    if item.get("DOI"):
        return "/works/" + quote(item["DOI"].lower(), safe="")
    if len(item.get("title", "")) < 12 or not persons(item) or not years(item):
        return ""
    asked = f"{surname(persons(item)[0])} {years(item)[0]} {item['title']}"
    return f"/works?query.bibliographic={quote(asked[:300], safe='')}&rows=3&select={_FEW}"


def _announce(items: Sequence[CslItem], asker: Asker, service: Service) -> None:
    """Say in one line which entries' DOIs, and which entries' words, leave this computer."""
    new = [item for item in items if _path(item) and not asker.remembered(_path(item))]
    dois = [item["DOI"] for item in new if item.get("DOI")]
    words = [item["id"] for item in new if not item.get("DOI")]
    parts = [f"the DOIs {', '.join(dois)}"] if dois else []
    parts += [f"author, year and title of {', '.join(words)}"] if words else []
    if parts:
        address = f", and your address {service.mailto}" if service.mailto else ""
        service.say(f"Sent to {urlsplit(service.base).hostname}: {'; '.join(parts)}{address}.")


def _look_up_one(
    index: int, item: CslItem, asker: Asker, query: dict[str, str]
) -> tuple[Record | None, list[Remark]]:
    answer = asker.ask(_path(item), query)
    if not item.get("DOI"):
        found = read_records(answer.get("message")) if answer else ()
        return None, list(_suggestion(index, item, found))
    if answer is None:
        return None, list(_unknown(index, item, asker, query))
    record = read_record(answer.get("message"))
    if record is None:
        raise StrangeAnswer("the answer describes no work")
    return record, [*_noticed(index, item, record), *differences(index, item, record)]


def _unknown(index: int, item: CslItem, asker: Asker, query: dict[str, str]) -> Iterator[Remark]:
    """Tell a DOI that nobody registered from one that another agency keeps (DataCite, mEDRA …)."""
    if asker.ask(f"{_path(item)}/agency", query) is None:
        message = f"The DOI of “{label(item)}” is not registered: {item['DOI']}."
        yield Remark("doi-unknown", Severity.ERROR, message, "Look it up and correct it.", entry=index)


def _suggestion(index: int, item: CslItem, records: Sequence[Record]) -> Iterator[Remark]:
    for record in records:
        if _is_the_work(item, record):
            message = f"“{label(item)}” has a DOI: {record.doi}."
            hint = f"Add https://doi.org/{record.doi}"
            yield Remark("doi-found", Severity.STYLE, message, hint, entry=index)
            return


def _is_the_work(item: CslItem, record: Record) -> bool:
    """Take a work found by its words only if title, first author and year are the entry's own."""
    family = fold(surname(persons(item)[0]))
    first = fold(record.families[0]) if record.families else ""
    said = {int(year) for year in years(item) if year.isdigit()}
    return (
        _bare(record.title)[:60] == _bare(item.get("title", ""))[:60]
        and (first == family or first.endswith(f" {family}") or family.endswith(f" {first}"))
        and bool(said & record.years)
    )


def _noticed(index: int, item: CslItem, record: Record) -> Iterator[Remark]:
    for notice in record.notices:
        said, severity, rule = _KINDS.get(notice.kind, ("updated", Severity.STYLE, "entry-corrected"))
        when = f" ({notice.date})" if notice.date else ""
        where = f": https://doi.org/{notice.doi}" if notice.doi else ""
        message = f"“{label(item)}” {'has' if said.startswith('an ') else 'was'} {said}{when}{where}."
        hint = (
            "Say so where it is cited, or cite another work."
            if severity is Severity.ERROR
            else "Read the notice."
        )
        yield Remark(rule, severity, message, hint, entry=index)
    for concerned in record.concerns[:1]:
        said = _KINDS.get(concerned.kind, ("updated", Severity.STYLE, ""))[0]
        message = f"“{label(item)}” is itself a notice: the work {concerned.doi or 'it names'} {_verb(said)}."
        hint = "Make sure that the notice is meant."
        yield Remark("entry-is-notice", Severity.STYLE, message, hint, entry=index)


def _verb(said: str) -> str:
    return f"has {said}" if said.startswith("an ") else f"was {said}"


_KINDS = {
    "retraction": ("retracted", Severity.ERROR, "entry-retracted"),
    "partial_retraction": ("retracted in part", Severity.ERROR, "entry-retracted"),
    "withdrawal": ("withdrawn", Severity.ERROR, "entry-retracted"),
    "removal": ("removed", Severity.ERROR, "entry-retracted"),
    "expression_of_concern": ("an expression of concern", Severity.WARNING, "entry-in-doubt"),
    "correction": ("corrected", Severity.STYLE, "entry-corrected"),
    "corrigendum": ("corrected", Severity.STYLE, "entry-corrected"),
    "erratum": ("corrected", Severity.STYLE, "entry-corrected"),
    "addendum": ("an addendum", Severity.STYLE, "entry-corrected"),
    "clarification": ("clarified", Severity.STYLE, "entry-corrected"),
}
"""Crossref's types of updates: what to say, how grave it is, and the rule."""


def differences(index: int, item: CslItem, record: Record) -> Iterator[Remark]:
    """Compare an entry with the work that its DOI names; only what both have is compared."""
    own = record.title
    if own and item.get("title") and not _same_title(item["title"], own):
        message = f"The DOI of “{label(item)}” names another title: “{own}”."
        hint = "Correct the title, or the DOI."
        yield Remark("title-differs", Severity.WARNING, message, hint, entry=index)
    for rule, written, known in _pairs(item, record):
        message = f"“{label(item)}” has {written}; Crossref has {known}."
        hint = "Compare it with the work, and correct what is wrong."
        yield Remark(rule, Severity.WARNING, message, hint, entry=index)


def _pairs(item: CslItem, record: Record) -> Iterator[tuple[str, str, str]]:
    said = [int(year) for year in years(item) if year.isdigit()]
    if said and record.years and not record.years & set(said):
        yield "year-differs", f"the year {said[0]}", " or ".join(map(str, sorted(record.years)))
    yield from _authors(item, record)
    volume = item.get("volume", "")
    if volume and record.volume and _bare(volume) != _bare(record.volume):
        yield "volume-differs", f"volume {volume}", record.volume
    page, known = _first_page(item.get("page", "")), _first_page(record.page)
    if page and known and page != known:
        yield "pages-differ", f"pages {item['page']}", record.page


def _authors(item: CslItem, record: Record) -> Iterator[tuple[str, str, str]]:
    names = [surname(name) for name in persons(item)] if item.get("author") else []
    if not names or not record.families:
        return
    first, known = fold(names[0]), fold(record.families[0])
    if not (first == known or is_near(first, known) or first.endswith(known) or known.endswith(first)):
        yield "authors-differ", f"the first author {names[0]}", record.families[0]
    elif not is_cut_short(item) and len(names) != len(record.families) and len(names) < 19:
        yield "authors-differ", _count(len(names)), str(len(record.families))


def _count(number: int) -> str:
    return "one author" if number == 1 else f"{number} authors"


def _same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one: a subtitle may be missing, a word may be misspelt."""
    first, second = _bare(one), _bare(other)
    if not first or not second or first.startswith(second) or second.startswith(first):
        return True
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _first_page(pages: str) -> str:
    found = re.match(r"\s*([A-Za-z]{0,2}\d+)\s*(?:[-–—]|$)", pages)
    return found[1].lower() if found else ""


def _strange(index: int, item: CslItem, error: Exception) -> Remark:
    message = f"“{label(item)}” could not be looked up: {error}."
    return Remark("crossref-not-asked", Severity.WARNING, message, "Try again later.", entry=index)


def _not_asked(count: int, reason: str) -> Remark:
    entries = "One entry was" if count == 1 else f"{count} entries were"
    message = f"{entries} not looked up: {reason}."
    return Remark("crossref-not-asked", Severity.WARNING, message, "Try again later.")
