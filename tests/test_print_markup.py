"""What is set on paper: lists keep their numbers, and no word leaves the page."""

from pathlib import Path

from pypdfium2 import PdfDocument

from lectern import article, source
from lectern.model import Document
from lectern.writers import pdf
from lectern.writers.structure_tree.text import tagged_text


def read(text: str, folder: Path) -> Document:
    path = folder / "tides.md"
    path.write_text(f"---\ntitle: Tides\nauthor: A. Writer\nlang: en\n---\n\n{text}\n")
    return article.read(source.read(path))


def test_a_list_counts_from_where_and_how_its_author_counts(tmp_path: Path) -> None:
    lists = "3. third\n4. fourth\n\n    ii. small\n    iii. three\n\nAnd:\n\nC) upper\nD) next\n\nAnd:\n\n1. one\n"
    said = tagged_text(pdf.lay_out(read(lists, tmp_path)).pdf)

    assert said.endswith("3. third 4. fourth ii. small iii. three And: C. upper D. next And: 1. one")


def test_a_word_longer_than_the_line_is_broken(tmp_path: Path) -> None:
    word = "abcdefghij" * 15
    made = pdf.lay_out(read(f"Ebb {word} 12\n\n- Low {word} 34", tmp_path)).pdf
    with PdfDocument(made) as opened:
        page, width = opened[0].get_textpage(), opened[0].get_width()
        right = max(page.get_charbox(place)[2] for place in range(page.count_chars()))

    assert right < width - 90
    assert tagged_text(made).endswith(f"Ebb {word} 12 • Low {word} 34")
