"""Images on paper: how they are addressed, and drawings set in our own families."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from lectern.writers import fonts
from lectern.writers.pictures import Picture

SCHEME = "lectern-media"


def address(target: str, media: Mapping[str, Path]) -> str:
    """Give the address under which the fetcher knows an image of the document."""
    return f"{SCHEME}:{list(media).index(target)}"


def dress(picture: Picture, families: Mapping[str, str]) -> Picture:
    """Set a drawing in our families: WeasyPrint would take the system's for any other name.

    ``families`` gives for each of our families the list of names that it goes by.
    """
    if picture.media_type != "image/svg+xml":
        return picture
    root = etree.fromstring(picture.data)
    for element in root.iter(etree.Element):
        if (named := element.get("font-family")) is not None:
            element.set("font-family", families[_nearest(named)])
        if style := element.get("style"):
            element.set("style", _in_css(style, families))
        if etree.QName(element).localname == "style" and element.text:
            element.text = _in_css(re.sub(r"@font-face\s*\{[^}]*\}", "", element.text), families)
    if root.get("font-family") is None:
        root.set("font-family", families[fonts.LABEL])
    return Picture(picture.media_type, etree.tostring(root, encoding="utf-8"))


def _in_css(css: str, families: Mapping[str, str]) -> str:
    """Name our families in `font-family` and in the shorthand `font`."""
    for pattern in (r"(\bfont-family\s*:)\s*([^;}]+)", r"(\bfont\s*:[^;}]*?\d[\w.%/]*)\s+([^;}]+)"):
        css = re.sub(pattern, lambda found: f"{found[1]} {families[_nearest(found[2])]}", css)
    return css


def _nearest(named: str) -> str:
    """Choose the family of ours that is nearest to the ones named."""
    for family in (fonts.TEXT, fonts.LABEL, fonts.CODE, fonts.MATHEMATICS):
        if family.lower() in named.lower():
            return family
    if re.search(r"mono|courier|consolas", named, re.IGNORECASE):
        return fonts.CODE
    serif = re.search(r"(?<!sans-)(?<!sans )serif|times|georgia", named, re.IGNORECASE)
    return fonts.TEXT if serif else fonts.LABEL
