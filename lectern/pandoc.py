"""Text -> Pandoc JSON -> text, by the pandoc that pypandoc brings: sandboxed, bounded in time and memory.

Pandoc is run by us and not by `pypandoc.convert_text`, which knows no time limit: some hostile Markdown (thousands
of open brackets) keeps pandoc's reader busy for hours and fills the memory, and an interrupted build would leave it
running.
"""

from __future__ import annotations

import subprocess

from lectern.errors import MissingTool, SourceError, ToolFailed

SECONDS = 180
"""How long one conversion may take; a book of 50,000 words takes about two."""
_HEAP = ("+RTS", "-M4g", "-RTS")
"""The most memory that pandoc may take (GHC's run-time option); beyond it ends with exit code 251."""
_HEAP_EXHAUSTED = 251


def convert(
    text: str | bytes, *, reader: str, writer: str, options: tuple[str, ...] = (), seconds: float = SECONDS
) -> str:
    """Convert text, or the bytes of a package; readers and writers are pandoc's names with their extensions.

    Raises SourceError if pandoc cannot come to an end, ToolFailed with its own last line, MissingTool without pandoc.
    """
    import pypandoc

    try:
        command = [pypandoc.get_pandoc_path(), "--sandbox", "--quiet", f"--from={reader}", f"--to={writer}"]
        ran = subprocess.run(
            [*command, *options, *_HEAP],
            input=text.encode() if isinstance(text, str) else text,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except OSError as error:
        raise MissingTool("pandoc is missing", hint="run `make setup`") from error
    except subprocess.TimeoutExpired as error:
        raise _endless() from error
    if ran.returncode == _HEAP_EXHAUSTED:
        raise _endless()
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        raise ToolFailed(f"pandoc could not read this as {reader}: {said[-1] if said else 'no reason given'}")
    return ran.stdout.decode()


def _endless() -> SourceError:
    return SourceError(
        "pandoc comes to no end with this text",
        hint="look for thousands of brackets or other marks in a row, or divide the text into several articles",
    )
