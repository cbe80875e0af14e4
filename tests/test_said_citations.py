"""Citations as they are said: full, short, silent, or as the default has it; in brackets, sentences, numbers."""

from pathlib import Path

import pytest

from lectern import article, source
from lectern.manner import read_asked
from lectern.narration.citations import Citations, full, is_numeric, with_words
from lectern.narration.script import narrate

REFERENCES = """
# References

Marsh, T., Okafor, B., & Reyes, L. (2004). The slow pulse. Journal of Seas, 12(3), 45–67.

Okafor, B., & Lindqvist, E. (2019). Twice a day. Journal of Seas, 27(1), 1–9.

Okafor, B. (2020). Three times. Journal of Seas, 28(1), 1–9.

Okafor, B. (2021). Four times. Journal of Seas, 29(1), 1–9.
"""
BRACKETS = "It rises (see Marsh et al., 2004, pp. 45–67; Okafor & Lindqvist, 2019)."
SENTENCE = "Okafor and Lindqvist (2019) saw it, and Marsh et al.’s (2004) pulse."
MANY = "It rises (Marsh et al., 2004; Okafor, 2020, 2021)."


def said(tmp_path: Path, body: str, manner: str) -> list[str]:
    path = tmp_path / "tides.md"
    path.write_text(f"---\ntitle: T\nauthor: A\ndate: 2026-03-14\nlang: en-GB\n---\n\n{body}\n{REFERENCES}")
    script = narrate(article.read(source.read(path)), asked=read_asked(f"mp3.citations={manner}"))
    texts = [cue.text for cue in script.listening.cues]
    return texts[texts.index("This recording is read by a synthetic voice.") + 1 : texts.index("References.")]


@pytest.mark.parametrize(
    ("manner", "body", "expected"),
    [
        ("full", BRACKETS, ["It rises.", "see Marsh and colleagues, twenty oh four, pages 45 to 67; Okafor and "
                            "Lindqvist, twenty nineteen."]),
        ("auto", BRACKETS, ["It rises.", "see Marsh and colleagues, twenty oh four, pages 45 to 67; Okafor and "
                            "Lindqvist, twenty nineteen."]),
        ("short", BRACKETS, ["It rises.", "Marsh twenty oh four, Okafor twenty nineteen."]),
        ("silent", BRACKETS, ["It rises."]),
        ("full", MANY, ["It rises.", "Marsh and colleagues, twenty oh four; Okafor, twenty twenty, twenty "
                        "twenty-one."]),
        ("auto", MANY, ["It rises."]),
        ("short", MANY, ["It rises.", "Marsh twenty oh four, Okafor twenty twenty, twenty twenty-one."]),
        ("auto", SENTENCE, ["Okafor and Lindqvist, twenty nineteen, saw it, and Marsh and colleagues’ twenty oh "
                            "four pulse."]),
        ("short", SENTENCE, ["Okafor, twenty nineteen, saw it, and Marsh's, twenty oh four, pulse."]),
        ("silent", SENTENCE, ["Okafor and Lindqvist saw it, and Marsh and colleagues’ pulse."]),
    ],
)  # fmt: skip
def test_a_citation_is_said_in_its_manner(
    tmp_path: Path, manner: str, body: str, expected: list[str]
) -> None:
    def years(text: str) -> str:
        return text.replace("two thousand and four", "twenty oh four").replace("colleagues'", "colleagues’")

    assert [years(text) for text in said(tmp_path, body, manner)] == expected


@pytest.mark.parametrize(
    ("written", "language", "spoken"),
    [
        ("[12]", "en", "reference 12"),
        ("[12, 14–16]", "en", "references 12 and 14 to 16"),
        ("[1], [2]", "en", "references 1 and 2"),
        ("see [1]", "en", "see reference 1"),
        ("[12, p. 3]", "en", "reference 12, page 3"),
        ("(Gómez Pérez & Ibáñez, 2004)", "es", "Gómez Pérez e Ibáñez, 2004"),
        ("(Gómez & Núñez, 2004)", "es", "Gómez y Núñez, 2004"),
        ("(1; 3; 5)", "en", "references 1, 3 and 5"),
        ("14–16", "de", "Quellen 14 bis 16"),
        ("[3]", "fr", "référence 3"),
        ("(Marsh, Okafor, & Reyes, 2004)", "en", "Marsh, Okafor and Reyes, 2004"),
        ("(Marsh et al. 2004)", "en", "Marsh and colleagues, 2004"),
        ("(cf. Marsh et al., 2004, p. 45)", "en", "cf. Marsh and colleagues, 2004, page 45"),
        ("(Marsh et al., 2004, pp. 345–67)", "en", "Marsh and colleagues, 2004, pages 345 to 367"),
        ("(Marsh & Reyes, 2004, S. 12–14)", "de", "Marsh und Reyes, 2004, Seiten 12 bis 14"),
        ("(Marsh et al., 2004)", "it", "Marsh e collaboratori, 2004"),
        ("(Marsh & al., 2004)", "sv", "Marsh & al., 2004"),
        ("(as shown in 2004)", "en", "as shown in 2004"),
    ],
)
def test_words_of_a_citation_are_written_out_in_its_language(
    written: str, language: str, spoken: str
) -> None:
    assert full(written, language) == spoken


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("[12]", True),
        ("12,14", True),
        ("(2019)", False),
        ("[12, p. 3]", True),
        ("[1], [2]", True),
        ("see [1], [2]", True),
        ("(p. 3)", False),
        ("[1], [2], [3, S. 4–6]", True),
        ("(2019, 2020)", False),
        ("(2019, p. 3)", False),
        ("2004a", False),
        ("", False),
    ],
)
def test_numbers_are_told_from_years(text: str, numeric: bool) -> None:
    assert is_numeric(text) is numeric


def test_a_year_after_its_owner_makes_no_break() -> None:
    assert with_words("Li’s (2020)", "en") == "Li’s 2020"


def cite(text: str, url: str = "#ref-marsh2004") -> dict[str, object]:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": text}], [url, ""]]}
    return {
        "t": "Cite",
        "c": [[{"citationId": "marsh2004", "citationMode": {"t": "NormalCitation"}}], [link]],
    }


MARSH = {"id": "marsh2004", "author": [{"family": "Marsh"}], "issued": {"date-parts": [[2004]]}}


@pytest.mark.parametrize(
    ("manner", "spoken"),
    [("auto", ""), ("silent", ""), ("full", " (reference 12)"), ("short", " (Marsh 2004)")],
)
def test_a_number_is_said_where_it_is_asked_for(manner: str, spoken: str) -> None:
    assert Citations(manner, [MARSH]).narrative(cite("[12]"), "en") == spoken


def test_a_citation_that_stands_as_a_key_is_said_by_its_entry_or_not_at_all() -> None:
    citations = Citations("auto", [MARSH])

    assert citations.narrative(cite("[@marsh2004]", "#x"), "en") == " (Marsh, 2004)"
    assert Citations("auto", []).narrative(cite("[@marsh2004]", "#x"), "en") == ""


def test_an_organisation_is_said_as_it_is_cited() -> None:
    who = {"id": "who2004", "author": [{"literal": "World Health Organization"}]}
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "WHO, 2004"}], ["#ref-who2004", ""]]}

    assert Citations("short", [who]).parenthetical([link], "en") == "WHO 2004"
