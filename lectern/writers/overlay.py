"""Content document + recording -> its media overlay (SMIL; EPUB 3.3, 9).

Every fragment of the document is a text/audio pair, in document order. What is ancillary is marked as skippable
(9.4.1), as `footnote`: notes, parenthetical citations and entries of the reference list. A footnote is “ancillary
information, such as a citation or commentary” (EPUB SSV 1.1), reading systems offer to skip it, and they know no
other word for these: `endnote` and `biblioentry` are deprecated, `biblioref` is skipped by none.

Tables, lists, figures, asides, notes and the reference list are marked as escapable (9.4.2): a listener may leave one
in its midst. Readium, and so Thorium, skips none of these by itself; other containers keep their structure as `seq`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from lxml import etree

from lectern.model import SAMPLE_RATE, Clip, Cue, Kind, Narration, Recording, Script
from lectern.writers.content_documents import CONTAINERS, ContentDocument
from lectern.writers.xhtml import OPS, TYPE, h, ids_of

SMIL = "http://www.w3.org/ns/SMIL"
ACTIVE_CLASS = "-epub-media-overlay-active"
"""The class that a reading system gives to what sounds (EPUB 3.3, 9.3.4)."""
PLAYING_CLASS = "-epub-media-overlay-playing"
"""The class that it gives to the document's root while the document is read aloud (9.3.4)."""

_TEXTREF = f"{{{OPS}}}textref"
_SAMPLES_PER_MILLISECOND = SAMPLE_RATE // 1000
_ESCAPABLE = {h("figure"): "figure", h("table"): "table", h("aside"): "aside"} | dict.fromkeys(
    (h("ul"), h("ol"), h("dl")), "list"
)
"""The terms that reading systems are most likely to know (9.4.2)."""
_PAIR_TYPES = {Kind.CITATION: "biblioref footnote", Kind.NOTE: "footnote", Kind.REFERENCE: "footnote"}


def narration(document: ContentDocument, script: Script, language: str) -> Narration | None:
    """Give what a content document says: its fragments' cues in document order; None if it says nothing."""
    cues = tuple(script.cues[each] for each in ids_of(document.content) if each in script.cues)
    return Narration(language, cues) if cues else None


def overlay(document: ContentDocument, recording: Recording, cues: Mapping[str, Cue]) -> bytes:
    """Write the overlay of a content document, as a file in `overlays`; its audio stands in `audio`."""
    smil = etree.fromstring(f'<smil xmlns="{SMIL}" xmlns:epub="{OPS}" version="3.0"/>')
    body = etree.SubElement(smil, f"{{{SMIL}}}body", {_TEXTREF: f"../{document.name}"})
    body.set("id", "overlay")
    clips = {clip.fragment: clip for clip in recording.clips}
    _Writer(document, clips, cues).add(body, document.content, contained=False)
    return etree.tostring(smil, encoding="utf-8", xml_declaration=True, pretty_print=True)


def duration(recording: Recording) -> timedelta:
    """Give the length of an overlay exactly as its clips are written: in milliseconds, inside the audio."""
    return timedelta(milliseconds=max((_milliseconds(clip.end) for clip in recording.clips), default=0))


def clock(time: timedelta) -> str:
    """Write a SMIL full clock value (SMIL 3.0, 5.4.2).

    >>> clock(timedelta(hours=1, seconds=62, milliseconds=5))
    '1:01:02.005'
    """
    milliseconds = time // timedelta(milliseconds=1)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


class _Writer:
    """Writes the pairs of one document: it holds what every pair needs to know."""

    def __init__(self, document: ContentDocument, clips: Mapping[str, Clip], cues: Mapping[str, Cue]) -> None:
        self._text = f"../{document.name}"
        self._audio = f"../audio/{document.stem}.mp3"
        self._clips = clips
        self._cues = cues
        self._number = 0

    def add(self, parent: etree._Element, element: etree._Element, *, contained: bool) -> None:
        """Add the pairs of an element and all in it; containers are not nested (9.4.2, note)."""
        name = str(element.get("id", ""))
        if name in self._clips:
            self._add_pair(parent, name)
        if name and not contained and self._is_container(element):
            parent = etree.SubElement(parent, f"{{{SMIL}}}seq", {_TEXTREF: f"{self._text}#{name}"})
            parent.set("id", f"seq-{name}")
            contained = True
            if escapable := _escapable(element):
                parent.set(TYPE, escapable)
        for child in element.iterchildren(etree.Element):
            self.add(parent, child, contained=contained)

    def _is_container(self, element: etree._Element) -> bool:
        return (element.tag in CONTAINERS or bool(_escapable(element))) and _voiced(element, self._clips)

    def _add_pair(self, parent: etree._Element, name: str) -> None:
        clip, self._number = self._clips[name], self._number + 1
        pair = etree.SubElement(parent, f"{{{SMIL}}}par", {"id": f"par-{self._number}"})
        if skippable := _PAIR_TYPES.get(self._cues[name].kind):
            pair.set(TYPE, skippable)
        etree.SubElement(pair, f"{{{SMIL}}}text", {"src": f"{self._text}#{name}"})
        audio = etree.SubElement(pair, f"{{{SMIL}}}audio", {"src": self._audio})
        audio.set("clipBegin", clock(timedelta(milliseconds=_milliseconds(clip.begin))))
        audio.set("clipEnd", clock(timedelta(milliseconds=_milliseconds(clip.end))))


def _escapable(element: etree._Element) -> str:
    if element.get("role") in ("doc-bibliography", "doc-endnotes"):
        return str(element.get("role")).removeprefix("doc-")
    return _ESCAPABLE.get(str(element.tag), "")


def _voiced(element: etree._Element, clips: Collection[str]) -> bool:
    return any(name in clips for name in ids_of(element))


def _milliseconds(samples: int) -> int:
    """Round down, so that no clip ends after its audio does."""
    return samples // _SAMPLES_PER_MILLISECOND
