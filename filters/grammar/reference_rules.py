"""One entry by rules alone, by the forms of APA first, then of its neighbours: where no tagger is installed."""

import re
import unicodedata
from bisect import bisect_left

from filters.grammar.csl import CslItem, Span
from filters.grammar.dates import SEEN, Dated, are_names, find_date
from filters.grammar.imprint import read_imprint
from filters.grammar.names import INITIALS, parse_names
from filters.grammar.words import ORGANISATION, PARTICLES, YEAR, fold

_DOI = r"\b10\.\d{4,9}/[^\s\"<>“”]+[^\s\"<>“”.,;:)\]}]"
_NUMBERS = re.compile(_DOI + r"\)?", re.IGNORECASE)
_SAID = re.compile(r"[\s(]*(?:\bdoi\b\s*:?\s*)*$", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s)|[•*·–-](?=\s))\s*")
_TAIL = re.compile(
    r"(?:[\s.;,(\[<]+|^)(?:retrieved|available|accessed|disponível em|disponible en|acesso em|abgerufen|verfügbar"
    r"|consulté|recuperado|obtido|url|doi)\b(?=[^.]{0,60}(?:https?:|www\.|doi|10\.|$)).*$",
    re.IGNORECASE,
)

_LATE_YEAR = re.compile(rf"(?:,|>\.?|\.)\s+({YEAR})[.\s]*$")


def read_by_rules(text: str, item: CslItem, spans: dict[str, Span]) -> None:
    """Fill the item with all but its addresses; the places of the fields are sought in the line afterwards."""
    line = _NUMBER.sub("", " ".join(text.split()))
    line = _without_addresses(line)
    date = find_date(line)
    if date is not None:
        item["issued"] = date.issued
        if date.suffix:
            item["year-suffix"] = date.suffix
        if date.original:
            item["original-date"] = {"date-parts": [[int(date.original)]]}
    head, rest = _halves(line, date)
    _say_names(item, head)
    read_imprint(rest, item)
    if date is not None and head.strip():
        _place_head(text, head, item, spans)
    _locate(text, item, spans)


def _place_head(text: str, head: str, item: CslItem, spans: dict[str, Span]) -> None:
    """Say where names and date stand."""
    bare = head.strip(" ,;(")
    begin = text.find(bare[:12])
    end = text.find(bare[-6:], begin) + len(bare[-6:])
    if begin < 0 or end < begin + len(bare) - 6:
        return
    field = "author" if "author" in item else "editor"
    if field in item:
        spans[field] = (begin, end)
    year = re.compile(rf"{YEAR}[a-z]?(?:/{YEAR})?").search(text, end)
    if year and "issued" in item and year.start() - end < 30:
        spans["issued"] = year.span()


