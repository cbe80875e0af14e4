import numpy as np
import pytest

from lectern.model import SAMPLE_RATE
from lectern.speech.encode import decode, encode
from lectern.speech.espeak import Espeak
from lectern.speech.loudness import LOUDNESS, TRUE_PEAK, level, loudness, true_peaks
from lectern.speech.sound import pcm, samples

TEXT = (
    "Ketamine is a medicine for anaesthesia.",
    "It was made in nineteen sixty-two, and it has been in use for more than half a century.",
    "Does it work? Often.",
)


@pytest.fixture(scope="module")
def speech() -> dict[str, bytes]:
    engine = Espeak()
    return {str(index): engine.speak(text, "en") for index, text in enumerate(TEXT)}


def peak(clip: bytes) -> float:
    return float(20 * np.log10(true_peaks(samples(clip)).max()))


def scaled(clips: dict[str, bytes], gain: float) -> dict[str, bytes]:
    return {fragment: pcm(samples(clip) * gain) for fragment, clip in clips.items()}


def test_a_tone_is_measured_as_the_standard_says() -> None:
    """BS.1770: a tone of 997 Hz at full scale in one channel is −3.01 LUFS."""
    tone = np.sin(2 * np.pi * 997 * np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE) * 0.1

    assert loudness([pcm(tone)]) == pytest.approx(-23.0, abs=0.05)


def test_a_peak_between_two_samples_is_found() -> None:
    """A tone at a quarter of the rate, sampled 45° off its crests, is 3 dB higher than its samples."""
    tone = np.sin(np.pi / 2 * np.arange(2_000) + np.pi / 4) * np.hanning(2_000)

    assert np.abs(tone).max() == pytest.approx(0.707, abs=0.01)
    assert true_peaks(tone).max() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("gain", [0.02, 0.5, 1.0])
def test_a_narration_comes_to_its_loudness_under_its_peak_even_as_mp3(
    gain: float, speech: dict[str, bytes]
) -> None:
    levelled = level(scaled(speech, gain))
    heard = decode(encode(b"".join(levelled.values())))

    assert loudness([heard]) == pytest.approx(LOUDNESS, abs=0.3)
    assert peak(heard) <= TRUE_PEAK
    assert {fragment: len(clip) for fragment, clip in levelled.items()} == {
        fragment: len(clip) for fragment, clip in speech.items()
    }


def test_all_clips_are_turned_by_the_same_gain(speech: dict[str, bytes]) -> None:
    quiet = {"loud": pcm(samples(speech["0"]) * 0.2), "soft": pcm(samples(speech["1"]) * 0.02)}
    levelled = level(quiet)
    gains = [np.abs(samples(levelled[each])).mean() / np.abs(samples(quiet[each])).mean() for each in quiet]

    assert gains[0] == pytest.approx(gains[1], rel=0.05)


def test_peaks_are_held_without_changing_what_is_far_from_them() -> None:
    times = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    sound = np.sin(2 * np.pi * 300 * times) * 0.158
    sound[2 * SAMPLE_RATE] = 0.99
    levelled = samples(level({"a": pcm(sound)})["a"])
    before = slice(0, SAMPLE_RATE)

    assert peak(pcm(levelled)) <= TRUE_PEAK - 1
    assert np.abs(levelled[before] / np.abs(levelled[before]).max() - sound[before] / 0.158).max() < 0.01


def test_levelling_twice_is_levelling_once(speech: dict[str, bytes]) -> None:
    once = level(speech)

    assert level(once) == once


def test_silence_stays_silent() -> None:
    clips = {"a": bytes(1_000), "b": bytes(20)}

    assert level(clips) == clips
    assert level({}) == {}
