"""Pandoc's own citations: every kind of bibliography and style gives the links of prose; nothing outside is opened."""

import json
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import panflute as pf
import pytest

from filters.reading_order import in_reading_order, plain_text
from lectern import article, source
from lectern.bibliographies import styles
from lectern.errors import SourceError
from lectern.model import Document, Kind

BIB = """@article{marsh2004, author={Marsh, Tom and Holm, Kai}, title={The slow {Pulse}}, journal={Journal of Seas},
  year=2004, volume=12, number=3, pages={45--67}, doi={10.1234/seas.2004.12}, abstract={Long.}, note={Lent to Ada.}}
@book{okafor2019, author={Okafor, B.}, title={Twice a day}, publisher={Shore Press}, year=2019}
"""
RIS = """TY  - JOUR
AU  - Marsh, Tom
AU  - Holm, Kai
TI  - The slow Pulse
JO  - Journal of Seas
PY  - 2004
DO  - 10.1234/seas.2004.12
ID  - marsh2004
ER  -
"""
ITEM = {
    "id": "marsh2004",
    "type": "article-journal",
    "title": "The slow Pulse",
    "container-title": "Journal of Seas",
    "author": [{"family": "Marsh", "given": "Tom"}, {"family": "Holm", "given": "Kai"}],
    "issued": {"date-parts": [[2004]]},
    "DOI": "10.1234/seas.2004.12",
}
YAML = """---
references:
- id: marsh2004
  type: article-journal
  title: The slow Pulse
  container-title: Journal of Seas
  author: [{family: Marsh, given: Tom}, {family: Holm, given: Kai}]
  issued: 2004
  DOI: 10.1234/seas.2004.12
---
"""
TEXT = "# How it works\n\nAs @marsh2004 [p. 4] says, it is slow [see @marsh2004, p. 3]."

Read = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    folder = tmp_path / "article"
    folder.mkdir()

    def read_text(text: str, front: str, name: str = "tides.md", **files: str) -> Document:
        for file, content in files.items():
            (folder / file.replace("_", ".")).write_text(content)
        head = (
            f"---\ntitle: Tides\nauthor: Ada\nlang: en\n{front}\n---\n\n" if name.endswith(".md") else front
        )
        (folder / name).write_text(head + text)
        return article.read(source.read(folder / name))

    return read_text


def tree(document: Document) -> pf.Doc:
    return pf.load(StringIO(document.ast))


def links(document: Document, role: str) -> list[tuple[str, str]]:
    return [
        (plain_text(each).replace("\u00a0", " "), each.url)
        for each in in_reading_order(tree(document))
        if isinstance(each, pf.Link) and each.attributes.get("role") == role
    ]


def entries(document: Document) -> list[str]:
    return [each.text for each in document.fragments if each.kind is Kind.REFERENCE]


def told(document: Document, rule: str) -> list[Any]:
    return [each for each in document.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("file", "content"),
    [("works_bib", BIB), ("works_biblatex", BIB), ("works_bibtex", BIB), ("works_ris", RIS), ("works_yaml", YAML),
     ("works_yml", YAML), ("works_json", json.dumps([ITEM]))],
)  # fmt: skip
def test_every_kind_of_bibliography_gives_the_same_links(read: Read, file: str, content: str) -> None:
    document = read(TEXT, f"bibliography: {file.replace('_', '.')}", **{file: content})

    assert links(document, "doc-biblioref") == [
        ("Marsh and Holm (2004, 4)", "#ref-marsh2004"),
        ("Marsh and Holm 2004, 3", "#ref-marsh2004"),
    ]
    assert links(document, "doc-backlink") == [
        ("Back to citation 1 of 2", "#cite-1"),
        ("Back to citation 2 of 2", "#cite-2"),
    ]
    assert [item["id"] for item in document.references] == ["marsh2004"]
    assert document.references[0]["title"] == "The slow Pulse"
    assert entries(document)[0].startswith(
        "Marsh, Tom, and Kai Holm. 2004. “The Slow Pulse.” Journal of Seas"
    )
    assert document.findings == ()


def test_works_in_the_front_matter_and_of_several_files_are_one_list(read: Read) -> None:
    front = "bibliography: [works.bib, more.json]\n" + YAML.strip("-\n").replace("marsh2004", "own2004")
    text = "See [@own2004; @okafor2019; @more2004]."
    document = read(
        text, front, works_bib=BIB, more_json=json.dumps([{**ITEM, "id": "more2004", "title": "More"}])
    )

    assert {item["id"] for item in document.references} == {"own2004", "okafor2019", "more2004"}
    assert len(entries(document)) == 3


def test_a_work_is_listed_uncited_only_where_the_article_wishes_it(read: Read) -> None:
    assert len(entries(read("See [@okafor2019].", "bibliography: works.bib", works_bib=BIB))) == 1
    for wish in ("'@marsh2004'", "'@*'", "['@marsh2004']"):
        document = read("See [@okafor2019].", f"bibliography: works.bib\nnocite: {wish}")

        assert len(entries(document)) == 2
        assert document.findings == ()


