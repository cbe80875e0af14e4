"""A folder with Typst source, pictures and fonts -> a PDF, in a process of its own with a limit of time and memory.

The compiler's root is the folder, no font of the system is read, and no package can be named: all source is ours.
Run as a program (``python typst_process.py FOLDER TIMESTAMP``) it compiles; imported it starts that program.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SECONDS = 300
"""How long a document may take; three hundred pages take a few seconds."""
MEMORY = 6 * 1024**3
"""The most address space, in bytes, where the system can limit it."""
SOURCE, RESULT, FONTS = "main.typ", "main.pdf", "fonts"


def compile_folder(folder: Path, timestamp: int, *, seconds: float = SECONDS) -> bytes:
    """Compile the folder's source to PDF/A-2a; ``timestamp`` is the date of its making, in seconds since 1970.

    Raises ToolFailed with what the compiler says, MissingTool without the compiler.
    """
    from lectern.errors import MissingTool, ToolFailed

    command = [sys.executable, "-I", str(Path(__file__)), str(folder), str(timestamp)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(
            "Typst comes to no end with this article", hint="set it with `--pdf-engine weasyprint`"
        ) from error
    if ran.returncode == _NO_COMPILER:
        raise MissingTool("Typst is missing", hint="run `make setup`")
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"it ended with code {ran.returncode}"
        raise ToolFailed(
            f"Typst could not set this article: {reason}", hint="set it with `--pdf-engine weasyprint`"
        )
    return (folder / RESULT).read_bytes()


def version() -> str:
    """Give the version of the compiler's package."""
    from importlib.metadata import version

    return version("typst")


_NO_COMPILER = 3


def _compile(folder: Path, timestamp: int) -> int:
    _limit()
    try:
        import typst
    except ImportError:
        return _NO_COMPILER
    try:
        made = typst.compile(
            str(folder / SOURCE),
            root=str(folder),
            font_paths=[str(folder / FONTS)],
            ignore_system_fonts=True,
            package_path=str(folder / "none"),
            package_cache_path=str(folder / "none"),
            pdf_standards=["a-2a"],
            timestamp=timestamp,
        )
    except (typst.TypstError, ValueError) as error:
        print(str(error).strip().replace("\n", " "), file=sys.stderr)
        return 1
    (folder / RESULT).write_bytes(made)
    return 0


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    sys.exit(_compile(Path(sys.argv[1]), int(sys.argv[2])))
