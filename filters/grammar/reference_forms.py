"""Forms of styles that tell by themselves where a field ends, whatever was weighed.

AMA and Vancouver write "Publisher; 2008", and bracket what belongs to a book in APA: "(2nd ed., pp. 1–9). Publisher".
Names of one list have one form: initials before all family names or behind all of them.
"""

import re
from collections.abc import Sequence

from filters.grammar.name_parts import is_given_name
from filters.grammar.reference_words import Words
from filters.grammar.words import ORGANISATION, PARTICLES, PLACES, SUFFIXES, YEAR, fold

_YEAR = re.compile(rf"{YEAR}[a-z]?")
_JOINS = ("and", "et", "e", "y", "und", "al", "others", "en", "og", "och")
_GENRES = frozenset(
    re.split(
        r"\s+",
        """dissertation thesis phd ph d tech technical rep report projektarbeit diplomarbeit masterarbeit tese
        dissertacao monografia unpublished doctoral master masters s bachelor doutorado mestrado these tesis""",
    )
)
_COUNTS = ("no", "nos", "n", "nr", "issue", "issues", "heft", "num")


def settle_forms(words: Words, labels: list[str]) -> None:
    """Put right what a form decides."""
    _end_names(words, labels)
    _find_title(words, labels)
    _read_imprint(words, labels)
    _read_brackets(words, labels)
    _date_alone(words, labels)
    _part_genre(words, labels)
    _part_place(words, labels)
    _part_pages(words, labels)
    _name_pages(words, labels)


def _run(labels: Sequence[str], label: str) -> tuple[int, int]:
    """Give the first run of a label; empty where there is none."""
    first = labels.index(label) if label in labels else 0
    last = first
    while last < len(labels) and labels[last] == label:
        last += 1
    return first, last


def _is_initials(text: str) -> bool:
    return len(text) < 5 and text.isupper()


def _end_names(words: Words, labels: list[str]) -> None:
    """End the authors before a part without initials, where all others have them: "A. Holm, B. Berg, Salt",
    "Holm A, Berg B. Salt".
    """
    first, last = _run(labels, "author")
    if first > 1 or last - first < 3:
        return
    leading = len(words.texts[first]) == 1 and words.gaps[first + 1][:1] == "."
    marks = (",", ";") if leading else (",", ";", ". ")
    parts = [first]
    parts += [p for p in range(first + 1, last) if any(mark in words.gaps[p] for mark in marks)]
    ends = [*parts[1:], last]
    plain = leading or (ends[0] - first > 1 and not is_given_name(words.texts[first]))
    if not leading and "." in words.gaps[ends[0]]:  # "Marsh C. Tides. Sea", but not "Rinat M. Holm, Salt"
        plain = plain and words.gaps[last][:1] == "." and not set(_JOINS) & set(words.texts[first : ends[0]])
    if len(parts) < 2 or not plain or not _has_form(words, parts[0], ends[0], leading):
        return
    goes_on = last < len(labels) and labels[last] in ("container", "volume")
    behind = "container" if goes_on and (leading or words.gaps[last][:1] != ".") else "title"
    for start, end in zip(reversed(parts[1:]), reversed(ends[1:]), strict=True):
        if _has_form(words, start, end, leading) or _may_be_name(words, start, end):
            return
        if words.gaps[start] not in ((", ", ",") if leading else (". ",)):
            return
        labels[start:end] = [behind] * (end - start)


def _find_title(words: Words, labels: list[str]) -> None:
    """Take the last word of the names for the title where nothing else is one: "SOUZA, A. Ondas. Revista do Mar".

    Of capitals alone: "Holm, J. Chem. Soc." is a journal of chemists, whose lists have no titles.
    """
    first, last = _run(labels, "author")
    if "title" in labels or last - first < 3 or last == len(labels) or len(words.texts[first]) < 3:
        return
    if not words.texts[first].isupper():
        return
    initial, word = words.texts[last - 2 : last]
    stops = (words.gaps[last - 1][:1], words.gaps[last][:1])
    shapes = len(initial) == 1 and initial.isupper() and len(word) > 2 and not word.isupper()
    if shapes and stops == (".", "."):
        labels[last - 1] = "title"


