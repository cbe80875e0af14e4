"""Short forms -> whole words, and initials so that they are said as letters (table: english_abbreviations.tsv)."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.english_numbers import MONTHS

NUMBER_FOLLOWS = r"(?=\s?[(\[]?(?:\d|[A-Z]{0,2}\d|[A-HJ-Z]\b|[IVXLC]{2,}\b|[ivxl]+\b))"
CONDITIONS = {
    "": "",
    "#": NUMBER_FOLLOWS,
    "A": r"(?=\s+[A-Z])",
    ")": r"(?=\s?[),])",
    "/": r"(?=[\s,;)]|\Z)",
    "9": r"(?=\s?\d)",
}
NOT_AFTER_NUMBER = "~"
EDITION = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)|[Rr]ev\.?) ed\.")
VOLUME_ISSUE = re.compile(
    r"(?<![\w.(/-])(\d{1,4}) ?\((\d{1,4}(?:[–-]\d{1,4})?)\)"
    r"(?:[,:] ?(?:pp?\. ?)?(e?\d+(?:[–-]e?\d+)?)(?![\w(])|(?=[,.]?\s*\Z)|(?=, |\. ))"
)
STREET = re.compile(
    r"\b([A-Z][a-z]+|\d{1,3}(?:st|nd|rd|th)) (St|Rd|Ave|Blvd|Ln|Hwy)\b(\.?)(?=[,;)]|\s*\Z| [a-z])"
)
NO_AUTHORS = frozenset((*MONTHS, "Spring", "Summer", "Autumn", "Fall", "Winter", "Easter", "Christmas"))
STREETS = {"St": "Street", "Rd": "Road", "Ave": "Avenue", "Blvd": "Boulevard", "Ln": "Lane", "Hwy": "Highway"}
OTHERS_OWN = re.compile(r"\bet al\.?['’]s(?!\w)")
OTHERS_THEN = re.compile(r"\bet al\.? (?=(?:1[89]|20)\d\d)")
AUTHOR_YEAR = re.compile(
    r"(?:(?<=& )|(?<=; ))([A-Z][^\W\d][\w’'-]*) (?=(?:1[89]|20)\d\d[a-z]?\s*(?:[;)]|\Z))"
    r"|(?:(?<=\()|\A)([A-Z][^\W\d][\w’'-]*) (?=(?:1[89]|20)\d\d[a-z]?;)"
)
COUPLE = re.compile(r"\bMr\b\.?(?= (?:and|&) Mrs\b)")
COMPANY = re.compile(r"(?<=& )Co\b\.?(?!-)|(?<=[a-z] )Co\.?(?=,? (?:Ltd|Inc|LLC|KG)\b)")
FOUNDED = re.compile(r"\best\. (?=1[5-9]\d\d(?!\w)|20\d\d(?=[,;:).]))")
EDITORS = re.compile(r"\b[Ee]ds\.? (?=[A-Z]\. ?[A-Z])")
TRANSLATORS = re.compile(r"\btrans\. (?=[A-Z]\. ?[A-Z]|[A-Z][a-z]+ [A-Z][a-z])")
_TAXA = {
    "sp": "species",
    "gen": "genus",
    "comb": "combination",
    "fam": "family",
    "nom": "name",
    "stat": "status",
}
NEW_TAXON = re.compile(r"\b(sp|gen|comb|fam|nom|stat)\. ?nov\b\.?")
SPECIES = re.compile(r"\b([A-Z][a-z]{3,}) sp\.(?= |[,;)]|\Z)")
_YEARLY = {"y": "year", "q": "quarter", "m": "month"}
YEARLY = re.compile(r"(?<=[%\w]) ([yqm])/\1(?!\w)")
SMALL_INITIALS = re.compile(r"(?<![\w.’'-])((?:[a-z]\.){2,4})(?![\w.])(?=[ ,;:)]|\Z)")
INITIALS = re.compile(r"(?<![\w.’'-])((?:[A-Z]\.[ -]?){1,5}[A-Z])\.(?!\d|[A-Z](?!\w))")
INITIAL = re.compile(r"(?<![\w.’'-])([B-HJ-Z])\.(?= [A-Z][\w’'-]+| [a-z]{3,}|,| &)")
LAST = re.compile(r"[”\"'’)\]]{0,3}\s*\Z")


def _read() -> Iterator[Rule]:
    text = Path(__file__).with_name("english_abbreviations.tsv").read_text(encoding="utf-8")
    listed: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            short, said, *holds = line.split("\t")
            listed.setdefault(holds[0] if holds else "", {}).setdefault(short, said)
    for where, shorts in listed.items():
        end = r"\." if "#" in where or "9" in where else r"\.(?!\w)"
        stop = "" if where == "/" else rf"(?:{end}|(?![\w.]))" if "." in where else end
        names = "|".join(map(re.escape, sorted(shorts, key=len, reverse=True)))
        front = r"(?<!\d )" if NOT_AFTER_NUMBER in where else ""
        condition = CONDITIONS[where.strip(f".{NOT_AFTER_NUMBER}")]
        pattern = re.compile(rf"(?<![\w./@-]){front}({names}){stop}{condition}")
        yield pattern, _whole_word(shorts, ends=where != ")")


def _whole_word(shorts: dict[str, str], *, ends: bool) -> Callable[[re.Match[str]], str]:
    def say(found: re.Match[str]) -> str:
        follows = found.string[found.end() : found.end() + 1].isalnum()
        return shorts[found[1]] + (" " if follows else _stop(found) if ends else "")

    return say


def _stop(found: re.Match[str]) -> str:
    """Give the stop of a short form that also ends the text."""
    return "." if found[0].endswith(".") and LAST.match(found.string, found.end()) else ""


def _volume_issue(found: re.Match[str]) -> str:
    """Say "24(10), 2033–2043" as a volume, an issue and pages; without pages only between commas, as in references."""
    volume, issue, pages = found.groups()
    before = found.string[max(0, found.start() - 5) : found.start()]
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", issue):
        return found[0]
    if (
        not pages
        and before
        and not re.search(r"[A-Za-z.], \Z|[Vv]olume \Z|[a-z]\.? \Z(?<![a-z]{3} )", before)
    ):
        return found[0]
    said = f"{'' if before.lower().endswith('lume ') else 'volume '}{volume}, issue {issue}"
    if not pages:
        return said
    return f"{said}, page{'s' if re.search('[–-]', pages) else ''} {pages}"


def _initials(found: re.Match[str]) -> str:
    """Write initials so that they are said as letters, without a pause after each: "C.A Zarate"."""
    joined = ".".join(re.findall("[A-Z]", found[0]))
    return joined + _stop(found) + (" " if found.string[found.end() : found.end() + 1].isalpha() else "")


def _street(found: re.Match[str]) -> str:
    return (
        f"{found[1]} {STREETS[found[2]]}{'.' if found[3] and LAST.match(found.string, found.end()) else ''}"
    )


def _author_year(found: re.Match[str]) -> str:
    """Part an author from the year, as a comma does in other styles; a month is none."""
    name = found[1] or found[2]
    return f"{name} " if name in NO_AUTHORS else f"{name}, "


ABBREVIATIONS: tuple[Rule, ...] = (
    (OTHERS_OWN, "and colleagues'"),
    (OTHERS_THEN, "and colleagues, "),
    (AUTHOR_YEAR, _author_year),
    (COUPLE, "Mister"),
    (STREET, _street),
    (FOUNDED, "established "),
    (EDITORS, "editors "),
    (TRANSLATORS, "translated by "),
    (NEW_TAXON, lambda found: f"new {_TAXA[found[1]]}"),
    (SPECIES, r"\1 species"),
    (YEARLY, lambda found: f" {_YEARLY[found[1]]} on {_YEARLY[found[1]]}"),
    (COMPANY, lambda found: "Company" + _stop(found)),
    (EDITION, r"\1 edition"),
    *_read(),
    (VOLUME_ISSUE, _volume_issue),
    (SMALL_INITIALS, lambda found: ".".join(found[1].upper().split(".")).rstrip(".") + _stop(found)),
    (INITIALS, _initials),
    (INITIAL, r"\1"),
)
