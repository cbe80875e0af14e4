"""What follows names and date in a reference: title, container, volume, issue, pages, publisher."""

import re

from filters.grammar.csl import CslItem
from filters.grammar.names import parse_names
from filters.grammar.words import CONJUNCTIONS, PARTICLES, fold

_PAGES = r"[A-Z]{0,2}\d[\w.]*(?:\s*[-–—‐]\s*[A-Z]{0,2}\d\w*)?|e\d+"
_VOLUME = re.compile(
    r"[,.;]?\s+(?:vol(?:ume)?\.?|v\.|Bd\.|Jg\.)?\s*(?P<volume>\d{1,5}[A-Za-z]?|[A-Z]\d{1,3}|[IVXLC]{1,7}(?=\())"
    r"(?:\s*\((?P<issue>[^()]{1,30})\)|\s*,\s*(?:n(?:o|r|º|°)?\.?\s?|issue\s|Heft\s)(?P<number>[\w/–-]{1,9}))?"
    rf"(?:(?:\s*[,:;]\s*|\s+(?=\d+[–-]\d))(?:(?:pp?|S)\.\s*|Article\s+(?:No\.\s*)?)?(?P<page>{_PAGES}))?"
    r"(?:\s*[,:]\s*Article\s+\w+)?[\s.,;]*$",
    re.IGNORECASE,
)
_NUMBERS = 160
"""Signs at the end of a line among which volume, issue and pages stand."""
_CHAPTER = re.compile(r"(?<=[.?!,\"”’»)\]])\s+In:?\s+(?=[^\W\d_a-zß-ÿ]|\d|[\"“«])|[.,]\s+In:\s+")
_EDITORS = re.compile(
    r"^(?P<names>.{3,400}?)[\s,]*\((?:Eds?|Hrsg|Hg|Orgs?|Coords?|Dirs?|Éds?|Comps?)\.?[^)]*\)[.,:]?\s*",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\((?P<inside>[^()]*(?:\bpp?\.|\bVol\.|\bS\.|\bed\.|\bBd\.|\bpages?\b|\bNo\.|\bAufl\.|\bAuflage|\bedition\b|\bedição\b|\bedición\b|\béd\.|\bBand\b)[^()]*)\)[.,]?",
    re.IGNORECASE,
)
_BORDER = re.compile(r"(?:[.?!…]|[?!.]?[\"”’»]\.?|[.?!]\))\s+(?=[\"“«‘(\[]?[^\W_a-zß-ÿ]|[a-z]+[A-Z])")
_PLACE = re.compile(r"^(?P<place>[A-ZÀ-Þ][^:.;]{1,40}):\s*(?P<publisher>[^:]{2,120})$")
_SCHOOL = re.compile(r"universi|institut|college|school|hochschule|facul|escola|école|pontif", re.IGNORECASE)
_SEQUEL = re.compile(r"^(?P<container>\D{4,150}?),\s*(?P<page>\d+\s*[-–]\s*\d+|e\d{3,9})[\s.]*$")
_GENRES = (
    (r"thesis|dissertation|tese|disserta[çc][ãa]o|tesis|thèse|magisterarbeit|masterarbeit", "thesis"),
    (r"data\s?set", "dataset"),
    (r"preprint|arxiv|biorxiv|psyarxiv|osf\.io", "article"),
    (r"conference|proceedings|paper presented|symposium|anais|congresso", "paper-conference"),
    (r"report|working paper|relatório|technical", "report"),
    (r"software|computer program", "software"),
)


def read_imprint(rest: str, item: CslItem) -> None:
    """Fill the item from the text after the names; also settle its type."""
    rest = rest.strip(" .,;:")
    brackets = re.search(r"\s*\[(?P<genre>[^\[\]]{3,120})\]", rest) if "[" in rest else None
    if brackets and (_SCHOOL.search(brackets["genre"]) or _is_genre(brackets["genre"])):
        _read_brackets(brackets["genre"], item)
        rest = rest[: brackets.start()] + rest[brackets.end() :]
    chapter = _CHAPTER.search(rest) if "In" in rest else None
    if chapter:
        item["title"] = _clean(rest[: chapter.start() + 1])
        _read_book(rest[chapter.end() :], item, "container-title")
        item["type"] = "chapter"
        return _settle(item)
    if not _read_article(rest, item):
        _read_book(rest, item, "title")
    _settle(item)


