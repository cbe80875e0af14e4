"""The tags of a PDF: one element for one thing, on however many pages; what is no content is an artifact."""

from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import weasyprint
import weasyprint.pdf

from lectern import article, source
from lectern.errors import MissingTool
from lectern.writers import pdf
from lectern.writers.structure_tree import trace
from lectern.writers.structure_tree.text import read_tagged
from lectern.writers.structure_tree.trace import WEASYPRINT, recording

ROWS = "".join(f"| Place {number} | {number} m |\n" for number in range(90))
WAVES = "One wave after the other rolls to the shore. " * 150
CODE = "\n".join(f"line_{number} = {number}" for number in range(80))
LONG = f"""# Long

{WAVES}

- {WAVES}
- short

| Where | High |
|:------|-----:|
{ROWS}
Table: Heights.

```
{CODE}
```

> {WAVES}
"""

Tagged = Callable[[str], pikepdf.Pdf]


@pytest.fixture
def tagged(tmp_path: Path) -> Tagged:
    def read(text: str) -> pikepdf.Pdf:
        (tmp_path / "dot.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" cx="4" cy="4"/></svg>'
        )
        path = tmp_path / "waves.md"
        path.write_text(f"---\ntitle: Waves\nlang: en\n---\n\n{text}")
        return pikepdf.open(BytesIO(pdf.lay_out(article.read(source.read(path))).pdf))

    return read


def elements(opened: pikepdf.Pdf, type_: str) -> list[pikepdf.Object]:
    return [each for each in below(opened.Root.StructTreeRoot) if f"/{type_}" == each.S]


def below(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in kids(parent):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return list(element.get("/K", []))


def types(element: pikepdf.Object) -> list[str]:
    return [str(kid.S)[1:] for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def pages(opened: pikepdf.Pdf, element: pikepdf.Object) -> set[int]:
    """The pages that an element has content on, below it too."""
    numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
    found = set()
    for each in (element, *below(element)):
        for kid in kids(each):
            if isinstance(kid, int):
                found.add(numbers[each.Pg.objgen])
            elif "/MCID" in kid:
                found.add(numbers[kid.Pg.objgen])
    return found


def test_what_crosses_pages_is_one_element(tagged: Tagged) -> None:
    opened = tagged(LONG)

    assert Counter(types(elements(opened, "Sect")[0])) == Counter(
        H2=1, P=1, L=1, Table=1, Div=1, BlockQuote=1
    )
    for type_ in ("L", "Table", "BlockQuote", "Code"):
        (element,) = elements(opened, type_)
        assert len(pages(opened, element)) >= 2, type_
    assert len(pages(opened, elements(opened, "P")[0])) >= 2


def test_a_table_head_is_read_once(tagged: Tagged) -> None:
    opened = tagged(LONG)
    (table,) = elements(opened, "Table")

    assert types(table) == ["Caption", "THead", "TBody"]
    assert len(elements(opened, "TR")) == 91
    assert len([each for each in elements(opened, "TH")]) == 2
    said = "".join(each.text for each in read_tagged(saved(opened)))
    assert said.count("Where") == 1
    assert len(pages(opened, table)) >= 3


def test_running_heads_and_page_numbers_are_artifacts(tagged: Tagged) -> None:
    opened = tagged(LONG)

    for page in list(opened.pages)[1:]:
        stream = page.obj.Contents.read_bytes()
        assert stream.count(b"/Artifact\n<</Type /Pagination>>") >= 3
    assert not [each.text for each in read_tagged(saved(opened)) if each.text.strip() in {"2", "3"}]


def test_every_piece_of_content_leads_back_to_its_element(tagged: Tagged) -> None:
    opened = tagged(LONG + "\n[A link](https://example.org).\n")
    tree = opened.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))

    for element in below(tree):
        for kid in kids(element):
            if isinstance(kid, int):
                assert owners[element.Pg.StructParents][kid].objgen == element.objgen
            elif "/MCID" in kid:
                assert owners[kid.Pg.StructParents][kid.MCID].objgen == element.objgen
            elif kid.get("/Type") == "/OBJR":
                assert owners[kid.Obj.StructParent].objgen == element.objgen
            else:
                assert kid.P.objgen == element.objgen
    assert tree.ParentTreeNextKey > max(owners)


def test_notes_references_and_their_links(tagged: Tagged) -> None:
    opened = tagged("# One\n\nWord.[^a]\n\n[^a]: First.\n\n    Second *paragraph*.\n")
    (note,) = elements(opened, "Note")
    links = [each for found in elements(opened, "Reference") for each in below(found) if each.S == "/Link"]
    names = [
        next(kid.Obj.Contents for kid in kids(link) if isinstance(kid, pikepdf.Dictionary)) for link in links
    ]

    assert types(note) == ["Lbl", "P", "P"]
    assert note.ID == "note-1"
    assert [str(each) for each in opened.Root.StructTreeRoot.IDTree.Names[::2]] == ["note-1"]
    assert [str(each) for each in names] == ["Note 1", "Back to note 1 in the text, p. 1"]


def test_a_link_with_markup_has_one_annotation_for_each_line(tagged: Tagged) -> None:
    opened = tagged("# One\n\nSee [a *marked* `link`^1^](https://example.org/a).\n")
    (link,) = elements(opened, "Link")
    annotations = list(opened.pages[0].Annots)

    assert types(link) == ["Em", "Code"]
    assert [str(each.Contents) for each in annotations] == ["a marked link1"]
    assert annotations[0].A.URI == "https://example.org/a"


