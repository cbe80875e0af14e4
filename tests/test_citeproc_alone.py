"""The filters after citeproc without the press: `pandoc --citeproc --filter filters/link_citations.py`."""

import subprocess
from io import StringIO
from pathlib import Path

import panflute as pf
import pypandoc
import pytest

from filters.adopt_citeproc import adopt_citeproc
from filters.link_citations import link_citations
from filters.reading_order import in_reading_order, plain_text

PROJECT = Path(__file__).parents[1]
BIB = """@article{marsh2004, author={Marsh, Tom and Holm, Kai}, title={The slow pulse}, journal={Journal of Seas},
  year=2004, volume=12, pages={45--67}, doi={10.1234/seas.2004.12}}
@book{okafor2019, author={Okafor, B.}, title={Twice a day}, publisher={Shore Press}, year=2019}
"""
TEXT = """# How it works

As @marsh2004 [p. 4; see also @okafor2019] says, it is slow [see @marsh2004, p. 3]. @okafor2019 agrees.[^1]

[^1]: And [@okafor2019].
"""


def run(folder: Path, style: str, *filters: str) -> pf.Doc:
    (folder / "works.bib").write_text(BIB)
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json", "--citeproc", "-M", "link-citations=true",
               "-M", "bibliography=works.bib"]  # fmt: skip
    command += ["--csl", str(PROJECT / "lectern" / "bibliographies" / "csl" / f"{style}.csl")] if style else []
    for name in filters:
        command += ["--filter", str(PROJECT / "filters" / f"{name}.py")]
    made = subprocess.run(command, input=TEXT, capture_output=True, text=True, cwd=folder, check=True)
    return pf.load(StringIO(made.stdout))


def links(doc: pf.Doc, role: str) -> list[str]:
    return [
        plain_text(each).replace("\u00a0", " ")
        for each in in_reading_order(doc)
        if isinstance(each, pf.Link) and each.attributes.get("role") == role
    ]


def as_json(doc: pf.Doc) -> str:
    out = StringIO()
    pf.dump(doc, out)
    return out.getvalue()


def words(doc: pf.Doc) -> list[str]:
    return sorted("".join(each.text for each in in_reading_order(doc) if isinstance(each, pf.Str)))


def test_one_filter_links_citations_both_ways(tmp_path: Path) -> None:
    doc = run(tmp_path, "", "link_citations")

    assert links(doc, "doc-biblioref") == [
        "Marsh and Holm (2004, 4", "Okafor 2019", "Marsh and Holm 2004, 3", "Okafor (2019)", "Okafor 2019",
    ]  # fmt: skip
    assert links(doc, "doc-backlink")[:2] == ["Back to citation 1 of 2", "Back to citation 2 of 2"]
    assert [each.identifier for each in doc.content if isinstance(each, pf.Header)][-1] == "references"


def test_the_whole_chain_gives_what_the_last_filter_gives(tmp_path: Path) -> None:
    chain = ("adopt_citeproc", "read_references", "cite_prose", "link_citations", "lint_citations")

    assert as_json(run(tmp_path, "", *chain)) == as_json(run(tmp_path, "", "link_citations"))


STYLES = ["", "apa", "ieee", "mla", "nature", "vancouver", "chicago-notes-bibliography"]


@pytest.mark.parametrize("style", STYLES)
def test_every_citation_of_every_style_is_linked(tmp_path: Path, style: str) -> None:
    doc = run(tmp_path, style, "link_citations")

    assert len(links(doc, "doc-biblioref")) == 5
    assert len(links(doc, "doc-backlink")) == 5


@pytest.mark.parametrize("style", STYLES)
def test_no_word_is_lost_and_twice_is_once(tmp_path: Path, style: str) -> None:
    before = words(run(tmp_path, style))
    once = adopt_citeproc(run(tmp_path, style))

    assert words(once) == sorted([*before, *"References"])
    linked = as_json(link_citations(once))
    assert as_json(link_citations(pf.load(StringIO(linked)))) == linked
