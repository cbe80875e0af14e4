"""Retractions beside their entries: in every edition, in the article's language, and nothing else changed."""

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from lectern import article, source
from lectern.cache import Cache
from lectern.citations.asking import Pace
from lectern.citations.crossref import Service
from lectern.citations.notices import add_notices
from lectern.model import Document
from lectern.narration.script import narrate
from tests.crossref_server import Answer, Server, work
from tests.test_command_line import publish

TEXT = """\
---
title: Of tides
lang: {language}
---

It is slow (Marsh & Holm, 2004), and quick (Okafor, 2019).

# References

Marsh, T., & Holm, B. (2004). The slow pulse. *Journal of Seas*, *12*(3), 45–67. <https://doi.org/10.1234/seas.12>

Okafor, B. (2019). *Twice a day*. Harbour Press.
"""
RETRACTED = {"DOI": "10.1234/seas.99", "type": "retraction", "updated": {"date-parts": [[2021, 3, 4]]}}
CORRECTED = {"DOI": "10.1234/seas.98", "type": "correction", "updated": {"date-parts": [[2020]]}}


def read(tmp_path: Path, language: str = "en-GB") -> Document:
    path = tmp_path / "tides.md"
    path.write_text(TEXT.format(language=language))
    return article.read(source.read(path))


def asked(document: Document, *notices: dict[str, Any]) -> tuple[Document, tuple[Any, ...]]:
    with Server(lambda path, number: work(**{"updated-by": list(notices)})) as server:
        found = add_notices(
            document, Service(Cache(None), date(2026, 3, 14), server.base, pace=Pace(0, 2, 0.01, 1))
        )
        assert server.asked == ["/works/10.1234/seas.12"]
    return found


def test_without_notices_the_document_stays_as_it_is(tmp_path: Path) -> None:
    document = read(tmp_path)

    assert asked(document) == (document, ())


def test_a_notice_is_a_fragment_of_its_own_behind_its_entry(tmp_path: Path) -> None:
    before = read(tmp_path)

    after, findings = asked(before, RETRACTED, CORRECTED)

    texts = [fragment.text for fragment in after.fragments]
    new = [
        "Marsh & Holm, 2004: retracted (4 March 2021); see https://doi.org/10.1234/seas.99.",
        "Marsh & Holm, 2004: corrected (2020); see https://doi.org/10.1234/seas.98.",
    ]
    at = next(at for at, text in enumerate(texts) if text.startswith("Marsh, T."))
    assert texts[at + 1 : at + 3] == new
    assert [fragment for fragment in after.fragments if fragment.text not in new] == list(before.fragments)
    assert len({fragment.id for fragment in after.fragments}) == len(after.fragments)
    assert [each.rule for each in findings] == ["entry-retracted", "entry-corrected"]


def test_every_notice_has_a_cue(tmp_path: Path) -> None:
    document, _ = asked(read(tmp_path), RETRACTED)

    cues = narrate(document).cues

    assert set(cues) >= {fragment.id for fragment in document.fragments}
    assert any("retracted" in cue.text for cue in narrate(document).listening.cues)


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Marsh & Holm, 2004: zurückgezogen (4. März 2021); siehe"),
     ("pt-BR", "retratado (4 de março de 2021); ver"), ("fi", "retracted (March 4, 2021); see")],
)  # fmt: skip
def test_a_notice_speaks_the_article_s_language(tmp_path: Path, language: str, said: str) -> None:
    document, _ = asked(read(tmp_path, language), RETRACTED)

    spoken = "en" if language == "fi" else language
    assert [each.language for each in document.fragments if said in each.text] == [spoken]
    assert ('["lang", "en"]' in document.ast) == (language == "fi")


def test_a_service_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    document = read(tmp_path)
    with Server(lambda path, number: Answer(503)) as server:
        service = Service(Cache(None), date(2026, 3, 14), server.base, pace=Pace(0, 2, 0.01, 1))
        after, findings = add_notices(document, service)

    assert after == document
    assert [each.rule for each in findings] == ["crossref-not-asked"]


def test_a_retraction_stands_in_every_edition(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_text(TEXT.format(language="en-GB"))
    out = tmp_path / "out"
    with Server(lambda path, number: work(**{"updated-by": [RETRACTED]})) as server:
        ran = publish("build", path, "--check-retractions", "--voice", "espeak", "--outputs", out,
                      LECTERN_CROSSREF=server.base, LECTERN_CACHE=str(tmp_path / "cache"))  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert "Sent to 127.0.0.1: the DOIs 10.1234/seas.12." in ran.stderr
    made = out / "tides"
    fragment = next(each for each in json.loads((made / "tides.fragments.json").read_text())["fragments"]
                    if "retracted" in each["text"])  # fmt: skip
    assert fragment["end_ms"] > fragment["begin_ms"]
    assert f'id="{fragment["id"]}"' in (made / "tides.html").read_text()
    with zipfile.ZipFile(made / "tides.epub") as book:
        page = fragment["epub"].split("#")[0]
        assert (
            "retracted (4 March 2021)"
            in book.read(next(n for n in book.namelist() if n.endswith(page))).decode()
        )
    with pypdfium2.PdfDocument(made / "tides.pdf") as pdf:
        shown = pdf[fragment["page"] - 1].get_textpage().get_text_range()
    assert "retracted (4 March 2021)" in " ".join(shown.split())


def test_offline_and_retractions_exclude_each_other(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_text(TEXT.format(language="en-GB"))

    ran = publish("build", path, "--offline", "--check-retractions", "--outputs", tmp_path / "out")

    assert (ran.returncode, "exclude each other" in ran.stderr) == (2, True)
