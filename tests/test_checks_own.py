"""The press's own checks: each finds what it is for, and nothing in a good file."""

import json
from pathlib import Path

import pytest
from mutagen import id3

from lectern.checks import agreement, book, narration_file, own, pdfua, web_page
from lectern.checks.epub_file import seconds
from lectern.model import Finding
from tests import made


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({finding.rule for finding in findings})


def narration(
    path: Path, *, chapters: tuple[tuple[int, int], ...] = ((0, 1500), (1500, 4000)), listed: int = 2
) -> Path:
    path.write_bytes(made.silence())
    tags = id3.ID3()
    tags.add(id3.TIT2(text="Tides"))
    tags.add(id3.TLAN(text="eng"))
    tags.add(id3.APIC(mime="image/png", type=3, data=b"\x89PNG"))
    for number, (begin, end) in enumerate(chapters):
        tags.add(id3.CHAP(element_id=f"c{number}", start_time=begin, end_time=end))
    tags.add(
        id3.CTOC(element_id="toc", flags=3, child_element_ids=[f"c{number}" for number in range(listed)])
    )
    tags.save(path)
    return path


def listed(path: Path, **changes: object) -> Path:
    """Write a fragment list for the made page, book and narration; the changes are made in its second fragment."""
    fragments: list[dict[str, object]] = [
        {"id": "s-00000001", "epub": "text.xhtml#s-00000001", "begin_ms": 0, "end_ms": 1500},
        {"id": "s-00000002", "epub": "text.xhtml#s-00000002", "begin_ms": 1500, "end_ms": 4000, **changes},
    ]
    path.write_text(json.dumps({"fragments": fragments}))
    return path


