#!/usr/bin/env python3
"""Let citations and entries point at each other (DPUB-ARIA 1.1: doc-biblioref, doc-backlink)."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from collections.abc import Mapping, Sequence

import panflute as pf

from filters.bibliography import PREFIX, entry_list, language
from filters.reading_order import in_reading_order, plain_text

BACK = {
    "en": ("Back to citation", "Back to citation {} of {}"),
    "de": ("Zurück zum Zitat", "Zurück zu Zitat {} von {}"),
    "fr": ("Retour à la citation", "Retour à la citation {} sur {}"),
    "es": ("Volver a la cita", "Volver a la cita {} de {}"),
    "pt": ("Voltar à citação", "Voltar à citação {} de {}"),
    "it": ("Torna alla citazione", "Torna alla citazione {} di {}"),
}
"""Names of backlinks by language: for the only citation of an entry, and for one of several."""


def link_citations(doc: pf.Doc) -> pf.Doc:
    """Number the citation links and give each cited entry named links back; an uncited entry gets none."""
    entries = entry_list(doc)
    if entries is None:
        return doc
    keys = {each.identifier for each in entries.content if isinstance(each, pf.Div)}
    citing = _number(doc, keys)
    for entry in entries.content:
        if isinstance(entry, pf.Div) and entry.identifier in citing:
            _link_back(entry, citing[entry.identifier], language(doc))
    return doc


def _number(doc: pf.Doc, keys: set[str]) -> Mapping[str, Sequence[pf.Link]]:
    """Give each link inside a citation its id and role: entry id -> its links, in the text's order."""
    elements = list(in_reading_order(doc))
    taken = {each.identifier for each in elements if getattr(each, "identifier", "")}
    links = [
        link
        for each in elements
        if isinstance(each, pf.Cite)
        for link in in_reading_order(each)
        if isinstance(link, pf.Link)
    ]
    citing: dict[str, list[pf.Link]] = {}
    number = 0
    for link in links:
        target = link.url.removeprefix("#")
        if not target.startswith(PREFIX) or target not in keys:
            continue
        while not link.identifier:
            number += 1
            link.identifier = f"cite-{number}" if f"cite-{number}" not in taken else ""
        link.attributes["role"] = "doc-biblioref"
        citing.setdefault(target, []).append(link)
    return citing


def _link_back(entry: pf.Div, citations: Sequence[pf.Link], tag: str) -> None:
    """Close the entry with its backlinks, in place of those that may stand there.

    Read out of its entry (in a list of links) a backlink must still say where it leads (WCAG 2.2, 2.4.9): its name
    adds the words of the citation.
    """
    last = entry.content[-1]
    kept = [each for each in last.content if not (isinstance(each, pf.Span) and "backlinks" in each.classes)]
    while kept and isinstance(kept[-1], pf.Space):
        kept.pop()
    only, several = BACK.get(tag, BACK["en"])
    links: list[pf.Inline] = []
    for count, citation in enumerate(citations, 1):
        name = only if len(citations) == 1 else several.format(count, len(citations))
        words = [part for word in name.split() for part in (pf.Space(), pf.Str(word))][1:]
        label = f"{name}: {' '.join(plain_text(citation).split())}"
        attributes = {"role": "doc-backlink", "aria-label": label}
        links += [pf.Space(), pf.Link(*words, url=f"#{citation.identifier}", attributes=attributes)]
    last.content = [*kept, pf.Space(), pf.Span(*links[1:], classes=["backlinks"])]


if __name__ == "__main__":
    pf.dump(link_citations(pf.load()))
