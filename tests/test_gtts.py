import inspect
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import unquote

import gtts
import numpy as np
import pytest
from gtts import version

from lectern.errors import UsageError
from lectern.model import SAMPLE_RATE, Cue, Kind, Run, Severity
from lectern.speech import Spoken, speak
from lectern.speech.encode import encode
from lectern.speech.engines import Engine, VoiceUnavailable, make
from lectern.speech.gtts import Clock, Gtts, Pace
from tests.translate_server import (
    BROKEN_OFF,
    CAPTCHA,
    HOST,
    MOVED,
    NO_SOUND,
    TOO_MANY,
    Answer,
    Server,
    authority,
    spoken,
)

PROJECT = Path(__file__).resolve().parents[1]
FAST = Pace(gap=0, jitter=0, patience=1.0, backoff=0.02, attempts=3)
SILENCE = np.zeros(SAMPLE_RATE // 5, "<i2")
SOUND = (np.sin(np.arange(SAMPLE_RATE) / 9) * 9000).astype("<i2")
SAID = spoken(encode(np.concatenate([SILENCE, SOUND, SILENCE]).tobytes()))
LONG = (
    "Grunebaum, who works in New York, found that ketamine, given once, eased suicidal thoughts within a day, "
    "and that the effect lasted, in most patients, for about six weeks; others needed more."
)

Start = Callable[[Callable[[str, int], Answer | None]], AbstractContextManager[Server]]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    authority(folder)
    return folder


@pytest.fixture
def start(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    """Start a server that gives these answers, and lead all HTTPS of this test to it."""
    started: list[Server] = []

    def begin(answer: Callable[[str, int], Answer | None]) -> Server:
        server = Server(certificates, answer).__enter__()
        started.append(server)
        for name in ("NO_PROXY", "no_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "CURL_CA_BUNDLE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", server.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates / "ca.pem"))
        return server

    yield begin
    for server in started:
        server.__exit__()


def cues(*texts: str, language: str = "en") -> tuple[Cue, ...]:
    return tuple(Cue(f"s-{index}", Kind.SENTENCE, text, language) for index, text in enumerate(texts))


def hurried(name: str, say: Callable[[str], None]) -> Engine:
    return Gtts(say=say, pace=FAST) if name == "gtts" else make(name, say)


def narrate(
    script: tuple[Cue, ...], *, cache: Path | None = None, say: Callable[[str], None] = print
) -> Spoken:
    return speak(script, voice="gtts", cache=cache, say=say, make=hurried)


def test_gtts_is_the_version_whose_inside_we_know() -> None:
    assert version.__version__ == "2.5.4"
    assert gtts.gTTS.GOOGLE_TTS_MAX_CHARS == 100
    assert gtts.gTTS.GOOGLE_TTS_RPC == "jQ1olc"
    assert list(inspect.signature(gtts.gTTS._prepare_requests).parameters) == ["self"]
    (request,) = gtts.gTTS("Good day.", lang="en", lang_check=False)._prepare_requests()
    assert (request.method, request.url) == (
        "POST",
        f"https://{HOST}/_/TranslateWebserverUi/data/batchexecute",
    )
    assert '[[["jQ1olc","[\\"Good day.\\",\\"en\\",null,\\"null\\"]",null,"generic"]]]' in unquote(
        request.body
    )


def test_a_sentence_is_fetched_and_trimmed(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    sound = Gtts(pace=FAST).speak("The sea rises.", "en").sound

    assert server.texts == ["The sea rises."]
    assert server.connects == [f"{HOST}:443"]
    assert SAMPLE_RATE <= len(sound) // 2 <= SAMPLE_RATE * 1.08


def test_a_long_sentence_is_asked_for_in_few_parts_one_at_a_time(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    sound = Gtts(pace=FAST).speak(LONG, "en").sound

    assert " ".join(server.texts).split() == LONG.split()
    assert len(server.texts) == 3 and max(map(len, server.texts)) <= 100
    assert server.busiest == 1
    assert len(sound) // 2 > 3 * SAMPLE_RATE


@pytest.mark.parametrize("text", ["The first.", "Of all systems.", "Is it? Yes!", "Mr. Bean, Esq."])
def test_a_sentence_is_sent_as_it_stands(text: str, start: Callable[..., Server]) -> None:
    """gTTS by itself takes the full stop off "first." and "systems.": "st" and "ms" are abbreviations to it."""
    server = start(lambda text, number: SAID)
    Gtts(pace=FAST).speak(text, "en")

    assert server.texts == [text]


def test_requests_keep_their_distance(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    engine = Gtts(pace=Pace(gap=0.2, jitter=0.05))
    for word in ("one", "two", "three"):
        engine.speak(word, "en")

    assert min(np.diff(server.times)) >= 0.2


def test_waiting_is_told_by_the_clock_and_grows_while_the_server_is_busy(
    start: Callable[..., Server],
) -> None:
    """No second passes: what is waited for is written down."""
    start(lambda text, number: TOO_MANY if number in (2, 3, 4) else SAID)
    waited: list[float] = []
    clock = Clock(now=lambda: sum(waited), sleep=waited.append, chance=lambda span: span / 4)
    engine = Gtts(pace=Pace(gap=0.5, jitter=0.4, backoff=2.0), clock=clock)
    engine.speak("First.", "en")
    engine.speak("Second.", "en")

    assert waited == pytest.approx([0, 0.6, 2, 0, 4, 0, 8, 0])


def test_a_narration_that_was_killed_goes_on_where_it_was(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    """The process is killed while it waits for its third sentence: only that one is asked for again."""
    command = (
        "import sys; from pathlib import Path; from tests.test_gtts import cues, narrate\n"
        "narrate(cues('First.', 'Second.', 'Third.', 'Fourth.'), cache=Path(sys.argv[1]))"
    )
    asked_for_the_third = threading.Event()

    def answer(text: str, number: int) -> Answer:
        if number == 3:
            asked_for_the_third.set()
            child.wait()
        return SAID

    server = start(answer)
    child = subprocess.Popen([sys.executable, "-c", command, tmp_path], cwd=PROJECT)
    assert asked_for_the_third.wait(60)
    child.kill()
    child.wait()
    narrate(cues("First.", "Second.", "Third.", "Fourth."), cache=tmp_path)

    assert child.returncode == -signal.SIGKILL
    assert server.texts == ["First.", "Second.", "Third.", "Third.", "Fourth."]


def test_each_language_is_asked_for_by_itself(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    text = "The word Wasser is German."
    said = Gtts(pace=FAST).speak(text, "en", languages=[Run(9, 15, "de")])

    assert server.texts == ["The word", "Wasser", "is German."]
    assert [text[word.start : word.stop] for word in said.words] == text.rstrip(".").split()
    assert said.words[-1].end == len(said.sound) // 2


def test_where_the_text_goes_is_said_before_it_goes(start: Callable[..., Server]) -> None:
    order: list[str] = []

    def answer(text: str, number: int) -> Answer:
        order.append(text)
        return SAID

    start(answer)
    narrate(cues("First.", "Second."), say=order.append)

    assert order == [
        "The article's text is sent to translate.google.com to be spoken (voice gtts).",
        "First.",
        "Second.",
    ]


def test_what_was_spoken_once_is_not_sent_again(start: Callable[..., Server], tmp_path: Path) -> None:
    server = start(lambda text, number: SAID)
    lines: list[str] = []
    first = narrate(cues("First.", "Second."), cache=tmp_path)
    again = narrate(cues("First.", "Second.", "Third."), cache=tmp_path, say=lines.append)
    nothing_new = narrate(cues("First.", "Second."), cache=tmp_path, say=lines.append)

    assert server.texts == ["First.", "Second.", "Third."]
    assert len(lines) == 1
    assert first == nothing_new
    assert len(again.clips) == 3


def test_a_silent_server_is_left_after_its_time(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: None)
    began = time.monotonic()
    lines: list[str] = []
    spoken = speak(cues("First.", "Second."), voice="gtts", say=lines.append)

    assert 2.9 < time.monotonic() - began < 5
    assert server.texts == ["First."]
    assert spoken.voice.engine == "espeak"
    assert [(each.rule, each.severity) for each in spoken.findings] == [
        ("voice-unavailable", Severity.WARNING)
    ]
    assert lines[1] == "gtts did not answer within 3 seconds: the whole narration is spoken by espeak-ng."


@pytest.mark.parametrize(
    ("answer", "reason", "times"),
    [
        (TOO_MANY, "429 Too Many Requests", 3),
        (("503 Service Unavailable", b""), "503 Service Unavailable", 3),
        (("400 Bad Request", b""), "400 Bad Request", 1),
        (CAPTCHA, "captcha", 1),
        (MOVED, "302 Found", 1),
        (NO_SOUND, "no sound", 1),
        (("200 OK", b""), "no sound", 1),
        (spoken(b""), "damaged|no sound", 3),
        (spoken(b"not an MP3 at all"), "damaged", 3),
        (BROKEN_OFF, "broke off", 1),
        (spoken(encode(bytes(2 * SAMPLE_RATE))), "nothing is heard", 1),
    ],
)
def test_a_refusal_is_told_and_another_voice_takes_over(
    answer: Answer, reason: str, times: int, start: Callable[..., Server]
) -> None:
    server = start(lambda text, number: answer)
    with pytest.raises(VoiceUnavailable, match=reason):
        Gtts(pace=FAST).speak("First.", "en")
    assert len(server.texts) == times

    assert narrate(cues("First.")).voice.engine == "espeak"


def test_a_busy_server_is_asked_again(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: TOO_MANY if number < 3 else SAID)
    Gtts(pace=FAST).speak("First.", "en")

    assert server.texts == ["First."] * 3


def test_a_voice_that_gives_up_midway_leaves_no_word_behind(
    start: Callable[..., Server], tmp_path: Path
) -> None:
    start(lambda text, number: SAID if number == 1 else CAPTCHA)
    mixed = narrate(cues("First.", "Second."), cache=tmp_path)
    alone = speak(cues("First.", "Second."), voice="espeak")

    assert mixed.clips == alone.clips
    assert mixed.voice == alone.voice


def test_an_unknown_certificate_is_not_trusted(
    start: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(lambda text, number: SAID)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")

    with pytest.raises(VoiceUnavailable, match="certificate cannot be trusted"):
        Gtts(pace=FAST).speak("First.", "en")
    assert server.texts == []


def test_no_network_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)

    with pytest.raises(VoiceUnavailable, match="cannot be reached"):
        Gtts(pace=FAST).speak("First.", "en")


def test_nothing_is_sent_offline(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    lines: list[str] = []
    spoken = speak(cues("First."), voice="gtts", offline=True, say=lines.append)

    assert server.connects == []
    assert spoken.voice.engine == "espeak"
    assert [each.severity for each in spoken.findings] == [Severity.NOTICE]
    assert len(lines) == 1 and "offline" in lines[0]


def test_a_language_it_does_not_speak_is_read_by_the_other_voice(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)
    spoken = narrate(cues("Saluton, mondo.", language="eo"))

    assert server.texts == []
    assert (spoken.voice.engine, spoken.voice.name) == ("espeak", "Esperanto")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en-GB", "English"), ("he", "Hebrew"), ("nb-NO", "Norwegian"), ("zh-Hans", "Chinese (Simplified)"),
     ("pt-PT", "Portuguese (Portugal)"), ("fil", "Filipino")],
)  # fmt: skip
def test_a_language_tag_finds_the_closest_voice(language: str, name: str) -> None:
    assert Gtts().voice(language).name == name


def test_text_goes_to_google_only() -> None:
    with pytest.raises(UsageError, match=r"translate\.google\.evil\.example"):
        Gtts(tld="evil.example")


def test_what_has_no_words_is_not_sent(start: Callable[..., Server]) -> None:
    server = start(lambda text, number: SAID)

    assert len(Gtts(pace=FAST).speak("…", "en").sound) < SAMPLE_RATE
    assert server.connects == []
