import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from lectern.errors import SourceError, UsageError
from lectern.model import SAMPLE_RATE, Cue, Kind, Pronunciation
from lectern.speech import choose_voice, piper, speak, voices
from lectern.speech.piper import Piper
from tests import piper_model

TEXT = "The sea rises twice a day."
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return piper_model.make(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def engine(model: Path) -> Piper:
    return Piper(model)


def peak(sound: bytes) -> float:
    return float(np.abs(np.frombuffer(sound, "<i2")).max()) / 32768


def test_a_model_speaks_at_our_rate_and_its_own_level(engine: Piper) -> None:
    """Piper by itself turns each sentence up to full scale; the model sounds at a fifth of it."""
    sound = engine.speak(TEXT, "en").sound
    phonemes = len(engine._voice.phonemes_to_ids(engine._voice.phonemize(TEXT)[0]))

    assert len(sound) / 2 / SAMPLE_RATE == pytest.approx(
        phonemes * piper_model.HOP / piper_model.RATE, abs=0.1
    )
    assert peak(sound) == pytest.approx(0.2, abs=0.05)


def test_a_sentence_sounds_the_same_whatever_was_said_before(engine: Piper, model: Path) -> None:
    there = [engine.speak(text, "en").sound for text in (TEXT, "It falls.", TEXT)]
    command = (
        "import sys; from hashlib import sha256; from pathlib import Path; from lectern.speech.piper import Piper; "
        f"print(sha256(Piper(Path(sys.argv[1])).speak({TEXT!r}, 'en').sound).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", command, model], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert there[0] == there[2] != there[1]
    assert other.stdout.strip() == sha256(there[0]).hexdigest()


def test_words_are_timed_by_a_model_that_tells(tmp_path: Path) -> None:
    said = Piper(piper_model.make(tmp_path, tells=True)).speak("One, two hundred.", "en")
    told = [word.begin for word in said.words]
    lasts = piper_model.HOP * SAMPLE_RATE / piper_model.RATE

    assert [(word.start, word.stop) for word in said.words] == [(0, 3), (5, 8), (9, 16)]
    # Words begin with a phoneme: whole steps of one after the other.
    assert all(abs((begin - told[1]) / lasts - round((begin - told[1]) / lasts)) < 0.02 for begin in told[1:])


def test_words_are_estimated_for_a_model_that_does_not(engine: Piper) -> None:
    said = engine.speak(TEXT, "en")

    assert [TEXT[word.start : word.stop] for word in said.words] == TEXT.rstrip(".").split()
    assert said.words[-1].end == len(said.sound) // 2


def test_sounds_given_in_ipa_are_said(engine: Piper) -> None:
    help = Pronunciation(4, 7, "en", ipa="ˈsiː")

    assert (
        engine.speak(TEXT, "en", pronunciations=(help,)).sound
        != engine.speak(TEXT, "en", pronunciations=(Pronunciation(4, 7, "en", ipa="ˈzuː"),)).sound
    )
    assert engine.speak("A [[b]] c.", "en").sound == engine.speak("A ((b)) c.", "en").sound


def test_a_whole_narration_is_read_by_a_model(model: Path, tmp_path: Path) -> None:
    cues = [Cue("s-1", Kind.SENTENCE, TEXT, "en-US"), Cue("s-2", Kind.SENTENCE, "Das Meer.", "de")]
    spoken = speak(cues, voice=f"piper:{model}", cache=tmp_path)
    again = speak(cues, voice=f"piper:{model}", cache=tmp_path)

    assert spoken.voice.engine == "piper" and spoken.voice.name.startswith("en_GB-tones-low ")
    assert [finding.rule for finding in spoken.findings] == ["language-without-voice"]
    assert spoken.clips == again.clips


def test_another_model_of_the_same_name_is_another_voice(model: Path, tmp_path: Path) -> None:
    other = piper_model.make(tmp_path, tells=True)

    assert other.name == model.name
    assert Piper(other).voice("en") != Piper(model).voice("en")


def test_a_language_that_the_model_does_not_speak_is_read_by_the_other_voice(model: Path) -> None:
    spoken = speak([Cue("s", Kind.SENTENCE, "Das Meer steigt.", "de")], voice=f"piper:{model}")

    assert spoken.voice.engine == "espeak"
    assert "does not speak" in spoken.findings[0].message


@pytest.mark.parametrize("broken", ["model", "settings", "nothing"])
def test_what_is_no_voice_is_told(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "voice.onnx"
    if broken != "nothing":
        good = piper_model.make(tmp_path / "good")
        path.write_bytes(b"no model" if broken == "model" else good.read_bytes())
        (tmp_path / "voice.onnx.json").write_text("{}")

    with pytest.raises(UsageError, match=r"voice\.onnx") as caught:
        Piper(path)
    assert "download_voices" in caught.value.hint


def test_an_article_cannot_have_a_file_read_as_a_model(model: Path) -> None:
    assert choose_voice(f"piper:{model}") == choose_voice("auto", "", f"piper:{model}") == f"piper:{model}"
    with pytest.raises(SourceError, match="an article cannot have"):
        choose_voice("auto", f"piper:{model}")
    with pytest.raises(UsageError):
        choose_voice("piper:")


def test_voices_list_the_models_or_how_to_get_one(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(*folders: Path) -> tuple[str, str, tuple[str, ...]]:
        (offer,) = [each for each in voices(folders) if each.name.startswith("piper:")]
        return offer.name, offer.missing, offer.languages

    assert listed(model.parent) == (f"piper:{model}", "", ("en-GB",))
    assert listed(tmp_path) == ("piper:MODEL", piper.MODELS, ())
    monkeypatch.setattr(piper, "installed", lambda: False)
    assert listed(model.parent) == ("piper:MODEL", piper.INSTALL, ())
