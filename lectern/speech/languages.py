"""Language tag -> what an engine has for it (RFC 4647, section 3.4, lookup)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

_ALSO = {
    "fil": "tl",
    "tl": "fil",
    "he": "iw",
    "iw": "he",
    "in": "id",
    "jv": "jw",
    "nb": "no",
    "nn": "nb",
    "no": "nb",
    "zh-hk": "yue",
    "zh-hans": "zh-cn",
    "zh-hant": "zh-tw",
    "zh-sg": "zh-cn",
    "cmn": "zh-cn",
}
"""Tags that differ in spelling, script or age only; the engines know one or the other."""


def lookup(language: str, known: Mapping[str, T]) -> T | None:
    """Find the closest of the known tags (in lower case): itself, its other name, then with less detail.

    >>> lookup("de-AT", {"de": "German"})
    'German'
    """
    tag = language.lower().replace("_", "-")
    while tag:
        for each in (tag, _ALSO.get(tag, "")):
            if each in known:
                return known[each]
        tag = tag.rpartition("-")[0]
    return None
