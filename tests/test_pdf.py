"""The PDF edition: accessible by two validators' word, its tagged text the article's text, its pages worth printing."""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from lectern import article, source
from lectern.checks import pdfua, verapdf
from lectern.model import Document, Edition, Format, Severity
from lectern.writers import fonts, pdf, print_fetcher
from lectern.writers.markup import element, markup
from lectern.writers.pictures import Picture
from lectern.writers.structure_tree.text import read_tagged, tagged_text

FRONT = "---\ntitle: Tides\nauthor: A. Writer\ndate: 2025-03-14\nlang: en-GB\nrights: CC BY 4.0\n---\n\n"
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
<style>text { font-family: Arial }</style><rect width="200" height="100" fill="#eee"/>
<text x="10" y="50" font-size="20">Moon</text><text x="10" y="80" font-family="Courier">Sea</text></svg>"""
RICH = """# The moon

The sea rises and *falls*, `twice` a **day**.[^slow] In 2016, Newton found more [about *the moon*](https://example.org/moon).

[^slow]: In some places once.

    The second paragraph of the note.

![The moon pulls.](moon.svg){alt="A circle beside a wave."}

The height is

$$h = \\frac{a}{2} \\cos \\omega t$$

where $a$ is the span. [Der Mond zieht.]{lang=de}

1. First

   - within
   - it

2. Second

Term
:   What it means.

> Quoted words.

```
x = 1
y = 2
```

| Place | Span |
|:------|-----:|
| Bay   |   12 |
| Sound |      |

Table: Spans of places.

# References

Newton, I. (2016). *On tides*. Sea Press. https://doi.org/10.1000/tides
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Document]:
    def read_text(text: str, front: str = FRONT) -> Document:
        (tmp_path / "moon.svg").write_text(DRAWING)
        path = tmp_path / "tides.md"
        path.write_text(front + text)
        return article.read(source.read(path))

    return read_text


def test_a_rich_article_is_accessible_and_claims_it(read: Callable[[str], Document], tmp_path: Path) -> None:
    output = pdf.write(Edition(read(RICH)), tmp_path / "out")

    assert output.findings == ()
    assert (output.slug, output.format, output.path.name) == ("tides", Format.PDF, "tides.pdf")
    assert pdfua.check([output.path]) == ()
    with pikepdf.open(output.path) as opened, opened.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["dc:title"], xmp["dc:creator"], xmp["dc:rights"]) == ("Tides", ["A. Writer"], "CC BY 4.0")
        assert opened.Root.Lang == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle is True
        assert [each.title for each in opened.open_outline().root[0].children] == [
            "The moon",
            "Notes",
            "References",
        ]


@pytest.mark.slow
def test_verapdf_finds_nothing(read: Callable[[str], Document], tmp_path: Path) -> None:
    output = pdf.write(Edition(read(RICH + LONG)), tmp_path / "out")

    assert verapdf.check([output.path]) == ()


def test_the_tagged_text_is_the_articles_text(read: Callable[[str], Document]) -> None:
    document = read(RICH + LONG)
    laid_out = pdf.lay_out(document)

    assert tagged_words(laid_out.pdf) == article_words(document, laid_out.pages)


def article_words(document: Document, pages: Mapping[str, int]) -> list[str]:
    """What a reader of the common markup reads, with rights added and the ways back as page numbers."""
    tree = markup(document)
    tree[0].append(element("p", document.metadata.rights))
    return "".join(words(tree, pages)).split()


def words(part: etree._Element, pages: Mapping[str, int]) -> Iterator[str]:
    """Formulas and images say their alternative; a way back is the page it leads to, each page once."""
    name, classes = etree.QName(part).localname, set(part.get("class", "").split())
    targets = [link.get("href", "")[1:] for link in part.iter("{*}a")]
    if name in ("math", "img"):
        yield part.get("alttext") or part.get("alt") or ""
    elif classes & {"backlink", "backlinks"}:
        yield "Cited on p. " if "backlinks" in classes else "p. "
        yield ", ".join(dict.fromkeys(str(pages[target]) for target in targets))
    else:
        yield part.text or ""
        for child in part:
            yield from words(child, pages)
            yield child.tail or ""
    if name in ("h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td", "pre", "img", "figcaption", "caption"):
        yield "\n"


def tagged_words(tagged: bytes) -> list[str]:
    """The words of the tags, without the labels of lists, which are no words of the article."""
    said = (
        each.text
        for each in read_tagged(tagged)
        if "Lbl" not in each.path or not re.fullmatch(r"\s*[•◦▪\d.]+\s*", each.text)
    )
    return "".join(said).split()


def test_the_same_article_gives_the_same_bytes(read: Callable[[str], Document]) -> None:
    document = read(RICH)

    assert pdf.lay_out(document).pdf == pdf.lay_out(document).pdf


def test_every_fragment_has_its_page(read: Callable[[str], Document]) -> None:
    document = read(RICH + LONG)
    laid_out = pdf.lay_out(document)
    pages = [laid_out.pages[fragment.id] for fragment in document.fragments]

    assert pages[0] == 1 and max(pages) > 3
    with pikepdf.open(BytesIO(laid_out.pdf)) as opened:
        assert set(laid_out.pages.values()) == set(range(1, len(opened.pages) + 1))


