"""Key -> bytes in two files that only grow: the bytes one after the other, and a record of each in the index.

A book has thousands of sentences, and a file for each costs a tenth of the time of speaking it. Builds at the same
time take turns in writing. A record is written after its bytes; one that was torn, or whose bytes are damaged, counts
as absent.
"""

from __future__ import annotations

import fcntl
import os
import struct
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from zlib import crc32

_RECORD = struct.Struct(">32s32sQQ")
"""Key, SHA-256 of the bytes, where they begin, how many they are."""
_CHECK = struct.Struct(">I")
"""CRC-32 of the record before it."""
_SIZE = _RECORD.size + _CHECK.size


class Pack:
    """Bytes by key (64 hex digits) in PATH.data and PATH.index; may be used by several threads and processes.

    Where these cannot be written, it keeps nothing; where they cannot be read, it has nothing.
    """

    def __init__(self, path: Path) -> None:
        """Use the files of that name, which are made by the first `put`."""
        self._path = path
        self._places: dict[bytes, tuple[bytes, int, int]] = {}
        self._files: tuple[int, int] | None = None
        self._read = 0
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """Give the bytes kept under the key; None if there are none or they are damaged."""
        place = self._find(key)
        if place is None or self._files is None:
            return None
        digest, begin, count = place
        try:
            data = os.pread(self._files[0], count, begin)
        except OSError:
            return None
        return data if sha256(data).digest() == digest else None

    def has(self, key: str) -> bool:
        """Tell whether there is an entry, good or damaged."""
        return self._find(key) is not None

    def put(self, key: str, data: bytes, digest: bytes) -> bool:
        """Keep the bytes, whose SHA-256 is given, under the key; tell whether the disk took them."""
        with self._lock:
            try:
                self._open(make=True)
                if self._files is None:
                    return False
                bytes_of, index = self._files
                with _alone(index):
                    self._catch_up(index)
                    begin = os.lseek(bytes_of, 0, os.SEEK_END)
                    _write(bytes_of, data, begin)
                    record = _RECORD.pack(bytes.fromhex(key), digest, begin, len(data))
                    _write(index, record + _CHECK.pack(crc32(record)), self._read)
                    self._catch_up(index)
            except OSError:
                return False
        return True

    def _find(self, key: str) -> tuple[bytes, int, int] | None:
        name = bytes.fromhex(key)
        found = self._places.get(name)
        if found is None:
            with self._lock, suppress(OSError):
                self._open(make=False)
                if self._files is not None:
                    self._catch_up(self._files[1])
            found = self._places.get(name)
        return found

    def _open(self, *, make: bool) -> None:
        """Open both files, for reading only where the disk allows no more; raises OSError."""
        if self._files is not None:
            return
        if make:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        bytes_of = _open(self._path.with_suffix(".data"), make=make)
        try:
            index = _open(self._path.with_suffix(".index"), make=make)
        except OSError:
            os.close(bytes_of)
            raise
        weakref.finalize(self, _close, bytes_of, index)
        self._files = (bytes_of, index)

    def _catch_up(self, index: int) -> None:
        """Read the whole records that were written since the last time, by whomever."""
        size = os.fstat(index).st_size // _SIZE * _SIZE
        if size > self._read:
            written = os.pread(index, size - self._read, self._read)
            for start in range(0, len(written) // _SIZE * _SIZE, _SIZE):
                record = written[start : start + _RECORD.size]
                if _CHECK.unpack_from(written, start + _RECORD.size)[0] == crc32(record):
                    key, digest, begin, count = _RECORD.unpack(record)
                    self._places[key] = (digest, begin, count)
        self._read = size


@contextmanager
def _alone(file: int) -> Iterator[None]:
    """Let one writer of the file in at a time, of all processes."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _write(file: int, data: bytes, begin: int) -> None:
    """Write all of it there, or leave the file as long as it was; raises OSError."""
    view = memoryview(data)
    try:
        while view:
            written = os.pwrite(file, view, begin + len(data) - len(view))
            view = view[written:]
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, begin)
        raise


def _open(path: Path, *, make: bool) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if make else 0), 0o666)
    except PermissionError:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)


def _close(*files: int) -> None:
    for file in files:
        os.close(file)
