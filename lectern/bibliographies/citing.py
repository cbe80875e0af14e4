"""What an article cites, by key or by name, from its own list or a bibliography -> one list, one form of citations.

Keys (`[@marsh2004]`) are rendered by citeproc. Prose citations keep their words unless the article asks for a style
(`csl:`), which then writes them and the author's own list anew, where these were understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import filters
from filters import bibliography
from filters.bibliography import PREFIX
from filters.findings import Severity, report
from filters.grammar.words import fold
from filters.reading_order import in_reading_order
from lectern.bibliographies import citeproc, restyling
from lectern.bibliographies.choosing import Wanted, words_of
from lectern.bibliographies.files import (
    Reference,
    from_csl,
    ids_for,
    read_bibliographies,
    renamed,
    to_csl,
)
from lectern.bibliographies.styles import Form, Style
from lectern.bibliographies.unknown_keys import leave_unknown, miss_bibliography, miss_wished
from lectern.bibliographies.wishes import Wishes, take_wishes
from lectern.model import Finding, Source

if TYPE_CHECKING:
    import panflute as pf


@dataclass(frozen=True, slots=True)
class _Known:
    """Every work that may be cited, by its key: entries of the author's own list, works of the bibliographies.

    ``items`` are the works as CSL items; ``twins`` stand in both: key in a bibliography -> key in the list.
    """

    own: Mapping[str, Mapping[str, Any]]
    works: Mapping[str, Reference]
    items: Mapping[str, Mapping[str, Any]]
    twins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Task:
    """What citeproc is to do: the works, those that are listed in any case, and the citations that it must not see.

    ``items`` are the works of the finished document, ``twins`` those of them whose entry is another one's. ``words``
    are the author's own entries, without numbers; those of ``unclear`` the style must not write.
    """

    works: Mapping[str, Reference]
    listed: tuple[str, ...]
    kept: tuple[pf.Cite, ...]
    items: tuple[Mapping[str, Any], ...]
    twins: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, list[pf.Inline]] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()


def cite(doc: pf.Doc, source: Source, language: str) -> tuple[pf.Doc, tuple[Finding, ...]]:
    """Bring all citations into the document, to be linked to one list; without wishes the author's words stay.

    Raises SourceError where a bibliography or a style cannot be used.
    """
    wishes = take_wishes(doc, source)
    written = _cites(doc)
    if not wishes.asked:
        miss_bibliography(doc, written)
        doc = _fold(doc, *filters.READING, *filters.CITING)
        miss_wished(doc, wishes.uncited, {str(item["id"]) for item in bibliography.load(doc)})
        bibliography.store_uncited(doc, wishes.uncited)
        return doc, ()
    works, left = read_bibliographies(
        wishes.bibliographies, wishes.references, source, _wanted(doc, written, wishes)
    )
    doc = _fold(doc, *filters.READING)
    own = bibliography.load(doc)
    leave_unknown(doc, written, wishes.uncited, {*works, *left, *(item["id"] for item in own)})
    written = _cites(doc)
    ids = ids_for(works, (str(item["id"]) for item in own))
    for each in written:
        _rename(each, ids)
    wishes = replace(
        wishes, uncited=tuple(key if key == "*" else ids.get(key, key) for key in wishes.uncited)
    )
    known = _know(own, renamed(works, ids))
    items = [item for key, item in known.items.items() if key not in known.twins]
    if items or known.own:
        bibliography.store(doc, [*known.own.values(), *items])  # type: ignore[list-item]
    doc = _fold(doc, *filters.CITING)
    prose = [each for each in _cites(doc) if not any(each is one for one in written)]
    used = _used(doc, known, wishes)
    if wishes.style is None:
        task = _add(known, used, written, prose)
    else:
        task = _restyle(doc, known, used, prose, wishes.style)
    return _render(doc, task, wishes, language, works=known.works)


def _fold(doc: pf.Doc, *steps: Callable[[pf.Doc], pf.Doc]) -> pf.Doc:
    for step in steps:
        doc = step(doc)
    return doc


def _cites(doc: pf.Doc) -> list[pf.Cite]:
    import panflute as pf

    return [each for each in in_reading_order(doc) if isinstance(each, pf.Cite)]


def _wanted(doc: pf.Doc, written: Sequence[pf.Cite], wishes: Wishes) -> Wanted | None:
    """Say what of a library the article may cite, by key or by name; None is all of it."""
    import panflute as pf

    if "*" in wishes.uncited:
        return None
    words = " ".join(each.text for each in in_reading_order(doc) if isinstance(each, pf.Str))
    keys = {*wishes.uncited, *(one.id for each in written for one in each.citations)}
    return Wanted(frozenset(keys), words_of(words))


def _know(own: Sequence[Mapping[str, Any]], works: Mapping[str, Reference]) -> _Known:
    items = {str(item["id"]): item for item in to_csl(works.values())}
    marks = {mark: str(item["id"]) for item in own for mark in _marks(item)}
    twins = {key: marks[mark] for key, item in items.items() for mark in _marks(item) if mark in marks}
    return _Known({str(item["id"]): item for item in own}, works, items, twins)


def _marks(item: Mapping[str, Any]) -> list[str]:
    """Give that by which the same work is known in two lists: its DOI, or its title with its year."""
    marks = [str(item["DOI"]).lower()] if item.get("DOI") else []
    year = next(iter(item.get("issued", {}).get("date-parts", [])), [""])[0]
    title = re.sub(r"\W+", " ", fold(re.sub(r"<[^<>]{1,20}>", "", str(item.get("title", ""))))).strip()
    return [*marks, f"{title}|{year}"] if title and year else marks


def _used(doc: pf.Doc, known: _Known, wishes: Wishes) -> tuple[str, ...]:
    """List the works of the bibliographies that are cited or wished for, each once."""
    cited = [one.id for each in _cites(doc) for one in each.citations]
    wished = tuple(known.works) if "*" in wishes.uncited else wishes.uncited
    return tuple(key for key in dict.fromkeys([*cited, *wished]) if key in known.works)


def _add(known: _Known, used: Sequence[str], written: Sequence[pf.Cite], prose: Sequence[pf.Cite]) -> _Task:
    """Add the works that are cited by key to the author's own list, whose words stay."""
    by_key = {one.id for each in written for one in each.citations}
    own = [restyling.for_style(item) for key, item in known.own.items() if key in by_key]
    works = {key: known.works[key] for key in used} | from_csl(own)
    added = [known.items[key] for key in used if key not in known.twins]
    twins = {key: key for key in known.own} | {key: known.twins[key] for key in used if key in known.twins}
    return _Task(works, tuple(used), tuple(prose), (*known.own.values(), *added), twins)


