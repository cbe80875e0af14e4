"""The EPUB edition: whole, voiced in reading order, honest about what it has, the same bytes every time."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest
from PIL import Image

from lectern.checks import ace, epubcheck
from lectern.checks.book import check as check_book
from lectern.model import SAMPLE_RATE, Edition, Kind, Severity
from lectern.writers import epub
from tests.books import (
    ARTICLES,
    HARD,
    NAMES,
    document,
    find,
    metas,
    names,
    part,
    pictures,
    text_only,
    tree,
    voiced,
)

CLOCK = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3})")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures, for articles to name."""
    return pictures(tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    """An article with every kind of fragment, and its book."""
    from lectern import article, source

    edition = voiced(article.read(source.read(ARTICLES / "everything.md")))
    return edition, epub.write(edition, tmp_path_factory.mktemp("book")).path


def milliseconds(value: str) -> int:
    hours, minutes, seconds, rest = map(int, CLOCK.fullmatch(value).groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def samples(audio: bytes) -> int:
    with av.open(io.BytesIO(audio)) as container:
        return sum(frame.samples for frame in container.decode(audio=0))


def clips(book: Path, name: str) -> list[tuple[str, int, int]]:
    pairs = find(tree(book, name), "//s:par")
    return [
        (
            pair.find("{*}text").get("src").partition("#")[2],
            milliseconds(pair.find("{*}audio").get("clipBegin")),
            milliseconds(pair.find("{*}audio").get("clipEnd")),
        )
        for pair in pairs
    ]


def test_every_fragment_sounds_once_and_in_the_order_of_its_document(
    everything: tuple[Edition, Path],
) -> None:
    edition, book = everything
    own = {fragment.id for fragment in edition.document.fragments}

    sounding = []
    for name in names(book, ".smil"):
        page = tree(book, name.replace("overlays", "sections").replace(".smil", ".xhtml"))
        heard = [fragment for fragment, _, _ in clips(book, name)]
        assert heard == [each for each in page.xpath("//@id") if each in own]
        sounding += heard

    assert sorted(sounding) == sorted(own)


def test_clips_are_gapless_increasing_and_inside_the_audio(everything: tuple[Edition, Path]) -> None:
    _, book = everything

    for name in names(book, ".smil"):
        heard = clips(book, name)
        length = samples(part(book, name.replace("overlays", "audio").replace(".smil", ".mp3")))
        assert heard[0][1] == 0
        assert all(begin < end for _, begin, end in heard)
        assert all(before[2] == after[1] for before, after in pairwise(heard))
        assert 0 <= length * 1000 / SAMPLE_RATE - heard[-1][2] < 1


def test_the_durations_are_those_of_the_clips_and_their_sum(everything: tuple[Edition, Path]) -> None:
    _, book = everything
    package = tree(book, "content.opf")
    hrefs = {each.get("id"): each.get("href") for each in find(package, "//o:item")}

    single = {
        hrefs[each.get("refines")[1:]]: milliseconds(each.text)
        for each in find(package, "//o:meta[@property='media:duration'][@refines]")
    }
    total = find(package, "//o:meta[@property='media:duration'][not(@refines)]")

    assert single == {name: clips(book, name)[-1][2] for name in names(book, ".smil")}
    assert [milliseconds(each.text) for each in total] == [sum(single.values())]


def test_what_is_ancillary_is_skippable_and_main_text_is_not(everything: tuple[Edition, Path]) -> None:
    edition, book = everything
    kinds = {fragment.id: fragment.kind for fragment in edition.document.fragments}
    expected = {Kind.CITATION: "biblioref footnote", Kind.NOTE: "footnote", Kind.REFERENCE: "footnote"}

    seen = set()
    for name in names(book, ".smil"):
        for pair in find(tree(book, name), "//s:par"):
            kind = kinds[pair.find("{*}text").get("src").partition("#")[2]]
            assert pair.get(f"{{{NAMES['epub']}}}type") == expected.get(kind)
            seen.add(kind)

    assert seen >= {Kind.CITATION, Kind.NOTE, Kind.REFERENCE, Kind.ROW, Kind.IMAGE, Kind.MATH, Kind.CODE}


def test_what_a_listener_may_leave_is_escapable_and_nothing_escapable_is_nested(
    everything: tuple[Edition, Path],
) -> None:
    _, book = everything
    sequences = [each for name in names(book, ".smil") for each in find(tree(book, name), "//s:seq")]

    types = {each.get(f"{{{NAMES['epub']}}}type") for each in sequences}

    assert types >= {"figure", "table", "list", "endnotes", "bibliography", None}
    assert not any(find(each, ".//s:seq") for each in sequences)


def test_every_reference_inside_the_book_has_its_target(everything: tuple[Edition, Path]) -> None:
    _, book = everything
    pages = [name for name in names(book, ".xhtml")]
    ids = {name: set(tree(book, name).xpath("//@id")) for name in pages}

    for name in pages:
        for href in tree(book, name).xpath("//@href[not(contains(., ':'))] | //@src"):
            place, _, fragment = str(href).partition("#")
            home = str((Path("/") / name).parent.joinpath(place).resolve())[1:] if place else name
            assert part(book, home)
            assert not fragment or fragment in ids[home]


def test_citations_lead_to_their_entry_and_entries_lead_back(everything: tuple[Edition, Path]) -> None:
    _, book = everything
    references = next(name for name in names(book, ".xhtml") if "references" in name)
    text = next(name for name in names(book, ".xhtml") if "/01-" in name)

    cited = find(tree(book, text), "//h:a[@role='doc-biblioref']")
    back = find(tree(book, references), "//h:a[@role='doc-backlink']")

    assert len(cited) == 3
    assert {each.get("href").partition("#")[0] for each in cited} == {references.rpartition("/")[2]}
    assert {f"#{each.get('id')}" for each in cited} == {
        "#" + each.get("href").partition("#")[2] for each in back
    }
    assert all(each.get(f"{{{NAMES['epub']}}}type") == "biblioref" for each in cited)


def test_places_name_the_document_that_holds_each_fragment(everything: tuple[Edition, Path]) -> None:
    edition, book = everything

    places = epub.places(edition)

    assert set(places) == {fragment.id for fragment in edition.document.fragments}
    for fragment, place in places.items():
        name, _, target = place.partition("#")
        assert target == fragment
        assert target in tree(book, name).xpath("//@id")


def test_the_same_edition_gives_the_same_bytes(everything: tuple[Edition, Path], tmp_path: Path) -> None:
    edition, book = everything

    again = epub.write(edition, tmp_path)

    assert again.path.read_bytes() == book.read_bytes()


def test_the_container_has_fixed_times_and_the_mimetype_first_and_stored(
    everything: tuple[Edition, Path],
) -> None:
    with zipfile.ZipFile(everything[1]) as archive:
        entries = archive.infolist()

    assert everything[1].read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(entry.compress_type == 0 for entry in entries if entry.filename.endswith((".mp3", ".woff2")))


def test_the_package_says_language_title_and_narrator(everything: tuple[Edition, Path]) -> None:
    package = tree(everything[1], "content.opf")

    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert find(package, "//dc:title")[0].text == "Everything"
    assert find(package, "//dc:identifier")[0].text.startswith("urn:uuid:")
    assert metas(everything[1], "media:narrator") == ["silent, tone, synthetic voice"]
    assert metas(everything[1], "media:active-class") == ["-epub-media-overlay-active"]
    assert metas(everything[1], "media:playback-active-class") == ["-epub-media-overlay-playing"]
    style = part(everything[1], "styles/book.css").decode()
    assert ".-epub-media-overlay-active" in style
    assert ".-epub-media-overlay-playing" in style


def test_the_time_of_change_is_the_articles_date_or_the_one_asked_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    edition = text_only(folder, "---\ntitle: Tides\ndate: 2025-03-14\n---\n\nWater rises.\n")

    dated = epub.write(edition, tmp_path).path
    assert metas(dated, "dcterms:modified") == ["2025-03-14T00:00:00Z"]

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert metas(epub.write(edition, tmp_path).path, "dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_the_pages_of_the_pdf_are_those_of_the_book(
    everything: tuple[Edition, Path], tmp_path: Path
) -> None:
    """Each fragment is given a page, as if the PDF were long; notes stand at its end, and break nothing here."""
    edition, plain = everything
    fragments = edition.document.fragments
    pages = {each.id: 1 + number // 3 for number, each in enumerate(fragments)}
    pages |= {each.id: 99 for each in fragments if each.kind is Kind.NOTE}

    book = epub.write(edition, tmp_path, pages=pages).path
    listed = find(tree(book, "nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a")

    numbers = [int(each.text) for each in listed]
    assert numbers == sorted(set(numbers)) == sorted(set(pages.values()) - {99})
    for link in listed:
        name, _, id = link.get("href").partition("#")
        (mark,) = find(tree(book, name), f"//h:span[@id='{id}']")
        assert (mark.get("role"), mark.get("aria-label")) == ("doc-pagebreak", link.text)
        after = [each for each in mark.xpath("following::*[@id]/@id") if each in pages]
        assert pages[after[0]] == int(link.text)
    assert metas(book, "pageBreakSource") == ["Everything (PDF)"]
    assert set(metas(book, "schema:accessibilityFeature")) >= {"pageBreakMarkers", "pageNavigation"}
    assert [clips(book, name) for name in names(book, ".smil")] == [
        clips(plain, name) for name in names(plain, ".smil")
    ]
    assert not find(tree(plain, "nav.xhtml"), "//h:nav[@epub:type='page-list']")


def test_an_edition_without_narration_is_text_and_claims_no_audio(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["equal-titles"]), tmp_path).path

    assert names(book, ".smil") == names(book, ".mp3") == []
    assert "auditory" not in metas(book, "schema:accessMode")
    assert "synchronizedAudioText" not in metas(book, "schema:accessibilityFeature")
    assert b"media:" not in part(book, "content.opf")


def test_a_voice_that_leaves_something_out_is_not_claimed_to_suffice(folder: Path, tmp_path: Path) -> None:
    edition = voiced(document(folder, "# Tides\n\nWater rises. It falls.\n"))
    assert edition.script is not None
    silent = edition.document.fragments[-1].id
    cues = {name: cue for name, cue in edition.script.cues.items() if name != silent}
    lost = replace(edition.script, cues=cues)
    asked = replace(lost, left_out=frozenset({silent}))

    books = [
        epub.write(replace(edition, script=script), tmp_path / str(number)).path
        for number, script in enumerate((edition.script, lost, asked))
    ]

    assert ["auditory" in metas(book, "schema:accessModeSufficient") for book in books] == [True, False, False]
    synchronised = ["synchronizedAudioText" in metas(book, "schema:accessibilityFeature") for book in books]
    assert synchronised == [True, False, True]
    assert [each.rule for each in check_book(books)] == ["fragment-not-voiced"]


def test_what_has_no_words_is_silent_and_says_so(folder: Path, tmp_path: Path) -> None:
    text = "# Tides\n\n…\n\nWater rises. ???\n\n| A | B |\n|---|---|\n| – | – |\n| 1 | — |\n"
    edition = voiced(document(folder, text))
    assert edition.script is not None
    kept = {name: cue for name, cue in edition.script.cues.items() if any(map(str.isalnum, cue.text))}
    assert len(kept) < len(edition.script.cues)

    book = epub.write(replace(edition, script=replace(edition.script, cues=kept)), tmp_path).path

    assert check_book([book]) == ()
    assert "auditory" in metas(book, "schema:accessModeSufficient")


def test_an_image_without_description_is_counted_and_alternative_text_is_not_claimed(
    folder: Path, tmp_path: Path
) -> None:
    book = epub.write(text_only(folder, HARD["undescribed"]), tmp_path).path

    assert "alternativeText" not in metas(book, "schema:accessibilityFeature")
    assert metas(book, "schema:accessModeSufficient") == ["textual,visual"]
    assert "2 of 2 images have no text alternative." in metas(book, "schema:accessibilitySummary")[0]


def test_a_book_whose_only_picture_is_its_cover_needs_no_eyes(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["links"]), tmp_path).path

    assert metas(book, "schema:accessMode") == metas(book, "schema:accessModeSufficient") == ["textual"]
    assert "image" not in metas(book, "schema:accessibilitySummary")[0]


def test_the_authors_own_cover_is_the_books(folder: Path, tmp_path: Path) -> None:
    book = epub.write(
        text_only(folder, "---\ntitle: Why?\nauthor: Ada\ncover: wave.png\n---\n\nSo.\n"), tmp_path
    ).path

    with Image.open(io.BytesIO(part(book, "images/cover.png"))) as cover:
        assert cover.getpixel((5, 5)) == (0x0B, 0x55, 0x63)
    assert find(tree(book, "content.opf"), "//o:item[@properties='cover-image']/@href") == [
        "images/cover.png"
    ]
    assert find(tree(book, "sections/cover.xhtml"), "//h:img")[0].get("alt") == "Cover: Why? Ada"


def test_formulas_are_declared_and_claimed_with_their_words(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["formula-and-code"]), tmp_path).path
    with_formulas = find(tree(book, "content.opf"), "//o:item[@properties='mathml']/@href")

    assert [name for name in names(book, ".xhtml") if b"Math/MathML" in part(book, name)] == with_formulas
    assert {"MathML", "describedMath"} <= set(metas(book, "schema:accessibilityFeature"))


def test_conformance_is_never_claimed_while_writing(everything: tuple[Edition, Path]) -> None:
    assert b"conformsTo" not in part(everything[1], "content.opf")


@pytest.fixture(scope="module")
def hard_books(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every hard document as a voiced book."""
    books = tmp_path_factory.mktemp("hard")
    return {
        name: epub.write(voiced(document(folder, text)), books / name).path for name, text in HARD.items()
    }


@pytest.fixture(scope="module")
def paged(everything: tuple[Edition, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of everything with a page break before every second fragment."""
    edition, _ = everything
    pages = {each.id: 1 + number // 2 for number, each in enumerate(edition.document.fragments)}
    return epub.write(edition, tmp_path_factory.mktemp("paged"), pages=pages).path


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(
    everything: tuple[Edition, Path], paged: Path, hard_books: dict[str, Path]
) -> None:
    found = epubcheck.check([everything[1], paged, *hard_books.values()])

    assert [each for each in found if each.severity is not Severity.NOTICE] == []


@pytest.mark.slow
def test_ace_finds_nothing(everything: tuple[Edition, Path], paged: Path, hard_books: dict[str, Path]) -> None:
    wanted = ("notes-in-odd-places", "right-to-left", "formula-and-code")

    assert ace.check([everything[1], paged, *(hard_books[name] for name in wanted)]) == ()
