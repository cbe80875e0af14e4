"""Key -> bytes: what was costly to make, kept between builds.

An entry is the SHA-256 of its bytes followed by the bytes, so that a torn or altered entry counts as absent.
A cache that cannot be written forgets: that costs time, never correctness.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lectern import atomic

_DIGEST = sha256().digest_size


def key(*parts: str) -> str:
    """Give the name of an entry from everything that its bytes depend on: 64 hex digits."""
    return sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """Content-addressed files under ``folder``; without a folder it keeps nothing."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """Give the bytes kept under the key; None if there are none or they are damaged."""
        path = self._path(key)
        if path is None:
            return None
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        digest, data = entry[:_DIGEST], entry[_DIGEST:]
        return data if sha256(data).digest() == digest else None

    def put(self, key: str, data: bytes) -> str:
        """Keep the bytes under the key; a disk that is full or read-only keeps nothing. Gives their SHA-256 in hex."""
        path = self._path(key)
        digest = sha256(data)
        if path is not None:
            with suppress(OSError):
                atomic.write(path, (digest.digest(), data), lasting=False)
        return digest.hexdigest()

    def has(self, key: str) -> bool:
        """Tell whether there is an entry, good or damaged."""
        path = self._path(key)
        return path is not None and path.is_file()

    def _path(self, key: str) -> Path | None:
        return self.folder / key[:2] / key[2:] if self.folder else None
