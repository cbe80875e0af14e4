"""Where the page lights each word: places in the text that a browser counts, whatever markup stands in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from lectern.model import Clip, WordClip
from lectern.speech.timing import words
from lectern.writers.spoken_lines import Line
from lectern.writers.word_places import Lit, encode, jumps, lit, shown

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
CITED = '<a role="doc-biblioref" href="#ref">{}</a>'


def element(inside: str, name: str = "span") -> etree._Element:
    return etree.fromstring(f'<{name} xmlns="{XHTML}" xmlns:m="{MATHML}">{inside}</{name}>')


def line(text: str) -> Line:
    """Say a text, a tenth of a second for each word, from the second second on."""
    clips = tuple(
        WordClip(24_000 + 2400 * each, 26_400 + 2400 * each, start, stop)
        for each, (start, stop) in enumerate(words(text))
    )
    clip = Clip("s", 24_000, 24_000 + 2400 * len(clips) + 12_000, clips)
    return Line("s", text, text, clip, clips, True)


def lit_texts(inside: str, text: str, name: str = "span") -> list[str]:
    """Give what is lit, as `textContent` has it (all in the Basic Multilingual Plane but where a test says so)."""
    node = element(inside, name)
    units = "".join(map(str, node.itertext())).encode("utf-16-le")
    return [
        units[2 * word.start : 2 * word.stop].decode("utf-16-le") for word in lit(line(text), shown(node))
    ]


@pytest.mark.parametrize(
    ("inside", "text", "expected"),
    [
        ("The sea rises.", "The sea rises.", ["The", "sea", "rises"]),
        ("The <em>sea</em> ri<b>ses</b>.", "The sea rises.", ["The", "sea", "rises"]),
        ("H<sub>2</sub>O is <a href='#a'>wet ice</a>.", "H2O is wet ice.", ["H2O", "is", "wet", "ice"]),
        (
            "It rises.<a role='doc-noteref' href='#n'><sup>1</sup></a> Yes.",
            "It rises. Yes.",
            ["It", "rises", "Yes"],
        ),
        ("The\n sea", "The sea", ["The", "sea"]),
        (
            "<span class='citation'>(Moon, 2019)</span> wrote.",
            "(Moon, 2019) wrote.",
            ["Moon", "2019", "wrote"],
        ),
        ("🌊 rises 𝔸 far.", "🌊 rises 𝔸 far.", ["rises", "𝔸", "far"]),
        ("Nothing of this.", "Something else entirely", ["Nothing of this"]),
        ("", "Gone", []),
    ],
)
def test_each_word_is_lit_where_it_stands(inside: str, text: str, expected: list[str]) -> None:
    assert lit_texts(inside, text) == expected


def test_a_formula_is_lit_as_a_whole() -> None:
    formula = "<m:math><m:mi>h</m:mi><m:mo>=</m:mo><m:mfrac><m:mi>a</m:mi><m:mi>b</m:mi></m:mfrac></m:math>"

    assert lit_texts(f"Where {formula} is large.", r"Where h=\frac{a}{b} is large.") == [
        "Where",
        "h=ab",
        "is",
        "large",
    ]


def test_cells_without_space_between_them_are_words_apart() -> None:
    assert lit_texts("<td>Fundy</td><td>16 m</td>", "Fundy | 16 m", "tr") == ["Fundy", "16", "m"]


def test_words_go_forward_in_text_and_time() -> None:
    placed = lit(line("b a b a a"), shown(element("a b b a b")))

    assert [(one.begin, one.start) for one in placed] == sorted({(one.begin, one.start) for one in placed})
    assert all(one.stop <= other.start for one, other in pairwise(placed))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (CITED.format("Moon (2019)") + " found it.", [(1100, 1200)]),
        (CITED.format("Moon") + " (" + CITED.format("2019, p. 4") + ") found it.", [(1100, 1400)]),
        ("It was " + CITED.format("Moon (2019)") + ".", [(1300, 1600)]),
        ("Moon (2019) found it.", []),
        (CITED.format("Moon") + " (the younger) found it.", []),
        ("As in " + CITED.format("[12]") + " it is.", [(1200, 1300)]),
    ],
)
def test_brackets_with_a_citation_are_jumped_to_the_next_word(
    inside: str, expected: list[tuple[int, int]]
) -> None:
    node = element(inside)
    spoken, read = line("".join(map(str, node.itertext()))), shown(node)

    assert list(jumps(lit(spoken, read), read, spoken.clip)) == expected


def test_words_take_few_letters() -> None:
    text = "Ketamine slips into this door while it stands open and blocks the channel behind it."
    spoken = line(text)

    assert len(encode(lit(spoken, shown(element(text))), spoken.clip)) <= 4 * len(words(text))


def test_a_long_wait_and_a_long_word_are_written_whole() -> None:
    assert encode([Lit(61_000, 40, 140)], Clip("s", 24_000, 48_000)) == "oBkDw7F"
