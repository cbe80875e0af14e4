"""References of many styles: the right fields, each with its place, whatever the line holds."""

import csv
import random
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from filters.grammar import parse_reference, parse_references
from filters.grammar.csl import is_cut_short, spans_of
from filters.grammar.names import surname
from filters.grammar.reference_labels import MODEL, digest
from filters.grammar.references import first_name, years

HERE = Path(__file__).parent
FIELDS = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
}
PIECES = """( ) [ ] . , ; : “ ” " ‘ ’ & et_al. 2019 (2019) In eds. Holm K. ß Ⅷ 李 \u0301 \u200b 10.1/ https:// doi:
    pp. _____ vol. 1–2"""
WEIGHTS = "6416a21f7660cb29e2fa4e2d018f237982a58c2dbd80a2cd9ae6bb200f602dfe"


def rows() -> list[dict[str, str]]:
    with (HERE / "reference_styles.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['style']}-{row['type']}")
def test_a_reference_of_each_style_is_read(row: dict[str, str]) -> None:
    item: Any = parse_reference(row["line"])

    name = first_name(item)
    assert name and surname(name) == row["first"]
    assert years(item) == (row["year"],)
    assert item["type"] == row["type"]
    for column, field in FIELDS.items():
        assert item.get(field, "") == row[column], field


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Holm, K. (2013). On salt [Doctoral dissertation, University of Ostby].", "thesis"),
        (
            "HOLM, K. Sobre o sal. 2013. Tese (Doutorado em Oceanografia) – Universidade do Mar, Porto, 2013.",
            "thesis",
        ),
        (
            "Holm, K. (2020). Tide gauge readings [Data set]. Zenodo. https://doi.org/10.5281/zenodo.1",
            "dataset",
        ),
        ("BRASIL. Lei nº 9.985, de 18 de julho de 2000. Brasília, 2000.", "legislation"),
        ("Holm, K. (2021). Salt and sand. arXiv. https://arxiv.org/abs/2101.00001", "article"),
    ],
)
def test_the_kind_of_work_is_told(line: str, kind: str) -> None:
    assert parse_reference(line)["type"] == kind


def test_numbers_of_identity_and_the_day_of_access_are_read() -> None:
    line = (
        "Holm, K. (2019). Salt. Harbour Press. ISBN 978-0-12-345678-9. https://example.org/salt. "
        "Accessed 3 March 2021."
    )

    item = parse_reference(line)

    assert item["ISBN"] == "978-0-12-345678-9"
    assert item["URL"] == "https://example.org/salt"
    assert item["accessed"] == {"date-parts": [[2021, 3, 3]]}


@pytest.mark.parametrize(
    "line",
    [
        "Holm K, Berg M, et al. Salt. Sea. 2004;12:3-24.",
        "Holm, K., Berg, M., et al. (2004). Salt. Sea, 12, 3–24.",
    ],
)
def test_et_al_is_no_author(line: str) -> None:
    item = parse_reference(line)

    assert [each.get("family") for each in item["author"]] == ["Holm", "Berg"]
    assert is_cut_short(item)
    assert not is_cut_short(parse_reference("Holm, K., & Berg, M. (2004). Salt. Sea, 12, 3–24."))


def test_initials_that_spell_al_are_a_person() -> None:
    item = parse_reference("Holm AL, Berg M. The tides of a shallow sea. Sea. 2004;12:3-24.")

    assert [each.get("given") for each in item["author"]] == ["AL", "M"]


