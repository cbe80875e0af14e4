"""The complete form of an article in APA (7th edition, 10.1): certain by itself, so nothing has to be weighed."""

import re

from filters.grammar.csl import CslItem, Span
from filters.grammar.dates import date_at
from filters.grammar.names import parse_names
from filters.grammar.reference_fields import put, say_date
from filters.grammar.words import YEAR

_NAME = r"[^\W\d_][^\W\d_.’'‐-]*(?:[ ’'‐-][^\W\d_.]+)*, (?:[^\W\d_]\.[ -]?)+"
_ARTICLE = re.compile(
    rf"(?P<names>{_NAME}(?:,? ?(?:& |… ?|\. \. \. ?)?{_NAME})*)\s?\((?P<year>{YEAR})[a-z]?\)\. "
    r"(?P<title>[^.?!\[\]“”\"]{8,400})\. (?P<container>[^.?!,\d()\[\]]{4,120}), "
    r"(?P<volume>\d{1,4})(?:\((?P<issue>[\w–/ -]{1,12})\))?, (?P<page>(?:\d+[–-]\d+|e?\d+))\.?"
    r"(?:\s+(?:https?://(?:dx\.)?doi\.org/|doi:\s?)10\.\S+)?\s*"
)


def read_certain(line: str, item: CslItem, spans: dict[str, Span]) -> bool:
    """Read "Holm, K., & Berg, E. (2019). Title. Journal, 24(10), 1–9. https://doi.org/…"; false if it is not all that.

    There is one full stop between title and journal, and none in either.
    """
    found = _ARTICLE.fullmatch(line) if len(line) < 1500 else None
    dated = date_at(line, found.start("year")) if found else None
    if found is None or dated is None:
        return False
    names = parse_names(found["names"])
    if not names or any("literal" in name for name in names):
        return False
    item["author"] = names
    spans["author"] = (found.start("names"), found.start("names") + len(found["names"].rstrip()))
    say_date(item, spans, dated)
    for group, field in (("title", "title"), ("container", "container-title"), ("volume", "volume"), ("issue", "issue")):
        if found[group]:
            put(item, spans, field, line, found.span(group))
    put(item, spans, "page", line, found.span("page"))
    item["page"] = item["page"].replace("-", "–")
    return True
