"""Bytes -> file, whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write(path: Path, data: bytes | Iterable[bytes], *, lasting: bool = True) -> None:
    """Write the file aside in its own folder and rename it: readers see the old bytes or the new, never half.

    Makes the folder. On failure nothing is left behind and the old file stands; unless it is ``lasting``, a power cut
    may take it. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with aside.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
