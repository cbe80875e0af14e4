"""Cues -> clips by one voice, levelled; from its first word by espeak-ng if the voice asked for gives up."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from lectern.cache import key
from lectern.model import SAMPLE_RATE, Cue, Finding, Severity, Voice
from lectern.speech.engines import FALLBACK, Engine, Said, VoiceUnavailable, make
from lectern.speech.estimate import Estimate
from lectern.speech.frames import Quality
from lectern.speech.memory import hold
from lectern.speech.shelf import Shelf
from lectern.speech.takes import Clips, Take, find, keep

ONLINE = ("gtts",)
Advance = Callable[[int, int, timedelta | None], None]


_MEASURED = 32
"""Clips from which is learnt what holding the peaks takes from the loudness: those of the least digests, so that an
edit seldom changes which they are."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said: levelled PCM (mono, 16 bit little endian, 24 kHz) by fragment id, and by whom."""

    clips: Clips
    voice: Voice
    findings: tuple[Finding, ...] = ()


def speak(
    cues: Iterable[Cue],
    *,
    voice: str,
    offline: bool = False,
    cache: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
    advance: Advance = lambda done, total, left: None,
    make: Callable[[str, Callable[[str], None]], Engine] = make,
    alone: bool = False,
    quality: Quality = Quality.FINE,
) -> Spoken:
    """Say every cue with the voice of that name (see `choose_voice`); never with two voices.

    Where the voice gives up, all is said by espeak-ng; ``alone``, VoiceUnavailable is raised instead. ``quality`` is
    how the clips will be encoded.
    ``cache`` is a folder that keeps what was said, ``say`` takes the lines a person must see, and ``advance``
    the number of cues said and of all, and how much longer the rest will take (None while nobody can know).
    """
    hold()
    script = tuple(cues)
    findings: list[Finding] = []
    shelf = Shelf(cache)
    try:
        if offline and voice in ONLINE:
            raise VoiceUnavailable(f"the voice {voice} needs the network, and the build is offline")
        clips, speaker, found = _say_all(make(voice, say), script, shelf, advance)
    except VoiceUnavailable as error:
        if voice == FALLBACK or alone:
            raise
        say(f"{_sentence(error)}: the whole narration is spoken by espeak-ng.")
        findings.append(_unavailable(error, offline))
        clips, speaker, found = _say_all(make(FALLBACK, say), script, shelf, advance)
    clips.quality = quality
    return Spoken(clips, speaker, (*findings, *found))


def _say_all(
    engine: Engine, cues: Sequence[Cue], shelf: Shelf, advance: Advance
) -> tuple[Clips, Voice, tuple[Finding, ...]]:
    main, spoken_as = _spoken_as(engine, cues)
    voice = engine.voice(main)

    def take(cue: Cue, name: str) -> Take:
        return find(shelf, name) or keep(shelf, name, _say(engine, cue, spoken_as))

    takes: dict[str, Take] = {}
    by_fragment = {cue.fragment: cue for cue in cues}
    names = [_name(engine, cue, spoken_as) for cue in cues]
    estimate = Estimate(
        [0 if shelf.has(name) else len(cue.text) for cue, name in zip(cues, names, strict=True)]
    )
    for done, (cue, each) in enumerate(
        zip(cues, _each(take, cues, names, alone=voice.engine in ONLINE), strict=True), 1
    ):
        takes[cue.fragment] = each
        advance(done, len(cues), estimate.count())
    clips = Clips(takes, shelf, 0.0, lambda name: _say(engine, by_fragment[name], spoken_as).sound)
    clips.gain = _gain(clips, cues)
    return clips, voice, tuple(_voiceless(cues, spoken_as))


def _each(
    take: Callable[[Cue, str], Take], cues: Sequence[Cue], names: Sequence[str], *, alone: bool
) -> Iterator[Take]:
    """Take every cue, in order: as many at once as there are cores or, ``alone``, none before the last is done."""
    if alone:
        yield from map(take, cues, names)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            yield from pool.map(take, cues, names)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _say(engine: Engine, cue: Cue, spoken_as: Mapping[str, str]) -> Said:
    languages = tuple(replace(run, language=spoken_as[run.language]) for run in cue.languages)
    return engine.speak(
        cue.text, spoken_as[cue.language], languages=languages, pronunciations=cue.pronunciations
    )


def _name(engine: Engine, cue: Cue, spoken_as: Mapping[str, str]) -> str:
    """Name what is said by everything on which its sound depends."""
    from lectern.speech.sound import PROCESSING

    language = spoken_as[cue.language]
    voice = engine.voice(language)
    runs = [(run.start, run.end, spoken_as[run.language]) for run in cue.languages]
    helps = [(each.start, each.end, each.ipa, each.respelling) for each in cue.pronunciations]
    return key(voice.engine, voice.version, voice.name, language, PROCESSING, cue.text, str(runs), str(helps))


def _gain(clips: Clips, cues: Sequence[Cue]) -> float:
    from lectern.speech.loudness import Energies, energies, find_gain, level

    takes = [clips.takes[cue.fragment] for cue in cues]
    lengths = [
        (take.samples, round(cue.pause.total_seconds() * SAMPLE_RATE))
        for take, cue in zip(takes, cues, strict=True)
    ]

    def limited(index: int, gain: float) -> Energies:
        name = key("limited 1", takes[index].digest, str(gain))
        found = clips.shelf.get(name)
        if found is None:
            found = energies(level(clips.raw(cues[index].fragment), gain)).tobytes()
            clips.shelf.put(name, found)
        return np.frombuffer(found, np.float32)

    import numpy as np

    measured = sorted(range(len(takes)), key=lambda index: (takes[index].digest, index))[:_MEASURED]
    return find_gain(
        [take.energies for take in takes], lengths, {index: partial(limited, index) for index in measured}
    )


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
    return main, {each: each if engine.speaks(each) else main for each in _languages(cues)}


def _languages(cues: Iterable[Cue]) -> set[str]:
    return {tag for cue in cues for tag in (cue.language, *(run.language for run in cue.languages))}


def _main_language(cues: Sequence[Cue]) -> str:
    """Find the language in which most is said."""
    said: Counter[str] = Counter()
    for cue in cues:
        said[cue.language] += len(cue.text)
    return max(said, key=lambda language: (said[language], language), default="en")


def _voiceless(cues: Sequence[Cue], spoken_as: Mapping[str, str]) -> Iterable[Finding]:
    for language, substitute in sorted(spoken_as.items()):
        if language != substitute:
            first = next(cue for cue in cues if language in _languages([cue]))
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
