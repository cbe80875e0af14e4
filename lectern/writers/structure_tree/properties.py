"""Metadata -> the PDF's own description of itself: information dictionary and XMP."""

from __future__ import annotations

from datetime import UTC, datetime

from pikepdf import Pdf, String

from lectern.model import Metadata

_CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"


def describe(pdf: Pdf, metadata: Metadata, made: datetime | None, producer: str) -> None:
    """Write title, authors, description, rights, language and dates; the claim of PDF/UA-1 with them."""
    del pdf.docinfo
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in _xmp(metadata, made, producer).items():
            if value:
                xmp[key] = value
        xmp[_CLAIM] = "1"
    for key, value in _information(metadata, made, producer).items():
        if value:
            pdf.docinfo[key] = String(value)


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
