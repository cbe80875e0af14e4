"""Clips -> the one gain that brings a whole work to a steady loudness (ITU-R BS.1770-4), and peaks held.

−19 LUFS in one channel is what −16 LUFS is in two: the level of podcasts and audio books. One gain for all,
because a gain of its own for every clip would make a footnote as loud as a heading. It is measured from the energies
of each clip's tenths of a second, which are kept with the clip: a changed sentence does not have a book heard again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lectern.model import SAMPLE_RATE
from lectern.speech.sound import Samples, pcm, samples

LOUDNESS = -19.0
"""LUFS."""
TRUE_PEAK = -1.0
"""dBTP that a player never sees exceeded."""

_CEILING = 10 ** ((TRUE_PEAK - 1.2) / 20)
"""Encoding at 64 kb/s raises peaks by a decibel at most."""
_STEP = 0.2
"""Decibels of which the gain is a multiple: half of it nobody hears, and a small edit seldom changes it, so that
nothing need be encoded anew."""
_HOP = SAMPLE_RATE // 10
_BLOCK = 4
"""Hops of a gating block: 400 ms, overlapping by three quarters (BS.1770-4, annex 1)."""
_SILENCE, _BELOW = -70.0, 10.0
"""The absolute gate in LUFS, and how far the relative one is below what passes it."""
_OFFSET = -0.691
_FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
"""The two filters of K-weighting at 48 kHz: numerators and denominators (BS.1770-4, tables 1 and 2)."""
_LOOK = 64
"""Samples (2.7 ms) that the limiter looks ahead and back; a power of two."""
_TAPS = 24
"""Samples from which a point between two is found."""
_ROUNDS = 4

Energies = NDArray[np.float32]
"""The mean square of each tenth of a second, as the ear weighs it; full scale is 1.0."""


def find_gain(
    clips: Sequence[Energies],
    lengths: Sequence[tuple[int, int]],
    limited: Mapping[int, Callable[[float], Energies]],
) -> float:
    """Find the gain, in decibels, that brings the clips one after the other to `LOUDNESS`; 0 if nothing is heard.

    ``lengths`` are the samples of each clip and of the pause after it. What holding the peaks takes away is asked of
    some clips, by their index: ``limited`` gives the energies that a clip has after `level` with a gain.
    """
    whole = loudness(clips, lengths)
    if whole is None:
        return 0.0
    gain, lost = 0.0, 0.0
    for _ in range(_ROUNDS):
        steps = round((LOUDNESS - whole - gain + lost) / _STEP)
        if not steps:
            break
        gain = round(gain + steps * _STEP, 1)
        before = sum(float(clips[index].sum()) for index in limited) * 10 ** (gain / 10)
        after = sum(float(each(gain).sum()) for each in limited.values())
        lost = 10 * float(np.log10(before / after)) if after > 0 else 0.0
    return gain


def level(clip: bytes, gain: float) -> bytes:
    """Turn a clip up by so many decibels and hold its peaks; its length stays."""
    heard = np.frombuffer(clip, "<i2")
    factor = 10 ** (gain / 20)
    bound = int(min(_CEILING / 2 / factor * 32768, 32767.0))
    loud = np.flatnonzero((heard > bound) | (heard < -bound))
    louder = samples(clip)
    louder *= factor
    if len(loud):
        _hold(louder, loud)
    return pcm(louder)


def loudness(energies: Iterable[Energies], lengths: Iterable[tuple[int, int]]) -> float | None:
    """Give the gated loudness in LUFS of clips with their pauses; None if nothing can be heard."""
    parts: list[Energies] = []
    for hops, (sound, pause) in zip(energies, lengths, strict=True):
        parts += [hops, np.zeros(max(0, round((sound + pause) / _HOP) - len(hops)), np.float32)]
    whole = np.concatenate(parts).astype(np.float64) if parts else np.zeros(0)
    if not whole.any():
        return None
    # The measure needs some blocks: a short sound is repeated.
    whole = np.tile(whole, -(-3 * _BLOCK // len(whole)))
    sums = np.cumsum(np.append(0.0, whole))
    blocks = (sums[_BLOCK:] - sums[:-_BLOCK]) / _BLOCK
    blocks = blocks[blocks > 10 ** ((_SILENCE - _OFFSET) / 10)]
    if not len(blocks):
        return None
    blocks = blocks[blocks > blocks.mean() / 10 ** (_BELOW / 10)]
    return float(_OFFSET + 10 * np.log10(blocks.mean()))


def energies(clip: bytes) -> Energies:
    """Give the energies of a clip's hops, as the ear weighs them."""
    return _energies(samples(clip))


