"""Written English and what is said for it, grouped by form (spoken_english.tsv), and what holds for any text."""

import random
import re
import time
from pathlib import Path

import pytest

from lectern.narration.spoken import align, speak
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
        ("de", "Fertig 🎉!", "Fertig, konfettibombe!"),
        ("nl", "Klaar 🎉 nu", "Klaar, party popper, nu"),
    ],
)
def test_other_languages_keep_their_text_but_for_addresses(language: str, written: str, said: str) -> None:
    assert speak(written, language) == said


@pytest.mark.parametrize("written", ["", " ", "—", "[12]", "()", "…", "★★★", "\u200b"])
def test_what_has_no_words_gets_none(written: str) -> None:
    assert not any(each.isalnum() for each in speak(written, "en"))


@pytest.mark.parametrize(("numeral", "number"), [("IV", 4), ("XIX", 19), ("XL", 40), ("VIII", 8), ("XC", 90)])
def test_roman_numerals_are_read(numeral: str, number: int) -> None:
    assert read(numeral) == number


def test_the_table_is_not_small() -> None:
    assert len(CASES) >= 850
    assert len({written for _, written, _ in CASES}) == len(CASES)


PIECES = [
    *(written for _, written, _ in CASES),
    " ",
    "(",
    "-",
    "–",
    ",",
    "C",
    "XIX",
    "İ",
    "٣",
    "\u0301",
    "\x00",
    "🎉",
    "¹",
]


def mixtures(seed: int) -> list[str]:
    """Forms that meet by chance, most of them nonsense."""
    chance = random.Random(seed)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(200)]


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_forms_can_be_said(seed: int) -> None:
    """None may raise, leave a comma at an end, or hold a sign that a voice chokes on or spells."""
    for written in mixtures(seed):
        spoken = speak(written, "en")

        assert spoken == spoken.strip(" ,")
        assert not re.findall(
            r"[^\w\s.,;:!?'\"“”‘’()\[\]…/+&\u2013\u2014\u0300-\u036f-]|[_⁰-₉²³¹]", spoken
        ), written


@pytest.mark.parametrize("said", sorted({said for _, _, said in CASES}))
def test_what_is_said_is_not_changed_when_said_again(said: str) -> None:
    assert speak(said, "en") == said


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("seed", range(3))
def test_each_word_is_laid_on_the_words_it_is_said_for(seed: int, language: str) -> None:
    """On both sides the stretches are in order, hold whole words, and leave only silent words out."""
    for written in mixtures(seed):
        spoken = align(written, language)
        said, source = spoken.text, written
        ends = (0, 0)
        for each in spoken.words:
            assert ends[0] <= each.spoken_start < each.spoken_end <= len(said)
            assert ends[1] <= each.source_start < each.source_end <= len(source)
            ends = (each.spoken_end, each.source_end)
        covered = {at for each in spoken.words for at in range(each.source_start, each.source_end)}
        silent = {at for begin, end in spoken.silent for at in range(begin, end)}

        assert not covered & silent
        assert covered | silent >= {at for at, sign in enumerate(source) if not sign.isspace()}
        told = {at for each in spoken.words for at in range(each.spoken_start, each.spoken_end)}
        assert told >= {at for at, sign in enumerate(said) if not sign.isspace()}


def test_words_are_highlighted_where_they_are_written() -> None:
    written = "Give 5 mg/kg to n = 48 (see Fig. 2), says J. K. Roe."

    pairs = [
        (spoken.text[each.spoken_start : each.spoken_end], written[each.source_start : each.source_end])
        for spoken in [align(written, "en")]
        for each in spoken.words
    ]

    assert ("milligrams per kilogram", "mg/kg") in pairs
    assert ("equals", "=") in pairs
    assert ("Figure", "(Fig.") not in pairs
    assert ("J.K", "J. K.") in pairs
    assert pairs[0] == ("Give", "Give")


def test_what_is_not_said_is_listed_as_silent() -> None:
    written = "So it is ★ now"
    spoken = align(written, "en")

    assert [written[begin:end] for begin, end in spoken.silent] == ["★"]


HOSTILE = ["1", ".", "/", "(", "[", "]", " ", "A", "1,", "a.b.", "_", "🎉", "et al "]
ALSO_HOSTILE = [
    "(a ",
    "mg/",
    "A.",
    "III ",
    "$1 – ",
    "[1,",
    "CO2",
    "1-",
    "10.1000/",
    "1 000 ",
    "¹",
    "\\frac{",
    "$a",
]
ALSO_HOSTILE += [
    "M",
    "- ",
    "’",
    "3:10",
    "1/2/",
    "²⁺",
    "@a",
    "#a",
    "+1 2",
    "α",
    "\u00a0",
    "Xx ",
    "14 March ",
    "March 14 – ",
]
ALSO_HOSTILE += [
    "\u0301",
    "a/",
    "www.a.",
    "<",
    "%",
    "95% CI ",
    "p. ",
    "10:00–",
    "Henry V",
    "a b ",
    "+",
    "I ",
    "√(",
    "'",
]


@pytest.mark.parametrize(
    ("unit", "length"), [*((unit, 100_000) for unit in HOSTILE), *((unit, 20_000) for unit in ALSO_HOSTILE)]
)
def test_hostile_text_takes_linear_time(unit: str, length: int) -> None:
    """Much of one thing takes seconds, where a square would be many minutes."""
    begun = time.process_time()
    align(unit * (length // len(unit)), "en")

    assert time.process_time() - begun < 30
