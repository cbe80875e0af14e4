"""Where the tools stand that are not Python packages: `.tools/` in the project, else the system's PATH."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lectern.errors import MissingTool

PROJECT = Path(__file__).resolve().parents[1]
TOOLS = PROJECT / ".tools"
NODE_PACKAGES = TOOLS / "npm" / "node_modules"
"""What a build takes from npm: the fonts and the voice of formulas."""
CHECK_PACKAGES = TOOLS / "checks" / "node_modules"
"""The validators that come from npm."""


def find_program(name: str, *, hint: str) -> Path:
    """Find a program beside this Python or on PATH.

    Raises MissingTool with the program's name and the hint.
    """
    beside = Path(sys.prefix) / "bin" / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise MissingTool(f"the program “{name}” is missing", hint=hint)
    return Path(found)


def find_node_package(name: str, *, root: Path = NODE_PACKAGES) -> Path:
    """Find the folder of an npm package that `make setup` or `make test` installs.

    Raises MissingTool.
    """
    folder = root / name
    if not folder.is_dir():
        target = "setup" if root == NODE_PACKAGES else "setup-tests"
        raise MissingTool(f"the npm package “{name}” is missing", hint=f"run `make {target}`")
    return folder
