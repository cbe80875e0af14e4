import errno
import os
import resource
import threading
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest

from lectern.errors import PublishError
from lectern.model import Format
from lectern.writers.store import store, store_by


def test_the_output_tells_digest_and_size(tmp_path: Path) -> None:
    output = store(tmp_path / "a" / "a.mp3", b"sound", slug="a", format=Format.MP3)

    assert output.path.read_bytes() == b"sound"
    assert (output.digest, output.size) == (sha256(b"sound").hexdigest(), 5)
    assert [each.name for each in output.path.parent.iterdir()] == ["a.mp3"]


def test_the_file_is_readable_as_any_other(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    output = store(tmp_path / "a.mp3", b"sound", slug="a", format=Format.MP3)

    assert output.path.stat().st_mode == ordinary.stat().st_mode


def test_a_limit_hit_midway_leaves_the_old_file_and_no_half(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    store(path, b"old", slug="a", format=Format.MP3)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(PublishError, match="mp3 edition could not be written"):
            store(path, bytes(100_000), slug="a", format=Format.MP3)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.mp3"]


def test_a_full_disk_is_told_with_a_hint(tmp_path: Path) -> None:
    """/dev/full answers every write with the system's own "no space left on device"."""
    aside = tmp_path / f".a.mp3.{os.getpid()}-{threading.get_ident()}.part"
    aside.symlink_to("/dev/full")

    with pytest.raises(PublishError, match="no space left") as caught:
        store(tmp_path / "a.mp3", b"sound", slug="a", format=Format.MP3)

    assert "free some space" in caught.value.hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("blocked", ["a", "a/a.mp3"])
def test_what_stands_in_the_way_is_told(blocked: str, tmp_path: Path) -> None:
    if blocked == "a":
        (tmp_path / "a").write_text("a file")
    else:
        (tmp_path / "a" / "a.mp3").mkdir(parents=True)

    with pytest.raises(PublishError) as caught:
        store(tmp_path / "a" / "a.mp3", b"sound", slug="a", format=Format.MP3)

    assert "stands where" in caught.value.hint
    assert not [each for each in tmp_path.rglob("*.part")]


def test_what_a_library_writes_is_whole_or_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "tides.epub"
    path.write_bytes(b"the last good one")

    def stumble(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(PublishError, match="no space left"):
        store_by(stumble, path, slug="tides", format=Format.EPUB)
    assert [each.name for each in tmp_path.iterdir()] == ["tides.epub"]
    assert path.read_bytes() == b"the last good one"



def test_what_a_library_writes_is_told_as_everything_else(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"all of it")

    output = store_by(write, tmp_path / "tides.epub", slug="tides", format=Format.EPUB)

    assert output == store(tmp_path / "tides.epub", b"all of it", slug="tides", format=Format.EPUB)
