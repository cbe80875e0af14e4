"""Narration and clips -> Recording: the sound of each cue in its order, timed by counting samples, encoded once.

What is encoded is a stretch: cues up to a pause that is long enough to cut in. A file is the exact join of its
stretches with frames of silence between them (see `encode`). So all are encoded at the same time, the book's
documents and the MP3 share those in which they say the same, and a changed sentence is encoded alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import overload

from lectern.cache import key
from lectern.model import SAMPLE_RATE, Chapter, Clip, Mark, Narration, Recording, Voice, WordClip
from lectern.speech.frames import (
    ENCODER,
    FRAME_BYTES,
    FRAME_SAMPLES,
    SILENCE,
    TAIL,
    Quality,
    frames_for,
    info_frame,
)
from lectern.speech.takes import Clips, held

_FORM = "stretch 2"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Clips by name, with the samples of silence between them; ``frames`` with the silence after them."""

    clips: tuple[str, ...]
    pauses: tuple[int, ...]
    frames: int


@dataclass(frozen=True, slots=True)
class _Pieces(Sequence[bytes]):
    """The bytes of a recording: its Info frame, then each stretch, read when it is asked for."""

    head: bytes
    stretches: tuple[_Stretch, ...]
    keys: tuple[str, ...]
    clips: Clips
    quality: Quality

    def __len__(self) -> int:
        return len(self.stretches) + 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if index == 0:
            return self.head
        stretch = self.stretches[index - 1]
        frames = self.clips.shelf.get(self.keys[index - 1]) or self.encode(index - 1)
        wanted = stretch.frames * FRAME_BYTES
        return (frames + SILENCE * (stretch.frames - len(frames) // FRAME_BYTES))[:wanted]

    def encode(self, index: int) -> bytes:
        """Encode a stretch and put it on the shelf."""
        from lectern.speech.encode import encode_frames

        stretch = self.stretches[index]
        parts = chain.from_iterable(
            (self.clips[name], bytes(2 * pause))
            for name, pause in zip(stretch.clips, (*stretch.pauses, 0), strict=True)
        )
        frames = encode_frames(b"".join(parts), self.quality)
        self.clips.shelf.put(self.keys[index], frames)
        return frames

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pieces) and (self.head, self.keys) == (other.head, other.keys)

    def __hash__(self) -> int:
        return hash((self.head, self.keys))


def record(
    narration: Narration, clips: Mapping[str, bytes], voice: Voice, *, quality: Quality | None = None
) -> Recording:
    """Join the clips (PCM by fragment id), each with its cue's pause after it, and encode them.

    A clip of the recording lasts until the next begins: the first begins at 0, the last ends at the end. A pause in
    which a stretch ends is longer than told by a frame (24 ms) at most. Without ``quality`` it is the clips' own.
    Raises ValueError if nothing is said or a cue has no clip.
    """
    if not narration.cues:
        raise ValueError("a narration in which nothing is said cannot be recorded")
    said = held(clips)
    quality = said.quality if quality is None else quality
    missing = [
        cue.fragment
        for cue in narration.cues
        if cue.fragment not in said.takes or not said.takes[cue.fragment].samples
    ]
    if missing:
        raise ValueError(f"there is no sound for {', '.join(missing[:5])}")
    stretches, placed, samples = _lay_out(narration, said)
    head = info_frame(sum(each.frames for each in stretches), samples, quality)
    keys = tuple(_key(each, said, quality) for each in stretches)
    pieces = _Pieces(head, stretches, keys, said, quality)
    _encode(pieces)
    marks = tuple(_mark(chapter, placed) for chapter in narration.chapters)
    size = FRAME_BYTES * (1 + sum(each.frames for each in stretches))
    return Recording(pieces, size, samples, placed, voice, marks)


def _lay_out(narration: Narration, said: Clips) -> tuple[tuple[_Stretch, ...], tuple[Clip, ...], int]:
    """Part the narration into stretches; give them, where each clip is, and the number of samples."""
    stretches: list[_Stretch] = []
    placed: list[Clip] = []
    names: list[str] = []
    pauses: list[int] = []
    begin = base = 0
    for cue in narration.cues:
        take = said.takes[cue.fragment]
        pause = round(cue.pause.total_seconds() * SAMPLE_RATE)
        last = cue is narration.cues[-1]
        end = begin + take.samples + pause
        names.append(cue.fragment)
        if pause >= TAIL or last:
            frames = frames_for(end - base) if last else -(-(end - base) // FRAME_SAMPLES)
            end = end if last else base + frames * FRAME_SAMPLES
            stretches.append(_Stretch(tuple(names), tuple(pauses), frames))
            names, pauses, base = [], [], end
        else:
            pauses.append(pause)
        words = tuple(
            WordClip(begin + word.begin, begin + word.end, word.start, word.stop) for word in take.words
        )
        placed.append(Clip(cue.fragment, begin, end, words))
        begin = end
    return tuple(stretches), tuple(placed), begin


def _encode(pieces: _Pieces) -> None:
    """Encode what is not on the shelf yet; LAME works without Python's lock, so all cores do."""
    missing = [index for index, name in enumerate(pieces.keys) if not pieces.clips.shelf.has(name)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(pieces.encode, missing):
            pass


def _key(stretch: _Stretch, said: Clips, quality: Quality) -> str:
    digests = (said.takes[name].digest for name in stretch.clips)
    return key(_FORM, ENCODER, str(int(quality)), f"{said.gain:.1f}", str(stretch.pauses), *digests)


def _mark(chapter: Chapter, placed: Sequence[Clip]) -> Mark:
    return Mark(chapter.title, placed[chapter.first].begin, chapter.level)


def sound_of(recording: Recording) -> Iterator[bytes]:
    """Give the PCM of a recording, clip by clip with the silence after each, for other encoders.

    Raises ValueError for a recording that was not made by `record`.
    """
    if not isinstance(recording.pieces, _Pieces):
        raise ValueError("the sound of this recording is not known any more")
    for clip in recording.clips:
        sound = recording.pieces.clips[clip.fragment]
        yield sound
        yield bytes(2 * (clip.end - clip.begin) - len(sound))
