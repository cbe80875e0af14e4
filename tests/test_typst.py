"""The second layout engine: the same article, the same tags; text that runs from the right; nothing evaluated."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from lectern import article, source
from lectern.checks import verapdf
from lectern.errors import SourceError, ToolFailed
from lectern.model import Document, Severity
from lectern.writers import pdf, print_engines, typst_process
from lectern.writers.markup import markup
from lectern.writers.structure_tree.text import read_tagged, tagged_text
from lectern.writers.typst_language import string
from lectern.writers.typst_runs import pieces
from tests.test_pdf import DRAWING, FRONT, LONG, RICH, article_words, tagged_words

ARTICLES = Path(__file__).parent / "articles"
HEBREW = """---
title: גאות ושפל
lang: he
---

# מבוא

הים עולה (Okafor & Lindqvist, 2019). מצא *Newton* (1687) עוד. האם? כן! “ציטוט”, ו-(סוגריים).[^a] משפט ארוך שחוצה כמה
שורות, עם English words, [قطعة عربية]{lang=ar} ומספרים כגון 3.14 ו-42, ועד **סופו** של המשפט הזה, שאינו קצר.

[^a]: הערה עם Latin text.

| מקום | גובה |
|:-----|-----:|
| חיפה | 12 |

# References

Okafor, B., & Lindqvist, E. (2019). Twice a day. *Journal of Seas*, *27*(1), 1–9.
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Document]:
    def read_text(text: str) -> Document:
        (tmp_path / "moon.svg").write_text(DRAWING)
        path = tmp_path / "tides.md"
        path.write_text(text)
        return article.read(source.read(path))

    return read_text


def tree(made: bytes) -> list[str]:
    """The types of all structure elements, each with its depth, in reading order."""

    def below(element: pikepdf.Object, depth: int) -> Iterator[str]:
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield f"{depth}{kid.S}"
                yield from below(kid, depth + 1)

    with pikepdf.open(BytesIO(made)) as opened:
        return list(below(opened.Root.StructTreeRoot, 0))


def test_both_engines_give_one_tree_and_one_text(read: Callable[[str], Document]) -> None:
    document = read(FRONT + RICH)
    by_typst, by_weasyprint = (pdf.lay_out(document, engine=name) for name in ("typst", "weasyprint"))

    assert by_typst.findings == ()
    assert tree(by_typst.pdf) == tree(by_weasyprint.pdf)
    assert tagged_words(by_typst.pdf) == article_words(document, by_typst.pages)


def test_typst_says_the_whole_of_a_long_article(read: Callable[[str], Document]) -> None:
    document = read(FRONT + RICH + LONG)
    laid_out = pdf.lay_out(document, engine="typst")

    assert tagged_words(laid_out.pdf) == article_words(document, laid_out.pages)
    assert {fragment.id for fragment in document.fragments} <= set(laid_out.pages)
    with pikepdf.open(BytesIO(laid_out.pdf)) as opened:
        names = {str(name) for name in list(opened.Root.Names.Dests.Names)[::2]}
        assert set(laid_out.pages.values()) == set(range(1, len(opened.pages) + 1))
        titles = [each.title for each in opened.open_outline().root[0].children]
    assert {"The moon", "Long", "References"} <= set(titles)
    assert {fragment.id for fragment in document.fragments} <= names


def test_right_to_left_text_is_read_in_its_own_order(read: Callable[[str], Document]) -> None:
    document = read(HEBREW)
    laid_out = pdf.lay_out(document)

    assert [each.rule for each in laid_out.findings if each.severity is not Severity.NOTICE] == []
    assert tagged_words(laid_out.pdf) == article_words(document, laid_out.pages)
    assert len(list(markup(document).iter("{*}a"))) > 2


def test_right_to_left_articles_are_set_by_typst_unless_asked(read: Callable[[str], Document]) -> None:
    metadata = read(HEBREW).metadata

    chosen, notices = print_engines.choose(metadata)
    assert (chosen, [each.rule for each in notices]) == ("typst", ["pdf-engine-chosen"])
    assert print_engines.choose(metadata, "weasyprint") == ("weasyprint", ())
    assert print_engines.choose(read(FRONT + "Text.\n").metadata) == ("weasyprint", ())


def test_an_article_may_name_its_engine(read: Callable[[str], Document]) -> None:
    named = FRONT.replace("lang:", "pdf: {engine: typst}\nlang:")

    assert print_engines.choose(read(named + "Text.\n").metadata) == ("typst", ())
    with pytest.raises(SourceError, match="does not set PDFs"):
        read(named.replace("typst", "word") + "Text.\n")


