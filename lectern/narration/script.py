"""Document -> Script: what is said, in which order, and which chapters the recording has.

The recording and the book are told each in its own manner. The recording adds the frame that tells a listener whose
voice it is, what begins, what ends and where the rest is; the book has its own pages for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from lectern import pronunciation
from lectern.manner import Manner, settle
from lectern.model import Document, Format, Kind, Lexeme, Narration, Script, Wish
from lectern.narration.chapters import divide
from lectern.narration.inlines import written
from lectern.narration.listing import script_text
from lectern.narration.phrases import has_phrases, listed, phrase
from lectern.narration.telling import Teller
from lectern.narration.utterance import ended, joined
from lectern.narration.wording import Wording

__all__ = ["narrate", "script_text"]


def narrate(
    document: Document,
    *,
    project: Iterable[Wish] = (),
    asked: Iterable[Wish] = (),
    words: Iterable[Lexeme] = (),
) -> Script:
    """Write the narration script of a document: what the book says of each fragment, and the recording's order.

    ``project`` and ``asked`` are wishes that stand behind and before the article's own (see `lectern.manner`);
    ``words`` are the project's pronunciations.
    """
    places = tuple(project), document.metadata.narration, tuple(asked)
    language = document.metadata.language
    known = pronunciation.merge(words, document.metadata.lexicon, language=language)
    wording = Wording(known)  # one for both, so that what they say alike is put into words once
    book = _tell(document, settle(Format.EPUB, *places), wording, aloud=False)
    recording = _tell(document, settle(Format.MP3, *places), wording, aloud=True)
    cues = recording.track.cues()
    chapters = divide(cues, document.metadata.title, recording.sections, recording.paragraphs)
    listening = Narration(language, cues, chapters)
    said = {cue.fragment: cue for cue in book.track.cues()}
    wordless = {each.id for each in document.fragments if not any(map(str.isalnum, each.text))}
    return Script(said, listening, known, frozenset((book.left_out | wordless) - said.keys()))


def _tell(document: Document, manner: Manner, wording: Wording, *, aloud: bool) -> Teller:
    wording.forget()
    teller = Teller(document, manner, wording, aloud=aloud)
    _open(teller, document, wording)
    if aloud:
        teller.track.frame("synthetic")
    teller.tell(json.loads(document.ast)["blocks"])
    teller.tell_waiting()
    if aloud:
        outro = {0: "outro", 1: "outro-one"}.get(teller.entries, "outro-many")
        teller.track.frame(outro, count=teller.entries)
    return teller


def _open(teller: Teller, document: Document, wording: Wording) -> None:
    """Say title, subtitle, authors and date."""
    for fragment in document.fragments:
        if fragment.kind in (Kind.TITLE, Kind.SUBTITLE):
            teller.say(fragment.id, fragment.text, fragment.languages)
        elif fragment.kind is Kind.BYLINE:
            lines = [ended(wording.say(written(line), fragment.language)) for line in _byline(document)]
            spaced = (part for line in lines for part in (" ", line))
            teller.track.add(fragment, joined(fragment.language, spaced))


def _byline(document: Document) -> tuple[str, ...]:
    """Say the authors as a list that ends, and the date in words."""
    from lectern.article import byline

    facts = document.metadata
    names = listed(facts.language, facts.authors)
    by = phrase(facts.language, "by", authors=names) if has_phrases(facts.language) else names
    return tuple(line for line in (by if names else "", byline(facts)[1]) if line)
