"""File -> Source: the article as written, its front matter or sidecar read, nothing understood yet."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from filters.grammar.controls import without_controls
from lectern import for_pandoc, jats, packages, quarto, web_page
from lectern.errors import SourceError, UsageError
from lectern.model import Finding, Source
from lectern.pronunciation import TAG
from lectern.readers import BY_ENDING, BY_NAME, Reader, reader_of

SIDECAR = "article.yaml"
BOOK = "book.yaml"
_NUMBER = re.compile(r"(\d{1,4})(?!\d)")
MOST_BYTES = 250_000_000
_OLD = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".pages": "export it as Word (.docx)",
    ".pdf": "a PDF does not hold its text in order; take the file from which it was made",
    ".wpd": "open it in LibreOffice and save it as .odt",
    ".sxw": "open it in LibreOffice and save it as .odt",
    ".mobi": "convert it to EPUB",
    ".azw3": "convert it to EPUB",
}
"""What to do with files that many have and nothing reads."""
DEEPEST = 100
"""The most levels of YAML; front matter and bibliographies have about five."""
_LONG = 100_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def find_sources(folder: Path) -> tuple[Path, ...]:
    """List the articles of a folder: its files, folders in it that are books, and files beside an `article.yaml`."""
    if not folder.is_dir():
        raise SourceError(f"there is no folder “{folder}”", hint="put articles into source/ or name a file")
    found = [path for path in folder.iterdir() if _is_article(path)]
    for inner in folder.iterdir():
        if is_book(inner) and inner.name[0] not in "._":
            found.append(inner)
        elif inner.is_dir() and (inner / SIDECAR).is_file():
            found += [path for path in inner.iterdir() if _is_article(path)]
    return tuple(sorted(found))


def _is_article(path: Path) -> bool:
    return (
        path.is_file()
        and path.suffix.lower() in BY_ENDING
        and path.stem.lower() != "readme"
        and path.name[0] not in "._"
    )


def read(path: Path) -> Source:
    """Read one article: a file, or a folder that is a book.

    Raises SourceError: no such file, a format without reader, not UTF-8, broken YAML (with its line), nothing in it,
    a package that is broken, protected or a trap.
    """
    _look_for(path)
    return _read_book(path) if path.is_dir() else _read_file(path, _sidecar(path))


def _read_file(path: Path, beside: Mapping[str, Any]) -> Source:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=path) from error
    if len(content) > MOST_BYTES:
        raise SourceError(
            f"the file has more than {MOST_BYTES // 1_000_000} megabytes", where=path, hint="divide it"
        )
    reader = _reader(path, content)
    text = "" if reader.packed else _decode(content, path)
    declared, body = _front_matter(text, path) if reader.pandoc.startswith("markdown") else ({}, text)
    reader = _asked({**beside, **declared}, reader, path)
    if not (body.strip() or reader.packed):
        raise SourceError("the article is empty", where=path, hint="write at least one sentence")
    said: Mapping[str, Any] = {}
    findings: tuple[Finding, ...] = ()
    if reader.packed:
        packages.check(content, path)
        said = packages.properties(content, path)
        if reader.name == "epub" and (authors := packages.authors_of_book(content, path)):
            declared = {"author": authors}
    elif reader.name == "jats":
        body, said = jats.prepare(body)
    elif reader.name == "quarto":
        body, declared, findings = quarto.prepare(body, declared)
    elif reader.name == "rtf":
        body = for_pandoc.rtf(body)
    elif reader.name == "html":
        page = web_page.find_article(body) if not beside.get("keep-all") else web_page.Found(body)
        body, declared, findings = for_pandoc.page(page.text), page.facts, page.findings
    return Source(
        slug=slug(path.stem),
        path=path.resolve(),
        reader=reader,
        text=body,
        digest=hashlib.sha256(content + repr(sorted(beside.items())).encode()).hexdigest(),
        declared={**beside, **declared} if reader.pandoc.startswith("markdown") else {**declared, **beside},
        properties=said,
        findings=findings,
        content=packages.for_pandoc(content, path) if reader.packed else b"",
    )


def _look_for(path: Path) -> None:
    if not path.exists():
        near = _near(path)
        raise SourceError("there is no such file", where=path, hint=f"did you mean {near}?" if near else "")
    if path.is_dir() and not is_book(path):
        raise SourceError(
            "this is a folder, not an article",
            where=path,
            hint=f"name the file in it; a book's files begin with numbers, or stand in a {BOOK}",
        )


def is_book(folder: Path) -> bool:
    """Tell a book's folder: it has a `book.yaml`, or two files or more whose names begin with numbers."""
    return folder.is_dir() and ((folder / BOOK).is_file() or len(_numbered(folder)) > 1)


def _numbered(folder: Path) -> list[Path]:
    numbered = [(_NUMBER.match(path.name), path) for path in folder.iterdir() if _is_article(path)]
    return [path for number, path in sorted((int(found[1]), path) for found, path in numbered if found)]


def _read_book(folder: Path) -> Source:
    declared = read_yaml(folder / BOOK) if (folder / BOOK).is_file() else {}
    named = declared.pop("chapters", None)
    files = (
        _numbered(folder) if named is None else [_chapter(folder, each) for each in _listed(named, folder)]
    )
    if not files:
        raise SourceError("the book has no chapter", where=folder, hint="list its files in `chapters:`")
    parts = tuple(_read_file(each, {}) for each in files)
    sidecar = read_yaml(folder / SIDECAR) if (folder / SIDECAR).is_file() else {}
    declared = {**sidecar, **declared}
    return Source(
        slug=slug(folder.resolve().name),
        path=folder.resolve(),
        reader=parts[0].reader,
        text="",
        digest=hashlib.sha256(
            repr([each.digest for each in parts] + sorted(declared.items())).encode()
        ).hexdigest(),
        declared=declared,
        findings=tuple(finding for each in parts for finding in each.findings),
        parts=parts,
    )


