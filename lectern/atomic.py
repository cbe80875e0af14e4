"""Bytes -> file, whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write(path: Path, data: bytes | Iterable[bytes], *, lasting: bool = True) -> None:
    """Write the file aside in its own folder and rename it: readers see the old bytes or the new, never half.

    Makes the folder. On failure nothing is left behind and the old file stands; unless it is ``lasting``, a power cut
    may take it. Raises OSError.
    """
    with opened(path, lasting=lasting) as file:
        file.writelines([data] if isinstance(data, bytes) else data)


@contextmanager
def opened(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Open a file aside, to write to and seek in, that takes its place when all is well: `write` for libraries."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with aside.open("w+b") as file:
            yield file
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