def test_where_weasyprint_cannot_be_loaded_typst_sets(
    read: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_engines, "_weasyprint_fails", lambda: "no Pango")

    chosen, notices = print_engines.choose(read(FRONT + "Text.\n").metadata)

    assert chosen == "typst"
    assert "no Pango" in notices[0].message


def test_no_word_of_an_article_is_code(read: Callable[[str], Document]) -> None:
    hostile = 'A "quote" \\" ); #panic("x") #read("/etc/hostname") $x$ *a* @b <c> `#d` \\u{41} //e /*f'
    document = read(FRONT + f"# One\n\n{hostile.replace('$', chr(92) + '$')}\n\n```\n{hostile}\n```\n")
    laid_out = pdf.lay_out(document, engine="typst")

    assert tagged_words(laid_out.pdf) == article_words(document, laid_out.pages)
    assert '#panic("x") #read("/etc/hostname")' in tagged_text(laid_out.pdf)


def test_a_string_literal_ends_where_it_ends() -> None:
    assert string('"\\\n\u2028') == '"\\"\\\\\\u{a}\\u{2028}"'


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("outside")
    folder = tmp_path / "in"
    (folder / "fonts").mkdir(parents=True)
    for wanted in ("/../out.txt", "../out.txt"):
        (folder / "main.typ").write_text(f'#set document(title: "x")\n#read("{wanted}")')
        with pytest.raises(ToolFailed, match="could not set"):
            typst_process.compile_folder(folder, 0)
    (folder / "main.typ").write_text('#import "@preview/example:0.1.0": add')
    with pytest.raises(ToolFailed, match="could not set"):
        typst_process.compile_folder(folder, 0)


def test_a_document_without_end_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "main.typ").write_text("#let n = 0\n#while n < 1000000000 { if n > 5 { n -= 1 }; n += 1 }")

    with pytest.raises(ToolFailed):
        typst_process.compile_folder(tmp_path, 0, seconds=1)


def test_the_same_article_gives_the_same_bytes(read: Callable[[str], Document]) -> None:
    document = read(FRONT + RICH)

    assert pdf.lay_out(document, engine="typst").pdf == pdf.lay_out(document, engine="typst").pdf


def test_a_character_without_a_font_is_a_box_that_says_itself(read: Callable[[str], Document]) -> None:
    laid_out = pdf.lay_out(
        read(FRONT + "# One\n\nThe sign \U00012000x and \U0001d173 here.\n"), engine="typst"
    )

    assert "The sign \U00012000x and" in tagged_text(laid_out.pdf)
    assert [each.rule for each in laid_out.findings] == ["pdf-character-missing"]


def test_nothing_stands_beyond_the_paper(read: Callable[[str], Document]) -> None:
    """Words without a place to break at, in text, code and a narrow column."""
    word = "unbreakable" * 12
    table = f"| A | B | C |\n|---|---|---|\n| {word} | {word} | c |\n"
    text = f"# One\n\n{word} and `{word}`.\n\n```\n{word}\n```\n\n{table}"
    laid_out = pdf.lay_out(read(FRONT + text), engine="typst")

    assert shutil.which("pdftotext"), "poppler-utils is missing"
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=laid_out.pdf, capture_output=True, check=True
    ).stdout.decode()
    rights = [float(each.split('"')[0]) for each in boxes.split('xMax="')[1:]]
    assert max(rights) < 595 - 100
    assert tagged_text(laid_out.pdf).count(word) == 5


def test_pieces_together_are_the_text() -> None:
    for text in ("a b 1, אב גד (2)", "_ __a_ א_ב ١٢ x²", "", "שלום", "…"):
        assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.slow
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_finds_nothing(read: Callable[[str], Document], tmp_path: Path, flavour: str) -> None:
    paths = []
    for name, text in (("rich", FRONT + RICH + LONG), ("hebrew", HEBREW)):
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(pdf.lay_out(read(text), engine="typst").pdf)
    paths.append(tmp_path / "everything.pdf")
    everything = article.read(source.read(ARTICLES / "everything.md"))
    paths[-1].write_bytes(pdf.lay_out(everything, engine="typst").pdf)

    assert verapdf.check(paths, flavour=flavour) == ()


def test_every_tagged_piece_has_words(read: Callable[[str], Document]) -> None:
    said = read_tagged(pdf.lay_out(read(FRONT + RICH), engine="typst").pdf)

    assert not [each for each in said if "\ufffd" in each.text]
