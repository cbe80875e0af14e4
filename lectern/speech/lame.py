"""PCM -> MP3 frames by LAME, through ctypes on the library that lameenc carries (lame.h of LAME 3.100).

lameenc's own interface does not reach what matters here: its level, which LAME lowers to 95 % at a constant bit rate,
and its short blocks, a fifth of the time of a draft.
"""

from __future__ import annotations

import ctypes
from functools import cache

import lameenc

_MONO = 3
"""MPEG_mode."""
_LOWERED = 0.95
"""By what LAME multiplies at a constant bit rate."""
_FLUSH = 7200
"""Bytes that the last frames need at most, beside five quarters of the samples (lame.h)."""


def encode(pcm: bytes, *, rate: int, bit_rate: int, quality: int, short_blocks: bool) -> bytes:
    """Encode mono PCM of 16 bits at its own level and a constant bit rate, in kilobits per second, without a tag.

    ``quality`` is LAME's own number. Without ``short_blocks`` what is sudden is not told apart from what is steady.
    Raises ValueError if LAME refuses.
    """
    lame = _library()
    encoder = ctypes.c_void_p(lame.lame_init())
    try:
        for name, value in (
            ("in_samplerate", rate),
            ("out_samplerate", rate),
            ("num_channels", 1),
            ("mode", _MONO),
            ("brate", bit_rate),
            ("quality", quality),
            ("no_short_blocks", int(not short_blocks)),
            ("bWriteVbrTag", 0),
        ):
            _checked(getattr(lame, f"lame_set_{name}")(encoder, value))
        _checked(lame.lame_set_scale(encoder, ctypes.c_float(1 / _LOWERED)))
        _checked(lame.lame_init_params(encoder))
        count = len(pcm) // 2
        room = count * 5 // 4 + _FLUSH
        frames = ctypes.create_string_buffer(room)
        made = _checked(lame.lame_encode_buffer(encoder, pcm, pcm, count, frames, room))
        rest = ctypes.byref(frames, made)
        made += _checked(lame.lame_encode_flush(encoder, rest, room - made))
        return ctypes.string_at(frames, made)
    finally:
        lame.lame_close(encoder)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(lameenc.__file__)
    library.lame_init.restype = ctypes.c_void_p
    return library


def _checked(answer: int) -> int:
    if answer < 0:
        raise ValueError(f"LAME refuses to encode ({answer})")
    return answer