def _has_form(words: Words, start: int, end: int, leading: bool) -> bool:
    texts = [text for text in words.texts[start:end] if fold(text) not in _JOINS]
    texts = [text for text in texts if fold(text) not in PARTICLES or not text.islower()]
    return not texts or _is_initials(texts[0] if leading else texts[-1])


def _may_be_name(words: Words, start: int, end: int) -> bool:
    """Tell what may be a name though it has no initials: a suffix, an organisation, "Jane Doe", what "and" joins."""
    texts = words.texts[start:end]
    if any(fold(text) in _JOINS or fold(text) in SUFFIXES for text in texts) or "&" in words.gaps[start]:
        return True
    known = any(fold(text) in ORGANISATION for text in texts)
    small = not texts[0][:1].isupper() or (len(texts) > 1 and is_given_name(texts[0]))
    return known or small or any(_is_initials(text) for text in texts)


def _head(labels: Sequence[str]) -> int:
    return max(
        (place + 1 for place, label in enumerate(labels[:80]) if label in ("author", "date")), default=0
    )


def _inside(words: Words, begin: int, end: int) -> int:
    """Give the word behind the last "In" that begins a book's title; 0 where there is none."""
    for place in range(end - 1, begin, -1):
        if words.texts[place] in ("In", "in") and words.gaps[place][:1] in tuple('.,;"?!)'):
            return place + 1
    return 0


def _read_imprint(words: Words, labels: list[str]) -> None:
    """Read "Title. 2nd ed. Place: Publisher; 2008:1-9." (AMA 11, 3.12; Vancouver): a year behind a semicolon."""
    year = next(
        (
            p
            for p, gap in enumerate(words.gaps[:-1])
            if p > 2 and gap[-2:] == "; " and _YEAR.fullmatch(words.texts[p])
        ),
        0,
    )
    if not year or "volume" in labels[year:] or "issue" in labels[year:] or words.gaps[year + 1][:1] == ";":
        return
    start = year - 1
    while start > 1 and not _is_border(words, start):
        start -= 1
    colon = next((p for p in range(start + 1, year) if words.gaps[p] in (": ", "): ")), start)
    if "title" in labels[start:colon]:
        colon = start
    if colon - start > 4:
        start = next((p for p in range(start, colon) if set(labels[p:colon]) == {"place"}), 0)
    elif colon == start:
        begun = (p for p in range(start + 1, year) if labels[p] == "publisher" != labels[p - 1])
        start = colon = next((p for p in begun if words.gaps[p][:1] == "."), start)
    known = {"author", "editor", "date", "url"} & set(labels[start:year])
    if known or set(labels[start:year]) == {"place"} or year - start > 14 or start < 2:
        return
    if fold(words.texts[start]) in ("available", "url"):
        return
    for place in range(start, year):
        if labels[place] not in ("edition", "author", "editor"):
            labels[place] = "place" if place < colon else "publisher"
    labels[year] = "date"
    _fill(words, labels, start)


def _is_border(words: Words, place: int) -> bool:
    """Tell whether a sentence begins at a word: "C. Wolf" and "Ed. 34" do not."""
    if words.gaps[place][:2] not in (". ", "? ", "! ", ").", ".)") and '." ' not in words.gaps[place]:
        return False
    before = words.texts[place - 1]
    short = len(before) < 3 and before[:1].isupper()
    return not short and not (fold(before) == "ed" and words.texts[place].isdigit())


def _fill(words: Words, labels: list[str], end: int) -> None:
    """Give what stands before the imprint to the book: behind "In" to the container, else to the title."""
    head = _head(labels[:end])
    begin = _inside(words, head, end)
    while begin and begin < end and labels[begin] == "editor":
        begin += 1
    if not begin:
        if "title" not in labels:
            labels[head:end] = ["title" if label == "container" else label for label in labels[head:end]]
        return
    first = next((p for p in range(begin, end) if labels[p] == "container"), end)
    if first - begin > 3 and "editor" not in labels[begin:first]:
        return
    while end > begin and (labels[end - 1] in ("edition", "volume", "o") or _is_count(words, end - 1)):
        end -= 1
    for place in range(first, end):
        if labels[place] in ("o", "title", "publisher", "date", "volume"):
            labels[place] = "container"


def _is_count(words: Words, place: int) -> bool:
    return fold(words.texts[place]) in ("vol", "ed", "edn", "edition", "volume")


