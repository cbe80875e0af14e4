"""Written English and what is said for it, grouped by form; "→" stands between them."""

import random
import time
from pathlib import Path

import pytest

from lectern.narration.spoken import speak
from lectern.narration.spoken.english_roman import read

CASES = [
    [cell.replace("\\u00ad", "\u00ad").replace("\\u00a0", "\u00a0") for cell in line.split("\t")]
    for line in Path(__file__).with_name("spoken_english.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""Form, as written, as said; soft hyphens and no-break spaces are escaped in the file."""


@pytest.mark.parametrize(("form", "written", "said"), CASES)
def test_english_is_said_as_the_table_says(form: str, written: str, said: str) -> None:
    assert speak(written, "en-GB") == said, form


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("de", "Siehe https://doi.org/10.1000/182.", "Siehe Link zu doi.org."),
        ("fr", "Voir  https://www.exemple.fr/a, puis", "Voir lien vers exemple.fr, puis"),
        ("es", "Véase doi:10.1000/182.", "Véase enlace a doi.org."),
        ("pt-BR", "Ver https://scielo.br/x", "Ver ligação para scielo.br"),
        ("it", "Vedi https://x.it/y [3].", "Vedi collegamento a x.it."),
        ("ja", "https://example.jp/a を見る", "example.jp を見る"),
        ("nl", "In 2019 was het 5 mg.", "In 2019 was het 5 mg."),
    ],
)
def test_other_languages_keep_their_text_but_for_addresses(language: str, written: str, said: str) -> None:
    assert speak(written, language) == said


@pytest.mark.parametrize("written", ["", " ", "—", "[12]", "()", "…"])
def test_what_has_no_words_gets_none(written: str) -> None:
    assert not any(each.isalnum() for each in speak(written, "en"))


@pytest.mark.parametrize(("numeral", "number"), [("IV", 4), ("XIX", 19), ("XL", 40), ("VIII", 8), ("XC", 90)])
def test_roman_numerals_are_read(numeral: str, number: int) -> None:
    assert read(numeral) == number


def test_the_table_is_not_small() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_forms_can_be_said(seed: int) -> None:
    """Forms that meet by chance, most of them nonsense: none may raise, and none may leave a comma at an end."""
    forms = [line[1] for line in CASES]
    chance = random.Random(seed)
    for _ in range(300):
        spoken = speak(
            "".join(chance.choices([*forms, " ", "(", "-", "–", ",", "C", "XIX", "İ", "٣"], k=4)), "en"
        )

        assert spoken == spoken.strip(" ,")


@pytest.mark.parametrize(
    "unit", ["1,", "(a ", "mg/", "A.", "et al ", "III ", "$1 – ", "[1,", "CO2", "1-", "10.1000/"]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    speak(unit * (10_000 // len(unit)), "en")

    assert time.perf_counter() - begun < 5
