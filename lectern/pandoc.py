"""Text -> Pandoc JSON -> text, by the pandoc that pypandoc brings; always sandboxed, never the network."""

from __future__ import annotations

from lectern.errors import MissingTool, ToolFailed


def convert(text: str, *, reader: str, writer: str, options: tuple[str, ...] = ()) -> str:
    """Convert ``text`` with pandoc; readers and writers are pandoc's names with their extensions.

    Raises ToolFailed with pandoc's own last line, MissingTool where no pandoc is found.
    """
    import pypandoc

    try:
        return str(
            pypandoc.convert_text(
                text, to=writer, format=reader, extra_args=["--sandbox", "--quiet", *options]
            )
        )
    except OSError as error:
        raise MissingTool("pandoc is missing", hint="run `make setup`") from error
    except RuntimeError as error:
        said = str(error).strip().splitlines()
        raise ToolFailed(
            f"pandoc could not read this as {reader}: {said[-1] if said else 'no reason given'}"
        ) from error


def version() -> str:
    """Give the version of the pandoc in use."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())
