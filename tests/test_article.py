"""Source to Document: fragments that stay, metadata that is checked, files of the article's own folder only."""

import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from lectern import article, source
from lectern.errors import SourceError
from lectern.model import Document, Kind
from lectern.writers.markup import XHTML, markup

ARTICLES = Path(__file__).parent / "articles"


def document(folder: Path, text: str, name: str = "tides.md") -> Document:
    path = folder / name
    path.write_text(text)
    return article.read(source.read(path))


def ids(read: Document) -> dict[str, str]:
    return {fragment.text: fragment.id for fragment in read.fragments}


def test_every_fragment_stands_in_the_markup_once_and_in_order() -> None:
    read = article.read(source.read(ARTICLES / "everything.md"))

    found = markup(read).xpath("//@id")

    assert len(found) == len(set(found))
    own = [fragment.id for fragment in read.fragments]
    notes = {fragment.id for fragment in read.fragments if fragment.kind is Kind.NOTE}
    assert [each for each in found if each in own and each not in notes] == [
        each for each in own if each not in notes
    ]
    assert set(own) <= set(found)


def test_every_kind_of_fragment_is_met() -> None:
    read = article.read(source.read(ARTICLES / "everything.md"))

    assert set(Kind) - {fragment.kind for fragment in read.fragments} == {
        Kind.FRAME,
        Kind.SUBTITLE,
        Kind.BYLINE,
    }


def test_a_paragraph_of_which_nothing_is_left_stops_no_build(tmp_path: Path) -> None:
    read = document(tmp_path, 'The sea rises.\n\n`#eval("1")`{=typst}\n')

    assert [fragment.text for fragment in read.fragments][-1] == "The sea rises."
    assert [each.rule for each in read.findings].count("raw-markup-removed") == 1


def test_ids_are_s_and_eight_hex_digits_with_an_ordinal_for_twins(tmp_path: Path) -> None:
    read = document(tmp_path, "The same. The same. Another.")

    made = [fragment.id for fragment in read.fragments]
    assert all(re.fullmatch(r"s-[0-9a-f]{8}(-\d+)?", each) for each in made)
    assert made[-2] == f"{made[-3]}-2"


def test_an_edit_elsewhere_changes_no_other_id(tmp_path: Path) -> None:
    before = ids(
        document(
            tmp_path, "---\ntitle: T\n---\n\nOne. Two.\n\n# A\n\nThree.[^1]\n\n# B\n\nFour.\n\n[^1]: Note."
        )
    )

    after = ids(
        document(
            tmp_path,
            "---\ntitle: T\n---\n\nOne. New! Two.\n\n# A\n\nThree.[^1] More.\n\n# B\n\nFour.\n\n[^1]: Note.",
        )
    )

    assert before.items() <= after.items()


def test_linking_a_citation_changes_no_id_of_its_sentence(tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n\nTides are slow (Marsh, 2004). Others agree."
    entry = "\n\n# References\n\nMarsh, T. (2004). *Slow pulses*. Harbour Press.\n"

    bare, linked = ids(document(tmp_path, text)), ids(document(tmp_path, text + entry))

    sentence = "Tides are slow (Marsh, 2004)."
    assert bare[sentence] == linked[sentence]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![A.](missing.png){alt=x}", "is not there"),
        ("![A.](../secret.png){alt=x}", "lies outside"),
        ("![A.](/etc/hostname){alt=x}", "lies outside"),
        ("![A.](link.png){alt=x}", "lies outside"),
        ("---\ncover: no.png\n---\n\nText.", "cover .* is not there"),
        ("---\nlang: English please\n---\n\nText.", "not a language tag"),
        ("---\ntitle: T\n---\n\n# Only a heading", "no text"),
    ],
)
def test_what_only_the_author_can_mend_is_refused(tmp_path: Path, text: str, said: str) -> None:
    inner = tmp_path / "source"
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (inner / "link.png").symlink_to(tmp_path / "secret.png")

    with pytest.raises(SourceError, match=said):
        document(inner, text)


