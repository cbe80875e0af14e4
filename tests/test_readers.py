"""Whatever an article was written in, its words and pictures come through; what no reader can take is refused."""

from __future__ import annotations

import json
import subprocess
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pypandoc
import pytest
from PIL import Image

from lectern import article, source
from lectern.errors import SourceError
from lectern.model import Document, Kind, Metadata
from lectern.readers import BY_NAME, READERS

PROJECT = Path(__file__).resolve().parents[1]
WRITERS = {
    "docx": "docx", "odt": "odt", "epub": "epub", "rtf": "rtf", "jats": "jats_archiving", "docbook": "docbook5",
    "latex": "latex", "rst": "rst", "asciidoc": "asciidoc", "org": "org",
    "ipynb": "ipynb", "djot": "djot", "textile": "textile", "mediawiki": "mediawiki", "html": "html",
    "markdown": "markdown", "quarto": "markdown",
}  # fmt: skip
"""How a document of each kind is made for the test, by pandoc's writer."""
MASTER = """\
# Springs and neaps

The tide at *Dover* comes twice a day.[^1] It has three names:

- spring tide
- neap tide

| Port  | Range |
|-------|-------|
| Dover | 5.9 m |

![Waves at noon](waves.png){width=2cm}

# Heights

> The sea has no memory.

See [the almanac](https://example.org/tides).

[^1]: Once in a while it comes three times.
"""
WORDS = (
    "Springs and neaps", "The tide at Dover comes twice a day.", "spring tide", "neap tide", "Dover", "5.9 m",
    "The sea has no memory.", "the almanac", "Once in a while it comes three times.", "Heights",
)  # fmt: skip


def read(path: Path, unpack: Path | None = None) -> Document:
    return article.read(source.read(path), unpack=unpack)


def words(document: Document) -> str:
    return " ".join(each.text for each in document.fragments)


def picture(path: Path, form: str = "PNG") -> Path:
    Image.new("RGB", (40, 30), (20, 80, 120)).save(path, form)
    return path


def written(folder: Path, name: str) -> Path:
    ending = BY_NAME[name].endings[0] if name != "jats" else ".xml"
    picture(folder / "waves.png")
    made = folder / f"tides{ending}"
    pypandoc.convert_text(
        MASTER, WRITERS[name], format="markdown", outputfile=str(made), cworkdir=str(folder),
        extra_args=["--standalone", "--metadata=title:Of tides", f"--resource-path={folder}"],
    )  # fmt: skip
    return made


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_kind_of_file_gives_all_its_words(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name)

    said = words(read(path, tmp_path / "unpacked"))

    assert [each for each in WORDS if each not in said] == []


@pytest.mark.parametrize("name", ["docx", "odt", "epub", "rtf", "ipynb"])
def test_a_picture_within_the_file_comes_along(tmp_path: Path, name: str) -> None:
    if name == "ipynb":
        path = notebook(
            tmp_path / "tides.ipynb", b64encode(picture(tmp_path / "plot.png").read_bytes()).decode()
        )
    else:
        path = written(tmp_path, name)
    for each in tmp_path.glob("*.png"):
        each.unlink()

    media = read(path, tmp_path / "unpacked").media

    assert [size(each) for each in media.values()] == [(40, 30)]
    assert str(tmp_path) not in "".join(media)


def size(path: Path) -> tuple[int, int]:
    with Image.open(path, formats=("PNG",)) as opened:
        return opened.size


def notebook(path: Path, plot: str) -> Path:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Tides\n", "\n", "We plot the tide."]},
        {
            "cell_type": "code", "execution_count": 1, "metadata": {}, "source": ["plot(tide)"],
            "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": plot}}],
        },
    ]  # fmt: skip
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def test_every_kind_of_file_is_listed_once_and_has_a_test() -> None:
    endings = [ending for reader in READERS for ending in reader.endings]

    assert len(endings) == len(set(endings))
    assert {reader.name for reader in READERS} - set(WRITERS) == {"plain", "gfm", "commonmark"}


def test_the_formats_are_listed() -> None:
    ran = subprocess.run([PROJECT / "publish.py", "formats"], capture_output=True, text=True, check=True)

    assert all(ending in ran.stdout for reader in READERS for ending in reader.endings)


def facts(path: Path) -> Metadata:
    return read(path).metadata


