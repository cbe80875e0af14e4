"""Gold references -> the field of each word: true fields are sought in the line, labelled pieces are found again."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from filters.grammar.reference_words import Words, cut_words
from filters.grammar.words import fold

LABELS = {
    "author": "author",
    "editor": "editor",
    "issued": "date",
    "title": "title",
    "container-title": "container",
    "source": "container",
    "collection-title": "series",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "institution": "publisher",
    "publisher-place": "place",
    "edition": "edition",
    "genre": "genre",
    "translator": "translator",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKERS = _words("""
    p pp page pages pg pgs s seiten vol vols volume v bd band jg t tome no nos nr n num number issue
    heft iss ed edn edition ediçao edicao aufl auflage in em en dans eds editor editors hrsg hg org
    orgs coord edited by article art and par von
""")
_EDGES = {
    "page": _MARKERS - {"s1"},
    "volume": _MARKERS,
    "issue": _MARKERS,
    "container": frozenset({"in", "em", "dans"}),
    "editor": _MARKERS,
    "translator": _MARKERS | {"translated", "trans", "transl", "tr", "traducao", "trad"},
    "edition": _MARKERS - {"rev"},
    "author": frozenset({"eds", "ed", "editors", "editor", "hrsg", "org", "orgs"}),
    "date": frozenset({"in"}),
}


def read_gold(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of ``refs.jsonl`` and ``roundtrip.jsonl`` (packed or not)."""
    for name in ("refs.jsonl", "roundtrip.jsonl"):
        path = folder / name
        packed = folder / f"{name}.gz"
        text = path.read_text("utf-8") if path.exists() else gzip.decompress(packed.read_bytes()).decode()
        yield from (json.loads(line) for line in text.splitlines())


def work_of(record: dict[str, Any]) -> str:
    """Name the work that a record is about: the same work in two styles has one name."""
    if "work" in record:
        return str(record["work"])
    gold = record["gold"]
    title = gold.get("title") or gold.get("container-title") or record["text"]
    return re.sub(r"[\W_]+", "", fold(" ".join(title) if isinstance(title, list) else title))[:40]


def labelled(record: dict[str, Any]) -> tuple[Words, list[str]] | None:
    """Give the words of a line with their fields; ``None`` if the gold cannot be found in it."""
    words = cut_words(" ".join(record["text"].split()))
    labels = ["o"] * len(words.texts)
    for place, text in enumerate(words.texts):
        if "/" in text or text.lower().startswith("www."):
            labels[place] = "url"
    ok = (_label_pieces if record["kind"] == "spans" else _label_values)(words, labels, record["gold"])
    return (words, labels) if ok and words.texts else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text.replace("ß", "ss")))


class _Finder:
    """Finds a value among the words, whatever stands between them."""

    def __init__(self, words: Words, labels: list[str]) -> None:
        self.words, self.labels = words, labels
        self.plain, self.owner = "", []
        for place, text in enumerate(words.texts):
            bare = _plain(text)
            self.plain += bare
            self.owner += [place] * len(bare)

    def find(self, value: str, begin: int = 0, free: bool = True) -> tuple[int, int] | None:
        """Give first and last-but-one word of the first free place at or behind the word ``begin``."""
        bare = _plain(value)
        if not bare:
            return None
        at = -1
        while True:
            at = self.plain.find(bare, at + 1)
            if at < 0:
                return None
            first, last = self.owner[at], self.owner[at + len(bare) - 1]
            whole = (at == 0 or self.owner[at - 1] != first) and (
                at + len(bare) == len(self.owner) or self.owner[at + len(bare)] != last
            )
            if first < begin or not whole:
                continue
            if not free or all(self.labels[place] == "o" for place in range(first, last + 1)):
                return first, last + 1


def _set(words: Words, labels: list[str], first: int, last: int, label: str) -> None:
    edges = _EDGES.get(label, frozenset())
    while first < last and fold(words.texts[first]) in edges:
        first += 1
    while first < last and fold(words.texts[last - 1]) in edges and label not in ("container",):
        last -= 1
    for place in range(first, last):
        if labels[place] == "o":
            labels[place] = label


def _label_pieces(words: Words, labels: list[str], gold: dict[str, Any]) -> bool:
    finder = _Finder(words, labels)
    pieces = [(name, piece) for name, found in gold.items() if isinstance(found, list) for piece in found]
    pieces.sort(key=lambda each: -len(each[1]))
    missing = 0
    for name, piece in pieces:
        spot = finder.find(piece)
        if spot is None:
            missing += name in ("author", "title", "container-title")
            continue
        label = LABELS.get(name)
        if label is None:
            continue
        _set(words, labels, *spot, label)
        if label == "volume":
            _split_volume(words, labels, *spot)
    return not missing


_NUMBER = ("no", "n", "nr", "issue", "number", "heft", "num", "iss", "nos")


