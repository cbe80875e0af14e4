"""Clips -> clips of one steady loudness (ITU-R BS.1770): measured, one gain for the whole work, peaks held.

−19 LUFS in one channel is what −16 LUFS is in two: the level of podcasts and audio books. One gain for all,
because a gain of its own for every clip would make a footnote as loud as a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
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
_NEAR = 0.1
"""Decibels nobody hears; a work that is this near is left alone, so levelling twice is levelling once."""
_LOOK = 64
"""Samples (2.7 ms) that the limiter looks ahead and back; a power of two."""
_TAPS = 24
"""Samples from which a point between two is found."""
_ROUNDS = 4


def level(clips: Mapping[str, bytes]) -> dict[str, bytes]:
    """Bring all clips to `LOUDNESS` together; no clip changes its length, and silence stays silent."""
    wanted = 0.0
    levelled = dict(clips)
    for _ in range(_ROUNDS):
        heard = loudness(levelled.values())
        if heard is None or (abs(LOUDNESS - heard) < _NEAR and _held(levelled.values())):
            break
        wanted += LOUDNESS - heard
        gain = 10 ** (wanted / 20)
        levelled = {fragment: pcm(_limit(samples(clip) * gain)) for fragment, clip in clips.items()}
    return levelled


def loudness(clips: Iterable[bytes]) -> float | None:
    """Measure the gated loudness of the clips, one after the other, in LUFS; None if nothing can be heard."""
    import av

    whole = np.frombuffer(b"".join(clips), np.int16)
    if not whole.any():
        return None
    # The measure needs some blocks of 400 ms: a short sound is repeated.
    whole = np.tile(whole, -(-3 * SAMPLE_RATE // len(whole)))
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="s16", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    measured = "-70"
    for begin in range(0, len(whole), SAMPLE_RATE):
        frame = av.AudioFrame.from_ndarray(
            whole[None, begin : begin + SAMPLE_RATE], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, begin, Fraction(1, SAMPLE_RATE)
        source.push(frame)
        while True:
            try:
                measured = sink.pull().metadata.get("lavfi.r128.I", measured)
            except (av.BlockingIOError, av.EOFError):
                break
    return float(measured) if float(measured) > -69 else None


def true_peaks(samples: Samples, above: float = 0.0) -> Samples:
    """Give each sample's true peak (BS.1770 annex 2): the highest of it and three points up to the next.

    The points between are looked for only beside samples that are louder than ``above``.
    """
    peaks = np.abs(samples)
    beside = np.flatnonzero(np.maximum(peaks, np.append(peaks[1:], 0.0)) > above)
    if len(beside):
        padded = np.pad(samples, (_TAPS // 2 - 1, _TAPS // 2))
        between = np.abs(sliding_window_view(padded, _TAPS)[beside] @ _between()).max(axis=1)
        peaks[beside] = np.maximum(peaks[beside], between)
    return peaks


@cache
def _between() -> NDArray[np.float64]:
    """Windowed sinc kernels for the points at a quarter, a half and three quarters; one in each column."""
    at = np.arange(-_TAPS // 2 + 1, _TAPS // 2 + 1)[:, None] - np.array([0.25, 0.5, 0.75])
    kernels: NDArray[np.float64] = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 2)) ** 2
    return kernels


def _held(clips: Iterable[bytes]) -> bool:
    """Tell whether no true peak is above the ceiling, but for rounding."""
    return all(_peaks(samples(clip)).max(initial=0) <= _CEILING * 1.001 for clip in clips)


def _peaks(samples: Samples) -> Samples:
    """Give the true peaks that may reach the ceiling; what is half as high does not overshoot by so much."""
    return true_peaks(samples, above=_CEILING / 2)


def _limit(samples: Samples) -> Samples:
    """Hold the true peak under the ceiling by turning down smoothly around what exceeds it."""
    peaks = _peaks(samples)
    if peaks.max(initial=0) <= _CEILING:
        return samples
    needed = _CEILING / np.maximum(peaks, _CEILING)
    # The least gain in a window, averaged over the same window, is never more than its middle needs.
    least = _window_minimum(np.pad(needed, 2 * _LOOK, constant_values=1.0))
    gain = _average(_average(least))
    return samples * gain


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
