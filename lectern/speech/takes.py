"""What was said, cue by cue: facts in memory, sound on the shelf, levelled when it is read."""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from lectern.cache import key
from lectern.model import WordClip
from lectern.speech.engines import Said
from lectern.speech.frames import Quality
from lectern.speech.shelf import Shelf

if TYPE_CHECKING:
    from lectern.speech.loudness import Energies

_FORM = "take 1"


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One cue as it was said: where its PCM is kept, how long it is, when its words sound, how loud its tenths are.

    ``digest`` is of the PCM; ``times`` are four numbers for each word, as in `WordClip`.
    """

    name: str
    samples: int
    digest: str
    times: array[int]
    energies: Energies

    @property
    def words(self) -> Iterator[WordClip]:
        """The words, counted in samples of the take."""
        for index in range(0, len(self.times), 4):
            yield WordClip(*self.times[index : index + 4])


def keep(shelf: Shelf, name: str, said: Said) -> Take:
    """Put what was said on the shelf; ``name`` is a key made of everything it depends on."""
    from lectern.speech.loudness import energies

    times = array(
        "i", (time for word in said.words for time in (word.begin, word.end, word.start, word.stop))
    )
    take = Take(name, len(said.sound) // 2, shelf.put(name, said.sound), times, energies(said.sound))
    facts = {
        "samples": take.samples,
        "digest": take.digest,
        "times": b64encode(times.tobytes()).decode(),
        "energies": b64encode(take.energies.tobytes()).decode(),
    }
    shelf.put(key(_FORM, name), json.dumps(facts).encode())
    return take


def find(shelf: Shelf, name: str) -> Take | None:
    """Find what was said on the shelf."""
    import numpy as np

    facts = shelf.get(key(_FORM, name)) if shelf.has(name) else None
    if facts is None:
        return None
    read = json.loads(facts)
    times = array("i", b64decode(read["times"]))
    energies = np.frombuffer(b64decode(read["energies"]), np.float32)
    return Take(name, read["samples"], read["digest"], times, energies)


class Clips(Mapping[str, bytes]):
    """The PCM of each cue by the name of its clip, turned up by one gain (in decibels) as it is read."""

    def __init__(
        self,
        takes: Mapping[str, Take],
        shelf: Shelf,
        gain: float,
        again: Callable[[str], bytes],
        quality: Quality = Quality.FINE,
    ) -> None:
        """Take what was said; ``again`` says a cue once more, should the shelf have lost it.

        ``quality`` is how all that is made of the clips is encoded, so that nothing is encoded twice.
        """
        self.takes = takes
        self.shelf = shelf
        self.gain = gain
        self.quality = quality
        self._again = again

    def __getitem__(self, name: str) -> bytes:
        """Read a clip and level it."""
        from lectern.speech.loudness import level

        return level(self.raw(name), self.gain)

    def raw(self, name: str) -> bytes:
        """Read a clip as the engine said it."""
        take = self.takes[name]
        sound = self.shelf.get(take.name)
        if sound is None:
            sound = self._again(name)
            self.shelf.put(take.name, sound)
        return sound

    def renamed(self, names: Mapping[str, str]) -> Clips:
        """Give clips under other names: for each name the one it has here."""
        takes = {name: self.takes[old] for name, old in names.items()}
        return Clips(takes, self.shelf, self.gain, lambda name: self._again(names[name]), self.quality)

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self.takes)

    def __len__(self) -> int:
        """Count the clips."""
        return len(self.takes)


def held(clips: Mapping[str, bytes]) -> Clips:
    """Make clips of PCM that is in memory and levelled already."""
    import numpy as np

    if isinstance(clips, Clips):
        return clips
    nothing = np.zeros(0, np.float32)
    takes = {
        name: Take(name, len(sound) // 2, sha256(sound).hexdigest(), array("i"), nothing)
        for name, sound in clips.items()
    }
    return _Held(takes, clips)


class _Held(Clips):
    def __init__(self, takes: Mapping[str, Take], sounds: Mapping[str, bytes]) -> None:
        super().__init__(takes, Shelf(), 0.0, sounds.__getitem__)
        self._sounds = sounds

    def __getitem__(self, name: str) -> bytes:
        return self._sounds[name]
