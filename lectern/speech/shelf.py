"""Key -> bytes for the time of a build and, where there is a cache, for the next: sound is never all in memory."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from hashlib import sha256
from pathlib import Path

from lectern.speech.pack import Pack

_SMALL = 8 << 10
"""Bytes up to which something is kept among the small things: facts lie together, so that a book's are read at once."""


class Shelf:
    """Puts bytes on the disk: into the cache or, without one, a folder that goes when nobody needs it any more.

    What the disk refuses stays in memory.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """Use the cache's folder, or make one of our own."""
        folder = cache or Path(tempfile.mkdtemp(prefix="lectern-"))
        if cache is None:
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._small, self._large = Pack(folder / "facts"), Pack(folder / "sound")
        self._refused: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Give the bytes put under the key; None if there are none or they are damaged."""
        return self._refused.get(key) or self._small.get(key) or self._large.get(key)

    def put(self, key: str, data: bytes) -> str:
        """Keep the bytes under the key; give their SHA-256 in hex."""
        digest = sha256(data)
        pack = self._small if len(data) <= _SMALL else self._large
        if not pack.put(key, data, digest.digest()):
            self._refused[key] = data
        return digest.hexdigest()

    def has(self, key: str) -> bool:
        """Tell whether there is something under the key, as far as can be told without reading it."""
        return key in self._refused or self._small.has(key) or self._large.has(key)