@pytest.mark.parametrize("name", ["docx", "odt", "epub", "latex", "org", "html"])
def test_title_author_and_date_are_taken_from_the_document(tmp_path: Path, name: str) -> None:
    made = tmp_path / f"x{BY_NAME[name].endings[0]}"
    front = "---\ntitle: Of tides\nauthor: [Ana Marsh, Bo Li]\ndate: 2019-03-04\n---\n\nSlow water rises.\n"
    pypandoc.convert_text(
        front, WRITERS[name], format="markdown", outputfile=str(made), extra_args=["--standalone"]
    )

    known = facts(made)

    assert (known.title, known.authors) == ("Of tides", ("Ana Marsh", "Bo Li"))
    assert known.date is None or known.date.isoformat() == "2019-03-04"


def test_what_stands_beside_the_document_counts_more_than_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "article.yaml").write_text("title: Springs\n")
    made = tmp_path / "x.docx"
    front = "---\ntitle: Of tides\nauthor: Ana Marsh\n---\n\nSlow water rises.\n"
    pypandoc.convert_text(front, "docx", format="markdown", outputfile=str(made))

    assert (facts(made).title, facts(made).authors) == ("Springs", ("Ana Marsh",))


def test_properties_of_a_file_count_where_its_text_says_nothing(tmp_path: Path) -> None:
    made = tmp_path / "x.docx"
    pypandoc.convert_text("Slow water rises.\n", "docx", format="markdown", outputfile=str(made))
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Document1</dc:title>'
        "<dc:creator>Ana Marsh; Bo Li</dc:creator><dc:language>fr-CA</dc:language></cp:coreProperties>"
    )
    replace_part(made, "docProps/core.xml", core.encode())

    known = facts(made)

    assert (known.title, known.authors, known.language) == ("X", ("Ana Marsh", "Bo Li"), "fr-CA")


def replace_part(path: Path, name: str, data: bytes) -> None:
    old = BytesIO(path.read_bytes())
    with zipfile.ZipFile(old) as package, zipfile.ZipFile(path, "w") as made:
        for part in package.infolist():
            made.writestr(part, data if part.filename == name else package.read(part))


def package_of(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def test_a_package_that_would_unpack_to_far_too_much_is_refused(tmp_path: Path) -> None:
    bomb = package_of(tmp_path / "bomb.docx", {"word/document.xml": b" " * 40_000_000})

    with pytest.raises(SourceError, match="unpack to far more"):
        source.read(bomb)


def test_a_package_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    many = package_of(tmp_path / "many.odt", {f"p{number}": b"" for number in range(20_001)})

    with pytest.raises(SourceError, match="unpack to far more"):
        source.read(many)


def test_a_copy_protected_book_is_refused(tmp_path: Path) -> None:
    lock = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><x:EncryptedData '
        b'xmlns:x="http://www.w3.org/2001/04/xmlenc#"><x:EncryptionMethod '
        b'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></x:EncryptedData></encryption>'
    )
    book = package_of(tmp_path / "book.epub", {"META-INF/encryption.xml": lock})

    with pytest.raises(SourceError, match="encrypted or copy-protected"):
        source.read(book)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.docx", b"PK\x03\x04half", "no zip package"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("page.pdf", b"%PDF-1.7", "does not hold its text in order"),
        ("data.xml", b"<data/>", "neither JATS nor DocBook"),
        ("empty.docx", b"", "no zip package"),
    ],
)
def test_what_no_reader_can_take_is_refused_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SourceError) as refused:
        source.read(tmp_path / name)

    assert said in f"{refused.value} {refused.value.hint}"


def test_a_package_without_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="could not read this as docx"):
        read(package_of(tmp_path / "a.docx", {"word/nothing.xml": b"<a/>"}))


def test_a_picture_that_is_not_there_leaves_its_words_where_a_program_wrote_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<article xmlns:xlink="http://www.w3.org/1999/xlink"><body><sec><title>A</title><p>Slow water.</p>'
        '<fig id="f1"><label>Figure 7.</label><caption><p>A wave.</p></caption><graphic xlink:href="wave7"/></fig>'
        "</sec></body></article>"
    )

    document = read(tmp_path / "a.xml")

    assert "Figure 7. A wave." in words(document)
    assert "image-missing" in [finding.rule for finding in document.findings]


def test_a_picture_is_found_where_the_markup_leaves_its_ending_out(tmp_path: Path) -> None:
    picture(tmp_path / "wave7.jpg", "JPEG")
    (tmp_path / "a.tex").write_text("Slow water.\n\n\\includegraphics{wave7}\n")

    assert [each.name for each in read(tmp_path / "a.tex").media.values()] == ["wave7.jpg"]


def test_a_tiff_is_made_into_png(tmp_path: Path) -> None:
    picture(tmp_path / "wave.tif", "TIFF")
    (tmp_path / "a.md").write_text('Slow water.\n\n![A wave.](wave.tif){alt="A wave"}\n')

    [path] = read(tmp_path / "a.md", tmp_path / "unpacked").media.values()

    assert size(path) == (40, 30)


