"""EPUB files -> findings, by Ace of the DAISY Consortium, which reads every page in Chromium."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lectern.checks.browser import find_browser
from lectern.checks.programs import HINT, run
from lectern.errors import MissingTool, ToolFailed
from lectern.model import Finding, Severity
from lectern.tools import CHECK_PACKAGES, find_node_package, find_program

NAME = "Ace"
WARNINGS = frozenset({"minor", "moderate"})


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge EPUB files, one after the other.

    Raises MissingTool and ToolFailed. Ace's exit code says nothing: what counts is the outcome in its report.
    """
    try:
        program = find_node_package("@daisy/ace-cli", root=CHECK_PACKAGES) / "bin" / "ace.js"
        node = find_program("node", hint=HINT)
    except MissingTool as error:
        raise MissingTool(f"Ace is missing: {error}", hint=HINT) from error
    # Five seconds for the browser to start, Ace's own choice, are too few on a busy machine.
    environment = {"PUPPETEER_EXECUTABLE_PATH": str(find_browser(NAME)), "ACE_TIMEOUT_INITIAL": "60000"}
    findings: list[Finding] = []
    for path in paths:
        with tempfile.TemporaryDirectory() as aside:
            options = ["--silent", "--force", "--outdir", aside]
            run([node, program, *options, path.resolve()], name=NAME, environment=environment)
            findings += _read(Path(aside, "report.json"), path)
    return tuple(findings)


def _read(report: Path, path: Path) -> list[Finding]:
    try:
        content = json.loads(report.read_text(encoding="utf-8"))
        outcome = content["earl:result"]["earl:outcome"]
        findings = list(_findings(content["assertions"], path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ToolFailed(f"{NAME} gave no report that can be read", where=path) from error
    if outcome not in ("pass", "fail") or (outcome == "fail") != bool(findings):
        raise ToolFailed(f"{NAME} says “{outcome}” and lists {len(findings)} failures", where=path)
    return findings


def _findings(documents: Sequence[Mapping[str, Any]], path: Path) -> Iterator[Finding]:
    for document in documents:
        for assertion in document["assertions"]:
            test, result = assertion["earl:test"], assertion["earl:result"]
            if result["earl:outcome"] != "pass":
                places = " ".join(result.get("earl:pointer", {}).get("css", []))
                yield Finding(
                    f"ace-{test['dct:title']}",
                    Severity.WARNING if test["earl:impact"] in WARNINGS else Severity.ERROR,
                    " ".join(result["dct:description"].split()),
                    f"{path.name}: {document['earl:testSubject']['url']} {places}".strip(),
                    test.get("help", {}).get("url", ""),
                    NAME,
                )
