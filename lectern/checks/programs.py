"""Running validators that are programs: what is missing or broken is never taken for “nothing found”."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from lectern.errors import MissingTool, ToolFailed
from lectern.tools import TOOLS, find_program

HINT = "run `make setup-tests`"
TIMEOUT = 600.0
"""Seconds after which a validator is taken for hung."""


def run(
    command: Sequence[str | Path],
    *,
    name: str,
    environment: Mapping[str, str] | None = None,
    exit_codes: Sequence[int] = (0,),
) -> str:
    """Run a validator and give what it wrote to standard output.

    Raises ToolFailed with the end of what it said, if it hangs or leaves by another exit code.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(f"{name} did not end within {TIMEOUT:.0f} seconds") from error
    except OSError as error:
        raise ToolFailed(f"{name} could not be started: {error.strerror}", where=words[0]) from error
    if done.returncode not in exit_codes:
        last = " / ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise ToolFailed(f"{name} gave up with exit code {done.returncode}: {last}")
    return done.stdout


def java(name: str, *class_path: Path) -> list[str | Path]:
    """Give the beginning of a command that runs Java with these jars and our own small drivers.

    Raises MissingTool with the validator's name where Java, a jar or the drivers are missing.
    """
    try:
        program = find_program("java", hint=HINT)
    except MissingTool as error:
        raise MissingTool(f"{name} needs Java, which is missing", hint=HINT) from error
    drivers = TOOLS / "java"
    for needed in (*class_path, drivers):
        if not needed.exists():
            raise MissingTool(f"{name} is missing", where=needed, hint=HINT)
    # Short runs: a collector without threads, the first compiler only, whose code needs more stack.
    quick = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss16m", "-Djava.awt.headless=true"]
    return [program, *quick, "-cp", os.pathsep.join(map(str, (*class_path, drivers)))]


def package_file(name: str, module: str, pattern: str) -> Path:
    """Find a file that a Python package brings along, without importing the package.

    Raises MissingTool with the validator's name.
    """
    from importlib.util import find_spec

    spec = find_spec(module)
    folders = [Path(each) for each in (spec.submodule_search_locations or [])] if spec else []
    found = next((path for folder in folders for path in sorted(folder.glob(pattern))), None)
    if found is None:
        raise MissingTool(f"{name} is missing: the Python package “{module}” is not installed", hint=HINT)
    return found
