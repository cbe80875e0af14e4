"""The shapes of CSL-JSON that the grammar makes (CSL 1.0.2, `csl-data.json`); plain dictionaries at run time."""

from typing import TypedDict

CslName = TypedDict(
    "CslName",
    {
        "family": str,
        "given": str,
        "suffix": str,
        "non-dropping-particle": str,
        "literal": str,
    },
    total=False,
)
"""A person (``family``, ``given`` …) or, with ``literal`` alone, an organisation or a name that was not understood."""

CslDate = TypedDict("CslDate", {"date-parts": list[list[int]], "literal": str}, total=False)
"""``date-parts`` is ``[[year, month, day]]``, cut where nothing more is known; ``literal`` keeps "n.d." or
"in press".
"""

CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": str,
        "author": list[CslName],
        "editor": list[CslName],
        "issued": CslDate,
        "original-date": CslDate,
        "year-suffix": str,
        "title": str,
        "container-title": str,
        "volume": str,
        "issue": str,
        "page": str,
        "edition": str,
        "genre": str,
        "publisher": str,
        "publisher-place": str,
        "DOI": str,
        "URL": str,
        "note": str,
    },
    total=False,
)
"""One work. ``note`` is the entry as written; the list of authors ends in ``{"literal": "others"}`` after "et
al.".
"""
