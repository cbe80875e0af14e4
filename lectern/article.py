"""Source -> Document: read by pandoc, understood by the filters; the panflute tree lives in this module only."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from filters import bibliography
from filters.bibliography import HEADING, LINKED_ADDRESSES, LINKED_CITATIONS
from filters.mark_fragments import fragment_id
from lectern import (
    formulas,
    metadata,
    pandoc,
    parsing,
    picture_files,
    picture_places,
    raw_markup,
    stated,
)
from lectern.bibliographies import citing
from lectern.errors import SourceError
from lectern.model import Document, Finding, Fragment, Kind, Metadata, Run, Source
from lectern.pronunciation import TAG

if TYPE_CHECKING:
    import panflute as pf

_INTERNAL = "lectern-"
"""Metadata keys with this prefix pass between filters and are taken out of the finished document."""


def read(source: Source, *, unpack: Path | None = None) -> Document:
    """Understand an article; pictures that stand within its file are unpacked into a folder, if one is given.

    Raises SourceError: no text in it, an image that is missing, broken or outside of its folder, nested too deeply.
    """
    try:
        if unpack is not None:
            return _understand(source, unpack.resolve())
        with TemporaryDirectory(
            prefix="lectern-"
        ) as folder:  # whoever wants the words alone has no use for them
            return _understand(source, Path(folder).resolve())
    except RecursionError as error:
        raise SourceError(
            "the article is nested too deeply: lists, quotations or tags in each other",
            where=source.path,
            hint="take some of the levels out",
        ) from error


def _understand(source: Source, unpack: Path) -> Document:
    ast, raw_findings = raw_markup.settle(parsing.parse(source, unpack))
    source = replace(source, declared={**stated.stated(ast), **source.declared})
    doc, media, cite_findings = _filter(_load(ast), source, unpack)
    declared_title = metadata_text(doc, "title")
    facts, noted = metadata.understand(source, title=declared_title)
    facts = replace(facts, subtitle=parsing.plain_line(facts.subtitle))
    if facts.cover is not None:
        picture_files.check(facts.cover, source.path)
    fragments = (*_front(facts, _foreign_titles(doc, source, facts)), *_fragments(doc, facts))
    if not any(
        fragment.kind is not Kind.HEADING and fragment.section != "references" for fragment in fragments[1:]
    ):
        raise SourceError("the article has no text", where=source.path, hint="write at least one sentence")
    references = bibliography.load(doc)
    found = (*source.findings, *noted, *raw_findings, *cite_findings, *_findings(doc))
    return Document(
        slug=source.slug,
        metadata=_describe(facts, fragments),
        ast=_dump(doc),
        fragments=fragments,
        references=references,
        media=media,
        findings=tuple(dict.fromkeys(found)),
    )


def byline(facts: Metadata) -> tuple[str, str]:
    """Give the authors and the date as the document's language writes them; either may be empty."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    if facts.date is None:
        return ", ".join(facts.authors), ""
    try:
        written = format_date(facts.date, "long", locale=facts.language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        written = facts.date.isoformat()
    return ", ".join(facts.authors), written


def _load(ast: str) -> pf.Doc:
    import panflute as pf

    return pf.load(io.StringIO(ast))


def _filter(
    doc: pf.Doc, source: Source, unpack: Path
) -> tuple[pf.Doc, Mapping[str, Path], tuple[Finding, ...]]:
    """Fold the filters over the tree: the source made clean, citations, accessibility."""
    from filters import ACCESSIBILITY, LINKING, PREPARATION
    from filters.phrases import language

    _declare(doc, source)
    media = picture_places.place(doc, source, unpack)
    for step in PREPARATION:
        doc = step(doc)
    doc, noted = citing.cite(doc, source, language(doc))
    for step in LINKING:
        doc = step(doc)
    doc.metadata["lectern-math"] = _say_formulas(doc)
    for step in ACCESSIBILITY:
        doc = step(doc)
    return doc, media, noted


def _declare(doc: pf.Doc, source: Source) -> None:
    """Tell the filters what the front matter says of title, language, left-overs and the list of references."""
    import panflute as pf

    for name in ("title", "lang", "keep-all", HEADING, LINKED_CITATIONS, LINKED_ADDRESSES):
        value = source.declared.get(name)
        if value is not None and not isinstance(value, list | dict):
            doc.metadata[name] = (
                pf.MetaBool(value) if isinstance(value, bool) else pf.MetaString(parsing.plain_line(value))
            )


def _foreign_titles(doc: pf.Doc, source: Source, facts: Metadata) -> dict[Kind, tuple[Run, ...]]:
    """Find the stretches of title and subtitle that are marked as of another language: `[mot juste]{lang=fr}`."""
    lines = {Kind.TITLE: (source.declared.get("title"), facts.title),
             Kind.SUBTITLE: (source.declared.get("subtitle"), facts.subtitle)}  # fmt: skip
    found = {
        kind: tuple(_runs(_load(pandoc.convert(written, reader="markdown", writer="json")), text))
        for kind, (written, text) in lines.items()
        if isinstance(written, str) and "lang=" in written
    }
    in_text = doc.metadata.content.get("title")
    if in_text is not None and not found.get(Kind.TITLE):
        found[Kind.TITLE] = tuple(_runs(in_text, facts.title))
    return found


def _runs(line: pf.Element, text: str) -> Iterator[Run]:
    """Find a line's words in other languages in its plain text."""
    import panflute as pf

    from filters.reading_order import in_reading_order, plain_text

    place = 0
    for span in in_reading_order(line):
        language = span.attributes.get("lang", "") if isinstance(span, pf.Span) else ""
        words = " ".join(plain_text(span).split()) if TAG.match(language) else ""
        start = text.find(words, place) if words else -1
        if start >= 0:
            place = start + len(words)
            yield Run(start, place, language)


def _say_formulas(doc: pf.Doc) -> pf.MetaList:
    """List the formulas with their words, "" for one that cannot be read; report what an author can mend."""
    import panflute as pf

    from filters.findings import Severity, report
    from filters.phrases import language
    from filters.reading_order import in_reading_order

    math = [each for each in in_reading_order(doc) if isinstance(each, pf.Math)]
    found = list(dict.fromkeys((each.format == "DisplayMath", each.text) for each in math))
    own = language(doc)
    spoken = formulas.to_words(found, own) if found else {}
    for _, tex in (formula for formula in found if formula not in spoken and formula[1].strip()):
        message = f"The formula “{tex[:80]}” is no TeX that can be read; it is said as “formula”."
        report(doc, "formula-unreadable", message, hint="mend the TeX")
    foreign = formulas.language_of_words(own) if not formulas.speaks(own) else ""
    if spoken and foreign:
        message = f"There are no words for formulas in the language “{own}”; they are said in English."
        hint = 'give the words yourself: [$x$]{alt="…"}'
        report(doc, "formula-language", message, severity=Severity.NOTICE, hint=hint)
    return pf.MetaList(
        *(
            pf.MetaMap(
                display=pf.MetaString("yes" if formula[0] else ""),
                tex=pf.MetaString(formula[1]),
                words=pf.MetaString(spoken.get(formula, "")),
                lang=pf.MetaString(foreign),
            )
            for formula in found
        )
    )


def metadata_text(doc: pf.Doc, name: str) -> str:
    """Give a metadata value of the tree as plain text, "" where there is none."""
    value = doc.get_metadata(name, default="")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _front(facts: Metadata, foreign: Mapping[Kind, tuple[Run, ...]]) -> tuple[Fragment, ...]:
    given: dict[str, int] = {}
    lines = (
        (Kind.TITLE, facts.title),
        (Kind.SUBTITLE, facts.subtitle),
        (Kind.BYLINE, ", ".join(part for part in byline(facts) if part)),
    )
    return tuple(
        Fragment(
            fragment_id(text, kind.value, (), given),
            kind,
            text,
            facts.language,
            languages=foreign.get(kind, ()),
        )
        for kind, text in lines
        if text
    )


def _fragments(doc: pf.Doc, facts: Metadata) -> tuple[Fragment, ...]:
    listed = doc.metadata["lectern-fragments"].content if "lectern-fragments" in doc.metadata.content else []
    return tuple(
        Fragment(
            entry["id"].text,
            Kind(entry["kind"].text),
            entry["text"].text,
            entry["language"].text,
            entry["section"].text,
        )
        for entry in (each.content for each in listed)
    )


def _findings(doc: pf.Doc) -> tuple[Finding, ...]:
    from filters.findings import findings

    return findings(doc)


def _describe(facts: Metadata, fragments: tuple[Fragment, ...]) -> Metadata:
    """Take the first sentence as description where none is declared."""
    if facts.description:
        return facts
    first = next((fragment.text for fragment in fragments if fragment.kind is Kind.SENTENCE), "")
    return replace(facts, description=first)


def _dump(doc: pf.Doc) -> str:
    import panflute as pf

    for name in [name for name in doc.metadata.content if name.startswith(_INTERNAL)]:
        del doc.metadata.content[name]
    out = io.StringIO()
    pf.dump(doc, out)
    return out.getvalue()
