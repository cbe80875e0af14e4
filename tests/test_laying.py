"""What is said lies on what is written: whole articles, read and told."""

from itertools import pairwise
from pathlib import Path

import pytest

from lectern import article, source
from lectern.narration.laying import Word, lay
from lectern.narration.script import narrate

FRONT = "---\ntitle: T\nauthor: A\ndate: 2026-03-14\nlang: en-GB\npronounce: {selkie: SEL-kee}\n---\n\n"
REFERENCES = (
    "\n# References\n\nMarsh, T., Reyes, L., & Okafor, B. (2004). The pulse. Journal of Seas, 12(3), 4–7.\n"
)


def laid(tmp_path: Path, body: str, begins: str) -> list[tuple[str, str]]:
    """Give for a cue what is said, and what is written for it."""
    path = tmp_path / "tides.md"
    path.write_text(FRONT + body + REFERENCES, encoding="utf-8")
    document = article.read(source.read(path))
    texts = {fragment.id: fragment.text for fragment in document.fragments}
    cue = next(cue for cue in narrate(document).listening.cues if cue.text.startswith(begins))
    written = texts[cue.fragment]
    return [(cue.text[each.start : each.stop], written[each.first : each.last]) for each in cue.words]


@pytest.mark.parametrize(
    ("body", "begins", "expected"),
    [
        ("It fell 5 mg/kg daily.", "It fell", [("5", "5"), ("milligrams per kilogram", "mg/kg")]),
        ("It fell (Marsh et al., 2004) at 3 km.", "It fell", [("It", "It"), ("at", "at"), ("kilometres.", "km.")]),
        ("It fell (Marsh et al., 2004, pp. 4–5).", "Marsh", [("Marsh", "(Marsh"), ("and colleagues,", "et al.,")]),
        ("A selkie in [bis 1914]{lang=de}.", "A selkie", [("selkie", "selkie"), ("in", "in"), ("bis", "bis")]),
        ("> It fell in 1914.", "Quotation.", [("It", "It"), ("nineteen fourteen.", "1914.")]),
        ("| Sea | Depth |\n|---|---|\n| Irish | 3 m |\n", "Sea: Irish", [("Irish;", "Irish"), ("metres.", "m")]),
    ],
)  # fmt: skip
def test_a_spoken_word_knows_its_written_words(
    tmp_path: Path, body: str, begins: str, expected: list[tuple[str, str]]
) -> None:
    def bare(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(said.strip(".,;"), written.strip(".,;(|")) for said, written in pairs]

    found = bare(laid(tmp_path, body, begins))

    assert [each for each in bare(expected) if each not in found] == []


def test_stretches_are_in_order_and_apart_on_both_sides(tmp_path: Path) -> None:
    path = Path(__file__).with_name("articles") / "everything.md"
    script = narrate(article.read(source.read(path)))
    rows = [cue.words for cue in (*script.cues.values(), *script.listening.cues)]

    assert sum(map(bool, rows)) > 30
    for words in rows:
        assert all(one.stop <= two.start and one.last <= two.first for one, two in pairwise(words))
        assert all(each.start < each.stop and each.first < each.last for each in words)


def test_words_that_are_written_nowhere_have_no_place() -> None:
    assert list(lay([Word(0, 4, "Note")], "")) == []
    assert list(lay([], "Note")) == []
    assert list(lay([Word(0, 1, "")], "Note")) == []
