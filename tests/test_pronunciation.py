"""Words with a given pronunciation: how they are written, where they hold, how they reach the voice and the book."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from lectern import article, pronunciation, settings, source
from lectern.errors import SourceError
from lectern.model import Cue, Lexeme, Script
from lectern.narration.script import narrate
from lectern.writers.lexicons import PLS, write_lexicons

HERE = Path("tides.md")


def told(tmp_path: Path, pronounce: str, body: str, words: tuple[Lexeme, ...] = ()) -> Script:
    path = tmp_path / "tides.md"
    path.write_text(f"---\ntitle: T\nauthor: A\ndate: 2026-03-14\nlang: en-GB\n{pronounce}\n---\n\n{body}\n")
    return narrate(article.read(source.read(path)), words=words)


def helps(script: Script) -> dict[str, str]:
    """What the recording's voice is told of which words."""
    cues = script.listening.cues
    return {
        f"{cue.text[each.start : each.end]} ({each.language})": each.ipa or each.respelling
        for cue in cues
        for each in cue.pronunciations
    }


def test_a_word_is_respelt_or_given_by_its_sounds_in_a_language() -> None:
    declared = {"selkie": "SEL-kee", "Zostera": {"ipa": "/zɒˈstɪərə/"}, "de": {"Watt": {"say": "Wat"}}}

    assert pronunciation.read_declared(declared, HERE) == (
        Lexeme("selkie", "", "", "SEL-kee"),
        Lexeme("Zostera", "", "zɒˈstɪərə"),
        Lexeme("Watt", "de", "", "Wat"),
    )


@pytest.mark.parametrize(
    "declared",
    [
        ["selkie"],
        {"selkie": None},
        {"selkie": ["a"]},
        {"selkie": 3},
        {"selkie": "..."},
        {"selkie": "[[x]]"},
        {"selkie": "<break/>"},
        {"selkie": {"ipa": "x", "say": "y"}},
        {"selkie": {"sounds": "x"}},
        {"selkie": {}},
        {"de": {"fr": {"x": "y"}}},
        {"": "x"},
        {"selkie": "x" * 300},
        {"selkie": {"ipa": 5}},
    ],
)
def test_what_is_no_pronunciation_is_refused(declared: Any) -> None:
    with pytest.raises(SourceError) as caught:
        pronunciation.read_declared(declared, HERE)

    assert caught.value.hint


def test_words_are_found_whole_with_a_capital_in_front_and_by_language(tmp_path: Path) -> None:
    pronounce = "pronounce: {selkie: SEL-kee, mTOR: em tor, de: {selkie: SELL-ki}}"
    script = told(
        tmp_path,
        pronounce,
        "Selkie and selkie’s selkies. SELKIES? An mTOR and MTOR in mTORC1. [Der selkie]{lang=de-AT} came.",
    )

    assert helps(script) == {
        "Selkie (en-GB)": "SEL-kee",
        "selkie (en-GB)": "SEL-kee",
        "mTOR (en-GB)": "em tor",
        "selkie (de-AT)": "SELL-ki",
    }


def test_an_article_s_own_word_goes_before_the_project_s(tmp_path: Path) -> None:
    project = (Lexeme("selkie", "", "", "wrong"), Lexeme("Wrack", "", "ræk"), Lexeme("Wrack", "fr", "vʁak"))
    script = told(tmp_path, "pronounce: {selkie: SEL-kee}", "The selkie and Wrack.", project)

    assert helps(script) == {"selkie (en-GB)": "SEL-kee", "Wrack (en-GB)": "ræk"}
    assert script.lexicon == (
        Lexeme("Wrack", "en", "ræk"),
        Lexeme("selkie", "en", "", "SEL-kee"),
        Lexeme("Wrack", "fr", "vʁak"),
    )


def test_the_text_of_a_cue_stays_as_it_is_said_without_help(tmp_path: Path) -> None:
    cue = next(
        cue
        for cue in told(tmp_path, "pronounce: {selkie: X}", "A selkie of 5 kg.").cues.values()
        if "5" in cue.text
    )

    assert cue.text == "A selkie of 5 kilograms."


def test_several_words_in_a_row_are_one(tmp_path: Path) -> None:
    script = told(tmp_path, "pronounce: {fata morgana: FAH-ta mor-GAH-na, fata: FAT-a}", "A fata\nmorgana.")

    assert helps(script) == {"fata morgana (en-GB)": "FAH-ta mor-GAH-na"}


def test_the_project_s_words_stand_in_its_source_folder(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "pronunciation.yaml").write_text("selkie: SEL-kee\nde: {Watt: {ipa: vat}}\n")

    assert settings.read(tmp_path).lexicon == (
        Lexeme("selkie", "", "", "SEL-kee"),
        Lexeme("Watt", "de", "vat"),
    )


def test_a_slip_in_the_project_s_words_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "pronunciation.yaml").write_text("selkie: [a]\n")

    with pytest.raises(SourceError) as caught:
        settings.read(tmp_path)

    assert caught.value.where == tmp_path / "source" / "pronunciation.yaml"


def test_a_lexicon_has_each_word_in_the_forms_that_a_reader_meets() -> None:
    english, german = write_lexicons(
        [Lexeme("selkie", "en", "", "SEL-kee"), Lexeme("NaCl", "en", "x"), Lexeme("Watt", "de", "vat")][::-1]
    )[::-1]
    root = etree.fromstring(english.data)

    assert (english.name, german.name) == ("lexicons/en.pls", "lexicons/de.pls")
    assert [each.text for each in root.iter(f"{{{PLS}}}grapheme")] == ["NaCl", "selkie", "Selkie"]
    assert [each.text for each in root.iter(f"{{{PLS}}}phoneme", f"{{{PLS}}}alias")] == ["x", "SEL-kee"]


def test_a_cue_s_stretches_lie_in_its_text() -> None:
    from lectern.model import Kind, Pronunciation, Run

    for stretch in (Run(2, 9, "fr"), Run(2, 2, "fr"), Run(-1, 2, "fr")):
        with pytest.raises(ValueError, match="stretch"):
            Cue("s-1", Kind.SENTENCE, "A mot.", "en", languages=(stretch,))
    with pytest.raises(ValueError, match="stretch"):
        Cue("s-1", Kind.SENTENCE, "A mot.", "en", pronunciations=(Pronunciation(2, 9, "en", "x"),))


@pytest.mark.slow
def test_a_book_with_lexicons_is_valid(tmp_path: Path) -> None:
    from lectern.build import Options, build
    from lectern.checks.epubcheck import check
    from lectern.model import Format

    path = tmp_path / "tides.md"
    path.write_text(
        "---\ntitle: T\nauthor: A\ndate: 2026-03-14\nlang: en-GB\n"
        "pronounce: {selkie: SEL-kee, de: {Watt: {ipa: vat}}}\n---\n\nThe selkie in the [Watt]{lang=de}.\n"
    )
    build([path], Options((Format.EPUB,), tmp_path / "out"), lambda event: None)
    book = tmp_path / "out" / "tides" / "tides.epub"
    with zipfile.ZipFile(book) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    pages = [page for page in pages if b"selkie" in page]

    assert pages
    assert all(b'rel="pronunciation" type="application/pls+xml" hreflang="de"' in page for page in pages)
    assert list(check([book])) == []
