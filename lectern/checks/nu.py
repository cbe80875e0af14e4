"""Web pages -> findings, by the Nu HTML checker. Every message counts. Not for the XHTML of an EPUB."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lectern.checks.programs import HINT, java, run
from lectern.errors import MissingTool, ToolFailed
from lectern.model import Finding, Severity
from lectern.tools import CHECK_PACKAGES, find_node_package

NAME = "Nu"


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge web pages; an error is an error, whatever else is said is a warning.

    Raises MissingTool and ToolFailed.
    """
    if absent := next((path for path in paths if not path.is_file()), None):  # Nu passes what is not there
        raise ToolFailed(f"{NAME} was given a file that does not exist", where=absent)
    try:
        jar = find_node_package("vnu-jar", root=CHECK_PACKAGES) / "build" / "dist" / "vnu.jar"
    except MissingTool as error:
        raise MissingTool("Nu, the HTML checker, is missing", hint=HINT) from error
    main = "nu.validator.client.SimpleCommandLineValidator"
    options = ["--stdout", "--format", "json"]
    said = run(
        [*java(NAME, jar), main, *options, *(path.resolve() for path in paths)], name=NAME, exit_codes=(0, 1)
    )
    try:
        messages = json.loads(said)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed(f"{NAME} gave no report that can be read: {said[:200]}") from error
    if broken := next((each for each in messages if each["type"] == "non-document-error"), None):
        raise ToolFailed(f"{NAME}: {broken.get('message', 'gave up')}", where=broken.get("url"))
    return tuple(_finding(message) for message in messages)


def _finding(message: Mapping[str, Any]) -> Finding:
    name = Path(unquote(urlsplit(message.get("url", "")).path)).name
    numbers = [str(message[key]) for key in ("lastLine", "lastColumn") if key in message]
    is_error = message["type"] == "error"
    return Finding(
        "nu-error" if is_error else "nu-warning",
        Severity.ERROR if is_error else Severity.WARNING,
        message["message"],
        ":".join([name, *numbers]),
        source=NAME,
    )
