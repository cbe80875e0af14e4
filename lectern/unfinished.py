"""Folders beside the outputs for what is not complete yet: locked while a build works, cleared when it was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from lectern.errors import PublishError

_SUFFIX = ".unfinished"


@contextmanager
def aside(outputs: Path, slug: str) -> Iterator[Path]:
    """Give a folder beside the outputs for what is not complete yet; it goes whatever happens.

    It is locked while this build works in it, so that the folder of a build that was killed can be told and cleared.
    """
    _clear_abandoned(outputs)
    try:
        folder = Path(mkdtemp(prefix=f".{slug}-{os.getpid()}-", suffix=_SUFFIX, dir=outputs))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(
            f"nothing can be written there: {reason}", where=outputs, hint="choose another by --outputs"
        ) from error
    with _held(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_own(outputs: Path) -> None:
    """Remove what this process has not finished; for its last moment."""
    for folder in outputs.glob(f".*-{os.getpid()}-*{_SUFFIX}"):
        shutil.rmtree(folder, ignore_errors=True)


def _clear_abandoned(outputs: Path) -> None:
    """Remove what a killed build left; a folder in which another build still works is locked and stays."""
    for folder in outputs.glob(f".*{_SUFFIX}"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        with _held(folder) as ours:
            if ours:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Lock a folder as long as the process lives; tell whether that was possible (not every file system can)."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = True
    except OSError:
        held = False
    try:
        yield held
    finally:
        os.close(opened)
