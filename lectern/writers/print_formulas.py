"""MathML -> SVG for paper, by ziamath in STIX Two Math (the one it brings, OFL-1.1); its words go with it."""

from __future__ import annotations

import warnings
from xml.etree import ElementTree

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
INK = "#1c1b19"


class FormulaError(Exception):
    """The formula cannot be drawn."""


def draw(math: etree._Element, *, size: float, words: str) -> etree._Element:
    """Draw a formula; ``size`` is the text's in CSS px. The result is an `svg` that stands on the baseline.

    Raises FormulaError for MathML that ziamath does not know.
    """
    drawing, below = _drawn(math, size)
    svg = etree.fromstring(drawing)
    width = float(svg.attrib.pop("width", "0"))
    svg.attrib.pop("height", "")
    svg.set("class", "formula")
    svg.set("role", "img")
    svg.set("aria-label", words)
    lengths = {"width": width, "vertical-align": -below}
    svg.set("style", "; ".join(f"{name}: {length / size:.4f}em" for name, length in lengths.items()))
    for part in svg.iter(etree.Element):
        for name in ("fill", "stroke"):
            if part.get(name) == "black":
                part.set(name, INK)
    return svg


def width(drawn: etree._Element) -> float:
    """Give the width of a drawn formula in em."""
    return float(drawn.get("style", "").removeprefix("width: ").split("em", 1)[0])


def _drawn(math: etree._Element, size: float) -> tuple[str, float]:
    """Give the SVG and how far it reaches below the baseline, its margin included.

    ziamath 0.13 fails on unknown elements and attributes with whatever error comes first.
    """
    margin = 1.0
    try:
        with warnings.catch_warnings(action="ignore"):
            from ziamath.config import config
            from ziamath.zmath import Math

            config.svg2 = False
            drawn = Math(ElementTree.fromstring(etree.tostring(math)), size=size, margin=margin)
            return drawn.svg(), margin - drawn.getyofst()
    except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError, AssertionError) as error:
        raise FormulaError(f"{type(error).__name__}: {error}") from error
