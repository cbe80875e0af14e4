from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import av
import pytest
from mutagen import id3
from PIL import Image

from lectern.checks import narration_file
from lectern.errors import PublishError
from lectern.model import (
    Chapter,
    Cue,
    Document,
    Edition,
    Format,
    Fragment,
    Kind,
    Metadata,
    Narration,
    Severity,
)
from lectern.speech import record, speak
from lectern.speech.encode import decode
from lectern.writers import audio
from lectern.writers.tag_words import language_code

METADATA = Metadata(
    "The Sea — “Why?”",
    "de-AT",
    subtitle="Ein Anfang",
    authors=("Ann Bo", "Józef Ćwik"),
    date=date(2025, 3, 4),
    description="Warum das Meer steigt.",
    rights="CC BY 4.0",
)
TITLES = ("A long first chapter, longer than all others", "Zwei", "三章", "4", "A fifth")


def edition(metadata: Metadata = METADATA, titles: tuple[str, ...] = TITLES) -> Edition:
    cues = tuple(
        Cue(f"s-{index}", Kind.SENTENCE, f"Satz Nummer {index}.", "de", timedelta(milliseconds=300))
        for index in range(6)
    )
    chapters = tuple(Chapter(title, index) for index, title in enumerate(titles))
    narration = Narration("de", cues, chapters)
    spoken = speak(cues, voice="espeak")
    recording = record(narration, spoken.clips, spoken.voice)
    return Edition(Document("sea", metadata, "{}", ()), recording=recording, clips=spoken.clips)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    made = edition()
    output = audio.write(made, tmp_path_factory.mktemp("outputs"))
    assert (output.slug, output.format, output.path.name) == ("sea", Format.MP3, "sea.mp3")
    return made, output.path


def tag(path: Path) -> id3.ID3:
    return id3.ID3(path, translate=False)  # type: ignore[no-untyped-call]


def test_the_tag_says_what_it_is(written: tuple[Edition, Path]) -> None:
    frames = tag(written[1])

    assert frames.version == (2, 3, 0)
    assert {
        name: str(frames[name]) for name in ("TIT2", "TIT3", "TPE1", "TALB", "TLAN", "TYER", "TDAT", "TCOP")
    } == {
        "TIT2": METADATA.title,
        "TIT3": "Ein Anfang",
        "TPE1": "Ann Bo, Józef Ćwik",
        "TALB": METADATA.title,
        "TLAN": "deu",
        "TYER": "2025",
        "TDAT": "0403",
        "TCOP": "CC BY 4.0",
    }


def test_the_comment_names_the_synthetic_voice(written: tuple[Edition, Path]) -> None:
    (comment,) = tag(written[1]).getall("COMM")

    assert "synthetic voice: espeak-ng 1.52.0, German" in str(comment)
    assert comment.lang == "deu"


def test_the_cover_is_a_picture(written: tuple[Edition, Path]) -> None:
    (cover,) = tag(written[1]).getall("APIC")

    assert cover.type == id3.PictureType.COVER_FRONT
    assert Image.open(BytesIO(cover.data)).size[0] == 1000


def test_chapters_stand_in_the_file_in_their_order(written: tuple[Edition, Path]) -> None:
    made, path = written
    assert made.recording
    with av.open(str(path)) as file:
        read = [(each["metadata"]["title"], each["start"], each["end"]) for each in file.chapters()]
    begins = [round(mark.begin / 24) for mark in made.recording.chapters]
    ends = [*begins[1:], round(made.recording.samples / 24)]

    assert read == list(zip(TITLES, begins, ends, strict=True))
    assert tag(path)["CTOC:contents"].child_element_ids == [f"chapter{number:03}" for number in range(1, 6)]


def test_parts_of_a_section_are_chapters_inside_it(tmp_path: Path) -> None:
    levels = {"Introduction": 1, "Methods": 1, "Patients": 2, "Doses": 2, "Results": 1}
    made = edition(titles=tuple(levels))
    assert made.recording
    marks = tuple(replace(mark, level=levels[mark.title]) for mark in made.recording.chapters)
    path = audio.write(replace(made, recording=replace(made.recording, chapters=marks)), tmp_path).path
    frames = tag(path)

    assert frames["CTOC:contents"].child_element_ids == ["chapter001", "section002", "chapter005"]
    assert frames["CTOC:section002"].child_element_ids == ["chapter002", "chapter003", "chapter004"]
    assert str(frames["CTOC:section002"].sub_frames["TIT2"]) == "Methods"
    assert frames["CTOC:section002"].flags == id3.CTOCFlags.ORDERED
    with av.open(str(path)) as file:
        assert [each["metadata"]["title"] for each in file.chapters()] == list(levels)
    assert narration_file.check([path]) == ()


def test_the_text_is_in_the_tag(tmp_path: Path) -> None:
    made = edition()
    texts = ("Das Meer — “warum”?", "Es steigt.")
    fragments = tuple(Fragment(f"s-{index}", Kind.SENTENCE, text, "de") for index, text in enumerate(texts))
    document = replace(made.document, fragments=fragments)
    (lyrics,) = tag(audio.write(replace(made, document=document), tmp_path).path).getall("USLT")

    assert lyrics.text == "\n".join(texts)
    assert lyrics.lang == "deu"


@pytest.mark.parametrize(
    ("engine", "asked", "severities"),
    [
        ("espeak", "auto", []),
        ("gtts", "auto", [Severity.WARNING]),
        ("gtts", "gtts", [Severity.NOTICE]),
        ("piper", "piper:model.onnx", [Severity.NOTICE]),
    ],
)
def test_another_voice_than_listeners_know_is_told(
    engine: str, asked: str, severities: list[Severity], written: tuple[Edition, Path]
) -> None:
    found = list(audio.changed_voice(written[1], engine, asked=asked))

    assert [(each.rule, each.severity) for each in found] == [("voice-changed", each) for each in severities]
    assert all("read by espeak" in each.message for each in found)


def test_no_narration_has_no_voice_to_keep(tmp_path: Path) -> None:
    (tmp_path / "broken.mp3").write_bytes(b"no sound")

    assert list(audio.changed_voice(tmp_path / "none.mp3", "gtts", asked="auto")) == []
    assert list(audio.changed_voice(tmp_path / "broken.mp3", "gtts", asked="auto")) == []


def test_the_sound_is_the_recording_to_the_sample(written: tuple[Edition, Path]) -> None:
    made, path = written
    assert made.recording

    assert path.read_bytes().endswith(made.recording.audio)
    assert len(decode(path.read_bytes())) == 2 * made.recording.samples


def test_the_same_edition_gives_the_same_bytes(written: tuple[Edition, Path], tmp_path: Path) -> None:
    again = audio.write(edition(), tmp_path)

    assert again.path.read_bytes() == written[1].read_bytes()


def test_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    frames = tag(audio.write(edition(Metadata("Bare"), titles=()), tmp_path).path)

    assert not {"TIT3", "TPE1", "TYER", "TDAT", "TCOP", "CTOC:contents"} & set(frames)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file")

    with pytest.raises(PublishError, match="mp3 edition could not be written"):
        audio.write(edition(titles=()), tmp_path / "outputs")


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("en", "eng"),
        ("de-AT", "deu"),
        ("zh-Hans", "zho"),
        ("grc", "grc"),
        ("EN-us", "eng"),
        ("qq", "und"),
        ("", "und"),
    ],
)
def test_a_language_tag_has_its_code(language: str, code: str) -> None:
    assert language_code(language) == code
