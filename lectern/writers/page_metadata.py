"""Edition -> what the page tells machines: search engines, reference managers and whoever shows a link to it.

`citation_*` as Google Scholar and Zotero read them (Highwire Press tags), Open Graph, and Schema.org as JSON-LD, with
the accessibility metadata that the EPUB has too. An address is told only where it holds wherever the page is put.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from lxml import etree

from lectern.citations.own_work import author_name
from lectern.model import Document, Edition, Format, Metadata
from lectern.writers.accessibility import accessibility, gather_facts
from lectern.writers.content_documents import ContentDocument, Part
from lectern.writers.xhtml import h, heading_of

_MEDIA = {
    Format.PDF: "application/pdf",
    Format.EPUB: "application/epub+zip",
    Format.MP3: "audio/mpeg",
    Format.M4B: "audio/mp4",
}


def meta_elements(metadata: Metadata) -> Iterator[str]:
    """Write the page's `meta` elements; what the article does not say is left out."""
    named = [
        ("description", metadata.description),
        ("author", ", ".join(metadata.authors)),
        ("generator", "Lectern"),
        ("citation_title", metadata.title),
        *(("citation_author", each) for each in metadata.authors),
        ("citation_publication_date", f"{metadata.date:%Y/%m/%d}" if metadata.date else ""),
        ("citation_language", metadata.language),
        ("citation_abstract", metadata.description),
    ]
    yield from (f'<meta name="{name}" content="{escape(text)}">' for name, text in named if text)
    properties = [
        ("og:type", "article"),
        ("og:title", metadata.title),
        ("og:description", metadata.description),
        ("og:locale", metadata.language.replace("-", "_")),
        ("article:published_time", metadata.date.isoformat() if metadata.date else ""),
    ]
    yield from (f'<meta property="{name}" content="{escape(text)}">' for name, text in properties if text)


def linked_data(edition: Edition, article: etree._Element, sizes: Mapping[Format, int]) -> str:
    """Write the article as JSON-LD; ``sizes`` are those of the editions that stand beside the page (bytes)."""
    document = edition.document
    metadata = document.metadata
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle" if document.references else "Article",
        "headline": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        "author": [_author(each) for each in metadata.authors],
        "datePublished": metadata.date.isoformat() if metadata.date else "",
        "inLanguage": metadata.language,
        "description": metadata.description,
        "copyrightNotice": metadata.rights,
        "isAccessibleForFree": True,
        **_accessibility(edition, article),
        "encoding": list(_encodings(document, sizes)),
    }
    told = {name: value for name, value in known.items() if value}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _author(written: str) -> dict[str, str]:
    name = author_name(written)
    if "literal" in name:
        return {"@type": "Organization" if " " in name["literal"] else "Person", "name": written}
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    parts = {"familyName": family, "givenName": name.get("given", "")}
    return {"@type": "Person", "name": written} | {key: part for key, part in parts.items() if part}


def _accessibility(edition: Edition, article: etree._Element) -> dict[str, Any]:
    """Give the properties that are computed from what the page has.

    The summary speaks of books and is left out, and so is the hazard, which takes a look into every image.
    """
    content = ContentDocument("", edition.document.metadata.title, Part.TEXT, article)
    voiced = {clip.fragment for clip in edition.recording.clips} if edition.recording else set()
    fragments = [each.id for each in edition.document.fragments if each.id not in voiced]
    facts = replace(
        gather_facts([content], fragments, voiced, moving=False),
        headings=any(heading_of(section) is not None for section in article.iterfind(h("section"))),
    )
    told: dict[str, list[str]] = {}
    for name, value in accessibility(facts, edition.document.metadata.language):
        told.setdefault(name.removeprefix("schema:"), []).append(value)
    return {
        "accessMode": told["accessMode"],
        "accessibilityFeature": told["accessibilityFeature"],
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": each.split(",")} for each in told["accessModeSufficient"]
        ],
    }


def _encodings(document: Document, sizes: Mapping[Format, int]) -> Iterator[dict[str, Any]]:
    for format, media in _MEDIA.items():
        if format in sizes:
            yield {
                "@type": "AudioObject" if media.startswith("audio") else "MediaObject",
                "contentUrl": quote(f"{document.slug}.{format.value}"),
                "encodingFormat": media,
            }
