"""`publish.py cite` as a person meets it: the table, the findings with their place, the exit code."""

import json
from pathlib import Path

import panflute as pf
import pytest

from filters.citation_survey import survey
from filters.reading_order import in_reading_order
from lectern.citations.examine import examine
from lectern.citations.table import sentences, table
from tests.golden import read_markdown
from tests.test_command_line import publish

OURS = Path(__file__).parents[1] / "source" / "what-is-ketamine.md"
TEXT = """\
---
title: Of tides
lang: en
---

The sea rises, said Okafor and Lindqvist (2019).

# How it works

It is slow (Marsh, 2005, p. 3).[^1] In *quiet* bays “it is fast (Okafor & Lindqvist, 2019)”.

[^1]: Compare Adeyemi (2018).

| Where | What                    |
|-------|-------------------------|
| Bay   | (Nobody & Noone, 2001)  |

: Tides after Marsh (2004).

# References

Adeyemi, F. O. (2018). High water. *Journal of Harbours*, *175*(4), 327–35. https://doi.org/10.1234/jh.2017.17

Marsh, T. (2004). The slow pulse. *Journal of Seas*, *12*(3), 45–67.

Okafor, B., & Lindqvist, E. (2019). *Twice a day*. Harbour Press.
"""


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    path = tmp_path / "tides.md"
    path.write_text(TEXT)
    return path


def test_our_own_article_has_two_points_of_style_and_no_more() -> None:
    found = examine(OURS).remarks

    assert [(each.rule, each.severity.value, each.message) for each in found] == [
        ("et-al-missing", "style", "“Zorumski” has 3 authors in the list."),
        ("et-al-missing", "style", "“Grunebaum (2018)” has 12 authors in the list."),
    ]


def test_strict_fails_on_errors_and_warnings_only(tides: Path) -> None:
    good, slips = publish("cite", OURS, "--strict"), publish("cite", tides, "--strict")

    assert (good.returncode, slips.returncode) == (0, 1)
    assert publish("cite", tides).returncode == 0


def test_the_table_names_every_citation_and_every_entry(tides: Path) -> None:
    ran = publish("cite", tides)

    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    assert "1 Okafor and Lindqvist (2019) Okafor & Lindqvist, 2019" in lines
    assert "2 Adeyemi (2018) Adeyemi, 2018" in lines
    assert "3 Okafor & Lindqvist, 2019 1, 2" in lines
    assert lines[-1] == "4 citations, 3 entries: 2 errors."
    assert ran.stderr == ""


def test_a_finding_says_section_paragraph_and_words(tides: Path) -> None:
    said = " ".join(publish("cite", tides).stdout.split())

    assert "At: How it works, paragraph 2: It is slow (Marsh, 2005, p. 3)." in said
    assert "At: How it works, table at paragraph 2: (Nobody & Noone, 2001)" in said


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_asked(tides: Path, width: int) -> None:
    tides.write_text(
        TEXT.replace("Adeyemi, F. O.", "World Organization for the Harbours and Bays of Oceania")
    )

    assert max(map(len, table(examine(tides), width=width))) <= width


def test_plain_output_is_whole_lines(tides: Path) -> None:
    ran = publish("cite", tides, "--plain")

    assert ran.stdout.splitlines() == sentences(examine(tides))
    assert "Citation: “Adeyemi (2018)” is Adeyemi, 2018. How it works, note at paragraph 2." in ran.stdout
    assert "Entry 1: Adeyemi, 2018. Cited in paragraph 2." in ran.stdout


def test_json_gives_places_that_hold(tides: Path) -> None:
    whole = json.loads(publish("cite", tides, "--format", "json").stdout)

    paragraph = "It is slow (Marsh, 2005, p. 3).\ufffc In quiet bays “it is fast (Okafor & Lindqvist, 2019)”."
    cited = next(each for each in whole["citations"] if each["form"] == "parenthetical")
    assert paragraph[cited["start"] : cited["end"]] == cited["words"] == "Okafor & Lindqvist, 2019"
    assert (cited["section"], cited["paragraph"], cited["entry"]) == ("How it works", 2, "okafor2019")
    finding = whole["findings"][0]
    assert (finding["rule"], finding["level"]) == ("citation-year-mismatch", "error")
    assert paragraph[finding["start"] : finding["end"]] == "Marsh, 2005"
    assert [entry["citations"] for entry in whole["entries"]] == [[2], [3], [0, 1]]


def test_citations_in_pandoc_s_notation_are_listed(tides: Path) -> None:
    tides.write_text(TEXT.replace("Adeyemi (2018)", "[the survey](#ref-adeyemi2018)"))

    found = examine(tides)

    assert ("the survey", 0, "marked") in [
        (found.survey.text[each.start : each.end], each.entry, each.form) for each in found.survey.citations
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing.md"], 1, "there is no such file"),
        (["{bare}"], 1, "the article has no reference list"),
        (["{tides}", "--format", "bib"], 2, "did you mean bibtex?"),
        (["{tides}", "--format", "jsn"], 2, "did you mean json?"),
        (["{tides}", "--format", "marc21"], 2, "choose from text, json, bibtex, csl-json, ris"),
        ([], 2, "required"),
    ],
)
def test_a_mistake_gets_a_sentence_and_an_exit_code(
    tides: Path, arguments: list[str], code: int, said: str
) -> None:
    bare = tides.with_name("bare.md")
    bare.write_text("Only prose (Marsh, 2004).\n")

    ran = publish("cite", *(each.format(tides=tides, bare=bare) for each in arguments))

    assert (ran.returncode, said in ran.stderr) == (code, True), ran.stderr
    assert ran.stdout == ""


def test_an_export_is_on_stdout_alone_and_says_that_there_are_findings(tides: Path) -> None:
    ran = publish("cite", tides, "--format", "bibtex", "--strict")

    assert ran.stdout.startswith("@article{adeyemi2018,\n")
    assert "2 errors" in ran.stderr
    assert ran.returncode == 1


def test_a_build_counts_style_in_one_line(tmp_path: Path) -> None:
    ran = publish("build", OURS, "--to", "html", "--voice", "espeak", "--outputs", tmp_path)

    assert ran.stderr.count("citation style") == 1
    assert "what-is-ketamine: 2 points of citation style; ./publish.py cite lists them" in ran.stderr


def test_what_a_citation_style_wrote_is_not_judged() -> None:
    doc = read_markdown(
        "Marsh (2005) and [@a] and [see @b, p. 3].\n\n::: {#refs}\n::: {#ref-a}\nx\n:::\n:::\n"
    )
    for cite in (each for each in in_reading_order(doc) if isinstance(each, pf.Cite)):
        cite.content = [
            pf.Str("(Nobody"),
            pf.Space(),
            pf.Str("&"),
            pf.Space(),
            pf.Str("Noone,"),
            pf.Space(),
            pf.Str("2001)"),
        ]
    items = [{"id": key, "type": "book", "author": [{"family": "Marsh", "given": "T."}], "title": "Of the sea",
              "issued": {"date-parts": [[2004]]}} for key in ("a", "b")]  # fmt: skip

    found = survey(doc, items)  # type: ignore[arg-type]

    assert [each.rule for each in found.remarks] == ["citation-year-mismatch"]