def _energies(heard: Samples) -> Energies:
    count = -(-len(heard) // _HOP)
    hops = np.zeros(count * _HOP)
    hops[: len(heard)] = heard
    parts = np.fft.rfft(hops.reshape(count, _HOP)).view(np.float64)
    np.multiply(parts, parts, out=parts)
    weighed: Energies = (parts @ _weighting()).astype(np.float32)
    return weighed


@cache
def _weighting() -> NDArray[np.float64]:
    """Give by how much each bin of a hop's spectrum counts for its mean square (Parseval), K-weighted.

    Each weight stands twice, for the real and the imaginary part.
    """
    delay = np.exp(-2j * np.pi * np.arange(_HOP // 2 + 1) / _HOP * SAMPLE_RATE / 48_000)
    weights = np.full(len(delay), 2.0)
    weights[[0, -1]] = 1.0
    for above, below in _FILTERS:
        response = np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
        weights *= np.abs(response) ** 2
    return np.repeat(weights / _HOP**2, 2)


def true_peaks(samples: Samples, above: float = 0.0) -> Samples:
    """Give each sample's true peak (BS.1770 annex 2): the highest of it and three points up to the next.

    The points between are looked for only beside samples that are louder than ``above``.
    """
    peaks = np.abs(samples)
    beside = np.flatnonzero(np.maximum(peaks, np.append(peaks[1:], 0.0)) > above)
    peaks[beside] = np.maximum(peaks[beside], _between_samples(samples, beside))
    return peaks


@cache
def _between() -> NDArray[np.float64]:
    """Windowed sinc kernels for the points at a quarter, a half and three quarters; one in each column."""
    at = np.arange(-_TAPS // 2 + 1, _TAPS // 2 + 1)[:, None] - np.array([0.25, 0.5, 0.75])
    kernels: NDArray[np.float64] = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 2)) ** 2
    return kernels


@cache
def _beside() -> NDArray[np.float64]:
    """Give the kernels of the points in the span before a sample, then of those in the span after it."""
    both = np.zeros((_TAPS + 1, 6))
    both[:-1, :3] = both[1:, 3:] = _between()
    return both


def _hold(samples: Samples, loud: NDArray[np.intp]) -> None:
    """Hold the true peak under the ceiling by turning down smoothly around what exceeds it.

    ``loud`` are the samples near which that may be: those above half of the ceiling.
    """
    places, needed = _needed(samples, loud)
    if not len(places):
        return
    # Only the surroundings of what is too loud are looked at: the gain is 1 from twice `_LOOK` on.
    borders = np.flatnonzero(np.diff(places) > 4 * _LOOK) + 1
    near = np.zeros(len(samples), bool)
    for group in np.split(places, borders):
        near[max(0, group[0] - 2 * _LOOK) : group[-1] + 2 * _LOOK + 1] = True
    index = np.flatnonzero(near)
    gains = np.ones(len(index))
    gains[np.searchsorted(index, places)] = needed
    # The least gain in a window, averaged over the same window, is never more than its middle needs.
    least = _window_minimum(np.pad(gains, 2 * _LOOK, constant_values=1.0))
    samples[index] *= _average(_average(least))


def _needed(samples: Samples, loud: NDArray[np.intp]) -> tuple[NDArray[np.intp], Samples]:
    """Give the samples that are too loud, or beside a point that is, and the gain each needs.

    Points between samples are looked for beside crests only; a crest of a sound below 8 kHz is less than 6 dB higher
    than its highest sample, and speech has nothing so loud above.
    """
    padded = np.pad(samples, (_TAPS // 2, _TAPS // 2))
    peaks, before, after = (np.abs(padded[loud + _TAPS // 2 + step]) for step in (0, -1, 1))
    at = np.flatnonzero((peaks >= before) & (peaks >= after))
    # The points of a crest lie in the span before it and in the span after it.
    between = np.abs(sliding_window_view(padded, _TAPS + 1)[loud[at]] @ _beside())
    for each in between.T:
        peaks[at] = np.maximum(peaks[at], each)
    over = peaks > _CEILING
    return loud[over], _CEILING / peaks[over]


def _between_samples(samples: Samples, places: NDArray[np.intp]) -> Samples:
    """Give the highest of the three points between each of these samples and the next."""
    padded = np.pad(samples, (_TAPS // 2 - 1, _TAPS // 2))
    found: Samples = np.abs(sliding_window_view(padded, _TAPS)[places] @ _between()).max(axis=1, initial=0.0)
    return found


def _window_minimum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take the minimum over each window of 2·`_LOOK` + 1 values; as many fewer come out."""
    width = 1
    least = values
    while width < 2 * _LOOK:
        least = np.minimum(least[:-width], least[width:])
        width *= 2
    return np.minimum(least[:-1], least[1:])


def _average(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average over each window of `_LOOK` + 1 values; as many fewer come out. Twice is a triangular window."""
    sums = np.cumsum(np.append(0.0, values))
    averages: NDArray[np.float64] = (sums[_LOOK + 1 :] - sums[: -_LOOK - 1]) / (_LOOK + 1)
    return averages
