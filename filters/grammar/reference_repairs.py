"""What must hold of the labels of a line, whatever was weighed: a quoted title is whole, a book has a title."""

import re

from filters.grammar.reference_forms import settle_forms
from filters.grammar.reference_words import Words
from filters.grammar.words import CONJUNCTIONS, ORGANISATION, PARTICLES, YEAR, fold

_CLOSES = {"“": "”", "«": "»", "„": "“", '"': '"', "‘": "’", "'": "'"}
_IN = ("in", "em", "en", "dans", "in:")
_YEAR = re.compile(rf"{YEAR}[a-z]?")
_LAW = re.compile(
    r"\s*(?:Council )?(?:Directive|Regulation|Decision|Lei|Decreto|Decreto-Lei|Ley|Loi|Gesetz)\s+[(\dn]"
)
_SMALL = (
    PARTICLES
    | CONJUNCTIONS
    | frozenset(["of", "for", "on", "the", "at", "in", "by", "do", "da", "para", "pour", "fur", "ao", "sur"])
)


def repair(words: Words, labels: tuple[str, ...]) -> list[str]:
    """Give the labels with what is certain put right."""
    found = list(labels)
    if _LAW.match(words.line):
        found = ["title" if label == "author" else label for label in found]
    _named(words, found)
    _quoted(words, found)
    _edition(words, found)
    _thesis(words, found)
    if "title" not in found:
        _titled(found)
    _begun(words, found)
    if "publisher" not in found and "container" not in found:
        _published(words, found)
    if "container" not in found:
        _contained(words, found)
    settle_forms(words, found)
    return found


def _named(words: Words, labels: list[str]) -> None:
    """Make what stands before date and title the authors, where only names behind the title were seen: editors."""
    start = next((p for p, label in enumerate(labels) if label in ("date", "title")), 0)
    first = next((p for p, text in enumerate(words.texts) if not text[0].isdigit()), 0)
    if not first < start < 60 or set(labels[first:start]) != {"o"} or not words.texts[first][0].isupper():
        return
    if "author" in labels[start:]:
        labels[:] = ["editor" if label == "author" else label for label in labels]
        labels[first:start] = ["author"] * (start - first)


def _head(labels: list[str]) -> int:
    """Give the number of words before the title: names and the date behind them."""
    last = 0
    for place, label in enumerate(labels):
        if label in ("author", "editor", "date"):
            last = place + 1
        elif label not in ("o", "url") or place - last > 4:
            break
    return last


def _quoted(words: Words, labels: list[str]) -> None:
    """Make the title what stands in quotation marks right behind names and date, and nothing else."""
    head = _head(labels)
    if head >= len(labels) or (not head and "author" in labels):
        return
    before = words.line[words.ends[head - 1] if head else 0 : words.starts[head]]
    mark = before[-1:] if before[-1:] in _CLOSES else ""
    if not mark:
        return
    twice = before[-2:-1] in _CLOSES and before[-1:] in "‘'"
    mark = before[-2] if twice else mark
    close = _closing(words, head, mark)
    if close is None:
        return
    for place, label in enumerate(labels):
        if head <= place < close:
            labels[place] = "title"
        elif label == "title":
            labels[place] = "o"


def _closing(words: Words, first: int, mark: str) -> int | None:
    """Find the word behind the closing mark; a comma or a stop must stand beside it."""
    twin, depth = _CLOSES[mark], 0
    for place in range(first, len(words.texts)):
        stop = words.starts[place + 1] if place + 1 < len(words.texts) else len(words.line)
        between = words.line[words.ends[place] : min(stop, words.ends[place] + 12)]
        at = between.find(twin)
        if at >= 0 and (mark not in "'‘" or not between[at + 1 : at + 2].isalpha()):
            if depth:
                depth -= 1
            elif re.search(r"[.,?!;:]", between[max(0, at - 2) : at + 4]) or place + 1 == len(words.texts):
                return place + 1
            else:
                return None
        if mark != twin and mark in between[at + 1 :]:
            depth += 1
    return None


