"""Cues -> clips by one voice, levelled; from its first word by espeak-ng if the voice asked for gives up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lectern.cache import Cache, key
from lectern.model import Cue, Finding, Severity, Voice
from lectern.speech.engines import FALLBACK, Engine, VoiceUnavailable, make

ONLINE = ("gtts",)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said: levelled PCM (mono, 16 bit little endian, 24 kHz) by fragment id, and by whom."""

    clips: Mapping[str, bytes]
    voice: Voice
    findings: tuple[Finding, ...] = ()


def speak(
    cues: Iterable[Cue],
    *,
    voice: str,
    offline: bool = False,
    cache: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
    advance: Callable[[int, int], None] = lambda done, total: None,
    make: Callable[[str, Callable[[str], None]], Engine] = make,
) -> Spoken:
    """Say every cue with the voice of that name (see `choose_voice`); never with two voices.

    ``cache`` is a folder that keeps what was said, ``say`` takes the lines a person must see, and ``advance``
    the number of cues said and of all.
    """
    from lectern.speech.loudness import level

    script = tuple(cues)
    findings: list[Finding] = []
    try:
        if offline and voice in ONLINE:
            raise VoiceUnavailable(f"the voice {voice} needs the network, and the build is offline")
        clips, speaker, found = _say_all(make(voice, say), script, Cache(cache), advance)
    except VoiceUnavailable as error:
        if voice == FALLBACK:
            raise
        say(f"{_sentence(error)}: the whole narration is spoken by espeak-ng.")
        findings.append(_unavailable(error, offline))
        clips, speaker, found = _say_all(make(FALLBACK, say), script, Cache(cache), advance)
    return Spoken(level(clips), speaker, (*findings, *found))


def _say_all(
    engine: Engine, cues: Sequence[Cue], cache: Cache, advance: Callable[[int, int], None]
) -> tuple[dict[str, bytes], Voice, tuple[Finding, ...]]:
    from lectern.speech.sound import PROCESSING

    main, spoken_as = _spoken_as(engine, cues)
    clips: dict[str, bytes] = {}
    for done, cue in enumerate(cues, 1):
        language = spoken_as[cue.language]
        voice = engine.voice(language)
        name = key(voice.engine, voice.version, voice.name, language, PROCESSING, cue.text)
        clip = cache.get(name)
        if not clip:
            clip = engine.speak(cue.text, language)
            cache.put(name, clip)
        clips[cue.fragment] = clip
        advance(done, len(cues))
    return clips, engine.voice(main), tuple(_voiceless(cues, spoken_as))


def _spoken_as(engine: Engine, cues: Sequence[Cue]) -> tuple[str, dict[str, str]]:
    """Find the main language, and for each language the one whose voice says it.

    A language that the engine lacks is said as the main one. If it is the main one: English for the voice that
    is always there; any other voice raises VoiceUnavailable.
    """
    main = _main_language(cues)
    if not engine.speaks(main):
        name = engine.voice("en").engine
        if name != FALLBACK:
            raise VoiceUnavailable(f"{name} does not speak the language “{main}”")
        main = "en"
    return main, {each: each if engine.speaks(each) else main for each in {cue.language for cue in cues}}


def _main_language(cues: Sequence[Cue]) -> str:
    """Find the language in which most is said."""
    said: Counter[str] = Counter()
    for cue in cues:
        said[cue.language] += len(cue.text)
    return max(said, key=lambda language: (said[language], language), default="en")


def _voiceless(cues: Sequence[Cue], spoken_as: Mapping[str, str]) -> Iterable[Finding]:
    for language, substitute in sorted(spoken_as.items()):
        if language != substitute:
            first = next(cue for cue in cues if cue.language == language)
            yield Finding(
                "language-without-voice",
                Severity.WARNING,
                f"there is no voice for the language “{language}”; it is spoken as if it were “{substitute}”",
                where=first.text[:80],
                hint="check the language tag, or leave these words out of the narration",
                source="speech",
            )


def _unavailable(error: VoiceUnavailable, offline: bool) -> Finding:
    return Finding(
        "voice-unavailable",
        Severity.NOTICE if offline else Severity.WARNING,
        f"{error}; the whole narration is spoken by espeak-ng",
        hint="" if offline else "build again later, or ask for the voice espeak",
        source="speech",
    )


def _sentence(error: VoiceUnavailable) -> str:
    message = str(error)
    return message[:1].upper() + message[1:] if not message.startswith("gtts") else message
