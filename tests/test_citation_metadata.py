"""Pandoc's metadata of citations: obeyed for citations by key and, where it makes sense, for those in prose."""

from io import StringIO
from pathlib import Path

import panflute as pf
import pytest

from filters import CITATIONS
from filters.reading_order import in_reading_order, plain_text
from lectern import article, pandoc, source
from lectern.model import Document, Kind

BIB = """@article{marsh2004, author={Marsh, Tom}, title={The slow pulse}, journal={Journal of Seas}, year=2004,
  doi={10.1234/seas.2004.12}}
@book{okafor2019, author={Okafor, B.}, title={Twice a day}, publisher={Shore Press}, year=2019}
"""
KEYED = "It is slow [@marsh2004]. @okafor2019 agrees.\n"
PROSE = """Marsh (2004) found it slow (Okafor, 2019).

Marsh, T. (2004). The slow pulse. Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/seas.2004.12

Okafor, B. (2019). Twice a day. Shore Press.
"""


def read(folder: Path, text: str, front: str = "") -> Document:
    (folder / "works.bib").write_text(BIB)
    named = "bibliography: works.bib\n" if text == KEYED else ""
    (folder / "tides.md").write_text(f"---\ntitle: T\nauthor: A\nlang: en\n{named}{front}\n---\n\n{text}")
    return article.read(source.read(folder / "tides.md"))


def links(document: Document, begin: str) -> list[str]:
    every = in_reading_order(pf.load(StringIO(document.ast)))
    return [each.url for each in every if isinstance(each, pf.Link) and each.url.startswith(begin)]


def words(document: Document) -> str:
    return " ".join(plain_text(pf.load(StringIO(document.ast))).replace("\u00a0", " ").split())


def of_kind(document: Document, kind: Kind) -> list[str]:
    return [each.text for each in document.fragments if each.kind is kind]


BOTH = pytest.mark.parametrize("text", [KEYED, PROSE])


@BOTH
def test_the_list_is_called_as_the_article_wishes(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text, "reference-section-title: What I *read*")

    assert of_kind(document, Kind.HEADING) == ["What I read"]
    assert "#references" not in document.ast or links(document, "#ref-")


def test_a_heading_of_the_author_stands(tmp_path: Path) -> None:
    text = PROSE.replace("Marsh, T.", "# Sources\n\nMarsh, T.", 1)

    assert of_kind(read(tmp_path, text, "reference-section-title: Read"), Kind.HEADING) == ["Sources"]


@BOTH
def test_citations_are_no_links_where_the_article_says_so(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text, "link-citations: false")
    linked = read(tmp_path, text, "link-citations: true")

    assert links(document, "#") == []
    assert len(links(linked, "#ref-")) == 2
    assert len(of_kind(document, Kind.REFERENCE)) == 2
    assert [each.text for each in document.fragments] == [each.text for each in linked.fragments]
    assert document.findings == linked.findings == ()


@BOTH
def test_addresses_in_the_list_are_no_links_where_the_article_says_so(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text, "link-bibliography: false")

    assert links(document, "http") == []
    assert links(read(tmp_path, text), "http") == ["https://doi.org/10.1234/seas.2004.12"]
    assert "10.1234/seas.2004.12" in words(document)


def test_the_list_that_citeproc_makes_can_be_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, KEYED, "suppress-bibliography: true")

    assert of_kind(document, Kind.REFERENCE) == of_kind(document, Kind.HEADING) == []
    assert links(document, "#") == []
    assert "(Marsh 2004). Okafor (2019) agrees." in words(document)
    assert of_kind(document, Kind.CITATION) == ["(Marsh 2004)"]
    assert document.findings == ()


def test_notes_hold_the_citations_where_there_is_no_list(tmp_path: Path) -> None:
    document = read(tmp_path, KEYED, "suppress-bibliography: true\ncsl: chicago-notes-bibliography")

    assert links(document, "#") == []
    assert any("The Slow Pulse" in each.text for each in document.fragments)
    assert document.findings == ()


def test_a_list_that_the_author_wrote_is_never_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, PROSE, "suppress-bibliography: true")

    assert len(of_kind(document, Kind.REFERENCE)) == 2
    assert len(links(document, "#ref-")) == 2


@pytest.mark.parametrize(
    ("wish", "written"),
    [("", "slow.¹"), ("notes-after-punctuation: true", "slow.¹"), ("notes-after-punctuation: false", "slow¹.")],
)
def test_a_note_stands_on_the_wished_side_of_the_punctuation(tmp_path: Path, wish: str, written: str) -> None:
    document = read(tmp_path, KEYED, f"csl: chicago-notes-bibliography\n{wish}")
    (first, *_) = (each for each in pf.load(StringIO(document.ast)).content if isinstance(each, pf.Para))
    shown = "".join("¹" if isinstance(each, pf.Note) else plain_text(each) for each in _flat(first))

    assert shown.startswith(f"It is {written}")


def _flat(holder: pf.Element) -> list[pf.Element]:
    inner = (pf.Span, pf.Cite)
    return [one for each in holder.content for one in (_flat(each) if isinstance(each, inner) else [each])]


@BOTH
def test_what_nobody_cites_is_listed_in_peace_where_it_is_wished(tmp_path: Path, text: str) -> None:
    alone = text.replace("[@marsh2004]", "so").replace("Marsh (2004) found it", "It is")
    named = "bibliography: works.bib\n" if text == KEYED else ""

    for wish in ("'@marsh2004'", "'@*'", "['@marsh2004', '@okafor2019']"):
        document = read(tmp_path, alone, f"{named}nocite: {wish}")

        assert len(of_kind(document, Kind.REFERENCE)) == 2
        assert document.findings == ()
    assert [each.rule for each in read(tmp_path, alone, f"{named}nocite: '@marsh2005'").findings][:1] == [
        "citation-without-entry"]  # fmt: skip


def test_the_filters_alone_obey_the_same_words() -> None:
    front = "reference-section-title: Read\nlink-citations: false\nlink-bibliography: false\nnocite: '@okafor2019'"
    text = f"---\n{front}\n---\n" + PROSE.replace(" (Okafor, 2019)", "")
    doc = pf.load(StringIO(pandoc.convert(text, reader="markdown", writer="json")))
    for step in CITATIONS:
        doc = step(doc)

    assert [plain_text(each) for each in doc.content if isinstance(each, pf.Header)] == ["Read"]
    assert not [each for each in in_reading_order(doc) if isinstance(each, pf.Link)]
    assert "lectern-findings" not in doc.metadata.content


def test_what_leads_to_a_number_is_skipped_with_it(tmp_path: Path) -> None:
    document = read(tmp_path, "It is slow [see @marsh2004].\n", "bibliography: works.bib\ncsl: ieee")

    assert of_kind(document, Kind.CITATION) == ["see [1]"]
