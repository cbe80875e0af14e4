"""In-text citations, by tables: what is linked to which work, what is not, and what stays in doubt."""

import time
from itertools import pairwise

import pytest

from filters.grammar import Mention, find_mentions, parse_references, read_citations

ENTRIES = """\
Marsh, T., Okafor, B., & Lindqvist, E. Jr (2019). Slow tides. Journal of Seas, 24(10), 2033–2043.
Adeyemi, F. O., Haddad, R., & Mann, J. J. (2018). Currents of the shelf. Ocean Letters, 175(4), 327-335.
Zielinska, C.F., Izumi, Y., & Moreau, S. (2016). Salt: A history. Journal of Salt, 36(44), 11158-11164.
Smith, A. (2019). One bay. Harbour Press.
Smith, A. (2020). Two bays. Harbour Press.
O’Neill, K. (2021). Three bays. Harbour Press.
van der Meer, L., & de la Peña, M. (2017). Four bays. Harbour Press.
Harbour Research Organization. (2020). Five bays. Author.
Harbour Research Organization. (2021). Six bays. Author.
Li, W. (2020a). Seven bays. Harbour Press.
Li, W. (2020b). Eight bays. Harbour Press.
Miller, J. (2015). Nine bays. Harbour Press.
Miller, R. (2015). Ten bays. Harbour Press.
May, R. (2020). Eleven bays. Harbour Press.
Anders, P. (n.d.). Twelve bays. Harbour Press.
Bell, Q. (in press). Thirteen bays. Journal of Seas.
Müller, H., & Weiß, B. (2014). Vierzehn Buchten. Verlag am Meer.
Silva, J., & Souza, P. (2013). Quinze baías. Editora do Mar.
Froud, S. (1900/1953). The meaning of bays. Harbour Press.
García López, M. (2012). Dieciséis bahías. Editorial del Mar.
de Vries, H. (2011). Seventeen bays. Harbour Press.""".splitlines()
REFERENCES = parse_references(ENTRIES)


def _said(text: str) -> list[tuple[str, str, str]]:
    """Give each mention as (its words, the entry's first word, its form)."""
    return [
        (text[each.start : each.end], ENTRIES[each.reference].split(",")[0].split(".")[0], each.form)
        for each in find_mentions(text, REFERENCES)
    ]


@pytest.mark.parametrize(
    ("text", "words", "entry"),
    [
        ("As Adeyemi (2018) found,", "Adeyemi (2018)", "Adeyemi"),
        ("As Marsh et al. (2019) found,", "Marsh et al. (2019)", "Marsh"),
        ("As Marsh, et al. (2019) found,", "Marsh, et al. (2019)", "Marsh"),
        ("As Marsh and colleagues (2019) found,", "Marsh and colleagues (2019)", "Marsh"),
        ("As Marsh, Okafor, and Lindqvist (2019) found,", "Marsh, Okafor, and Lindqvist (2019)", "Marsh"),
        ("Smith’s (2020) study", "Smith’s (2020)", "Smith"),
        ("Smith's (2020) study", "Smith's (2020)", "Smith"),
        ("O'Neill (2021) says", "O'Neill (2021)", "O’Neill"),
        ("O’Neill’s (2021) map", "O’Neill’s (2021)", "O’Neill"),
        ("Van der Meer and de la Peña (2017) say", "Van der Meer and de la Peña (2017)", "van der Meer"),
        ("De Vries (2011) says", "De Vries (2011)", "de Vries"),
        ("Müller und Weiß (2014) sagen", "Müller und Weiß (2014)", "Müller"),
        ("Silva e Souza (2013) dizem", "Silva e Souza (2013)", "Silva"),
        ("García López (2012) dice", "García López (2012)", "García López"),
        ("J. Miller (2015) says", "J. Miller (2015)", "Miller"),
        ("Bell (in press) says", "Bell (in press)", "Bell"),
        ("Froud (1953) says", "Froud (1953)", "Froud"),
        ("Smith 2019 says", "Smith 2019", "Smith"),
        ("Smith (2019, p. 4) says", "Smith (2019, p. 4)", "Smith"),
        ("May (2020) says", "May (2020)", "May"),
    ],
)
def test_a_narrative_citation_spans_author_and_year(text: str, words: str, entry: str) -> None:
    assert _said(text) == [(words, entry, "narrative")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("So (Marsh et al., 2019).", ["Marsh et al., 2019"]),
        ("So (Marsh et al. 2019).", ["Marsh et al. 2019"]),
        ("So [Marsh et al., 2019].", ["Marsh et al., 2019"]),
        ("So (MARSH et al., 2019).", ["MARSH et al., 2019"]),
        ("So (Müller & Weiß, 2014; Silva & Souza, 2013).", ["Müller & Weiß, 2014", "Silva & Souza, 2013"]),
        ("So (SILVA; SOUZA, 2013).", ["SILVA; SOUZA, 2013"]),
        ("So (SILVA; SOUZA, 2013; MARSH et al., 2019).", ["SILVA; SOUZA, 2013", "MARSH et al., 2019"]),
        ("So (Smith, 2019, 2020; Li, 2020b).", ["Smith, 2019", "2020", "Li, 2020b"]),
        ("So (Li, 2020a, b).", ["Li, 2020a", "b"]),
        ("So (Li, 2020a, 2020b).", ["Li, 2020a", "2020b"]),
        ("So (Anders, n.d.).", ["Anders, n.d."]),
        ("So (Froud, 1900/1953).", ["Froud, 1900/1953"]),
        ("So (R. Miller, 2015).", ["R. Miller, 2015"]),
        ("So (see Marsh et al., 2019, for a review).", ["Marsh et al., 2019"]),
        ("So (e.g., Smith, 2019; but see Li, 2020a).", ["Smith, 2019", "Li, 2020a"]),
        ("So (Froud, 1953, as cited in Smith, 2020).", ["Froud, 1953", "Smith, 2020"]),
        ("So (vgl. Müller & Weiß, 2014, S. 12–14).", ["Müller & Weiß, 2014"]),
        ("So (apud SMITH, 2019, p. 14).", ["SMITH, 2019"]),
        ("So (Harbour Research Organization [HRO], 2020).", ["Harbour Research Organization [HRO], 2020"]),
    ],
)
def test_a_parenthetical_citation_gives_its_bracket(text: str, words: list[str]) -> None:
    mentions = find_mentions(text, REFERENCES)

    assert [text[each.start : each.end] for each in mentions] == words
    assert {each.form for each in mentions} == {"parenthetical"}
    assert {each.group for each in mentions} == {(3, len(text) - 1)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In 2016, Zielinska found salt.", "Zielinska"),
        ("In 2016 Zielinska et al. found salt.", "Zielinska et al."),
        ("In 2016, Zielinska and Izumi found salt.", "Zielinska and Izumi"),
        ("Im Jahr 2016 fanden Zielinska und Izumi Salz.", "Zielinska und Izumi"),
        ("En 2016, Zielinska trouva du sel.", "Zielinska"),
        ("Em 2016, Zielinska achou sal.", "Zielinska"),
    ],
)
def test_a_split_citation_spans_the_name_alone(text: str, words: str) -> None:
    assert _said(text) == [(words, "Zielinska", "split")]


