"""Web pages whose author linked the citations: they are citations as all others are, both ways."""

from io import StringIO
from pathlib import Path

import panflute as pf
import pytest

from filters.reading_order import in_reading_order, plain_text
from lectern import article, source
from lectern.model import Document, Kind

ITEMS = """<ol><li id="r1">Marsh, T., &amp; Holm, K. (2004). The slow pulse. Journal of Seas, 12(3), 45–67.</li>
<li id="r2"><p>Okafor, B. (2019). Twice a day. Shore Press.</p></li>
<li><a id="r3"></a>Lind, A. (2011). Bays. Shore Press.</li></ol>"""
DIVISIONS = """<div class="entry" id="r1">1. Marsh, T., &amp; Holm, K. (2004). The slow pulse. Shore Press.</div>
<div id="r2"><p>2. Okafor, B. (2019). Twice a day. Shore Press.</p></div>
<div id="r3">3. Lind, A. (2011). Bays. Shore Press.</div>"""
NUMBERED = """<div id="refs" class="references csl-bib-body" role="list"><div id="r1" class="csl-entry" role="listitem">
<div class="csl-left-margin">1. </div><div class="csl-right-inline">Marsh T, Holm K. The slow pulse. Journal of Seas.
2004;12(3):45–67. </div></div><div id="r2" class="csl-entry" role="listitem"><div class="csl-left-margin">2. </div><div
class="csl-right-inline">Okafor B. Twice a day. Shore Press; 2019. </div></div><div id="r3" class="csl-entry"
role="listitem"><div class="csl-left-margin">3. </div><div class="csl-right-inline">Lind A. Bays. Shore Press; 2011.
</div></div></div>"""
NUMBERS = """<p>It rose [<a href="#r1">1</a>], and again <sup><a href="#r1">1</a>,<a href="#r2">2</a></sup> and
[<a href="#r1">1</a>–<a href="#r3">3</a>].</p>"""
NAMES = """<p>It was found <span class="citation" data-cites="a">(<a href="#r1">Marsh and Holm 2004</a>)</span>, and
<span class="citation">Lind (<a href="#r3">2011</a>)</span> says so; <a href="#r2">the other book</a> does not.</p>"""


def read(folder: Path, text: str, listing: str) -> Document:
    head = '<html lang="en"><head><title>Of tides</title></head><body>'
    (folder / "tides.html").write_text(f"{head}{text}<h2>References</h2>{listing}</body></html>")
    return article.read(source.read(folder / "tides.html"))


def links(document: Document, role: str) -> list[tuple[str, int]]:
    """List the links of a role with the number of the entry that each leads to, counted from 1."""
    doc = pf.load(StringIO(document.ast))
    every = list(in_reading_order(doc))
    places = [each.identifier for each in every if isinstance(each, pf.Div) and "entry" in each.classes]
    return [
        (plain_text(each), places.index(each.url[1:]) + 1 if each.url[1:] in places else 0)
        for each in every
        if isinstance(each, pf.Link) and each.attributes.get("role") == role
    ]


def of_kind(document: Document, kind: Kind) -> list[str]:
    return [each.text for each in document.fragments if each.kind is kind]


LISTS = pytest.mark.parametrize("listing", [ITEMS, DIVISIONS, NUMBERED], ids=["list", "divisions", "citeproc"])


@LISTS
def test_linked_numbers_are_citations(tmp_path: Path, listing: str) -> None:
    document = read(tmp_path, NUMBERS, listing)

    assert links(document, "doc-biblioref") == [("1", 1), ("1", 1), ("2", 2), ("1", 1), ("3", 3)]
    assert len(links(document, "doc-backlink")) == 5
    assert of_kind(document, Kind.CITATION) == ["[1]", "[1–3]"]
    assert len(of_kind(document, Kind.REFERENCE)) == 3


@pytest.mark.parametrize("listing", [ITEMS, DIVISIONS], ids=["list", "divisions"])
def test_linked_names_are_citations_and_any_words_that_lead_to_an_entry(tmp_path: Path, listing: str) -> None:
    document = read(tmp_path, NAMES, listing)

    assert links(document, "doc-biblioref") == [
        ("Marsh and Holm 2004", 1), ("Lind (2011)", 3), ("the other book", 2)]  # fmt: skip
    assert of_kind(document, Kind.CITATION) == ["(Marsh and Holm 2004)"]


def test_a_link_leads_where_its_author_let_it_lead(tmp_path: Path) -> None:
    document = read(tmp_path, '<p>Marsh and Holm (<a href="#r3">2004</a>) say [<a href="#r2">1</a>].</p>', ITEMS)

    assert links(document, "doc-biblioref") == [("Marsh and Holm (2004)", 3), ("1", 2)]


def test_an_entry_of_several_divisions_is_one_with_its_number(tmp_path: Path) -> None:
    document = read(tmp_path, NUMBERS, NUMBERED)

    assert of_kind(document, Kind.REFERENCE)[1] == "2. Okafor B. Twice a day. Shore Press; 2019."


def test_divisions_of_other_pages_are_forgotten_as_before(tmp_path: Path) -> None:
    text = "<main><p>In.</p><div><table><tr><td><div>c</div></td><td>b</td></tr></table></div></main><div>Out.</div>"
    document = read(tmp_path, text, ITEMS)

    assert "Out." in of_kind(document, Kind.SENTENCE)
    assert '"ColWidth",' not in document.ast


def test_an_old_doi_with_brackets_is_an_address_that_readers_take(tmp_path: Path) -> None:
    listing = "<p>Ayre, D. (2001). Grass. Shore Press. doi:10.1234/0044(2008)37[114:EC]2.0.CO;2</p>"

    document = read(tmp_path, "<p>Ayre (2001) says so.</p>", listing)

    urls = [each.url for each in in_reading_order(pf.load(StringIO(document.ast))) if isinstance(each, pf.Link)]
    assert "https://doi.org/10.1234/0044(2008)37%5B114:EC%5D2.0.CO;2" in urls
