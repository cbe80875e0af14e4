"""Parsed entries -> BibTeX, in a form that BibTeX, biblatex, Zotero and Pandoc read alike; UTF-8.

Pandoc 3.9 could write it, yet its writer leaves DOIs and "in press" out, puts "Jr." into the family name, gives
theses a publisher, and writes titles in Title Case, which spoils those that are not English. Here a title stands in
double braces, so that its capitals stay as the author wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from filters.grammar.csl import OTHERS, CslItem, CslName, is_cut_short
from lectern.citations.csl_json import is_understood

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "entry-dictionary": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "manuscript": "unpublished",
}
_PUBLISHER = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
_PLAIN = (
    ("volume", "volume"),
    ("number", "issue"),
    ("edition", "edition"),
    ("address", "publisher-place"),
    ("series", "collection-title"),
    ("isbn", "ISBN"),
)
_OPEN, _CLOSE = r"\textbraceleft{}", r"\textbraceright{}"
_ESCAPES = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": _OPEN,
        "}": _CLOSE,
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
    }
)


def to_bibtex(items: Iterable[CslItem]) -> str:
    """Write the list, an entry each, keyed by citekey."""
    return "\n".join(_entry(item) for item in items).rstrip("\n")


def _entry(item: CslItem) -> str:
    kind = _kind(item)
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(item, kind) if value)
    return f"@{kind}{{{item['id']},\n{fields}}}\n"


def _kind(item: CslItem) -> str:
    kind = _TYPES.get(item.get("type", ""), "misc")
    if kind == "phdthesis" and re.search(
        r"master|mestrado|maestr|diplom|bachelor", item.get("genre", ""), re.I
    ):
        return "mastersthesis"
    if kind == "article" and not item.get("container-title"):
        return "misc"
    return kind


def _fields(item: CslItem, kind: str) -> Iterator[tuple[str, str]]:
    """Give the fields in the order of a printed reference; what is not known is empty."""
    container = "journal" if kind == "article" else "booktitle"
    yield "author", _names(item, "author")
    yield "editor", _names(item, "editor")
    yield "title", _kept(item.get("title", ""))
    whole = item.get("container-title", "")
    yield container, _escaped(whole) if container == "journal" else _kept(whole)
    yield "year", _year(item)
    plain = {str(name): str(value) for name, value in item.items()}
    for name, variable in _PLAIN:
        yield name, _escaped(plain.get(variable, ""))
    yield "pages", re.sub(r"\s*[–—-]+\s*", "--", _escaped(item.get("page", "")))
    yield _PUBLISHER.get(kind, "publisher"), _escaped(item.get("publisher", ""))
    yield "type", _escaped(item.get("genre", ""))
    yield "doi", _verbatim(item.get("DOI", ""))
    yield "url", _verbatim(item.get("URL", ""))
    yield "note", "" if is_understood(item) else _escaped(item.get("note", ""))


def _names(item: CslItem, field: Literal["author", "editor"]) -> str:
    names = [_name(name) for name in item.get(field, []) if name != OTHERS]
    return " and ".join([*names, "others"] if names and is_cut_short(item, field) else names)


def _name(name: CslName) -> str:
    """Write "von Last, Jr, First"; an organisation in braces, so that it is not taken apart."""
    if "literal" in name:
        return f"{{{_escaped(name['literal'])}}}"
    family = _escaped(name.get("family", ""))
    if re.search(r"\sand\s|,|^[a-z]", family):
        family = f"{{{family}}}"
    lead = name.get("non-dropping-particle", "")
    lead = f"{lead.lower() if lead.islower() else '{' + lead + '}'} " if lead else ""
    parts = [f"{lead}{family}", name.get("suffix", ""), _escaped(name.get("given", ""))]
    return ", ".join(part for part in parts if part)


def _year(item: CslItem) -> str:
    issued = item.get("issued", {})
    parts = issued.get("date-parts", [])
    if parts and parts[0]:
        return str(parts[0][0])
    return _escaped(issued.get("literal", ""))


def _kept(title: str) -> str:
    """Give a title with braces of its own: no reader changes its capitals."""
    return f"{{{_escaped(title)}}}" if title else ""


def _escaped(text: str) -> str:
    """Escape what TeX would take for its own; BibTeX counts even escaped braces, so only pairs stay braces."""
    escaped = " ".join(text.split()).translate(_ESCAPES)
    return escaped.replace(_OPEN, "\\{").replace(_CLOSE, "\\}") if _is_paired(text) else escaped


def _is_paired(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _verbatim(text: str) -> str:
    """Leave an address as it is, but for what would break the braces."""
    return re.sub(r"\s", "", text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
