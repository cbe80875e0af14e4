"""PCM -> MP3 that decodes to exactly as many samples, by LAME and an Info frame of our own.

MP3 decoders begin late: the encoder's delay and the padding of the last frame must be told to them, or every
clip sounds 46 ms after its time. lameenc writes no Info frame, so it is made here as LAME makes its own
(tag revision 0, http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

import io
import struct

import av
import lameenc

from lectern.model import SAMPLE_RATE
from lectern.speech.sound import pcm, samples

ENCODER = "LAME3.100"
BIT_RATE = 64
"""Kilobits per second, constant: each frame then has the same size, so that seeking is exact."""
FRAME_SAMPLES, FRAME_BYTES = 576, 192
"""MPEG-2 layer III at 24 kHz and 64 kb/s."""

_DELAY = 576
"""Samples that LAME's encoder puts before the sound."""
_DECODER_DELAY = 529
"""Samples by which every decoder is late; the padding must be as long, or the last samples are lost."""
_GAIN = 1 / 0.95
"""LAME turns everything down to 95 % at a constant bit rate."""
_QUALITY = 4
_HEADER = bytes.fromhex("fff384c4")


def encode(sound: bytes) -> bytes:
    """Encode PCM (as in a clip); what is decoded has its length, to the sample, and its level."""
    count = len(sound) // 2
    frames = -(-(_DELAY + count + _DECODER_DELAY) // FRAME_SAMPLES)
    padding = frames * FRAME_SAMPLES - _DELAY - count
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(_QUALITY)
    encoder.silence()
    louder = pcm(samples(sound) * _GAIN) + bytes(2 * padding)
    stream = bytes(encoder.encode(louder)) + bytes(encoder.flush())
    if len(stream) < frames * FRAME_BYTES or not stream.startswith(_HEADER[:3]):
        raise ValueError("LAME made another stream than it was told to")
    stream = stream[: frames * FRAME_BYTES]
    return _info_frame(frames, len(stream), padding) + stream


def _info_frame(frames: int, size: int, padding: int) -> bytes:
    """Make the first frame: silent itself, it tells count, size, seek table, delay and padding."""
    size += FRAME_BYTES
    xing = struct.pack(">4sIII", b"Info", 0xF, frames, size) + bytes(i * 256 // 100 for i in range(100))
    xing += struct.pack(">I", 100 - 10 * _QUALITY)
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


def decode(audio: bytes) -> bytes:
    """Decode an MP3 or any other sound file to the PCM of a clip; raises ValueError if it is none.

    This is what a player does: the delay and padding that the file tells are left out.
    """
    heard: list[bytes] = []
    try:
        with av.open(io.BytesIO(audio), "r") as file:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
            for frame in file.decode(audio=0):
                heard += map(_pcm, resampler.resample(frame))
            heard += map(_pcm, resampler.resample(None))
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"this is no sound: {error}") from error
    return b"".join(heard)


def _pcm(frame: av.AudioFrame) -> bytes:
    return bytes(frame.to_ndarray()[0].astype("<i2").tobytes())
