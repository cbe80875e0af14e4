"""What an engine tells of a page: which element every piece of marked content came from."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing on a page that came from ``element``, in reading order.

    ``mcid`` is the number of marked content, ``annotation`` the object number of a link; a trace with neither only
    says that the element stands here (an empty table cell). ``part`` names a pseudo-element ("marker", "before").
    ``text`` is what is painted, ``bounds`` where.
    What is ``repeated`` (a table head on a later page) or has no element (a running head) is no content.
    """

    page: int
    element: Element | None
    part: str = ""
    mcid: int | None = None
    annotation: int | None = None
    text: str = ""
    bounds: Bounds | None = None
    repeated: bool = False
