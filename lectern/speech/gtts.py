"""Text -> PCM by Google's translation voice, online: gTTS prepares the requests, an own session sends them.

gTTS 2.5.4 itself sends without checking certificates or the time, and takes a page with a captcha for an answer.
So only its preparation is used, `_prepare_requests`, and its name for the answer; a test guards their shape.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from random import SystemRandom
from typing import Any

import requests
from gtts import accents, gTTS
from gtts.lang import tts_langs
from gtts.version import __version__

from lectern.errors import ToolFailed, UsageError
from lectern.model import SAMPLE_RATE, Pronunciation, Run, Voice
from lectern.speech.clauses import cut
from lectern.speech.encode import decode
from lectern.speech.engines import Said, VoiceUnavailable
from lectern.speech.languages import lookup
from lectern.speech.sound import pcm, samples, silence, trim
from lectern.speech.timing import place
from lectern.speech.wording import pieces

_AUDIO = re.compile(rf'{gTTS.GOOGLE_TTS_RPC}","\[\\"(.*)\\"]')
_BREATH = silence(SAMPLE_RATE * 8 // 100)
"""Between two parts of one sentence."""
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast to ask, in seconds: ``gap`` and up to ``jitter`` more between requests.

    An answer that is not there within ``patience`` does not count. A busy server is asked again after
    ``backoff``, then after twice as long, ``attempts`` times in all.
    """

    gap: float = 0.5
    jitter: float = 0.5
    patience: float = 3.0
    backoff: float = 2.0
    attempts: int = 4


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, for those who wait: what it is, how to let it pass, and what part of a span chance takes."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[float], float] = lambda span: SystemRandom().uniform(0.0, span)


class _Busy(ToolFailed):
    """The server, or the way to it, may do better in a moment."""


