"""The exports of a reference list, read back by Pandoc: the same works, and none lost."""

import json
from typing import Any

import pytest

from filters.grammar import parse_references
from lectern import pandoc
from lectern.citations.bibtex import to_bibtex
from lectern.citations.csl_json import FIELDS, to_csl_json
from lectern.citations.ris import to_ris

ENTRIES = (
    "Marsh, T., van der Berg, J., & Holm, B., Jr. (2004a). Der langsame Puls: NMDA & 5 % von {Meer} und $x_1$. "
    "Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/seas_2004(12)1%20x",
    "World Health Organization. (2019). Twice a day. Harbour Press.",
    "Müller, K. (in press). Die Gezeiten des Meeres. In A. Berg (Ed.), Das Große Buch (pp. 3–9). Verlag.",
    "Zielinska, C. F., Izumi, Y., et al. (2016). Springs and the iPhone. Journal of Seas, 36(44), 11158–11164.",
    "Doe, J. (n.d.). A page. https://example.org/a_b?c=%20#d",
    "O’Neill, B. (2020). Of tides and 50 } braces \\ and more [Doctoral dissertation, University of Harbour].",
    "Something that nobody can read at all, somewhere in the harbour",
)
WRITERS = {
    "bibtex": (to_bibtex, "bibtex"),
    "biblatex": (to_bibtex, "biblatex"),
    "csl-json": (to_csl_json, "csljson"),
    "ris": (to_ris, "ris"),
}
CSL = frozenset(
    """id type categories language journalAbbreviation shortTitle author chair collection-editor compiler composer
    container-author contributor curator director editor editorial-director executive-producer guest host interviewer
    illustrator narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator accessed available-date event-date issued original-date submitted abstract annote archive
    archive_collection archive_location archive-place authority call-number chapter-number citation-number
    citation-label collection-number collection-title container-title container-title-short dimensions division DOI
    edition event event-title event-place first-reference-note-number genre ISBN ISSN issue jurisdiction keyword locator
    medium note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
    page-first part part-title PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title
    scale section source status supplement title title-short URL version volume volume-title volume-title-short
    year-suffix custom""".split()  # noqa: SIM905 - reads better
)
"""The properties of an item in the schema of CSL 1.0.2."""


@pytest.fixture(scope="module")
def items() -> list[Any]:
    made = list(parse_references(ENTRIES))
    for number, item in enumerate(made):
        item["id"] = f"key{number}"
    return made


def read_back(items: list[Any], form: str) -> list[dict[str, Any]]:
    write, reader = WRITERS[form]
    return json.loads(pandoc.convert(write(items), reader=reader, writer="csljson"))


def people(item: dict[str, Any], role: str = "author") -> list[tuple[str, ...]]:
    """Give the parts of the names; Pandoc 3.9 takes a suffix in RIS, which stands last there, for a first name."""
    return [
        tuple(sorted(part.strip(".") for part in name.values() if part != "others"))
        for name in item.get(role, [])
        if name != {"literal": "others"}
    ]


@pytest.mark.parametrize("form", WRITERS)
def test_every_entry_comes_back_as_the_same_work(items: list[Any], form: str) -> None:
    back = read_back(items, form)

    assert [each["id"] for each in back] == [item["id"] for item in items]
    for item, each in zip(items, back, strict=True):
        assert people(each) == people(item)
        assert people(each, "editor") == people(item, "editor")
        assert each.get("issued", {}).get("date-parts", []) == item.get("issued", {}).get("date-parts", [])
        for name in ("container-title", "volume", "issue", "publisher", "DOI", "URL"):
            assert each.get(name) == item.get(name), name
        assert each.get("page", "").replace("-", "–") == item.get("page", "")


@pytest.mark.parametrize("form", WRITERS)
def test_a_title_keeps_its_words_and_capitals(items: list[Any], form: str) -> None:
    back = read_back(items, form)

    kept = [
        at for at, item in enumerate(items) if not (form.startswith("bib") and "}" in item.get("title", ""))
    ]
    assert [back[at].get("title") for at in kept] == [items[at].get("title") for at in kept]


def test_braces_in_pairs_and_alone_break_no_bibtex(items: list[Any]) -> None:
    titles = [each.get("title", "") for each in read_back(items, "bibtex")]

    assert titles[0].startswith("Der langsame Puls: NMDA & 5 % von {Meer}")
    assert titles[5].startswith("Of tides and 50")


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_what_was_not_understood_is_kept_as_written(items: list[Any], form: str) -> None:
    assert read_back(items, form)[6]["note"] == ENTRIES[6]


def test_ris_keeps_what_was_not_understood_as_a_note(items: list[Any]) -> None:
    assert f"N1  - {ENTRIES[6]}" in to_ris(items).splitlines()


def test_csl_json_has_the_schema_s_variables_alone(items: list[Any]) -> None:
    made = json.loads(to_csl_json(items))

    assert set(FIELDS) <= CSL
    assert {name for item in made for name in item} <= CSL
    assert [item["custom"]["as-written"] for item in made if "custom" in item] == list(ENTRIES[:6])
    for item in made:
        for name in item.get("author", []):
            assert set(name) <= {
                "family",
                "given",
                "suffix",
                "non-dropping-particle",
                "dropping-particle",
                "literal",
            }


def test_an_export_of_the_same_list_has_the_same_bytes(items: list[Any]) -> None:
    for write, _ in WRITERS.values():
        assert write(items) == write(items)
