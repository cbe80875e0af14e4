"""The EPUB edition: whole, voiced in reading order, honest about what it has, the same bytes every time."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest
from lxml import etree
from PIL import Image

from lectern.checks import ace, epubcheck
from lectern.model import SAMPLE_RATE, Edition, Kind, Severity
from lectern.writers import epub
from tests.voiced import ARTICLES, document, text_only, voiced

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "s": "http://www.w3.org/ns/SMIL",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
CLOCK = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3})")

HARD = {
    "no-headings": "Water rises. It falls again.\n\nThen it rests.\n",
    "equal-titles": "# Tides\n\nFirst part.\n\n# Tides\n\nSecond part[^a].\n\n[^a]: A note of the second.\n",
    "notes-in-odd-places": (
        "# Tables\n\n| Place[^a] | Height |\n|---|---|\n| Malta | 0.2 m[^b] |\n\n: Heights[^c] of the tide.\n\n"
        '![A caption[^d].](wave.png){alt="A wave"}\n\n- An item[^e]\n  - An inner item\n\n> Quoted[^f].\n\n'
        "[^a]: Place note.\n[^b]: Cell note.\n[^c]: Caption note.\n[^d]: Figure note.\n[^e]: Item note. Two.\n"
        "[^f]: Quote note.\n\n    With a second paragraph.\n\n# After\n\nMore[^g].\n\n[^g]: Last.\n"
    ),
    "far-scripts": (
        "---\nlang: de\ntitle: Größe\n---\n\n# Größe & Wärme <1>\n\nEins.\n\n# 潮汐\n\n二。\n\n# Ιόν\n\nDrei.\n"
    ),
    "right-to-left": "---\nlang: ar\ntitle: المد\n---\n\n# الماء\n\nيرتفع الماء. ثم ينخفض[^a].\n\n[^a]: ملاحظة.\n",
    "formula-and-code": (
        "# Formula $E = mc^2$ here\n\n$$h(t) = a \\cos(\\omega t)$$\n\nInline $a^2$ too.\n\n"
        "```python\nif a < b && c:\n    print('x')\n```\n\nTerm\n:   Meaning.\n\n| Verse,\n| verse.\n"
    ),
    "links": (
        "# First\n\nSee [the second](#second), [nowhere](#nowhere), [a file](notes.txt) and "
        "[the web](https://example.org/a?b=c&d=e).\n\n# Second\n\nBack to [the first](#first).\n"
    ),
    "undescribed": "# Waves\n\nA wave: ![](wave.png)\n\n![](tall.gif)\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures of several kinds, for articles to name."""
    folder = tmp_path_factory.mktemp("articles")
    Image.new("RGB", (40, 30), "#0b5563").save(folder / "wave.png")
    Image.new("P", (10, 30)).save(folder / "tall.gif")
    return folder


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    """An article with every kind of fragment, and its book."""
    from lectern import article, source

    edition = voiced(article.read(source.read(ARTICLES / "everything.md")))
    return edition, epub.write(edition, tmp_path_factory.mktemp("book")).path


def part(book: Path, name: str) -> bytes:
    with zipfile.ZipFile(book) as archive:
        return archive.read(f"EPUB/{name}")


def tree(book: Path, name: str) -> etree._Element:
    return etree.fromstring(part(book, name))


def names(book: Path, ending: str) -> list[str]:
    with zipfile.ZipFile(book) as archive:
        return sorted(name.removeprefix("EPUB/") for name in archive.namelist() if name.endswith(ending))


def find(element: etree._Element, path: str) -> list[etree._Element]:
    return element.xpath(path, namespaces=NAMES)


def metas(book: Path, name: str) -> list[str]:
    return [each.text for each in find(tree(book, "content.opf"), f"//o:meta[@property='{name}']")]


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


