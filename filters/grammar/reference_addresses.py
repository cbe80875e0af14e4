"""DOI, URL, ISBN, PMID and the day of access: what is told by its own form, in any style."""

import re

from filters.grammar.csl import CslItem, Span
from filters.grammar.dates import date_at
from filters.grammar.reference_words import addresses, close_address
from filters.grammar.words import YEAR

DOI = re.compile(
    r"\b10\.\d{4,9}/[^\s\"<>“”]+[^\s\"<>“”.,;:)\]}]|\b10\.\d{4,9}/[^\s\"<>“”]+?\)(?=[.,;\s]|$)", re.IGNORECASE
)
URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’]", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-1[03])?[\s:]*((?:97[89][\s–-]?)?(?:\d[\s–-]?){9}[\dXx])\b")
_PMID = re.compile(r"\bPMID:?\s*(\d{4,9})\b")
_SEEN = re.compile(
    rf"\b(?:accessed|retrieved|viewed|cited|acess(?:o|ado)|consult\w+|abgerufen|zugriff|aufgerufen|acceso)\b[^\d(]{{0,20}}"
    rf"(?P<date>[^()\[\];]{{0,30}}?(?P<year>{YEAR}))",
    re.IGNORECASE,
)


def read_addresses(line: str, item: CslItem, spans: dict[str, Span]) -> None:
    """Fill ``DOI``, ``URL``, ``ISBN``, ``PMID`` and ``accessed``."""
    for start, text in addresses(line):
        _read_address(text, start, item, spans)
    for field, form in (("ISBN", _ISBN), ("PMID", _PMID)):
        found = form.search(line) if field in line else None
        if found:
            item[field] = " ".join(found[1].split())  # type: ignore[literal-required]
            spans[field] = found.span(1)
    if "URL" in item:
        _read_access(line, item, spans)


def _read_address(text: str, start: int, item: CslItem, spans: dict[str, Span]) -> None:
    number = (
        re.search(r"10\.\d{4,9}/", text)
        if re.match(r"10\.|(?:https?://)?(?:dx\.|www\.)?doi\.org/", text, re.IGNORECASE)
        else None
    )
    if number:
        if "DOI" not in item:
            item["DOI"] = close_address(text[number.start() :])
            spans["DOI"] = (start + number.start(), start + number.start() + len(item["DOI"]))
    elif "URL" not in item and len(text) > 7:
        item["URL"] = text
        spans["URL"] = (start, start + len(text))


def _read_access(line: str, item: CslItem, spans: dict[str, Span]) -> None:
    found = _SEEN.search(line)
    if found is None:
        return
    dated = date_at(line, found.start("year"))
    if dated and "date-parts" in dated.issued and spans.get("issued") != (dated.start, dated.end):
        item["accessed"] = {"date-parts": dated.issued["date-parts"][:1]}
        spans["accessed"] = (dated.start, dated.end)
