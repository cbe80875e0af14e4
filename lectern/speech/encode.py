"""PCM -> MP3 that decodes to exactly as many samples, by LAME; and any sound file -> PCM.

Frames of several sounds can be joined exactly. A frame gives out 576 samples, the first ones of a sound are in its
second frame and reach into the third, and what it owes to the frames before it, bits and overlapping halves, is
nothing where these are silent. So each sound is encoded by an encoder of its own, ends with `TAIL` of silence, and
is cut after as many frames as its samples fill: the frames that follow would have held silence, and the next
sound's first ones do.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lectern.model import SAMPLE_RATE
from lectern.speech import lame
from lectern.speech.frames import (
    BIT_RATE,
    FRAME_BYTES,
    FRAME_SAMPLES,
    SILENCE,
    TAIL,
    Quality,
    frames_for,
    info_frame,
)

if TYPE_CHECKING:
    import av


def encode(sound: bytes, quality: Quality = Quality.FINE) -> bytes:
    """Encode PCM (as in a clip); what is decoded has its length, to the sample, and its level."""
    count = len(sound) // 2
    frames = frames_for(count)
    return info_frame(frames, count, quality) + encode_frames(sound, quality)[: frames * FRAME_BYTES]


def encode_frames(sound: bytes, quality: Quality = Quality.FINE) -> bytes:
    """Encode PCM and the silence after it, in frames of `FRAME_BYTES`; those of its samples and of `TAIL` at least.

    Raises ValueError if LAME does something else than it was told to.
    """
    frames = -(-(len(sound) // 2 + TAIL) // FRAME_SAMPLES)
    padded = sound + bytes(2 * (frames * FRAME_SAMPLES - len(sound) // 2))
    stream = lame.encode(
        padded,
        rate=SAMPLE_RATE,
        bit_rate=BIT_RATE,
        quality=int(quality),
        short_blocks=quality is not Quality.FAST,
    )
    if len(stream) < frames * FRAME_BYTES or not stream.startswith(SILENCE[:3]):
        raise ValueError("LAME made another stream than it was told to")
    return stream[: frames * FRAME_BYTES]


def decode(audio: bytes) -> bytes:
    """Decode an MP3 or any other sound file to the PCM of a clip; raises ValueError if it is none.

    This is what a player does: the delay and padding that the file tells are left out.
    """
    import av

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