def _read_brackets(words: Words, labels: list[str]) -> None:
    """Read "(2019). Title (2nd ed., pp. 1–9). Publisher" (APA 7, 10.2): what brackets tell ends the title."""
    date = labels.index("date") if "date" in labels else -1
    if date < 1 or words.gaps[date][-1:] != "(" or words.gaps[date + 1][:2] != ").":
        return
    told = ("edition", "page", "volume")
    opened = next(
        (
            p
            for p in range(date + 2, len(labels))
            if words.gaps[p] == " (" and set(told) & set(labels[p : p + 3])
        ),
        0,
    )
    closed = (
        next((p for p in range(opened + 1, len(labels)) if words.gaps[p][:3] == "). "), 0) if opened else 0
    )
    if not closed or closed - opened > 10 or any(label in told for label in labels[closed:]):
        return
    begin = _inside(words, date + 1, opened)
    while begin and begin < opened and labels[begin] == "editor":
        begin += 1
    if begin and ("editor" in labels[begin:opened] or labels[begin] != "container"):
        return
    labels[begin or date + 1 : opened] = ["container" if begin else "title"] * (opened - (begin or date + 1))
    for place in range(closed, len(labels)):
        if labels[place] in ("title", "container", "o"):
            if labels[place] == "o" and "publisher" in labels[closed:]:
                continue
            labels[place] = "publisher"


def _date_alone(words: Words, labels: list[str]) -> None:
    """Take "Published online 2019" and a year that is a sentence, ". 2019. https://…", for the date (AMA 11, 3.15)."""
    if "date" not in labels:
        return
    now = labels.index("date")
    for place in range(now + 1, len(labels)):
        online = words.texts[place - 2 : place] == ("Published", "online")
        alone = words.gaps[place] == ". " == words.gaps[place + 1] and "/" in (*words.texts, "")[place + 1]
        if (online or alone) and _YEAR.fullmatch(words.texts[place]) and words.gaps[now + 1][:2] != ").":
            for each in range(now, place):
                if labels[each] == "date":
                    labels[each] = labels[each - 1] if labels[each - 1] in ("title", "container") else "o"
            labels[place] = "date"
            return


def _part_genre(words: Words, labels: list[str]) -> None:
    """Part "Dissertation. Idaho State University": what a work is and where it was done."""
    first, last = _run(labels, "publisher")
    cut = first
    while cut < last and fold(words.texts[cut]) in _GENRES:
        cut += 1
    if first < cut < last and words.gaps[cut][:1] in tuple(".,-)"):
        labels[first:cut] = ["genre"] * (cut - first)


def _part_place(words: Words, labels: list[str]) -> None:
    """Part "Clarendon Press. Oxford": a known place behind the publisher."""
    first, last = _run(labels, "publisher")
    if "place" in labels or last - first < 2:
        return
    cut = next((p for p in range(last - 1, first, -1) if words.gaps[p][:1] in tuple(".,:")), 0)
    if cut and all(fold(text) in PLACES for text in words.texts[cut:last]):
        labels[cut:last] = ["place"] * (last - cut)


def _part_pages(words: Words, labels: list[str]) -> None:
    """Part "no. 1-2, 133-139": the first is the issue. Of "133-139" both are pages."""
    first, last = _run(labels, "page")
    joined = first < last < len(labels) and labels[last] == "o" and words.gaps[last] == "-"
    if joined and words.texts[last].isdigit():
        labels[last] = "page"
        last += 1
    cut = next((p for p in range(first + 1, last) if "," in words.gaps[p]), 0)
    if cut and first and "issue" not in labels and fold(words.texts[first - 1]) in _COUNTS:
        labels[first:cut] = ["issue"] * (cut - first)


def _name_pages(words: Words, labels: list[str]) -> None:
    """Let "p. 4-9" be pages, where none are known and the numbers were taken for those of a volume."""
    if "page" in labels:
        return
    for place, text in enumerate(words.texts[:-1]):
        if text not in ("p", "pp") or labels[place] != "o" or labels[place + 1] not in ("volume", "issue", "o"):
            continue
        end = place + 1
        while end < len(labels) and words.texts[end].isdigit() and (end == place + 1 or words.gaps[end] in _DASHES):
            labels[end] = "page"
            end += 1
        return


_DASHES = ("-", "–", "—", "--")
