#!/usr/bin/env python3
"""A link within the document arrives, or is none: its words stay, and its author is told."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

from urllib.parse import unquote

import panflute as pf

from filters.clean_source import scheme
from filters.findings import report
from filters.mend_links import fit
from filters.reading_order import in_reading_order, plain_text


def unlink_nowhere(doc: pf.Doc) -> pf.Doc:
    """Take the link from words that lead to an id which no element has, or to a file: no edition carries one."""
    ids = {getattr(element, "identifier", "") for element in in_reading_order(doc)}

    def unlink(element: pf.Element, doc: pf.Doc) -> list[pf.Element] | None:
        if not isinstance(element, pf.Link):
            return None
        missing = _missing(element.url, ids)
        if not missing:
            element.url = fit(element.url)  # those of entries were made after `mend_links`
            return None
        report(
            doc,
            "link-to-nowhere",
            f"The link “{plain_text(element).strip()}” leads to “{element.url}”, {missing}.",
            hint="link to a heading of the article, or to a whole address that begins with https:",
        )
        return list(element.content)

    return doc.walk(unlink)


def _missing(url: str, ids: set[str]) -> str:
    """Say why readers would not arrive, "" where they do."""
    if url.startswith("#"):
        return "" if {url[1:], unquote(url[1:])} & ids else "which is not in the document"
    return "" if scheme(url) or url.startswith("//") else "a file that the editions do not hold"


if __name__ == "__main__":
    pf.dump(unlink_nowhere(pf.load()))
