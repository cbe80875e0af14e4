"""The PDF edition: accessible by two validators' word, its tagged text the article's text, its pages worth printing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from lectern import article, source
from lectern.checks import pdfua, verapdf
from lectern.model import Document, Edition, Format
from lectern.writers import pdf
from lectern.writers.markup import markup
from lectern.writers.structure_tree.text import read_tagged

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

    assert tagged_words(pdf.lay_out(document).pdf) == "".join(words(markup(document))).split()


def words(element: etree._Element) -> Iterator[str]:
    """What a reader of the common markup reads: formulas and images by their alternative, without the way back."""
    name = etree.QName(element).localname
    if name in ("math", "img"):
        yield element.get("alttext") or element.get("alt") or ""
    elif {"backlink", "backlinks"}.isdisjoint(element.get("class", "").split()):
        yield element.text or ""
        for child in element:
            yield from words(child)
            yield child.tail or ""
    if name in ("h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td", "pre", "img", "figcaption", "caption"):
        yield "\n"


def tagged_words(tagged: bytes) -> list[str]:
    """The words of the tags, without what the page adds: labels of lists, pages of citations, rights."""
    said = "".join(
        each.text
        for each in read_tagged(tagged)
        if "Lbl" not in each.path or not re.fullmatch(r"\s*[•◦▪\d.]+\s*", each.text)
    )
    return re.sub(r"(Cited on )?p\. \d+(, \d+)*|CC BY 4\.0", "", said).split()


LONG = "\n\n# Long\n\n" + "\n\n".join(
    f"Paragraph {number} is told at length. " + "One wave after the other rolls to the shore. " * 12
    for number in range(20)
)
