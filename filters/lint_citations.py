#!/usr/bin/env python3
"""Say which citations have no entry, which entries no citation, and what is in doubt; the text stays untouched."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re
from collections.abc import Sequence

import panflute as pf

from filters.bibliography import PREFIX, library, load
from filters.findings import Severity, report
from filters.grammar import CslItem, Doubt, read_citations
from filters.grammar.names import surname
from filters.grammar.references import first_name, years
from filters.passages import passages, running_text

_NUMBERED = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")


def lint_citations(doc: pf.Doc) -> pf.Doc:
    """Report what `cite_prose` left unlinked and what nobody cites."""
    items = load(doc)
    if not items:
        return doc
    text = "\n\n".join(each.text for each in passages(doc, open_citations=True))
    cited = _cited(doc)
    perhaps: set[str] = set()
    rendered = _rendered(doc)
    for doubt in read_citations(text, items).doubts:
        if any(text[doubt.start : doubt.end] in each for each in rendered):
            continue
        _report_doubt(doc, text, doubt, items)
        perhaps.update(items[index]["id"] for index in doubt.references)
    if cited or not _NUMBERED.search(text):
        for item in items:
            if item["id"] not in cited | perhaps | library(doc):
                _report_uncited(doc, item)
    return doc


def _rendered(doc: pf.Doc) -> list[str]:
    """Collect the citations that a style wrote: there is nothing in them to doubt.

    Pandoc numbers the citations that are written by key; those of `cite_prose` have no number.
    """
    found: list[str] = []

    def collect(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Cite) and all(each.note_num for each in element.citations):
            found.append(running_text([element], open_citations=True))

    doc.walk(collect)
    return found


def _cited(doc: pf.Doc) -> set[str]:
    """Collect the citekeys of all citations."""
    keys: set[str] = set()

    def collect(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Cite):
            keys.update(citation.id for citation in element.citations)
        elif isinstance(element, pf.Link) and element.url.startswith(f"#{PREFIX}"):
            keys.add(element.url.removeprefix(f"#{PREFIX}"))

    doc.walk(collect)
    return keys


def _report_doubt(doc: pf.Doc, text: str, doubt: Doubt, items: Sequence[CslItem]) -> None:
    said = " ".join(text[doubt.start : doubt.end].split())
    said += ")" if said.count("(") > said.count(")") else ""
    where = _surroundings(text, doubt)
    meant = _meant([items[index] for index in doubt.references[:3]])
    if doubt.rule == "citation-without-entry":
        report(
            doc,
            doubt.rule,
            f"“{said}” is cited, but has no entry in the reference list.",
            where=where,
            hint="Add the entry, or correct the name or the year.",
        )
    elif doubt.rule == "citation-year-mismatch":
        report(
            doc,
            doubt.rule,
            f"“{said}” has no entry of that year; the list has {meant}.",
            where=where,
            hint="Correct the year in the text or in the list, or add the missing entry.",
        )
    else:
        report(
            doc,
            doubt.rule,
            f"“{said}” may mean {meant}.",
            where=where,
            hint="Add a letter to the year (2020a, 2020b) in the text and in both entries, or an initial to the name.",
        )


def _report_uncited(doc: pf.Doc, item: CslItem) -> None:
    note = item.get("note", "")
    report(
        doc,
        "entry-never-cited",
        f"“{_entry(item)}” is listed, but never cited.",
        severity=Severity.WARNING,
        where=note if len(note) <= 90 else note[:90].rsplit(" ", 1)[0] + " …",
        hint="Cite it, or take it out of the list.",
    )


def _entry(item: CslItem) -> str:
    """Name an entry as a citation would."""
    name = first_name(item)
    said = surname(name) if name else item.get("title", "")[:60]
    others = " et al." if len(item.get("author", [])) > 2 else ""
    year = next(iter(years(item)), "n.d.")
    return f"{said}{others}, {year}{item.get('year-suffix', '')}"


def _meant(items: Sequence[CslItem]) -> str:
    """Name the entries that may be meant, with their titles where names and years are the same."""
    names = [_entry(item) for item in items]
    twins = len(set(names)) < len(names)
    titles = [f": {item['title'][:40]}" if twins and item.get("title") else "" for item in items]
    return " or ".join(f"“{name}{title}”" for name, title in zip(names, titles, strict=True))


def _surroundings(text: str, doubt: Doubt) -> str:
    """Quote the words round a place, whole ones, within its paragraph."""
    start = max(
        text.rfind("\n\n", 0, doubt.start) + 2 if "\n\n" in text[: doubt.start] else 0, doubt.start - 60
    )
    end = text.find("\n\n", doubt.end)
    end = min(end if end >= 0 else len(text), doubt.end + 40)
    before = text[start : doubt.start]
    before = "… " + before.partition(" ")[2] if start and text[start - 1] != "\n" else before
    after = text[doubt.end : end]
    after = after.rpartition(" ")[0] + " …" if end < len(text) and text[end] != "\n" else after
    return " ".join(f"{before}{text[doubt.start : doubt.end]}{after}".split())


if __name__ == "__main__":
    pf.dump(lint_citations(pf.load()))
