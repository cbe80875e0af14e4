import json
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import av
import pytest

from lectern.model import (
    SAMPLE_RATE,
    Clip,
    Cue,
    Document,
    Edition,
    Fragment,
    Kind,
    Metadata,
    Narration,
    Script,
    Stretch,
    WordClip,
)
from lectern.speech import record, speak
from lectern.speech.source_words import source_words
from lectern.speech.timing import place, words
from lectern.writers import spoken_lines

LONG = (
    "Grunebaum et al. (2018) gave 0.5 mg/kg of ketamine to adults with suicidal thoughts, most of whom felt better "
    "within a day, and found that <some> of them & their families were still well after six weeks."
)
CUES = (
    ("s-1", "Tides", "Tides."),
    ("s-2", "In 2016, 5 mg were given.", "In twenty sixteen, 5 milligrams were given."),
    ("s-3", LONG, LONG.replace("0.5 mg/kg", "0.5 milligrams per kilogram").replace("&", "and")),
    ("s-4", "H₂O", "water"),
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    said = (*CUES, ("s-f", None, "That is the end of the article."))
    cues = tuple(
        Cue(name, Kind.SENTENCE, spoken, "en", timedelta(milliseconds=400)) for name, _, spoken in said
    )
    fragments = tuple(Fragment(name, Kind.SENTENCE, text, "en") for name, text, _ in CUES)
    narration = Narration("en", cues)
    spoken = speak(cues, voice="espeak")
    return Edition(
        Document("tides", Metadata("Tides"), "{}", fragments),
        Script({cue.fragment: cue for cue in cues}, narration),
        record(narration, spoken.clips, spoken.voice),
        spoken.clips,
    )


def timed(spoken: str, source: str, stretches: list[Stretch] | None = None) -> list[str]:
    """Give each word of the source with the numbers of the spoken words it lasts; a spoken word lasts 100 samples."""
    spans = words(spoken)
    clip = Clip(
        "s",
        0,
        100 * len(spans),
        tuple(WordClip(100 * i, 100 * i + 100, *span) for i, span in enumerate(spans)),
    )
    return [
        f"{source[word.start : word.stop]} {word.begin / 100:g}-{word.end / 100:g}"
        for word in source_words(clip, spoken, source, stretches or ())
    ]


@pytest.mark.parametrize(
    ("spoken", "source", "expected"),
    [
        ("The sea rises.", "The sea rises.", ["The 0-1", "sea 1-2", "rises 2-3"]),
        ("In twenty sixteen, it rose.", "In 2016, it rose.", ["In 0-1", "2016 1-3", "it 3-4", "rose 4-5"]),
        ("five milligrams per kilogram daily", "5 mg/kg daily", ["5 0-0.66", "mg/kg 0.66-4", "daily 4-5"]),
        ("Note 1: The sun pulls too.", "The Sun pulls too.", ["The 2-3", "Sun 3-4", "pulls 4-5", "too 5-6"]),
        ("It rose.", "It rose (Moon, 2019).", ["It 0-1", "rose 1-2"]),
        ("", "Nothing.", []),
        ("water", "", []),
    ],
)  # fmt: skip
def test_a_word_of_the_source_lasts_as_long_as_what_is_said_for_it(
    spoken: str, source: str, expected: list[str]
) -> None:
    assert timed(spoken, source) == expected


def test_what_is_said_for_what_may_be_told() -> None:
    spoken, source = "one to two grams", "1–2 g"

    assert timed(spoken, source, [Stretch(0, 10, 0, 3), Stretch(11, 16, 4, 5)]) == ["1–2 0-3", "g 3-4"]


def test_words_without_marks_are_timed_by_their_length() -> None:
    text = "A long, unpronounceable word."
    told = place(text, (), 24_000)
    lasts = [word.end - word.begin for word in told]

    assert [text[word.start : word.stop] for word in told] == ["A", "long", "unpronounceable", "word"]
    assert lasts[2] == max(lasts) and lasts[0] == min(lasts)
    assert sum(lasts) == 24_000


def test_marks_that_go_back_in_time_or_beyond_the_sound_are_left_out() -> None:
    told = place("one two three four", [(0, 0), (4, 9_000), (8, 5_000), (14, 40_000)], 12_000)

    assert [word.begin for word in told][:2] == [0, 9_000]
    assert [word.begin for word in told] == sorted(word.begin for word in told)
    assert told[-1].end == 12_000 and all(word.begin < word.end for word in told)


def test_subtitles_show_the_articles_words_when_they_are_said(edition: Edition) -> None:
    assert edition.recording
    text = spoken_lines.vtt(edition).decode()
    blocks = text.split("\n\n")

    assert blocks[0] == "WEBVTT"
    assert blocks[1] == "s-1\n00:00:00.000 --> " + blocks[2].split("\n")[1].split(" --> ")[0] + "\nTides"
    assert "In 2016, 5 mg were given." in text and "&lt;some&gt;" in text
    ends = [line.split(" --> ") for line in text.splitlines() if " --> " in line]
    assert all(one[1] == next[0] for one, next in pairwise(ends))
    seconds = float(ends[-1][1].split(":")[1]) * 60 + float(ends[-1][1].split(":")[2])
    assert seconds == pytest.approx(edition.recording.samples / SAMPLE_RATE, abs=0.001)


def test_a_long_sentence_is_cut_where_its_part_begins(edition: Edition) -> None:
    assert edition.recording
    blocks = [block.split("\n") for block in spoken_lines.vtt(edition).decode().strip().split("\n\n")[1:]]
    parts = [block for block in blocks if block[0].startswith("s-3")]
    clip = edition.recording.clips[2]

    assert len(parts) >= 3
    assert [part[0] for part in parts[:3]] == ["s-3", "s-3.2", "s-3.3"]
    assert all(len(part) <= 4 and max(map(len, part[2:])) <= 42 + 9 for part in parts)
    shown = " ".join(" ".join(part[2:]) for part in parts)
    assert shown == LONG.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    second = parts[1][1].split(" --> ")[0]
    word = parts[1][2].split()[0].strip(",")
    (heard,) = [w.begin for w in clip.words if CUES[2][2][w.start : w.stop] == word][:1]
    assert float(second.split(":")[2]) + 60 * int(second.split(":")[1]) == pytest.approx(
        heard / SAMPLE_RATE, abs=0.002
    )


def test_srt_is_read_by_another_program(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "tides.srt"
    path.write_bytes(spoken_lines.srt(edition))
    with av.open(str(path)) as file:
        assert file.streams[0].type == "subtitle"
        packets = [packet for packet in file.demux() if packet.size]

    assert len(packets) == len(re.findall(r"^\d+$", path.read_text(), re.M))
    assert packets[0].pts == 0


def test_words_lead_back_to_the_source(edition: Edition) -> None:
    value = json.loads(spoken_lines.words_json(edition))
    second = value["lines"][1]

    assert value["voice"].startswith("espeak")
    assert [word["text"] for word in second["words"]] == ["In", "2016", "5", "mg", "were", "given"]
    for line in value["lines"]:
        for word in line["words"]:
            assert line["text"][word["start"] : word["stop"]] == word["text"]
            assert line["begin_ms"] <= word["begin_ms"] < word["end_ms"] <= line["end_ms"]
    assert value["lines"][-1]["written"] is False


def test_a_book_that_was_not_recorded_has_no_lines(edition: Edition) -> None:
    with pytest.raises(ValueError, match="no recording"):
        spoken_lines.vtt(Edition(edition.document))
