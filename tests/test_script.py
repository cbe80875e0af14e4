"""What is said of an article, in which order: real articles, read by pandoc and the filters."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from lectern import article, source
from lectern.model import Document, Fragment, Kind, Metadata, Script
from lectern.narration.entries import say_entry
from lectern.narration.phrases import phrase
from lectern.narration.script import narrate, script_text

FRONT = "---\ntitle: On tides\nauthor: [Ada Byron, Li Wu]\ndate: 2025-03-14\nlang: {language}\n---\n\n"
KRAUS = (
    "Kraus, C., Wasserman, D., & Henter, I. D. (2019). The influence of ketamine. Drug Discovery Today, "
    "24(10), 2033–2043. https://doi.org/10.1016/j.drudis.2019.07.007"
)
LI = "Li, M. (2020). A title. A Journal, 2(1), 3–4."


def told(tmp_path: Path, body: str, language: str = "en-GB") -> Script:
    """Narrate an article."""
    path = tmp_path / "tides.md"
    path.write_text(FRONT.format(language=language) + body, encoding="utf-8")
    return narrate(article.read(source.read(path)))


def said(script: Script) -> list[str]:
    """What the recording says between intro and outro."""
    texts = [cue.text for cue in script.listening.cues]
    return texts[texts.index("This recording is read by a synthetic voice.") + 1 : -1]


def hand_made(blocks: list[Any], fragments: tuple[Fragment, ...]) -> Script:
    """Narrate a document whose AST is given."""
    import json

    title = Fragment("s-title", Kind.TITLE, "On tides", "en")
    ast = json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks})
    return narrate(Document("tides", Metadata("On tides"), ast, (title, *fragments)))


def test_the_recording_opens_with_title_authors_date_and_whose_voice_it_is(tmp_path: Path) -> None:
    script = told(tmp_path, "It rises.")

    assert [cue.text for cue in script.listening.cues] == [
        "On tides.",
        "By Ada Byron and Li Wu. The 14th of March twenty twenty-five.",
        "This recording is read by a synthetic voice.",
        "It rises.",
        "End of the article. The text is in the web page, the PDF and the e-book of this article.",
    ]


def test_every_fragment_has_a_cue_and_the_recording_says_each_once(tmp_path: Path) -> None:
    body = f"""It rises.[^1] See Wu (2020).\n\n[^1]: A note. It ends.\n\n# Moon\n\n> A quotation.\n\n- One\n- Two\n
