"""Short forms -> whole words, by one table for each language (<language>_abbreviations.tsv)."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lectern.narration.spoken.alignment import Rule
from lectern.narration.spoken.european_words import at_end, rows

NUMBER_FOLLOWS = r"(?=\s?[(\[]?\d|\s[(\[]?(?:[A-Z]{1,2}\d|[A-Z]\b|[IVXLC]+\b|[ivxlc]+\b))"
CONDITIONS = {
    "": "",
    "#": NUMBER_FOLLOWS,
    "A": r"(?=\s+[^\W\d_a-zà-ÿ])",
    ")": r"(?=\s?[),])",
    "9": r"(?=\s?\d)",
    "<": "",
    "R": r"(?=\s?[IVXL]+\b)",
}


@lru_cache(maxsize=8)
def abbreviation_rules(table: str) -> tuple[Rule, ...]:
    """Write short forms out; a stop that also ends the sentence stays. ``table``: a language's name in English."""
    return tuple(_read(table))


def _read(table: str) -> Iterator[Rule]:
    for short, said, *holds in rows(f"{table}_abbreviations.tsv"):
        where = holds[0] if holds else ""
        letters = re.escape(short).replace(r"\ ", r"\s?")
        if short[0].islower() and len(short) > (3 if "." in where else 1):
            letters = f"[{short[0]}{short[0].upper()}]{letters[1:]}"
        stop = r"(?:\.|(?![\w.]))" if "." in where else "" if "/" in where else r"\."
        before = r"(?<=\d )" if "<" in where else r"(?<![\w-])(?<!\w\.)"
        if len(short) == 1 and where == "A":  # no initial: "J. S. Bach"
            before, stop = rf"{before}(?<![A-Z]\.\s)", rf"{stop}(?!\s[A-Z]\.)"
        after = r"(?!\w)" if "/" in where else ""
        condition = CONDITIONS[where.strip("./")]
        yield re.compile(f"{before}{letters}{stop}{after}{condition}"), _writing(said)


def _writing(said: str) -> Callable[[re.Match[str]], str]:
    def write(found: re.Match[str]) -> str:
        text, end = found.string, found.end()
        begins = found.start() < 8 and not text[: found.start()].strip(" (“«„")
        written = said[0].upper() + said[1:] if begins and found[0][0].isupper() else said
        written += " " if text[end : end + 1].isalnum() else ""
        return written + ("." if found[0].endswith(".") and at_end(found) else "")

    return write
