"""Of a saved web page the article is published, with its own markup; what stands around it is left out and told."""

from pathlib import Path

import pytest

from lectern import article, source
from lectern.model import Document
from lectern.web_page import find_article

PAGE = Path(__file__).parent / "articles" / "saved-page.html"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return article.read(source.read(PAGE), unpack=tmp_path_factory.mktemp("unpacked"))


def words(document: Document) -> str:
    return " ".join(each.text for each in document.fragments)


def test_the_article_is_found_and_its_frame_is_left_out(saved: Document) -> None:
    said = words(saved)

    assert "nobody who lives by the sea" in said
    assert "A note at the end" in said
    assert [each for each in ("News", "cookies", "Most read", "knot", "Terms", "track") if each in said] == []


def test_formulas_ids_captions_and_kinds_of_lists_are_kept(saved: Document) -> None:
    assert '"Math"' in saved.ast
    assert "A wave at noon, drawn by hand." in words(saved)
    assert '"OrderedList","c":[[3,' in saved.ast.replace(" ", "")
    assert '"why"' in saved.ast
    assert "link-to-nowhere" not in [finding.rule for finding in saved.findings]


def test_the_head_of_a_page_gives_title_author_date_and_language(saved: Document) -> None:
    known = saved.metadata

    assert (known.title, known.authors, known.language) == ("Of tides", ("Ana Marsh",), "en-GB")
    assert str(known.date) == "2024-05-06"


def test_what_is_left_out_is_counted(saved: Document) -> None:
    [finding] = [each for each in saved.findings if each.rule == "page-frame-dropped"]

    assert finding.message.startswith("20 words")


def test_keep_all_keeps_the_frame(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.read_text())
    (tmp_path / "article.yaml").write_text("keep-all: true\n")

    assert "Ten best boats" in words(article.read(source.read(tmp_path / "page.html")))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Slow water.</p>",
        "<html><body></body></html>",
        "<html><head><title>T</title></head></html>",
        "<html><body><div><div>" * 300,
        "<body" + " a" * 50_000,
    ],
)
def test_a_piece_or_an_odd_page_is_taken_as_it_is(text: str) -> None:
    assert find_article(text).findings == ()


def test_a_short_page_without_a_frame_loses_nothing() -> None:
    found = find_article("<html><body><h1>T</h1><div><p>Slow water.</p></div><p>It rises.</p></body></html>")

    assert "Slow water." in found.text
    assert "It rises." in found.text


def page(head: str, body: str) -> str:
    return f"<html lang='en'><head>{head}</head><body><main>{body}</main></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Of tides</title>", "<h2>Why</h2>", "Of tides"),
        ("<title>Of tides | The Harbour</title>", "<h1>Of <em>tides</em></h1>", "Of tides"),
        ("<title>Of tides – a history</title>", "<h1>Boats</h1>", "Of tides – a history"),
        ("<title>Of tides – a history</title>", "<h1>Of tides</h1><h1>Boats</h1>", "Of tides – a history"),
        ("<title>Of tidesmen</title>", "<h1>Of tides</h1>", "Of tidesmen"),
        ("", "<h1>Of tides</h1>", "Of tides"),
        ("<title>Tides</title><meta name='citation_title' content='Of tides'>", "<h1>Sea</h1>", "Of tides"),
    ],
)
def test_a_page_has_the_title_of_its_head_without_the_name_of_its_site(head: str, body: str, title: str) -> None:
    assert find_article(page(head, f"{body}<p>They come twice a day.</p>")).facts["title"] == title


@pytest.mark.parametrize(
    ("head", "whole"),
    [
        ("<link rel=canonical href='https://sea.example/a/tides'>", "https://sea.example/boats"),
        ("<meta property='og:url' content='https://sea.example/a/tides'>", "https://sea.example/boats"),
        ("<base href='https://old.example/b/'>", "https://old.example/boats"),
        ("<link rel=canonical href='https://sea.example/a/tides'><base href='/c/'>", "https://sea.example/boats"),
        ("<link rel=canonical href='/a/tides'>", "/boats"),
        ("<link rel=canonical href='http://['>", "/boats"),
        ("", "/boats"),
    ],
)
def test_a_link_to_the_same_site_is_made_whole_where_the_page_says_its_address(head: str, whole: str) -> None:
    said = "<p id='n'><a href='/boats'>Boats</a> <a href='#n'>n</a> <img src='x.png'></p>"

    text = find_article(page(head, said)).text

    assert f'href="{whole}"' in text
    assert 'href="#n"' in text
    assert 'src="x.png"' in text


def test_a_page_with_a_numbered_list_of_references_keeps_its_title(tmp_path: Path) -> None:
    said = "<div>By Ana Marsh.</div><h1>Of tides</h1><p>The tide comes twice a day [1].</p><h2>References</h2>"
    listed = "<ol><li>Lind, A. (2011). Bays. Shore Press.</li></ol>"
    (tmp_path / "file.html").write_text(page("<title>Of tides | The Harbour</title>", said + listed))

    assert article.read(source.read(tmp_path / "file.html")).metadata.title == "Of tides"
