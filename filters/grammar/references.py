"""One line of a reference list -> CSL item, by the forms of APA first, then of its neighbours."""

import re
from collections.abc import Iterable

from filters.grammar.csl import CslItem, CslName
from filters.grammar.dates import SEEN, Dated, are_names, find_date
from filters.grammar.imprint import read_imprint
from filters.grammar.names import INITIALS, parse_names
from filters.grammar.words import PARTICLES, YEAR, fold

DOI = re.compile(
    r"\b10\.\d{4,9}/[^\s\"<>“”]+[^\s\"<>“”.,;:)\]}]|\b10\.\d{4,9}/[^\s\"<>“”]+?\)(?=[.,;\s]|$)", re.IGNORECASE
)
URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’]", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s)|[•*·–-](?=\s))\s*")
_DASHES = re.compile(r"^\s*(?:[_—―–-]\s?){2,}[.,]?\s*")
_TAIL = re.compile(
    r"(?:[\s.;,(\[<]+|^)(?:retrieved|available|accessed|disponível em|disponible en|acesso em|abgerufen|verfügbar"
    r"|consulté|recuperado|obtido|url|doi)\b(?=[^.]{0,60}(?:https?:|www\.|doi|10\.|$)).*$",
    re.IGNORECASE,
)

_LATE_YEAR = re.compile(rf"(?:,|>\.?|\.)\s+({YEAR})[.\s]*$")


def parse_reference(text: str) -> CslItem:
    """Read one entry; what is not understood stays in ``note``, which is always the entry as written.

    >>> parse_reference("Kraus, C. (2019). A title. Drug Discovery Today, 24(10), 2033–2043.")["volume"]
    '24'
    """
    line = " ".join(text.split())
    item: CslItem = {"type": "document", "note": line}
    line = _NUMBER.sub("", line)[:4000]
    line = _take_addresses(line, item)
    date = find_date(line)
    if date is not None:
        _say_date(item, date)
    head, rest = _halves(line, date)
    _say_names(item, head)
    read_imprint(rest, item)
    return item


def parse_references(lines: Iterable[str]) -> tuple[CslItem, ...]:
    """Read a whole list; a row of dashes stands for the names of the entry before."""
    items: list[CslItem] = []
    for line in lines:
        item = parse_reference(_DASHES.sub("", line) if _DASHES.match(line) else line)
        if _DASHES.match(line) and items and "author" in items[-1]:
            item = {**_untitled(line), "author": items[-1]["author"], "note": " ".join(line.split())}
        items.append(item)
    return tuple(items)


def _untitled(line: str) -> CslItem:
    """Read an entry whose names are dashes by giving it a name for the time of reading."""
    return parse_reference("Anonymous, A. " + _DASHES.sub("", line))


def years(item: CslItem) -> tuple[str, ...]:
    """Give the years by which a work is cited ("1953", "1900" of 1900/1953), or the folded word in their
    place.
    """
    issued = item.get("issued", {})
    found = [str(parts[0]) for parts in issued.get("date-parts", ())]
    found += [str(parts[0]) for parts in item.get("original-date", {}).get("date-parts", ())]
    return tuple(found) or ((fold_undated(issued["literal"]),) if "literal" in issued else ())


def fold_undated(word: str) -> str:
    """Give one form to "n.d.", "n. d." and "o. J.": what stands for "no date" or "in press" is compared by
    it.
    """
    bare = re.sub(r"[^a-z]", "", fold(word))
    press = (
        "inpress",
        "impress",
        "forthcoming",
        "imdruck",
        "souspresse",
        "enprensa",
        "noprelo",
        "submitted",
        "accepted",
    )
    return "in press" if bare.startswith(press) else "n.d."


def _take_addresses(line: str, item: CslItem) -> str:
    """Move DOI and URL from the line to the item."""
    doi = DOI.search(line)
    if doi:
        item["DOI"] = doi[0]
    found = [each for each in URL.findall(line) if "doi.org" not in each.lower()]
    if found:
        item["URL"] = found[0]
    tail = _TAIL.search(line) if found else None
    if tail:
        late = _LATE_YEAR.search(tail[0])
        late = None if late and SEEN.search(tail[0], 0, late.start(1)) else late
        line = line[: tail.start()] + (f". {late[1]}" if late else "")
    line = re.sub(r"(?:https?://|www\.)\S+", " ", line)
    line = re.sub(
        r"[\s(]*(?:\bdoi\b\s*:?\s*)*" + DOI.pattern.partition("|")[0] + r"\)?", " ", line, flags=re.IGNORECASE
    )
    return " ".join(re.sub(r"\bdoi\b:?\s*\.?\s*$", "", line, flags=re.IGNORECASE).split())


def _say_date(item: CslItem, date: Dated) -> None:
    item["issued"] = date.issued
    if date.suffix:
        item["year-suffix"] = date.suffix
    if date.original:
        item["original-date"] = {"date-parts": [[int(date.original)]]}


def _halves(line: str, date: Dated | None) -> tuple[str, str]:
    """Cut the line into names and the rest; the date belongs to neither."""
    if date is not None and are_names(line[: date.start]):
        return line[: date.start], line[date.end :]
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


_LAST = re.compile(
    rf"(?:{INITIALS.pattern}|\bJr\.?|\bet al\.?|\bothers\.?)[.,:]?\s+(?=[\"“«']?[^\W\d_a-zß-ÿ][^\W\d_]+[^\W\d_.,]*\s)"
)


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


def first_name(item: CslItem) -> CslName | None:
    """Give the name under which the entry stands in its list."""
    names = item.get("author") or item.get("editor") or []
    return names[0] if names else None


def _say_names(item: CslItem, head: str) -> None:
    editors = re.search(
        r"[(\[]\s*(?:eds?|editors?|hrsg|hg|orgs?|coords?|comps?)\b[^)\]]*[)\]]", head, re.IGNORECASE
    )
    names = parse_names(head)
    if names:
        item["editor" if editors else "author"] = names
