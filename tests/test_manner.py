"""How each edition is narrated: by default, by the project, by the article, by the command line, in that order."""

from pathlib import Path
from typing import Any

import pytest

from lectern import manner, settings
from lectern.errors import PublishError, SourceError, UsageError
from lectern.manner import Manner, read_asked, read_declared, settle
from lectern.model import Format

HERE = Path("tides.md")


def test_a_listener_hears_less_than_a_reader_may_skip() -> None:
    assert settle(Format.MP3) == Manner("auto", "after", "summary", "describe", "rows")
    assert settle(Format.EPUB) == Manner("full", "after", "read", "describe", "rows")


def test_a_later_place_goes_before_an_earlier_and_one_edition_before_all() -> None:
    project = read_declared({"notes": "end", "code": "skip"}, HERE)
    article = read_declared({"mp3": {"notes": "skip"}, "notes": "after", "tables": "summary"}, HERE)
    asked = read_asked("code=read")

    assert settle(Format.MP3, project, article, asked) == Manner("auto", "skip", "summary", "read", "summary")
    assert settle(Format.EPUB, project, article, asked) == Manner("full", "after", "read", "read", "summary")
    assert settle(Format.MP3, project, article, read_asked("notes=end")).notes == "end"


def test_the_command_line_may_name_an_edition() -> None:
    asked = read_asked(" mp3.citations = short , epub.references=skip,,")

    assert settle(Format.MP3, asked).citations == "short"
    assert settle(Format.EPUB, asked) == Manner("full", "after", "skip")


@pytest.mark.parametrize(
    ("declared", "said", "tip"),
    [
        ({"citation": "short"}, "“citation” is no setting", "“citations”"),
        ({"citations": "shrt"}, "cannot be “shrt”", "“short”"),
        ({"html": {"notes": "end"}}, "“html” is no setting", "there are"),
        ({"mp3": {"epub": {"notes": "end"}}}, "“epub” is no setting", "there are"),
        ({"mp3": "short"}, "by name", "notes"),
        (["notes"], "by name", "notes"),
        ({"notes": None}, "cannot be “None”", "skip"),
        ({"notes": {"x": "y"}}, "cannot be", "skip"),
        ({True: "x"}, "“True” is no setting", "there are"),
    ],
)
def test_a_slip_in_yaml_is_refused_with_the_nearest_name(declared: Any, said: str, tip: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        read_declared(declared, HERE)

    assert tip in caught.value.hint
    assert caught.value.where == HERE


@pytest.mark.parametrize("asked", ["notes", "notes=", "=end", "note=end", "notes=ends", "pdf.notes=end"])
def test_a_slip_on_the_command_line_is_a_wrong_use(asked: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_asked(asked)

    assert caught.value.hint


def test_every_value_that_is_offered_can_be_chosen() -> None:
    for name, values in manner.CHOICES.items():
        for value in values:
            assert getattr(settle(Format.MP3, read_asked(f"{name}={value}")), name) == value


def test_the_project_s_file_may_say_how_all_articles_are_narrated(tmp_path: Path) -> None:
    (tmp_path / "lectern.yaml").write_text("narration: {epub: {notes: skip}}\n")

    assert settle(Format.EPUB, settings.read(tmp_path).narration).notes == "skip"


def test_a_slip_in_the_project_s_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "lectern.yaml").write_text("narration: {nots: skip}\n")

    with pytest.raises(PublishError) as caught:
        settings.read(tmp_path)

    assert caught.value.where == tmp_path / "lectern.yaml"
