"""Links of the author's own to entries of the list: opened while prose is read, citations like all others afterwards.

A web page links its "[1]", "Lind (2011)" or "2019" to the entry itself. What prose says of them is read as everywhere;
where a link leads is the author's to say.
"""

from collections.abc import Iterator

import panflute as pf

from filters.bibliography import PREFIX, entry_list
from filters.passages import running_text
from filters.reading_order import in_reading_order

_OPENED = "lectern-cites"
"""The class of the span that stands for such a link; its attribute ``key`` says what it leads to."""
_CITED = "citation"
"""The class of a citation that a listener may skip; pandoc's pages give it to "Lind (2011)" too."""


def open_links(doc: pf.Doc) -> None:
    """Put spans in the place of links that lead to an entry, or to a place inside of one."""
    listing = entry_list(doc)
    if listing is None:
        return
    keys = {name: entry.identifier for entry in listing.content for name in _names(entry)}
    others = {id(each) for holder in (listing, *_cites(doc)) for each in in_reading_order(holder)}

    def open_link(element: pf.Element, _: pf.Doc) -> pf.Element | None:
        if not isinstance(element, pf.Link) or id(element) in others:
            return None
        key = keys.get(element.url.removeprefix("#")) if element.url.startswith("#") else None
        return pf.Span(*element.content, classes=[_OPENED], attributes={"key": key}) if key else None

    doc.walk(open_link)


def close_links(doc: pf.Doc) -> None:
    """Make citations of the spans that prose did not explain; those within a citation are its links."""
    spans = [each for each in in_reading_order(doc) if isinstance(each, pf.Span) and _OPENED in each.classes]
    for span in reversed(spans):
        key = span.attributes["key"].removeprefix(PREFIX)
        around = list(_around(span))
        made = [each for each in in_reading_order(span) if isinstance(each, pf.Link)]
        link = next((each for each in around if isinstance(each, pf.Link)), None)
        cite = next((each for each in around if isinstance(each, pf.Cite)), None)
        if made or link is not None:
            for each in (*made, *([link] if link is not None else [])):
                _lead(each, next((one for one in _around(each) if isinstance(one, pf.Cite)), None), key)
            _replace(span, list(span.content))
        elif cite is not None:
            cite.citations = [*cite.citations, pf.Citation(key, mode="NormalCitation")]
            _replace(span, [_link(span, key)])
        else:
            _replace(span, [pf.Cite(_link(span, key), citations=[pf.Citation(key, mode="NormalCitation")])])
    for span in spans[:1] and list(in_reading_order(doc)):
        if isinstance(span, pf.Span) and _CITED in span.classes and not _is_bracket(span):
            span.classes = [each for each in span.classes if each != _CITED]


def _is_bracket(span: pf.Span) -> bool:
    """Tell whether what a page calls a citation is a bracket to skip; "Lind (2011)" is none."""
    within = (each for one in span.content for each in in_reading_order(one))
    doubled = any(isinstance(each, pf.Span) and _CITED in each.classes for each in within)
    return not doubled and running_text(span.content, open_citations=True).startswith(("(", "["))


def _names(entry: pf.Element) -> Iterator[str]:
    """Give the ids of an entry and of all within it."""
    for each in in_reading_order(entry):
        if getattr(each, "identifier", ""):
            yield each.identifier


def _cites(doc: pf.Doc) -> Iterator[pf.Cite]:
    return (each for each in in_reading_order(doc) if isinstance(each, pf.Cite))


def _around(element: pf.Element) -> Iterator[pf.Element]:
    while (element := element.parent) is not None and isinstance(element, pf.Inline):
        yield element


def _lead(link: pf.Link, cite: pf.Cite | None, key: str) -> None:
    """Let a link that prose made lead where the author's led."""
    old = link.url.removeprefix(f"#{PREFIX}")
    if old == key or not link.url.startswith(f"#{PREFIX}"):
        return
    link.url = f"#{PREFIX}{key}"
    for citation in cite.citations if cite is not None else ():
        if citation.id == old:
            citation.id = key


def _link(span: pf.Span, key: str) -> pf.Link:
    return pf.Link(*span.content, url=f"#{PREFIX}{key}")


def _replace(span: pf.Span, inlines: list[pf.Inline]) -> None:
    siblings = list(span.parent.content)
    span.parent.content = [one for each in siblings for one in (inlines if each is span else [each])]