def test_good_files_have_nothing_to_find(tmp_path: Path) -> None:
    files = [
        made.book(tmp_path / "tides.epub"),
        made.page(tmp_path / "tides.html"),
        narration(tmp_path / "tides.mp3"),
        listed(tmp_path / "tides.fragments.json"),
    ]

    assert own.check(files) == ()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('clipBegin="1.5s"', 'clipBegin="1.6s"'), "overlay-clip-gap"),
        (('clipBegin="1.5s"', 'clipBegin="1.4s"'), "overlay-clip-gap"),
        (('clipEnd="1.5s"', 'clipEnd="0s"'), "overlay-clip-empty"),
        (('clipEnd="4s"', 'clipEnd="9s"'), "overlay-clip-outside"),
        (
            ('<audio src="text.mp3" clipBegin="0s"', '<audio src="no.mp3" clipBegin="0s"'),
            "overlay-audio-missing",
        ),
        (('src="text.xhtml#s-00000002"', 'src="text.xhtml#s-00000009"'), "overlay-target-missing"),
        (('src="text.xhtml#s-00000002"', 'src="nav.xhtml#s-00000002"'), "overlay-elsewhere"),
        (('src="text.xhtml#s-00000002"', 'src="text.xhtml#s-00000001"'), "overlay-out-of-order"),
        (("<p><span", '<p><span id="s-0000000a">Low water.</span><span'), "fragment-not-voiced"),
        (
            ("<p><span", '<p><span id="s-0000000a" data-narration="no-words">Low water.</span><span'),
            "fragment-not-voiced",
        ),
        (('refines="#overlay">0:00:04.000', 'refines="#overlay">0:00:03.000'), "overlay-duration"),
        (('duration">0:00:04.000', 'duration">0:00:05.000'), "overlay-duration"),
        (('refines="#overlay">', 'refines="#text">'), "overlay-duration"),
        (("</spine>", "</spin>"), "epub-unreadable"),
        (('clipEnd="4s"', 'clipEnd="soon"'), "epub-unreadable"),
        (('full-path="EPUB/package.opf"', 'full-path="EPUB/no.opf"'), "epub-unreadable"),
    ],
)
def test_a_broken_book_is_found(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    assert rule in rules(book.check([made.book(tmp_path / "broken.epub", change)]))


def test_a_sentence_that_is_only_a_citation_is_voiced_by_it(tmp_path: Path) -> None:
    change = (
        '<span id="s-00000002">The sea rises and falls.</span>',
        '<span id="s-00000003"><span id="s-00000002">(Li, 2020)</span></span>',
    )

    assert book.check([made.book(tmp_path / "cited.epub", change)]) == ()


def test_a_file_that_is_no_zip_is_found(tmp_path: Path) -> None:
    path = tmp_path / "torn.epub"
    path.write_bytes(b"PK")

    assert rules(book.check([path])) == ["epub-unreadable"]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("1:00:02.5", 3602.5), ("01:30", 90), ("250ms", 0.25), ("2min", 120), ("1h", 3600), ("4", 4)],
)
def test_every_clock_value_is_read(clock: str, expected: float) -> None:
    assert seconds(clock) == expected


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('id="s-00000002"', 'id="title"'), "id-twice"),
        (('href="#title"', 'href="#nowhere"'), "link-broken"),
        (('href="#title"', 'href="tides.pdf"'), "file-missing"),
        (("</main>", '<img src="https://example.org/a.png" alt=""></main>'), "external-resource"),
        (("</main>", '<img srcset="a.png 1x, //example.org/a.png 2x" alt=""></main>'), "external-resource"),
        (("</head>", '<link rel="stylesheet" href="http://example.org/a.css"></head>'), "external-resource"),
        (("<style>", "<style>@import 'https://example.org/a.css';"), "external-resource"),
        (("<main>", "<main style=\"background: url('//example.org/a.png')\">"), "external-resource"),
    ],
)
def test_a_broken_page_is_found(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    assert rule in rules(web_page.check([made.page(tmp_path / "broken.html", change)]))


def test_a_link_to_another_site_is_no_resource_of_it(tmp_path: Path) -> None:
    page = made.page(tmp_path / "linked.html", ('href="#title"', 'href="https://example.org/"'))

    assert web_page.check([page]) == ()


@pytest.mark.parametrize(
    ("chapters", "listed", "rule"),
    [
        ((), 0, "chapters-missing"),
        (((0, 1500), (1500, 4000)), 1, "chapters-not-listed"),
        (((0, 1500), (1500, 3000)), 2, "chapters-incomplete"),
        (((500, 1500), (1500, 4000)), 2, "chapters-incomplete"),
        (((0, 1500), (1600, 4000)), 2, "chapters-not-in-order"),
    ],
)
def test_broken_chapters_are_found(
    tmp_path: Path, chapters: tuple[tuple[int, int], ...], listed: int, rule: str
) -> None:
    path = narration(tmp_path / "broken.mp3", chapters=chapters, listed=listed)

    assert rules(narration_file.check([path])) == [rule]


def test_a_narration_without_a_tag_is_found(tmp_path: Path) -> None:
    path = tmp_path / "bare.mp3"
    path.write_bytes(made.silence())

    assert rules(narration_file.check([path])) == ["audio-tag-missing", "chapters-missing"]


def test_a_file_that_is_no_sound_is_found(tmp_path: Path) -> None:
    path = tmp_path / "words.mp3"
    path.write_text("no sound")

    assert rules(narration_file.check([path])) == ["audio-unreadable"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"id": "s-00000001"}, "fragment-twice"),
        ({"id": "s-00000009"}, "fragment-missing"),
        ({"epub": None}, "fragment-missing"),
        ({"epub": "nav.xhtml#s-00000002"}, "fragment-missing"),
        ({"end_ms": 9000}, "fragment-outside"),
        ({"begin_ms": 100}, "fragment-outside"),
        ({"begin_ms": "soon"}, "fragments-unreadable"),
    ],
)
def test_editions_that_disagree_are_found(tmp_path: Path, changes: dict[str, object], rule: str) -> None:
    made.book(tmp_path / "tides.epub")
    made.page(tmp_path / "tides.html")
    narration(tmp_path / "tides.mp3")

    assert rule in rules(agreement.check([listed(tmp_path / "tides.fragments.json", **changes)]))


@pytest.mark.parametrize(("page", "expected"), [(2, []), (3, ["page-elsewhere"])])
def test_a_page_break_stands_before_what_begins_the_page(tmp_path: Path, page: int, expected: list[str]) -> None:
    mark = '<p><span id="page-2" role="doc-pagebreak" aria-label="2"/><span id="s-00000002">'
    made.book(tmp_path / "tides.epub", ('<p><span id="s-00000002">', mark))

    assert rules(agreement.check([listed(tmp_path / "tides.fragments.json", page=page)])) == expected


def test_a_list_that_is_no_list_is_found(tmp_path: Path) -> None:
    path = tmp_path / "tides.fragments.json"
    path.write_text("[]")

    assert rules(agreement.check([path])) == ["fragments-unreadable"]


def test_pdfua_passes_a_tagged_file_and_no_other(tmp_path: Path) -> None:
    good, plain = made.pdf(tmp_path / "good.pdf", tagged=True), made.pdf(tmp_path / "plain.pdf", tagged=False)
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(good.read_bytes()[:100])

    findings = pdfua.check([good, plain, torn])

    assert {finding.where.partition(":")[0] for finding in findings} == {"plain.pdf", "torn.pdf"}
    assert "pdfua-tagged-document-001" in rules(findings)
    assert "pdfua-unreadable" in rules(findings)
