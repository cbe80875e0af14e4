"""The documents of a book: each with its own notes, links that lead somewhere, names and pictures fit for a book."""

import re
from pathlib import Path

import pytest
from PIL import Image

from lectern.writers import epub
from tests.books import HARD, find, metas, names, pictures, text_only, tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures, for articles to name."""
    return pictures(tmp_path_factory.mktemp("articles"))


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
    assert output.findings == ()  # both lost their links on the way into the tree


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
