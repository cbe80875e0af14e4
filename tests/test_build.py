"""The whole press: four editions that agree with each other, and the same bytes every time."""

import fcntl
import hashlib
import json
import os
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from mutagen.id3 import ID3

from lectern.build import Options, build
from lectern.checks import check_outputs
from lectern.events import Event, Published
from lectern.model import EDITIONS, Format, Severity

ARTICLES = Path(__file__).parent / "articles"
PASTED = ARTICLES / "pasted-page.txt"
ENDINGS = ("html", "pdf", "epub", "mp3", "fragments.json", "vtt", "srt", "words.json")
NAMES = ("everything", "pasted-page")


def publish(outputs: Path, cache: Path | None = None) -> list[Event]:
    events: list[Event] = []
    wish = Options(formats=EDITIONS, outputs=outputs, voice="espeak", cache=cache)
    build([ARTICLES / "everything.md", PASTED], wish, events.append)
    return events


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    publish(folder, folder.parent / "cache")
    return folder


def listed(outputs: Path, name: str) -> dict:
    return json.loads((outputs / name / f"{name}.fragments.json").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_an_article_becomes_four_editions_and_what_stands_beside_them(outputs: Path, name: str) -> None:
    made = sorted(path.name for path in (outputs / name).iterdir())

    assert made == sorted(f"{name}.{ending}" for ending in ENDINGS)


def test_nothing_is_left_beside_what_is_published(outputs: Path) -> None:
    assert sorted(path.name for path in outputs.iterdir()) == sorted([*NAMES, "index.html"])


@pytest.mark.parametrize("name", NAMES)
def test_every_fragment_stands_in_page_book_and_print(outputs: Path, name: str) -> None:
    page = (outputs / name / f"{name}.html").read_text()
    ids = set(re.findall(r'id="(s-[^"]+)"', page))
    with zipfile.ZipFile(outputs / name / f"{name}.epub") as book:
        texts = {each: book.read(each).decode() for each in book.namelist() if each.endswith(".xhtml")}
    with pikepdf.open(outputs / name / f"{name}.pdf") as pdf:
        count = len(pdf.pages)

    for fragment in listed(outputs, name)["fragments"]:
        assert fragment["id"] in ids
        path, _, anchor = fragment["epub"].partition("#")
        text = next(text for each, text in texts.items() if each.endswith(path))
        assert f'id="{anchor}"' in text
        assert 1 <= fragment["page"] <= count


@pytest.mark.parametrize("name", NAMES)
def test_the_book_begins_its_pages_where_the_pdf_does(outputs: Path, name: str) -> None:
    pages = {each["id"]: each["page"] for each in listed(outputs, name)["fragments"]}
    with zipfile.ZipFile(outputs / name / f"{name}.epub") as book:
        marked = re.findall(r'<a href="([^"#]+)#page-(\d+)">', book.read("EPUB/nav.xhtml").decode())
        for path, number in marked:
            after = book.read(f"EPUB/{path}").decode().partition(f'id="page-{number}"')[2]
            first = next(each for each in re.findall(r'id="(s-[^"]+)"', after) if each in pages)
            assert pages[first] == int(number)

    assert marked[0][1] == "1"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_is_in_the_page_at_the_same_time(outputs: Path, name: str) -> None:
    known = listed(outputs, name)
    times = [
        (each["begin_ms"], each["end_ms"]) for each in known["fragments"] if each["begin_ms"] is not None
    ]
    said = {each["id"] for each in known["fragments"] if each["begin_ms"] is not None}

    assert all(0 <= begin < end <= known["duration_ms"] for begin, end in times)
    unsaid = {each["kind"] for each in known["fragments"] if each["id"] not in said}
    assert unsaid <= {
        "reference",
        "sentence",
    }  # the list is summed up; a sentence may be nothing but a citation


@pytest.mark.parametrize("name", NAMES)
def test_the_recording_has_chapters_a_title_and_a_cover(outputs: Path, name: str) -> None:
    tags = ID3(outputs / name / f"{name}.mp3")

    assert tags.getall("CHAP")
    assert tags.getall("CTOC")
    assert tags.getall("APIC")
    assert str(tags["TIT2"]) == listed(outputs, name)["title"]


def test_all_three_citation_forms_of_a_pasted_page_are_linked_both_ways(outputs: Path) -> None:
    page = (outputs / "pasted-page" / "pasted-page.html").read_text()

    links = re.findall(r'<a [^>]*role="doc-biblioref"[^>]*>(.*?)</a>', page)
    assert [re.sub("<[^>]+>", "", link) for link in links] == [
        "Okonkwo (2017)",
        "Halvorsen",
        "Reyes et al., 2020",
    ]
    assert len(re.findall(r'role="doc-backlink"', page)) == 3
    assert "Back to top" not in page


def test_the_same_source_gives_the_same_bytes(outputs: Path, tmp_path: Path) -> None:
    publish(tmp_path / "again")

    assert digests(tmp_path / "again") == digests(outputs)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_build_tells_what_it_published(tmp_path: Path) -> None:
    events: list[Event] = []
    wish = Options(formats=(Format.HTML,), outputs=tmp_path, voice="espeak")

    build([PASTED], wish, events.append)

    published = next(event for event in events if isinstance(event, Published))
    assert [output.path for output in published.outputs] == [tmp_path / "pasted-page" / "pasted-page.html"]
    assert published.duration is None


def test_building_one_edition_anew_forgets_nothing_of_the_others(tmp_path: Path) -> None:
    for formats in ((Format.PDF, Format.MP3), (Format.HTML,)):
        build([PASTED], Options(formats=formats, outputs=tmp_path, voice="espeak"), lambda event: None)

    known = listed(tmp_path, "pasted-page")
    assert known["duration_ms"] > 0
    assert all(each["page"] for each in known["fragments"])
    assert "MP3" in (tmp_path / "pasted-page" / "pasted-page.html").read_text()


def test_what_a_killed_build_left_is_cleared_by_the_next_and_a_running_one_is_left_alone(
    tmp_path: Path,
) -> None:
    killed, running = tmp_path / ".tides-abcd.unfinished", tmp_path / ".moon-abcd.unfinished"
    for folder in (killed, running):
        folder.mkdir()
        (folder / "half.pdf").write_bytes(b"%PDF")
    held = os.open(running, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)

    build([PASTED], Options(formats=(Format.HTML,), outputs=tmp_path, voice="espeak"), lambda event: None)

    os.close(held)
    assert sorted(path.name for path in tmp_path.iterdir()) == [running.name, "index.html", "pasted-page"]


@pytest.mark.slow
def test_every_validator_passes_everything_built(outputs: Path) -> None:
    findings = check_outputs([path for path in outputs.rglob("*.*") if path.is_file()])

    assert [finding for finding in findings if finding.severity is not Severity.NOTICE] == []