def test_a_remote_image_leaves_its_words_and_a_finding(tmp_path: Path) -> None:
    read = document(tmp_path, "Text. ![A map.](https://example.org/a.png)")

    assert "image-remote" in [finding.rule for finding in read.findings]
    assert not read.media
    assert "A map." in "".join(markup(read).itertext())


def test_no_script_and_no_handler_comes_through(tmp_path: Path) -> None:
    hostile = (
        "Text. <img src=x onerror=alert(1)> [a](javascript:alert(1)) `<svg onload=x>`{=html} "
        "[b]{onclick=x style=x}\n\n<script>alert(1)</script>\n\n<iframe src=x></iframe>\n\n"
        "```{=html}\n<p onclick=x>Kept <script>alert(2)</script>words.</p>\n```\n\n[c]: vbscript:x\n\n[d][c]"
    )

    tree = markup(document(tmp_path, hostile))

    assert not tree.xpath("//*[local-name()='script' or local-name()='iframe']")
    assert not [
        name for each in tree.iter() for name in each.attrib if name.startswith("on") or name == "style"
    ]
    assert not [href for href in tree.xpath("//@href") if "script:" in href]
    assert "Kept words." in " ".join("".join(tree.itertext()).split())


def test_raw_formats_that_panflute_does_not_know_stop_nothing(tmp_path: Path) -> None:
    read = document(tmp_path, "Text `#x`{=typst} and `y`{=djot}.\n\n```{=html5}\n<p>Kept.</p>\n```\n")

    assert "Kept." in [fragment.text for fragment in read.fragments]


def test_a_pasted_text_needs_no_markup(tmp_path: Path) -> None:
    read = document(
        tmp_path,
        "of tides\n\nOf Tides\n\nThe sea * rises_ <b>. It falls.\n\nMethods\n\nWe looked.\n\nBack to top\n",
        "t.txt",
    )

    assert read.metadata.title == "Of Tides"
    assert [fragment.text for fragment in read.fragments] == [
        "Of Tides", "The sea * rises_ <b>.", "It falls.", "Methods", "We looked.",
    ]  # fmt: skip
    assert "cruft-dropped" in [finding.rule for finding in read.findings]


def test_a_formula_is_said_in_the_documents_language(tmp_path: Path) -> None:
    read = document(tmp_path, "---\nlang: de\n---\n\nHier ist $\\frac{1}{2}$ alles.\n\n$$a = b$$\n")

    spoken = markup(read).xpath("//h:span/@data-spoken", namespaces={"h": XHTML})
    assert spoken == ["ein halb", "a ist gleich b"]


def test_a_formula_that_is_no_tex_is_reported_and_shown(tmp_path: Path) -> None:
    read = document(tmp_path, "It is $\\nosuch{x$ here.")

    assert "formula-unreadable" in [finding.rule for finding in read.findings]
    assert "nosuch" in "".join(markup(read).itertext())


def test_the_finished_ast_keeps_nothing_of_what_filters_told_each_other() -> None:
    read = article.read(source.read(ARTICLES / "everything.md"))

    assert not [name for name in json.loads(read.ast)["meta"] if name.startswith("lectern")]


def test_notes_have_a_heading_and_backlinks_with_a_name(tmp_path: Path) -> None:
    tree = markup(document(tmp_path, "---\nlang: fr\n---\n\nTexte.[^1]\n\n[^1]: Une note.\n"))

    assert tree.xpath("//*[@role='doc-endnotes']/*[local-name()='h2']/text()") == ["Notes"]
    assert tree.xpath("//*[@role='doc-backlink']/text()") == ["Retour à la note 1 dans le texte"]


def test_the_references_are_known_as_csl_items() -> None:
    read = article.read(source.read(ARTICLES / "everything.md"))

    assert [item["id"] for item in read.references] == ["adeyemi2011", "marsh2004", "okafor2019"]
    assert read.references[1]["DOI"] == "10.1234/seas.2004.12"


