#!/usr/bin/env python3
"""Every image says what it shows, or that it is decoration (WCAG 2.2, 1.1.1)."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.findings import report
from filters.phrases import words
from filters.reading_order import in_reading_order, plain_text

DECORATIVE, UNDESCRIBED = "decorative", "undescribed"


def describe_images(doc: pf.Doc) -> pf.Doc:
    """Put each image's alternative text into `alt`; report images that have none.

    An author marks decoration by an empty `alt=""`. A caption used as alternative text is said twice and is reported.
    """

    for element in in_reading_order(doc):
        if isinstance(element, pf.Figure):
            caption = plain_text(element.caption).strip() if element.caption else ""
            for image in in_reading_order(element):
                if isinstance(image, pf.Image):
                    _describe(image, doc, caption=caption, in_figure=True)
        elif isinstance(element, pf.Image):
            _describe(element, doc)
    return doc


def _describe(image: pf.Image, doc: pf.Doc, *, caption: str = "", in_figure: bool = False) -> None:
    if {DECORATIVE, UNDESCRIBED} & set(image.classes):
        return
    given = image.attributes.get("alt")
    alt = (given if given is not None else pf.stringify(image)).strip()
    if not alt and (given is not None or (in_figure and caption)):
        image.classes.append(DECORATIVE)
        image.attributes["alt"] = ""
        return
    if not alt or (in_figure and alt == caption):
        report(
            doc,
            "image-without-alt",
            f"The image “{image.url}” has no alternative text.",
            where=caption[:80],
            hint='write ![caption](file){alt="what it shows"}, or alt="" if it is decoration',
        )
    if not alt:
        image.classes.append(UNDESCRIBED)
        alt = words(doc)["undescribed"]
    image.attributes["alt"] = alt


if __name__ == "__main__":
    pf.dump(describe_images(pf.load()))
