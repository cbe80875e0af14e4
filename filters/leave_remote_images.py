#!/usr/bin/env python3
"""An image that is no file is not fetched: its alternative text stands in its place, in brackets."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.clean_source import scheme
from filters.findings import Severity, report
from filters.phrases import words
from filters.reading_order import changed

MISSING = "lectern-missing-images"
"""The metadata's list of images that were looked for in vain; it was told already."""


def leave_remote_images(doc: pf.Doc) -> pf.Doc:
    """Put the words of each image with a whole address (network, `file:`, `data:`) where the image stood."""
    missing = (
        {each.text for each in doc.metadata[MISSING].content} if MISSING in doc.metadata.content else set()
    )

    def leave(element: pf.Element, doc: pf.Doc) -> pf.Element | None:
        if not isinstance(element, pf.Image):
            return None
        if element.url in missing:
            return _in_words(element, doc)
        if not (scheme(element.url) or element.url.startswith("//")):
            return None
        place = "within the text" if scheme(element.url) == "data" else "not in the article's folder"
        report(
            doc,
            "image-remote",
            f"The image “{element.url[:80]}” is {place} and is not fetched; its text stands there.",
            severity=Severity.ERROR,
            hint="save it beside the article and name that file",
        )
        return _in_words(element, doc)

    return changed(doc, leave)


def _in_words(image: pf.Image, doc: pf.Doc) -> pf.Span:
    said = image.attributes.get("alt") or words(doc)["undescribed"]
    return pf.Span(pf.Str(f"[{said}]"), classes=["image-missing"])


if __name__ == "__main__":
    pf.dump(leave_remote_images(pf.load()))
