"""PDF files -> findings, by page-validation (PDF/UA-1): milliseconds and no Java, so part of every build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lectern.errors import MissingTool
from lectern.model import Finding, Severity

NAME = "page-validation"


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge PDF files by PDF/UA-1, whatever they claim to be.

    Raises MissingTool.
    """
    try:
        import page
    except ImportError as error:
        raise MissingTool(f"{NAME} is missing", hint="run `make setup`") from error
    findings: list[Finding] = []
    for path in paths:
        try:
            report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
        except page.PageError as error:
            findings.append(Finding("pdfua-unreadable", Severity.ERROR, str(error), path.name, source=NAME))
            continue
        for failure in report.failures:
            rule = failure.rule_id.lower().replace("pdfua1-", "pdfua-")
            place = f": object {failure.object_id.object_number}" if failure.object_id else ""
            findings.append(
                Finding(rule, Severity.ERROR, failure.message, f"{path.name}{place}", source=NAME)
            )
        if not report.is_compliant and not report.failures:
            findings.append(Finding("pdfua-fails", Severity.ERROR, "PDF/UA-1 fails", path.name, source=NAME))
    return tuple(findings)
