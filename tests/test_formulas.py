"""Formulas have words in the text's language, and no formula keeps a build from its end: real pandoc, real Node."""

import json
from pathlib import Path

import pytest

from lectern import article, formulas, source
from lectern.model import Document, Severity
from lectern.narration.script import narrate
from lectern.writers.markup import markup

XHTML = {"h": "http://www.w3.org/1999/xhtml", "m": "http://www.w3.org/1998/Math/MathML"}
ENDLESS = (
    "x^{" * 14 + "y",  # doubles pandoc's work with each brace
    r"x^\sqrt[" * 14 + "y",
)


def document(tmp_path: Path, body: str, language: str = "en") -> Document:
    path = tmp_path / "tides.md"
    path.write_text(
        f"---\ntitle: Of tides\nauthor: Ada Moon\ndate: 2026-03-14\nlang: {language}\n---\n\n{body}\n"
    )
    return article.read(source.read(path))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-GB", "x squared"),
        ("de", "x Quadrat"),
        ("fr", "x au carré"),
        ("it", "x quadrato"),
        ("es-MX", "x al cuadrado"),
        ("sv", "x kvadrat"),
        ("nb", "x kvadrat"),
        ("no", "x kvadrat"),
    ],
)
def test_a_formula_is_said_in_the_language_of_its_text(language: str, words: str) -> None:
    assert formulas.speaks(language)
    assert list(formulas.to_words([(False, "x^2")], language).values()) == [words]


def test_words_in_another_language_say_so_in_every_edition(tmp_path: Path) -> None:
    read = document(tmp_path, "Aqui $x^2$ cresce.\n\n$$a = b$$", "pt-BR")
    script = narrate(read)
    spoken = {
        cue.text[run.start : run.end]: run.language for cue in script.cues.values() for run in cue.languages
    }
    spans = markup(read).xpath("//h:span[m:math]/@lang", namespaces=XHTML)

    assert spoken == {"x squared": "en", "a equals b": "en"}
    assert spans == ["en", "en"]
    assert [(finding.rule, finding.severity) for finding in read.findings] == [
        ("formula-language", Severity.NOTICE)
    ]


@pytest.mark.parametrize("tex", ["\\nosuch{x", "}x{", *ENDLESS], ids=lambda tex: tex[:12])
def test_a_formula_that_cannot_be_read_is_shown_reported_and_said_as_one(tmp_path: Path, tex: str) -> None:
    read = document(tmp_path, f"It is ${tex}$ and $x^2$ here.")
    cue = next(cue for cue in narrate(read).listening.cues if cue.text.startswith("It is"))

    assert cue.text == "It is formula and x squared here."
    assert [finding.rule for finding in read.findings] == ["formula-unreadable"]
    assert tex in "".join(markup(read).itertext())


def test_an_author_s_words_go_before_the_engine_s(tmp_path: Path) -> None:
    read = document(tmp_path, 'It is [$x^2$]{alt="the square"} here.')

    assert "It is the square here." in [cue.text for cue in narrate(read).listening.cues]


def test_a_formula_that_takes_too_long_is_left_out_and_the_others_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = "&".join("1" * 200)
    hostile = (True, rf"\begin{{matrix}}{(row + chr(92) * 2) * 200}\end{{matrix}}")
    monkeypatch.setattr(formulas, "LONGEST", 100_000)
    mathml = formulas.to_mathml([hostile, (False, "x^2")])
    formulas.to_words([(False, "y")], "en")  # the engine has started
    monkeypatch.setattr(formulas, "to_mathml", lambda _: mathml)
    monkeypatch.setattr(formulas, "SECONDS", 4.0)

    assert hostile in mathml
    assert dict(formulas.to_words([], "en")) == {(False, "x^2"): "x squared"}


def test_after_a_stop_the_engine_starts_again() -> None:
    before = formulas.to_words([(False, "x^2")], "en")
    formulas._engines[0]._process.kill()
    formulas._engines[0]._process.wait()

    assert formulas.to_words([(False, "x^2")], "en") == before


def test_equal_formulas_are_asked_once_and_all_have_words() -> None:
    asked = [(False, "x^2"), (True, "x^2"), (False, "x^2")]

    assert set(formulas.to_words(asked, "en")) == {(False, "x^2"), (True, "x^2")}


def test_mathml_is_xml_without_its_tex() -> None:
    (mathml,) = formulas.to_mathml([(False, "x < 1")]).values()

    assert "annotation" not in mathml
    assert json.dumps(mathml)
