"""Samples in, samples out: what every engine's voice goes through before it is a clip.

A clip is PCM as bytes: mono, 16 bit little endian, `SAMPLE_RATE` samples per second.
Only numpy in double precision is used, in steps so small that it shares none of them out: it rounds alike in every
process and thread.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from lectern.model import SAMPLE_RATE

PROCESSING = "2"
"""Changes whenever the same voice would give other bytes; part of every cache key."""

Samples = NDArray[np.float64]
"""Samples with full scale at 1.0."""

_CROSSINGS = 16
"""Zero crossings of the resampling kernel on each side: flat to 85 % of the narrower band."""
_PART, _STACK = 40, 64
"""Samples out of one product, and how many periods are taken together: a product stays below what BLAS shares out."""
_LEAD, _TAIL, _FADE = SAMPLE_RATE // 100, SAMPLE_RATE * 3 // 100, SAMPLE_RATE // 200
_LOOKED_AT = 4096
"""Samples looked at together for the beginning of sound."""
_QUIET = 0.006
"""Softer than this part of a clip's peak (−44 dB) is silence; soft consonants are louder."""


def samples(pcm: bytes | bytearray) -> Samples:
    """Read a clip."""
    read = np.frombuffer(pcm, "<i2").astype(np.float64)
    read *= 1 / 32768
    return read


def pcm(samples: Samples) -> bytes:
    """Write a clip; what is beyond full scale is cut off."""
    scaled = samples * 32768
    np.rint(scaled, out=scaled)
    np.clip(scaled, -32768, 32767, out=scaled)
    return scaled.astype("<i2").tobytes()


def silence(count: int) -> bytes:
    """Give a silent clip of that many samples."""
    return bytes(2 * count)


def resample(samples: Samples, rate: int) -> Samples:
    """Bring samples of another rate to `SAMPLE_RATE`, band-limited; both ends should be silent.

    The weights by which a sample in sums up to one out repeat after a period of both rates: each part of a period is
    one product of matrices, all of them made in one call.
    """
    if rate == SAMPLE_RATE or not len(samples):
        return samples
    count = -(-len(samples) * SAMPLE_RATE // rate)
    width, first, step, weights = _weights(rate)
    parts, taken, made = weights.shape
    period = parts * made * rate // SAMPLE_RATE
    stacks = -(-count // (parts * made * _STACK))
    padded = np.zeros(stacks * _STACK * period + parts * step + taken + 2 * width)
    padded[width : width + len(samples)] = samples
    size = padded.itemsize
    windows = as_strided(
        padded[width + first :],
        (stacks, parts, _STACK, taken),
        (_STACK * period * size, step * size, period * size, size),
        writeable=False,
    )
    resampled = np.empty((stacks, _STACK, parts, made))
    np.matmul(windows, weights, out=resampled.transpose(0, 2, 1, 3))
    whole: Samples = resampled.reshape(-1)[:count]
    return whole


@cache
def _weights(rate: int) -> tuple[int, int, int, Samples]:
    """Give the reach of the widest kernel, and for the parts of a period the weights: part, sample in, sample out.

    The second number is the first part's first sample in, the third how far the next part's is from it.
    """
    common = int(np.gcd(rate, SAMPLE_RATE))
    times = max(1, _PART * common // SAMPLE_RATE)
    period = SAMPLE_RATE // common * times
    parts = next(count for count in range(max(1, period // _PART), period + 1) if period % count == 0)
    made = period // parts
    ratio = rate / SAMPLE_RATE
    cutoff = min(1.0, 1 / ratio)
    width = int(np.ceil(_CROSSINGS / cutoff)) + 1
    step = int(made * ratio)
    last = (parts - 1) * made
    taken = int((last + made - 1) * ratio) - (parts - 1) * step + 2 * width + 2
    weights = np.empty((parts, taken, made))
    for part in range(parts):
        inputs = np.arange(part * step - width, part * step - width + taken)[:, None]
        distance = (np.arange(part * made, (part + 1) * made)[None] * ratio - inputs) * cutoff
        window = np.where(
            np.abs(distance) < _CROSSINGS, np.cos(np.pi * distance / (2 * _CROSSINGS)) ** 2, 0.0
        )
        weights[part] = np.sinc(distance) * window
        weights[part] /= weights[part].sum(axis=0)
    return width + 1, -width, step, weights


def trim(samples: Samples) -> Samples:
    """Cut silence off both ends but for a breath, so that pauses come from the script; fade the edges."""
    return _cut(samples, *kept(samples))


def _cut(samples: Samples, begin: int, end: int) -> Samples:
    inside = samples[begin:end].copy()
    fade = min(_FADE, len(inside))
    ramp = np.arange(1, fade + 1) / fade if fade else np.ones(0)
    inside[:fade] *= ramp
    inside[len(inside) - fade :] *= ramp[::-1]
    return inside


def kept(samples: Samples) -> tuple[int, int]:
    """Give the first sample that `trim` keeps and the one after its last; the same place where all is silent."""
    if not len(samples):
        return 0, 0
    bound = max(_QUIET * max(float(samples.max()), -float(samples.min())), 2 / 32768)
    first = _first_above(samples, bound)
    if first is None:
        return 0, 0
    last = len(samples) - 1 - (_first_above(samples[::-1], bound) or 0)
    return max(0, first - _LEAD), min(len(samples), last + 1 + _TAIL)


def _first_above(samples: Samples, bound: float) -> int | None:
    """Find the first sample louder than the bound, looking no further than needed."""
    for begin in range(0, len(samples), _LOOKED_AT):
        loud = np.abs(samples[begin : begin + _LOOKED_AT]) > bound
        place = int(loud.argmax())
        if loud[place]:
            return begin + place
    return None


def clip(samples: Samples, rate: int) -> bytes:
    """Make a clip of what an engine said; what has no sound at all is a fifth of a second of silence."""
    return fit(samples, rate)[0]


def fit(samples: Samples, rate: int) -> tuple[bytes, int]:
    """Make a clip as `clip` does; tell too how many of its samples were cut off before it, at `SAMPLE_RATE`."""
    resampled = resample(samples, rate)
    begin, end = kept(resampled)
    return pcm(_cut(resampled, begin, end)) or silence(SAMPLE_RATE // 5), begin
