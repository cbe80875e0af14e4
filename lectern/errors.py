"""Everything that can stop a build, cut by who can mend it.

PublishError
├── UsageError      the command line asks for what there is not
├── SourceError     the author can mend it
├── MissingTool     the installer can mend it
├── ToolFailed      a program or service we called gave up
└── CheckFailed     it is built, and a check says no
"""

from pathlib import Path


class PublishError(Exception):
    """Base of all errors meant for a person; `publish.py` prints it without a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, where: Path | str | None = None, hint: str = "") -> None:
        """Say what went wrong, at which place, and what to try."""
        super().__init__(message)
        self.where = where
        self.hint = hint


class UsageError(PublishError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class SourceError(PublishError):
    """The author can mend it."""


class MissingTool(PublishError):
    """The installer can mend it."""

    exit_code = 3


class ToolFailed(PublishError):
    """A program or service we called gave up."""


class CheckFailed(PublishError):
    """It is built, and a check says no."""
