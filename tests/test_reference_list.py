"""Where the reference list stands, by tables: with and without a heading, in five languages, among web cruft."""

import pytest

from filters.grammar import find_reference_list, is_reference_heading, split_entries

PROSE = [
    "Tides rise and fall twice a day. Marsh (2004) found that this is slow.",
    "In 2011, Adeyemi measured the currents, and Okafor and Lindqvist (2019) agreed.",
    "Smith, J. was born in 1970 and went to sea in 1985; he came home in 1990, they say.",
]
APA = [
    "Adeyemi, F. (2011). Currents of the shelf. Harbour Press.",
    "Marsh, T. (2004). The slow pulse. Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/seas.2004.12",
    "Okafor, B., & Lindqvist, E. (2019). Twice a day. Journal of Seas, 27(1), 1–9.",
]
VANCOUVER = [
    "1. Marsh T, Holm K. The slow pulse. J Seas. 2004;12(3):45-67.",
    "2. Okafor B. Twice a day. Harbour Press; 2019.",
]
ABNT = [
    "HOLM, K. Sobre o sal. Revista do Mar, v. 45, n. 1, p. 139-158, 2022.",
    "______. Outro sal. São Paulo: Editora do Mar, 2023.",
]
PLAIN = [
    "Holm, K., 2012. Salt and water. Plant Ecology 12: 3-24.",
    "Holm K, Berg M (2004) The role of weeds. Plant Ecology 12: 3–24",
]


@pytest.mark.parametrize("entries", [APA, VANCOUVER, ABNT, PLAIN], ids=["apa", "vancouver", "abnt", "plain"])
@pytest.mark.parametrize(
    "heading", ["References", "5. Literaturverzeichnis", "Références", "REFERENCIAS", "Referências"]
)
def test_a_list_is_found_under_its_heading(heading: str, entries: list[str]) -> None:
    assert find_reference_list([*PROSE, heading, *entries]) == range(4, 4 + len(entries))


@pytest.mark.parametrize("entries", [APA, ABNT, PLAIN], ids=["apa", "abnt", "plain"])
def test_a_list_is_found_without_a_heading(entries: list[str]) -> None:
    assert find_reference_list([*PROSE, *entries]) == range(3, 3 + len(entries))


def test_one_entry_alone_is_a_list() -> None:
    assert find_reference_list([*PROSE, APA[1]]) == range(3, 4)


@pytest.mark.parametrize("cruft", [["Scroll to Top"], ["Share this:", "Facebook", "© 2023 Tides Ltd."]])
def test_what_follows_is_left_out(cruft: list[str]) -> None:
    assert find_reference_list([*PROSE, *APA, *cruft]) == range(3, 6)
    assert find_reference_list([*PROSE, "References", *APA, *cruft]) == range(4, 7)


def test_prose_is_no_list() -> None:
    assert find_reference_list(PROSE) is None
    assert find_reference_list([]) is None
    assert find_reference_list(["References"]) is None


def test_a_contents_line_is_no_heading_of_the_list() -> None:
    assert find_reference_list(["References", *PROSE, "References", *APA]) == range(5, 8)


@pytest.mark.parametrize(
    ("line", "heading"),
    [("References", True), ("REFERENCES:", True), ("7. Bibliography", True), ("Literatur", True),
     ("References to the sea are many.", False), ("Sources of salt", False)],
)  # fmt: skip
def test_headings_are_known(line: str, heading: bool) -> None:
    assert is_reference_heading(line) is heading


def test_lines_of_one_paragraph_are_parted_at_entries() -> None:
    wrapped = ["Adeyemi, F. (2011). Currents of the", "shelf. Harbour Press.", APA[1], APA[2]]

    assert split_entries(wrapped) == [range(0, 2), range(2, 3), range(3, 4)]


def test_prose_is_not_parted() -> None:
    assert split_entries(["Tides rise and fall", "twice a day, said", "Marsh (2004)."]) == [range(0, 3)]
