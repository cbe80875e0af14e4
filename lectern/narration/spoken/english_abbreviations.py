"""Short forms -> whole words, and initials so that they are said as letters (table: english_abbreviations.tsv)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

NUMBER_FOLLOWS = r"(?=\s?[(\[]?(?:\d|[A-Z]{0,2}\d|[A-HJ-Z]\b|[ivxl]+\b))"
CONDITIONS = {
    "": "",
    "#": NUMBER_FOLLOWS,
    "A": r"(?=\s+[A-Z])",
    ")": r"(?=\s?[),])",
    "/": r"(?=\s)",
    "9": r"(?=\s?\d)",
}
EDITION = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)|[Rr]ev\.?) ed\.")
VOLUME_ISSUE = re.compile(
    r"(?<![\w.(/-])(\d{1,4}) ?\((\d{1,4}(?:[–-]\d{1,4})?)\)(?:[,:] ?(e?\d+(?:[–-]e?\d+)?))?(?![\w(])"
)
INITIALS = re.compile(r"(?<![\w.’'-])((?:[A-Z]\.[ -]?){1,5}[A-Z])\.(?!\d)")
INITIAL = re.compile(r"(?<![\w.’'-])([B-HJ-Z])\.(?= [A-Z][\w’'-]+| [a-z]{3,}|,| &)")
STOPPED = re.compile(r"\.[”\"'’)\]]*\s*$")


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[re.Pattern[str], str]]:
    text = Path(__file__).with_name("english_abbreviations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        short, said, *holds = line.split("\t")
        where = holds[0] if holds else ""
        stop = "" if where == "/" else r"(?:\.|(?![\w.]))" if "." in where else r"\."
        yield re.compile(rf"(?<![\w.-]){re.escape(short)}{stop}{CONDITIONS[where.strip('.')]}"), said


def say_abbreviations(text: str) -> str:
    """Write short forms out; a stop that also ends the sentence stays.

    >>> say_abbreviations("See Fig. 2, pp. 3–4, drugs etc.")
    'See Figure 2, pages 3–4, drugs et cetera.'
    """
    said = EDITION.sub(r"\1 edition", VOLUME_ISSUE.sub(_volume_issue, text))
    for pattern, words in _rules():
        said = pattern.sub(words, said)
    said = INITIAL.sub(r"\1", INITIALS.sub(_initials, said))
    return said + "." if STOPPED.search(text) and not STOPPED.search(said) else said


def _volume_issue(found: re.Match[str]) -> str:
    """Say "24(10), 2033–2043" as a volume, an issue and, where they stand, pages; a year in brackets is none."""
    volume, issue, pages = found.groups()
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", issue):
        return found[0]
    said = f"volume {volume}, issue {issue}"
    if not pages:
        return said
    return f"{said}, page{'s' if re.search('[–-]', pages) else ''} {pages}"


def _initials(found: re.Match[str]) -> str:
    """Write initials so that they are said as letters, without a pause after each: "C.A Zarate"."""
    joined = ".".join(re.findall("[A-Z]", found[0]))
    return joined + (" " if found.string[found.end() : found.end() + 1].isalpha() else "")
