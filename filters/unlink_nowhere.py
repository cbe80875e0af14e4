#!/usr/bin/env python3
"""A link within the document arrives, or is none: its words stay, and its author is told."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from urllib.parse import unquote

import panflute as pf

from filters.findings import report
from filters.reading_order import in_reading_order, plain_text


def unlink_nowhere(doc: pf.Doc) -> pf.Doc:
    """Take the link from words that lead to an id which no element has."""
    ids = {getattr(element, "identifier", "") for element in in_reading_order(doc)}

    def unlink(element: pf.Element, doc: pf.Doc) -> list[pf.Element] | None:
        if not isinstance(element, pf.Link) or not element.url.startswith("#"):
            return None
        if {element.url[1:], unquote(element.url[1:])} & ids:
            return None
        report(
            doc,
            "link-to-nowhere",
            f"The link “{plain_text(element).strip()}” leads to “{element.url}”, which is not in the document.",
            hint="link to a heading of the article, or to a whole address that begins with https:",
        )
        return list(element.content)

    return doc.walk(unlink)


if __name__ == "__main__":
    pf.dump(unlink_nowhere(pf.load()))
