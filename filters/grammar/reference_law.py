"""Decisions of courts: "Smith v. Board, 345 U.S. 12 (1999)"; their names have no author before them."""

import re

from filters.grammar.csl import CslItem, Span
from filters.grammar.dates import date_at
from filters.grammar.reference_fields import put, say_date
from filters.grammar.words import YEAR

CASE = re.compile(
    r"\s*(?P<title>[A-ZÀ-Þ][^,;()\d“”\"]{1,90}?\s(?:v\.?|vs\.?|gegen|c\.)\s[A-ZÀ-Þ][^,;()“”\"]{1,90}),"
)
_REPORTER = re.compile(r"\s(?P<volume>\d{1,4})\s(?P<container>[A-Z][\w. ]{0,30}?)\s(?P<page>\d{1,5})\b")


def read_case(line: str, item: CslItem, spans: dict[str, Span]) -> bool:
    """Read a decision with its report; false if the line is none.

    >>> item = {}
    >>> read_case("Smith v. Board, 345 U.S. 12 (1999).", item, {}), item["container-title"]
    (True, 'U.S.')
    """
    found = CASE.match(line)
    if found is None:
        return False
    report = _REPORTER.match(line, found.end())
    year = re.search(rf"\((?:[^()]{{0,30}}\s)?({YEAR})\)", line[:1000])
    dated = date_at(line, year.start(1)) if year else None
    if report is None or dated is None:
        return False
    put(item, spans, "title", line, found.span("title"))
    for group, field in (("volume", "volume"), ("container", "container-title"), ("page", "page")):
        put(item, spans, field, line, report.span(group))
    say_date(item, spans, dated)
    return True
