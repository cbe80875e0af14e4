"""How well citations are linked and references read: scored on published articles. `make bench-citations`.

GOLD names the folder with the records (`GOLD=../shared/gold`; its README says what they are). The figures go to
standard output as Markdown; `WRITE=1` puts them between the two marks in docs/CITATIONS.md. The same records give the
same figures; seconds belong to the machine.
"""

import gzip
import json
import os
import platform
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from filters.grammar import find_mentions, parse_reference, parse_references

GOLD = Path(os.environ.get("GOLD") or PROJECT.parent / "shared" / "gold")
REPORT = PROJECT / "docs" / "CITATIONS.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
STRANGERS = (1, 5, 17, 29)
"""Each article is read against the reference lists of the articles that stand so many places after it."""

FIELDS = """
    author editor issued title container-title volume issue page publisher publisher-place edition DOI URL
""".split()  # noqa: SIM905 - reads better
WHOLE = {"author", "issued", "title", "container-title", "volume", "page"}
"""An item is whole if none of these is wrong."""

Record = dict[str, Any]


def main() -> int:
    names = ("links", "links_inyear", "links_poss", "refs", "roundtrip")
    missing = [f"{name}.jsonl.gz" for name in names if not (GOLD / f"{name}.jsonl.gz").exists()]
    if missing:
        said = f"bench-citations: {GOLD} has no {', '.join(missing)}; say where the records are: GOLD=folder"
        print(said, file=sys.stderr)
        return 3
    lines = [*linking(), *strangers(), *parsing(), *speed()]
    text = "\n".join(lines) + "\n"
    print(text)
    if os.environ.get("WRITE"):
        before, rest = REPORT.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        REPORT.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")
    return 0


