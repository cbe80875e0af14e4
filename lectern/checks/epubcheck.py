"""EPUB files -> findings, by EPUBCheck of the W3C, all in one virtual machine."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lectern.checks.programs import java, package_file, run
from lectern.errors import ToolFailed
from lectern.model import Finding, Severity

NAME = "EPUBCheck"
SEVERITIES = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge EPUB files; one finding for each place that a message names.

    Raises MissingTool and ToolFailed.
    """
    jar = package_file(NAME, "epubcheck", "epubcheck.jar")
    with tempfile.TemporaryDirectory() as aside:
        run([*java(NAME, jar), "BookCheck", aside, *paths], name=NAME)
        reports = [_read(Path(aside, f"{number}.json"), path) for number, path in enumerate(paths)]
    return tuple(
        finding
        for path, report in zip(paths, reports, strict=True)
        for message in report["messages"]
        for finding in _findings(message, path)
    )


def _read(report: Path, path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(report.read_text(encoding="utf-8"))
        counted = content["checker"]["nFatal"] + content["checker"]["nError"] + content["checker"]["nWarning"]
        listed = sum(message["severity"] in SEVERITIES for message in content["messages"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ToolFailed(f"{NAME} gave no report that can be read", where=path) from error
    if bool(counted) != bool(listed):
        raise ToolFailed(f"{NAME} counts {counted} messages and lists {listed}", where=path)
    return dict(content)


def _findings(message: Mapping[str, Any], path: Path) -> list[Finding]:
    rule = f"epubcheck-{message['ID'].lower()}"
    severity = SEVERITIES.get(message["severity"], Severity.NOTICE)
    hint = message.get("suggestion") or ""
    places = [_place(location) for location in message.get("locations") or ()] or [""]
    return [
        Finding(rule, severity, message["message"], f"{path.name}{place}", hint, NAME) for place in places
    ]


def _place(location: Mapping[str, Any]) -> str:
    """Say the file in the book, and line and column where there are some (-1: none)."""
    numbers = [str(location[key]) for key in ("line", "column") if location.get(key, -1) > 0]
    return ": " + ":".join([location.get("path") or "", *numbers])
