"""How the page says that it is to be cited: to readers, reference managers and search engines."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import rispy
from lxml import html as parser

from lectern.citations.own_work import author_name, own_item, to_apa
from lectern.model import Edition, Metadata
from lectern.writers import html
from tests import editions
from tests.reading import browser

__all__ = ["browser"]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return editions.edition(tmp_path_factory.mktemp("article"))


@pytest.fixture(scope="module")
def path(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return html.write(edition, tmp_path_factory.mktemp("page")).path


@pytest.fixture(scope="module")
def tree(path: Path) -> Any:
    return parser.fromstring(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada Moon", {"family": "Moon", "given": "Ada"}),
        ("Moon, Ada", {"family": "Moon", "given": "Ada"}),
        ("Prof. Dr. Ada Moon", {"family": "Moon", "given": "Ada"}),
        ("Ludwig van der Berg", {"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van der"}),
        ("The Tide Group", {"literal": "The Tide Group"}),
        ("Our own authors", {"literal": "Our own authors"}),
        ("Shore University Press", {"literal": "Shore University Press"}),
        ("Homer", {"literal": "Homer"}),
        ("עדה ירח", {"family": "ירח", "given": "עדה"}),
    ],
)
def test_an_author_is_a_person_or_an_organisation(written: str, read: dict[str, str]) -> None:
    assert author_name(written) == read


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (
            Metadata("Tides", "en-GB", authors=("Ada Moon",), date=date(2025, 3, 14)),
            "Moon, A. (2025, March 14). Tides.",
        ),
        (
            Metadata("Tides", "en", "An account", ("Ada May Moon", "Jean-Paul Holm", "The Tide Group")),
            "Moon, A. M., Holm, J.-P., & The Tide Group. (n.d.). Tides: An account.",
        ),
        (
            Metadata("Was zieht?", "de", authors=("Ada Moon",), date=date(2025, 3, 14)),
            "Moon, A. (2025, 14. März). Was zieht?",
        ),
        (Metadata("Tides", "en", date=date(2025, 3, 4)), "Tides. (2025, March 4)."),
        (Metadata("Tides", "xx", date=date(2025, 3, 4)), "Tides. (2025, March 4)."),
    ],
)
def test_the_reference_is_apas(metadata: Metadata, expected: str) -> None:
    assert "".join(to_apa(metadata, own_item(metadata, "tides"))) == expected


def test_twenty_authors_are_listed_and_more_are_shortened() -> None:
    def apa(count: int) -> str:
        metadata = Metadata("Tides", authors=tuple(f"Ada Moon{chr(97 + place)}" for place in range(count)))
        return "".join(to_apa(metadata, own_item(metadata, "tides")))

    assert apa(20).count("A.") == 20 and ", & Moont" in apa(20)
    assert apa(22).count("A.") == 20 and ", … Moonv" in apa(22)


def test_the_files_hold_what_is_shown_and_can_be_read(tree: Any) -> None:
    files = {
        each.get("download"): unquote(each.get("href").partition(",")[2])
        for each in tree.xpath("//details//a")
    }

    assert sorted(files) == ["tides.bib", "tides.ris"]
    for kind in ("bib", "ris"):
        assert files[f"tides.{kind}"].strip() == tree.get_element_by_id(f"cite-{kind}").text.strip()
    (record,) = rispy.loads(files["tides.ris"])
    assert (record["title"], record["authors"], record["year"]) == ("Tides", ["Moon, Ada"], "2025")
    assert re.match(r"@misc\{moon2025,\n", files["tides.bib"])


def test_the_bibtex_is_read_by_pandoc(tree: Any, pandoc: Path) -> None:
    import subprocess

    text = tree.get_element_by_id("cite-bib").text
    run = subprocess.run(
        [pandoc, "-f", "bibtex", "-t", "csljson"], input=text, capture_output=True, text=True, check=True
    )
    (item,) = json.loads(run.stdout)

    assert (item["title"], item["author"]) == ("Tides", [{"family": "Moon", "given": "Ada"}])
    assert item["issued"]["date-parts"] == [[2025]]


def test_reference_managers_find_what_they_look_for(tree: Any) -> None:
    named = {
        each.get("name"): each.get("content")
        for each in tree.xpath("//meta[starts-with(@name, 'citation_')]")
    }

    assert named == {
        "citation_title": "Tides",
        "citation_author": "Ada Moon",
        "citation_publication_date": "2025/03/14",
        "citation_language": "en-GB",
        "citation_abstract": "Why the sea rises and falls.",
    }
    assert tree.xpath("//meta[@property='og:title']/@content") == ["Tides"]
    assert tree.xpath("//meta[@property='og:locale']/@content") == ["en_GB"]


def test_linked_data_tell_what_the_page_has(tree: Any) -> None:
    told = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])

    assert (told["@type"], told["headline"], told["datePublished"]) == (
        "ScholarlyArticle",
        "Tides",
        "2025-03-14",
    )
    assert told["author"] == [
        {"@type": "Person", "name": "Ada Moon", "familyName": "Moon", "givenName": "Ada"}
    ]
    assert [each["contentUrl"] for each in told["encoding"]] == ["tides.pdf", "tides.epub", "tides.mp3"]
    features = {"structuralNavigation", "alternativeText", "MathML", "describedMath"}
    assert features <= set(told["accessibilityFeature"])
    assert "synchronizedAudioText" not in told["accessibilityFeature"]  # the entry is not read aloud
    assert told["accessMode"] == ["textual", "visual", "auditory"]


def test_hostile_metadata_stay_text(edition: Edition, tmp_path: Path) -> None:
    metadata = dataclasses.replace(
        edition.document.metadata,
        title='A </script><b>"x" {\\} & y',
        authors=('<i>Eve</i> "O\'Neil" }, url={x', "ER  - "),
    )
    hostile = dataclasses.replace(edition, document=dataclasses.replace(edition.document, metadata=metadata))
    tree = parser.fromstring(html.write(hostile, tmp_path).path.read_text(encoding="utf-8"))
    told = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    bibtex = tree.get_element_by_id("cite-bib").text

    assert told["headline"] == metadata.title
    assert tree.xpath("//details//b | //details//i") == []
    assert bibtex.count("{") == bibtex.count("}")


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    server, address = editions.serve(path.parent)
    yield f"{address}/tides.html"
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["http", "file"])
def test_references_are_copied_and_saved(
    browser: Any, path: Path, address: str, place: str, tmp_path: Path
) -> None:
    where = address if place == "http" else path.as_uri()
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    page = context.new_page()
    page.goto(where)
    page.locator("#cite > summary").press("Enter")
    page.get_by_role("button", name="Copy APA").press("Enter")
    page.wait_for_timeout(200)
    told, copied = page.locator("#cite-told").inner_text(), page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save BibTeX").press("Enter")
    saving.value.save_as(tmp_path / "saved.bib")
    saved = (tmp_path / "saved.bib").read_text(encoding="utf-8")
    context.close()

    assert told == "APA is copied."
    assert copied == "Moon, A. (2025, March 14). Tides." + (f" {address}" if place == "http" else "")
    assert saving.value.suggested_filename == "tides.bib"
    assert saved.startswith("@misc{moon2025,")
    assert (f"url = {{{address}}}" in saved) == (place == "http")


@pytest.mark.slow
def test_without_script_the_reference_is_there_and_can_be_saved(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("#cite > summary").press("Enter")
    shown = page.locator("#cite-apa").is_visible(), page.get_by_role("button", name="Copy APA").count()
    links = page.get_by_role("link", name="Save").count()
    context.close()

    assert (shown, links) == ((True, 0), 2)