def _is_genre(text: str) -> bool:
    """Tell whether a bracket says what a work is: "Computer software", "Data set", "Video"."""
    return bool(_KIND.search(text)) or any(re.search(words, text, re.IGNORECASE) for words, _ in _GENRES)


_KIND = re.compile(
    r"^(?:computer|data ?set|video|film|audio|podcast|map|photo|poster|powerpoint|press release|review|letter"
    r"|unpublished|conference|paper pres|manuscript|tweet|internet|online|database|brochure|blog"
    r"|electronic|speech|lecture|mobile app|master|doctoral|bachelor|ph\.?d|in press|abstract)",
    re.IGNORECASE,
)


def _read_brackets(text: str, item: CslItem) -> None:
    """Read "[Doctoral dissertation, University of Ostby]": what it is, and the school that publishes it."""
    kind, _, school = text.rpartition(", ")
    if _SCHOOL.search(school):
        item["publisher"] = school
    if kind or "publisher" not in item:
        item["genre"] = text


def _settle(item: CslItem) -> None:
    said = f"{item.get('genre', '')} {item.get('container-title', '')} {item.get('publisher', '')}".lower()
    kind = next((kind for words, kind in _GENRES if re.search(words, said)), "")
    weak = item["type"] == "document" or (item["type"] == "chapter" and kind == "paper-conference")
    if kind and weak:
        item["type"] = kind
    elif item["type"] == "document":
        if "publisher" not in item and "URL" in item:
            item["type"] = "webpage"
        elif "publisher" in item:
            item["type"] = "book"


def _read_article(rest: str, item: CslItem) -> bool:
    """Read "Title. Journal, 24(10), 2033–2043"; false if the text does not end in a volume."""
    numbers = _VOLUME.finditer(rest, max(0, len(rest) - _NUMBERS))
    found = next((each for each in numbers if _BORDER.search(rest, 0, each.start() + 1)), None)
    if found is None or not (
        found["issue"] or found["number"] or found["page"] or rest[found.start()] == ","
    ):
        return _read_pages(rest, item)
    title, container = split_title(rest[: found.start()])
    if not container:
        return False
    item.update(
        {"type": "article-journal", "title": title, "container-title": container, "volume": found["volume"]}
    )
    issue = found["issue"] or found["number"]
    if issue:
        item["issue"] = re.sub(r"^(?:no?|nr)\.?\s*", "", issue, flags=re.IGNORECASE)
    if found["page"]:
        item["page"] = _page(found["page"])
    return True


def _read_pages(rest: str, item: CslItem) -> bool:
    """Read "Title. Yearbook, 41–52": a container with pages and no volume."""
    title, container = split_title(rest)
    found = _SEQUEL.match(container)
    if found is None:
        return False
    item.update({"type": "article-journal", "title": title, "container-title": _clean(found["container"])})
    item["page"] = _page(found["page"])
    return True


def split_title(text: str) -> tuple[str, str]:
    """Cut title and container at the last border of sentences that is not the point of an abbreviation."""
    borders = [each for each in _BORDER.finditer(text) if each.end() < len(text)]
    if not borders:
        return _clean(text), ""
    strong = [each for each in borders if not _abbreviated(text[: each.start() + 1], text[each.end() :])]
    border = strong[-1] if strong else borders[0]
    if len(strong) > 1:
        word = text[strong[-2].end() : border.start()]
        between = [each for each in borders if strong[-2].end() <= each.start() < border.start()]
        if " " not in word and word.isalpha() and len(word) < 14 and not between:
            border = strong[-2]
    return _clean(text[: border.end()]), _clean(text[border.end() :])


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHORTENED = _words("""
    no nos vol vols dr mr mrs ms st nr ed eds art fig prof jr inc pt ser sp spp var subsp cf vs ca
    dept gen etc ltd bd
""")


def _abbreviated(text: str, rest: str) -> bool:
    """Tell whether the last word is cut short as in titles of journals ("Ann.", "J.", "Limnol. Oceanogr.")."""
    found = re.search(r"(?:(\S+)\s+)?\b([^\W\d_]+)\.$", text.rstrip())
    if found and found[2].lower() in _SHORTENED:
        return True
    if found is None or (found[1] and found[1].islower() and found[1][-1].isalpha()):
        return False
    word = found[2]
    longest = 8 if re.search(r"\.(?:\s|$)", rest) and word[-1] not in "aeiouy" else 5
    return len(word) < 2 or (len(word) <= longest and word[0].isupper() and not word.isupper())


