"""A style that an article asks for writes prose citations and the plain list anew, and never loses a word."""

from io import StringIO
from pathlib import Path

import panflute as pf
import pytest

from filters.reading_order import in_reading_order, plain_text
from lectern import article, source
from lectern.model import Document, Kind

LIST = """
# References

Marsh, T. & Holm, K. 2004. "The slow pulse." Journal of Seas 12 (3): 45–67. https://doi.org/10.1234/seas.2004.12

Okafor, B. (2019). Twice a day. Shore Press.

Moon, A., Star, B., & Sun, C. (2020). Bays and *tides*. In D. Editor (Ed.), Handbook of bays (pp. 3–9). Shore Press.
"""


def read(folder: Path, text: str, style: str, listing: str = LIST, lang: str = "en") -> Document:
    path = folder / "tides.md"
    front = f"csl: {style}\n" if style else ""
    path.write_text(f"---\ntitle: T\nauthor: A\nlang: {lang}\n{front}---\n\n{text}\n{listing}")
    return article.read(source.read(path))


def prose(document: Document) -> str:
    """Give the paragraphs' words, the notes in braces."""
    doc = pf.load(StringIO(document.ast))

    def said(element: pf.Element) -> str:
        if isinstance(element, pf.Note):
            return f"{{{' '.join(said(each) for each in element.content)}}}"
        if isinstance(element, pf.Str):
            return str(element.text)
        if isinstance(element, pf.Space | pf.SoftBreak):
            return " "
        return "".join(said(each) for each in getattr(element, "content", ()))

    return said(doc.content[0]).replace("\u00a0", " ")


def linked(document: Document) -> list[str]:
    return [
        plain_text(each).replace("\u00a0", " ")
        for each in in_reading_order(pf.load(StringIO(document.ast)))
        if isinstance(each, pf.Link) and each.attributes.get("role") == "doc-biblioref"
    ]


def entries(document: Document) -> list[str]:
    return [each.text for each in document.fragments if each.kind is Kind.REFERENCE]


def kept(document: Document) -> list[str]:
    return [each.where for each in document.findings if each.rule == "entry-not-restyled"]


CASES = [
    ("Marsh and Holm (2004) found it.", "Marsh & Holm (2004) found it.", "Marsh and Holm [1] found it."),
    ("It rises (Marsh & Holm 2004).", "It rises (Marsh & Holm, 2004).", "It rises [1]."),
    ("Marsh and Holm (2004: 46) say.", "Marsh & Holm (2004, p. 46) say.", "Marsh and Holm [1, p. 46] say."),
    ("So (see Okafor, 2019, p. 3).", "So (see Okafor, 2019, p. 3).", "So see [1, p. 3]."),
    ("So (Okafor 2019; cf. also Moon et al. 2020, pp. 5–6).", "So (Okafor, 2019; cf. also Moon et al., 2020, pp. 5–6).",
     "So [1], cf. also [2, pp. 5–6]."),
    ("In 2019, Okafor agreed.", "In 2019, Okafor agreed.", "In 2019, Okafor [1] agreed."),
    ("Okafor’s (2019) view.", "Okafor’s (2019) view.", "Okafor’s [1] view."),
    ("Some (n = 40; Okafor 2019) say.", "Some (n = 40; Okafor 2019) say.", "Some (n = 40; Okafor 2019) say."),
    ("Some (Okafor 2019; Nobody 1999) say.", "Some (Okafor 2019; Nobody 1999) say.",
     "Some (Okafor 2019; Nobody 1999) say."),
    ("Some (*Okafor* 2019) and $x$.", "Some (Okafor, 2019) and .", "Some [1] and ."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "apa", "ieee"), CASES, ids=[each[0] for each in CASES])
def test_a_style_writes_what_it_understands_and_leaves_the_rest(
    tmp_path: Path, text: str, apa: str, ieee: str
) -> None:
    assert prose(read(tmp_path, text, "apa")) == apa
    assert prose(read(tmp_path, text, "ieee")) == ieee


