"""The shelf: what was built, with covers, lengths and editions."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from lectern import index
from lectern.errors import PublishError
from lectern.model import Format
from tests import editions


def build(outputs: Path, slug: str, **more: Any) -> Path:
    """Leave what a build leaves: the editions and the list of fragments."""
    folder = outputs / slug
    folder.mkdir(parents=True)
    known = {
        "slug": slug,
        "title": slug.capitalize(),
        "subtitle": "",
        "authors": ["Ada Moon"],
        "date": "2025-03-14",
        "language": "en-GB",
        "description": "Why the sea rises and falls.",
        "words": 460,
        "duration_ms": 190_000,
        "fragments": [
            {"id": "s-1", "kind": "sentence", "text": "word " * 460},
            {"id": "s-2", "kind": "reference", "text": "word " * 9000},
        ],
    } | more
    (folder / f"{slug}.fragments.json").write_text(json.dumps(known), encoding="utf-8")
    for name, size in (("html", 300_000), ("pdf", 62_000), ("epub", 4_800_000), ("mp3", 3_900_000)):
        (folder / f"{slug}.{name}").write_bytes(bytes(size))
    return folder


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    build(tmp_path, "tides")
    build(tmp_path, "winds", date="2026-01-01", title="Winds & <waves>")
    return tmp_path


def shelf(outputs: Path) -> Any:
    path = index.write_index(index.find_entries(outputs), outputs)
    return parser.fromstring(path.read_text(encoding="utf-8"))


def test_an_entry_tells_what_its_folder_holds(outputs: Path) -> None:
    entry = index.entry_from_folder(outputs / "tides")

    assert entry is not None
    assert (entry.title, entry.authors, entry.words) == ("Tides", ("Ada Moon",), 460)
    assert entry.duration == timedelta(seconds=190)
    assert entry.sizes[Format.MP3] == 3_900_000
    assert entry.cover.startswith(b"RIFF")


def test_the_newest_article_stands_first_with_its_letters_kept(outputs: Path) -> None:
    assert shelf(outputs).xpath("//h2/a/text()") == ["Winds & <waves>", "Tides"]


def test_four_downloads_say_size_and_length_and_sound_different(outputs: Path) -> None:
    book = shelf(outputs).xpath("//article[@aria-labelledby='tides']")[0]
    links = book.xpath(".//div[@class='downloads']//a")
    told = [link.text.replace("\u00a0", " ") for link in links]

    assert told == ["Web page, 0.3 MB", "PDF, 62 kB", "EPUB with narration, 4.8 MB", "MP3, 3 min, 3.9 MB"]
    assert [link.get("href") for link in links] == [
        f"tides/tides.{end}" for end in ("html", "pdf", "epub", "mp3")
    ]
    assert all(link.text_content().endswith(": Tides") for link in links)
    assert book.xpath(".//p[@class='facts']/text()") == ["2 min to read · 3 min to hear"]


def test_a_recording_waits_until_it_is_asked_for(outputs: Path) -> None:
    audio = shelf(outputs).xpath("//audio")

    assert [each.get("preload") for each in audio] == ["none", "none"]
    assert not any("autoplay" in each.attrib for each in audio)


def test_only_editions_that_are_there_are_offered(outputs: Path) -> None:
    for name in ("pdf", "mp3"):
        (outputs / "tides" / f"tides.{name}").unlink()
    book = shelf(outputs).xpath("//article[@aria-labelledby='tides']")[0]

    assert book.xpath(".//div[@class='downloads']//a/@href") == ["tides/tides.html", "tides/tides.epub"]
    assert book.xpath(".//audio") == []


def test_what_is_half_built_or_broken_is_left_out(outputs: Path) -> None:
    build(outputs, "broken")
    (outputs / "broken" / "broken.fragments.json").write_text("{", encoding="utf-8")
    build(outputs, ".aside")
    (outputs / "empty").mkdir()

    assert [each.slug for each in index.find_entries(outputs)] == ["winds", "tides"]


def test_a_shelf_of_one_language_speaks_it(tmp_path: Path) -> None:
    build(tmp_path, "gezeiten", language="de-AT", title="Gezeiten")
    tree = shelf(tmp_path)

    assert tree.get("lang") == "de"
    assert tree.xpath("//h1/text()") == ["Artikel"]


def test_other_languages_are_marked(outputs: Path) -> None:
    build(outputs, "gezeiten", language="de", title="Gezeiten")

    assert shelf(outputs).xpath("//h2[@id='gezeiten']/@lang") == ["de"]


def test_an_empty_shelf_says_so(tmp_path: Path) -> None:
    assert "No article has been built yet." in shelf(tmp_path).text_content()


def test_the_same_folder_gives_the_same_bytes(outputs: Path) -> None:
    pages = {index.write_index(index.find_entries(outputs), outputs).read_bytes() for _ in range(2)}

    assert len(pages) == 1


def test_a_disk_that_refuses_is_told_in_words(outputs: Path) -> None:
    (outputs / "index.html").mkdir()
    with pytest.raises(PublishError, match="index"):
        index.write_index((), outputs)


@pytest.mark.slow
def test_the_validators_accept_the_shelf(outputs: Path) -> None:
    from lectern.checks import axe, nu
    from lectern.model import Severity

    for slug in ("tides", "winds"):
        (outputs / slug / f"{slug}.mp3").write_bytes(editions.tones(["s-1"]).audio)
    path = index.write_index(index.find_entries(outputs), outputs)

    assert nu.check([path]) == ()
    assert [each for each in axe.check([path]) if each.severity is not Severity.NOTICE] == []


@pytest.mark.slow
def test_listen_plays_one_voice_at_a_time_and_nothing_by_itself(outputs: Path) -> None:
    from playwright.sync_api import sync_playwright

    from lectern.checks.browser import find_browser

    for slug in ("tides", "winds"):
        (outputs / slug / f"{slug}.mp3").write_bytes(editions.tones(["s-1", "s-2", "s-3"]).audio)
    path = index.write_index(index.find_entries(outputs), outputs)
    playing = "() => [...document.querySelectorAll('audio')].map(each => !each.paused)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        before = page.evaluate(playing)
        page.get_by_label("Listen: Tides").press("Enter")
        page.wait_for_timeout(500)
        first = page.evaluate(playing)
        page.get_by_label("Listen: Winds").press("Enter")
        page.wait_for_timeout(500)
        second = page.evaluate(playing)
        browser.close()

    assert (before, first, second) == ([False, False], [False, True], [True, False])