def test_prose_finds_its_works_in_a_bibliography_and_keeps_its_words(read: Read) -> None:
    document = read(
        "Marsh and Holm (2004) found it (Okafor, 2019).", "bibliography: works.bib", works_bib=BIB
    )

    assert [words for words, _ in links(document, "doc-biblioref")] == [
        "Marsh and Holm (2004)",
        "Okafor, 2019",
    ]
    assert len(entries(document)) == 2


def test_a_plain_list_and_a_bibliography_become_one_list(read: Read) -> None:
    text = (
        "Moon (2020) and [@okafor2019] and [@marsh2004].\n\n# Sources\n\nMoon, A. (2020). Bays. Shore Press.\n\n"
        "Marsh, T., & Holm, K. (2004). The slow pulse. Journal of Seas, 12(3), 45–67. doi:10.1234/seas.2004.12\n"
    )
    document = read(text, "bibliography: works.bib", works_bib=BIB)

    assert [url for _, url in links(document, "doc-biblioref")] == [
        "#ref-moon2020", "#ref-okafor2019", "#ref-marsh2004"]  # fmt: skip
    assert [each.split(" (")[0].split(". 2")[0] for each in entries(document)] == [
        "Moon, A.", "Marsh, T., & Holm, K.", "Okafor, B"]  # fmt: skip
    assert len(told(document, "two-kinds-of-entries")) == 1
    assert sum(each.kind is Kind.HEADING for each in document.fragments) == 1


def test_a_note_style_links_inside_its_notes(read: Read) -> None:
    front = "bibliography: works.bib\ncsl: chicago-notes-bibliography"
    document = read("It is slow [@marsh2004, p. 3]. So says @okafor2019.", front, works_bib=BIB)
    notes = [each for each in in_reading_order(tree(document)) if isinstance(each, pf.Note)]
    inside = [each for note in notes for each in in_reading_order(note) if isinstance(each, pf.Link)]

    assert [each.url for each in inside] == ["#ref-marsh2004", "#ref-okafor2019"]
    assert [each.attributes["role"] for each in inside] == ["doc-biblioref"] * 2
    assert document.findings == ()


def test_a_numeric_style_keeps_its_numbers_in_the_text_and_in_the_list(read: Read) -> None:
    document = read(
        "See [@okafor2019; @marsh2004].", "bibliography: works.bib\ncsl: vancouver", works_bib=BIB
    )

    assert [words for words, _ in links(document, "doc-biblioref")] == ["1", "2"]
    assert [each[:9] for each in entries(document)] == ["1. Okafor", "2. Marsh "]


def test_a_style_may_stand_beside_the_article(read: Read) -> None:
    shipped = Path(styles.__file__).with_name("csl") / "ieee.csl"
    document = read(TEXT, "bibliography: works.bib\ncsl: own.csl", works_bib=BIB, own_csl=shipped.read_text())

    assert entries(document)[0].startswith("[1] T. Marsh")


def test_an_unknown_key_keeps_its_words_and_names_a_near_one(read: Read) -> None:
    text = "It is slow [@marsh2005]. And [@okafor2019; @nobody]. Ask @harbour."
    document = read(text, "bibliography: works.bib", works_bib=BIB)
    found = told(document, "citation-without-entry")

    assert "[@marsh2005]" in plain_text(tree(document))
    assert "@harbour" in plain_text(tree(document))
    assert [each.hint for each in found] == ["did you mean @marsh2004?", "add the work, or mend the key"]
    assert ["@marsh2005" in found[0].message, "@nobody" in found[1].message] == [True, True]


def test_every_key_becomes_an_id_and_two_alike_stay_two(read: Read) -> None:
    keys = ["http://zotero.org/users/1/items/A", "Müller 2020", "x+y/z%20", "q\"<&>'", "moon2020", "*", "17"]
    works = [{**ITEM, "id": key, "title": f"Work {number}", "DOI": ""} for number, key in enumerate(keys)]
    text = (
        "See [@{http://zotero.org/users/1/items/A}; @moon2020; @x+y/z%20] and Moon (2020).\n\n# References\n\n"
        "Moon, A. (2020). Bays. Shore Press.\n"
    )
    document = read(text, 'bibliography: works.json\nnocite: "@*"', works_json=json.dumps(works))
    ids = [
        each.identifier
        for each in in_reading_order(tree(document))
        if isinstance(each, pf.Div) and each.identifier
    ]

    assert len(entries(document)) == len(keys) + 1
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w.:-]+", each) for each in ids)
    assert {url[1:] for _, url in links(document, "doc-biblioref")} <= set(ids)
    assert len(links(document, "doc-biblioref")) == 4