def _restyle(
    doc: pf.Doc, known: _Known, used: Sequence[str], prose: Sequence[pf.Cite], style: Style
) -> _Task:
    """Let the style write the author's own list and prose citations, where they were understood."""
    same = {own: key for key, own in known.twins.items()}
    for each in prose:
        _rename(each, same)
        restyling.read_locator(each)
    own = {key: item for key, item in known.own.items() if key not in same}
    listing = bibliography.entry_list(doc)
    entries = restyling.take_entries(listing) if listing is not None else {}
    unclear = {key for key, item in own.items() if not restyling.is_understood(item)}
    for key in sorted(unclear):
        _report_kept(doc, own[key], style.name)
    used = tuple(dict.fromkeys([*used, *same.values()]))
    clear = {*known.works, *own} - (unclear if style.form is not Form.NUMERIC else set())
    kept = tuple(each for each in prose if not restyling.may_rewrite(each, clear, style.form))
    if style.form in restyling.MARKS:
        for each in prose:
            if each.citations[0].mode == "AuthorInText" and not any(each is one for one in kept):
                _replace(each, restyling.with_mark(each))
    works = {key: known.works[key] for key in used} | from_csl(list(map(restyling.for_style, own.values())))
    items = (*own.values(), *(known.items[key] for key in used))
    return _Task(works, (*own, *used), kept, items, words=entries, unclear=frozenset(unclear))


