"""Citations by number against a numbered list: brackets, ranges, raised numbers, and what only looks like one."""

import time
from itertools import pairwise

import pytest

from filters.grammar import find_mentions, parse_references

FORMS = {"1.": "{}. ", "[1]": "[{}] ", "(1)": "({}) "}


def _list(form: str, size: int = 16) -> list[str]:
    entry = "Marsh T, Holm K. Paper {}. J Seas. {};12(3):4{}-67."
    return [form.format(n) + entry.format(n, 1990 + n, n) for n in range(1, size + 1)]


REFERENCES = parse_references(_list("{}. "))


def _said(text: str) -> list[str]:
    """Give "words>number" for each mention; a number that only a range implies has no words."""
    return [f"{text[each.start : each.end]}>{each.reference + 1}" for each in find_mentions(text, REFERENCES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt is heavy [12].", "12>12"),
        ("Salt is heavy[12].", "12>12"),
        ("Salt is heavy [12, 14–16].", "12>12 14>14 >15 16>16"),
        ("Salt is heavy [1-3; 5].", "1>1 >2 3>3 5>5"),
        ("Salt is heavy [3]–[5].", "3>3 >4 5>5"),
        ("Salt is heavy [3], [5] and [7].", "3>3 5>5 7>7"),
        ("Salt is heavy [3][5].", "3>3 5>5"),
        ("As in [see 3 and 5].", "3>3 5>5"),
        ("As in [12, p. 5].", "12>12"),
        ("As Marsh et al. [12] say", "12>12"),
        ("As Marsh (2002) [12] says", "Marsh (2002)>12 12>12"),
        ("Salt is heavy (12, 14).", "12>12 14>14"),
        ("Salt is heavy (12, 14–16) and wet (3).", "12>12 14>14 >15 16>16 3>3"),
        ("Salt is heavy.¹²,¹⁴ Then", "¹²>12 ¹⁴>14"),
        ("Salt¹⁻³ is", "¹>1 >2 ³>3"),
        ("Salt “so”¹,² and", "¹>1 ²>2"),
    ],
)
def test_a_number_of_the_list_is_a_citation(text: str, expected: str) -> None:
    assert " ".join(_said(text)) == expected


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_list_is_numbered_in_each_way(form: str) -> None:
    mentions = find_mentions("Heavy [2, 3].", parse_references(_list(form)))

    assert [each.reference for each in mentions] == [1, 2]


def test_a_list_that_begins_elsewhere_keeps_its_numbers() -> None:
    references = parse_references(_list("{}. ")[4:])

    assert [each.reference for each in find_mentions("Heavy [5, 7].", references)] == [0, 2]


@pytest.mark.parametrize(
    "text",
    [
        "The interval [0, 1] and x = [1, 2] and a[1] and the range [2, 3].",
        "In [2019] and [99] and [18–14] and [1–200].",
        "Equation (1) holds, and table (2).",
        "There are (1) tides, (2) currents, and (3) waves.",
        "(1) Tides rise.\n\n(2) Tides fall.\n\n[3] Tides rest.",
        "E = mc (1)\n\nThen f(2) and 12(3).",
        "An area of 5 cm² or 10³ m³, s⁻¹, R² and x¹.",
        "It costs 12 and rose by 3, as Figure 4 and version 2.5 show; IL-6 and B12.",
        "It rose.12 Only once.",
    ],
)
def test_a_number_of_another_kind_is_none(text: str) -> None:
    assert _said(text) == []


def test_plain_numbers_are_taken_only_if_they_run_through_the_list() -> None:
    text = "Salt is heavy.1,2 The bay3 is wet. It rises.4–15 And falls,16 as far as 12 km or 2.5 miles."

    assert [said.split(">")[1] for said in _said(text)] == [str(number) for number in range(1, 17)]


def test_an_unnumbered_list_is_cited_by_no_number() -> None:
    assert find_mentions("Heavy [2, 3].", parse_references(line[3:] for line in _list("{}. ", 9))) == ()


def test_where_names_and_years_cite_numbers_do_not() -> None:
    text = "Marsh (1991) and Marsh (1992) and Marsh (1993) say so [1]."

    assert {each.form for each in find_mentions(text, REFERENCES)} == {"narrative"}


def test_one_way_of_writing_is_taken_at_most() -> None:
    text = "Heavy [1]. Wet [2, 3]. Deep [4]. In 3 m² it rose² to (5, 6) of them."

    assert [said.split(">")[1] for said in _said(text)] == ["1", "2", "3", "4"]


def test_numbers_of_one_bracket_share_their_group_and_keep_their_places() -> None:
    text = "Heavy [12, p. 5; 13: 34–36]."

    one, two = find_mentions(text, REFERENCES)

    assert (one.form, one.locator, two.locator) == ("numeric", "p. 5", "34–36")
    assert one.group == two.group == (6, len(text) - 1)


def test_mentions_never_overlap() -> None:
    text = "Heavy [1–9], [3]–[5], [2, 4–6; 9]; wet¹²."
    mentions = find_mentions(text, REFERENCES)

    assert all(one.end <= two.start for one, two in pairwise(mentions))
    assert len(mentions) == 9 + 3 + 5


@pytest.mark.parametrize(
    "text",
    [
        "[1," * 20000,
        "[1, 2–5] " * 15000,
        "[1–900] " * 15000,
        "[1–49] " * 5000,
        "[" * 3000 + "1" + "]" * 3000,
        "(1 " * 20000 + ")" * 20000,
        "¹," * 30000,
        "word¹²⁻³⁴ " * 10000,
        "word.1,2,3 " * 15000,
        "1" * 60000,
        "[3]–" * 15000,
    ],
    ids=range(11),
)
def test_hostile_numbers_take_linear_time(text: str) -> None:
    references = parse_references(_list("{}. ", 900))
    started = time.process_time()

    find_mentions(text, references)

    assert time.process_time() - started < 8
