"""Text -> PCM by Piper, offline, with a model of the user's own: `piper:MODEL.onnx`, its settings in MODEL.onnx.json.

Piper (GPL-3.0-or-later) is asked for what it would rather not do by itself: no sentence is turned up to full scale,
and the noise that a model mixes in is off, for its generator remembers what was said before and cannot be set back:
a sentence would sound different after an edit elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from lectern.errors import MissingTool, UsageError
from lectern.model import SAMPLE_RATE, Pronunciation, Run, Voice
from lectern.speech.engines import PIPER, Said
from lectern.speech.sound import fit
from lectern.speech.timing import place, words
from lectern.speech.wording import Wording, marked

INSTALL = ".venv/bin/python -m pip install piper-tts"
MODELS = ".venv/bin/python -m piper.download_voices en_GB-alba-medium"
"""How to get a voice, for example; Piper's own command, which asks the network."""
_DIGEST = 12


def installed() -> bool:
    """Tell whether Piper is there."""
    return find_spec("piper") is not None


class Piper:
    """One voice of Piper: it speaks the language that its model was trained in."""

    def __init__(self, model: Path) -> None:
        """Load a model; raises UsageError if it is none, MissingTool if Piper is not installed."""
        if not installed():
            raise MissingTool("Piper is not installed", hint=f"run: {INSTALL}")
        settings = model.with_name(f"{model.name}.json")
        for path in (model, settings):
            if not path.is_file():
                raise UsageError(
                    f"there is no file {path}", hint=f"a voice is two files; get one by: {MODELS}"
                )
        try:
            self._settings = json.loads(settings.read_bytes())
            self._voice = _load(model, self._settings)
            self._voice.phonemize("a")
        except (ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError) as error:
            raise UsageError(
                f"{model.name} is no voice of Piper: {error}", hint=f"get one by: {MODELS}"
            ) from error
        digest = sha256(model.read_bytes() + settings.read_bytes()).hexdigest()[:_DIGEST]
        version = metadata.version("piper-tts")
        self._named = Voice(PIPER.rstrip(":"), version, f"{model.name.removesuffix('.onnx')} {digest}")

    @property
    def language(self) -> str:
        """The language that the model speaks, as a tag."""
        told = self._settings.get("language", {}).get("code") or self._settings["espeak"]["voice"]
        return str(told).replace("_", "-")

    def speaks(self, language: str) -> bool:
        """Tell whether it is the model's language, in whatever region."""
        return _primary(language) == _primary(self.language)

    def voice(self, language: str) -> Voice:
        """Name the voice."""
        return self._named

    def speak(
        self,
        text: str,
        language: str,
        *,
        languages: Sequence[Run] = (),
        pronunciations: Sequence[Pronunciation] = (),
    ) -> Said:
        """Say one sentence, as `Engine` promises, all in the model's language."""
        from piper import SynthesisConfig

        wording = _word(text, pronunciations)
        settings = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)
        chunks = list(self._voice.synthesize(wording.text, settings, include_alignments=True))
        heard = [np.asarray(chunk.audio_float_array, np.float64).reshape(-1) for chunk in chunks]
        rate = chunks[0].sample_rate if chunks else SAMPLE_RATE
        sound, first = fit(np.concatenate([np.zeros(0), *heard]), rate)
        told = [] if pronunciations else _told(text, chunks, rate)
        return Said(
            sound, place(text, [(at, max(0, sample - first)) for at, sample in told], len(sound) // 2)
        )


def _load(model: Path, settings: dict[str, Any]) -> Any:
    """Load a model for one core: sentences are said at the same time, and sums are added in one order.

    Raises ValueError if the runtime does not take it.
    """
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    refusals = (
        state.Fail,
        state.InvalidProtobuf,
        state.InvalidGraph,
        state.InvalidArgument,
        state.NotImplemented,
    )
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except refusals as error:
        raise ValueError(str(error)) from error
    return PiperVoice(session=session, config=PiperConfig.from_dict(settings))


def _word(text: str, pronunciations: Sequence[Pronunciation]) -> Wording:
    """Word a text: sounds in Piper's brackets, and no brackets of the text's own."""
    bare = text.replace("[[", "((").replace("]]", "))")

    def sounds(help: Pronunciation) -> str:
        return f"[[{help.ipa}]]" if help.ipa else help.respelling

    return marked(bare, (), pronunciations, switch=lambda *_: ("", ""), sounds=sounds, escape=str)


def _told(text: str, chunks: Sequence[Any], rate: int) -> list[tuple[int, int]]:
    """Give where words are said, if the model tells how long its sounds last and has as many words as the text."""
    begins: list[int] = []
    passed, fresh = 0, True
    for chunk in chunks:
        for sound in chunk.phoneme_alignments or ():
            if sound.phoneme == " ":
                fresh = True
            elif fresh and any(map(str.isalpha, sound.phoneme)):
                begins.append(passed * SAMPLE_RATE // rate)
                fresh = False
            passed += sound.num_samples
        fresh = True
    spans = words(text)
    return (
        [(start, begin) for (start, _), begin in zip(spans, begins, strict=False)]
        if len(spans) == len(begins)
        else []
    )


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
