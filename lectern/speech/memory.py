"""The C library's memory, held rather than given back after each sentence."""

from __future__ import annotations

import ctypes

# malloc.h of glibc
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LARGEST, _HELD = 32 << 20, 128 << 20


def hold() -> None:
    """Take blocks of up to 32 MB from the heap, and give it back only when 128 MB of it are free.

    Each sentence needs a few blocks of a megabyte, for its samples and for espeak-ng's voice. Without this glibc asks
    the system for each and returns it: a seventh of the time of speaking. Does nothing where there is no such call.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, _LARGEST)
        set_option(_TRIM_THRESHOLD, _HELD)