def _report_kept(doc: pf.Doc, item: Mapping[str, Any], style: str) -> None:
    report(
        doc,
        "entry-not-restyled",
        f"The entry keeps its words: written as “{style}” it could lose some of them.",
        severity=Severity.NOTICE,
        where=str(item.get("note", item.get("title", "")))[:90],
        hint="write author, year, title and source in a usual order, or put the work into a bibliography",
    )


def _replace(cite: pf.Cite, inlines: list[pf.Inline]) -> None:
    siblings = list(cite.parent.content)
    cite.parent.content = [one for each in siblings for one in (inlines if each is cite else [each])]


def _rename(cite: pf.Cite, names: Mapping[str, str]) -> None:
    import panflute as pf

    for citation in cite.citations:
        citation.id = names.get(citation.id, citation.id)
    for link in in_reading_order(cite):
        if isinstance(link, pf.Link) and link.url.startswith(f"#{PREFIX}"):
            key = link.url.removeprefix(f"#{PREFIX}")
            link.url = f"#{PREFIX}{names.get(key, key)}"


def _render(
    doc: pf.Doc, task: _Task, wishes: Wishes, language: str, works: Mapping[str, Reference]
) -> tuple[pf.Doc, tuple[Finding, ...]]:
    doc.metadata.content.pop(bibliography.KEY, None)
    found: tuple[Finding, ...] = ()
    if task.works:
        doc, found = citeproc.render(
            doc, task.works.values(), listed=task.listed, kept=task.kept, style=wishes.style,
            abbreviations=wishes.abbreviations, language=language, notes_after=wishes.notes_after,
        )  # fmt: skip
        doc = _cleaned(doc)
        _settle_list(doc, task, wishes.style.name if wishes.style else "chicago")
        if wishes.unlisted:
            doc = _leave_out_list(doc)
    if task.items:
        bibliography.store(doc, list(task.items))  # type: ignore[arg-type]
        bibliography.store_uncited(doc, wishes.uncited)
        bibliography.store_library(doc, [str(item["id"]) for item in task.items if str(item["id"]) in works])
    return doc, found


def _leave_out_list(doc: pf.Doc) -> pf.Doc:
    """Take away the entries that citeproc made, and the heading made for them; what the author wrote stays."""
    import panflute as pf

    from filters.adopt_citeproc import adopt_citeproc

    listing = bibliography.entry_list(doc)
    if listing is None:
        return doc
    made = {each.identifier for each in listing.content if "csl-entry" in each.classes}
    titled = isinstance(listing.prev, pf.Header)
    doc = adopt_citeproc(doc)
    listing = bibliography.entry_list(doc) or listing
    listing.content = [each for each in listing.content if each.identifier not in made]
    if not listing.content:
        gone = [listing] if titled else [listing, listing.prev]
        listing.parent.content = [
            each for each in listing.parent.content if not any(each is one for one in gone)
        ]
    return doc


def _cleaned(doc: pf.Doc) -> pf.Doc:
    """Clean what came from a bibliography as everything else was cleaned before."""
    from filters.clean_source import clean_source
    from filters.mend_links import mend_links

    return mend_links(clean_source(doc))


def _settle_list(doc: pf.Doc, task: _Task, style: str) -> None:
    """Leave one entry for each work, and the author's words where they stand for the style's."""
    listing = bibliography.entry_list(doc)
    if listing is None:
        return
    items = {str(item["id"]): item for item in task.items}
    for key in restyling.give_words(listing, task.words, items, task.unclear):
        _report_kept(doc, items[key], style)
    made = [each for each in listing.content if "csl-entry" in each.classes]
    doubled = [each for each in made if each.identifier.removeprefix(PREFIX) in task.twins]
    listing.content = [each for each in listing.content if not any(each is one for one in doubled)]
    for each in _cites(doc):
        _rename(each, task.twins)
    if len(doubled) < len(made) < len(listing.content):
        report(
            doc,
            "two-kinds-of-entries",
            "The list of references holds entries as you wrote them and entries from the bibliography.",
            severity=Severity.NOTICE,
            hint="name a style (`csl: apa`) to have all of them written alike, or put every work into the bibliography",
        )
