"""The shapes of CSL-JSON that the grammar makes (CSL 1.0.2, `csl-data.json`); plain dictionaries at run time."""

from collections.abc import Mapping
from typing import Any, TypedDict

Span = tuple[int, int]
"""Start and end in code points of the line as it was given."""

CslName = TypedDict(
    "CslName",
    {
        "family": str,
        "given": str,
        "suffix": str,
        "dropping-particle": str,
        "non-dropping-particle": str,
        "literal": str,
    },
    total=False,
)
"""A person (``family``, ``given`` …) or, with ``literal`` alone, an organisation or a name that was not understood."""

CslDate = TypedDict("CslDate", {"date-parts": list[list[int]], "literal": str}, total=False)
"""``date-parts`` is ``[[year, month, day]]``, cut where nothing more is known, with a second list for a range;
``literal`` keeps "n.d." or "in press".
"""


class CslCustom(TypedDict, total=False):
    """What CSL has no field for: ``spans`` gives for each field its place in the line (see `spans_of`), ``others``
    names the lists of names that end in "et al.".
    """

    spans: dict[str, list[int]]
    others: list[str]


CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": str,
        "author": list[CslName],
        "editor": list[CslName],
        "translator": list[CslName],
        "issued": CslDate,
        "original-date": CslDate,
        "accessed": CslDate,
        "year-suffix": str,
        "title": str,
        "container-title": str,
        "collection-title": str,
        "volume": str,
        "issue": str,
        "page": str,
        "number-of-pages": str,
        "edition": str,
        "genre": str,
        "publisher": str,
        "publisher-place": str,
        "DOI": str,
        "URL": str,
        "ISBN": str,
        "PMID": str,
        "note": str,
        "custom": CslCustom,
    },
    total=False,
)
"""One work. ``note`` is the entry as written; "et al." is no name (see `is_cut_short`)."""


def spans_of(item: CslItem) -> dict[str, Span]:
    """Give for each field where it stands in the line that was read; ``text[start:end]`` shows it as written.

    >>> spans_of({"custom": {"spans": {"title": [4, 8]}}})
    {'title': (4, 8)}
    """
    return {field: (place[0], place[1]) for field, place in item.get("custom", {}).get("spans", {}).items()}


def keep_spans(item: CslItem, spans: Mapping[str, Span]) -> None:
    """Write the places of the fields into the item."""
    custom = item.setdefault("custom", {})
    custom["spans"] = {field: list(place) for field, place in sorted(spans.items())}


OTHERS: CslName = {"literal": "others"}
"""What `parse_names` gives for "et al.", as BibTeX does."""


def part_others(item: CslItem) -> None:
    """Take the "et al." out of the lists of names: it is said in ``custom``."""
    cut = []
    for field in ("author", "editor", "translator"):
        names = item.get(field)
        if names and names[-1] == OTHERS:  # type: ignore[index]
            cut.append(field)
            item[field] = names[:-1]  # type: ignore[index]
            if len(names) == 1:  # type: ignore[arg-type]
                del item[field]  # type: ignore[misc]
    if cut:
        item.setdefault("custom", {})["others"] = cut


def is_cut_short(item: Mapping[str, Any], field: str = "author") -> bool:
    """Tell whether the names of an entry end in "et al.".

    >>> is_cut_short({"custom": {"others": ["author"]}})
    True
    """
    return field in item.get("custom", {}).get("others", ())
