"""The years of a running text, each with the end of the names that may stand before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filters.grammar.references import fold_undated
from filters.grammar.tokens import Page, Sort, Token
from filters.grammar.words import APOSTROPHES, CONJUNCTIONS

_BEFORE_YEAR = {",", ";", "(", "[", ".", ":", "“", "”", '"', "*", "†", "‡", "…"} | set(APOSTROPHES)
_PAGE = frozenset(["p", "pp", "s", "pag", "see", "also", "e.g", "f", "ff"])
_COMPANY_ENDS = frozenset(["al", "jr", "sr", "cols", "col"])


@dataclass(frozen=True, slots=True)
class Year:
    """A year token, its name phrase's end (index after the last token), and what the year says.

    ``continues``: it keeps the names of the year before it ("2019, 2020", "2014a, b").
    """

    index: int
    end: int
    years: tuple[str, ...]
    suffix: str
    span: tuple[int, int]
    continues: bool = False


def list_years(page: Page) -> Iterator[Year]:
    """List the years with the end of the names before each; a further year or letter keeps the names of the first."""
    tokens, last = page.tokens, None
    for index, token in enumerate(tokens):
        if token.sort is not Sort.YEAR or not (token.text[0].isdigit() or _stands_for_year(tokens, index)):
            continue
        years, suffix = _read_year(token.text)
        follows = last is not None and _joined(tokens, last.index, index)
        end = last.end if follows and last is not None else _name_end(page, index)
        last = Year(index, end, years, suffix, (token.start, token.end), follows)
        yield last
        for letter in _further_letters(tokens, index, suffix):
            span = tokens[letter].start, tokens[letter].end
            last = replace(last, index=letter, suffix=tokens[letter].key, continues=True, span=span)
            yield last


def _stands_for_year(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether "n.d." or "in press" stands where a year would: after a comma, a bracket, a name or "et al."."""
    before = tokens[index - 1] if index else tokens[index]
    named = before.sort is Sort.WORD and before.text[:1].isupper()
    company = before.text == "." and index > 1 and tokens[index - 2].key in _COMPANY_ENDS
    return before.text in {",", "(", "["} or named or company


def _read_year(text: str) -> tuple[tuple[str, ...], str]:
    if not text[:4].isdigit():
        letter = re.search(r"[-\s.]([a-k])$", text)
        return (fold_undated(text),), letter[1] if letter and len(text) > 4 and "." in text[:-2] else ""
    if len(text) == 9 and text[4] in "–-":
        return (text.replace("–", "-"),), ""
    return tuple(re.findall(r"\d{4}", text)), text[-1] if text[-1].isalpha() else ""


def _joined(tokens: Sequence[Token], before: int, index: int) -> bool:
    """Tell whether a year goes on from the year before: "2019, 2020", "2019, p. 4; 2020", "2015a and 2016"."""
    between = tokens[before + 1 : index]
    if not 0 < len(between) <= 8 or tokens[before].bracket != tokens[index].bracket:
        return False
    joins = all(
        token.text in {",", ";", "&", ".", ":", "–", "-"}
        or token.key in CONJUNCTIONS | _PAGE
        or token.sort is Sort.NUMBER
        for token in between
    )
    return joins and between[0].text != "." and (between[0].text in ",;:&" or between[0].key in CONJUNCTIONS)


def _further_letters(tokens: Sequence[Token], index: int, suffix: str) -> Iterator[int]:
    """Find "b" and "c" of "2014a, b and c"."""
    at = index + 1
    while (
        suffix
        and at + 2 < len(tokens)
        and (tokens[at].text in {",", "&", "–", "-"} or tokens[at].key in CONJUNCTIONS)
    ):
        letter = tokens[at + 1] if tokens[at].key != tokens[at + 1].key else tokens[at]
        if not (len(letter.key) == 1 and suffix < letter.key <= "k" and letter.text.islower()):
            return
        if tokens[at + 2].text not in {",", ";", ")", "]", "&"} and tokens[at + 2].key not in CONJUNCTIONS:
            return
        yield at + 1
        suffix, at = letter.key, at + 2


def _name_end(page: Page, index: int) -> int:
    """Go back from a year over what may stand between it and the names: signs, "’s", "[WHO]", ", in"."""
    tokens, at = page.tokens, index
    if at > 2 and tokens[at - 1].text in {"in", "em", "en"} and tokens[at - 2].text == ",":
        at -= 2
    while at > 0:
        token = tokens[at - 1]
        if token.text == ";" and token.bracket < 0:
            break
        if token.text in _BEFORE_YEAR and not _ends_sentence(tokens, at - 1):
            at -= 1
        elif (
            token.text in ")]" and at > 2 and tokens[at - 3].text in "([" and tokens[at - 2].sort is Sort.WORD
        ):
            at -= 3
        elif token.text == "s" and tokens[at - 2].text in APOSTROPHES:
            at -= 2
        else:
            break
    return at


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1]
    return tokens[at].text == "." and before.key not in _COMPANY_ENDS and len(before.text) > 1


def trim(tokens: Sequence[Token], start: int, end: int) -> int:
    """Leave out the signs at the end of a name phrase."""
    while end - 1 > start and tokens[end - 1].text in _BEFORE_YEAR | {";"} and tokens[end - 2].key != "al":
        end -= 1
    return end
