"""What every painted piece of text must say, so that the words of the tags are the words of the document.

Two things are lost on the way to the page. WeasyPrint paints no space at the end of a line or between two sentences
that are elements of their own, so words would run together (ISO 32000-1, 14.8.2.5). And a font may show two characters
by one glyph, or right-to-left text in the order of the eye.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from lectern.writers.structure_tree import roles
from lectern.writers.structure_tree.painted import Trace

_BORDER = "\0"
"""Stands in the text where a block begins or ends: no space is needed there."""
_FAR = 8
"""How many characters may be passed over to find the place again (a character that is set as another)."""


def wordings(traces: Iterable[Trace], html: Element) -> Mapping[tuple[int, int], str]:
    """Give the text of each marked content, by (page, mcid); with a space where the document has white space next."""
    reading = _Reading(html)
    painted = [
        (
            trace.page,
            trace.mcid,
            trace.text,
            not trace.part and reading.has_space_after(trace.element, trace.text),
        )
        for trace in traces
        if trace.mcid is not None and trace.element is not None and not trace.repeated and trace.text.strip()
    ]
    nexts = [text for _, _, text, _ in painted[1:]] + [""]
    return {
        (page, mcid): text
        + (" " if spaced and not text[-1].isspace() and not following[:1].isspace() else "")
        for (page, mcid, text, spaced), following in zip(painted, nexts, strict=True)
    }


class _Reading:
    """The document's text, with borders; follows for each element how much of its own text has been painted."""

    def __init__(self, html: Element) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: dict[Element, list[int]] = {}
        """For each element the places of its own characters that are no white space."""
        self._painted: dict[Element, int] = {}
        self._visit(html, None)
        self._text = "".join(self._pieces)

    def has_space_after(self, element: Element, painted: str) -> bool:
        """Go forward by a painted piece of the element's own text, and look what the document has next."""
        places = self._places.get(element, [])
        index = self._painted.get(element, 0)
        for character in "".join(painted.split()):
            near = self._text[places[index]] if index < len(places) else ""
            if near != character:
                ahead = [self._text[place] for place in places[index : index + _FAR]]
                index += ahead.index(character) if character in ahead else -1
            index += 1
        self._painted[element] = index
        if not 0 < index <= len(places):
            return False
        rest = self._text[places[index - 1] + 1 : places[index - 1] + 200]
        return rest[:1].isspace() and rest.lstrip()[:1] not in ("", _BORDER)

    def _visit(self, element: Element, parent: Element | None) -> None:
        if element.tag == roles.SVG:
            self._add(None, "\ufffc")
            return
        block = roles.role_of(element, parent).type in roles.BLOCKS
        self._add(None, _BORDER if block else "\n" if element.tag == "br" else "")
        self._add(element, element.text or "")
        for child in element:
            self._visit(child, element)
            self._add(element, child.tail or "")
        self._add(None, _BORDER if block else "")

    def _add(self, owner: Element | None, text: str) -> None:
        if owner is not None:
            places = self._places.setdefault(owner, [])
            places.extend(self._length + place for place, each in enumerate(text) if not each.isspace())
        self._pieces.append(text)
        self._length += len(text)
