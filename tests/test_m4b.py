from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.mp4 import MP4
from PIL import Image

from lectern.checks import audio_book_file
from lectern.errors import PublishError
from lectern.model import SAMPLE_RATE, Chapter, Cue, Document, Edition, Format, Kind, Metadata, Narration
from lectern.speech import record, speak
from lectern.speech.recording import sound_of
from lectern.writers import m4b

METADATA = Metadata(
    "The Sea — “Why?”", "de-AT", authors=("Ann Bo", "Józef Ćwik"), date=date(2025, 3, 4), rights="CC BY 4.0"
)
TITLES = ("Anfang", "Zwei", "三章")


def edition() -> Edition:
    cues = tuple(
        Cue(
            f"s-{index}",
            Kind.SENTENCE,
            f"Das ist der Satz mit der Nummer {index}.",
            "de",
            timedelta(milliseconds=700),
        )
        for index in range(3)
    )
    chapters = (Chapter(TITLES[0], 0), Chapter(TITLES[1], 1, level=2), Chapter(TITLES[2], 2))
    spoken = speak(cues, voice="espeak")
    recording = record(Narration("de", cues, chapters), spoken.clips, spoken.voice)
    return Edition(Document("sea", METADATA, "{}", ()), recording=recording, clips=spoken.clips)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    made = edition()
    output = m4b.write(made, tmp_path_factory.mktemp("outputs"))
    assert (output.format, output.path.name) == (Format.M4B, "sea.m4b")
    assert output.size == output.path.stat().st_size
    return made, output.path


def test_the_sound_is_the_recordings(written: tuple[Edition, Path]) -> None:
    made, path = written
    assert made.recording
    wanted = np.frombuffer(b"".join(sound_of(made.recording)), "<i2").astype(float) / 32768
    with av.open(str(path)) as file:
        assert file.streams.audio[0].codec_context.name == "aac"
        assert file.streams.audio[0].metadata["language"] == "deu"
        heard = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
        length = file.duration / av.time_base

    assert length == pytest.approx(made.recording.samples / SAMPLE_RATE, abs=0.06)
    late = int(np.correlate(heard[: SAMPLE_RATE * 2], wanted[:SAMPLE_RATE], "valid").argmax())
    assert late <= 1024
    shared = min(len(heard) - late, len(wanted))
    assert np.corrcoef(heard[late : late + shared], wanted[:shared])[0, 1] > 0.97


def test_chapters_are_where_they_are_in_the_recording(written: tuple[Edition, Path]) -> None:
    made, path = written
    assert made.recording
    with av.open(str(path)) as file:
        read = [(each["metadata"]["title"], each["start"] * each["time_base"]) for each in file.chapters()]

    assert [title for title, _ in read] == list(TITLES)
    for (_, start), mark in zip(read, made.recording.chapters, strict=True):
        assert float(start) == pytest.approx(mark.begin / SAMPLE_RATE, abs=0.001)


def test_the_tag_says_what_it_is(written: tuple[Edition, Path]) -> None:
    tags = MP4(written[1])

    assert tags["\xa9nam"] == [METADATA.title]
    assert tags["\xa9ART"] == ["Ann Bo, Józef Ćwik"]
    assert tags["\xa9day"] == ["2025-03-04"]
    assert tags["stik"] == [2]
    assert "espeak-ng" in tags["\xa9nrt"][0]
    assert Image.open(BytesIO(tags["covr"][0])).size[0] == 1000


def test_the_same_edition_gives_the_same_bytes(written: tuple[Edition, Path], tmp_path: Path) -> None:
    assert m4b.write(edition(), tmp_path).path.read_bytes() == written[1].read_bytes()


def test_a_folder_that_cannot_be_made_is_told(written: tuple[Edition, Path], tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file")

    with pytest.raises(PublishError, match="m4b edition could not be written"):
        m4b.write(written[0], tmp_path / "outputs")


def test_what_is_wrong_with_an_audio_book_is_found(written: tuple[Edition, Path], tmp_path: Path) -> None:
    bare, broken = tmp_path / "bare.m4b", tmp_path / "broken.m4b"
    bare.write_bytes(written[1].read_bytes())
    tags = MP4(bare)
    tags.delete()
    broken.write_bytes(b"no audio book")

    assert audio_book_file.check([written[1]]) == ()
    assert {each.rule for each in audio_book_file.check([bare])} >= {"audio-tag-missing"}
    assert [each.rule for each in audio_book_file.check([broken])] == ["audio-unreadable"]