def _locate(text: str, item: CslItem, spans: dict[str, Span]) -> None:
    """Find each field of text in the line: the first place behind the one before in the usual order."""
    folded: tuple[str, list[int]] | None = None
    last = 0
    for field in (
        "title",
        "container-title",
        "volume",
        "issue",
        "edition",
        "page",
        "publisher-place",
        "publisher",
    ):
        value = str(item.get(field) or "")
        if not value:
            continue
        start = text.find(value, last)
        if start >= 0 and _is_whole(text, start, start + len(value)):
            spans[field] = (start, start + len(value))
        else:
            folded = folded or _folded(text)
            place = _find_folded(value, folded, last)
            if place is None:
                continue
            spans[field] = place
        if field in ("title", "container-title", "volume"):
            last = spans[field][1]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no word is cut at either end."""
    begins = start > 0 and text[start - 1 : start + 1].isalnum()
    goes_on = end < len(text) and text[end - 1 : end + 1].isalnum()
    return not begins and not goes_on


def _folded(text: str) -> tuple[str, list[int]]:
    """Give the letters and digits of a text, folded, and the place of each."""
    plain, owner = [], []
    for place, sign in enumerate(text):
        for each in unicodedata.normalize("NFKD", sign).casefold():
            if each.isalnum():
                plain.append(each)
                owner.append(place)
    return "".join(plain), owner


def _find_folded(value: str, folded: tuple[str, list[int]], after: int) -> Span | None:
    """Find a value whatever its signs: behind a place of the text, else anywhere."""
    line, owner = folded
    bare = "".join(e for e in unicodedata.normalize("NFKD", value).casefold() if e.isalnum())
    found = line.find(bare, bisect_left(owner, after)) if bare else -1
    found = line.find(bare) if bare and found < 0 else found
    return (owner[found], owner[found + len(bare) - 1] + 1) if found >= 0 else None


def _without_addresses(line: str) -> str:
    """Take DOI, URL and what is said of the day of access out of the line."""
    found = [each for each in _URL.findall(line) if "doi.org" not in each.lower()]
    tail = _TAIL.search(line) if found else None
    if tail:
        late = _LATE_YEAR.search(tail[0])
        late = None if late and SEEN.search(tail[0], 0, late.start(1)) else late
        line = line[: tail.start()] + (f". {late[1]}" if late else "")
    line = _URL.sub(" ", line)
    for number in reversed(list(_NUMBERS.finditer(line))) if "10." in line else ():
        begin = _SAID.search(line, max(0, number.start() - 20), number.start())
        line = line[: begin.start() if begin else number.start()] + " " + line[number.end() :]
    return " ".join(re.sub(r"\bdoi\b:?\s*\.?\s*$", "", line, flags=re.IGNORECASE).split())


def _halves(line: str, date: Dated | None) -> tuple[str, str]:
    """Cut the line into names and the rest; the date belongs to neither."""
    if date is not None and (are_names(line[: date.start]) or _is_body(line, date)):
        point = line[date.start : date.start + 1] == "." and re.search(r"\b[^\W\d_]$", line[: date.start])
        return line[: date.start + bool(point)], line[date.end :]
    if (
        date is not None
        and line[date.start : date.end].strip(" .,").startswith("(")
        and "." not in line[: date.start]
    ):
        return "", line[: date.start] + ". " + line[date.end :]
    if date is not None:
        line = line[: date.start].rstrip(" ,.(") + ". " + line[date.end :].lstrip(" ,;:.)")
    end = names_end(line)
    return line[:end], line[end:]


def _is_body(line: str, date: Dated) -> bool:
    """Tell "The tide development team. (2024)." from a title that stands before the date."""
    head = line[: date.start]
    if not line[date.start :].lstrip(" .,").startswith("(") or len(head.split()) > 12:
        return False
    return any(fold(word.strip(".,()")) in ORGANISATION for word in head.split())


def names_end(line: str) -> int:
    """Find where the names end if no date tells: before the first words that cannot be names."""
    stop = 0
    for found in re.finditer(r"[.:](?:\s+|(?=[\"“«A-Z]))|,\s*(?=[\"“«])", line[:1500]):
        head = line[: found.start()]
        word = re.split(r"[\s,;&]", head)[-1]
        if not are_names(head):
            break
        stop = found.end()
        if len(word.strip(".")) > 2 and "." not in word and fold(word) not in PARTICLES:
            break
        if _title_begins(line[found.end() :]):
            break
    return stop


def _title_begins(rest: str) -> bool:
    """Tell whether the words after a name's full stop are a title and not one more name."""
    if (INITIALS.match(rest) and re.match(r"\S{1,2}\.", rest)) or re.match(
        r"[&;,]|(?:and|e|y|und|et|in)\b", rest
    ):
        return False
    particles = re.match(r"((?:[^\W\d_]{1,5}\s?){1,3})[.;,&]", rest)
    if particles and particles[1].islower() and all(fold(word) in PARTICLES for word in particles[1].split()):
        return False
    return not re.match(rf"[^\W\d_][\w’'-]+,?\s+(?:{INITIALS.pattern})(?:[.,;&]|$)", rest)


def _say_names(item: CslItem, head: str) -> None:
    editors = re.search(
        r"[(\[]\s*(?:eds?|editors?|hrsg|hg|orgs?|coords?|comps?)\b[^)\]]*[)\]]", head, re.IGNORECASE
    )
    names = parse_names(head)
    if names:
        item["editor" if editors else "author"] = names
