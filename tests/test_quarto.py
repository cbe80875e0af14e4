"""What Quarto adds to Markdown arrives in the finished document, read by pandoc and all filters."""

from pathlib import Path

import pytest

from lectern import article, quarto, source
from lectern.model import Document

HEAD = "---\ntitle: Tides\nauthor: A. Okafor\nlang: {lang}\n---\n\n"


def read(folder: Path, body: str, lang: str = "en") -> Document:
    path = folder / "tides.qmd"
    path.write_text(HEAD.format(lang=lang) + body)
    return article.read(source.read(path))


def spoken(document: Document) -> list[str]:
    return [each.text for each in document.fragments]


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Heights. {#tbl-heights}\n"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "See Table 1."), ("de", "See Tabelle 1."), ("fr", "See Tableau 1.")]
)
def test_a_cross_reference_is_a_link_with_words_of_the_language(
    tmp_path: Path, lang: str, words: str
) -> None:
    document = read(tmp_path, f"See @tbl-heights.\n\n{TABLE}", lang)

    assert words in spoken(document)
    assert "#tbl-heights" in document.ast
    assert not [each for each in document.findings if each.rule.startswith("citation")]


def test_a_reference_to_a_section_says_its_heading(tmp_path: Path) -> None:
    document = read(tmp_path, "As in @sec-how, we wait.\n\n## How we work {#sec-how}\n\nWe wait.\n")

    assert "As in How we work, we wait." in spoken(document)


def test_the_title_of_a_callout_is_said_and_is_no_heading(tmp_path: Path) -> None:
    document = read(tmp_path, "Text.\n\n::: {.callout-warning}\nThe sea rises.\n:::\n", "de")

    assert [each.kind.value for each in document.fragments if each.text == "Warnung"] == ["sentence"]


def test_a_shortcode_leaves_with_a_finding(tmp_path: Path) -> None:
    document = read(tmp_path, "Text.\n\n{{< video a.mp4 >}}\n")

    assert "video" not in " ".join(spoken(document))
    assert [each.message for each in document.findings if each.rule == "shortcode-removed"]


def test_a_cell_is_code_of_its_language_without_options(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Text.\n```{python}\n#| label: sum\n#| echo: true\nprint(1)\n```\n\n```{r, fig.width=5}\nx\n```\n",
    )

    assert '[["",["python"],[]],"print(1)"]' in document.ast.replace(" ", "")
    assert '[["",["r"],[]],"x"]' in document.ast.replace(" ", "")


def test_a_cell_that_hides_its_code_is_left_out_with_a_notice(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Text.\n\n```{python}\n#| echo: false\nsecret\n```\n\n```{r, echo=FALSE}\nsecret\n```\n\nMore.\n",
    )

    assert "secret" not in document.ast
    assert ["2." in each.message for each in document.findings if each.rule == "cell-left-out"] == [True]


def test_a_cell_that_is_shown_in_a_block_stays_as_it_is_written(tmp_path: Path) -> None:
    document = read(tmp_path, "Text.\n\n````\n```{python}\n#| echo: false\nx\n```\n````\n")

    assert "#| echo: false" in document.ast


def test_a_date_of_the_day_is_left_out_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "tides.qmd"
    path.write_text(
        "---\ntitle: Tides\ndate: today\nauthor:\n  - name: Ada Okafor\n    orcid: 0\n---\n\nText.\n"
    )

    document = article.read(source.read(path))

    assert document.metadata.date is None
    assert document.metadata.authors == ("Ada Okafor",)
    assert "date-moving" in [each.rule for each in document.findings]


def test_thousands_of_fences_that_nothing_closes_are_passed_over() -> None:
    text = "````{python}\n" * 20_000 + "```\n" * 20_000

    assert quarto.prepare(text, {})[0].count("````{python}") == 20_000


def test_a_formula_with_an_id_has_the_number_by_which_it_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, "By @eq-wave we see.\n\n$$\nx = 1\n$$ {#eq-wave}\n", "fr")

    assert "By Équation 1 we see." in spoken(document)
    assert "{#eq-wave}" not in " ".join(spoken(document))
    assert '"eq-wave"' in document.ast
    assert "(1)" in " ".join(spoken(document))
