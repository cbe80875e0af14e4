"""What two editions say alike is encoded once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lectern.model import Cue, Kind, Narration, Recording
from lectern.speech import Quality, encode, record, speak


def cues(*texts: str, pause: int = 300) -> tuple[Cue, ...]:
    return tuple(
        Cue(f"s-{text[-24:]}", Kind.SENTENCE, text, "en", timedelta(milliseconds=pause)) for text in texts
    )


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count what LAME is given, in samples."""
    given: list[int] = []
    really = encode.encode_frames

    def count(sound: bytes, quality: Quality = Quality.FINE) -> bytes:
        given.append(len(sound) // 2)
        return really(sound, quality)

    monkeypatch.setattr(encode, "encode_frames", count)
    return given


def test_book_and_recording_share_what_they_say_alike(encoded: list[int], tmp_path: Path) -> None:
    opening, *section = cues("Welcome to it.", "The sea rises.", "It falls.", "Why is that so?")
    spoken = speak([opening, *section], voice="espeak", cache=tmp_path)
    record(Narration("en", (opening, *section)), spoken.clips, spoken.voice)
    assert len(encoded) == 4

    book = record(Narration("en", (section[0], section[2], section[1])), spoken.clips, spoken.voice)

    assert len(encoded) == 4
    assert [clip.fragment for clip in book.clips] == [
        cue.fragment for cue in (section[0], section[2], section[1])
    ]


def test_a_changed_sentence_is_encoded_alone(encoded: list[int], tmp_path: Path) -> None:
    before = cues(*(f"This is the sentence with the number {number}." for number in range(60)))
    after = (*before[:20], *cues("This is a sentence with the number one."), *before[21:])
    spoken = [speak(script, voice="espeak", cache=tmp_path) for script in (before, after)]
    for script, each in zip((before, after), spoken, strict=True):
        record(Narration("en", script), each.clips, each.voice)

    assert len(encoded) == 61


@pytest.mark.parametrize("quality", Quality)
def test_an_edited_narration_has_the_bytes_of_one_made_anew(quality: Quality, tmp_path: Path) -> None:
    """What was kept of earlier builds, even of one at another loudness, is not heard in a later one."""
    before = cues(*(f"This is the sentence with the number {number}." for number in range(24)))
    after = (*before[:7], *cues("Where there was one, there are others now!", "And why not?"), *before[9:])
    quiet = cues("Shhh.", "Hush.", *(cue.text for cue in after[:3]))

    def narrated(script: tuple[Cue, ...], cache: Path | None) -> Recording:
        spoken = speak(script, voice="espeak", cache=cache, quality=quality)
        return record(Narration("en", script), spoken.clips, spoken.voice)

    for earlier in (before, quiet):
        narrated(earlier, tmp_path)
    kept, anew = narrated(after, tmp_path), narrated(after, None)

    assert kept.audio == anew.audio
    assert kept.clips == anew.clips


def test_another_pause_needs_no_encoding(encoded: list[int], tmp_path: Path) -> None:
    texts = ("The sea rises.", "It falls.")
    spoken = speak(cues(*texts), voice="espeak", cache=tmp_path)
    for pause in (300, 900):
        record(Narration("en", cues(*texts, pause=pause)), spoken.clips, spoken.voice)

    assert len(encoded) == 2


def test_fast_and_fine_are_kept_apart(encoded: list[int], tmp_path: Path) -> None:
    script = cues("The sea rises.")
    audio = []
    for quality in Quality:
        spoken = speak(script, voice="espeak", cache=tmp_path, quality=quality)
        audio.append(record(Narration("en", script), spoken.clips, spoken.voice).audio)

    assert len(encoded) == 2
    assert audio[0] != audio[1]


def test_clips_under_other_names_are_the_same_sound(encoded: list[int], tmp_path: Path) -> None:
    (cue,) = cues("The sea rises.")
    spoken = speak([cue], voice="espeak", cache=tmp_path)
    clips = spoken.clips.renamed({"other": cue.fragment})  # type: ignore[attr-defined]
    audio = [
        record(Narration("en", (replace(cue, fragment=name),)), each, spoken.voice).audio
        for name, each in ((cue.fragment, spoken.clips), ("other", clips))
    ]

    assert audio[0] == audio[1] and len(encoded) == 1
    assert clips["other"] == spoken.clips[cue.fragment]
