"""Let a filter run alone: `pandoc --filter filters/NAME.py`, from any folder, under any Python.

A filter run by pandoc is a program, not a part of a package: its first line calls `find_package()`, which puts the
project's folder on the path and, where this Python has no panflute, goes on under the project's own environment.
"""

import importlib.util
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def find_package() -> None:
    """Make `filters` and `panflute` importable, or say in one line what is missing and exit with code 3."""
    here = str(Path(__file__).resolve().parent)
    sys.path[:] = [str(PROJECT), *(entry for entry in sys.path if str(Path(entry or ".").resolve()) != here)]
    if importlib.util.find_spec("panflute") is not None:
        return
    own = PROJECT / ".venv" / "bin" / "python"
    if own.exists() and Path(sys.prefix).resolve() != (PROJECT / ".venv").resolve():
        os.execv(own, [str(own), *sys.argv])  # noqa: S606 - the project's own Python, no shell
    name = Path(sys.argv[0]).name
    print(f"{name}: the Python package panflute is missing; run `make setup` in {PROJECT}", file=sys.stderr)
    raise SystemExit(3)
