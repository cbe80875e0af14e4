"""Where the reference list stands, by tables: with and without a heading, in five languages, among web cruft."""

import time

import pytest

from filters.grammar import find_reference_list, is_link_line, is_reference_heading, split_entries

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
IEEE = [
    "T. Marsh and K. Holm, “The slow pulse,” J. Seas, vol. 12, no. 3, pp. 45–67, Mar. 2004.",
    "B. Okafor, Twice a Day, 2nd ed. Ostby: Harbour Press, 2019.",
    "F. Adeyemi, C. Haddad, and J. van der Meer, “Currents,” in Proc. Seas, 2011, pp. 1–9.",
]
MLA = [
    "Adeyemi, Femi, et al. “Currents of the Shelf.” Ocean Letters, vol. 175, no. 4, 2018, pp. 327–35.",
    "Marsh, Tom. The Slow Pulse. Harbour Press, 2004.",
    "Okafor, Ben, and Ella Lindqvist. “Twice a Day.” Journal of Seas, vol. 27, no. 1, 2019, pp. 1–9.",
]
GERMAN = [
    "Müller, Hans / Weiß, Bernd (2014): Die Bucht. Eine Geschichte. Hamburg: Verlag am Meer.",
    "Weiß, B. (2010). Salz und Wasser. In H. Müller (Hrsg.), Das Meer (S. 12–34). Springer.",
    "Zander, K. (o. J.). Gezeiten. Abgerufen von https://gezeiten.example.org/",
]
FRENCH = [
    "Dupré, J. (2012). La baie. Paris : Éditions de la Mer.",
    "Moreau, S., & Petit, A. (2016). Le sel et l’eau. Revue de la mer, 36(4), 111–118.",
]
SPANISH = [
    "García López, M. (2009). Diecisiete bahías. Madrid: Editorial del Mar.",
    "Ruiz, P. y Soto, L. (2006). La sal. Revista del Mar, 3(2), 12-19.",
]
STYLES = {
    "apa": APA, "vancouver": VANCOUVER, "abnt": ABNT, "plain": PLAIN, "ieee": IEEE, "mla": MLA, "german": GERMAN,
    "french": FRENCH, "spanish": SPANISH,
}  # fmt: skip
HEADINGS = [
    "References", "5. Literaturverzeichnis", "Références", "REFERENCIAS", "Referências", "Works Cited",
    "Zitierte Literatur", "Bibliografía citada", "Referências bibliográficas", "Références bibliographiques",
]  # fmt: skip


@pytest.mark.parametrize("entries", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_list_is_found_under_its_heading(heading: str, entries: list[str]) -> None:
    assert find_reference_list([*PROSE, heading, *entries]) == range(4, 4 + len(entries))


@pytest.mark.parametrize("entries", STYLES.values(), ids=STYLES)
def test_a_list_is_found_without_a_heading(entries: list[str]) -> None:
    assert find_reference_list([*PROSE, *entries]) == range(3, 3 + len(entries))


def test_one_entry_alone_is_a_list() -> None:
    assert find_reference_list([*PROSE, APA[1]]) == range(3, 4)


@pytest.mark.parametrize("form", ["{}. {}", "[{}] {}", "({}) {}", "{}) {}"])
@pytest.mark.parametrize("entries", STYLES.values(), ids=STYLES)
def test_a_numbered_list_is_found_without_a_heading(entries: list[str], form: str) -> None:
    numbered = [
        form.format(number, entry.removeprefix(f"{number}. ")) for number, entry in enumerate(entries, 1)
    ]

    assert find_reference_list([*PROSE, *numbered]) == range(3, 3 + len(entries))


CRUFT = {
    "top": ["Scroll to Top"],
    "share": ["Share this:", "Facebook", "© 2023 Tides Ltd."],
    "related": ["Related articles", "Why harbours are rich, 12 May 2021", "Five facts about salt (2020)"],
    "author": ["About the author", "Ada Moon was born in 1970 and has written on tides since 2001."],
    "cite": [
        "How to cite this article:",
        "Moon, A. (2023). Of tides. Tides Today, 3(2), 1–9. https://doi.org/10.1234/t.1",
    ],
    "cite line": ["Cite this article: Moon, A. (2023). Of tides. Tides Today, 3(2), 1–9."],
    "german": ["Zitiervorschlag", "Mond, A. (2023). Gezeiten. Verlag am Meer."],
    "portuguese": ["Como citar", "LUA, A. Marés. Revista do Mar, v. 3, n. 2, p. 1-9, 2023."],
    "spanish": ["Artículos relacionados", "La sal de la vida, 3 de mayo de 2021"],
    "french": ["Pour citer cet article", "Lune, A. (2023). Les marées. Éditions de la Mer."],
}


@pytest.mark.parametrize("cruft", CRUFT.values(), ids=CRUFT)
def test_what_follows_is_left_out(cruft: list[str]) -> None:
    assert find_reference_list([*PROSE, *APA, *cruft]) == range(3, 6)
    assert find_reference_list([*PROSE, "References", *APA, *cruft]) == range(4, 7)


LINKS = [
    "Google Scholar",
    "Crossref | PubMed | Google Scholar",
    "View Article PubMed/NCBI Google Scholar",
    "[CrossRef] [PubMed]",
]


@pytest.mark.parametrize("link", LINKS)
def test_lines_of_links_do_not_part_a_list(link: str) -> None:
    lines = [line for entry in APA for line in (entry, link)]

    assert find_reference_list([*PROSE, *lines, "Share this:"]) == range(3, 9)
    assert find_reference_list([*PROSE, "References", *lines, "Share this:"]) == range(4, 10)


@pytest.mark.parametrize(
    "line", ["", "Article about salt", "The PubMed search", "PubMed was searched in 2019.", *APA]
)
def test_a_line_with_words_of_its_own_is_no_line_of_links(line: str) -> None:
    assert not is_link_line(line)
    assert all(is_link_line(link) for link in LINKS)


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


@pytest.mark.parametrize(
    "line",
    ["." * 2900, "(" * 2900, "1" * 2900, "A. " * 900, "Smith, A., " * 250, "pubmed " * 17 + "!", "https://" * 300,
     "[1] " * 700],
    ids=range(8),
)  # fmt: skip
def test_hostile_lines_take_linear_time(line: str) -> None:
    started = time.process_time()

    find_reference_list([*PROSE, *[line] * 40, "References", *[line] * 40])

    assert time.process_time() - started < 8