def records(name: str) -> list[Record]:
    with gzip.open(GOLD / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


# Linking: right when the reference is the same and the spans overlap; each link of the gold is met once.


def score_links(article: Record) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count the links of one article (right, predicted, gold), and by kind those met and all."""
    gold = [cite for cite in article["cites"] if cite[2] >= 0]
    items = parse_references(article["references"])
    predicted = sorted(
        {(each.start, each.end, each.reference) for each in find_mentions(article["text"], items)}
    )
    met: set[int] = set()
    for start, end, reference in predicted:
        for index, cite in enumerate(gold):
            if index not in met and cite[2] == reference and start < cite[1] and cite[0] < end:
                met.add(index)
                break
    counts = Counter(right=len(met), predicted=len(predicted), gold=len(gold), articles=1)
    return counts, Counter(gold[index][3] for index in met), Counter(cite[3] for cite in gold)


def linking() -> Iterator[str]:
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for article in records("links"):
        counts, _, _ = score_links(article)
        by_language[article["lang"]].update(counts)
        total.update(counts)
    yield from ("## Linking", "", "| articles in | articles | citations | precision | recall | F1 |")
    yield "|---|---|---|---|---|---|"
    for language, counts in [*sorted(by_language.items()), ("all", total)]:
        shares = measures(counts["right"], counts["predicted"], counts["gold"])
        figures = " | ".join(f"{share:.3f}" for share in shares)
        yield f"| {language} | {counts['articles']} | {counts['gold']} | {figures} |"
    yield from ("", "| form | recall |", "|---|---|")
    for kind, said in (("inyear", "“In 2010, Smith found”"), ("poss", "“Smith’s (2010)”")):
        met, listed = Counter[str](), Counter[str]()
        for article in records(f"links_{kind}"):
            _, found, wanted = score_links(article)
            met.update(found)
            listed.update(wanted)
        yield f"| {said} | {met[kind]} of {listed[kind]} |"


def measures(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Give precision, recall and their harmonic mean."""
    return right / max(1, predicted), right / max(1, gold), 2 * right / max(1, predicted + gold)


# Strangers: an article's text against another's list; only a work that both list may be linked.


def strangers() -> Iterator[str]:
    articles = records("links")
    items = [parse_references(article["references"]) for article in articles]
    words = [
        [set(re.findall(r"[^\W\d_]{4,}", plain(each))) for each in article["references"]]
        for article in articles
    ]
    read = false = shared = 0
    for step in STRANGERS:
        for index, article in enumerate(articles):
            other = (index + step) % len(articles)
            read += len(article["text"].split())
            for mention in find_mentions(article["text"], items[other]):
                work = words[other][mention.reference]
                known = any(len(work & own) >= 0.5 * min(len(work), len(own)) for own in words[index] if own)
                shared, false = shared + known, false + (not known)
    yield from (
        "",
        "## Strangers",
        "",
        f"Each text against the lists of {len(STRANGERS)} other articles: {read:,} words, **{false} false links** "
        f"({false / read * 590_000:.1f} in 590,000 words); {shared} links to works that both list are left out.",
    )


# Reading references: a field is right when the normalised values agree.


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def bare(value: object) -> str:
    return re.sub(r"[\W_]+", "", plain(str(value)))


def families(names: Sequence[Record] | None) -> list[str]:
    return [
        bare(name["non-dropping-particle"] + name["family"])
        if name.get("non-dropping-particle")
        else bare(name.get("family") or name.get("literal") or "")
        for name in names or []
        if isinstance(name, dict)
    ]


def year(date: Record) -> str:
    try:
        return str(date["date-parts"][0][0])
    except (KeyError, IndexError, TypeError):
        found = re.search(r"(1[5-9]|20)\d\d", json.dumps(date))
        return found[0] if found else bare(date.get("literal") or date.get("raw") or "")


def value(item: Record, field: str) -> Any:
    """Give a field in the form in which it is compared: first page, first number, family names."""
    said = item.get(field)
    if field in ("author", "editor"):
        return families(said)
    if field == "issued":
        return year(said) if said else ""
    if field == "page":
        found = re.match(r"\D*?([A-Za-z]*\d+)", str(said or ""))
        return bare(found[1] if found else said or "")
    if field == "DOI":
        return bare(re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", str(said or ""), flags=re.IGNORECASE))
    if field in ("volume", "issue", "edition"):
        found = re.search(r"\d+", str(said or ""))
        return found[0] if found else bare(said or "")
    return bare(said or "")


def same(field: str, gold: Any, said: Any) -> bool:
    if gold == said or field in ("author", "editor"):
        return bool(gold == said)
    if field not in ("title", "container-title", "publisher", "publisher-place", "URL") or not (
        gold and said
    ):
        return False
    begins = gold.startswith(said) or said.startswith(gold)
    return begins and min(len(gold), len(said)) >= 0.85 * max(len(gold), len(said))


def labelled(gold: Record) -> Record:
    """Turn labelled spans into values."""
    item = {field: " ".join(gold[field]) for field in FIELDS if field in gold and field != "issued"}
    if "issued" in gold:
        item["issued"] = {"raw": " ".join(gold["issued"])}
    if "(" in item.get("volume", "") and "issue" not in item:
        found = re.search(r"(\d+)\s*\((?:no\.?\s*)?([\w-]+)\)", item["volume"])
        if found:
            item["volume"], item["issue"] = found.groups()
    return item


def names_fit(spans: Sequence[str], said: Sequence[str]) -> bool:
    """Tell whether family names stand in their order inside the labelled names, the first and about all of them."""
    whole, place = bare(" ".join(spans)), 0
    for name in said:
        at = whole.find(name, place)
        if not name or at < 0:
            return False
        place = at + len(name)
    joined = " ".join(spans)
    small = ("and", "eds", "the", "von", "van", "der", "del", "others")
    capitals = [word for word in re.findall(r"[A-ZÀ-Þ][\w’'-]{2,}", joined) if word.lower() not in small]
    parted = len(re.findall(r",|;|&| and ", joined))
    first = any(bare(word) in "".join(said) for word in capitals[:1] or [""])
    return bool(said) and len(said) >= 0.5 * max(1, parted / 2) and first


def score_field(
    record: Record, gold: Record, said: Record, field: str, text: str
) -> tuple[bool, bool, bool] | None:
    """Say of a field whether the gold has it, the reader gives it, and it is right; None where it cannot be seen."""
    mine = value(said, field)
    if record["kind"] == "spans" and field in ("author", "editor"):
        spans = record["gold"].get(field)
        return bool(spans), bool(mine), bool(spans) and names_fit(spans, mine)
    wanted = value(gold, field)
    if record["kind"] == "csl" and field != "issued" and wanted:
        seen = all(name and name in text for name in wanted) if isinstance(wanted, list) else wanted in text
        if not seen:
            return None
    return bool(wanted), bool(mine), bool(wanted) and bool(mine) and same(field, wanted, mine)


def score_reference(record: Record, fields: dict[str, Counter[str]]) -> bool:
    """Count one reference into the fields' figures; tell whether the item is whole."""
    said: Record = dict(parse_reference(record["text"]))
    gold = record["gold"] if record["kind"] == "csl" else labelled(record["gold"])
    text, whole = bare(record["text"]), True
    for field in FIELDS:
        found = score_field(record, gold, said, field, text)
        if found is None:
            continue
        wanted, given, right = found
        fields[field].update(gold=wanted, predicted=given, right=right)
        if (wanted or given) and not right and field in WHOLE:
            whole = False
    return whole


def parsing() -> Iterator[str]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records("refs"):
        name = "author and year first" if record.get("apa_like") else "others"
        groups[f"as published, {name}"].append(record)
    for record in records("roundtrip"):
        groups[f"rendered, {record['style']}"].append(record)
    by_field: dict[str, dict[str, Counter[str]]] = {}
    yield from ("", "## Reading references", "", "| references | number | F1 over fields | items whole |")
    yield "|---|---|---|---|"
    for name, group in sorted(groups.items()):
        fields: dict[str, Counter[str]] = defaultdict(Counter)
        whole = sum(score_reference(record, fields) for record in group)
        counts = sum(fields.values(), Counter[str]())
        by_field[name] = fields
        yield f"| {name} | {len(group):,} | {f1(counts):.3f} | {whole / len(group):.1%} |"
    yield from ("", "| field | as published | rendered |", "|---|---|---|")
    for field in FIELDS:
        published, rendered = (
            sum((fields[field] for name, fields in by_field.items() if name.startswith(kind)), Counter[str]())
            for kind in ("as published", "rendered")
        )
        yield f"| {field} | {f1(published):.3f} | {f1(rendered):.3f} |"


def f1(counts: Counter[str]) -> float:
    return measures(counts["right"], counts["predicted"], counts["gold"])[2]


def speed() -> Iterator[str]:
    articles = records("links")
    lines = list(dict.fromkeys(line for article in articles for line in article["references"]))[:1000]
    text, place = "", 0
    while len(text.split()) < 100_000:
        text += articles[place % len(articles)]["text"] + "\n\n"
        place += 1
    begun = time.process_time()
    items = parse_references(lines)
    parsed = time.process_time()
    find_mentions(text, items)
    found = time.process_time()
    yield from (
        "",
        "## Time",
        "",
        f"{len(text.split()):,} words with {len(lines):,} references, seconds of one core ({platform.machine()}, "
        f"Python {platform.python_version()}): references {parsed - begun:.2f}, mentions {found - parsed:.2f}.",
    )


if __name__ == "__main__":
    sys.exit(main())
