"""One build at a time where two would be in each other's way: locks that go with their process, never stale."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lectern.errors import PublishError

_TAKEN = -1
"""In the place of a file's number: another process holds the lock."""


@contextmanager
def alone(outputs: Path, slug: str) -> Iterator[None]:
    """Hold an article's place in the outputs while it is built.

    Raises PublishError if another process builds it there; it names that process.
    """
    path = outputs / f".{slug}.lock"
    opened = _take(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if opened is _TAKEN:
        raise PublishError(
            f"another process is building this article there{_holder(path)}",
            where=outputs / slug,
            hint="wait until it has ended, or choose another folder by --outputs",
        )
    yield from _hold(path, opened)


@contextmanager
def in_turn(outputs: Path, name: str) -> Iterator[None]:
    """Wait until no other process holds what is named so, and hold it: for what takes a moment."""
    path = outputs / f".{name}.lock"
    yield from _hold(path, _take(path, fcntl.LOCK_EX))


def clear_own(outputs: Path) -> None:
    """Remove the files of the locks that this process holds; for its last moment."""
    for path in outputs.glob(".*.lock"):
        if _holder(path) == _named(os.getpid()):
            with suppress(OSError):
                path.unlink()


def _take(path: Path, how: int) -> int | None:
    """Open and lock the file of that name; None where that is not possible (not every file system has locks)."""
    while True:
        try:
            opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        except OSError:
            return None
        try:
            fcntl.flock(opened, how)
            if _is_still(path, opened):
                return opened
        except BlockingIOError:
            os.close(opened)
            return _TAKEN
        except OSError:
            os.close(opened)
            return None
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)


def _is_still(path: Path, opened: int) -> bool:
    """Tell whether the name means this file: who held it before may have removed it, and others made it anew."""
    try:
        return os.path.samestat(path.stat(), os.fstat(opened))
    except FileNotFoundError:
        return False


def _hold(path: Path, opened: int | None) -> Iterator[None]:
    """Note who holds the lock until it is let go, and remove its file before that."""
    if opened is None:
        yield
        return
    try:
        with suppress(OSError):
            os.ftruncate(opened, 0)
            os.write(opened, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(opened)


def _holder(path: Path) -> str:
    try:
        noted = path.read_bytes()[:20].decode()
    except (OSError, UnicodeDecodeError):
        return ""
    return _named(noted) if noted.isdecimal() else ""


def _named(process: int | str) -> str:
    return f" (PID {process})"
