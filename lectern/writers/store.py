"""Finished bytes -> Output: the one place where an edition reaches the disk."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from lectern import atomic
from lectern.errors import PublishError
from lectern.model import Finding, Format, Output

_HINTS = {
    errno.ENOSPC: "free some space and build again; the last good file is untouched",
    errno.EDQUOT: "free some space and build again; the last good file is untouched",
    errno.EACCES: "choose another folder with --outputs, or allow writing there",
    errno.EPERM: "choose another folder with --outputs, or allow writing there",
    errno.EROFS: "choose another folder with --outputs: this disk is read-only",
    errno.EEXIST: "a file stands where a folder must be: move it, or choose another folder with --outputs",
    errno.ENOTDIR: "a file stands where a folder must be: move it, or choose another folder with --outputs",
    errno.EISDIR: "a folder stands where the file must be: move it, or choose another folder with --outputs",
}


def store(
    path: Path, data: bytes | Iterable[bytes], *, slug: str, format: Format, findings: Iterable[Finding] = ()
) -> Output:
    """Write an edition, its bytes or its pieces, whole or not at all, and describe it (``digest`` is SHA-256 in hex).

    Raises PublishError if the disk refuses; the last good file then stands as it was.
    """
    digest, size = sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in [data] if isinstance(data, bytes) else data:
            digest.update(piece)
            size += len(piece)
            yield piece

    try:
        atomic.write(path, counted())
    except OSError as error:
        raise refused(error, path, format) from error
    return Output(slug, format, path, digest.hexdigest(), size, tuple(findings))


def store_by(
    write: Callable[[BinaryIO], None],
    path: Path,
    *,
    slug: str,
    format: Format,
    findings: Iterable[Finding] = (),
) -> Output:
    """Let a library write an edition into a file, as `store` does for finished bytes."""
    try:
        with atomic.opened(path) as file:
            write(file)
        output = describe(path, slug=slug, format=format)
    except OSError as error:
        raise refused(error, path, format) from error
    return replace(output, findings=tuple(findings))


def describe(path: Path, *, slug: str, format: Format) -> Output:
    """Describe an edition that a library has written; raises OSError."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Output(slug, format, path, digest, path.stat().st_size)


def refused(error: OSError, path: Path, format: Format) -> PublishError:
    """Say that the disk refuses an edition, and what to do."""
    reason = (error.strerror or str(error)).lower()
    message = f"the {format.value} edition could not be written: {reason}"
    return PublishError(message, where=path, hint=_HINTS.get(error.errno or 0, ""))
