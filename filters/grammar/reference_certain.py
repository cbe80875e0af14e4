"""The forms of APA (7th edition, 9 and 10) that are certain by themselves, so that nothing has to be weighed.

The head must be "Family, I. I., & Family, I. (year). " or an organisation; what follows is read by the rules, and
taken if they explain all of it: one title without a sentence in it, a journal with its numbers, a book's container
and publisher.
"""

import re

from filters.grammar.csl import CslItem, Span
from filters.grammar.names import parse_names
from filters.grammar.reference_rules import read_by_rules
from filters.grammar.words import YEAR

_NAME = (
    r"[^\W\d_][^\W\d_.’'‐-]*(?:[ ’'‐-][^\W\d_.]+)*, (?:[^\W\d_]\.[ -]?)+(?:[a-zß-ÿ]{2,3} ?){0,2}(?:, Jr\.)?"
)
_HEAD = re.compile(
    rf"(?P<names>{_NAME}(?:,? ?(?:& |… ?|\. \. \. ?)?{_NAME})*(?:, (?:& )?(?:et al\.|others\.?))?"
    r"|[^\W\d_a-zß-ÿ][^,.()\d“”\"]{2,90}(?: [\[(][A-Z]{2,12}[\])])?(?:\.|\b)) ?"
    rf"\((?P<year>{YEAR})(?P<suffix>[a-z])?(?P<day>, [^()]{{3,20}})?\)\. "
)
_ARTICLE = re.compile(
    r"(?P<title>[^\W\d_](?:[^.?!\[\]“”\"„«»]|\.(?=\d)){8,300}(?:[^\W_]\)?(?=\. )|\?))\.? "
    r"(?P<container>[A-ZÀ-Þ][^\W\d_]+(?: (?!In )(?:[^\W\d_]+|&))*)"
    r", (?P<volume>\d{1,4})(?:\((?P<issue>\d{1,4})\))?, (?P<page>\d{1,6}[–-]\d{1,6}|e?\d{1,9})\.?"
    r"(?: https?://(?:dx\.)?doi\.org/\S+| doi:\s?10\.\S+)?$"
)
"""An article whose title is one sentence in a journal without numbers in its name: nothing else can be meant."""
_ODD = re.compile(
    r"\d|\.\s|[()\[\]]|:\s|\bpp\b|\bpages\b|\bVol\b|\bvol\b|[Aa]vailable|[Rr]etrieved"
    r"|\bTech\b|[Tt]hesis|[Dd]isserta|\bet al\b|\beds?\b|\bEds?\b"
)
_UNTOLD = re.compile(
    r"\bIn:|https?:|[Aa]ccessed|\bpp?\.|\bvol\.|,\s*\d+\s*\(|\(ed|[Tt]hesis|[Tt]ech"
    r"|,\s[^,]*(?:Press|Verlag|Presented)|,\s\d+$|\([^()]*(?:\d|[Tt]ransl)[^()]*\)$|^Personal comm|\.\s[A-ZÀ-Þ][^\s.]+$"
)
_FULL = re.compile(r"\d+\w?–?\d*\w?|[eE]?\d{2,9}|[A-Z]{1,2}\d+(?:–[A-Z]?\d+)?")


def read_certain(line: str, item: CslItem, spans: dict[str, Span]) -> bool:
    """Read "Holm, K., & Berg, E. (2019). Title. Journal, 24(10), 1–9. https://doi.org/…", or say no."""
    head = _HEAD.match(line) if len(line) < 2000 else None
    if head is None:
        return False
    if head["names"] and not head["day"] and _read_article(line, head, item, spans):
        return True
    found: CslItem = {"type": "document"}
    places: dict[str, Span] = {}
    read_by_rules(line, found, places)
    if "author" not in found or not _explained(found, line):
        return False
    if any(field in found and field not in places for field in ("title", "container-title", "publisher")):
        return False
    item.update(found)
    spans.update(places)
    return True


def _read_article(line: str, head: re.Match[str], item: CslItem, spans: dict[str, Span]) -> bool:
    article = _ARTICLE.match(line, head.end())
    names = parse_names(head["names"]) if article and not _UNTOLD.search(article["title"]) else []
    if article is None or not names:
        return False
    item["author"], item["issued"] = names, {"date-parts": [[int(head["year"])]]}
    if head["suffix"]:
        item["year-suffix"] = head["suffix"]
    for field, group in _FIELDS.items():
        if article[group]:
            item[field] = article[group]  # type: ignore[literal-required]
            spans[field] = article.span(group)
    if "page" in item:
        item["page"] = item["page"].replace("-", "–")
    spans["author"] = (0, len(head["names"].rstrip()))
    spans["issued"] = (head.start("year"), head.end("suffix") if head["suffix"] else head.end("year"))
    return True


_FIELDS = {name: name for name in ("title", "volume", "issue", "page")} | {"container-title": "container"}


def _explained(item: CslItem, line: str) -> bool:
    """Tell whether the rules left nothing of the line untold."""
    title, container, publisher = (
        item.get("title", ""),
        item.get("container-title", ""),
        item.get("publisher", ""),
    )
    if not title or _UNTOLD.search(title):
        return False
    if "volume" in item and "edition" not in item and " In " not in line:
        return bool(container) and not publisher and _is_journal(container, item)
    if container:
        if " In " not in line or _ODD.search(container) or "," in container[-30:]:
            return False
        return bool(_PAGES.search(line)) or not _ODD.search(publisher)
    if publisher:
        by_doi = "doi.org" in line and not _KNOWN.search(publisher)
        plain = not _ODD.search(publisher) and not by_doi and not _COMMA.search(publisher)
        return plain and (not _BORDER.search(title) or "http" in line)
    return not _BORDER.search(title)


_BORDER = re.compile(r"\.\s+[^\W\d_]|[?!]\s+[A-Z]")
_PAGES = re.compile(r"\((?:[^()]*, )?pp?\. ?\w+(?:[–-]\w+)?\)\.")
_KNOWN = re.compile(r"Press|Springer|Wiley|Zenodo|Routledge|Elsevier|Universi")
_COMMA = re.compile(r",(?! (?:PBC|Inc|Ltd|LLC|SA)\b)")


def _is_journal(container: str, item: CslItem) -> bool:
    if re.search(r"\d|[()\[\]]", container):
        return False
    return "page" not in item or bool(_FULL.fullmatch(item["page"]))