@pytest.mark.parametrize(
    "name", ["cut-off.png", "empty.png", "text.png", "words.txt", "huge.png", "page.svg"]
)
@pytest.mark.parametrize("use", ["Text. ![A map.]({})", "---\ntitle: T\ncover: {}\n---\n\nText."])
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, use: str) -> None:
    whole = _png(20, 20)
    content = {
        "cut-off.png": whole[:60],
        "empty.png": b"",
        "text.png": b"words",
        "words.txt": b"words",
        "huge.png": _png(60000, 60000, lines=1),
        "page.svg": b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
    }
    (tmp_path / name).write_bytes(content[name])

    with pytest.raises(SourceError, match=name):
        document(tmp_path, use.format(name))


def _png(width: int, height: int, lines: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines_of_red = (b"\0" + b"\xff\0\0" * width) * (lines or height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(lines_of_red)),
            chunk(b"IEND", b""),
        )
    )


def test_an_image_under_any_name_of_the_folder_is_found(tmp_path: Path) -> None:
    for name in ("a b.png", "c%d.png", "b\u00e4ume.png"):
        (tmp_path / name).write_bytes(_png(2, 2))

    read = document(
        tmp_path, "![A.](<a b.png>) ![B.](a%20b.png) ![C.](c%25d.png) ![D.](b\u00e4ume.png) Text."
    )

    assert {path.name for path in read.media.values()} == {"a b.png", "c%d.png", "b\u00e4ume.png"}


@pytest.mark.parametrize(
    "text",
    [
        "A.[^1] B.[^1]\n\n[^1]: Note.^[Inner *note*.^[Deeper.]] More.",
        "![A cap^[of wool].](cap.png)\n\nText.",
        "Text ![A cap^[of wool].](https://example.org/cap.png) and more.",
    ],
)
def test_notes_in_odd_places_leave_every_fragment_in_the_markup_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "cap.png").write_bytes(_png(2, 2))
    read = document(tmp_path, text)

    found = markup(read).xpath("//@id")

    assert len(found) == len(set(found))
    assert {fragment.id for fragment in read.fragments} <= set(found)


def test_a_language_or_title_that_is_no_text_is_as_none(tmp_path: Path) -> None:
    read = document(tmp_path, "---\ntitle: {a: b}\nlang: [en]\n---\n\nText.")

    assert (read.metadata.title, read.metadata.language) == ("Tides", "en")
    assert {fragment.language for fragment in read.fragments} == {"en"}


def test_control_characters_and_noncharacters_come_through_nowhere(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "A\\x01\\e[31m B\\uFFFE"\nauthor: "C\\x7f"\n---\n\n'
        "Red\x1b[31m\x01 and\x7f \x85 page\x0cbreak \uffff\U0001fffe. &#x1b;&#127;&#xfffe; `&\x02`\n\n"
        '    code\x03\n\n![A\x04.](a.png){alt="B&#5;"}\n'
    )
    (tmp_path / "a.png").write_bytes(_png(2, 2))
    read = document(tmp_path, text)
    words = [*(fragment.text for fragment in read.fragments), read.metadata.title, *read.metadata.authors]
    words += [*markup(read).itertext(), *markup(read).xpath("//@alt")]

    assert not [
        word for word in words if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\U0001fffe]", word)
    ]
    assert "page break" in " ".join(" ".join(words).split())


def test_an_images_width_in_per_cent_is_kept_without_an_inline_style(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes((ARTICLES / "images" / "tide.svg").read_bytes())

    tree = markup(document(tmp_path, "Text.\n\n![A.](a.svg){alt=x width=48%}\n"))

    assert tree.xpath("//*[local-name()='img']/@class") == ["width-50"]
    assert not tree.xpath("//@style")


@pytest.mark.parametrize("text", ["<em>" * 400 + "Text." + "</em>" * 400, "<blockquote>" * 300 + "Text."])
def test_an_article_nested_too_deeply_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        document(tmp_path, text, "tides.html")
