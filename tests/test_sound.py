import numpy as np
import pytest

from lectern.model import SAMPLE_RATE
from lectern.speech.clauses import cut
from lectern.speech.sound import clip, pcm, resample, samples, trim


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_resampling_keeps_a_tone(rate: int) -> None:
    before = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate) * np.hanning(rate)
    after = resample(before, rate)
    wanted = np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE) / SAMPLE_RATE) * np.hanning(SAMPLE_RATE)

    assert len(after) == SAMPLE_RATE
    assert np.abs(after - wanted).max() < 0.002


def test_trimming_leaves_a_breath_on_both_sides() -> None:
    quiet = np.full(SAMPLE_RATE, 0.0005)
    sound = np.concatenate([quiet, np.full(SAMPLE_RATE, 0.5), quiet])
    trimmed = trim(sound)

    assert SAMPLE_RATE <= len(trimmed) <= SAMPLE_RATE * 1.05
    assert abs(trimmed[0]) < 0.001 and abs(trimmed[-1]) < 0.001


def test_silence_becomes_a_short_silence() -> None:
    assert clip(np.zeros(SAMPLE_RATE), SAMPLE_RATE) == bytes(2 * SAMPLE_RATE // 5)


def test_clips_are_cut_off_at_full_scale() -> None:
    assert list(samples(pcm(np.array([2.0, -2.0])))) == [32767 / 32768, -1.0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Short.", ["Short."]),
        ("One, two, three, four, five, six.", ["One, two, three, four, five,", "six."]),
        (
            "It eases pain; and, as it is short, it is used.",
            ["It eases pain;", "and, as it is short,", "it is used."],
        ),
        (
            "the patients slept well because they were calm",
            ["the patients slept well", "because they were calm"],
        ),
        ("a" * 70, ["a" * 30, "a" * 30, "a" * 10]),
        ("我们知道这种药。" * 5, ["我们知道这种药。" * 3, "我们知道这种药。" * 2]),
    ],
)
def test_a_sentence_is_cut_where_one_draws_breath(text: str, parts: list[str]) -> None:
    assert cut(text, 30) == parts


def test_no_word_is_lost_by_cutting() -> None:
    text = "Doses (small ones), as Ann “Bo” Lee — of York — said: 1,000 mg; no more! Never. " * 9
    parts = cut(text, 100)

    assert " ".join(parts).split() == text.split()
    assert max(map(len, parts)) <= 100
