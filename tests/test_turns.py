"""Two builds at once: never of one article in one folder, always of two, and the shelf shows both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lectern import turns
from lectern.errors import PublishError

HOLDS = """
import sys, time
from pathlib import Path
from lectern.turns import alone
with alone(Path(sys.argv[1]), "tides"):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(outputs: Path) -> subprocess.Popen[str]:
    running = subprocess.Popen([sys.executable, "-c", HOLDS, outputs], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "held\n"
    return running


def publish(project: Path, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "publish.py"), "build", *map(str, arguments)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)


def article(folder: Path, name: str) -> Path:
    path = folder / f"{name}.md"
    path.write_text(f"---\ntitle: {name.capitalize()}\nlang: en\nauthor: Ada Moon\n---\n\nThe sea rises.\n")
    return path


def test_a_second_build_of_an_article_is_refused_and_names_the_first(tmp_path: Path, project: Path) -> None:
    outputs = tmp_path / "out"
    outputs.mkdir()
    with holder(outputs) as first:
        ran = publish(project, article(tmp_path, "tides"), "--to", "html", "--outputs", outputs)
        first.kill()

    assert ran.returncode == 1
    assert f"another process is building this article there (PID {first.pid})" in " ".join(ran.stderr.split())
    assert "Traceback" not in ran.stderr
    assert not (outputs / "tides").exists()


def test_the_lock_of_a_killed_build_is_gone_with_it(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        os.kill(first.pid, signal.SIGKILL)

    with turns.alone(tmp_path, "tides"):
        assert (tmp_path / ".tides.lock").read_text() == str(os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_another_article_may_be_built_meanwhile(tmp_path: Path) -> None:
    with (
        turns.alone(tmp_path, "tides"),
        turns.alone(tmp_path, "winds"),
        pytest.raises(PublishError, match="PID"),
        turns.alone(tmp_path, "winds"),
    ):
        raise AssertionError("held twice")

    assert list(tmp_path.iterdir()) == []


def test_one_waits_for_the_other_where_both_are_wanted(tmp_path: Path) -> None:
    inside: list[int] = []

    def count(_: int) -> int:
        with turns.in_turn(tmp_path, "index"):
            inside.append(1)
            most = len(inside)
            inside.pop()
            return most

    with ThreadPoolExecutor(8) as several:
        assert set(several.map(count, range(200))) == {1}
    assert list(tmp_path.iterdir()) == []


def test_two_builds_at_once_both_stand_on_the_shelf(tmp_path: Path, project: Path) -> None:
    def run(name: str) -> int:
        return publish(
            project, article(tmp_path, name), "--to", "html", "--outputs", tmp_path / "out"
        ).returncode

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(run, ("tides", "winds"))) == [0, 0]

    shelf = (tmp_path / "out" / "index.html").read_text()
    assert "tides/tides.html" in shelf
    assert "winds/winds.html" in shelf
    assert not list((tmp_path / "out").glob(".*"))


def test_a_lock_that_is_a_link_is_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine")
    (tmp_path / ".tides.lock").symlink_to("other")

    with turns.alone(tmp_path, "tides"):
        pass

    assert (tmp_path / "other").read_text() == "mine"
