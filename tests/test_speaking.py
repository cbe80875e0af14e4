import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lectern.errors import SourceError, UsageError
from lectern.model import SAMPLE_RATE, Cue, Kind, Narration, Pronunciation, Run
from lectern.speech import choose_voice, record, speak, voices
from lectern.speech.encode import decode
from lectern.speech.engines import Engine, Said
from lectern.speech.espeak import Espeak
from lectern.speech.estimate import Estimate
from lectern.speech.offers import sample


def cue(text: str, language: str = "en", fragment: str = "") -> Cue:
    return Cue(fragment or f"s-{text}", Kind.SENTENCE, text, language)


@pytest.mark.parametrize(
    ("asked", "article", "chosen"),
    [
        ("auto", "", "espeak"),
        ("", "", "espeak"),
        ("auto", "gtts", "gtts"),
        ("auto", "auto", "espeak"),
        ("espeak", "gtts", "espeak"),
        ("gtts", "", "gtts"),
    ],
)
def test_the_voice_asked_for_comes_before_the_articles(asked: str, article: str, chosen: str) -> None:
    assert choose_voice(asked, article) == chosen


def test_an_unknown_voice_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="“sam”") as caught:
        choose_voice("sam")

    assert "espeak" in caught.value.hint and "gtts" in caught.value.hint


def test_an_articles_unknown_voice_is_the_authors_to_mend() -> None:
    with pytest.raises(SourceError, match="“sam”"):
        choose_voice("auto", "sam")


def test_voices_tell_whether_they_send_the_text_away() -> None:
    assert {offer.name: offer.online for offer in voices()} == {
        "espeak": False,
        "gtts": True,
        "piper:MODEL": False,
        "silent": False,
    }
    assert all("de" in offer.languages for offer in voices() if offer.name in ("espeak", "gtts"))


def test_a_sample_of_each_voice_that_needs_no_network_can_be_heard(tmp_path: Path) -> None:
    written = list(sample(tmp_path, voices()))

    assert [path.name for path in written] == ["espeak.mp3"]
    assert len(decode(written[0].read_bytes())) > 3 * 2 * SAMPLE_RATE


