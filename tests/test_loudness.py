from fractions import Fraction

import av
import numpy as np
import pytest

from lectern.model import SAMPLE_RATE
from lectern.speech.encode import decode, encode
from lectern.speech.espeak import Espeak
from lectern.speech.frames import Quality
from lectern.speech.loudness import (
    LOUDNESS,
    TRUE_PEAK,
    energies,
    find_gain,
    level,
    loudness,
    true_peaks,
)
from lectern.speech.sound import pcm, samples, silence

TEXT = (
    "Ketamine is a medicine for anaesthesia.",
    "It was made in nineteen sixty-two, and it has been in use for more than half a century.",
    "Does it work? Often.",
)
PAUSE = SAMPLE_RATE * 3 // 10


@pytest.fixture(scope="module")
def speech() -> tuple[bytes, ...]:
    engine = Espeak()
    return tuple(engine.speak(text, "en").sound for text in TEXT)


def peak(clip: bytes) -> float:
    return float(20 * np.log10(true_peaks(samples(clip)).max()))


def measured(sound: bytes) -> float:
    """Measure with FFmpeg's meter, which is not ours."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="s16", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    heard, whole = "-70", np.frombuffer(sound, np.int16)
    for begin in range(0, len(whole), SAMPLE_RATE):
        frame = av.AudioFrame.from_ndarray(
            whole[None, begin : begin + SAMPLE_RATE], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, begin, Fraction(1, SAMPLE_RATE)
        source.push(frame)
        while True:
            try:
                heard = sink.pull().metadata.get("lavfi.r128.I", heard)
            except (av.BlockingIOError, av.EOFError):
                break
    return float(heard)


def scaled(clips: tuple[bytes, ...], gain: float) -> tuple[bytes, ...]:
    return tuple(pcm(samples(clip) * gain) for clip in clips)


def levelled(clips: tuple[bytes, ...]) -> tuple[float, list[bytes]]:
    gain = find_gain(
        [energies(clip) for clip in clips],
        [(len(clip) // 2, PAUSE) for clip in clips],
        {index: lambda gain, clip=clip: energies(level(clip, gain)) for index, clip in enumerate(clips)},
    )
    return gain, [level(clip, gain) for clip in clips]


def test_a_tone_is_measured_as_the_standard_says() -> None:
    """BS.1770: a tone of 997 Hz at full scale in one channel is −3.01 LUFS."""
    tone = pcm(np.sin(2 * np.pi * 997 * np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE) * 0.1)

    assert loudness([energies(tone)], [(5 * SAMPLE_RATE, 0)]) == pytest.approx(-23.0, abs=0.05)


@pytest.mark.parametrize("gain", [0.03, 0.3, 1.0])
def test_speech_is_measured_as_another_meter_does(gain: float, speech: tuple[bytes, ...]) -> None:
    clips = scaled(speech, gain)
    ours = loudness([energies(clip) for clip in clips], [(len(clip) // 2, PAUSE) for clip in clips])

    assert ours == pytest.approx(measured(b"".join(clip + silence(PAUSE) for clip in clips)), abs=0.15)


def test_a_peak_between_two_samples_is_found() -> None:
    """A tone at a quarter of the rate, sampled 45° off its crests, is 3 dB higher than its samples."""
    tone = np.sin(np.pi / 2 * np.arange(2_000) + np.pi / 4) * np.hanning(2_000)

    assert np.abs(tone).max() == pytest.approx(0.707, abs=0.01)
    assert true_peaks(tone).max() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("gain", [0.02, 0.5, 1.0])
def test_a_narration_comes_to_its_loudness_under_its_peak_even_as_mp3(
    gain: float, quality: Quality, speech: tuple[bytes, ...]
) -> None:
    clips = levelled(scaled(speech, gain))[1]
    heard = decode(encode(b"".join(clip + silence(PAUSE) for clip in clips), quality))

    assert measured(heard) == pytest.approx(LOUDNESS, abs=0.3)
    assert peak(heard) <= TRUE_PEAK
    assert [len(clip) for clip in clips] == [len(clip) for clip in speech]


def test_a_small_edit_leaves_the_gain_as_it_is(speech: tuple[bytes, ...]) -> None:
    book = speech * 20
    edited = (*book[:-1], Espeak().speak("Does it work? Seldom.", "en").sound)

    assert levelled(book)[0] == levelled(edited)[0]


def test_peaks_are_held_without_changing_what_is_far_from_them() -> None:
    times = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    sound = np.sin(2 * np.pi * 300 * times) * 0.158
    sound[2 * SAMPLE_RATE] = 0.99
    held = samples(level(pcm(sound), 6.0))
    before = slice(0, 2 * SAMPLE_RATE - 200)

    assert peak(pcm(held)) <= TRUE_PEAK - 1
    assert np.abs(held[before] - sound[before] * 10 ** (6 / 20)).max() < 0.001


@pytest.mark.parametrize("pitch", [110, 997, 3000, 5500])
def test_a_loud_tone_is_held_everywhere(pitch: int) -> None:
    tone = np.sin(2 * np.pi * pitch * np.arange(SAMPLE_RATE) / SAMPLE_RATE) * np.hanning(SAMPLE_RATE)

    assert -2.6 < peak(level(pcm(tone), 12.0)) <= -2.19


def test_silence_stays_silent() -> None:
    assert loudness([energies(bytes(1_000))], [(500, 0)]) is None
    assert find_gain([energies(bytes(1_000))], [(500, 0)], {}) == 0.0
    assert find_gain([], [], {}) == 0.0
    assert level(bytes(1_000), 12.0) == bytes(1_000)
