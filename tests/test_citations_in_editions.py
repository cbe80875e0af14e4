"""Citations from the author's words to the link in the page and the book and to the tag in the PDF, and back."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from lectern import article, source
from lectern.model import Document, Edition
from lectern.writers import epub, pdf
from lectern.writers import html as page
from tests import books

PROSE = """---
title: Of tides
author: Ada Moon
date: 2026-03-14
lang: en-GB
---

The sea rises (Marsh & Holm, 2004).

# How it works

Marsh and Holm (2004) found it. In 2019, Okafor agreed.

Marsh, T., & Holm, K. (2004). The slow pulse. Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/seas.2004.12

Okafor, B. (2019). Twice a day. Shore Press. https://www.example.org/twice
"""


@dataclass(frozen=True)
class Link:
    """A link as a reader meets it: its name, and the id that it leads to or its address."""

    name: str
    target: str


@dataclass(frozen=True)
class Editions:
    """The same article as page, book and PDF."""

    page: etree._Element
    book: tuple[etree._Element, ...]
    pdf: Path


def make(folder: Path, text: str) -> Editions:
    return editions(folder, books.document(folder, text))


def editions(folder: Path, document: Document) -> Editions:
    edition = Edition(document)
    made = html.document_fromstring(page.write(edition, folder / "out").path.read_bytes())
    book = epub.write(edition, folder / "out").path
    trees = tuple(books.tree(book, name) for name in books.names(book, ".xhtml") if "sections/" in name)
    return Editions(made, trees, pdf.write(edition, folder / "out").path)


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return make(tmp_path_factory.mktemp("prose"), PROSE)


def links(tree: etree._Element, path: str) -> list[Link]:
    found = tree.xpath(path.replace("//a", "//*[local-name()='a']").replace("//li", "//*[local-name()='li']"))
    return [
        Link(
            each.get("aria-label") or " ".join("".join(each.itertext()).split()),
            each.get("href").partition("#")[2] or each.get("href"),
        )
        for each in found
    ]


def in_book(editions: Editions, path: str) -> list[Link]:
    return [link for tree in editions.book for link in links(tree, path)]


def in_pdf(path: Path, around: str) -> list[Link]:
    """List the links that stand in a structure element, in reading order, each once."""
    with pikepdf.open(path) as opened:
        found = [
            Link(str(note.Contents), str(note.A.URI) if "/A" in note else str(note.Dest))
            for element in elements(opened.Root.StructTreeRoot, around)
            for note in annotations(element)
        ]
    return list(dict.fromkeys(found))


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    inner = element.get("/K", pikepdf.Array())
    every = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
    return [each for each in every if isinstance(each, pikepdf.Dictionary)]


def elements(element: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    if element.get("/S") == f"/{kind}":
        return [element]
    return [found for each in kids(element) for found in elements(each, kind)]


def annotations(element: pikepdf.Object) -> list[pikepdf.Object]:
    here = [each.Obj for each in kids(element) if each.get("/Type") == "/OBJR"]
    return here + [found for each in kids(element) for found in annotations(each)]


CITED = [
    Link("Marsh & Holm, 2004", "ref-marsh2004"),
    Link("Marsh and Holm (2004)", "ref-marsh2004"),
    Link("Okafor", "ref-okafor2019"),
]
BACK = [
    Link("Back to citation 1 of 2: Marsh & Holm, 2004", "cite-1"),
    Link("Back to citation 2 of 2, section How it works: Marsh and Holm (2004)", "cite-2"),
    Link("Back to citation, section How it works: Okafor", "cite-3"),
]
ADDRESSES = [
    Link("DOI of Marsh & Holm 2004: https://doi.org/10.1234/seas.2004.12", "https://doi.org/10.1234/seas.2004.12"),
    Link("Web address of Okafor 2019: https://www.example.org/twice", "https://www.example.org/twice"),
]  # fmt: skip


def test_a_citation_is_one_link_over_author_and_year(prose: Editions) -> None:
    assert links(prose.page, "//a[@role='doc-biblioref']") == CITED
    assert in_book(prose, "//a[@role='doc-biblioref']") == CITED
    assert in_pdf(prose.pdf, "Reference")[:3] == CITED


def test_a_way_back_has_the_same_name_in_page_book_and_pdf(prose: Editions) -> None:
    assert links(prose.page, "//a[@role='doc-backlink']") == BACK
    assert in_book(prose, "//a[@role='doc-backlink']") == BACK
    assert in_pdf(prose.pdf, "Reference")[3:] == [
        Link(f"{BACK[0].name}, p. 1a", "cite-1"),
        Link(f"{BACK[1].name}, p. 1b", "cite-2"),
        Link(f"{BACK[2].name}, p. 1", "cite-3"),
    ]


def test_pasted_text_has_its_links_in_book_and_pdf(tmp_path: Path) -> None:
    (tmp_path / "tides.txt").write_text(PROSE.split("---\n")[2].replace("# How", "How"))
    (tmp_path / "article.yaml").write_text(PROSE.split("---\n")[1])
    made = editions(tmp_path, article.read(source.read(tmp_path / "tides.txt")))

    assert in_book(made, "//a[@role='doc-biblioref']") == CITED
    assert in_pdf(made.pdf, "Reference")[:3] == CITED
    with pikepdf.open(made.pdf) as opened:
        for reference in elements(opened.Root.StructTreeRoot, "Reference"):
            (link,) = kids(reference)
            assert str(link.S) == "/Link"
            assert len(list(link.K)) > len(annotations(link)) == 1


def test_an_address_has_the_same_name_in_page_book_and_pdf(prose: Editions) -> None:
    path = "//li//a[starts-with(@href, 'http')]"

    assert links(prose.page, path) == in_book(prose, path) == in_pdf(prose.pdf, "BibEntry") == ADDRESSES


def test_every_target_of_the_pdf_is_there(prose: Editions) -> None:
    with pikepdf.open(prose.pdf) as opened:
        names = opened.Root.Names.Dests
        known = {str(each) for each in list(names.Names)[::2]}

    assert {link.target for link in (*CITED, *BACK)} <= known


def test_the_references_are_a_list_in_a_named_section(prose: Editions) -> None:
    sections = [
        each for tree in (prose.page, *prose.book) for each in tree.xpath("//*[@role='doc-bibliography']")
    ]

    assert len(sections) == 2
    for section in sections:
        heading = section.xpath(f".//*[@id='{section.get('aria-labelledby')}']")[0]

        assert [etree.QName(each).localname for each in section] == ["h2", "ul"]
        assert "".join(heading.itertext()) == "References"
        assert [each.get("id") for each in section[1]] == ["ref-marsh2004", "ref-okafor2019"]


def test_the_references_are_a_list_in_the_pdf(prose: Editions) -> None:
    with pikepdf.open(prose.pdf) as opened:
        (listed,) = elements(opened.Root.StructTreeRoot, "L")

        assert [str(each.S) for each in kids(listed)] == ["/LI", "/LI"]
        assert [len(elements(each, "BibEntry")) for each in kids(listed)] == [1, 1]


BIB = """@article{marsh2004, author={Marsh, Tom and Holm, Kai}, title={The slow pulse}, journal={Journal of Seas},
  year=2004, doi={10.1234/seas.2004.12}}
