"""Written German, French, Spanish, Portuguese and Italian and what is said for it: one table for each language."""

import random
import re
import time
from pathlib import Path

import pytest

from lectern.narration.spoken import align, speak
from lectern.narration.spoken.european_units import SIGNS, name
from lectern.narration.spoken.european_words import LANGUAGES, cardinal, ordinal, words
from lectern.narration.spoken.german_numbers import stem, year

NAMES = {"de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian"}
TABLES = {
    language: [
        line.split("\t")
        for line in Path(__file__)
        .with_name(f"spoken_{name}.tsv")
        .read_text(encoding="utf-8")
        .splitlines()[1:]
    ]
    for language, name in NAMES.items()
}
"""By language: form, as written, as said."""
CASES = [(language, *row) for language, table in TABLES.items() for row in table]


@pytest.mark.parametrize(("language", "form", "written", "said"), CASES)
def test_a_language_is_said_as_its_table_says(language: str, form: str, written: str, said: str) -> None:
    assert speak(written, f"{language}-XX") == said, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_not_small(language: str) -> None:
    forms = {row[0] for row in TABLES[language]}

    assert len(TABLES[language]) >= 100
    assert forms >= {
        "ranges",
        "units",
        "money",
        "numbers",
        "romans",
        "abbreviations",
        "citations",
        "statistics",
    }


@pytest.mark.parametrize(("language", "text"), [(row[0], row[3]) for row in CASES])
def test_what_is_said_is_said_the_same_when_said_again(language: str, text: str) -> None:
    assert speak(text, language) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["", " ", "—", "[12]", "()", "…"])
def test_what_has_no_words_gets_none(language: str, written: str) -> None:
    assert not any(each.isalnum() for each in speak(written, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(2))
def test_any_mixture_of_forms_can_be_said(language: str, seed: int) -> None:
    """Forms that meet by chance, most of them nonsense: none may raise, and none may leave a comma at an end."""
    forms = [row[1] for row in TABLES[language]]
    chance = random.Random(seed)
    for _ in range(150):
        spoken = speak(
            "".join(chance.choices([*forms, " ", "(", "-", "–", ",", "C", "XIX", "٣", "º"], k=4)), language
        )

        assert spoken == spoken.strip(" ,")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "unit",
    (
        "1,",
        "(a ",
        "mg/",
        "A.",
        "et al ",
        "III ",
        "$1 – ",
        "[1,",
        "CO2",
        "1-",
        "1. ",
        "  ",
        "XV, ",
        "5 mg/kg/",
        "1 000 ",
    ),
)
def test_hostile_text_takes_linear_time(unit: str, language: str) -> None:
    begun = time.process_time()
    speak(unit * (10_000 // len(unit)), language)

    assert time.process_time() - begun < 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_has_its_words(language: str) -> None:
    assert all(words(language).values())


def test_numbers_are_said_in_words() -> None:
    assert (cardinal(21, "fr"), ordinal(14, "it"), ordinal(7, "es")) == (
        "vingt et un",
        "quattordicesimo",
        "séptimo",
    )
    assert (stem(3), stem(12), stem(31)) == ("dritt", "zwölft", "einunddreißigst")
    assert (year(1999), year(1100)) == ("neunzehnhundertneunundneunzig", "elfhundert")


@pytest.mark.parametrize(
    ("language", "written"), [("nl", "In 1990, 5 mg."), ("ja", "5 mg です。"), ("ar", "5 مغ")]
)
def test_other_languages_are_left_to_the_voice(language: str, written: str) -> None:
    assert speak(written, language) == written


def test_what_is_said_lies_on_the_words_it_is_said_for() -> None:
    said = align("Am 3. Mai gab man 5 mg/kg.", "de")

    assert said.text == "Am dritten Mai gab man 5 Milligramm pro Kilogramm."
    pairs = [
        (said.text[each.spoken_start : each.spoken_end], (each.source_start, each.source_end))
        for each in said.words
    ]
    assert ("dritten", (3, 5)) in pairs
    assert ("Milligramm pro Kilogramm.", (20, 26)) in pairs


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_source_word_is_lost(language: str) -> None:
    for _, written, _ in TABLES[language]:
        said = align(written, language)
        covered = [(each.source_start, each.source_end) for each in said.words] + list(said.silent)

        assert all(
            any(a <= word.start() and word.end() <= b for a, b in covered)
            for word in re.finditer(r"\S+", written)
        )


@pytest.mark.parametrize(
    ("tag", "written", "said"),
    [
        ("pt-PT", "A 5 km/h, no século XIX", "A 5 quilómetros por hora, no século dezanove"),
        ("pt-PT", "de 3 a 8 µm e 2 nm", "de 3 a 8 micrómetros e 2 nanómetros"),
        ("pt-PT", "Luís XVI e 20 mol", "Luís dezasseis e 20 moles"),
        ("pt-AO", "12 km e 30 g", "12 quilómetros e 30 gramas"),
        ("pt-MZ", "90 km²", "90 quilómetros quadrados"),
        ("pt-BR", "A 5 km/h, no século XIX", "A 5 quilômetros por hora, no século dezenove"),
        ("pt", "3 µm", "3 micrômetros"),
    ],
)
def test_portuguese_is_said_as_its_country_says(tag: str, written: str, said: str) -> None:
    assert speak(written, tag) == said


@pytest.mark.parametrize("language", [*LANGUAGES, "pt-PT"])
def test_every_unit_has_a_name(language: str) -> None:
    for unit in sorted(set(SIGNS.values())):
        for many in (False, True):
            assert not re.match(
                "[a-z]+-[a-z]", name(unit, language, many=many).replace("-volt", "").replace("-h", "")
            ), unit
