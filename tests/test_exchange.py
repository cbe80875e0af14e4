"""Editions take the place of the last ones: all of them in one step, or none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lectern.errors import PublishError
from lectern.exchange import take_place

SWAPS = """
import sys
from pathlib import Path
from shutil import rmtree
from lectern.exchange import take_place
out = Path(sys.argv[1])
for turn in range(100_000):
    new = out / ".new"
    rmtree(new, ignore_errors=True)
    new.mkdir()
    for name in ("a", "b", "c"):
        (new / name).write_text(str(turn))
    take_place(new, out / "tides")
"""


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def read(path: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in path.iterdir() if each.is_file()}


def test_the_first_editions_are_as_open_as_any_new_folder(tmp_path: Path) -> None:
    new = folder(tmp_path / "new", pdf="1")
    new.chmod(0o700)

    take_place(new, tmp_path / "tides")

    assert read(tmp_path / "tides") == {"pdf": "1"}
    assert (tmp_path / "tides").stat().st_mode == folder(tmp_path / "usual").stat().st_mode


def test_new_editions_take_the_place_of_old_ones_and_the_rest_stays(tmp_path: Path) -> None:
    old = folder(tmp_path / "tides", pdf="old", epub="kept")
    old.chmod(0o750)
    folder(old / "stages", one="kept")
    (old / "latest").symlink_to("epub")

    take_place(folder(tmp_path / "new", pdf="new"), old)

    assert read(old) == {"pdf": "new", "epub": "kept", "latest": "kept"}
    assert read(old / "stages") == {"one": "kept"}
    assert (old / "latest").is_symlink()
    assert old.stat().st_mode & 0o777 == 0o750


def test_a_place_that_is_a_link_to_a_folder_stays_one(tmp_path: Path) -> None:
    folder(tmp_path / "real", pdf="old")
    (tmp_path / "tides").symlink_to("real")

    take_place(folder(tmp_path / "new", pdf="new"), tmp_path / "tides")

    assert (tmp_path / "tides").is_symlink()
    assert read(tmp_path / "real") == {"pdf": "new"}


def test_without_an_exchange_the_new_editions_come_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lectern.exchange._exchange", lambda one, other: False)
    folder(tmp_path / "tides", pdf="old")

    take_place(folder(tmp_path / "new", pdf="new"), tmp_path / "tides")

    assert read(tmp_path / "tides") == {"pdf": "new"}
    assert read(tmp_path / "new") == {"pdf": "old"}


def test_a_place_that_cannot_be_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "tides").write_text("a file")

    with pytest.raises(PublishError, match="could not be moved into place"):
        take_place(folder(tmp_path / "new", pdf="new"), tmp_path / "tides")

    assert (tmp_path / "tides").read_text() == "a file"


@pytest.mark.skipif(sys.platform != "linux", reason="open folders are read by /proc")
def test_a_kill_at_any_moment_leaves_one_set_of_editions(tmp_path: Path) -> None:
    folder(tmp_path / "tides", a="first", b="first", c="first")

    for turn in range(25):
        with subprocess.Popen([sys.executable, "-c", SWAPS, tmp_path], env={**os.environ}) as running:
            first = read(tmp_path / "tides")
            while read_whole(tmp_path / "tides") == first and running.poll() is None:
                time.sleep(0.001)
            time.sleep(turn % 7 * 0.0007)
            running.send_signal(signal.SIGKILL)

        assert len(set(read(tmp_path / "tides").values())) == 1
        assert sorted(read(tmp_path / "tides")) == ["a", "b", "c"]


def read_whole(path: Path) -> dict[str, str]:
    """Read through one open folder: what its name meant when it was opened."""
    opened = os.open(path, os.O_RDONLY)
    try:
        return {name: Path(f"/proc/self/fd/{opened}/{name}").read_text() for name in ("a", "b", "c")}
    except OSError:  # it was cleared under us
        return {}
    finally:
        os.close(opened)
