"""The voices there are on this computer, what is missing for the others, and how each sounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lectern import atomic
from lectern.errors import PublishError, UsageError
from lectern.model import Cue, Kind, Narration
from lectern.speech.engines import PIPER
from lectern.speech.recording import record
from lectern.speech.speaking import ONLINE, speak

SAMPLE = "This is how I sound. I read what you publish, one sentence after the other."


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice one may ask for; ``missing`` is the command that gets what it needs, "" if it is ready."""

    name: str
    what: str
    online: bool
    languages: tuple[str, ...] = ()
    missing: str = ""


def voices(models: Sequence[Path] = ()) -> tuple[Offer, ...]:
    """List the voices, with those of Piper's models that stand in the folders."""
    from lectern.speech.espeak import Espeak

    return (
        Offer("espeak", "espeak-ng: clear and plain, made on this computer", False, Espeak().languages()),
        _gtts(),
        *_piper(models),
        Offer("silent", "silence as long as speech would be, for trying things out", False),
    )


def sample(
    folder: Path, offers: Sequence[Offer], asked: str = "", say: Callable[[str], None] = print
) -> Iterator[Path]:
    """Write a sample (MP3) of each voice that is ready and offline, or of the one that is asked for.

    A voice that gives up has no sample of another one. Raises UsageError if the one asked for is unknown or not
    ready, PublishError if the disk refuses.
    """
    wanted = [each for each in offers if each.name == asked or (not asked and _is_sampled(each))]
    if not wanted:
        raise UsageError(f"there is no voice “{asked}” to hear", hint="./publish.py voices lists them")
    for offer in wanted:
        if offer.missing:
            raise UsageError(f"{offer.name} is not ready", hint=f"run: {offer.missing}")
        cue = Cue("sample", Kind.FRAME, SAMPLE, "en")
        spoken = speak([cue], voice=offer.name, say=say, alone=True)
        recording = record(Narration("en", (cue,)), spoken.clips, spoken.voice)
        path = folder / f"{Path(offer.name.removeprefix(PIPER)).stem}.mp3"
        try:
            atomic.write(path, recording.pieces)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PublishError(f"the sample could not be written: {reason}", where=path) from error
        yield path


def _is_sampled(offer: Offer) -> bool:
    return not (offer.online or offer.missing or offer.name == "silent")


def _gtts() -> Offer:
    from lectern.speech.gtts import Gtts

    what = "Google's translation voice: natural; the text is sent to translate.google.com"
    return Offer(ONLINE[0], what, True, Gtts().languages())


def _piper(folders: Sequence[Path]) -> Iterator[Offer]:
    from lectern.speech import piper

    what = "Piper: natural, made on this computer with a model of your own"
    found = sorted(path for folder in folders for path in folder.glob("*.onnx"))
    if not piper.installed():
        yield Offer(f"{PIPER}MODEL", what, False, missing=piper.INSTALL)
    elif not found:
        yield Offer(f"{PIPER}MODEL", what, False, missing=piper.MODELS)
    for path in found if piper.installed() else ():
        yield Offer(f"{PIPER}{path}", what, False, (piper.Piper(path).language,))
