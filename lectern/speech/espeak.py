"""Text -> PCM and words by espeak-ng, through ctypes on the library that espeakng-loader carries: offline, no server.

Three traps of espeak-ng 1.52 decide the shape of this module. Its state is carried from sentence to sentence
and nothing resets it, so the library is loaded anew for each (1 ms) and its noise is seeded: the same
sentence gives the same bytes whatever was said before. It is not thread-safe, so each thread borrows a copy of the
library's file for the time of a sentence. And it cuts the path of its voices at 160 characters without a word, so a
long one is reached by a short link.
"""

from __future__ import annotations

import _ctypes
import atexit
import ctypes
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from queue import Empty, LifoQueue

import espeakng_loader

from lectern.errors import MissingTool
from lectern.model import SAMPLE_RATE, Pronunciation, Run, Voice
from lectern.speech import ipa
from lectern.speech.engines import Said
from lectern.speech.languages import lookup
from lectern.speech.sound import fit, samples
from lectern.speech.timing import place
from lectern.speech.wording import Wording, marked

# speak_lib.h
_SYNCHRONOUS, _DONT_EXIT, _UTF8, _CHARACTERS, _OK = 2, 0x8000, 1, 1, 0
_SSML, _PHONEMES = 0x10, 0x100
_END, _WORD = 0, 1
_BUFFER = 200
"""Milliseconds of sound per call back."""
_PARAMETERS = {1: 168, 3: 46, 4: 54}
"""Words per minute, pitch and its range (of 100): a little calmer, lower and livelier than 175, 50, 50."""
_LONGEST_PATH = 130
_SETUP = "run `make setup` again"


class _Event(ctypes.Structure):
    """espeak_EVENT; ``position`` counts code points from 1, ``sample`` from the beginning of what is said."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class _Voice(ctypes.Structure):
    """espeak_VOICE; ``languages`` are (priority byte, tag, NUL) triples, ended by a priority of 0."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