def test_only_our_fonts_are_in_the_file(read: Callable[[str], Document], tmp_path: Path) -> None:
    """Text, label, code; Greek, Cyrillic and signs (a dagger is in no Latin cut); a drawing that asks for Arial."""
    output = pdf.write(
        Edition(read(RICH + "\n# More\n\nΑθήνα, Москва, Việt, łódź † ‡ → ≤ *Ω* **ж** `ж α`.\n")), tmp_path
    )
    with pikepdf.open(output.path) as opened:
        fonts_used = [
            each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        ]
        names = {str(each.BaseFont).split("+")[1] for each in fonts_used}
    ours = {family.replace(" ", "-") for family in (fonts.TEXT, fonts.LABEL, fonts.CODE, fonts.MATHEMATICS)}

    assert output.findings == ()
    assert {name for name in names if not any(name.startswith(family) for family in ours)} == set()
    assert "Αθήνα, Москва, Việt, łódź † ‡ → ≤ Ω ж ж α." in tagged_text(output.path.read_bytes())


def test_a_character_without_a_font_is_a_box_that_says_itself(read: Callable[[str], Document]) -> None:
    laid_out = pdf.lay_out(read("# One\n\nThe sign \U0001f9ffx and \u4dc0 here.\n"))
    missing = [each for each in laid_out.findings if each.rule == "pdf-character-missing"]

    assert [each.severity for each in missing] == [Severity.ERROR] * len(missing)
    assert "The sign \U0001f9ffx and \u4dc0 here." in tagged_text(laid_out.pdf)
    assert claims(laid_out.pdf)


def test_right_to_left_text_is_read_in_its_own_order(read: Callable[[str], Document]) -> None:
    assert "A שלום word." in tagged_text(pdf.lay_out(read("# One\n\nA [שלום]{lang=he} word.\n")).pdf)


def test_what_is_not_accessible_does_not_claim_to_be(read: Callable[[str], Document]) -> None:
    """A figure that lost its alternative text on the way."""
    with pikepdf.open(BytesIO(pdf.lay_out(read(RICH)).pdf)) as opened:
        figure = next(
            each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        )
        del figure.Alt
        broken = BytesIO()
        opened.save(broken)

    kept, findings = pdf._claimed_if_valid(broken.getvalue())

    assert [(each.rule, each.severity) for each in findings] == [("pdf-not-accessible", Severity.ERROR)]
    assert claims(broken.getvalue())
    assert not claims(kept)


def test_weasyprint_may_read_nothing_but_the_articles_pictures() -> None:
    fetcher = print_fetcher.MediaFetcher({"lectern-media:0": Picture("image/png", b"png")}, ())

    assert fetcher.fetch("lectern-media:0").read() == b"png"
    for address in ("file:///etc/hostname", "http://127.0.0.1/", "lectern-media:1", "data:text/css,a{}"):
        with pytest.raises(PermissionError):
            fetcher.fetch(address)
    assert [each.rule for each in fetcher.findings] == ["outside-file-refused"] * 4


def test_a_reference_tells_the_page_of_each_citation(read: Callable[[str], Document]) -> None:
    text = RICH.replace("# References", "As Newton (2016) says, Newton (2016) knew.\n\n# References")
    said = tagged_text(pdf.lay_out(read(text)).pdf)

    assert re.search(r"Cited on p\. (1, 2a, 2b|1a, 1b, 1c)( |$)", said)


def test_the_first_page_names_rights_and_the_other_editions(read: Callable[[str], Document]) -> None:
    said = tagged_text(pdf.lay_out(read("Text.\n"), others=(Format.HTML, Format.MP3)).pdf)

    assert (
        said
        == "Tides A. Writer, 14 March 2025 CC BY 4.0 Also published as a web page and a narrated MP3. Text."
    )


def test_an_address_hidden_behind_words_is_printed_in_the_references(read: Callable[[str], Document]) -> None:
    text = "As Roe (2020) says.\n\n# References\n\nRoe, J. (2020). A book. Press. [Online](https://example.org/b).\n"

    assert "Online (https://example.org/b)" in tagged_text(pdf.lay_out(read(text)).pdf)


def test_the_date_is_the_articles_or_the_builders(
    read: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read("Text.\n", FRONT.replace("date: 2025-03-14\n", ""))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    dated = pdf.lay_out(document).pdf
    monkeypatch.delenv("SOURCE_DATE_EPOCH")

    assert information(dated)["/CreationDate"] == "D:19700102000000Z"
    assert "/CreationDate" not in information(pdf.lay_out(document).pdf)


def information(made: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(made)) as opened:
        return {key: str(value) for key, value in opened.docinfo.items()}


def claims(made: bytes) -> bool:
    with pikepdf.open(BytesIO(made)) as opened, opened.open_metadata() as xmp:
        return "pdfuaid:part" in xmp


LONG = "\n\n# Long\n\n" + "\n\n".join(
    f"Paragraph {number} is told at length. " + "One wave after the other rolls to the shore. " * 12
    for number in range(20)
)
