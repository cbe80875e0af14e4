"""Addresses in the entries of a reference list: links with the words as written and names that can be listened to."""

import re
from collections.abc import Sequence

import panflute as pf

from filters.grammar import CslItem, parse_reference
from filters.grammar.csl import is_cut_short
from filters.grammar.names import surname
from filters.grammar.references import first_name, years
from filters.grammar.words import fold
from filters.reading_order import in_reading_order, plain_text

_ADDRESS = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’])|(?P<doi>(?:doi:\s?)?10\.\d{4,9}/[^\s\"<>“”]*[^\s\"<>“”.,;:)\]}])",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}/\S+|(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
_WHOLE = re.compile(rf"(?:{_ADDRESS.pattern})[/.]?\Z|(?:dx\.)?doi\.org/\S+\Z", re.IGNORECASE)
_NAMES = {
    "en": ("DOI of {}", "Web address of {}"),
    "de": ("DOI von {}", "Webadresse von {}"),
    "fr": ("DOI de {}", "Adresse web de {}"),
    "es": ("DOI de {}", "Dirección web de {}"),
    "pt": ("DOI de {}", "Endereço web de {}"),
    "it": ("DOI di {}", "Indirizzo web di {}"),
}
_TITLE_BEGIN = 60
"""Characters of a title that name a work without authors."""
_FEW_WORDS = 3
"""A link of so many words ("PubMed", "Full text") is called the same in other entries."""


def link_addresses(inlines: Sequence[pf.Inline]) -> list[pf.Inline]:
    """Make links of the DOIs and addresses that stand in an entry as plain text."""
    made: list[pf.Inline] = []
    for inline in inlines:
        if isinstance(inline, pf.Str):
            made += _linked(inline.text)
            continue
        if isinstance(inline, pf.Emph | pf.Strong | pf.Span | pf.Quoted):
            inline.content = link_addresses(list(inline.content))
        made.append(inline)
    return made


def _linked(text: str) -> list[pf.Inline]:
    made: list[pf.Inline] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        if text[place : found.start()]:
            made.append(pf.Str(text[place : found.start()]))
        made.append(pf.Link(pf.Str(found[0]), url=_target(found)))
        place = found.end()
    return [*made, pf.Str(text[place:])] if text[place:] or not made else made


def _target(found: re.Match[str]) -> str:
    if found["doi"]:
        return "https://doi.org/" + re.sub(r"^doi:\s?", "", found["doi"], flags=re.IGNORECASE)
    return found["url"] if "://" in found["url"] else "https://" + found["url"]


def name_addresses(entry: pf.Div, item: CslItem | None, language: str) -> None:
    """Give the links of an entry names by which they are told apart where they are heard or listed without it.

    Said letter by letter an address tells a listener nothing, so what it leads to is said first; the visible words
    follow, as whoever speaks to the machine says them (WCAG 2.2, 2.4.9 and 2.5.3).
    """
    work = _work(item) if item is not None else _read_work(entry)
    if not work:
        return
    for link in in_reading_order(entry):
        if isinstance(link, pf.Link) and link.url.startswith(("http:", "https:", "doi:")):
            name = _name(" ".join(plain_text(link).split()), link.url, work, language)
            if name:
                link.attributes.setdefault("aria-label", name)
                if language not in _NAMES:
                    link.attributes.setdefault("lang", "en")


def _read_work(entry: pf.Div) -> str:
    """Read what the entry itself says, if its key says the same name; citeproc's styles are many."""
    item = parse_reference(plain_text(*entry.content))
    first = first_name(item)
    known = first is not None and fold(surname(first)).replace(" ", "") in fold(entry.identifier)
    return _work(item) if known else ""


def _name(words: str, url: str, work: str, language: str) -> str:
    if not words:
        return ""
    if _WHOLE.match(words):
        doi, address = _NAMES.get(language, _NAMES["en"])
        return f"{(doi if _DOI.search(url) else address).format(work)}: {words}"
    return f"{words}: {work}" if len(words.split()) <= _FEW_WORDS else ""


def _work(item: CslItem) -> str:
    """Call a work as a citation does: "Marsh et al. 2004"; without authors by its title."""
    people = item.get("author") or item.get("editor") or []
    names = [said for each in people if (said := surname(each))]
    first = first_name(item)
    who = surname(first) if first else item.get("title", "")
    if len(who) > _TITLE_BEGIN:
        who = who[:_TITLE_BEGIN].rsplit(" ", 1)[0] + " …"
    cut = is_cut_short(item)
    if len(people) == 2 and len(names) == 2 and not cut:
        who = f"{names[0]} & {names[1]}"
    elif len(people) > 1 or cut:
        who += " et al."
    year = next((each for each in years(item) if each.isdigit()), "")
    return " ".join(filter(None, (who, f"{year}{item.get('year-suffix', '')}" if year else "")))