```python\nx = 1\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: A table.\n\n# References\n\n{LI}\n\n{KRAUS}\n"""
    path = tmp_path / "tides.md"
    path.write_text(FRONT.format(language="en") + body, encoding="utf-8")
    document = article.read(source.read(path))
    script = narrate(document)

    fragments = {fragment.id for fragment in document.fragments}
    heard = [cue.fragment for cue in script.listening.cues if cue.kind is not Kind.FRAME]
    assert fragments == set(script.cues)
    assert set(heard) < fragments
    assert len(heard) == len(set(heard))


def test_what_has_no_words_is_silent_on_purpose(tmp_path: Path) -> None:
    script = told(tmp_path, "One.\n\n[]\n\nTwo.\n\n—\n")

    assert [each for each in said(script) if each in ("One.", "Two.")] == ["One.", "Two."]
    assert len(script.left_out) == 2


def test_a_citation_in_brackets_is_said_after_its_sentence(tmp_path: Path) -> None:
    script = told(
        tmp_path, f"It acts fast (Kraus et al., 2019), and fades. It helps.\n\n# References\n\n{KRAUS}\n"
    )

    assert said(script)[:3] == [
        "It acts fast, and fades.",
        "Kraus and colleagues, twenty nineteen.",
        "It helps.",
    ]


def test_a_sentence_that_is_only_a_citation_is_said_once(tmp_path: Path) -> None:
    script = told(tmp_path, f"It acts fast.\n\n(Kraus et al., 2019)\n\n# References\n\n{KRAUS}\n")

    assert said(script)[:2] == ["It acts fast.", "Kraus and colleagues, twenty nineteen."]


def test_a_narrative_citation_is_said_within_its_sentence(tmp_path: Path) -> None:
    script = told(tmp_path, f"Li (2020) found it.\n\n# References\n\n{LI}\n")

    assert said(script)[0] == "Li, twenty twenty, found it."


def test_three_works_in_one_pair_of_brackets_are_left_to_the_book(tmp_path: Path) -> None:
    wu = "Wu, S. (2021). B title. A Journal, 2(1), 5–6."
    script = told(
        tmp_path,
        f"It helps (Kraus et al., 2019; Li, 2020; Wu, 2021).\n\n# References\n\n{KRAUS}\n\n{LI}\n\n{wu}\n",
    )

    assert said(script)[0:2] == ["It helps.", "References."]
    assert "Kraus and colleagues, twenty nineteen; Li, twenty twenty; Wu, twenty twenty-one." in [
        cue.text for cue in script.cues.values()
    ]


def test_a_note_is_announced_and_ended_after_its_sentence(tmp_path: Path) -> None:
    script = told(tmp_path, "It rises.[^a] It falls.\n\n[^a]: By the moon. Mostly.\n")

    assert said(script) == [
        "It rises.",
        "Note 1: By the moon.",
        "Mostly. End of note.",
        "It falls.",
    ]


def test_notes_are_numbered_in_reading_order(tmp_path: Path) -> None:
    script = told(
        tmp_path,
        "One.[^a]\n\n| A[^b] |\n|---|\n| 1 |\n\nTwo.[^c]\n\n[^a]: Moon.\n\n[^b]: Sun.\n\n[^c]: Wind.\n",
    )

    assert [text.split(".")[0] for text in said(script) if text.startswith("Note")] == [
        "Note 1: Moon",
        "Note 2: Sun",
        "Note 3: Wind",
    ]


def test_a_figure_is_told_by_its_caption_and_then_its_picture(tmp_path: Path) -> None:
    (tmp_path / "moon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    script = told(tmp_path, 'See.\n\n![The moon pulls.](moon.svg){alt="A moon above a sea"}\n')

    assert said(script) == ["See.", "Figure 1. The moon pulls.", "Picture: A moon above a sea."] or said(
        script
    ) == [
        "See.",
        "Figure 1.",
        "The moon pulls.",
        "Picture: A moon above a sea.",
    ]


def test_a_table_is_told_row_by_row_with_the_names_of_its_columns(tmp_path: Path) -> None:
    table = "| Drug | Dose |\n|---|---|\n| ketamine | 5 mg |\n| esketamine |  |\n\nTable: Doses.\n"

    assert said(told(tmp_path, f"See.\n\n{table}"))[1:] == [
        "Table 1. Doses.",
        "The columns are: Drug; Dose.",
        "Drug: ketamine; Dose: 5 milligrams.",
        "Drug: esketamine. End of table.",
    ]


def test_a_cell_over_several_rows_is_said_in_each_and_over_several_columns_once() -> None:
    def cell(text: str, down: int = 1, across: int = 1) -> list[Any]:
        words = [{"t": "Str", "c": text}]
        return [["", [], []], {"t": "AlignDefault"}, down, across, [{"t": "Plain", "c": words}]]

    rows = [[["s-1", [], []], [cell("a", down=2), cell("b")]], [["s-2", [], []], [cell("c")]],
            [["s-3", [], []], [cell("d", across=2)]]]  # fmt: skip
    column = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    head = [["s-0", [], []], [cell("X"), cell("Y")]]
    table = {"t": "Table", "c": [["", [], []], [None, []], [column, column], [["", [], []], [head]],
                                 [[["", [], []], 0, [], rows]], [["", [], []], []]]}  # fmt: skip
    script = hand_made([table], tuple(Fragment(f"s-{n}", Kind.ROW, "row", "en") for n in range(4)))

    assert [script.cues[f"s-{number}"].text for number in range(1, 4)] == [
        "X: a; Y: b.",
        "X: a; Y: c.",
        "X: d. End of table.",
    ]


def test_formulas_are_said_by_their_words() -> None:
    def formula(words: str, kind: str, name: str = "") -> dict[str, Any]:
        return {
            "t": "Span",
            "c": [[name, ["math-spoken"], [["spoken", words]]], [{"t": "Math", "c": [{"t": kind}, "x"]}]],
        }

    sentence = {"t": "Span", "c": [["s-1", ["sentence"], []], [{"t": "Str", "c": "Here"}, {"t": "Space"},
                formula("x squared", "InlineMath"), {"t": "Space"}, {"t": "Str", "c": "grows:"}]]}  # fmt: skip
    blocks = [{"t": "Para", "c": [sentence, {"t": "Space"}, formula("y equals 2", "DisplayMath", "s-2")]}]
    fragments = (Fragment("s-1", Kind.SENTENCE, "Here x grows:", "en"), Fragment("s-2", Kind.MATH, "y", "en"))

    assert said(hand_made(blocks, fragments)) == ["Here x squared grows:", "Formula: y equals 2."]


def test_code_is_described(tmp_path: Path) -> None:
    script = told(tmp_path, "See:\n\n```python\na = 1\nb = 2\n```\n\n    plain\n")

    assert said(script)[1:] == ["Code in Python, 2 lines.", "Code, one line."]


def test_quotations_are_framed_and_lists_say_their_numbers(tmp_path: Path) -> None:
    script = told(
        tmp_path, "He wrote:\n\n> It rises. It falls.\n\nThree things:\n\n3. Moon\n4. Sun\n\n- Wind\n"
    )

    assert said(script) == [
        "He wrote:",
        "Quotation. It rises.",
        "It falls. End of quotation.",
        "Three things:",
        "3. Moon.",
        "4. Sun.",
        "Wind.",
    ]


def test_the_reference_list_is_summed_up_and_kept_for_the_book(tmp_path: Path) -> None:
    script = told(tmp_path, f"It helps (Kraus et al., 2019; Li, 2020).\n\n# References\n\n{KRAUS}\n\n{LI}\n")
    entries = [cue for cue in script.cues.values() if cue.kind is Kind.REFERENCE]

    assert [cue.text for cue in script.listening.cues][-3:] == [
        "References.",
        "This article has 2 references; they are listed in the text editions.",
        "End of the article. "
        "The text and all 2 references are in the web page, the PDF and the e-book of this article.",
    ]
    assert [cue.text for cue in entries] == [
        "Kraus and colleagues, twenty nineteen. The influence of ketamine. Drug Discovery Today, volume 24, issue 10, "
        "pages 2033 to 2043. link to doi.org.",
        "Li, twenty twenty. A title. A Journal, volume 2, issue 1, pages 3 to 4.",
    ]
    assert not {cue.fragment for cue in entries} & {cue.fragment for cue in script.listening.cues}


@pytest.mark.parametrize(
    ("entry", "language", "spoken"),
    [
        (LI, "de", "Li, 2020. A title. A Journal, Band 2, Heft 1, Seiten 3 bis 4."),
        (KRAUS, "fr", "Kraus et collaborateurs, 2019. The influence of ketamine."),
        ("Kraus, C., & Li, M. (2019). A title. Nature, 24, 1733–1743.", "en",
         "Kraus and Li, twenty nineteen. A title. Nature, volume 24, pages 1733 to 1743."),
        ("World Bank Group. (2019). A title. WHO.", "en", "World Bank Group, twenty nineteen. A title."),
        ("Not a reference at all", "en", "Not a reference at all"),
    ],
)  # fmt: skip
def test_entries_are_said_by_their_first_names_only(entry: str, language: str, spoken: str) -> None:
    assert say_entry(entry, language).startswith(spoken)


def test_chapters_are_the_sections_and_their_parts(tmp_path: Path) -> None:
    text = (
        "It rises.\n\n# The moon\n\nIt pulls.\n\n## Near\n\nYes.\n\n### Very\n\nMore.\n\n# The sun\n\nToo.\n"
    )
    script = told(tmp_path, text)
    chapters = script.listening.chapters

    assert [(chapter.title, chapter.level) for chapter in chapters] == [
        ("On tides", 1),
        ("The moon", 1),
        ("Near", 2),
        ("The sun", 1),
    ]
    assert [script.listening.cues[chapter.first].text for chapter in chapters] == [
        "On tides.",
        "The moon.",
        "Near.",
        "The sun.",
    ]


def test_an_article_without_headings_has_a_chapter_about_every_three_minutes(tmp_path: Path) -> None:
    words = "The tide comes in and the tide goes out again as it has always done on this long shore. "
    script = told(tmp_path, "\n\n".join(f"Part {number} begins. {words * 4}" for number in range(30)))
    cues, chapters = script.listening.cues, script.listening.chapters
    lengths = [
        sum(
            (timedelta(seconds=len(cue.text) / 15) + cue.pause for cue in cues[one.first : two.first]),
            timedelta(),
        )
        for one, two in pairwise(chapters)
    ]

    assert len(chapters) >= 3
    assert all(timedelta(minutes=2) < length < timedelta(minutes=4) for length in lengths)
    assert all(cues[chapter.first].text.startswith("Part") for chapter in chapters[1:])
    assert all(len(chapter.title) <= 50 for chapter in chapters)


def test_short_text_without_headings_is_one_chapter(tmp_path: Path) -> None:
    assert [chapter.title for chapter in told(tmp_path, "It rises.").listening.chapters] == ["On tides"]


def test_headings_have_longer_silence_around_them(tmp_path: Path) -> None:
    script = told(tmp_path, "It rises. It falls.\n\n# The moon\n\nIt pulls.\n")
    pauses = {cue.text: cue.pause for cue in script.listening.cues}

    assert pauses["It falls."] > pauses["The moon."] > pauses["It rises."]


def test_the_narrator_speaks_the_document_s_language(tmp_path: Path) -> None:
    script = told(tmp_path, "Es steigt.[^1]\n\n[^1]: Wirklich.\n\n> So ist es.\n", "de")

    assert [cue.text for cue in script.listening.cues] == [
        "On tides.",
        "Von Ada Byron und Li Wu. Vierzehnter März 2025.",
        "Diese Aufnahme wird von einer künstlichen Stimme gelesen.",
        "Es steigt.",
        "Anmerkung 1: Wirklich. Ende der Anmerkung.",
        "Zitat. So ist es. Ende des Zitats.",
        "Ende des Artikels. Der Text steht in der Webseite, im PDF und im E-Book dieses Artikels.",
    ]


def test_a_language_without_phrases_is_framed_in_english_and_the_words_say_so(tmp_path: Path) -> None:
    script = told(tmp_path, "Det stiger.[^1]\n\n[^1]: Ja.\n", "sv")
    frames = [cue for cue in script.listening.cues if cue.kind is Kind.FRAME]
    note = next(cue for cue in script.listening.cues if "Ja." in cue.text)

    assert {cue.language for cue in frames} == {"en"}
    assert [(note.text[run.start : run.end], run.language) for run in note.runs] == [
        ("Note 1: ", "en"),
        ("Ja.", "sv"),
        (" End of note.", "en"),
    ]


def test_every_language_has_every_phrase() -> None:
    words: dict[str, object] = {
        "text": "",
        "number": 1,
        "count": 1,
        "lines": "",
        "language": "",
        "name": "",
        "authors": "",
        "rows": "",
        "columns": "",
        "numbers": "1",
        "range": "1",
        "first": "1",
        "last": "2",
    }
    table = Path(phrase.__code__.co_filename).with_name("phrases.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in table.splitlines())

    assert header[1:] == ["en", "de", "fr", "es", "pt", "it", "pt-PT"]
    for row in rows:
        for language in header[1:]:
            assert phrase(language, row[0], **words).strip()


def test_the_same_article_gives_the_same_script(tmp_path: Path) -> None:
    body = f"It helps (Li, 2020).\n\n# References\n\n{LI}\n"

    assert told(tmp_path, body) == told(tmp_path, body)


def test_the_script_can_be_read_line_by_line(tmp_path: Path) -> None:
    lines = script_text(told(tmp_path, f"It helps (Li, 2020).\n\n# References\n\n{LI}\n")).splitlines()

    assert lines[0] == "# On tides"
    assert any(
        line.startswith("s-") and " sentence " in line and line.endswith(" 0.30  It helps.") for line in lines
    )