def test_a_picture_in_the_text_itself_is_unpacked(tmp_path: Path) -> None:
    data = b64encode(picture(tmp_path / "w.png").read_bytes()).decode()
    (tmp_path / "a.html").write_text(
        f'<p>Slow <img alt="A wave" src="data:image/png;base64,{data}"> water.</p>'
    )

    [url] = read(tmp_path / "a.html", tmp_path / "unpacked").media

    assert url.startswith("inside-the-document/")


JATS = """<article xml:lang="es" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><article-meta><title-group><article-title>Mareas</article-title></title-group></article-meta></front>
<body><sec><title>Una</title><p>El agua sube (<xref ref-type="fig" rid="f1 f2">Figura 1</xref>; <xref
ref-type="video" rid="v1">Video 1</xref>; <xref ref-type="supplementary-material" rid="s1">Suplemento</xref>).</p>
<fig id="f1"><object-id>10.1/f1</object-id><label>Figura 1.</label><caption><title>Olas.</title><p>DOI: 10.1/f1</p>
</caption></fig>
<table-wrap id="t1"><label>Tabla 1.</label><caption><title>Puertos.</title></caption><table><thead><tr><th>Puerto</th>
</tr></thead><tbody><tr><td>Dover</td></tr></tbody></table></table-wrap>
<media id="v1" mimetype="video" xlink:href="v1.mov"><label>Video 1.</label><caption><title>La marea.</title></caption>
</media>
<supplementary-material id="s1"><label>Suplemento 1.</label><caption><p>Datos.</p></caption></supplementary-material>
<p><ext-link ext-link-type="doi" xlink:href="10.1/x">datos</ext-link></p></sec></body>
<back><ref-list><ref id="b1"><element-citation publication-type="journal"><person-group><name><surname>Marsh</surname>
<given-names>T</given-names></name></person-group><year>2004</year><article-title>Pulses</article-title><source>Sea
</source></element-citation></ref></ref-list></back>
<sub-article article-type="reply"><front-stub><title-group><article-title>Respuesta</article-title></title-group>
</front-stub><body><p>Gracias.</p></body></sub-article></article>"""


def test_nothing_of_a_journal_article_is_lost_or_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(JATS)

    document = read(tmp_path / "a.xml")

    assert document.metadata.language == "es"
    said = words(document)
    for each in (
        "Figura 1. Olas.",
        "Tabla 1. Puertos.",
        "Video 1. La marea.",
        "Suplemento 1.",
        "Respuesta",
        "Gracias.",
    ):
        assert each in said
    assert "https://doi.org/10.1/x" in document.ast
    assert "link-to-nowhere" not in [finding.rule for finding in document.findings]


def test_links_of_a_book_to_its_notes_arrive(tmp_path: Path) -> None:
    container = (
        b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        b'<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        b'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title><dc:language>en</dc:language>'
        b'<dc:identifier id="i">x</dc:identifier></metadata><manifest><item id="a" href="a.xhtml" '
        b'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    page = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p id="p">Slow water'
        b'<a href="#n1">[1]</a>.</p><article id="n1"><p>A note. <a href="#p">back</a></p></article></body></html>'
    )
    book = package_of(
        tmp_path / "b.epub", {"META-INF/container.xml": container, "p.opf": package, "a.xhtml": page}
    )

    assert "link-to-nowhere" not in [finding.rule for finding in read(book).findings]


def test_a_front_matter_s_reader_decides(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nreader: gfm\n---\n\nSlow ~~water~~ rises.\n\n- [ ] ebb\n")
    (tmp_path / "b.md").write_text("---\nreader: word\n---\n\nSlow.\n")

    assert source.read(tmp_path / "a.md").reader is BY_NAME["gfm"]
    with pytest.raises(SourceError, match="not a reader for this file"):
        source.read(tmp_path / "b.md")


def test_the_place_of_the_list_is_where_an_author_puts_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nreferences:\n- id: m\n  title: Pulses\n  author: [{family: Marsh}]\n  issued: 2004\n---\n\n"
        "Slow water [@m].\n\n# References\n\n::: {#refs}\n:::\n\n# Appendix\n\nMore.\n"
    )

    kinds = [(each.kind, each.text) for each in read(tmp_path / "a.md").fragments]

    assert [text for kind, text in kinds if kind is Kind.HEADING] == ["References", "Appendix"]
    assert [kind for kind, _ in kinds][-2:] == [Kind.HEADING, Kind.SENTENCE]
