"""Samples in, samples out: what every engine's voice goes through before it is a clip.

A clip is PCM as bytes: mono, 16 bit little endian, `SAMPLE_RATE` samples per second.
Only numpy with its own Fourier transform is used, which rounds alike in every process.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lectern.model import SAMPLE_RATE

PROCESSING = "1"
"""Changes whenever the same voice would give other bytes; part of every cache key."""

Samples = NDArray[np.float64]
"""Samples with full scale at 1.0."""

_LEAD, _TAIL, _FADE = SAMPLE_RATE // 100, SAMPLE_RATE * 3 // 100, SAMPLE_RATE // 200
_QUIET = 0.006
"""Softer than this part of a clip's peak (−44 dB) is silence; soft consonants are louder."""


def samples(pcm: bytes) -> Samples:
    """Read a clip."""
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def pcm(samples: Samples) -> bytes:
    """Write a clip; what is beyond full scale is cut off."""
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()


def silence(count: int) -> bytes:
    """Give a silent clip of that many samples."""
    return bytes(2 * count)


def resample(samples: Samples, rate: int) -> Samples:
    """Bring samples of another rate to `SAMPLE_RATE`, exactly band-limited; both ends should be silent."""
    if rate == SAMPLE_RATE or not len(samples):
        return samples
    common = int(np.gcd(rate, SAMPLE_RATE))
    count = -(-len(samples) * SAMPLE_RATE // rate)
    periods = -(-len(samples) // (rate // common))
    # Smooth transform lengths are fast ones: round up until small factors are left, by an eighth at most.
    step = 1 << max(0, periods.bit_length() - 4)
    periods = -(-periods // step) * step
    before, after = periods * (rate // common), periods * (SAMPLE_RATE // common)
    spectrum = np.fft.rfft(samples, before)
    resampled: Samples = np.fft.irfft(spectrum[: after // 2 + 1], after) * (after / before)
    return resampled[:count]


def trim(samples: Samples) -> Samples:
    """Cut silence off both ends but for a breath, so that pauses come from the script; fade the edges."""
    level = np.abs(samples)
    loud = np.flatnonzero(level > max(_QUIET * float(level.max(initial=0)), 2 / 32768))
    if not len(loud):
        return samples[:0]
    kept = samples[max(0, int(loud[0]) - _LEAD) : int(loud[-1]) + 1 + _TAIL].copy()
    fade = min(_FADE, len(kept))
    ramp = np.arange(1, fade + 1) / fade
    kept[:fade] *= ramp
    kept[-fade:] *= ramp[::-1]
    return kept


def clip(samples: Samples, rate: int) -> bytes:
    """Make a clip of what an engine said; what has no sound at all is a fifth of a second of silence."""
    return pcm(trim(resample(samples, rate))) or silence(SAMPLE_RATE // 5)