_EDITIONS = ("ed", "edn", "edition", "aufl", "auflage", "edicao", "edicion", "uitg", "utg")
_COUNT = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|a|º|ª|e|eme|o)?|second|third|fourth|fifth|revised|rev", re.IGNORECASE
)


def _edition(words: Words, labels: list[str]) -> None:
    """Take "2nd edn" out of the title, container or publisher."""
    for place in range(1, len(labels)):
        if fold(words.texts[place]) not in _EDITIONS or labels[place] in ("author", "editor"):
            continue
        if _COUNT.fullmatch(words.texts[place - 1]) and words.gaps[place] in (" ", ". ", "."):
            labels[place - 1], labels[place] = "edition", "o"


_THESES = ("tese", "dissertacao", "tesis", "these", "thesis", "dissertation", "monografia", "dissertacion")


def _thesis(words: Words, labels: list[str]) -> None:
    """Cut ". 2013. Tese (Doutorado em Letras) – Universidade, Porto, 2013" from the title (ABNT NBR 6023, 7.2)."""
    for place in range(2, len(labels)):
        if (
            labels[place] != "title"
            or fold(words.texts[place]) not in _THESES
            or words.gaps[place][:1] != "."
        ):
            continue
        begin = place - 1 if _YEAR.fullmatch(words.texts[place - 1]) else place
        school = False
        for each in range(begin, len(labels)):
            if each > place and any(sign in words.gaps[each] for sign in "-,)"):
                school = True
            if labels[each] in ("title", "container"):
                labels[each] = "publisher" if school else "o"
        return


def _titled(labels: list[str]) -> None:
    """Make a container without volume, page or editor the title: it is the book."""
    if "container" in labels and not {"volume", "issue", "page", "editor"} & set(labels):
        labels[:] = ["title" if label == "container" else label for label in labels]


def _begun(words: Words, labels: list[str]) -> None:
    """Let the title begin right behind names and date, if what stands between is nothing."""
    head = _head(labels)
    first = next((place for place, label in enumerate(labels) if label == "title"), 0)
    between = labels[head:first]
    if head and 0 < len(between) < 9 and set(between) == {"o"} and fold(words.texts[head]) not in _IN:
        line = words.line[words.ends[head - 1] : words.starts[first]]
        if "[" not in line and not re.search(r"\d", words.texts[head]):
            labels[head:first] = ["title"] * len(between)


def _published(words: Words, labels: list[str]) -> None:
    """Cut "Title. Publisher; 2009" at the last full stop, and "Title. Known Press" too."""
    places = [place for place, label in enumerate(labels) if label == "title"]
    if not places or places[-1] - places[0] + 1 != len(places):
        return
    last = places[-1] + 1
    borders = [place for place in places[1:] if words.gaps[place][:2] in (". ", "? ", "! ", ").")]
    if not borders:
        return
    cut = borders[-1]
    if len(words.texts[cut - 1]) < 3 and words.texts[cut - 1][:1].isupper():
        return
    run = words.texts[cut:last]
    year = last < len(labels) and bool(_YEAR.fullmatch(words.texts[last]))
    told = year and words.gaps[last][:1] in ";"
    plain = not any(text[:1].islower() and fold(text) not in _SMALL for text in run) and len(run) < 11
    known = any(fold(text) in ORGANISATION for text in run) and (
        last >= len(labels) or year or labels[last] == "url"
    )
    if plain and (told or known) and not any(text[:1].isdigit() for text in run):
        labels[cut:last] = ["publisher"] * (last - cut)


def _contained(words: Words, labels: list[str]) -> None:
    """Make what follows ". In" the container, if it is nothing yet."""
    for place in range(1, len(labels) - 1):
        if labels[place] != "o" or fold(words.texts[place]) not in _IN or labels[place + 1] != "o":
            continue
        if words.gaps[place][:1] not in '.,”"?!' or not words.texts[place + 1][:1].isupper():
            continue
        stop = place + 1
        while (
            stop < len(labels)
            and labels[stop] == "o"
            and (stop == place + 1 or words.gaps[stop] in (" ", "-", "'", ": ", "’"))
        ):
            stop += 1
        labels[place + 1 : stop] = ["container"] * (stop - place - 1)
        return