@pytest.mark.parametrize("asked", ["sam", "piper:MODEL"])
def test_a_sample_of_what_is_not_there_says_what_to_do(asked: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        list(sample(tmp_path, voices(), asked))

    assert "run: " in caught.value.hint or "voices" in caught.value.hint


def test_every_cue_gets_its_clip_and_the_count_advances() -> None:
    counted: list[tuple[int, int]] = []
    script = [cue("One."), cue("Two, and more."), cue("Three.")]
    spoken = speak(script, voice="espeak", advance=lambda done, total, _: counted.append((done, total)))

    assert list(spoken.clips) == [each.fragment for each in script]
    assert counted == [(1, 3), (2, 3), (3, 3)]
    assert (spoken.voice.engine, spoken.voice.name) == ("espeak", "English (Great Britain)")
    assert spoken.findings == ()


def test_other_languages_are_said_in_their_own_voice() -> None:
    long = cue("This is the language of most of the article.")
    spoken = speak([long, cue("Wasser", "de")], voice="espeak")
    wrong = speak([long, cue("Wasser", "en")], voice="espeak")

    assert spoken.clips["s-Wasser"] != wrong.clips["s-Wasser"]
    assert spoken.voice.name == "English (Great Britain)"


def test_a_language_without_voice_is_said_as_the_main_one_and_told() -> None:
    spoken = speak([cue("Qapla", "tlh"), cue("Der Text ist lang.", "de")], voice="espeak")
    (finding,) = spoken.findings

    assert finding.rule == "language-without-voice"
    assert "“tlh”" in finding.message and "“de”" in finding.message
    assert finding.where == "Qapla"
    assert spoken.voice.name == "German"


def test_a_main_language_without_voice_is_said_in_english_and_told() -> None:
    spoken = speak([cue("Qapla", "tlh")], voice="espeak")

    assert spoken.voice.name == "English (Great Britain)"
    assert [finding.rule for finding in spoken.findings] == ["language-without-voice"]


def mute(name: str, say: Callable[[str], None]) -> Engine:
    """Make a voice that is asked for its name and may not be asked to speak."""

    class Mute(Espeak):
        def speak(self, *sentence: object, **helps: object) -> Said:
            raise AssertionError(f"{sentence[0]} is said again")

    return Mute()


def test_the_cache_gives_the_same_bytes_and_mends_damage(tmp_path: Path) -> None:
    script = [cue("One."), cue("Two, and more.")]
    fresh = speak(script, voice="espeak")
    kept = speak(script, voice="espeak", cache=tmp_path)
    entries = sorted(tmp_path.iterdir())

    assert fresh.clips == kept.clips
    assert len(entries) == 4
    for entry in entries:
        entry.write_bytes(b"damaged" * (entry.stat().st_size // 7))
        assert speak(script, voice="espeak", cache=tmp_path).clips == fresh.clips
        assert speak(script, voice="espeak", cache=tmp_path, make=mute).clips == fresh.clips


def test_sound_on_the_disk_is_not_read_to_be_told_of(tmp_path: Path) -> None:
    """A book whose sentences are all known is not loaded: only facts about them are."""
    script = [cue("One."), cue("Two, and more.")]
    first = record(
        Narration("en", tuple(script)),
        (spoken := speak(script, voice="espeak", cache=tmp_path)).clips,
        spoken.voice,
    )
    large = spoken.clips.shelf._large  # type: ignore[attr-defined]
    with (tmp_path / "sound.data").open("r+b") as file:
        for take in spoken.clips.takes.values():  # type: ignore[attr-defined]
            _, begin, count = large._find(take.name)
            file.seek(begin)
            file.write(bytes(count))
    again = speak(script, voice="espeak", cache=tmp_path, make=mute)

    assert record(Narration("en", tuple(script)), again.clips, again.voice).audio == first.audio


def test_a_pronunciation_and_a_language_change_what_is_kept(tmp_path: Path) -> None:
    text = "This is a text in which ketamine is a word."
    usual = Cue("s", Kind.SENTENCE, text, "en")
    start = text.index("ketamine")
    helped = replace(usual, pronunciations=(Pronunciation(start, start + 8, "en", ipa="kɛˈtaːmɪn"),))
    respelt = replace(usual, pronunciations=(Pronunciation(start, start + 8, "en", respelling="keetamine"),))
    foreign = replace(usual, languages=(Run(start, start + 8, "de"),))
    heard = [
        speak([each], voice="espeak", cache=tmp_path).clips["s"] for each in (usual, helped, respelt, foreign)
    ]

    assert len(set(heard)) == 4


def test_the_cache_keeps_voices_apart(tmp_path: Path) -> None:
    script = [cue("One.")]
    silent = speak(script, voice="silent", cache=tmp_path)

    assert speak(script, voice="espeak", cache=tmp_path).clips != silent.clips


def test_the_silent_twin_lasts_as_long_as_its_words() -> None:
    text = "The quick brown fox jumps over the lazy dog and runs into the wood."
    silent = speak([cue(text)], voice="silent").clips[f"s-{text}"]

    assert set(silent) == {0}
    assert len(silent) == pytest.approx(len(Espeak().speak(text, "en").sound), rel=0.4)
    assert len(silent) / 2 == pytest.approx(0.065 * len(text) * SAMPLE_RATE)


def test_nothing_heavy_is_loaded_before_something_is_said() -> None:
    command = "import sys, lectern.speech; print(*{'av', 'numpy', 'lameenc', 'gtts', 'requests'} & set(sys.modules))"
    root = Path(__file__).resolve().parents[1]
    loaded = subprocess.run(
        [sys.executable, "-c", command], cwd=root, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == ""


def test_the_time_left_is_told_from_the_pace_so_far() -> None:
    times = iter([0.0, 30.0, 60.0, 90.0])
    estimate = Estimate([100, 0, 100, 100, 0, 150, 50], now=lambda: next(times))
    told = [estimate.count() for _ in range(7)]

    assert told[:3] == [None, None, None]
    assert [each.total_seconds() for each in told[3:] if each is not None] == [
        20.0,
        40.0,
        pytest.approx(10.0),
        0.0,
    ]
