"""Setting up: once, in the right order, without asking; what cannot be done is said with the line to run."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from lectern import bootstrap, system
from lectern.system import Need, Trouble, provide, run

CHROMIUM = Need("chromium", False, ("chromium",))
JAVA = Need("java", False, ("default-jdk-headless",))


def program(folder: Path, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def bin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the only folder of programs; whatever is called there leaves its words in `called`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "env"):
        (folder / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def make(project: Path, *words: str) -> str:
    """Run make as a person would, though `make test` may run these tests."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=project, env=outside, capture_output=True, text=True, check=True
    ).stdout


def called(bin: Path) -> list[str]:
    path = bin.parent / "called"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("module", ["bootstrap", "system", "__init__"])
def test_an_older_python_can_read_what_says_that_it_is_too_old(project: Path, module: str) -> None:
    text = (project / "lectern" / f"{module}.py").read_text()

    ast.parse(text, feature_version=(3, 8))
    assert module == "__init__" or "from __future__ import annotations" in text


def test_a_stage_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made: list[str] = []
    for key in ("one", "one", "two"):
        bootstrap.stage(
            "something", tmp_path / "stamp", lambda key=key: key, lambda key=key: made.append(key)
        )

    assert made == ["one", "two"]
    assert len(re.findall(r"lectern: something … 0 s\n", capsys.readouterr().err)) == 2


def test_an_interrupted_stage_leaves_no_stamp(tmp_path: Path) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    stamp = tmp_path / "stamp"
    stamp.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        bootstrap.stage("something", stamp, lambda: "after", interrupted)

    assert list(tmp_path.iterdir()) == []


def test_a_second_setup_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def must_not_run(command: Sequence[str], **_: object) -> str:
        raise AssertionError(command)

    for name, value in (("VENV", ".venv"), ("TOOLS", ".tools"), ("PYTHON", ".venv/bin/python")):
        monkeypatch.setattr(bootstrap, name, tmp_path / value)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "node").touch(mode=0o755)
    (tmp_path / ".tools" / "npm").mkdir(parents=True)
    locks = bootstrap.LOCKS
    files = [locks / "npm" / name for name in ("package.json", "package-lock.json", ".npmrc")]
    (tmp_path / ".venv" / "lectern.stamp").write_text(bootstrap.place())
    (tmp_path / ".venv" / "lectern-main.stamp").write_text(bootstrap.digest(locks / "main.txt"))
    (tmp_path / ".tools" / "npm" / "lectern.stamp").write_text(bootstrap.digest(*files))
    monkeypatch.setattr(bootstrap, "run", must_not_run)
    monkeypatch.setattr(bootstrap, "succeeds", must_not_run)

    bootstrap.setup()

    (tmp_path / ".venv" / "lectern-main.stamp").write_text("another lock")
    with pytest.raises(AssertionError, match=r"main\.txt"):
        bootstrap.setup()


def test_apt_commands_are_shown_and_run_as_root(
    bin: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(bin, "apt-get", f'echo "$DEBIAN_FRONTEND $@" >> {bin.parent}/called; [ "$1" = install ]')
    monkeypatch.setattr("os.geteuid", lambda: 0)

    provide([CHROMIUM, JAVA, Need("pango", True, ("libpango-1.0-0",))])

    install = "install -y --no-install-recommends chromium default-jdk-headless"
    assert called(bin)[1] == f"noninteractive {install}"
    assert capsys.readouterr().err.splitlines() == [
        "lectern: apt-get update",
        f"lectern: env DEBIAN_FRONTEND=noninteractive apt-get {install}",
    ]


def test_a_user_is_served_by_sudo_that_asks_nothing(bin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bin, "apt-get", f'echo "apt-get $@" >> {bin.parent}/called')
    program(bin, "sudo", f'[ "$1" = -n ] || exit 1; shift; echo "sudo $1" >> {bin.parent}/called; "$@"')
    program(bin, "true", "exit 0")
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    provide([JAVA])

    assert [line.split()[0:2] for line in called(bin)] == [
        ["sudo", "true"], ["sudo", "apt-get"], ["apt-get", "update"], ["sudo", "env"], ["apt-get", "install"],
    ]  # fmt: skip


def test_without_the_right_the_line_to_run_is_said(bin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bin, "apt-get", f"echo $@ >> {bin.parent}/called")
    program(bin, "sudo", "echo a password is required >&2; exit 1")
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(Trouble, match="the system lacks java") as raised:
        provide([JAVA])

    assert raised.value.exit_code == 3
    assert raised.value.hint == (
        "run: sudo apt-get update && sudo apt-get install -y --no-install-recommends default-jdk-headless"
    )
    assert called(bin) == []


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "run: sudo dnf install chromium java-latest-openjdk-devel"),
        ("pacman", "run: sudo pacman -S chromium jdk-openjdk"),
        ("brew", "run: brew install --cask chromium openjdk"),
        ("other", "install chromium (in Debian: chromium), java (in Debian: default-jdk-headless)"),
    ],
)
def test_other_systems_are_told_their_own_line(bin: Path, manager: str, line: str) -> None:
    program(bin, manager, "exit 1")

    with pytest.raises(Trouble) as raised:
        provide([CHROMIUM, JAVA])

    assert (raised.value.hint, raised.value.exit_code) == (line, 3)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "do not go on"),
        ("npm error code EINTEGRITY", "do not go on"),
        ("OSError: [Errno 28] No space left on device", "free about 2 GB"),
        ("Temporary failure in name resolution", "look to the network"),
        ("npm error code ENOTFOUND", "look to the network"),
        ("SSL: CERTIFICATE_VERIFY_FAILED", "install ca-certificates"),
        ("something new", "run that command by hand"),
    ],
)
def test_a_failed_install_says_what_to_do(tmp_path: Path, said: str, hint: str) -> None:
    with pytest.raises(Trouble, match=re.escape(said)) as raised:
        run(["sh", "-c", f"echo '{said}'; exit 1"], folder=tmp_path)

    assert hint in raised.value.hint


def test_a_library_that_is_not_there_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libnot-there.so.0": "libnot-there0", "libc.so.6": "libc6"})

    needs = {need.name: need for need in system.needs_of_build()}

    assert not needs["pango"].present
    assert needs["pango"].packages == ("libnot-there0",)


def test_help_names_every_target(project: Path) -> None:
    listed = make(project, "help")
    targets = set(re.findall(r"^([a-z]+):", (project / "Makefile").read_text(), re.MULTILINE))

    assert {target for target in targets if f"make {target}" not in listed} <= {"help", "setup"}


def test_make_hands_names_with_spaces_over_whole(project: Path, tmp_path: Path) -> None:
    source = tmp_path / "my tides.md"
    source.touch()
    variables = [f"SOURCE={source}", f"OUTPUTS={tmp_path}/my outputs", "TO=pdf", "VOICE=espeak"]
    say = ["PYTHON=true", "OWN=printf '<%s>'"]
    said = make(project, "all", *say, *variables)

    words = ["publish.py", "build", source, "--to", "pdf", "--outputs", f"{tmp_path}/my outputs"]
    assert said == "".join(f"<{word}>" for word in [*words, "--voice", "espeak"])