@book{okafor2019, author={Okafor, B.}, title={Twice a day}, publisher={Shore Press}, year=2019}
"""
KEYED = """---
title: Of tides
author: Ada Moon
date: 2026-03-14
lang: en-GB
bibliography: works.bib
STYLE
---

# How it works

Marsh and Holm [-@marsh2004] found it [@marsh2004, p. 3; @okafor2019].[^1]

[^1]: So says @okafor2019.
"""


@pytest.mark.parametrize("style", ["", "csl: ieee", "csl: chicago-notes-bibliography"])
def test_citations_by_key_are_linked_both_ways_in_every_edition(tmp_path: Path, style: str) -> None:
    (tmp_path / "works.bib").write_text(BIB)
    made = make(tmp_path, KEYED.replace("STYLE\n", f"{style}\n" if style else ""))
    cited, back = "//a[@role='doc-biblioref']", "//a[@role='doc-backlink'][contains(@href, 'cite-')]"
    names = [link.name for link in links(made.page, back)]

    assert len(links(made.page, cited)) == len(in_book(made, cited)) == 4
    assert len(names) == len({link.target for link in links(made.page, back)}) == 4
    assert sorted(names) == sorted(link.name for link in in_book(made, back))
    assert all(", section How it works: " in name for name in names)
    assert {link.target for link in in_pdf(made.pdf, "Reference")} >= {"ref-marsh2004", "ref-okafor2019"}
    with pikepdf.open(made.pdf) as opened:
        assert len(elements(opened.Root.StructTreeRoot, "BibEntry")) == 2


@pytest.mark.parametrize(("style", "number"), [("vancouver", "1. "), ("ieee", "[1] ")])
def test_the_number_of_an_entry_stands_once(tmp_path: Path, style: str, number: str) -> None:
    (tmp_path / "works.bib").write_text(BIB)
    made = make(tmp_path, KEYED.replace("STYLE", f"csl: {style}"))
    entry = made.page.xpath("//li[@id='ref-marsh2004']")[0]

    assert entry.getparent().tag == "ul"
    assert " ".join(entry.text_content().split()).startswith(number)
    with pikepdf.open(made.pdf) as opened:
        listed = elements(opened.Root.StructTreeRoot, "BibEntry")
        (numbered,) = elements(opened.Root.StructTreeRoot, "L")
        assert str(numbered.A.ListNumbering) == "/Decimal"
        assert [[str(part.S) for part in kids(each)] for each in kids(numbered)] == [["/Lbl", "/LBody"]] * 2
        assert len(listed) == 2


def test_the_number_of_an_entry_that_links_lead_to_is_a_label(tmp_path: Path) -> None:
    text = KEYED.partition("bibliography")[0] + "---\n\nIt rose [[1](#a), [2](#b)].\n\n# References\n\n"
    text += "[1\\. Marsh, T. (2004). The slow pulse. Shore Press.]{#a}\n\n"
    text += "[2\\. Okafor, B. (2019). Twice. Bay Press.]{#b}\n"
    made = make(tmp_path, text)

    with pikepdf.open(made.pdf) as opened:
        (listed,) = elements(opened.Root.StructTreeRoot, "L")
        assert [[str(part.S) for part in kids(each)] for each in kids(listed)] == [["/Lbl", "/LBody"]] * 2
    assert [link.target for link in links(made.page, "//a[@role='doc-biblioref']")] == [
        "ref-marsh2004", "ref-okafor2019"]  # fmt: skip


def test_an_address_breaks_at_its_signs_and_inside_a_word_only_if_it_must(tmp_path: Path) -> None:
    long = "x" * 90
    text = PROSE.replace(
        "Okafor, B. (2019). Twice a day.", "Okafor, B. (2019). Twice a day, by night and in the dark."
    )
    made = make(tmp_path, text.replace("example.org/twice", f"example.org/{long}"))
    printed = pypdfium2.PdfDocument(made.pdf)
    lines = [line.strip() for page in printed for line in page.get_textpage().get_text_range().splitlines()]

    assert not [
        line for line in lines if line.endswith(("ht", "http", "https")) or line.startswith(("://", "tp"))
    ]
    assert long in "".join(lines)
    assert not [line for line in lines if len(line) > 90]
