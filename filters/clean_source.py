#!/usr/bin/env python3
"""Nothing raw comes through: raw markup, scripts, handlers and foreign addresses leave the AST, the words stay.

Done once on the AST, so that it holds in every edition. Inline HTML that has a native twin (sub, sup, b, i, …) becomes
that; the text between other tags stays as text.
"""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

import panflute as pf

from filters.findings import Severity, report
from filters.grammar.controls import without_controls
from filters.reading_order import changed

KEPT_ATTRIBUTES = frozenset(
    {"lang", "dir", "alt", "title", "width", "height", "startFrom", "spoken", "data-cites", "scope", "abbr"}
)
"""Attributes an author may set; everything else (style, on…, role, src, …) is dropped."""
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "doi", "urn", ""})
TWINS: dict[str, type[pf.Inline]] = {
    "b": pf.Strong, "strong": pf.Strong, "i": pf.Emph, "em": pf.Emph, "cite": pf.Emph, "dfn": pf.Emph,
    "var": pf.Emph, "sub": pf.Subscript, "sup": pf.Superscript, "u": pf.Underline, "ins": pf.Underline,
    "s": pf.Strikeout, "del": pf.Strikeout, "strike": pf.Strikeout, "abbr": pf.Span,
}  # fmt: skip
_LISTS = (pf.ListItem, pf.BulletList, pf.OrderedList)
"""What is left out if nothing but raw markup stood in it: a bullet without words is noise."""
_TAG = re.compile(r"\s*<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*>\s*\Z")
_SAID = re.compile(r"""(?<=\s)(title|lang)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
"""The attributes of an inline tag that change what is said."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SPACES = re.compile(r"[\x00-\x20\x7f]+")


def clean_source(doc: pf.Doc) -> pf.Doc:
    """Take out raw markup, unsafe attributes and unsafe addresses, with a finding for what an author may miss."""

    emptied: list[pf.Element] = []

    def clean(element: pf.Element, doc: pf.Doc) -> pf.Element | list[pf.Element] | None:
        if isinstance(element, pf.RawBlock):
            _tell(element, doc)
            emptied.append(element.parent)
            return []
        if isinstance(element, _LISTS) and not element.content and any(element is each for each in emptied):
            emptied.append(element.parent)
            return []
        if isinstance(element, pf.Note) and (around := _around(element)) is not None:
            return _in_brackets(element, doc) if isinstance(around, pf.Note) else []
        if isinstance(getattr(element, "text", None), str):
            element.text = _settle(element.text)
        if hasattr(element, "attributes"):
            _clean_attributes(element)
        if isinstance(element, pf.Link | pf.Image) and scheme(element.url) not in SAFE_SCHEMES | {
            "data",
            "file",
        }:
            report(
                doc,
                "unsafe-address",
                f"The address “{element.url[:60]}” is not kept.",
                where=pf.stringify(element)[:60],
            )
            return list(element.content)
        if isinstance(element, pf.Link) and scheme(element.url) in {"data", "file"}:
            return list(element.content)
        if _pair_tags(element, doc) and isinstance(element, pf.Para | pf.Plain) and not element.content:
            emptied.append(element.parent)
            return []
        return None

    return changed(doc, clean)


def _settle(text: str) -> str:
    """Write text without controls and in Unicode's form C (Charmod-norm, 3.1), as a source of text has it already."""
    return unicodedata.normalize("NFC", text if text.isprintable() else without_controls(text))


def scheme(address: str) -> str:
    """Give the scheme of an address in lower case, "" for a relative one; control characters do not hide it."""
    match = _SCHEME.match(_SPACES.sub("", address))
    return match.group(1).lower() if match else ""


def _around(note: pf.Note) -> pf.Note | pf.Image | None:
    """Give the note in which a note stands, or the image in whose words: neither can hold one."""
    element = note.parent
    while element is not None:
        if isinstance(element, pf.Note | pf.Image):
            return element
        element = element.parent
    return None


def _in_brackets(note: pf.Note, doc: pf.Doc) -> list[pf.Inline]:
    """Say a note to a note within that note."""
    words = pf.stringify(note).strip()
    report(
        doc,
        "note-in-note",
        f"A note to a note stands in brackets: “{words[:60]}”.",
        severity=Severity.NOTICE,
        hint="write it into the note itself",
    )
    inlines: list[pf.Inline] = [pf.Space(), pf.Str("(")]
    for number, block in enumerate(note.content):
        inlines += [pf.Space()] if number else []
        is_line = isinstance(block, pf.Para | pf.Plain)
        inlines += list(block.content) if is_line else [pf.Str(pf.stringify(block).strip())]
    return [*inlines, pf.Str(")")]


def _tell(raw: pf.RawBlock | pf.RawInline, doc: pf.Doc) -> None:
    text = raw.text.strip()
    if text and not text.startswith("<!--"):
        report(
            doc,
            "raw-markup-removed",
            f"Raw {raw.format} is not published: “{text[:60]}”.",
            severity=Severity.NOTICE,
            hint="write it in the source's own markup",
        )


def _clean_attributes(element: pf.Element) -> None:
    given = element.attributes
    kept = {name: without_controls(value) for name, value in given.items() if name in KEPT_ATTRIBUTES}
    if kept != given:
        element.attributes = kept


def _pair_tags(element: pf.Element, doc: pf.Doc) -> bool:
    """Rid an element's inlines of raw markup; say whether there was any."""
    content = getattr(element, "content", None)
    if not isinstance(content, pf.ListContainer):
        return False
    if not any(isinstance(each, pf.RawInline) for each in content):
        return False
    element.content = _pair(list(content), doc)
    return True


def _pair(inlines: Sequence[pf.Element], doc: pf.Doc) -> list[pf.Element]:
    """Turn raw opening and closing tags into the native element that means the same; drop the others."""
    open_tags: list[tuple[pf.RawInline, list[pf.Element]]] = []
    done: list[pf.Element] = []
    for inline in inlines:
        here = open_tags[-1][1] if open_tags else done
        if not isinstance(inline, pf.RawInline):
            here.append(inline)
            continue
        closing, name = _tag(inline)
        if name == "br":
            here.append(pf.LineBreak())
        elif name in TWINS and not closing:
            open_tags.append((inline, []))
        elif name in TWINS and any(name == _tag(opened)[1] for opened, _ in open_tags):
            _close(name, open_tags, done)
        elif not name:
            _tell(inline, doc)
    while open_tags:
        _, inner = open_tags.pop()
        (open_tags[-1][1] if open_tags else done).extend(inner)
    return done


def _tag(inline: pf.RawInline) -> tuple[bool, str]:
    match = _TAG.match(inline.text) if inline.format.startswith("html") else None
    return (bool(match.group(1)), match.group(2).lower()) if match else (False, "")


def _close(name: str, open_tags: list[tuple[pf.RawInline, list[pf.Element]]], done: list[pf.Element]) -> None:
    """Close the innermost open tag of that name; tags left open inside it lose their markup, not their words."""
    left: list[pf.Element] = []
    while open_tags:
        opened, inner = open_tags.pop()
        if _tag(opened)[1] == name:
            (open_tags[-1][1] if open_tags else done).append(_twin(name, opened.text, [*inner, *left]))
            return
        left = [*inner, *left]


def _twin(name: str, tag: str, inlines: Sequence[pf.Element]) -> pf.Element:
    """Make the native element of a tag; its language, and what an abbreviation is short for, are kept."""
    said = {
        found.lower(): without_controls(unescape(value.strip("\"'"))) for found, value in _SAID.findall(tag)
    }
    if name == "abbr":
        return pf.Span(*inlines, classes=["abbr"], attributes=said)
    twin = TWINS[name](*inlines)
    return pf.Span(twin, attributes={"lang": said["lang"]}) if said.get("lang") else twin


if __name__ == "__main__":
    pf.dump(clean_source(pf.load()))
