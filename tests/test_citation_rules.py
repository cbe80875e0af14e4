"""The rules of citation, by tables: what is a slip, and what only looks like one."""

import csv
import re
import time
from pathlib import Path

import pytest

from filters.findings import Severity
from filters.grammar import parse_references, read_citations
from filters.grammar.near_names import distance, is_near
from filters.grammar.remarks import Apparatus, Remark
from filters.grammar.rules import remarks

ENTRIES = {
    "M": "Marsh, T. (2004). The slow pulse of the sea. Journal of Seas, 12(3), 45–67.",
    "MA": "Marsh, T. (2004a). The slow pulse of the sea. Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/ab",
    "MB": "Marsh, T. (2004b). What harbours hear. Journal of Seas, 12(4), 5–7.",
    "MH": "Marsh, T., & Holm, B. (2001). The moon and the bay. Journal of Seas, 9(1), 1–3.",
    "MÜ": "Müller, K. (2010). A bay at night. Journal of Seas, 18(1), 1–3.",
    "AD": "Acevedo-Diaz, B. (2011). A bay by day. Journal of Seas, 19(1), 3–4.",
    "HD": "Holm, B. (2005). Nothing of that kind at all. Journal of Tides, 1(1), 1–9. https://doi.org/10.1234/AB",
    "OL": "Okafor, B., & Lindqvist, E. (2019). Twice a day. Journal of Tides, 27(1), 1–9.",
    "OLC": "Okafor, Bola, and Eva Lindqvist. 2019. “Twice a Day.” Journal of Tides 27 (1): 1–9.",
    "Z": "Zielinska, C. F., Izumi, Y., & Moreau, S. (2016). Springs. Journal of Seas, 36(44), 11158–11164.",
    "Z2": "Zielinska, C. F., Izumi, Y., & Holm, B. (2016). Neaps. Journal of Seas, 36(45), 11358–11364.",
    "BERG": "Berg, A., Dahl, O., & Falk, E. (2017). Wells. Journal of Seas, 37(1), 1–4.",
    "CHA": "Chang, A. (2018). One wave. Journal of Seas, 38(1), 1–2.",
    "CHE": "Cheng, B. (2018). Two waves. Journal of Seas, 38(1), 3–4.",
    "N1": "[4] Marsh, T. (2004). The slow pulse of the sea. Journal of Seas, 12(3), 45–67.",
    "N2": "[3] Okafor, B., & Lindqvist, E. (2019). Twice a day. Journal of Tides, 27(1), 1–9.",
    "N3": "[2] Zielinska, C. F., Izumi, Y., & Moreau, S. (2016). Springs. Journal of Seas, 36(44), 11158–11164.",
    "N4": "[1] Holm, B. (2001). Nothing. Journal of Seas, 9(1), 5–9.",
}
TABLE = Path(__file__).with_suffix("").with_name("citation_rules.tsv")


def lint(text: str, *entries: str, language: str = "en") -> tuple[Remark, ...]:
    items = parse_references(entries)
    read = read_citations(text, items)
    cited = frozenset(mention.reference for mention in read.mentions)
    return remarks(Apparatus(text, items, read.mentions, read.doubts, cited, language=language))


def rules(found: tuple[Remark, ...]) -> list[str]:
    return [remark.rule for remark in found]


@pytest.mark.parametrize(
    "case",
    list(csv.DictReader(TABLE.read_text().splitlines(), delimiter="\t")),
    ids=lambda case: case["text"],
)
def test_a_slip_is_found_and_nothing_else(case: dict[str, str]) -> None:
    found = lint(case["text"], *(ENTRIES[key] for key in case["entries"].split()), language=case["language"])

    assert sorted(set(rules(found))) == sorted(case["rules"].split()), found


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("https://doi.org/10.1234/seas.2004.12", ""),
        ("https://doi.org/10.1234/seas.2004.12.", ""),
        ("doi:10.1234/seas", ""),
        ("doi: 10.1234/seas", ""),
        ("https://doi.org/10.1000.10/123456", ""),
        ("https://doi.org/10.1/abc", "doi-malformed"),
        ("doi:10.1234 / seas", "doi-malformed"),
        ("doi:10.12/seas", "doi-malformed"),
        ("https://doi.org/10.12O4/seas", "doi-malformed"),
        ("https://doi.org/https://doi.org/10.1234/seas", "doi-malformed"),
        ("http://dx.doi.org/10.1234/seas", "doi-old-form"),
    ],
)
def test_a_doi_must_lead_somewhere(address: str, rule: str) -> None:
    found = lint("Marsh (2004) found it.", f"{ENTRIES['M']} {address}")

    assert rules(found) == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("pages", "backwards"),
    [("327–335", False), ("327–35", False), ("327-5", False), ("1123-24", False), ("S335–S340", False),
     ("998–1002", False), ("45", False), ("335–327", True), ("327–25", True), ("S335–S327", True)],
)  # fmt: skip
def test_pages_do_not_run_backwards(pages: str, backwards: bool) -> None:
    found = lint("Marsh (2004) found it.", ENTRIES["M"].replace("45–67", pages))

    assert rules(found) == ["pages-backwards"] * backwards


