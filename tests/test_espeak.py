import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from lectern.model import SAMPLE_RATE, Pronunciation, Run
from lectern.speech import espeak
from lectern.speech.espeak import Espeak

SENTENCES = (
    "This shows sixty-six vicious fishes, which is a test.",
    "Does it hiss?",
    "Ketamine is a medicine for anaesthesia.",
)


def test_a_sentence_sounds_the_same_whatever_was_said_before() -> None:
    engine = Espeak()
    there = [engine.speak(sentence, "en").sound for sentence in SENTENCES]
    back = [engine.speak(sentence, "en").sound for sentence in reversed(SENTENCES)]

    assert there == back[::-1]
    assert len(set(there)) == len(SENTENCES)


def test_a_sentence_sounds_the_same_in_another_process() -> None:
    command = (
        "from hashlib import sha256; from lectern.speech.espeak import Espeak; "
        f"print(sha256(Espeak().speak({SENTENCES[0]!r}, 'en').sound).hexdigest())"
    )
    root = Path(__file__).resolve().parents[1]
    other = subprocess.run(
        [sys.executable, "-c", command], cwd=root, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == sha256(Espeak().speak(SENTENCES[0], "en").sound).hexdigest()


def test_threads_do_not_disturb_each_other() -> None:
    engine = Espeak()
    alone = [engine.speak(sentence, "en").sound for sentence in SENTENCES]
    together: dict[int, bytes] = {}

    def speak(index: int) -> None:
        together[index] = engine.speak(SENTENCES[index % 3], "en").sound

    threads = [threading.Thread(target=speak, args=(index,)) for index in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [together[index] for index in range(9)] == alone * 3


def test_speech_has_a_speakers_pace_and_no_silence_at_its_ends() -> None:
    words = "The quick brown fox jumps over the lazy dog and runs into the dark green wood behind the house"
    sound = np.frombuffer(Espeak().speak(words, "en").sound, "<i2")
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())

    assert 130 < 60 * len(words.split()) / (len(sound) / SAMPLE_RATE) < 220
    assert loud[0] < 0.03 * SAMPLE_RATE
    assert len(sound) - loud[-1] < 0.05 * SAMPLE_RATE


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "English (Great Britain)"),
        ("en-GB", "English (Great Britain)"),
        ("en-AU", "English (Great Britain)"),
        ("en-US", "English (America)"),
        ("de-AT", "German"),
        ("nn-NO", "Norwegian Bokmål"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("zh-Hant-TW", "Chinese (Mandarin, latin as English)"),
    ],
)
def test_a_language_tag_finds_the_closest_voice(language: str, name: str) -> None:
    assert Espeak().voice(language).name == name


def test_a_language_changes_how_words_sound() -> None:
    assert Espeak().speak("Wasser", "de").sound != Espeak().speak("Wasser", "en").sound


def test_a_language_without_voice_is_no_other_language() -> None:
    assert not Espeak().speaks("tlh")
    with pytest.raises(LookupError):
        Espeak().speak("Qapla'", "tlh")


@pytest.mark.parametrize("text", ["", "…", "\0", "   "])
def test_what_cannot_be_said_is_a_short_silence(text: str) -> None:
    sound = Espeak().speak(text, "en").sound

    assert 0 < len(sound) <= 2 * SAMPLE_RATE


def test_markup_in_the_text_is_no_command() -> None:
    assert Espeak().speak("a [[h@loU]] b", "en").sound != Espeak().speak("a  b", "en").sound


def test_voices_behind_a_long_path_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a virtual environment deep in somebody's folders: espeak-ng itself cuts the path at 160 characters."""
    usual = Espeak().speak(SENTENCES[1], "en").sound
    folder = tmp_path / ("deep" * 30) / ("down" * 30)
    folder.mkdir(parents=True)
    (folder / "espeak-ng-data").symlink_to(espeak._data_path())
    monkeypatch.setattr(espeak, "_data_path", lambda: folder / "espeak-ng-data")

    assert Espeak().speak(SENTENCES[1], "en").sound == usual


def told(text: str, **knows: object) -> list[tuple[str, int]]:
    return [(text[word.start : word.stop], word.begin) for word in Espeak().speak(text, "en", **knows).words]  # type: ignore[arg-type]


def test_a_word_begins_where_it_sounds() -> None:
    """After a rest it can be seen where a word begins: a plosive stands out of the silence."""
    text = "Stop; cake; deep; take."
    said = Espeak().speak(text, "en")
    sound = np.abs(np.frombuffer(said.sound, "<i2").astype(int))

    assert len(said.words) == 4
    for word in said.words[1:]:
        before = sound[word.begin - SAMPLE_RATE // 20 : word.begin - SAMPLE_RATE // 200]
        after = sound[word.begin : word.begin + SAMPLE_RATE // 10]
        assert before.max() < 0.1 * after.max()


def test_every_word_has_its_time_whatever_stands_between_them() -> None:
    text = "One of the naïve,  well-known (dogs’) words: don't & 3 % – of CO2 — “said” x."

    assert [word for word, _ in told(text)] == (
        ["One", "of", "the", "naïve", "well-known", "dogs", "words", "don't", "3", "of", "CO2", "said", "x"]
    )
    begins = [begin for _, begin in told(text)]
    assert begins == sorted(set(begins))


def test_signs_are_words_where_no_spaces_are_written() -> None:
    text = "我们知道这种药。"
    said = Espeak().speak(text, "zh")

    assert [text[word.start : word.stop] for word in said.words] == list("我们知道这种药")


def test_words_in_another_language_sound_so_and_keep_their_times() -> None:
    text = "We say <Wasser> & mean it."
    german = Espeak().speak(text, "en", languages=[Run(8, 14, "de")])

    assert [text[word.start : word.stop] for word in german.words] == ["We", "say", "Wasser", "mean", "it"]
    assert german.sound != Espeak().speak(text, "en").sound
    assert Espeak().speak(text, "en", languages=[Run(8, 14, "tlh")]).sound


@pytest.mark.parametrize(
    ("help", "like"),
    [
        ({"ipa": "ˈkeɪk"}, "cake"),
        ({"respelling": "cake"}, "cake"),
        ({"ipa": "ǃǂ"}, "xyzzy"),
    ],
)
def test_a_word_is_pronounced_as_told_or_as_it_stands(help: dict[str, str], like: str) -> None:
    """Sounds that espeak-ng has no name for are left, so that nothing is said wrong."""
    text = "The xyzzy is here."
    helped = Espeak().speak(text, "en", pronunciations=[Pronunciation(4, 9, "en", **help)])
    wanted = len(Espeak().speak(text.replace("xyzzy", like), "en").sound)

    assert len(helped.sound) == pytest.approx(wanted, rel=0.03)
    assert [text[word.start : word.stop] for word in helped.words] == ["The", "xyzzy", "is", "here"]


def test_brackets_of_the_text_are_no_sounds_beside_a_pronunciation() -> None:
    help = Pronunciation(0, 3, "en", ipa="ˈkeɪk")

    assert (
        len(Espeak().speak("The [[h@loU]] is here.", "en", pronunciations=[help]).sound)
        > len(Espeak().speak("The is here.", "en", pronunciations=[help]).sound) * 1.3
    )


def test_a_very_long_sentence_is_said_in_the_time_of_its_length() -> None:
    text = "a_word " * 4_000

    assert len(Espeak().speak(text, "en").words) == 4_000
