"""Narration and clips -> Recording: the sound of each cue in its order, timed by counting samples."""

from __future__ import annotations

from collections.abc import Mapping

from lectern.model import SAMPLE_RATE, Clip, Narration, Recording, Voice


def record(narration: Narration, clips: Mapping[str, bytes], voice: Voice) -> Recording:
    """Join the clips (PCM by fragment id), each with its cue's pause after it, and encode them once.

    A clip of the recording lasts until the next begins: the first begins at 0, the last ends at the end.
    Raises ValueError if nothing is said or a cue has no clip.
    """
    from lectern.speech.encode import encode
    from lectern.speech.sound import silence

    if not narration.cues:
        raise ValueError("a narration in which nothing is said cannot be recorded")
    missing = [cue.fragment for cue in narration.cues if not clips.get(cue.fragment)]
    if missing:
        raise ValueError(f"there is no sound for {', '.join(missing[:5])}")
    parts: list[bytes] = []
    placed: list[Clip] = []
    begin = 0
    for cue in narration.cues:
        sound = clips[cue.fragment]
        pause = round(cue.pause.total_seconds() * SAMPLE_RATE)
        parts += (sound, silence(pause))
        end = begin + len(sound) // 2 + pause
        placed.append(Clip(cue.fragment, begin, end))
        begin = end
    chapters = tuple((chapter.title, placed[chapter.first].begin) for chapter in narration.chapters)
    return Recording(encode(b"".join(parts)), begin, tuple(placed), voice, chapters)
