"""The frames of an MP3: how many there are, one of silence, and the first one that tells players where sound begins.

MP3 decoders begin late: the encoder's delay and the padding of the last frame must be told to them, or every
clip sounds 46 ms after its time. lameenc writes no Info frame, so it is made here as LAME makes its own
(tag revision 0, http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

import struct
from enum import IntEnum

ENCODER = "LAME3.100"
BIT_RATE = 64
"""Kilobits per second, constant: each frame then has the same size, so that seeking is exact."""
FRAME_SAMPLES, FRAME_BYTES = 576, 192
"""MPEG-2 layer III at 24 kHz and 64 kb/s."""

TAIL = 4 * FRAME_SAMPLES
"""Samples of silence at the end of what is to be joined: the delay of encoder and decoder and an overlap."""

_DELAY = 576
"""Samples that LAME's encoder puts before the sound."""
_DECODER_DELAY = 529
"""Samples by which every decoder is late; the padding must be as long, or the last samples are lost."""
_HEADER = bytes.fromhex("fff384c4")
SILENCE = _HEADER.ljust(FRAME_BYTES, b"\0")
"""A frame in which nothing sounds, whatever stands before it."""


class Quality(IntEnum):
    """How much care LAME takes, in its own numbers: what is `FAST` takes two fifths of the time of what is `FINE`.

    It has no short blocks: before a sudden sound a hiss at −60 dB may last for 24 ms.
    """

    FINE = 4
    FAST = 7


def frames_for(samples: int) -> int:
    """Count the frames of a file that decodes to so many samples, without the Info frame."""
    return -(-(_DELAY + samples + _DECODER_DELAY) // FRAME_SAMPLES)


def info_frame(frames: int, samples: int, quality: Quality = Quality.FINE) -> bytes:
    """Make the first frame, for so many frames after it that hold so many samples of sound.

    Silent itself, it tells count, size, seek table, delay and padding.
    """
    size = (frames + 1) * FRAME_BYTES
    padding = frames * FRAME_SAMPLES - _DELAY - samples
    xing = struct.pack(">4sIII", b"Info", 0xF, frames, size) + bytes(i * 256 // 100 for i in range(100))
    xing += struct.pack(">I", 100 - 10 * quality)
    delays = (_DELAY << 12 | padding).to_bytes(3, "big")
    lame = struct.pack(
        ">9sBBIIBB3sBbHIH",
        ENCODER.encode(),
        0x01,  # revision 0, constant bit rate
        0,  # low pass: not told
        0,  # peak and replay gain: not told
        0,
        0,  # flags
        BIT_RATE,
        delays,
        0,  # noise shaping, stereo mode and source rate: not told
        0,  # gain that was applied to the MP3
        0,  # preset
        size,
        0,  # checksum of the music: decoders do not look at it
    )
    frame = _HEADER + bytes(9) + xing + lame
    frame += _checksum(frame).to_bytes(2, "big")
    return frame.ljust(FRAME_BYTES, b"\0")


def _checksum(data: bytes) -> int:
    """CRC-16 of the tag (polynomial 0x8005, bits reflected)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
