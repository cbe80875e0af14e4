"""Texts and lists made to be slow to read: time grows with the text, and nothing explodes."""

import time
from itertools import product

import pytest

from filters.grammar import CslItem, parse_references, read_citations

REFERENCES = parse_references(
    [
        "Quarrie, L. (2016). Salt in motion. Journal of Seas, 3(1), 4–9.",
        "Tenbrook, A., Vale, C., & Ost, D. (2017). Sand in motion. Journal of Seas, 4(1), 14–19.",
        "BRASIL. Constituição (1988). Constituição da República Federativa do Brasil. Senado, 1988.",
        "World Health Organization. (2020). Bays and health. Author.",
    ]
)
SIZE = 50_000
"""Code points of a hostile text."""
PIECES = (
    *("(", ")", "[(", "([)]", "(a ", "(Quarrie ", ".", "…", "'", "–", "¹", " ", "\n", "\n \n", "?", "; "),
    *("Quarrie et al. ", "et al. ", "2016 ", "2016, ", "(2016) ", "in 2016 ", "Quarrie ", "Abcde ", "A. "),
    *(
        "Quarrie & ",
        "Quarrie and ",
        "Quarrie found ",
        "Quarrie found in 2016 ",
        "in his 2016 review, Quarrie ",
    ),
    *("the 2016 study ", "the study of ", "Quarrie’s ", "(ibid.) ", "(Quarrie, 2016; Holm, 2020) (ibid.) "),
    *("Quarrie, op. cit. ", "(op. cit. ", "(Quarrie, 2016) (idem, 2016) ", "ibid. ", "Relatório... "),
    *("Constituição ", "Constituição de ", "Lei n ", "[1,2] ", "World Health Organization (WHO "),
    *("(Nobody, 2016) ", "n.d. ", "in press ", "Quarrie Tenbrook 2016 "),
)


def _seconds(text: str, references: tuple[CslItem, ...]) -> float:
    started = time.process_time()
    read_citations(text, references)
    return time.process_time() - started


@pytest.mark.parametrize("tail", ["", "(2016)"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_text_is_read_in_good_time(piece: str, tail: str) -> None:
    text = (piece * SIZE)[:SIZE] + tail

    assert _seconds(text, REFERENCES) < 4


def _entry(name: str, year: int, number: int) -> CslItem:
    return {
        "id": f"entry-{number}",
        "type": "book",
        "author": [{"family": name, "given": "A."}],
        "issued": {"date-parts": [[year]]},
        "title": f"Bays of the north, part {number}",
        "note": f"{name}, A. ({year}). Bays of the north, part {number}. Harbour Press.",
    }


@pytest.mark.parametrize(
    "piece",
    [
        "(Smith, 2003) ",
        "Smith found in 2003. ",
        "(Smyth, 2003) ",
        "(Smith, 1850) ",
        "(Nobody & Smith, 2003) ",
    ],
)
def test_ten_thousand_works_by_one_name_are_no_burden(piece: str) -> None:
    entries = tuple(_entry("Smith", 2003, number) for number in range(10_000))

    assert _seconds(piece * 500, entries) < 12


def test_ten_thousand_names_and_as_many_slips_are_no_burden() -> None:
    parts = ("zo", "ka", "be", "ly", "mu", "ti", "ro", "sa", "ve", "do")
    names = ["".join(four).capitalize() for four in product(parts, repeat=4)]
    entries = tuple(_entry(name, 2003, number) for number, name in enumerate(names))

    assert _seconds("".join(f"({name}xx, 2003) " for name in names[:1_000]), entries) < 20


def test_time_grows_as_the_text_does() -> None:
    paragraph = "As Quarrie found in 2016, salt moves (Tenbrook et al., 2017; see ibid., p. 4). Nobody (2003) knew.\n\n"
    _seconds(paragraph, REFERENCES)

    once = min(_seconds(paragraph * 500, REFERENCES) for _ in range(3))
    four_times = _seconds(paragraph * 2_000, REFERENCES)

    assert four_times < 10 * once