def test_figures_notes_and_references_are_escapable_and_nothing_escapable_is_nested(
    everything: tuple[Edition, Path],
) -> None:
    _, book = everything
    sequences = [each for name in names(book, ".smil") for each in find(tree(book, name), "//s:seq")]

    types = {each.get(f"{{{NAMES['epub']}}}type") for each in sequences}

    assert types >= {"figure", "endnotes", "bibliography", None}
    assert not types & {"table", "list"}
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
    assert metas(everything[1], "media:narrator") == ["silent (synthetic voice)"]
    assert metas(everything[1], "media:active-class") == ["-epub-media-overlay-active"]
    assert ".-epub-media-overlay-active" in part(everything[1], "styles/book.css").decode()


def test_the_time_of_change_is_the_articles_date_or_the_one_asked_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    edition = text_only(folder, "---\ntitle: Tides\ndate: 2025-03-14\n---\n\nWater rises.\n")

    dated = epub.write(edition, tmp_path).path
    assert metas(dated, "dcterms:modified") == ["2025-03-14T00:00:00Z"]

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert metas(epub.write(edition, tmp_path).path, "dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_an_edition_without_narration_is_text_and_claims_no_audio(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["equal-titles"]), tmp_path).path

    assert names(book, ".smil") == names(book, ".mp3") == []
    assert "auditory" not in metas(book, "schema:accessMode")
    assert "synchronizedAudioText" not in metas(book, "schema:accessibilityFeature")
    assert b"media:" not in part(book, "content.opf")


def test_a_voice_that_leaves_something_out_is_not_claimed_to_suffice(folder: Path, tmp_path: Path) -> None:
    edition = voiced(document(folder, "# Tides\n\nWater rises. It falls.\n"))
    assert edition.script is not None
    left_out = edition.document.fragments[-1].id
    cues = {name: cue for name, cue in edition.script.cues.items() if name != left_out}

    whole = epub.write(edition, tmp_path / "whole").path
    partly = epub.write(replace(edition, script=replace(edition.script, cues=cues)), tmp_path / "partly").path

    assert "auditory" in metas(whole, "schema:accessModeSufficient")
    assert "auditory" not in metas(partly, "schema:accessModeSufficient")
    assert "synchronizedAudioText" in metas(partly, "schema:accessibilityFeature")


def test_an_image_without_description_is_counted_and_alternative_text_is_not_claimed(
    folder: Path, tmp_path: Path
) -> None:
    book = epub.write(text_only(folder, HARD["undescribed"]), tmp_path).path

    assert "alternativeText" not in metas(book, "schema:accessibilityFeature")
    assert metas(book, "schema:accessModeSufficient") == ["textual,visual"]
    assert "2 of 3 images have no text alternative." in metas(book, "schema:accessibilitySummary")[0]


def test_formulas_are_declared_and_claimed_with_their_words(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["formula-and-code"]), tmp_path).path
    with_formulas = find(tree(book, "content.opf"), "//o:item[@properties='mathml']/@href")

    assert [name for name in names(book, ".xhtml") if b"Math/MathML" in part(book, name)] == with_formulas
    assert {"MathML", "describedMath"} <= set(metas(book, "schema:accessibilityFeature"))


def test_conformance_is_never_claimed_while_writing(everything: tuple[Edition, Path]) -> None:
    assert b"conformsTo" not in part(everything[1], "content.opf")


def test_each_section_holds_its_own_notes_with_their_numbers(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["notes-in-odd-places"]), tmp_path).path

    tables, after = [name for name in names(book, ".xhtml") if re.search(r"/\d", name)]

    assert [each.get("value") for each in find(tree(book, tables), "//h:li[@value]")] == list("123456")
    assert [each.get("value") for each in find(tree(book, after), "//h:li[@value]")] == ["7"]
    assert [each.text for each in find(tree(book, after), "//h:h3")] == ["Notes"]
    assert all(
        each.get("href").startswith("#") for each in find(tree(book, after), "//h:a[@role='doc-backlink']")
    )