@pytest.mark.parametrize(
    "text",
    [
        "In spring (June, 2020) it rained.",
        "See the list (Table 2, 2019) and the code (Version 3, 2021).",
        "In May 2020 and (May 2020) it rained.",
        "In 2020, May was warm.",
        "The Smith family moved in 2019 to the bay.",
        "He wrote smith (2019) in small letters.",
        "Jones & Smith (2019) is by others.",
        "R. Smith (2019) is someone else.",
        "It grew from Marsh to 2,019 people; page 2019.",
        "Between 1985–2019 it fell.",
        "The war (1914–1918) and Smith.",
    ],
)
def test_a_false_friend_is_no_citation(text: str) -> None:
    assert find_mentions(text, REFERENCES) == ()


def test_a_bracket_with_prose_of_its_own_is_prose() -> None:
    text = "It moves (a mechanism that Marsh et al., 2019 described in detail in harbours)."

    (mention,) = find_mentions(text, REFERENCES)

    assert (mention.form, mention.group) == ("narrative", None)


@pytest.mark.parametrize(
    ("text", "locator"),
    [("(Smith, 2019, pp. 12–14)", "pp. 12–14"), ("(Smith, 2019: 14)", "14"), ("Smith (2019, p. 3)", "p. 3"),
     ("(Smith, 2019)", ""), ("(Müller & Weiß, 2014, S. 7)", "S. 7")],
)  # fmt: skip
def test_a_locator_is_read(text: str, locator: str) -> None:
    assert find_mentions(text, REFERENCES)[0].locator == locator


def test_an_abbreviation_explained_in_place_is_learnt() -> None:
    text = "So (Harbour Research Organization [HaRO], 2020). Later (HaRO, 2021)."

    assert [each.reference for each in find_mentions(text, REFERENCES)] == [7, 8]


def test_offsets_count_code_points() -> None:
    text = "🌊🌊 “Wave” – Smith (2019)"

    (mention,) = find_mentions(text, REFERENCES)

    assert text[mention.start : mention.end] == "Smith (2019)"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("So (Li, 2020).", "citation-ambiguous"),
        ("Miller (2015) says", "citation-ambiguous"),
        ("Marsh (2018) says", "citation-year-mismatch"),
        ("So (Marsh et al., 2020).", "citation-year-mismatch"),
        ("So (Nobody, 2003).", "citation-without-entry"),
        ("So (Nobody & Noone, 2003; Smith, 2019).", "citation-without-entry"),
        ("As Nobody et al. (2003) say", "citation-without-entry"),
    ],
)
def test_a_doubt_is_told_and_not_linked(text: str, rule: str) -> None:
    assert [each.rule for each in read_citations(text, REFERENCES).doubts] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "(June, 2020)",
        "(Table 2, 2019)",
        "(Version 3, 2021)",
        "(Paris, 2019)",
        "(Summer, 2012)",
        "Windows (2019)",
        "the film Apollo (1995)",
        "(in press)",
        "(born 1970)",
        "(Act No. 4, 2009)",
        "(see Figure 3, 2010)",
    ],
)
def test_a_false_friend_raises_no_alarm(text: str) -> None:
    assert read_citations(text, REFERENCES).doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20000,
        "(Smith, " * 20000,
        "Smith, " * 20000 + "2019",
        "Smith 2019, " * 20000,
        "2019, " * 20000,
        "(" + "Marsh & " * 10000 + "2019)",
        "Smith" + "’s" * 20000,
        "A. " * 30000 + "(2019)",
        "[" * 5000 + "Smith, 2019" + "]" * 5000,
        "(Nobody, 2003) " * 10000,
        "(Smith, 2019; Nobody, 2003) " * 5000,
        "n. d. " * 20000,
        "\n \n" * 20000,
    ],
    ids=range(13),
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()

    find_mentions(text, REFERENCES)

    assert time.process_time() - started < 4


def test_mentions_stand_in_the_text_s_order_and_apart() -> None:
    text = " ".join(f"({entry.split(',')[0]}, 2019; Smith, 2020)" for entry in ENTRIES)

    mentions: tuple[Mention, ...] = find_mentions(text, REFERENCES)

    assert all(one.end <= two.start for one, two in pairwise(mentions))