class Espeak:
    """The voice that is always there."""

    def __init__(self) -> None:
        """Find the library and what languages it has; raises MissingTool if it cannot be loaded."""
        self._data = _data_path()
        if len(str(self._data)) > _LONGEST_PATH:
            folder = Path(tempfile.mkdtemp(prefix="lectern-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            (folder / "espeak-ng-data").symlink_to(self._data)
            self._data = folder / "espeak-ng-data"
        self._version, self._voices = _inventory(self._data)

    def speaks(self, language: str) -> bool:
        """Tell whether there is a voice for the language tag."""
        return lookup(language, self._voices) is not None

    def languages(self) -> tuple[str, ...]:
        """List the tags of the languages, sorted."""
        return tuple(sorted(self._voices))

    def voice(self, language: str) -> Voice:
        """Name the voice for the language, as espeak-ng calls it; raises LookupError where there is none."""
        return Voice("espeak", self._version, self._find(language)[0])

    def speak(
        self,
        text: str,
        language: str,
        *,
        languages: Sequence[Run] = (),
        pronunciations: Sequence[Pronunciation] = (),
    ) -> Said:
        """Say one sentence, as `Engine` promises: the same bytes in every process."""
        identifier = self._find(language)[1]
        wording, flags = self._word(text, languages, pronunciations)
        given = wording.text.encode()
        heard = bytearray()
        told: list[tuple[int, int]] = []

        def hear(wave: ctypes._Pointer[ctypes.c_short] | None, count: int, events: Sequence[_Event]) -> int:
            if wave and count > 0:
                heard.extend(ctypes.string_at(wave, 2 * count))
            index = 0
            while events and events[index].type != _END:
                if events[index].type == _WORD:
                    told.append((events[index].position - 1, events[index].sample))
                index += 1
            return 0

        heard_by = _Heard(hear)
        with _loaded(self._data) as (library, rate):
            library.espeak_ng_SetRandSeed(ctypes.c_long(1))
            library.espeak_SetSynthCallback(heard_by)
            if library.espeak_SetVoiceByName(identifier.encode()) != _OK:
                raise MissingTool(f"espeak-ng does not load its own voice “{identifier}”", hint=_SETUP)
            for parameter, value in _PARAMETERS.items():
                library.espeak_SetParameter(parameter, value, 0)
            size = ctypes.c_size_t(len(given) + 1)
            library.espeak_Synth(given, size, 0, _CHARACTERS, 0, _UTF8 | flags, None, None)
        sound, first = fit(samples(heard), rate)
        points = [(wording.place(at), sample * SAMPLE_RATE // rate - first) for at, sample in told]
        known = [(point, max(0, sample)) for point, sample in points if point is not None]
        return Said(sound, place(text, known, len(sound) // 2))

    def _word(
        self, text: str, languages: Sequence[Run], pronunciations: Sequence[Pronunciation]
    ) -> tuple[Wording, int]:
        """Word a text, with espeak-ng's markup only where it is needed, and the flags that have it understood."""
        helps = {each: ipa.mnemonics(each.ipa) for each in pronunciations if each.ipa}
        flags = (_SSML if languages else 0) | (_PHONEMES if any(helps.values()) else 0)

        def switch(tag: str, _: str) -> tuple[str, str]:
            found = lookup(tag, self._voices)
            return (f'<voice name="{found[1]}">', "</voice>") if found else ("", "")

        def sounds(help: Pronunciation) -> str:
            said = f"[[{helps[help]}]]" if helps.get(help) else help.respelling
            return escape(said, quote=False) if flags & _SSML else said

        def shown(sign: str) -> str:
            # A bracket of the text is no beginning of phonemes.
            kept = f"{sign} " if sign == "[" and flags & _PHONEMES else sign
            return escape(kept, quote=False) if flags & _SSML else kept

        return marked(
            text.strip(), languages, pronunciations, switch=switch, sounds=sounds, escape=shown
        ), flags

    def _find(self, language: str) -> tuple[str, str]:
        found = lookup(language, self._voices)
        if found is None:
            raise LookupError(f"espeak-ng has no voice for {language!r}")
        return found


def _data_path() -> Path:
    return Path(espeakng_loader.get_data_path())


class _Copies:
    """Files of the library, one for each thread that speaks: the same file is the same library, with one state."""

    def __init__(self) -> None:
        self._idle: LifoQueue[str] = LifoQueue()
        self._idle.put(espeakng_loader.get_library_path())

    @contextmanager
    def borrow(self) -> Iterator[str]:
        """Lend a file that no other thread has loaded."""
        try:
            path = self._idle.get_nowait()
        except Empty:
            path = _copy(Path(espeakng_loader.get_library_path()))
        try:
            yield path
        finally:
            self._idle.put(path)


def _copy(library: Path) -> str:
    """Copy the library into memory or, where the system has no such files, into one that goes at the end."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create(library.name)
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(library.read_bytes())
        return f"/proc/self/fd/{handle}"
    folder = Path(tempfile.mkdtemp(prefix="lectern-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(shutil.copyfile(library, folder / library.name))


_copies = _Copies()


@contextmanager
def _loaded(data: Path) -> Iterator[tuple[ctypes.CDLL, int]]:
    """Load the library in its first state, give it with its sample rate, and unload it."""
    with _copies.borrow() as path:
        try:
            library = ctypes.CDLL(path)
        except OSError as error:
            raise MissingTool(f"espeak-ng cannot be loaded: {error}", hint=_SETUP) from error
        try:
            rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER, str(data).encode(), _DONT_EXIT)
            if rate <= 0:
                raise MissingTool("espeak-ng cannot read its voices", where=data, hint=_SETUP)
            yield library, rate
            library.espeak_Terminate()
        finally:
            handle = library._handle
            del library
            _ctypes.dlclose(handle)


@cache
def _inventory(data: Path) -> tuple[str, dict[str, tuple[str, str]]]:
    """Give the version, and for each language tag in lower case the best voice: name and identifier."""
    best: dict[str, tuple[int, str, str]] = {}
    with _loaded(data) as (library, _):
        library.espeak_Info.restype = ctypes.c_char_p
        version = library.espeak_Info(None).decode()
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        for entry in library.espeak_ListVoices(None):
            if not entry:
                break
            name, identifier = entry.contents.name.decode().strip(), entry.contents.identifier.decode()
            for priority, tag in _tags(entry.contents.languages):
                if tag not in best or priority < best[tag][0]:
                    best[tag] = (priority, name, identifier)
    if "en" not in best:
        raise MissingTool("espeak-ng does not find its voices", where=data, hint=_SETUP)
    return version, {tag: (name, identifier) for tag, (_, name, identifier) in best.items()}


def _tags(address: int) -> Iterator[tuple[int, str]]:
    while priority := ctypes.c_ubyte.from_address(address).value:
        tag = ctypes.string_at(address + 1)
        yield priority, tag.decode().lower()
        address += len(tag) + 2