def _listed(named: Any, folder: Path) -> list[str]:
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise SourceError(
            "`chapters` is no list of files",
            where=folder / BOOK,
            hint="write one name a line, with - before it",
        )
    return named


def _chapter(folder: Path, named: str) -> Path:
    path = (folder / named).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise SourceError(f"the chapter “{named}” lies outside the book's folder", where=folder / BOOK)
    if not path.is_file():
        raise SourceError(
            f"the chapter “{named}” is not there", where=folder / BOOK, hint="mend its name there"
        )
    return path


def _reader(path: Path, content: bytes) -> Reader:
    reader = reader_of(path, content)
    if reader is not None:
        return reader
    if path.suffix.lower() in BY_ENDING:
        raise SourceError(
            "this XML is neither JATS nor DocBook", where=path, hint="save it as one of them, or as HTML"
        )
    raise SourceError(
        f"“{path.suffix or path.name}” is not a format that can be read",
        where=path,
        hint=_OLD.get(path.suffix.lower()) or f"use one of {', '.join(sorted(BY_ENDING))}",
    )


def _asked(declared: Mapping[str, Any], reader: Reader, path: Path) -> Reader:
    """Give the reader that the front matter names, for text whose ending tells too little."""
    named = str(declared.get("reader", "")).strip().lower()
    if not named:
        return reader
    asked = BY_NAME.get(named)
    if asked is None or asked.packed is not reader.packed:
        known = ", ".join(each.name for each in BY_NAME.values() if each.packed is reader.packed)
        raise SourceError(f"“{named}” is not a reader for this file", where=path, hint=f"use one of {known}")
    return asked


def _near(path: Path) -> str:
    import difflib

    names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    close = difflib.get_close_matches(path.name, names, n=1)
    return str(path.parent / close[0]) if close else ""


def _decode(content: bytes, path: Path) -> str:
    """Decode UTF-8 (with or without a mark) or UTF-16 with a mark; guess nothing, so that no text is lost."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SourceError(
            f"the text is not UTF-8: byte {content[error.start]:#04x} in line {line}",
            where=path,
            hint="save the file as UTF-8",
        ) from error
    if "\0" in text:
        raise SourceError("this is not a text file", where=path, hint="give the article as text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", without_controls(text))


def _front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        if re.match(r"\A---[ \t]*\n[\w-]+:", text):
            raise SourceError(
                "the front matter has no end", where=f"{path}:1", hint="close it with a line ---"
            )
        return {}, text
    return _yaml(match.group(1), path, first_line=2), text[match.end() :]


def _sidecar(path: Path) -> dict[str, Any]:
    beside = path.parent / SIDECAR
    return read_yaml(beside) if beside.is_file() else {}


def in_language(source: Source, tag: str) -> Source:
    """Take an article as if it declared a language (a BCP 47 tag). Raises UsageError if it is none."""
    if not TAG.match(tag):
        raise UsageError(f"“{tag}” is not a language tag", hint="write for example --lang en-GB")
    return replace(source, declared={**source.declared, "lang": tag})


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file of names and values.

    Raises SourceError: not UTF-8, broken YAML (with its line), no mapping.
    """
    text = re.sub(r"\n(?:---|\.\.\.)[ \t]*\n*\Z", "\n", _decode(path.read_bytes(), path))
    return _yaml(text, path, first_line=1)


def _refuse_growth(events: Iterable[Any], where: str) -> None:
    """Raise SourceError where YAML repeats parts of itself or is nested deeper than any values are."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise SourceError(
                "the YAML repeats a part by “*name”, which is not read here",
                where=where,
                hint="write the part out, or put a value that begins with * into quotes",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise SourceError(
                "the YAML is nested too deeply", where=where, hint="take some of the levels out"
            )


def _yaml(text: str, path: Path, *, first_line: int) -> dict[str, Any]:
    import yaml

    # Python's own names the line of a slip better; libyaml's, where PyYAML has it, reads a library ten times as fast.
    loader = yaml.SafeLoader if len(text) < _LONG else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_growth(yaml.parse(text, Loader=loader), f"{path}:{first_line}")
        value = yaml.load(text, loader)  # noqa: S506 - one of the two safe loaders
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise SourceError(
            f"the YAML is broken: {error.problem or 'it cannot be read'}",
            where=f"{path}:{line}",
            hint="put values that hold a colon into quotes, and indent with spaces",
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(f"the YAML is broken: {error}", where=f"{path}:{first_line}") from error
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SourceError(
            "the front matter is not a list of “name: value” lines", where=f"{path}:{first_line}"
        )
    return {str(name): entry for name, entry in value.items()}


def slug(name: str) -> str:
    """Make a name fit for files and addresses: lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made or "article-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def check_slugs(sources: Iterable[Source]) -> None:
    """Refuse two articles that would be built into the same folder.

    Raises SourceError.
    """
    seen: dict[str, Path] = {}
    for source in sources:
        other = seen.setdefault(source.slug, source.path)
        if other != source.path:
            raise SourceError(
                f"both {other.name} and {source.path.name} would become “{source.slug}”",
                where=source.path,
                hint="rename one of them",
            )
