"""Document, Crossref -> Document whose entries say which of them were retracted, corrected or put in doubt.

The author's words stand: the sentence stands behind the entry and is the press's own, in all editions, with a fragment
id of its own; it names the work, since the recording says it without the entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from filters.bibliography import PREFIX
from filters.findings import Finding
from filters.grammar.csl import CslItem
from filters.grammar.remarks import label, short
from filters.mark_fragments import fragment_id
from lectern.citations.crossref import Service, look_up
from lectern.citations.records import Notice
from lectern.model import Document, Fragment, Kind

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "retracted": "retracted",
        "doubted": "expression of concern",
        "corrected": "corrected",
        "see": "see",
    },
    "de": {
        "retracted": "zurückgezogen",
        "doubted": "Bedenken angemeldet",
        "corrected": "berichtigt",
        "see": "siehe",
    },
    "fr": {"retracted": "rétracté", "doubted": "mise en garde", "corrected": "corrigé", "see": "voir"},
    "es": {
        "retracted": "retractado",
        "doubted": "expresión de preocupación",
        "corrected": "corregido",
        "see": "véase",
    },
    "pt": {
        "retracted": "retratado",
        "doubted": "manifestação de preocupação",
        "corrected": "corrigido",
        "see": "ver",
    },
    "it": {
        "retracted": "ritrattato",
        "doubted": "espressione di preoccupazione",
        "corrected": "corretto",
        "see": "vedi",
    },
}
_SORTS = {
    "retraction": "retracted",
    "partial_retraction": "retracted",
    "withdrawal": "retracted",
    "removal": "retracted",
    "expression_of_concern": "doubted",
    "correction": "corrected",
    "corrigendum": "corrected",
    "erratum": "corrected",
}
"""Crossref's types of updates that are shown, and the word for each; others change little for a reader."""
_TOLD = frozenset({"entry-retracted", "entry-in-doubt", "entry-corrected", "crossref-not-asked"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands behind an entry: the words, their language tag, and the address that ends them ("" for none)."""

    words: str
    language: str
    address: str

    @property
    def text(self) -> str:
        return f"{self.words} {self.address}".strip() + "."


def add_notices(document: Document, service: Service) -> tuple[Document, tuple[Finding, ...]]:
    """Ask for the entries that have a DOI; give the document with their notices, and what was found."""
    items = [cast("CslItem", dict(item)) for item in document.references]
    asked = [item for item in items if item.get("DOI")]
    looked = look_up(asked, service)
    findings = tuple(
        Finding(
            each.rule,
            each.severity,
            each.message,
            where=short(asked[each.entry].get("note", "")) if each.entry >= 0 else "",
            hint=each.hint,
            source="crossref",
        )
        for each in looked.remarks
        if each.rule in _TOLD
    )
    said: dict[str, list[_Said]] = {}
    for index, notice in looked.notices:
        if notice.kind in _SORTS:
            item = asked[index]
            said.setdefault(item["id"], []).append(_say(item, notice, document.metadata.language))
    return (_annotated(document, said) if said else document), findings


def _say(item: CslItem, notice: Notice, language: str) -> _Said:
    tag = language.split("-")[0].lower()
    spoken = language if tag in _WORDS else "en"
    words = _WORDS.get(tag, _WORDS["en"])
    when = _written(notice.date, spoken)
    begin = f"{label(item)}: {words[_SORTS[notice.kind]]}{f' ({when})' if when else ''}"
    if not notice.doi:
        return _Said(begin, spoken, "")
    return _Said(f"{begin}; {words['see']}", spoken, f"https://doi.org/{notice.doi}")


def _written(day: str, language: str) -> str:
    """Give a date as the language writes it; what is no whole date stays as it is."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(day), "long", locale=language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return day


def _annotated(document: Document, said: Mapping[str, Sequence[_Said]]) -> Document:
    ast = json.loads(document.ast)
    fragments = list(document.fragments)
    taken = {fragment.id for fragment in fragments}
    for entry in _entries(ast["blocks"]):
        notices = said.get(entry["c"][0][0].removeprefix(PREFIX), ())
        line = next((block for block in entry["c"][1] if block["t"] in ("Para", "Plain")), None)
        place = next((at for at, each in enumerate(line["c"]) if _is_reference(each)), None) if line else None
        if line is None or place is None:
            continue
        after = _place(fragments, line["c"][place]["c"][0][0])
        for number, notice in enumerate(notices):
            name = fragment_id(notice.text, Kind.SENTENCE.value, (entry["c"][0][0],), {})
            if name in taken or after is None:
                continue
            taken.add(name)
            line["c"][place + 1 + 2 * number : place + 1 + 2 * number] = [
                {"t": "Space"},
                _span(name, notice, document.metadata.language),
            ]
            section = fragments[after].section
            made = Fragment(name, Kind.SENTENCE, notice.text, notice.language, section)
            fragments.insert(after + 1 + number, made)
    return replace(document, ast=json.dumps(ast, ensure_ascii=False), fragments=tuple(fragments))


def _entries(blocks: Any) -> Iterator[dict[str, Any]]:
    """Find the entries of the reference list among blocks, however deep they stand."""
    waiting = [blocks]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            if (
                value.get("t") == "Div"
                and "entry" in value["c"][0][1]
                and value["c"][0][0].startswith(PREFIX)
            ):
                yield value
            else:
                waiting.append(value.get("c"))


def _is_reference(inline: Mapping[str, Any]) -> bool:
    return inline["t"] == "Span" and "reference" in inline["c"][0][1]


def _place(fragments: Sequence[Fragment], name: str) -> int | None:
    return next((at for at, each in enumerate(fragments) if each.id == name), None)


def _span(name: str, notice: _Said, language: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for word in notice.words.split():
        content += [{"t": "Str", "c": word}, {"t": "Space"}]
    content.pop()
    if notice.address:
        link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": notice.address}], [notice.address, ""]]}
        content += [{"t": "Space"}, link]
    content.append({"t": "Str", "c": "."})
    strong = {"t": "Strong", "c": content}
    spoken = [] if notice.language == language else [["lang", notice.language]]
    return {"t": "Span", "c": [[name, ["sentence", "notice"], spoken], [strong]]}
