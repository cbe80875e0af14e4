"""Script -> readable lines: what one listens to, as a text to read, compare and correct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lectern.model import Cue, Format, Pronunciation, Script


def script_text(script: Script, edition: Format = Format.MP3) -> str:
    """List what an edition says, one cue a line: fragment, kind, pause after it in seconds, spoken text.

    The recording's chapters stand above their cues. What a voice is told beyond the words follows them in brackets: the
    language of those that are not in the narration's own, and how words are pronounced.
    """
    language = script.listening.language
    if edition is Format.EPUB:
        return "\n".join(_line(cue, language) for cue in script.cues.values())
    chapters = {chapter.first: chapter for chapter in script.listening.chapters}
    lines: list[str] = []
    for number, cue in enumerate(script.listening.cues):
        if number in chapters:
            lines += ["", f"{'#' * chapters[number].level} {chapters[number].title}"]
        lines.append(_line(cue, language))
    return "\n".join(lines).strip()


def _line(cue: Cue, language: str) -> str:
    pause = cue.pause / timedelta(seconds=1)
    told = "".join(f"  [{each}]" for each in _told(cue, language))
    return f"{cue.fragment:<14} {cue.kind.value:<9} {pause:.2f}  {cue.text}{told}"


def _told(cue: Cue, language: str) -> Iterator[str]:
    """Give what a voice must know beside the words."""
    if cue.language != language:
        yield cue.language
    for run in cue.languages:
        yield f"{run.language}: {cue.text[run.start : run.end].strip()}"
    for each in cue.pronunciations:
        yield f"{cue.text[each.start : each.end]} = {_sound(each)}"


def _sound(pronunciation: Pronunciation) -> str:
    return f"/{pronunciation.ipa}/" if pronunciation.ipa else pronunciation.respelling
