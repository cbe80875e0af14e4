from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from lectern.model import SAMPLE_RATE, Chapter, Cue, Kind, Mark, Narration, Recording, Voice, WordClip
from lectern.speech import record, speak
from lectern.speech.encode import decode, encode
from lectern.speech.frames import FRAME_BYTES, FRAME_SAMPLES, Quality
from lectern.speech.recording import sound_of

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
    assert [clip.end - clip.begin for clip in clips] == [5000 + 7200 + 472, 77, 12_345 + 24_024]


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

    assert recording.chapters == (Mark("Start", 0), Mark("Middle", 12_672))


def test_a_cue_without_sound_is_told() -> None:
    with pytest.raises(ValueError, match="no sound for s-1"):
        record(narration(0, 0), {"s-0": click(5000)}, VOICE)


def test_nothing_said_is_no_recording() -> None:
    with pytest.raises(ValueError, match="nothing is said"):
        record(Narration("en", ()), {}, VOICE)


def test_the_same_narration_gives_the_same_bytes() -> None:
    clips = {f"s-{index}": click(5000) for index in range(3)}

    assert record(narration(1, 2, 3), clips, VOICE) == record(narration(1, 2, 3), clips, VOICE)


TEXTS = (
    "The sea rises twice a day, and falls as often.",
    "Why?",
    "It is the Moon that pulls the water; the Earth turns beneath it.",
    "Sixty-six vicious fishes hiss.",
)
DELAY = 576 + 529
"""Samples by which the encoder and every decoder are late."""
PAUSES = (300, 1600, 40, 100, 96, 650, 300, 1200)


@pytest.fixture(scope="module", params=Quality)
def spoken(request: pytest.FixtureRequest) -> tuple[Recording, bytes]:
    """Record eight sentences by a real voice; give the PCM beside it that the recording should sound like."""
    cues = [
        Cue(f"s-{index}", Kind.SENTENCE, TEXTS[index % 4], "en", timedelta(milliseconds=pause))
        for index, pause in enumerate(PAUSES)
    ]
    said = speak(cues, voice="espeak", quality=request.param)
    recording = record(Narration("en", tuple(cues)), said.clips, said.voice)
    return recording, b"".join(sound_of(recording))


def heard(audio: bytes) -> np.ndarray:
    return np.frombuffer(decode(audio), "<i2").astype(float)


def test_joined_stretches_decode_to_the_length_of_their_sound(spoken: tuple[Recording, bytes]) -> None:
    recording, sound = spoken

    assert len(recording.pieces) > 6
    assert len(heard(recording.audio)) == recording.samples == len(sound) // 2
    assert recording.size == len(recording.audio)


def test_a_join_sounds_as_what_is_encoded_in_one_go(spoken: tuple[Recording, bytes]) -> None:
    recording, sound = spoken
    wanted = np.frombuffer(sound, "<i2").astype(float)
    joined, direct = heard(recording.audio), heard(encode(sound, recording.pieces.quality))  # type: ignore[attr-defined]
    worst = [float(np.sqrt(np.mean((each - wanted) ** 2))) for each in (joined, direct)]

    assert np.corrcoef(joined, wanted)[0, 1] > 0.995
    assert worst[0] < 1.1 * worst[1]


def test_nothing_clicks_where_stretches_are_joined(spoken: tuple[Recording, bytes]) -> None:
    recording, _ = spoken
    sound = heard(recording.audio)
    place, joins = 0, []
    for piece in recording.pieces[1:-1]:
        place += len(piece) // FRAME_BYTES * FRAME_SAMPLES
        joins.append(place - DELAY)

    assert len(joins) > 4
    for join in joins:
        around = sound[join - 300 : join + 100]
        assert np.abs(around).max() <= 1
        assert np.abs(np.fft.rfft(around)).max() < 50


def test_a_sentence_has_the_spectrum_of_its_sound_up_to_ten_kilohertz(
    spoken: tuple[Recording, bytes],
) -> None:
    recording, sound = spoken
    clip = recording.clips[3]
    wanted = np.frombuffer(sound, "<i2").astype(float)[clip.begin : clip.end]
    bands = [(100, 1000), (1000, 4000), (4000, 8000), (8000, 9500)]
    levels = []
    for each in (wanted, heard(recording.audio)[clip.begin : clip.end]):
        power, pitch = np.abs(np.fft.rfft(each)) ** 2, np.fft.rfftfreq(len(each), 1 / SAMPLE_RATE)
        levels.append([10 * np.log10(power[(pitch >= low) & (pitch < high)].sum()) for low, high in bands])

    assert levels[1] == pytest.approx(levels[0], abs=1.0)


def test_pauses_are_silent_and_sentences_are_not(spoken: tuple[Recording, bytes]) -> None:
    recording, _ = spoken
    sound = heard(recording.audio)

    assert np.abs(sound).max() < 32_767
    for clip, pause in zip(recording.clips, PAUSES, strict=True):
        end = clip.end - pause * SAMPLE_RATE // 1000
        assert np.sqrt(np.mean(sound[clip.begin : end] ** 2)) > 500
        assert pause < 90 or np.abs(sound[end + 1200 : clip.end - 1200]).max(initial=0) <= 1


def test_a_pause_is_longer_than_told_by_a_frame_at_most(spoken: tuple[Recording, bytes]) -> None:
    recording, _ = spoken
    said = speak([Cue("s", Kind.SENTENCE, TEXTS[1], "en")], voice="espeak").clips
    lasts = recording.clips[1].end - recording.clips[1].begin - len(said["s"]) // 2

    assert 0 <= lasts - 1600 * SAMPLE_RATE // 1000 < FRAME_SAMPLES


def test_words_lie_in_their_clip_in_order(spoken: tuple[Recording, bytes]) -> None:
    recording, _ = spoken
    for index, clip in enumerate(recording.clips):
        text = TEXTS[index % 4]

        assert [text[word.start : word.stop] for word in clip.words] == [
            word.strip(",.;?") for word in text.split()
        ]
        assert clip.begin <= clip.words[0].begin and clip.words[-1].end <= clip.end
        assert all(isinstance(word, WordClip) and word.begin < word.end for word in clip.words)
        assert all(one.end == next.begin for one, next in pairwise(clip.words))


def test_fast_is_another_encoding_of_the_same_length() -> None:
    clips = {f"s-{index}": click(5000) for index in range(3)}
    fine, fast = (record(narration(300, 0, 0), clips, VOICE, quality=each) for each in Quality)

    assert (fine.samples, fine.size, fine.clips) == (fast.samples, fast.size, fast.clips)
    assert fine.audio != fast.audio


def test_a_piece_that_the_disk_lost_is_made_again() -> None:
    clips = {f"s-{index}": click(5000) for index in range(3)}
    recording = record(narration(300, 200, 100), clips, VOICE)
    audio = recording.audio
    shelf = recording.pieces.clips.shelf  # type: ignore[attr-defined]
    for path in shelf._large._path.parent.iterdir():
        path.write_bytes(b"damaged")

    assert recording.audio == audio