@pytest.mark.parametrize("text", [each[0] for each in CASES])
def test_without_a_style_the_words_stay(tmp_path: Path, text: str) -> None:
    assert prose(read(tmp_path, text, "")) == text.replace("*", "").replace("$x$", "")


def test_every_citation_is_linked_in_every_style(tmp_path: Path) -> None:
    text = "Marsh and Holm (2004) and Okafor (2019), so (Moon et al., 2020). In 2019, Okafor agreed."
    for style in (
        "apa",
        "ieee",
        "mla",
        "vancouver",
        "chicago-author-date",
        "chicago-notes-bibliography",
        "nature",
    ):
        document = read(tmp_path, text, style)

        assert len(linked(document)) == 4, style
        assert len(entries(document)) == 3, style
        assert document.findings == (), style


def test_the_list_is_written_in_the_style_and_its_order(tmp_path: Path) -> None:
    document = read(tmp_path, "So (Okafor, 2019; Marsh & Holm, 2004).", "apa")

    assert entries(document) == [
        "Marsh, T., & Holm, K. (2004). The slow pulse. Journal of Seas, 12(3), 45–67. "
        "https://doi.org/10.1234/seas.2004.12",
        "Moon, A., Star, B., & Sun, C. (2020). Bays and tides. In D. Editor (Ed.), Handbook of bays (pp. 3–9). "
        "Shore Press.",
        "Okafor, B. (2019). Twice a day. Shore Press.",
    ]


def test_a_style_speaks_the_document_s_language(tmp_path: Path) -> None:
    assert prose(read(tmp_path, "So (Okafor, 2019, S. 3).", "apa", lang="de")) == "So (Okafor, 2019, S. 3)."


@pytest.mark.parametrize(
    "entry",
    [
        "Bay, A., et al. (2001). Many hands. Journal of Seas, 1(1), 1–2.",
        "Bay, A. (2001).",
    ],
)
@pytest.mark.parametrize("style", ["apa", "ieee", "chicago-notes-bibliography"])
def test_an_entry_that_is_not_understood_keeps_its_words(tmp_path: Path, entry: str, style: str) -> None:
    document = read(tmp_path, "So (Okafor, 2019).", style, f"{LIST}\n{entry}\n")

    assert any(entry in each for each in entries(document))
    assert kept(document) == [entry]


def test_an_entry_of_which_a_style_would_leave_words_out_stays_as_written(tmp_path: Path) -> None:
    entry = "Sea Institute. (2018). Report (translated for the crew by a pilot of the harbour). Shore Press."
    document = read(tmp_path, "So (Sea Institute, 2018; Okafor, 2019).", "ieee", f"{LIST}\n{entry}\n")

    assert f"[1] {entry}" in entries(document)
    assert kept(document) == [entry[:90]]


def test_numbers_of_the_author_s_list_are_not_doubled(tmp_path: Path) -> None:
    listing = "\n# References\n\n" + "\n".join(
        f"{number}. {entry}" for number, entry in enumerate(LIST.strip().split("\n\n")[1:], 1)
    )
    document = read(tmp_path, "So (Okafor, 2019).", "ieee", listing)

    assert [each[:6] for each in entries(document)] == ["[1] B.", "[2] T.", "[3] A."]


def test_a_work_of_list_and_bibliography_is_listed_once(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text(
        "@article{seas, author={Marsh, Tom and Holm, Kai}, title={The slow pulse}, journal={Journal of Seas},"
        "year=2004, volume=12, doi={10.1234/SEAS.2004.12}}"
    )
    document = read(tmp_path, "Marsh and Holm (2004) and [@seas].", "apa\nbibliography: works.bib")

    assert linked(document) == ["Marsh & Holm (2004)", "Marsh & Holm, 2004"]
    assert len(entries(document)) == 3