class Gtts:
    """The natural voice; it gives up rather than wait."""

    def __init__(
        self,
        *,
        say: Callable[[str], None] = lambda line: None,
        tld: str = "com",
        pace: Pace | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Choose the server, translate.google.TLD.

        ``say`` is told where the text goes before the first of it leaves. Raises UsageError for a foreign server.
        """
        if tld not in accents.accents:
            raise UsageError(
                f"Google has no translate.google.{tld}", hint="use com, or a country's ending as in co.uk"
            )
        self._tld = tld
        self._say = say
        self._pace = pace or Pace()
        self._clock = clock or Clock()
        self._languages = {tag.lower(): (tag, name) for tag, name in tts_langs().items()}
        self._next = 0.0
        self._answered = False
        self._told = False

    def speaks(self, language: str) -> bool:
        """Tell whether there is a voice for the language tag."""
        return lookup(language, self._languages) is not None

    def languages(self) -> tuple[str, ...]:
        """List the tags of the languages, sorted."""
        return tuple(sorted(self._languages))

    def voice(self, language: str) -> Voice:
        """Name the voice for the language; raises LookupError where there is none."""
        accent = "" if self._tld == "com" else f", {self._tld}"
        return Voice("gtts", __version__, self._find(language)[1] + accent)

    def speak(
        self,
        text: str,
        language: str,
        *,
        languages: Sequence[Run] = (),
        pronunciations: Sequence[Pronunciation] = (),
    ) -> Said:
        """Say one sentence, as `Engine` promises, each of its languages for itself.

        Raises VoiceUnavailable if the server does not answer in time, refuses, or answers without sound.
        """
        said: list[bytes] = []
        for run, wording in pieces(text, language, languages, pronunciations):
            tag = self._find(run.language)[0]
            parts = [trim(samples(self._fetch(each))) for each in _requests(wording.text, tag, self._tld)]
            if not all(len(part) for part in parts):
                raise VoiceUnavailable("gtts answered with a sound in which nothing is heard")
            said += map(pcm, parts)
        sound = _BREATH.join(said) or silence(SAMPLE_RATE // 5)
        return Said(sound, place(text, (), len(sound) // 2))

    def _find(self, language: str) -> tuple[str, str]:
        found = lookup(language, self._languages)
        if found is None:
            raise LookupError(f"gtts has no voice for {language!r}")
        return found

    def _fetch(self, request: requests.PreparedRequest) -> bytes:
        """Send one request, again if the server is busy, and give its sound as PCM."""
        for attempt in range(1, self._pace.attempts + 1):
            try:
                return self._ask(request)
            except _Busy as error:
                if attempt == self._pace.attempts:
                    raise VoiceUnavailable(str(error)) from error
                self._clock.sleep(self._pace.backoff * 2 ** (attempt - 1))
        raise AssertionError("at least one attempt is made")

    def _ask(self, request: requests.PreparedRequest) -> bytes:
        if not self._told:
            self._say(
                f"The article's text is sent to translate.google.{self._tld} to be spoken (voice gtts)."
            )
            self._told = True
        try:
            with _turn():
                self._clock.sleep(max(0.0, self._next - self._clock.now()))
                response = _send(request, self._pace.patience)
        except TimeoutError as error:
            message = f"gtts did not answer within {self._pace.patience:g} seconds"
            raise (_Busy if self._answered else VoiceUnavailable)(message) from error
        except requests.RequestException as error:
            message = f"gtts cannot be reached: {_reason(error)}"
            raise (_Busy if self._answered else VoiceUnavailable)(message) from error
        finally:
            self._next = self._clock.now() + self._pace.gap + self._clock.chance(self._pace.jitter)
        self._answered = True
        return decode_answer(response)


def decode_answer(response: requests.Response) -> bytes:
    """Take the sound out of an answer, as PCM; raises VoiceUnavailable or, where asking again may help, _Busy."""
    status = response.status_code
    if status == _TOO_MANY or status >= 500:
        raise _Busy(f"gtts refused: {status} {response.reason}")
    if status != 200:
        raise VoiceUnavailable(f"gtts refused: {status} {response.reason}")
    found = _AUDIO.search(response.content.decode("utf-8", "replace"))
    if not found:
        page = "a web page (perhaps a captcha)" if b"<html" in response.content[:2000].lower() else "no sound"
        raise VoiceUnavailable(f"gtts answered with {page}")
    try:
        sound = decode(base64.b64decode(found[1], validate=True))
    except (binascii.Error, ValueError) as error:
        raise _Busy("gtts answered with damaged sound") from error
    if not sound:
        raise VoiceUnavailable("gtts answered with no sound")
    return sound


@contextmanager
def _turn() -> Iterator[None]:
    """Let one request leave at a time, whichever article, thread or process it is for."""
    name = Path(tempfile.gettempdir()) / f"lectern-gtts-{os.getuid()}"
    lock = os.open(name, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _requests(text: str, tag: str, tld: str) -> list[requests.PreparedRequest]:
    """Let gTTS prepare its requests, with our cuts instead of one at each comma.

    Its own changes to the words are left out: it takes the full stop off every sentence that ends in "first" or
    "systems", since "st" and "ms" are abbreviations to it; the script is in spoken form anyway.
    """
    voice = gTTS(
        text,
        tld=tld,
        lang=tag,
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=lambda long: cut(long, gTTS.GOOGLE_TTS_MAX_CHARS),
    )
    prepared: list[requests.PreparedRequest] = voice._prepare_requests()
    return prepared


def _send(request: requests.PreparedRequest, patience: float) -> requests.Response:
    """Send a request with its certificate checked; raises TimeoutError when the patience is at its end.

    The time limits of sockets count neither the look-up of the name nor an answer that drips, so the clock on
    the wall counts here, and the request is left behind.
    """
    answers: SimpleQueue[requests.Response | Exception] = SimpleQueue()

    def send() -> None:
        try:
            with requests.Session() as session:
                surroundings: Any = session.merge_environment_settings(request.url, {}, False, True, None)
                # Not to be led elsewhere: the text is for the named server alone.
                answer = session.send(request, timeout=patience, allow_redirects=False, **surroundings)
            answers.put(answer)
        except (requests.RequestException, OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=send, name="gtts", daemon=True).start()
    try:
        answer = answers.get(timeout=patience)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, requests.Timeout):
        raise TimeoutError from answer
    if isinstance(answer, requests.RequestException):
        raise answer
    if isinstance(answer, Exception):
        raise requests.RequestException(str(answer)) from answer
    return answer


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be trusted"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy refuses"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the answer broke off"
    return "there is no connection"
