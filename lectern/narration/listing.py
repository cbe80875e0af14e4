"""Script -> readable lines: what one listens to, as a text to read, compare and correct."""

from __future__ import annotations

from datetime import timedelta

from lectern.model import Cue, Script


def script_text(script: Script) -> str:
    """List the recording's chapters and cues: fragment, kind, pause in seconds, spoken text; then what it leaves out.

    What the recording leaves out is said in the book only.
    """
    chapters = {chapter.first: chapter.title for chapter in script.listening.chapters}
    lines: list[str] = []
    for number, cue in enumerate(script.listening.cues):
        if number in chapters:
            lines += ["", f"# {chapters[number]}"]
        lines.append(_line(cue))
    heard = {cue.fragment for cue in script.listening.cues}
    rest = [cue for cue in script.cues.values() if cue.fragment not in heard]
    if rest:
        lines += ["", "# (in the book only)", *map(_line, rest)]
    return "\n".join(lines).strip()


def _line(cue: Cue) -> str:
    pause = cue.pause / timedelta(seconds=1)
    return f"{cue.fragment:<14} {cue.kind.value:<9} {pause:.2f}  {cue.text}"
