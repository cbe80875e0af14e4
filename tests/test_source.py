"""Bad input gets a clear sentence with the place; good input is read whole."""

from pathlib import Path

import pytest

from lectern import source
from lectern.errors import SourceError


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "said", "where"),
    [
        ("broken.md", "---\ntitle: a\nauthor: [b\n---\n\nText.", "YAML is broken", "broken.md:3"),
        ("colon.md", "---\ntitle: Tides: a study\n---\n\nText.", "YAML is broken", "colon.md:2"),
        ("list.md", "---\n- a\n- b\n---\n\nText.", "not a list of", "list.md:2"),
        ("deep.md", f"---\nauthor: {'[' * 500}{']' * 500}\n---\n\nText.", "nested too deeply", "deep.md:2"),
        ("itself.md", "---\nauthor: &a\n  - *a\n---\n\nText.", "repeats a part", "itself.md:2"),
        ("open.md", "---\ntitle: a\n\nText.", "no end", "open.md:1"),
        ("empty.md", "---\ntitle: a\n---\n\n", "empty", "empty.md"),
        ("latin.md", b"Caf\xe9 au lait.\nSecond.", "not UTF-8: byte 0xe9 in line 1", "latin.md"),
        ("binary.txt", b"abc\0def", "not a text file", "binary.txt"),
        ("paper.xyz", "Text.", "not a format", "paper.xyz"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, said: str, where: str
) -> None:
    path = write(tmp_path, name, content)

    with pytest.raises(SourceError, match=said) as caught:
        source.read(path)

    assert str(caught.value.where).endswith(where)


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    write(tmp_path, "tides.md", "Text.")

    with pytest.raises(SourceError) as caught:
        source.read(tmp_path / "tidse.md")

    assert "tides.md" in caught.value.hint


def test_front_matter_is_taken_off_the_text(tmp_path: Path) -> None:
    read = source.read(write(tmp_path, "Of Tides.md", "\ufeff---\r\ntitle: T\r\n---\r\nText.\r\n"))

    assert (read.slug, read.text, dict(read.declared)) == ("of-tides", "Text.\n", {"title": "T"})


def test_a_rule_at_the_head_is_no_front_matter(tmp_path: Path) -> None:
    assert source.read(write(tmp_path, "a.md", "---\n\nText.\n")).text.startswith("---")


def test_a_sidecar_speaks_for_formats_without_front_matter(tmp_path: Path) -> None:
    write(tmp_path, "article.yaml", "title: T\nlang: de\n")

    read = source.read(write(tmp_path, "a.txt", "Text."))

    assert read.declared == {"title": "T", "lang": "de"}


def test_a_folder_gives_its_articles_and_those_of_its_article_folders(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a.txt",
        "README.md",
        "image.svg",
        "c/c.md",
        "c/article.yaml",
        "figures/d.md",
        ".hidden.md",
    ):
        write(tmp_path, name, "x: y")

    assert [path.name for path in source.find_sources(tmp_path)] == ["a.txt", "b.md", "c.md"]


def test_two_articles_never_share_a_folder(tmp_path: Path) -> None:
    sources = [source.read(write(tmp_path, name, "Text.")) for name in ("of tides.md", "of-tides.txt")]

    with pytest.raises(SourceError, match="would become"):
        source.check_slugs(sources)