def test_a_missing_doi_is_told_only_where_the_others_have_theirs() -> None:
    having = [f"{ENTRIES[key]} https://doi.org/10.1234/{key.lower()}" for key in ("MH", "OL", "Z")]
    text = "Holm (2005), Marsh and Holm (2001), Okafor and Lindqvist (2019), Zielinska et al. (2016)."
    without = "Holm, B. (2005). A tide. Journal of Seas, 13(1), 5–9."
    book = "Holm, B. (2005). A book of tides. Harbour Press."

    assert rules(lint(text, without, *having)) == ["doi-missing"]
    assert rules(lint(text, book, *having)) == []
    assert rules(lint(text, without, *(entry.partition(" https")[0] for entry in having))) == []


@pytest.mark.parametrize(
    "heads",
    [
        "Berg|van der Laan|Marsh|Zahn",
        "Berg|Marsh|van der Meer|Zahn",
        "MacDonald|McAdam|Mills",
        "McAdam|MacDonald|Mills",
        "R Core Team|Raabe|Zahn",
        "Raabe|R Core Team|Zahn",
        "Ähren|Ahlers|Zahn",
        "Ahlers|Ähren|Zahn",
        "Ahlers|Zahn|Åberg",
    ],
)
def test_a_list_has_customs_of_its_own(heads: str) -> None:
    names = [name if " Core" in name else f"{name}, A." for name in heads.split("|")]
    listing = [
        f"{name} ({2001 + at}). Of the sea and its tides. Journal of Seas, {at + 1}(1), 1–9."
        for at, name in enumerate(names)
    ]

    assert [rule for rule in rules(lint("", *listing)) if "order" in rule or "place" in rule] == []


@pytest.mark.parametrize(
    "years",
    [[2001, 2004, 2009, 2011, 2015], [2015, 2011, 2009, 2004, 2001]],
    ids=["oldest first", "newest first"],
)
def test_a_list_by_year_is_in_order(years: list[int]) -> None:
    names = ["Marsh", "Zahn", "Berg", "Okafor", "Adams"]
    listing = [
        f"{name}, A. ({year}). Of the sea. Journal of Seas, 1(1), 1–9."
        for name, year in zip(names, years, strict=True)
    ]

    assert not {"list-unordered", "entry-misplaced"} & set(rules(lint("", *listing)))


def test_letters_and_years_of_one_author_are_in_order() -> None:
    listing = [ENTRIES["MB"], ENTRIES["MA"], ENTRIES["MH"]]

    found = lint("Marsh (2004a, 2004b) and Marsh and Holm (2001).", *listing)

    assert [(each.rule, each.severity) for each in found] == [("entry-misplaced", Severity.STYLE)]


def test_a_suggestion_is_what_to_write() -> None:
    found = lint("Zielinska (2016) and (Okafor and Lindqvist, 2019, p. 3).", ENTRIES["OL"], ENTRIES["Z"])

    assert [each.hint for each in found] == [
        "Write “Zielinska et al. (2016)”.",
        "In brackets APA joins two authors by “&”: “Okafor & Lindqvist, 2019”.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("zorumsky", "zorumski", True), ("lindquist", "lindqvist", True), ("chang", "zhang", False), ("li", "lu", False),
     ("obrien", "o'brien", True), ("acevedodiaz", "acevedo-diaz", True), ("marsh", "marsh", False),
     ("holm", "helm", True), ("miller", "molar", False), ("kittleson", "kittelson", True)],
)  # fmt: skip
def test_near_names_begin_alike(one: str, other: str, near: bool) -> None:
    assert (is_near(one, other), is_near(other, one)) == (near, near)


def test_a_distance_counts_a_swap_once() -> None:
    assert distance("abcd", "abdc", most=2) == 1
    assert distance("abcd", "", most=2) is None


def test_a_long_list_of_slips_takes_bounded_time() -> None:
    listing = [f"Marsh{'abcdefghij'[n % 10] * (n // 10)}, T. (2004). Tide {n}. Journal of Seas, 1(1), 1–9."
               for n in range(300)]  # fmt: skip
    text = " ".join(f"(Marshx{'abcdefghij'[n % 10]}, 2004)." for n in range(600))
    started = time.process_time()

    lint(text, *listing)

    assert time.process_time() - started < 30


def test_every_rule_is_in_the_documentation() -> None:
    project = Path(__file__).parents[1]
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", (project / "docs" / "CITE.md").read_text()))
    modules = [
        *(project / "filters" / "grammar").glob("*.py"),
        *(project / "lectern" / "citations").glob("*.py"),
    ]
    made = {
        rule
        for path in modules
        for rule in re.findall(
            r"Remark\(\s*\"([a-z-]+)\"|Severity\.\w+, \"([a-z]+-[a-z-]+)\"", path.read_text()
        )
        for rule in rule
        if rule
    }

    assert {"entry-misplaced", "entry-retracted", "doi-found", "citation-letter-mismatch"} <= made
    assert made <= documented
