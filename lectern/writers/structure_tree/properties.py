"""Metadata -> the PDF's own description of itself: information dictionary and XMP."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from pikepdf import Pdf, String

from lectern.model import Metadata

_CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"
_SCHEMA = b"""<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""


def describe(pdf: Pdf, metadata: Metadata, made: datetime | None, producer: str) -> None:
    """Write title, authors, description, rights, language and dates; the claim of PDF/UA-1 with them."""
    del pdf.docinfo
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in _xmp(metadata, made, producer).items():
            if value:
                xmp[key] = value
            elif key in xmp:
                del xmp[key]
        xmp[_CLAIM] = "1"
    _declare(pdf)
    for key, value in _information(metadata, made, producer).items():
        if value:
            pdf.docinfo[key] = String(value)


def _declare(pdf: Pdf) -> None:
    """Describe the claim's own schema where PDF/A asks for it (ISO 19005-2, 6.6.2.3): beside the others there."""
    written = pdf.Root.Metadata.read_bytes()
    place = re.search(rb"<pdfaExtension:schemas>\s*<rdf:Bag>", written)
    if place is not None and b"<pdfaSchema:prefix>pdfuaid<" not in written:
        pdf.Root.Metadata.write(written[: place.end()] + _SCHEMA + written[place.end() :])


def withdraw_claim(pdf: Pdf) -> None:
    """Take the claim of PDF/UA-1 out of the metadata."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp[_CLAIM]


def _xmp(metadata: Metadata, made: datetime | None, producer: str) -> dict[str, str | list[str] | set[str]]:
    when = made.isoformat() if made else ""
    return {
        "dc:title": metadata.title,
        "dc:creator": list(metadata.authors),
        "dc:description": metadata.description,
        "dc:rights": metadata.rights,
        "dc:language": {metadata.language},
        "xmp:CreateDate": when,
        "xmp:ModifyDate": when,
        "xmp:CreatorTool": "Lectern",
        "pdf:Producer": producer,
    }


def _information(metadata: Metadata, made: datetime | None, producer: str) -> dict[str, str]:
    when = made.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ") if made else ""
    return {
        "/Title": metadata.title,
        "/Author": ", ".join(metadata.authors),
        "/Subject": metadata.description,
        "/CreationDate": when,
        "/ModDate": when,
        "/Creator": "Lectern",
        "/Producer": producer,
    }
