"""Document -> Script: what is said, in which order, and which chapters the recording has.

The same cue is one sound for all editions. The recording leaves out what only a reader needs, and adds the frame
that tells a listener what begins, what ends and where the rest is.
"""

from __future__ import annotations

import json

from lectern.model import Document, Kind, Narration, Script
from lectern.narration.chapters import divide
from lectern.narration.listing import script_text
from lectern.narration.phrases import joined, phrase
from lectern.narration.spoken import speak
from lectern.narration.telling import Teller, ended

__all__ = ["narrate", "script_text"]


def narrate(document: Document) -> Script:
    """Write the narration script of a document: every voiced fragment's cue, and the recording's order."""
    language = document.metadata.language
    teller = Teller(document.fragments, language)
    _open(teller, document)
    teller.frame("synthetic")
    teller.tell(json.loads(document.ast)["blocks"])
    outro = {0: "outro", 1: "outro-one"}.get(teller.entries, "outro-many")
    teller.frame(outro, count=teller.entries)
    cues = tuple(teller.cues[name] for name in teller.heard)
    chapters = divide(cues, document.metadata.title, teller.sections, teller.paragraphs)
    return Script(teller.cues, Narration(language, cues, chapters))


def _open(teller: Teller, document: Document) -> None:
    """Say title, subtitle, authors and date."""
    for fragment in document.fragments:
        if fragment.kind in (Kind.TITLE, Kind.SUBTITLE):
            teller.add(fragment.id, speak(fragment.text, fragment.language))
        elif fragment.kind is Kind.BYLINE:
            teller.add(fragment.id, _byline(document))


def _byline(document: Document) -> str:
    """Say the authors as a list that ends, then the date in words."""
    from lectern.article import byline

    facts = document.metadata
    names = joined(facts.language, facts.authors)
    by = phrase(facts.language, "by", authors=names) or names
    lines = (by if names else "", byline(facts)[1])
    return " ".join(ended(speak(line, facts.language)) for line in lines if line)
