"""The command line as a person meets it: a clear sentence and an exit code, never a traceback, never half a file."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
ARTICLES = PROJECT / "tests" / "articles"
TEXT = "---\ntitle: Of tides\nlang: en\nauthor: A. Person\n---\n\nThe sea rises. It falls.\n"


def publish(
    *arguments: str | Path, cwd: Path = PROJECT, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROJECT / "publish.py", *arguments],
        capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    path = tmp_path / "tides.md"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "nothing.md"], 1, "there is no such file"),
        (["build", "{tides}", "--to", "docx"], 2, "“docx” is not an edition"),
        (["build", "{tides}", "--to", ""], 2, "no edition is named"),
        (["build", "{tides}", "--voice", "parrot"], 2, "there is no voice “parrot”"),
        (["build", "{tides}", "--outputs", "{tides}"], 1, "the folder cannot be made"),
        (["narrate", "nothing.md"], 1, "there is no such file"),
        (["check", "nothing.pdf"], 2, "nothing.pdf"),
        (["burn"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_a_mistake_gets_a_sentence_and_an_exit_code(
    tides: Path, arguments: list[str], code: int, said: str
) -> None:
    ran = publish(*(each.format(tides=tides) for each in arguments))

    assert (ran.returncode, said in ran.stderr) == (code, True), ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["", "build", "check", "cite", "narrate", "voices"])
def test_help_teaches(command: str) -> None:
    ran = publish(*filter(None, [command]), "--help")

    assert ran.returncode == 0
    assert "usage: publish.py" in ran.stdout


def test_help_loads_nothing_heavy() -> None:
    ran = publish("--help", PYTHONPROFILEIMPORTTIME="1")

    assert not {"weasyprint", "panflute", "numpy", "av", "lxml", "rich", "pikepdf", "ebooklib"} & {
        line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()
    }


def test_it_runs_under_its_own_environment_whichever_python_calls(tides: Path) -> None:
    ran = subprocess.run(
        [sys._base_executable, PROJECT / "publish.py", "narrate", tides],  # type: ignore[attr-defined]
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert "The sea rises." in ran.stdout


def test_it_says_how_to_set_up_where_nothing_is_set_up(tmp_path: Path) -> None:
    copied = tmp_path / "publish.py"
    copied.write_text((PROJECT / "publish.py").read_text())

    ran = subprocess.run([sys.executable, copied, "build"], capture_output=True, text=True, check=False)

    assert ran.returncode == 3
    assert "make -C" in ran.stderr


def test_a_dry_run_lists_the_steps_and_writes_nothing(tides: Path, tmp_path: Path) -> None:
    ran = publish("build", tides, "--outputs", tmp_path / "out", "--dry-run", "--to", "pdf,mp3")

    assert ran.stdout.splitlines() == [
        "tides read", "tides narrate", "tides speak", "tides write pdf", "tides write mp3", "tides publish", "index",
    ]  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_narrate_prints_one_line_for_each_thing_said(tides: Path) -> None:
    ran = publish("narrate", tides)

    spoken = [line for line in ran.stdout.splitlines() if line.startswith("s-")]
    assert any("The sea rises." in line for line in spoken)
    assert any("It falls." in line for line in spoken)


def test_voices_say_where_the_text_goes() -> None:
    ran = publish("voices")

    assert "espeak" in ran.stdout
    assert "the text stays here" in ran.stdout
    assert "sent over the network" in ran.stdout


def test_a_disk_that_refuses_leaves_the_last_good_edition_and_no_half_file(
    tides: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert publish("build", tides, "--outputs", out, "--to", "pdf").returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    tides.write_text(TEXT + "\nMore.\n")

    ran = subprocess.run(
        ["bash", "-c", f'ulimit -f 8; "{PROJECT}/publish.py" build "{tides}" --outputs "{out}" --to pdf'],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 1, ran.stderr
    assert "could not be written" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_strict_publishes_nothing_that_has_warnings(tides: Path, tmp_path: Path) -> None:
    tides.write_text(
        TEXT + "\nIt is slow (Nobody, 1999).\n\n# References\n\nMarsh, T. (2004). *Tides*. Press.\n"
    )

    ran = publish("build", tides, "--outputs", tmp_path / "out", "--to", "html", "--strict")

    assert ran.returncode == 1
    assert "not published" in ran.stderr
    assert not list((tmp_path / "out").rglob("*.html"))


def test_an_article_that_wants_an_online_voice_is_read_offline_where_told_so(
    tides: Path, tmp_path: Path
) -> None:
    tides.write_text(TEXT.replace("lang: en", "lang: en\nvoice: gtts"))

    ran = publish("build", tides, "--outputs", tmp_path / "out", "--to", "mp3", "--offline", "--plain")

    assert ran.returncode == 0, ran.stderr
    assert "the whole narration is spoken by espeak-ng" in ran.stderr
    assert "is sent to" not in ran.stderr


def test_keep_stages_leaves_what_each_stage_gave(tides: Path, tmp_path: Path) -> None:
    publish("build", tides, "--outputs", tmp_path / "out", "--to", "mp3", "--keep-stages")

    names = sorted(path.name for path in (tmp_path / "out" / "tides" / "stages").iterdir())
    assert names == [
        "1-document.json",
        "2-article.xhtml",
        "3-script-book.txt",
        "3-script.txt",
        "4-clips.txt",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("later", [0.0, 0.9, 2.0])
def test_a_stopped_build_says_so_and_leaves_what_was_there(
    tides: Path, tmp_path: Path, number: signal.Signals, later: float
) -> None:
    tides.write_text(TEXT + "\n".join(f"# Part {part}\n\nWater, {part} times.\n" for part in range(900)))
    (tmp_path / "outputs" / "tides").mkdir(parents=True)
    good = tmp_path / "outputs" / "tides" / "tides.pdf"
    good.write_bytes(b"the last good one")
    command = [PROJECT / "publish.py", "build", tides, "--outputs", tmp_path / "outputs", "--to", "pdf"]

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not any((tmp_path / "outputs").glob(".*")) and running.poll() is None:
            time.sleep(0.02)
        time.sleep(later)
        running.send_signal(number)
        _, said = running.communicate(timeout=60)

    assert (running.returncode, "Traceback" in said) == (128 + number, False), said
    assert "the last good editions still stand" in said
    assert good.read_bytes() == b"the last good one"
    assert sorted(path.name for path in (tmp_path / "outputs").iterdir()) == ["tides"]


def test_a_dry_run_refuses_what_a_build_refuses(tides: Path) -> None:
    (tides.parent / "Tides.txt").write_text(TEXT)

    ran = publish("build", tides, tides.parent / "Tides.txt", "--dry-run")

    assert (ran.returncode, "both tides.md and Tides.txt would become" in ran.stderr) == (1, True)


def test_a_page_names_no_recording_that_is_not_there(tides: Path, tmp_path: Path) -> None:
    publish("build", tides, "--outputs", tmp_path / "out", "--to", "html,epub", "--voice", "silent")

    ran = publish("check", tmp_path / "out" / "tides" / "tides.html", "--plain")

    assert ".mp3" not in (tmp_path / "out" / "tides" / "tides.html").read_text()
    assert "file-missing" not in ran.stderr + ran.stdout
