"""What the terminal says: whole lines, findings with place and remedy, one last line."""

import io
from datetime import timedelta

from lectern.errors import SourceError
from lectern.events import Advanced, Found, Indexed, Published, Said
from lectern.model import Finding, Format, Output, Severity
from lectern.plan import Stage, Step
from lectern.report import MOST_ALIKE, Report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def finding(severity: Severity = Severity.WARNING, message: str = "The image has no words.") -> Finding:
    return Finding("image-without-alt", severity, message, where="figure 2", hint="write alt=")


def published(tmp_path) -> Published:
    return Published("tides", (Output("tides", Format.PDF, tmp_path / "tides.pdf", "0", 9),), None)


def test_an_error_says_what_where_and_what_to_try() -> None:
    out = io.StringIO()

    Report(out).fail(SourceError("there is no such file", where="tides.md", hint="did you mean tide.md?"))

    assert out.getvalue() == "Error: tides.md: there is no such file\n  Try: did you mean tide.md?\n"


def test_a_finding_says_what_where_and_what_to_try() -> None:
    out = io.StringIO()

    Report(out).show(Found("tides", finding()))

    assert out.getvalue().splitlines() == [
        "tides: warning: The image has no words. [image-without-alt]", "  At: figure 2", "  Try: write alt=",
    ]  # fmt: skip


def test_many_findings_of_one_rule_are_counted_not_repeated() -> None:
    out = io.StringIO()
    report = Report(out)

    for number in range(MOST_ALIKE + 3):
        report.show(Found("tides", finding(message=f"Image {number}.")))
    report.conclude()

    assert out.getvalue().count("[image-without-alt]") == MOST_ALIKE
    assert "3 more like this (image-without-alt)" in out.getvalue()
    assert f"{MOST_ALIKE + 3} warnings" in out.getvalue().splitlines()[-1]


def test_the_last_line_says_what_where_how_long_and_how_many_findings(tmp_path) -> None:
    out = io.StringIO()
    report = Report(out)

    report.show(published(tmp_path))
    report.show(Indexed(tmp_path / "index.html"))
    code = report.conclude()

    assert code == 0
    last = out.getvalue().splitlines()[-1]
    assert last.startswith("Built tides: 1 edition in ")
    assert last.endswith(f"s, no findings. Open {tmp_path / 'index.html'}")


def test_plain_lines_are_never_redrawn_or_coloured_even_on_a_terminal() -> None:
    out = Terminal()
    report = Report(out, plain=True)

    report.show(Advanced(Step("tides", Stage.SPEAK), 1, 90))
    report.show(Said("The text is sent to a service."))
    report.show(Found("tides", finding()))

    assert "\x1b" not in out.getvalue()
    assert "\r" not in out.getvalue()


def test_no_color_is_obeyed(monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()

    Report(out).show(Found("tides", finding()))

    assert "\x1b" not in out.getvalue()


def test_a_check_fails_on_errors_and_warnings_but_not_on_notices() -> None:
    for severity, code in ((Severity.ERROR, 1), (Severity.WARNING, 1), (Severity.NOTICE, 0)):
        report = Report(io.StringIO())
        report.find(finding(severity))

        assert report.conclude_check(4) == code


def test_plain_lines_say_now_and_then_how_far_a_long_step_is() -> None:
    out = io.StringIO()
    seconds = iter([0.0, 5.0, 21.0, 30.0, 45.0])
    report = Report(out, now=lambda: next(seconds))
    for done, left in (
        (1, None),
        (2, timedelta(minutes=7, seconds=20)),
        (3, None),
        (4, timedelta(seconds=44)),
    ):
        report.show(Advanced(Step("tides", Stage.SPEAK), done, 90, left))

    assert out.getvalue().splitlines() == [
        "tides speak: 2 of 90, about 7 minutes left",
        "tides speak: 4 of 90, 44 s left",
    ]


def test_the_last_line_says_whose_wished_voice_gave_up(tmp_path) -> None:
    out = io.StringIO()
    report = Report(out)
    report.show(published(tmp_path))
    report.show(Found("tides", Finding("voice-unavailable", Severity.WARNING, "gtts refused: 429")))
    report.conclude()

    assert "espeak-ng read tides, as the wished voice gave up." in out.getvalue().splitlines()[-1]