def test_lists_say_how_they_are_numbered(tagged: Tagged) -> None:
    opened = tagged("# One\n\n1. First\n\n   a. Nested\n\n2. Second\n\n* Third\n\nTerm\n:   Meaning\n")

    assert [str(each.A.ListNumbering) for each in elements(opened, "L")] == [
        "/Decimal", "/LowerAlpha", "/Disc", "/None",
    ]  # fmt: skip
    assert {tuple(types(each)) for each in elements(opened, "LI")} == {("Lbl", "LBody")}


def test_figures_have_words_a_place_and_their_caption_last(tagged: Tagged) -> None:
    opened = tagged('# One\n\n![A caption.](dot.svg){alt="A dot."}\n\nText.\n')
    (figure,) = elements(opened, "Figure")
    left, bottom, right, top = (float(each) for each in figure.A.BBox)

    assert figure.Alt == "A dot."
    assert types(figure.P) == ["Figure", "Caption"]
    assert 0 < left < right < 595 and 0 < bottom < top < 842


def test_a_decorative_image_is_an_artifact(tagged: Tagged) -> None:
    opened = tagged("# One\n\nText ![](dot.svg){.decorative} goes on.\n")

    assert elements(opened, "Figure") == []


def test_formulas_say_their_words(tagged: Tagged) -> None:
    opened = tagged("# One\n\n$$a^2$$\n\nand $b$.\n")

    assert [str(each.Alt) for each in elements(opened, "Formula")] == ["a squared", "b"]


def test_header_cells_say_what_they_head(tagged: Tagged) -> None:
    grid = """# One

+---------------+--------+
| Property      | Earth  |
+========+======+========+
|        | min  | -89    |
| Degree +------+--------+
|        | max  | 57     |
+--------+------+--------+
"""
    opened = tagged(grid)
    heads = elements(opened, "TH")
    cells = elements(opened, "TD")

    assert [str(each.A.Scope) for each in heads] == ["/Column", "/Column"]
    assert heads[0].A.ColSpan == 2
    assert cells[0].A.RowSpan == 2
    assert [str(each) for each in cells[-1].A.Headers] == [str(heads[1].ID)]
    assert len({str(each.ID) for each in heads}) == 2


def test_a_simple_table_needs_no_ids(tagged: Tagged) -> None:
    opened = tagged("# One\n\n| A | B |\n|---|---|\n| 1 |   |\n")

    assert [str(each.A.Scope) for each in elements(opened, "TH")] == ["/Column", "/Column"]
    assert not [each for each in below(opened.Root.StructTreeRoot) if "/ID" in each]
    assert len(elements(opened, "TD")) == 2


def test_other_languages_are_marked_where_they_are(tagged: Tagged) -> None:
    opened = tagged("# One\n\nA word, [ein Wort]{lang=de}, *und [un mot]{lang=fr}*.\n")

    assert [str(each.Lang) for each in elements(opened, "Span")] == ["de", "fr"]


def test_emphasis_is_kept_for_readers_that_know_it(tagged: Tagged) -> None:
    opened = tagged("# One\n\n*Soft* and **strong** and `code`.\n")

    assert types(elements(opened, "P")[0]) == ["Em", "Strong", "Code"]
    assert opened.Root.StructTreeRoot.RoleMap == pikepdf.Dictionary(
        Em=pikepdf.Name.Span, Strong=pikepdf.Name.Span
    )


def test_a_figure_that_gives_way_is_read_where_it_stood(tagged: Tagged) -> None:
    """A tall figure after half a page: the text after it fills the page, and is still read after it."""
    before, after = (
        "Before it. " * 110,
        "\n\n".join(f"After it, {number}. " + "More. " * 60 for number in range(9)),
    )
    opened = tagged(f'# One\n\n{before}\n\n![Tall.](dot.svg){{alt="A dot."}}\n\n{after}\n')
    (figure,) = elements(opened, "Figure")
    texts = [each.text for each in read_tagged(saved(opened)) if each.text.strip()]
    first_after = next(place for place, text in enumerate(texts) if text.startswith("After it, 0"))

    assert texts.index("A dot.") < first_after
    following = elements(opened, "P")[1]
    assert min(pages(opened, following)) < min(pages(opened, figure))


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    with pytest.raises(MissingTool, match="is needed"), recording():
        pass


def test_the_private_parts_of_weasyprint_are_as_they_were() -> None:
    """What `trace` reads: its version, the function in whose place it stands, and the boxes' marks."""
    assert weasyprint.__version__ == WEASYPRINT
    assert callable(trace._add_tags)
    with recording() as traces:
        weasyprint.HTML(string="<html lang=en><p>Word <a href='#a' id=a>link</a>").write_pdf(pdf_tags=True)

    assert [each.text for each in traces if each.mcid is not None] == ["Word ", "link"]
    assert [each.element.tag for each in traces if each.annotation and each.element is not None] == ["a"]


def test_a_pdf_that_is_not_recorded_has_weasyprints_own_tags() -> None:
    with recording():
        pass
    plain = weasyprint.HTML(string="<html lang=en><p>Word").write_pdf(pdf_tags=True)

    with pikepdf.open(BytesIO(plain)) as opened:
        assert "/StructTreeRoot" in opened.Root


def saved(opened: pikepdf.Pdf) -> bytes:
    buffer = BytesIO()
    opened.save(buffer)
    return buffer.getvalue()
