"""What the front matter declares -> Metadata: types checked, gaps filled by the best guess and a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filters.grammar.controls import without_controls
from lectern import manner, pronunciation
from lectern.errors import SourceError
from lectern.model import Finding, Metadata, Severity, Source
from lectern.pronunciation import TAG

PDF_ENGINES = ("weasyprint", "typst")


def understand(source: Source, *, title: str) -> tuple[Metadata, tuple[Finding, ...]]:
    """Make the metadata of a document; ``title`` is what its text gave where nothing is declared.

    Raises SourceError where a value cannot be what it must be.
    """
    declared = source.declared
    findings: list[Finding] = []
    language = _language(source, findings)
    if not title:
        title = _line(source.properties.get("title"))
    if not title:
        title = source.path.stem.replace("-", " ").replace("_", " ").strip().capitalize()
        findings.append(
            _note("title-missing", f"There is no title; the file's name gives “{title}”.", "title")
        )
    authors = _authors(declared.get("author", declared.get("authors", source.properties.get("author"))))
    if not authors:
        findings.append(_note("author-missing", "No author is named.", "author"))
    return Metadata(
        title=title,
        language=language,
        subtitle=_line(declared.get("subtitle")),
        authors=authors,
        date=_date(declared.get("date"), findings),
        description=_line(declared.get("description", declared.get("abstract"))),
        rights=_line(declared.get("rights", declared.get("license"))),
        cover=_cover(source),
        voice=_line(declared.get("voice")).lower(),
        narration=manner.read_declared(declared.get("narration"), source.path),
        lexicon=pronunciation.read_declared(declared.get("pronounce"), source.path),
        pdf_engine=_pdf_engine(declared.get("pdf"), source.path),
    ), tuple(findings)


def _pdf_engine(value: Any, where: Path) -> str:
    """Read `pdf: {engine: typst}`. Raises SourceError for anything else than the engines there are."""
    if value is None:
        return ""
    if not isinstance(value, Mapping) or set(value) - {"engine"}:
        raise SourceError(
            "`pdf` names an engine", where=where, hint="write for example `pdf: {engine: typst}`"
        )
    return read_engine(_line(value.get("engine")), where)


def read_engine(named: str, where: Path | str) -> str:
    """Give the name of a layout engine, "" for none. Raises SourceError for one that there is not."""
    if named.lower() not in ("", *PDF_ENGINES):
        raise SourceError(
            f"“{named}” does not set PDFs here", where=where, hint=f"there are: {', '.join(PDF_ENGINES)}"
        )
    return named.lower()


def _note(rule: str, message: str, name: str) -> Finding:
    hint = f"write `{name}:` in the front matter or in article.yaml"
    return Finding(rule, Severity.NOTICE, message, hint=hint, source="metadata")


def _line(value: Any) -> str:
    """Give a value as one line of text; a mapping or list is no text and gives none."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    return re.sub(r"\s+", " ", without_controls(str(value))).strip()


def _language(source: Source, findings: list[Finding]) -> str:
    named = _line(source.declared.get("lang", source.declared.get("language"))).replace("_", "-")
    if not named and TAG.match(stated := _line(source.properties.get("lang")).replace("_", "-")):
        return stated
    if not named:
        findings.append(_note("language-missing", "No language is named; English (en) is assumed.", "lang"))
        return "en"
    if not TAG.match(named):
        raise SourceError(
            f"“{named}” is not a language tag", where=source.path, hint="write for example `lang: en-GB`"
        )
    return named


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        value = (
            value.get("name")
            or value.get("literal")
            or " ".join(_line(value.get(part)) for part in ("given", "family") if value.get(part))
        )
    if isinstance(value, list | tuple):
        return tuple(name for each in value for name in _authors(each))
    return (_line(value),) if _line(value) else ()


def _date(value: Any, findings: list[Finding]) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_line(value))
    except ValueError:
        findings.append(
            Finding(
                "date-unclear",
                Severity.WARNING,
                f"“{_line(value)}” is not a date that can be read.",
                hint="write it as 2026-03-14",
                source="metadata",
            )
        )
        return None


def _cover(source: Source) -> Path | None:
    named = _line(source.declared.get("cover", source.declared.get("cover-image")))
    return within(source.folder, named, source.path, "cover") if named else None


def is_address(named: str) -> bool:
    """Tell an address of the network or of the file system from the name of a file."""
    return bool(re.match(r"(?:[a-z][a-z0-9+.-]+:)?//|(?:https?|ftp|file|data):", named, re.IGNORECASE))


def within(folder: Path, named: str, where: Path, what: str) -> Path:
    """Find a file that an article names, in its own folder and nowhere else.

    Raises SourceError if it is an address, lies outside (by path or by link) or does not exist.
    """
    if is_address(named):
        raise SourceError(
            f"the {what} “{named[:80]}” is an address, and none is opened",
            where=where,
            hint=f"save it into {folder.name}/ and name it from there",
        )
    try:
        path = (folder / named).resolve()
        inside = path.is_relative_to(folder.resolve())
        there = inside and path.is_file()
    except (OSError, ValueError) as error:
        raise SourceError(f"the {what} “{named[:80]}” is no file name", where=where) from error
    if not inside:
        raise SourceError(
            f"the {what} “{named}” lies outside the article's folder",
            where=where,
            hint="copy it beside the article and name it from there",
        )
    if not there:
        raise SourceError(
            f"the {what} “{named}” is not there",
            where=where,
            hint=f"put it into {folder.name}/ or mend its name",
        )
    return path
