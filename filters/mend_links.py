#!/usr/bin/env python3
"""Every link has words and holds no other link; an empty heading is none (WCAG 2.2, 2.4.4 and 2.4.6)."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re
from urllib.parse import quote

import panflute as pf

from filters.clean_source import scheme
from filters.reading_order import changed, in_reading_order, plain_text

_UNFIT = re.compile(r"[\s<>\"{}|\\^`]")
"""What an address may not hold as it is (RFC 3986, section 2); old DOIs do."""
_BRACKET = re.compile(r"[\[\]]")
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://\[[0-9a-f:.]+\]", re.IGNORECASE)
"""Where brackets belong: round a host that is a number (section 3.2.2)."""


def mend_links(doc: pf.Doc) -> pf.Doc:
    """Name links without words by their address, unlink those without address, put a link's notes after it."""

    def mend(element: pf.Element, _: pf.Doc) -> list[pf.Element] | None:
        if isinstance(element, pf.Header) and not _shows(element):
            return []
        return _mend(element) if isinstance(element, pf.Link) else None

    return changed(doc, mend)


def _mend(link: pf.Link) -> list[pf.Element] | None:
    if not link.url:
        return list(link.content)
    link.url = fit(link.url)
    notes = [each for each in in_reading_order(link) if isinstance(each, pf.Note)]
    link.walk(lambda element, _: [] if isinstance(element, pf.Note) else None)
    if _shows(link):
        return [link, *notes]
    link.content = [pf.Str(link.url)] if scheme(link.url) else []
    return [*([link] if link.content else []), *notes]


def fit(address: str) -> str:
    """Write the signs that no address may hold as it can hold them.

    >>> fit("https://doi.org/10.1579/0044(2008)37[114:EC]2.0.CO;2")
    'https://doi.org/10.1579/0044(2008)37%5B114:EC%5D2.0.CO;2'
    >>> fit("http://[::1]:80/a[1]")
    'http://[::1]:80/a%5B1%5D'
    """
    address = _UNFIT.sub(lambda found: quote(found[0]), address.strip())
    if not scheme(address):
        return address  # within the document, where ids may have brackets
    host = _HOST.match(address)
    kept = host[0] if host else ""
    return kept + _BRACKET.sub(lambda found: quote(found[0]), address[len(kept) :])


def _shows(element: pf.Element) -> bool:
    """Tell whether there is anything to see: words, a formula, a picture."""
    inner = in_reading_order(element)
    return bool(plain_text(element).strip()) or any(isinstance(each, pf.Image) for each in inner)


if __name__ == "__main__":
    pf.dump(mend_links(pf.load()))