def test_markup_is_no_word_of_the_reference() -> None:
    line = "Holm, K. (2004). <italic>Salt and sand: A long history.</italic> Ostby, OR: Harbour Press."

    item = parse_reference(line)

    assert item["title"] == "Salt and sand: A long history"
    assert item["publisher"] == "Harbour Press"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "Holm K. Salt Marshes. Part I: The Herbs of the Coast. Ostby Botanical Garden; 2020.",
            {"title": "Salt Marshes. Part I: The Herbs of the Coast", "publisher": "Ostby Botanical Garden"},
        ),
        (
            "Holm K. Mats. In: Berg M, Lind A, editors. Flora of the marshes. Ostby: Harbour Press; 2006. p. 50-9.",
            {"container-title": "Flora of the marshes", "publisher-place": "Ostby", "publisher": "Harbour Press"},
        ),
        (
            "Holm, K. (2019). The word in the sea. Essays, articles and poems (pp. 109–146). Editora 34.",
            {"title": "The word in the sea. Essays, articles and poems", "publisher": "Editora 34"},
        ),
    ],
)
def test_a_form_that_is_certain_decides(line: str, fields: dict[str, str]) -> None:
    item: Any = parse_reference(line)

    assert {field: item.get(field) for field in fields} == fields


def test_a_title_of_one_word_is_no_name() -> None:
    item = parse_reference("Marsh C. Tides. Sea 2004;1:1.")

    assert [each.get("family") for each in item["author"]] == ["Marsh"]
    assert item["title"] == "Tides"


def check_places(text: str) -> None:
    """Assert that each span lies in the text and shows its value."""
    item: Any = parse_reference(text)
    for field, (start, end) in spans_of(item).items():
        shown = text[start:end]
        assert 0 <= start < end <= len(text), field
        value = item[field]
        if field in ("issued", "accessed"):
            said = value.get("literal") or str(value["date-parts"][0][0])
            assert plain(said) in plain(shown), field
        elif isinstance(value, list):
            for name in value:
                assert plain(name.get("family") or name.get("literal", "")) in plain(shown), field
        else:
            assert plain(value) in plain(shown) or plain(shown) in plain(value), field


def test_every_field_shows_its_place() -> None:
    for row in rows():
        check_places(row["line"])
        check_places("  " + row["line"].replace(" ", "\n ", 3) + " ")


def test_the_dashes_of_a_list_keep_their_places() -> None:
    lines = ["Holm, K. (2019). Salt. Harbour Press.", "———. (2020). Sand and stones. Harbour Press."]

    first, second = parse_references(lines)

    assert second["author"] == first["author"]
    start, end = spans_of(second)["title"]
    assert lines[1][start:end] == second["title"] == "Sand and stones"


@pytest.mark.parametrize("seed", range(40))
def test_no_string_stops_the_reader(seed: int) -> None:
    draw = random.Random(seed)
    pieces = PIECES.split()
    text = "".join(draw.choice(pieces) + draw.choice(["", " ", "\n"]) for _ in range(draw.randrange(1, 60)))

    check_places(text)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "[",
        ".",
        ",",
        "A. ",
        "A., ",
        "1",
        "1 ",
        "“",
        "'",
        '"',
        "&",
        ";",
        "é",
        "in ",
        "(2019) ",
        "x.y/",
        "10.1/",
        "_ ",
        "\n",
    ],
)
def test_a_hostile_line_is_read_in_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.perf_counter()

    parse_reference(text)
    parse_references([text, "Holm, K. (2019). Salt."])

    assert time.perf_counter() - begun < 4


def test_without_the_tagger_the_rules_decide(tmp_path: Path) -> None:
    (tmp_path / "pycrfsuite.py").write_text("raise ImportError", encoding="utf-8")
    line = "Holm K, Berg M (2004) The role of weeds. Plant Ecology 12: 3–24."
    script = (
        f"from filters.grammar import parse_reference; print(parse_reference({line!r})['container-title'])"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HERE.parent,
        env={"PYTHONPATH": f"{tmp_path}:{HERE.parent}"},
    )  # fmt: skip

    assert said.stdout.strip() == "Plant Ecology"


def test_the_weights_are_those_that_were_measured() -> None:
    assert digest() == WEIGHTS
    assert MODEL.stat().st_size < 1_500_000
    assert re.fullmatch(r"[0-9a-f]{64}", WEIGHTS)
