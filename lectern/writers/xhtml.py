"""XHTML of the book: its namespaces, its words without marks, and whole content documents (EPUB 3.3, 6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from lectern.writers.markup import MATHML, XHTML

OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
"""The attribute `epub:type`."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_HEADINGS = tuple(f"{{{XHTML}}}h{level}" for level in range(1, 7))
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def h(name: str) -> str:
    """Give the qualified name of an XHTML element."""
    return f"{{{XHTML}}}{name}"


def heading_of(section: etree._Element) -> etree._Element | None:
    """Give the heading that stands directly in a section."""
    return next((child for child in section if child.tag in _HEADINGS), None)


def ids_of(element: etree._Element) -> list[str]:
    """Give all ids in an element and on it, in document order."""
    return [str(each.get("id")) for each in element.iter(etree.Element) if each.get("id")]


def select(element: etree._Element, path: str) -> list[etree._Element]:
    """Give the elements that an XPath finds; the prefixes h and m stand for XHTML and MathML."""
    found = element.xpath(path, namespaces={"h": XHTML, "m": MATHML})
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def direction(language: str) -> str:
    """Tell in which direction a language (BCP 47) is written, "rtl" or "ltr"; a script in the tag decides.

    >>> direction("he"), direction("az-Arab"), direction("en-GB")
    ('rtl', 'rtl', 'ltr')
    """
    first, *rest = language.lower().split("-")
    scripts = [each for each in rest if len(each) == 4 and each.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"


def plain(element: etree._Element) -> str:
    """Give an element's words without note marks; formulas and images are said by their alternative.

    >>> plain(etree.fromstring('<h2>Why <a role="doc-noteref">1</a></h2>'))
    'Why'
    """
    return " ".join("".join(_words_of(element)).split())


def _words_of(element: etree._Element) -> Iterator[str]:
    if element.get("role") == "doc-noteref" or not isinstance(element.tag, str):
        return
    if element.tag in (f"{{{MATHML}}}math", h("img")):
        yield element.get("alttext") or element.get("alt") or ""
        return
    yield element.text or ""
    for child in element:
        yield from _words_of(child)
        yield child.tail or ""


def write_page(
    content: Iterable[etree._Element],
    title: str,
    language: str,
    *,
    styles: Iterable[str],
    part: str = "",
    lexicons: Mapping[str, str] | None = None,
) -> bytes:
    """Write elements as the body of a content document; ``styles`` are addresses relative to it.

    ``lexicons`` gives for a language the address of its pronunciations.
    """
    html = etree.fromstring(f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"/>')
    html.set("lang", language)
    html.set(XML_LANG, language)
    if direction(language) == "rtl":
        html.set("dir", "rtl")
    head = etree.SubElement(html, h("head"))
    etree.SubElement(head, h("meta"), {"charset": "utf-8"})
    etree.SubElement(head, h("title")).text = title
    for style in styles:
        etree.SubElement(head, h("link"), {"rel": "stylesheet", "type": "text/css", "href": style})
    for spoken, address in (lexicons or {}).items():
        link = etree.SubElement(head, h("link"), {"rel": "pronunciation", "type": "application/pls+xml"})
        link.set("hreflang", spoken)
        link.set("href", address)
    body = etree.SubElement(html, h("body"), {TYPE: part} if part else {})
    body.extend([deepcopy(each) for each in content])
    etree.cleanup_namespaces(html, keep_ns_prefixes=["epub"])
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
