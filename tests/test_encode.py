from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from lectern.model import SAMPLE_RATE
from lectern.speech import lame
from lectern.speech.encode import decode, encode
from lectern.speech.frames import Quality


def tone(seconds: float, level: float = 0.3) -> bytes:
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return bytes((np.sin(2 * np.pi * 440 * times) * level * 32767).astype("<i2").tobytes())


@pytest.mark.parametrize("samples", [100, 575, 576, 577, 1104, 1105, 24_000, 240_017])
def test_as_many_samples_are_decoded_as_were_encoded(samples: int) -> None:
    assert len(decode(encode(bytes(2 * samples)))) == 2 * samples


@pytest.mark.parametrize("minutes", [0.05, 1, 5])
def test_a_late_click_sounds_where_it_was_put(minutes: float) -> None:
    sound = np.zeros(round(minutes * 60 * SAMPLE_RATE), "<i2")
    place = len(sound) - 5_000
    sound[place] = 25_000
    heard = np.frombuffer(decode(encode(sound.tobytes())), "<i2").astype(int)

    assert abs(int(np.abs(heard).argmax()) - place) < SAMPLE_RATE / 1000


def test_the_first_and_the_last_sample_are_heard() -> None:
    sound = np.frombuffer(tone(1), "<i2")
    heard = np.frombuffer(decode(encode(sound.tobytes())), "<i2")

    for part in (slice(0, 400), slice(-400, None)):
        assert np.corrcoef(sound[part], heard[part])[0, 1] > 0.97


def test_the_level_is_kept() -> None:
    sound = np.frombuffer(tone(3), "<i2").astype(float)
    heard = np.frombuffer(decode(encode(tone(3))), "<i2").astype(float)
    difference = 20 * np.log10(heard[4800:-4800].std() / sound[4800:-4800].std())

    assert abs(difference) < 0.05


def test_every_frame_has_the_same_size() -> None:
    audio = encode(tone(2))
    starts = range(0, len(audio), 192)

    assert len(audio) % 192 == 0
    assert all(audio[start : start + 3] == b"\xff\xf3\x84" for start in starts)


def test_other_programs_read_the_info_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(encode(tone(2)))
    read = MP3(path).info

    assert (read.bitrate, read.sample_rate, read.channels) == (64_000, SAMPLE_RATE, 1)
    assert read.bitrate_mode is BitrateMode.CBR
    assert read.encoder_info.startswith("LAME 3.100")
    assert read.length == pytest.approx(2, abs=0.0005)


def test_the_same_sound_gives_the_same_bytes() -> None:
    assert encode(tone(1)) == encode(tone(1))


@pytest.mark.parametrize("data", [b"", b"<html><body>Sorry</body></html>", b"\xff" * 50])
def test_what_is_no_sound_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="no sound"):
        decode(data)


@pytest.mark.parametrize("quality", Quality)
def test_each_quality_keeps_level_and_length(quality: Quality) -> None:
    sound = np.frombuffer(tone(3), "<i2").astype(float)
    heard = np.frombuffer(decode(encode(tone(3), quality)), "<i2").astype(float)
    difference = 20 * np.log10(heard[4800:-4800].std() / sound[4800:-4800].std())

    assert len(heard) == len(sound)
    assert abs(difference) < 0.05


def test_what_lame_refuses_is_told() -> None:
    with pytest.raises(ValueError, match="LAME refuses"):
        lame.encode(tone(0.1), rate=-1, bit_rate=64, quality=7, short_blocks=True)


def test_a_sound_too_loud_for_its_samples_is_not_cut_by_the_encoder() -> None:
    """At full scale LAME is given what it lowers to 95 % without a sample beyond 16 bits."""
    sound = np.frombuffer(tone(1, level=0.98), "<i2").astype(float)
    heard = np.frombuffer(decode(encode(tone(1, level=0.98))), "<i2").astype(float)
    power = np.abs(np.fft.rfft(heard[2400:-2400] * np.hanning(len(heard) - 4800))) ** 2
    tops = np.argsort(power)[-5:]

    assert heard.std() == pytest.approx(sound.std(), rel=0.01)
    assert power.sum() - power[tops].sum() < power.sum() / 10_000
