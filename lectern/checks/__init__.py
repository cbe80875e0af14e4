"""Outputs -> findings: one module per validator, each with `check(paths)`; a check that did not run never passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lectern.checks import ace, agreement, axe, epubcheck, nu, own, pdfua, verapdf
from lectern.errors import MissingTool, ToolFailed, UsageError
from lectern.model import Finding, Severity

__all__ = ["ALWAYS", "THOROUGH", "check_always", "check_outputs", "find_outputs", "serious"]

Check = Callable[[Sequence[Path]], tuple[Finding, ...]]
ENDINGS = (".html", ".epub", ".pdf", ".mp3", ".m4b", agreement.ENDING)
ALWAYS: Mapping[str, tuple[Check, ...]] = {
    ".pdf": (pdfua.check,),
    ".epub": (own.check,),
    ".html": (own.check,),
    ".mp3": (own.check,),
    ".m4b": (own.check,),
    agreement.ENDING: (own.check,),
}
"""What every build checks, by the ending of the file's name: milliseconds."""
THOROUGH: Mapping[str, tuple[Check, ...]] = {
    ".epub": (epubcheck.check, ace.check),
    ".pdf": (verapdf.check,),
    ".html": (nu.check, axe.check),
}
"""What `publish.py check` and the tests add: validators that need Java, Node or Chromium."""


def check_always(paths: Iterable[Path]) -> tuple[Finding, ...]:
    """Judge files by the checks that every build can afford."""
    return _judge(ALWAYS, list(paths))


def check_outputs(paths: Iterable[Path], *, thorough: bool = True) -> tuple[Finding, ...]:
    """Judge files by all checks; a validator that is missing or gave up is an error finding, never a pass."""
    files = list(paths)
    return check_always(files) + (_judge(THOROUGH, files) if thorough else ())


def find_outputs(places: Iterable[Path]) -> tuple[Path, ...]:
    """List the files that can be checked: those named, and all in the folders named.

    Raises UsageError where there is no such place, or nothing in it.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            inside = sorted(each for each in place.rglob("*") if _is_output(each.relative_to(place)))
            found += [each for each in inside if each.is_file()]
        elif place.is_file() and _is_output(Path(place.name)):
            found.append(place)
        else:
            kinds = ", ".join(ENDINGS)
            raise UsageError(
                "there is nothing to check", where=place, hint=f"name a folder, or a file: {kinds}"
            )
    if not found:
        raise UsageError("nothing is built there", hint="build first: ./publish.py build")
    return tuple(dict.fromkeys(found))


def serious(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out the notices: what is left keeps a file from being called good."""
    return tuple(finding for finding in findings if finding.severity.is_serious)


def _is_output(path: Path) -> bool:
    hidden = any(part.startswith(".") or part == "stages" for part in path.parts)
    return not hidden and path.name.endswith(ENDINGS)


def _judge(table: Mapping[str, tuple[Check, ...]], paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Give each check all its files at once, two checks side by side; the order of the findings is the table's."""
    work: dict[Check, list[Path]] = {}
    for ending, checks in table.items():
        if files := [path for path in paths if path.name.endswith(ending)]:
            for check in checks:
                work.setdefault(check, []).extend(files)
    with ThreadPoolExecutor(2) as threads:
        results = threads.map(_try, work, work.values())
        return tuple(finding for result in results for finding in result)


def _try(check: Check, paths: Sequence[Path]) -> tuple[Finding, ...]:
    try:
        return check(paths)
    except (MissingTool, ToolFailed) as error:
        where = str(error.where) if error.where else ", ".join(sorted({path.name for path in paths}))
        message = f"a check was not run: {error}"
        return (Finding("check-not-run", Severity.ERROR, message, where, error.hint, check.__module__),)
