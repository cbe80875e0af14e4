from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from lectern.model import SAMPLE_RATE, Chapter, Cue, Kind, Narration, Voice
from lectern.speech import record
from lectern.speech.encode import decode

VOICE = Voice("silent", "1", "silence")


def narration(*pauses: int) -> Narration:
    cues = tuple(
        Cue(f"s-{index}", Kind.SENTENCE, "words", "en", timedelta(milliseconds=pause))
        for index, pause in enumerate(pauses)
    )
    return Narration("en", cues, (Chapter("Start", 0), Chapter("Middle", 1)))


def click(samples: int) -> bytes:
    sound = np.zeros(samples, "<i2")
    sound[0:3] = 20_000
    return sound.tobytes()


def test_a_clip_lasts_until_the_next_begins() -> None:
    recording = record(
        narration(300, 0, 1001), {"s-0": click(5000), "s-1": click(77), "s-2": click(12_345)}, VOICE
    )
    clips = recording.clips

    assert [clip.fragment for clip in clips] == ["s-0", "s-1", "s-2"]
    assert clips[0].begin == 0 and clips[-1].end == recording.samples
    assert all(one.end == next.begin for one, next in pairwise(clips))
    assert [clip.end - clip.begin for clip in clips] == [5000 + 7200, 77, 12_345 + 24_024]


def test_what_is_heard_at_a_clips_time_is_the_clip() -> None:
    recording = record(narration(300, 2000, 400), {f"s-{index}": click(40_000) for index in range(3)}, VOICE)
    heard = np.abs(np.frombuffer(decode(recording.audio), "<i2").astype(int))

    assert len(heard) == recording.samples
    for clip in recording.clips:
        loudest = int(heard[max(0, clip.begin - 3000) : clip.begin + 3000].argmax()) + max(
            0, clip.begin - 3000
        )
        assert abs(loudest - clip.begin) < SAMPLE_RATE / 1000


def test_chapters_begin_with_their_cue() -> None:
    recording = record(narration(300, 0, 0), {f"s-{index}": click(5000) for index in range(3)}, VOICE)

    assert recording.chapters == (("Start", 0), ("Middle", 12_200))


def test_a_cue_without_sound_is_told() -> None:
    with pytest.raises(ValueError, match="no sound for s-1"):
        record(narration(0, 0), {"s-0": click(5000)}, VOICE)


def test_nothing_said_is_no_recording() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        record(Narration("en", ()), {}, VOICE)


def test_the_same_narration_gives_the_same_bytes() -> None:
    clips = {f"s-{index}": click(5000) for index in range(3)}

    assert record(narration(1, 2, 3), clips, VOICE) == record(narration(1, 2, 3), clips, VOICE)
