"""A library whose entries take over from each other in a circle ends with a sentence, not with a wait."""

from pathlib import Path

import pytest

from lectern import article, source
from lectern.errors import SourceError
from lectern.model import Document


def read(folder: Path, text: str, name: str, library: str) -> Document:
    (folder / name).write_text(library)
    (folder / "tides.md").write_text(f"---\ntitle: Of tides\nbibliography: {name}\n---\n\n{text}\n")
    return article.read(source.read(folder / "tides.md"))


@pytest.mark.parametrize("name", ["works.bib", "works.bibtex"])
@pytest.mark.parametrize(
    ("fields", "cycle"),
    [
        (("crossref={a}", "", ""), "a → a"),
        (("crossref={b}", 'crossref = "c"', "CrossRef={ b }"), "b → c → b"),
        (("xdata={c, b}", "crossref={a}", ""), "a → b → a"),
    ],
)
def test_entries_that_take_over_in_a_circle_are_refused_by_their_keys(
    tmp_path: Path, name: str, fields: tuple[str, ...], cycle: str
) -> None:
    entries = [f"@book{{{key}, title={{Tides}}, {field}}}" for key, field in zip("abc", fields, strict=True)]

    with pytest.raises(SourceError, match=f"in a circle: {cycle}"):
        read(tmp_path, "A [@a].", name, "\n".join(entries))


def test_entries_that_share_one_above_them_are_no_circle(tmp_path: Path) -> None:
    library = """@book{a, crossref={c}, title={A}} @book{b, crossref={c}, xdata={a}, title={B}}
        @book{c, title={C}, crossref={C}}"""

    document = read(tmp_path, "A [@a; @b].", "works.bib", library)

    assert [each["id"] for each in document.references] == ["a", "b"]
