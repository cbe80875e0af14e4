"""Checking as a whole: every format has its checks, and what did not run never passes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lectern import checks, system
from lectern.checks import ace, axe, epubcheck, nu, programs, verapdf
from lectern.errors import MissingTool, ToolFailed, UsageError
from lectern.model import Finding, Format, Severity
from tests import made

Check = Callable[[Sequence[Path]], tuple[Finding, ...]]


def test_every_format_has_checks() -> None:
    assert {f".{each.value}" for each in Format} <= checks.ALWAYS.keys()
    assert checks.THOROUGH.keys() == {".html", ".epub", ".pdf"}


@pytest.mark.parametrize(
    ("check", "name"),
    [
        (epubcheck.check, "EPUBCheck"),
        (verapdf.check, "veraPDF"),
        (nu.check, "Nu"),
        (ace.check, "Ace"),
        (axe.check, "axe"),
    ],
)
def test_a_missing_validator_says_its_name(
    check: Check, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "any.html"
    file.touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr("sys.path", [])
    monkeypatch.delitem(__import__("sys").modules, "epubcheck", raising=False)
    for module in (nu, ace, axe):
        monkeypatch.setattr(module, "CHECK_PACKAGES", tmp_path)

    with pytest.raises(MissingTool, match=name) as raised:
        check([file])
    assert "make setup-tests" in raised.value.hint


@pytest.mark.parametrize("name", ["Ace", "axe"])
def test_a_missing_browser_names_the_check_that_needs_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lectern.checks.browser import find_browser

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))

    assert system.find_browser() is None
    with pytest.raises(MissingTool, match=f"{name} needs Chromium"):
        find_browser(name)


def test_missing_drivers_are_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "java"
    java.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "TOOLS", tmp_path / "none")

    with pytest.raises(MissingTool, match="veraPDF is missing"):
        programs.java("veraPDF")


def test_a_program_that_gives_up_is_told_from_one_that_found_nothing(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="exit code 3: no memory"):
        programs.run(["sh", "-c", "echo no memory >&2; exit 3"], name="veraPDF")
    with pytest.raises(ToolFailed, match="could not be started"):
        programs.run([tmp_path / "none"], name="veraPDF")


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "TIMEOUT", 0.1)

    with pytest.raises(ToolFailed, match="did not end"):
        programs.run(["sleep", "5"], name="veraPDF")


@pytest.mark.parametrize(
    "said", ["", "no words known", "FILE\t0\tFAIL\t106", "RULE\t0\t7.1\t1\t1\tm\tp\nFILE\t0\tPASS\t106"]
)
def test_verapdf_without_a_clear_verdict_has_failed(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "run", lambda *_, **__: said)
    monkeypatch.setattr(verapdf, "java", lambda *_: [])
    monkeypatch.setattr(verapdf, "package_file", lambda *_: tmp_path)

    with pytest.raises(ToolFailed, match="verdict"):
        verapdf.check([tmp_path / "any.pdf"])


@pytest.mark.parametrize(
    "said", ["", "{}", '{"messages": [{"type": "non-document-error", "message": "no memory"}]}']
)
def test_nu_without_a_clear_report_has_failed(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = made.page(tmp_path / "any.html")
    monkeypatch.setattr(nu, "run", lambda *_, **__: said)
    monkeypatch.setattr(nu, "java", lambda *_: [])
    monkeypatch.setattr(nu, "find_node_package", lambda *_, **__: tmp_path)

    with pytest.raises(ToolFailed):
        nu.check([page])


def test_a_check_that_did_not_run_is_an_error_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = made.page(tmp_path / "tides.html")

    def missing(_: Sequence[Path]) -> tuple[Finding, ...]:
        raise MissingTool("axe is missing", hint="run `make setup-tests`")

    monkeypatch.setattr(checks, "THOROUGH", {".html": (missing,)})

    (finding,) = checks.check_outputs([page])
    assert (finding.rule, finding.severity) == ("check-not-run", Severity.ERROR)
    assert "axe is missing" in finding.message
    assert finding.hint == "run `make setup-tests`"
    assert checks.check_always([page]) == ()


def test_outputs_are_found_in_folders(tmp_path: Path) -> None:
    folder = tmp_path / "tides"
    for name in (
        "tides.html",
        "tides.epub",
        "tides.fragments.json",
        "stages/2.html",
        ".aside/tides.html",
        "notes.txt",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()

    assert [path.name for path in checks.find_outputs([tmp_path])] == [
        "tides.epub",
        "tides.fragments.json",
        "tides.html",
    ]
    assert checks.find_outputs([folder / "tides.html"]) == (folder / "tides.html",)


@pytest.mark.parametrize("name", ["none", "notes.txt", "empty"])
def test_where_nothing_is_built_that_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    (tmp_path / "empty").mkdir()

    with pytest.raises(UsageError):
        checks.find_outputs([tmp_path / name])