def test_documents_of_equal_or_unspellable_titles_have_names_of_their_own(
    folder: Path, tmp_path: Path
) -> None:
    equal = epub.write(text_only(folder, HARD["equal-titles"]), tmp_path / "equal").path
    far = epub.write(text_only(folder, HARD["far-scripts"]), tmp_path / "far").path

    assert [name for name in names(equal, ".xhtml") if "/0" in name] == [
        "sections/01-tides.xhtml",
        "sections/02-tides-1.xhtml",
    ]
    assert all(name.isascii() for name in names(far, ""))
    assert [each.text for each in find(tree(far, "nav.xhtml"), "//h:nav[@id='toc']/h:ol/h:li/h:a")] == [
        "Titelseite",
        "Größe & Wärme <1>",
        "潮汐",
        "Ιόν",
    ]


def test_an_article_without_headings_is_one_document_named_by_the_title(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, f"---\ntitle: Tides\n---\n\n{HARD['no-headings']}"), tmp_path).path

    links = find(tree(book, "nav.xhtml"), "//h:nav[@id='toc']//h:a")

    assert [each.text for each in links] == ["Title page", "Tides"]
    assert "structuralNavigation" not in metas(book, "schema:accessibilityFeature")


def test_a_language_from_right_to_left_turns_the_pages_that_way(folder: Path, tmp_path: Path) -> None:
    book = epub.write(text_only(folder, HARD["right-to-left"]), tmp_path).path
    package = tree(book, "content.opf")

    assert find(package, "//o:spine")[0].get("page-progression-direction") == "rtl"
    assert all(tree(book, name).get("dir") == "rtl" for name in names(book, ".xhtml"))


def test_links_find_their_document_and_links_to_nowhere_keep_their_words(
    folder: Path, tmp_path: Path
) -> None:
    output = epub.write(text_only(folder, HARD["links"]), tmp_path)

    first, second = (tree(output.path, name) for name in names(output.path, ".xhtml") if "/0" in name)

    assert [each.get("href") for each in find(first, "//h:a")] == [
        "02-second.xhtml#second",
        "https://example.org/a?b=c&d=e",
    ]
    assert [each.get("href") for each in find(second, "//h:a")] == ["01-first.xhtml#first"]
    assert "nowhere, a file and" in "".join(first.itertext())
    assert [(each.rule, each.severity) for each in output.findings] == [
        ("link-to-nowhere", Severity.WARNING),
        ("link-to-nowhere", Severity.WARNING),
    ]


def test_pictures_are_named_by_what_they_are_and_what_a_book_may_not_hold_is_made_png(
    folder: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (8, 8)).save(folder / "wrong-name.png", "JPEG")
    Image.new("RGB", (8, 8)).save(folder / "new.avif")
    text = '# A\n\n![a](wrong-name.png){alt="a"} ![b](new.avif){alt="b"} ![c](wrong-name.png){alt="c"}\n'

    book = epub.write(text_only(folder, text), tmp_path).path

    assert [name for name in names(book, "") if name.startswith("images/0")] == [
        "images/01-wrong-name.jpg",
        "images/02-new.png",
    ]


def test_a_moving_picture_is_no_claim_of_safety(folder: Path, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    still = epub.write(text_only(folder, '# A\n\n![a](wave.png){alt="a"}\n'), tmp_path / "still").path
    moving = epub.write(text_only(folder, '# A\n\n![a](moving.gif){alt="a"}\n'), tmp_path / "moving").path

    assert metas(still, "schema:accessibilityHazard") == ["none"]
    assert metas(moving, "schema:accessibilityHazard") == ["unknown"]


@pytest.fixture(scope="module")
def hard_books(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every hard document as a voiced book."""
    books = tmp_path_factory.mktemp("hard")
    return {
        name: epub.write(voiced(document(folder, text)), books / name).path for name, text in HARD.items()
    }


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(everything: tuple[Edition, Path], hard_books: dict[str, Path]) -> None:
    found = epubcheck.check([everything[1], *hard_books.values()])

    assert [each for each in found if each.severity is not Severity.NOTICE] == []


@pytest.mark.slow
def test_ace_finds_nothing(everything: tuple[Edition, Path], hard_books: dict[str, Path]) -> None:
    wanted = ("notes-in-odd-places", "right-to-left", "formula-and-code")

    assert ace.check([everything[1], *(hard_books[name] for name in wanted)]) == ()
