#!/usr/bin/env python3
"""Let citations and entries point at each other (DPUB-ARIA 1.1: doc-biblioref, doc-backlink)."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import panflute as pf

from filters.addresses import name_addresses
from filters.adopt_citeproc import adopt_citeproc
from filters.bibliography import LINKED_CITATIONS, PREFIX, entry_list, forbids, language, load
from filters.reading_order import in_reading_order, plain_text

_BACK = {
    "en": ("Back to citation", "Back to citation {} of {}", "{}, section {}"),
    "de": ("Zurück zum Zitat", "Zurück zu Zitat {} von {}", "{}, Abschnitt {}"),
    "fr": ("Retour à la citation", "Retour à la citation {} sur {}", "{}, section {}"),
    "es": ("Volver a la cita", "Volver a la cita {} de {}", "{}, sección {}"),
    "pt": ("Voltar à citação", "Voltar à citação {} de {}", "{}, secção {}"),
    "it": ("Torna alla citazione", "Torna alla citazione {} di {}", "{}, sezione {}"),
}
"""Words of backlinks by language: to the only citation of an entry, to one of several, and where it stands."""

_LONGEST = 60
"""The most characters of a citation that a backlink's name repeats."""


@dataclass(frozen=True, slots=True)
class _Citing:
    """A link to an entry, and the words of the heading it stands under ("" before the first)."""

    link: pf.Link
    section: str


def link_citations(doc: pf.Doc) -> pf.Doc:
    """Number the citation links and give each cited entry named links back; an uncited entry gets none."""
    doc = adopt_citeproc(doc)
    entries = entry_list(doc)
    keys = {each.identifier for each in entries.content if isinstance(each, pf.Div)} if entries else set()
    doc = _unlinked(doc, set() if forbids(doc, LINKED_CITATIONS) else keys)
    if entries is None:
        return doc
    items = {PREFIX + item["id"]: item for item in load(doc)}
    citing = _number(doc, keys)
    tag = language(doc)
    for entry in entries.content:
        if not isinstance(entry, pf.Div):
            continue
        name_addresses(entry, items.get(entry.identifier), tag)
        if entry.identifier in citing:
            _link_back(entry, citing[entry.identifier], tag)
    return doc


def _unlinked(doc: pf.Doc, keys: set[str]) -> pf.Doc:
    """Leave no link in a citation to an entry that is not there or, as the article wishes, to none."""

    def unlink(element: pf.Element, _: pf.Doc) -> list[pf.Inline] | None:
        target = element.url.removeprefix("#") if isinstance(element, pf.Link) else ""
        return list(element.content) if target.startswith(PREFIX) and target not in keys else None

    for each in [each for each in in_reading_order(doc) if isinstance(each, pf.Cite)]:
        each.walk(unlink)
    return doc


def _number(doc: pf.Doc, keys: set[str]) -> Mapping[str, Sequence[_Citing]]:
    """Give each link inside a citation its id and role: entry id -> its links, in the text's order."""
    elements = list(in_reading_order(doc))
    taken = {each.identifier for each in elements if getattr(each, "identifier", "")}
    citing: dict[str, list[_Citing]] = {}
    number = 0
    section = ""
    for each in elements:
        if isinstance(each, pf.Header):
            section = " ".join(plain_text(each).split())
        for link in in_reading_order(each) if isinstance(each, pf.Cite) else ():
            target = link.url.removeprefix("#") if isinstance(link, pf.Link) else ""
            if not target.startswith(PREFIX) or target not in keys:
                continue
            while not link.identifier:
                number += 1
                link.identifier = f"cite-{number}" if f"cite-{number}" not in taken else ""
            link.attributes["role"] = "doc-biblioref"
            citing.setdefault(target, []).append(_Citing(link, section))
    return citing


def _link_back(entry: pf.Div, citations: Sequence[_Citing], tag: str) -> None:
    """Close the entry with its backlinks, in place of those that may stand there.

    Read out of its entry (in a list of links) a backlink must still say where it leads (WCAG 2.2, 2.4.9): its name
    begins with its words and adds the section and the words of the citation.
    """
    last = entry.content[-1]
    kept = [each for each in last.content if not (isinstance(each, pf.Span) and "backlinks" in each.classes)]
    while kept and isinstance(kept[-1], pf.Space):
        kept.pop()
    only, several, placed = _BACK.get(tag, _BACK["en"])
    links: list[pf.Inline] = []
    for count, citation in enumerate(citations, 1):
        name = only if len(citations) == 1 else several.format(count, len(citations))
        words = [part for word in name.split() for part in (pf.Space(), pf.Str(word))][1:]
        place = placed.format(name, citation.section) if citation.section else name
        label = f"{place}: {_shortened(' '.join(plain_text(citation.link).split()))}"
        attributes = {"role": "doc-backlink", "aria-label": label}
        links += [pf.Space(), pf.Link(*words, url=f"#{citation.link.identifier}", attributes=attributes)]
    spoken = {} if tag in _BACK else {"lang": "en"}
    last.content = [*kept, pf.Space(), pf.Span(*links[1:], classes=["backlinks"], attributes=spoken)]


def _shortened(words: str) -> str:
    """Cut a long citation (a note-style one holds the whole entry) at a word's end."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


if __name__ == "__main__":
    pf.dump(link_citations(pf.load()))