def _split_volume(words: Words, labels: list[str], first: int, last: int) -> None:
    """Tell volume, number and year in a piece such as "vol. 11, no. 4," or "2015;195(10):"."""
    numbers = [
        place
        for place in range(first, last)
        if labels[place] == "volume" and any(sign.isdigit() or sign in "IVXLC" for sign in words.texts[place])
    ]
    for place in range(first, last):
        if labels[place] == "volume" and fold(words.texts[place]) in _MARKERS:
            labels[place] = "o"
    if len(numbers) > 1 and len(words.texts[numbers[0]]) == 4 and ";" in words.gaps[numbers[0] + 1]:
        labels[numbers.pop(0)] = "date"
    if len(numbers) < 2:
        return
    second = numbers[1]
    marker = second > first and fold(words.texts[second - 1]) in _NUMBER
    if marker or "(" in words.gaps[second] or words.gaps[second] in (".", "/", ":"):
        for place in numbers[1:]:
            labels[place] = "issue"


def _label_values(words: Words, labels: list[str], gold: dict[str, Any]) -> bool:
    """Seek each true value: the title first, what stands behind it after it."""
    finder = _Finder(words, labels)
    title = finder.find(gold.get("title", ""), 0)
    if title is None or re.search(r"https?:|\(accessed", gold["title"]):
        return False
    _set(words, labels, *title, "title")
    names = gold.get("author", [])
    end = _label_names(words, labels, names, "author", 0)
    if end is None and any(_plain(name.get("family", "")) in finder.plain for name in names):
        return False
    _label_year(words, labels, gold)
    container = gold.get("container-title", "")
    spot = finder.find(container, title[1]) or finder.find(container)
    if spot:
        _set(words, labels, *spot, "container")
    if gold.get("editor"):
        _label_names(words, labels, gold["editor"], *(("editor", title[1]) if names else ("author", 0)))
    for name in ("publisher", "publisher-place", "genre"):
        value = str(gold.get(name, ""))
        place = finder.find(value, title[1]) or finder.find(value)
        if place:
            _set(words, labels, *place, LABELS[name])
    _label_numbers(finder, gold, title[1], (spot or title)[1])
    return True


def _label_numbers(finder: _Finder, gold: dict[str, Any], title: int, after: int) -> None:
    """Seek volume, issue, pages and edition behind the container, else behind the title."""
    words, labels = finder.words, finder.labels
    for name in ("volume", "issue", "page", "edition"):
        value = str(gold.get(name, ""))
        first = re.search(r"[A-Za-z]*\d+\w*" if name != "volume" else r"\w+", value)
        if not first:
            continue
        place = (
            finder.find(value, after)
            or _short_pages(finder, words, value, after)
            or finder.find(first[0], after)
            or finder.find(value, title)
            or finder.find(first[0], title)
        )
        if place:
            _set(words, labels, *place, name)
            if name == "volume" and place[0] + 1 == place[1]:
                after = place[1]


def _short_pages(finder: _Finder, words: Words, value: str, after: int) -> tuple[int, int] | None:
    """Find "1303–18" for "1303–1318"."""
    parts = re.findall(r"\w+", value)
    if len(parts) != 2:
        return None
    spot = finder.find(parts[0], after)
    if (
        spot
        and spot[1] < len(words.texts)
        and words.gaps[spot[1]] == "-"
        and parts[1].endswith(words.texts[spot[1]])
    ):
        return spot[0], spot[1] + 1
    return None


def _label_year(words: Words, labels: list[str], gold: dict[str, Any]) -> None:
    parts = (gold.get("issued") or {}).get("date-parts") or []
    if not parts:
        return
    year = str(parts[0][0])
    spots = [p for p, text in enumerate(words.texts) if text.rstrip("abcdefgh") == year and labels[p] == "o"]
    if spots:
        labels[spots[0]] = "date"


def _label_names(
    words: Words, labels: list[str], names: Sequence[dict[str, str]], label: str, begin: int
) -> int | None:
    """Mark the run of words that are nothing but these names."""
    said = {_plain(w) for n in names for part in n.values() for w in re.findall(r"\w+(?:['’-]\w+)*", part)}
    for name in names:
        initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name.get("given", "")))
        said |= {_plain(initials[i:j]) for i in range(len(initials)) for j in range(i + 1, len(initials) + 1)}
        said.add(_plain(initials))
        said.add(_plain(name.get("given", "")))
    said |= {"and", "et", "al", "e", "y", "und", "jr", "others"}
    strong = {
        _plain(w)
        for n in names
        for w in re.findall(r"\w+(?:['’-]\w+)*", n.get("family", "") + " " + n.get("literal", ""))
        if len(w) > 1
    }
    best: tuple[int, int, int] | None = None
    place = begin
    count = len(words.texts)
    while place < count:
        if labels[place] == "o" and _plain(words.texts[place]) in said:
            last = place
            while last < count and labels[last] == "o" and (_plain(words.texts[last]) in said):
                last += 1
            weight = sum(_plain(words.texts[p]) in strong for p in range(place, last))
            if weight and (best is None or weight > best[0]):
                best = (weight, place, last)
            place = last
        else:
            place += 1
    if best is None:
        return None
    _, first, last = best
    while first < last and words.texts[first] in ("and", "et", "e", "y", "und"):
        first += 1
    while first < last and words.texts[last - 1] in ("and", "e", "y", "und"):
        last -= 1
    for spot in range(first, last):
        labels[spot] = label
    return last