def test_keys_without_a_bibliography_are_reported_and_stay(read: Read) -> None:
    document = read("It is slow [@marsh2004]. Ask @harbour.", "")

    assert [each.message for each in told(document, "citation-without-bibliography")] == [
        "“@marsh2004” is cited by key, but the article names no bibliography."]  # fmt: skip
    assert "[@marsh2004]" in plain_text(tree(document))


def test_what_a_library_holds_is_no_markup_of_ours(read: Read) -> None:
    hostile = {
        **ITEM,
        "title": 'A <script>alert(1)</script> <a href="javascript:alert(1)">b</a> ![x](/etc/passwd) <i>c</i>',
        "URL": "javascript:alert(1)",
    }
    raw = BIB.replace("Twice a day", "Twice \\input{/etc/hostname} <b>a</b> day").replace(
        "year=2019", "year=2019, url={file:///etc/passwd}"
    )
    document = read(
        "[@marsh2004; @okafor2019]",
        "bibliography: [h.json, works.bib]",
        h_json=json.dumps([hostile]),
        works_bib=raw,
    )
    every = list(in_reading_order(tree(document)))

    assert not [each for each in every if isinstance(each, pf.RawInline | pf.RawBlock | pf.Image)]
    assert all(each.url.startswith(("#", "http")) for each in every if isinstance(each, pf.Link))
    assert Path("/etc/hostname").read_text().strip() not in document.ast
    assert "Lent to Ada" not in document.ast


class _Listener(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BIB.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Any:
    handler = type("Handler", (_Listener,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("org", "bibliography")]
    + [
        (kind, name)
        for kind in ("md", "html")
        for name in ("bibliography", "csl", "citation-style", "citation-abbreviations")
    ],
)
def test_no_address_is_contacted(read: Read, listener: Any, name: str, kind: str) -> None:
    base, asked = listener
    address = f"{base}/works.{'csl' if 'style' in name or name == 'csl' else 'bib'}"
    fronts = {
        "md": f"{name}: {address}",
        "html": f"<html><head><title>T</title><meta name='{name}' content='{address}'></head><body><p>",
        "org": f"#+{name}: {address}\n\n",
    }

    with pytest.raises(SourceError, match="is an address, and none is opened"):
        read("A [@marsh2004].", fronts[kind], name=f"tides.{kind}")
    assert asked == []


def test_a_style_that_must_be_fetched_is_refused(read: Read, listener: Any) -> None:
    base, asked = listener
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>D</title><id>d</id>'
        f'<link href="{base}/parent.csl" rel="independent-parent"/></info></style>'
    )

    with pytest.raises(SourceError, match="only points at another one") as caught:
        read("A [@okafor2019].", "bibliography: works.bib\ncsl: own.csl", works_bib=BIB, own_csl=style)
    assert "parent.csl" in caught.value.hint
    assert asked == []


@pytest.mark.parametrize(
    "named", ["../works.bib", "link.bib", "/etc/passwd", "absent.bib", "works.docx", "a\\0b.bib"]
)
def test_a_bibliography_outside_or_of_no_kind_is_refused_with_a_sentence(
    read: Read, tmp_path: Path, named: str
) -> None:
    (tmp_path / "works.bib").write_text(BIB)
    (tmp_path / "article" / "link.bib").symlink_to(tmp_path / "works.bib")
    (tmp_path / "article" / "works.docx").write_text(BIB)

    with pytest.raises(SourceError) as caught:
        read("A [@marsh2004].", f'bibliography: "{named}"')
    assert caught.value.hint or "is no file name" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("works_json", "[{", "cannot be read"),
        ("works_json", "{}", "cannot be read"),
        ("works_bib", "@article{a, title={never closed", "cannot be read"),
        ("works_yaml", "references: &a [*a]", "repeats a part"),
        ("works_yaml", "works: none", "not a list"),
        ("works_ris", "\x00\x01", ""),
    ],
)
def test_a_broken_bibliography_gets_a_sentence(read: Read, file: str, content: str, said: str) -> None:
    try:
        document = read("A [@marsh2004].", f"bibliography: {file.replace('_', '.')}", **{file: content})
    except SourceError as error:
        assert said in str(error)
    else:
        assert told(document, "citation-without-entry")


def test_a_bibliography_too_large_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lectern.bibliographies.files.LARGEST", 100)

    with pytest.raises(SourceError, match="too large"):
        read("A [@marsh2004].", "bibliography: works.bib", works_bib=BIB)


@pytest.mark.parametrize(
    ("style", "said", "hint"),
    [
        ("appa", "there is no citation style", "did you mean apa?"),
        ("../x.csl", "outside", ""),
        ("works.csl", "is broken", ""),
        ("feed.csl", "is no citation style", ""),
    ],
)
def test_a_style_that_is_none_gets_a_sentence(read: Read, style: str, said: str, hint: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        read(
            "A [@marsh2004].",
            f"csl: {style}\nbibliography: works.bib",
            works_bib=BIB,
            works_csl="<",
            feed_csl="<rss/>",
        )
    assert hint in caught.value.hint