def _read_book(text: str, item: CslItem, field: str) -> None:
    """Read "Editors (Eds.), Title (2nd ed., pp. 1–5). Place: Publisher"."""
    text = text.strip(" .,")
    editors = _EDITORS.match(text) if field == "container-title" else None
    if editors:
        item["editor"] = parse_names(editors["names"])
        text = text[editors.end() :]
    inside = _INSIDE.search(text)
    after = ""
    if inside:
        _read_inside(inside["inside"], item)
        text, after = text[: inside.start()], text[inside.end() :]
    title, publisher = (_clean(text), _clean(after)) if after.strip(" .") else split_title(text)
    if publisher and field == "title" and not after.strip(" .") and not _can_publish(publisher):
        title, publisher = _clean(text), ""
    if field == "container-title":
        title = _take_volume(title, item)
    if title:
        item["title" if field == "title" else "container-title"] = title
    place = _PLACE.match(publisher)
    if place:
        item["publisher-place"], item["publisher"] = place["place"].strip(), place["publisher"].strip(" .,")
    elif publisher and field == "title" and _has_day(item):
        item["container-title"] = publisher
    elif publisher and "publisher" not in item:
        item["publisher"] = publisher


def _take_volume(title: str, item: CslItem) -> str:
    """Move the volume behind a container's title into the item: "Flora: Vol. 3", "Noise 12(3), 4–9"."""
    sequel = re.search(r":\s*Vol\.\s*(\w+)$", title)
    if sequel:
        item["volume"], title = sequel[1], title[: sequel.start()]
    journal = _VOLUME.search(title) if "volume" not in item else None
    if journal and journal.start() > 3 and (journal["page"] or journal["issue"]):
        item["volume"], title = journal["volume"], title[: journal.start()]
        if journal["page"]:
            item["page"] = _page(journal["page"])
    return title


def _has_day(item: CslItem) -> bool:
    """Tell whether the date has a month, as that of what a newspaper or a web site publishes (APA 10.1, 10.16)."""
    return any(len(parts) > 1 for parts in item.get("issued", {}).get("date-parts", ()))


def _can_publish(text: str) -> bool:
    """Tell a publisher ("John Murray", "Editora 34") from the rest of a title ("Version 1.5")."""
    words = text.split()
    small = [word for word in words if word[0].islower() and fold(word.strip(".,")) not in _SMALL]
    if _PLACE.match(text):
        return True
    digits = re.search(r"\d", text)
    return len(words) < 14 and not small and not (digits and not re.fullmatch(r"(?:\S+ ){1,3}\d{1,3}", text))


_SMALL = (
    PARTICLES
    | CONJUNCTIONS
    | frozenset(["of", "for", "on", "the", "at", "in", "by", "do", "da", "para", "pour", "fur", "ao", "sur"])
)


def _read_inside(text: str, item: CslItem) -> None:
    """Read the bracket after a book's title: edition, volume, pages."""
    edition = re.search(
        r"\b(\w+)\.?\s+(?:ed\b|edn|edition|edição|edición|Aufl|éd\b)|\bed\.\s*(\d+)", text, re.IGNORECASE
    )
    if edition:
        item["edition"] = edition[1] or edition[2]
    issue = re.search(r"\b(?:Issue|No\.|Nr\.)\s*([\w–-]+)", text)
    if issue:
        item["issue"] = issue[1]
    volume = re.search(r"(?:Vol|Bd)s?\.\s*([\w–-]+)", text, re.IGNORECASE)
    if volume:
        item["volume"] = volume[1]
    page = re.search(rf"\b(?:pp?|S|pages?)\.?\s*({_PAGES}|[ivxl]+[–-][ivxl]+)", text, re.IGNORECASE)
    if page:
        item["page"] = _page(page[1])


def _page(text: str) -> str:
    return re.sub(r"\s*[-–—‐]\s*", "–", text.strip(" ."))


def _clean(text: str) -> str:
    """Strip what closes a sentence and a pair of quotation marks round the whole."""
    text = text.strip(" ,;:")
    text = text if text.endswith("...") else text.rstrip(" .,")
    whole = re.fullmatch(r"[\"“«‘„]([^\"“”«»„]+?)[,.]?[\"”»’“]", text)
    return whole[1] if whole else text
