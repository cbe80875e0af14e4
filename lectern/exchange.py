"""A complete folder -> the place where readers look: the old set of editions or the new one, never a mix of both."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
from pathlib import Path

from lectern.errors import PublishError

_AT_FDCWD = -100  # fcntl.h of Linux: paths are meant from the working directory
_RENAME_EXCHANGE = 2  # renameat2(2)
_RENAME_SWAP = 2  # renamex_np(2) of macOS


def take_place(folder: Path, target: Path) -> None:
    """Put a complete folder where readers look, in one step; what else stood there is kept in it.

    The folder has to be on the file system of its target. What it takes the place of is left under its name, to be
    cleared. Where the system cannot exchange two folders, there is a moment without any. Raises PublishError.
    """
    try:
        if target.is_symlink():
            target = target.resolve()
        folder.chmod(_mode(target))
        if not target.exists():
            folder.rename(target)
            return
        _keep_others(target, folder)
        if not _exchange(folder, target):
            old = folder.with_name(f"{folder.name}.old")
            target.rename(old)
            folder.rename(target)
            old.rename(folder)
        _sync(target.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(f"the editions could not be moved into place: {reason}", where=target) from error


def _mode(target: Path) -> int:
    """Give the rights that the folder has now, or those of any new folder; a temporary one is its owner's alone."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def _keep_others(old: Path, new: Path) -> None:
    """Link what an earlier build, or somebody else, left there and this one did not make."""
    for path in old.iterdir():
        there = new / path.name
        if there.exists() or there.is_symlink():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, there, symlinks=True, copy_function=_link)
        else:
            _link(path, there)


def _link(path: Path | str, there: Path | str) -> None:
    try:
        os.link(path, there, follow_symlinks=False)
    except OSError:  # not every file system has links
        shutil.copy2(path, there, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names at once; tell whether the system can."""
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            code = library.renamex_np(*names, _RENAME_SWAP)
        else:
            code = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    except AttributeError:
        return False
    return bool(code == 0)


def _sync(folder: Path) -> None:
    """Let the exchange outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
