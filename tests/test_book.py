"""A folder of numbered files, or with a `book.yaml`, is one book: chapters in order, ids once, links across files."""

from __future__ import annotations

from pathlib import Path

import pypandoc
import pytest
from PIL import Image

from lectern import article, source
from lectern.errors import SourceError
from lectern.model import Document, Kind


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        file = path / name.replace("__", "/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return path


def read(path: Path, unpack: Path | None = None) -> Document:
    return article.read(source.read(path), unpack=unpack)


def headings(document: Document) -> list[str]:
    return [each.text for each in document.fragments if each.kind is Kind.HEADING]


def rules(document: Document) -> list[str]:
    return [finding.rule for finding in document.findings]


def test_numbered_files_are_chapters_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    book = folder(
        tmp_path / "Of Tides",
        **{"1-one.md": "# One\n\nA.", "10-ten.md": "# Ten\n\nC.", "2 two.txt": "Introduction\n\nB.", "notes.md": "No."},
    )

    document = read(book)

    assert headings(document) == ["One", "Introduction", "Ten"]
    assert document.slug == "of-tides"


def test_a_book_yaml_names_the_chapters_and_the_book(tmp_path: Path) -> None:
    book = folder(
        tmp_path / "b",
        **{
            "book.yaml": "title: Of tides\nauthor: Ana Marsh\nlang: en\nchapters:\n- z.md\n- a.md\n",
            "a.md": "---\ntitle: Neap\nauthor: Bo Li\n---\n\n# Low\n\nText.",
            "z.md": "---\ntitle: Spring\n---\n\nText.",
        },
    )

    document = read(book)

    assert (document.metadata.title, document.metadata.authors) == ("Of tides", ("Ana Marsh",))
    assert headings(document) == ["Spring", "Neap", "Low"]


def test_ids_stand_once_and_links_across_files_arrive(tmp_path: Path) -> None:
    book = folder(
        tmp_path / "b",
        **{
            "1.md": "# One {#start-here}\n\n[Two](2.md), [its part](2.md#part), [deep](sub/3.md) and [here](#part).\n\n"
            "## Part {#part}\n\nA.[^1]\n\n[^1]: First.",
            "2.md": "# Two\n\n## Part {#part}\n\nSee [here](#part), [one](1.md#start-here).[^1]\n\n[^1]: Second.",
            "book.yaml": "chapters: [1.md, 2.md, sub/3.md]\n",
            "sub__3.md": "Deep. [Back](../1.md)",
        },
    )

    document = read(book)

    assert "link-to-nowhere" not in rules(document)
    for address in ("#two", "#part-part-2", "#part-3", "#part", "#start-here"):
        assert f'"{address}"' in document.ast
    assert [each.text for each in document.fragments if each.kind is Kind.NOTE] == ["First.", "Second."]


def test_pictures_of_chapters_are_found_where_they_stand_and_within_them(tmp_path: Path) -> None:
    chapter = 'A. ![w](w.png){alt="A wave"}'
    book = folder(tmp_path / "b", **{"sub__1.md": chapter, "book.yaml": "chapters: [sub/1.md, 2.docx]"})
    Image.new("RGB", (4, 3)).save(book / "sub" / "w.png")
    pypandoc.convert_text(
        '# Two\n\nB. ![w](w.png){alt="A wave"}', "docx", format="markdown", outputfile=str(book / "2.docx"),
        extra_args=[f"--resource-path={book / 'sub'}"],
    )  # fmt: skip

    media = read(book, tmp_path / "unpacked").media

    assert sorted(each.suffix for each in media.values()) == [".png", ".png"]
    assert "sub/w.png" in media


def test_citations_of_a_book_lead_to_its_one_list(tmp_path: Path) -> None:
    book = folder(
        tmp_path / "b",
        **{
            "1.md": "# One\n\nTides are slow (Marsh, 2004).",
            "2.md": "# Two\n\nMarsh (2004) says so.",
            "3-references.md": "# References\n\nMarsh, T. (2004). *Slow pulses*. Harbour Press.",
        },
    )

    document = read(book)

    assert document.ast.count('"doc-biblioref"') == 2
    assert [each["id"] for each in document.references]


def test_books_are_found_beside_articles(tmp_path: Path) -> None:
    folder(tmp_path / "book", **{"1.md": "A.", "2.md": "B."})
    folder(tmp_path / "pictures", **{"1.md": "A."})
    folder(tmp_path, **{"x.md": "A."})

    assert [path.name for path in source.find_sources(tmp_path)] == ["book", "x.md"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"book.yaml": "chapters: [../x.md]"}, "outside the book's folder"),
        ({"book.yaml": "chapters: [x.md]"}, "is not there"),
        ({"book.yaml": "chapters: x.md"}, "no list of files"),
        ({"book.yaml": "title: T"}, "no chapter"),
        ({"x.md": "A."}, "a folder, not an article"),
    ],
)
def test_a_book_that_cannot_be_read_is_refused(tmp_path: Path, files: dict[str, str], said: str) -> None:
    (tmp_path / "x.md").write_text("Secret.")

    with pytest.raises(SourceError, match=said):
        source.read(folder(tmp_path / "b", **files))
