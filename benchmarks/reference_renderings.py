"""Gold references -> the same works in citation styles: each form is learnt with titles and publishers of many works.

Works with true fields are rendered in all seven styles, unless the gold itself has them so; works of which only the
labelled line is known are made CSL items and rendered in some of them. Pandoc renders (citeproc) with the style files
of `lectern/bibliographies/csl`. What is drawn is drawn by the checksum of the work: the same gold gives the same lines.
"""

import html
import json
import re
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypandoc
from reference_gold import work_of

from filters.grammar.names import parse_names

Record = dict[str, Any]

STYLES = ("apa", "ama", "vancouver", "mla", "chicago-author-date", "harvard", "ieee")
FOLDER = Path(__file__).resolve().parents[1] / "lectern" / "bibliographies" / "csl"
_BATCH = 400
"""Works that are rendered at a time: the cost of telling names apart grows with the square."""
_ENTRY = re.compile(r'<div id="ref-w(\d+)"[^>]*>(.*?)</div>\n(?=<div id="ref-w|</div>)', re.DOTALL)
_SCHOOL = re.compile(r"thesis|dissertation|tese\b|disserta[çc]", re.IGNORECASE)
_MEETING = re.compile(r"proceedings|conference|symposium|workshop|congress|anais", re.IGNORECASE)


def render_works(records: Iterable[Record]) -> Iterator[Record]:
    """Yield records as those of ``roundtrip.jsonl``: text, style and true fields."""
    by_style: dict[str, list[tuple[str, Record]]] = {style: [] for style in STYLES}
    for work, item, styles in _works(records):
        for style in styles:
            by_style[style].append((work, item))
    for style, items in by_style.items():
        for begin in range(0, len(items), _BATCH):
            yield from _render(items[begin : begin + _BATCH], style)


def _works(records: Iterable[Record]) -> Iterator[tuple[str, Record, tuple[str, ...]]]:
    """Yield each work once by name, with the styles in which it is rendered."""
    records = tuple(records)
    seen = {work_of(record) for record in records if "style" in record}
    for record in records:
        work = work_of(record)
        if work in seen:
            continue
        item = record["gold"] if record["kind"] == "csl" else _item(record["gold"], zlib.crc32(work.encode()))
        if item is None or len(item.get("title", "")) < 4:
            continue
        seen.add(work)
        if record["kind"] == "csl":
            yield work, item, STYLES
        else:
            lot = zlib.crc32(work.encode()) // 7
            if item["type"] != "article-journal" or lot % 3 == 0:
                yield work, item, ("apa", STYLES[1 + lot % 2], STYLES[3 + lot % 4])


def _clean(pieces: list[str]) -> str:
    text = " ".join(" ".join(pieces).split()).strip(" .,;:()[]/")
    text = re.sub(r"^(?:[Ii]n|[Ee]m|[Dd]ans):?\s+(?=[A-Z\d\"“])", "", text)
    text = (
        re.sub(r"^[\"“”‘'«]+|[.,]?[\"”“’'»]+$", "", text) if text.count('"') != 1 else text.replace('"', "")
    )
    return text.strip(" .,;:")


_LENGTHS = {"title": (8, 250), "container-title": (3, 160), "publisher": (2, 90), "publisher-place": (2, 40)}


def _item(gold: Record, lot: int) -> Record | None:
    """Make labelled pieces a CSL item; ``None`` if they are not whole."""
    item: Record = {}
    for field, (least, most) in _LENGTHS.items():
        pieces = gold.get(field)
        value = _clean(pieces) if pieces and len(pieces) == 1 else ""
        if pieces and not least <= len(value) <= most:
            return None
        if value:
            item[field] = value
    for field in ("author", "editor"):
        names = parse_names(" ".join(gold.get(field, ())))
        if names and not any("family" not in name and len(name.get("literal", "")) < 4 for name in names):
            item[field] = [dict(name) for name in names if name.get("literal") != "others"]
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", " ".join(gold.get("issued", ())))
    if not year or "title" not in item or not (item.get("author") or item.get("editor")):
        return None
    item["issued"] = {"date-parts": [[int(year[0])]]}
    _add_numbers(item, gold)
    item["type"] = _type_of(item, gold, lot)
    return item


def _add_numbers(item: Record, gold: Record) -> None:
    volume = " ".join(gold.get("volume", ()))
    numbers = re.findall(r"\d+", volume)
    if numbers and len(numbers[0]) < 5:
        item["volume"] = numbers[0]
        if len(numbers) > 1 and re.search(r"\d\s?\(\d", volume):
            item["issue"] = numbers[1]
    for field, form in (
        ("issue", r"\d+"),
        ("edition", r"\d+"),
        ("page", r"[A-Za-z]?\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?"),
    ):
        found = re.search(form, " ".join(gold.get(field, ())))
        if found:
            item[field] = re.sub(r"\s?[-–]\s?", "–", found[0])
    doi = re.search(r"10\.\d{4,9}/\S+\w", " ".join(gold.get("DOI", ())))
    if doi:
        item["DOI"] = doi[0]
    url = re.search(r"https?://\S+\w", " ".join(gold.get("URL", ())))
    if url:
        item["URL"] = url[0]


def _type_of(item: Record, gold: Record, lot: int) -> str:
    """Guess what kind of work it is; publishers often say nothing, and then it is a document."""
    if _SCHOOL.search(" ".join(gold.get("genre", ()))):
        return "thesis"
    if "container-title" in item:
        if "editor" in item or "publisher" in item:
            return "paper-conference" if _MEETING.search(item["container-title"]) and lot % 3 else "chapter"
        return "document" if lot % 4 == 0 else "article-journal"
    if "publisher" in item:
        return ("book", "book", "book", "report", "webpage", "software", "book", "thesis")[lot % 8]
    return ("webpage" if "URL" in item else "book", "document")[lot % 2]


def _render(items: list[tuple[str, Record]], style: str) -> Iterator[Record]:
    """Render with Pandoc; an entry that is not a line is left out."""
    with tempfile.TemporaryDirectory() as folder:
        works = Path(folder) / "works.json"
        works.write_text(json.dumps([{**item, "id": f"w{n}"} for n, (_, item) in enumerate(items)]), "utf-8")
        command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc"]
        command += [f"--bibliography={works}", f"--csl={FOLDER / style}.csl"]
        page = subprocess.run(
            command,
            input='---\nnocite: "@*"\n---\n',
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
    found = {int(number): text for number, text in _ENTRY.findall(page)}
    for number, (work, item) in enumerate(items):
        text = re.sub(r'<div class="csl-left-margin">.*?</div>', "", found.get(number, ""), flags=re.DOTALL)
        line = " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
        if line and not line.startswith("———"):
            yield {"text": line, "style": style, "kind": "csl", "gold": item, "work": work}
