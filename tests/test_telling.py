"""What is said of the parts of an article in each manner, of its languages and abbreviations: real articles."""

from itertools import pairwise, product
from pathlib import Path

import pytest

from lectern import article, source
from lectern.manner import read_asked
from lectern.model import Script
from lectern.narration.inlines import HELD, Piece, Said, written
from lectern.narration.script import narrate
from lectern.narration.wording import Wording

FRONT = "---\ntitle: T\nauthor: A\ndate: 2026-03-14\nlang: {}\n---\n\n"
REFERENCES = "\n# References\n\nMarsh, T. (2004). The slow pulse. Journal of Seas, 12(3), 45–67.\n"
NOTED = "It rises.[^1] It falls.\n\n[^1]: By the moon. Mostly.\n\n# Sun\n\nIt helps.\n"
CODE = "See:\n\n```python\nif x[0] >= 1:\n    y_1 = 'a'\n```\n"
TABLE = "See.\n\n| Drug | Dose |\n|---|---|\n| one | 1 |\n| two | 2 |\n\nTable: Doses.\n"


def told(tmp_path: Path, body: str, manner: str = "", language: str = "en-GB") -> Script:
    path = tmp_path / "tides.md"
    path.write_text(FRONT.format(language) + body, encoding="utf-8")
    return narrate(article.read(source.read(path)), asked=read_asked(manner))


def heard(script: Script) -> list[str]:
    """What the recording says between its opening and its end."""
    texts = [cue.text for cue in script.listening.cues]
    return texts[3:-1]


def read(script: Script) -> list[str]:
    """What the book says after its title and its authors."""
    return [cue.text for cue in script.cues.values()][2:]


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("notes=after", ["It rises.", "Note 1: By the moon.", "Mostly. End of note.", "It falls.", "Sun.",
                         "It helps."]),
        ("notes=end", ["It rises. Note 1.", "It falls.", "Sun.", "It helps.", "Notes.", "Note 1: By the moon.",
                       "Mostly. End of note."]),
        ("notes=skip", ["It rises.", "It falls.", "Sun.", "It helps."]),
    ],
)  # fmt: skip
def test_notes_are_said_where_they_are_wanted(tmp_path: Path, manner: str, expected: list[str]) -> None:
    assert heard(told(tmp_path, NOTED, manner)) == expected


def test_notes_at_the_end_have_their_chapter(tmp_path: Path) -> None:
    listening = told(tmp_path, NOTED, "notes=end").listening
    last = listening.chapters[-1]

    assert last.title == "Notes"
    assert listening.cues[last.first].text == "Notes."


def test_the_book_says_its_notes_without_a_frame_of_its_own(tmp_path: Path) -> None:
    assert read(told(tmp_path, NOTED, "notes=end"))[-2:] == ["Note 1: By the moon.", "Mostly. End of note."]
    assert "Note 1: By the moon." not in read(told(tmp_path, NOTED, "notes=skip"))


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("code=describe", ["Code in Python, 2 lines."]),
        ("code=read", ["Code in Python, 2 lines: if x open square bracket 0 close square bracket greater than equals 1 "
                       "colon. y underscore 1 equals apostrophe a apostrophe. End of code."]),
        ("code=skip", []),
    ],
)  # fmt: skip
def test_code_is_said_as_wanted(tmp_path: Path, manner: str, expected: list[str]) -> None:
    assert heard(told(tmp_path, CODE, manner))[1:] == expected


def test_a_table_may_be_summed_up(tmp_path: Path) -> None:
    assert heard(told(tmp_path, TABLE, "tables=summary"))[1:] == [
        "Table 1. Doses.",
        "A table of 2 rows and 2 columns. The columns are: Drug; Dose.",
    ]


def test_a_table_without_a_caption_says_that_it_begins(tmp_path: Path) -> None:
    assert heard(told(tmp_path, TABLE.replace("\nTable: Doses.", "")))[1] == (
        "A table of 2 rows and 2 columns. The columns are: Drug; Dose."
    )


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("mp3.references=read", ["References.", "Marsh, two thousand and four. The slow pulse. Journal of Seas, "
                                 "volume 12, issue 3, pages 45 to 67."]),
        ("references=summary", ["References.", "This article has one reference; it is listed in the text editions."]),
        ("references=skip", ["References."]),
    ],
)  # fmt: skip
def test_references_are_said_as_wanted(tmp_path: Path, manner: str, expected: list[str]) -> None:
    assert heard(told(tmp_path, f"It rises.\n{REFERENCES}", manner))[1:] == expected


def test_the_book_reads_references_and_citations_that_the_recording_leaves_out(tmp_path: Path) -> None:
    script = told(tmp_path, f"It rises (Marsh, 2004).\n{REFERENCES}", "mp3.citations=silent")

    assert heard(script)[0:2] == ["It rises.", "References."]
    assert read(script)[:3:2] == ["It rises.", "References."]
    assert read(script)[1] == "Marsh, two thousand and four."
    assert read(script)[-1].startswith("Marsh, two thousand and four. The slow pulse.")


def test_the_book_says_at_their_heading_how_many_references_it_does_not_read(tmp_path: Path) -> None:
    script = told(tmp_path, f"It rises (Marsh, 2004).\n{REFERENCES}", "epub.references=summary")

    assert read(script)[-1] == "References. One reference; it is not read aloud."
    assert heard(script)[-1] == "This article has one reference; it is listed in the text editions."
    assert len(script.left_out) == 1


def test_clips_are_shared_where_the_editions_say_the_same(tmp_path: Path) -> None:
    script = told(tmp_path, f"It rises (Marsh, 2004).\n{REFERENCES}", "mp3.citations=short")
    spoken = script.utterances()
    named = {script.clip_of(cue): cue.text for cue in script.listening.cues}

    assert {name: cue.text for name, cue in spoken.items() if name in named} == named
    assert [cue.text for name, cue in spoken.items() if name.endswith("-mp3")] == [
        "Marsh two thousand and four."
    ]
    assert set(script.utterances(book=False)) == set(named)


def test_a_short_list_is_heard_as_it_is_and_a_long_one_has_a_frame(tmp_path: Path) -> None:
    short = heard(told(tmp_path, "Three:\n\n- moon\n- sun\n- wind\n"))
    long = heard(told(tmp_path, "Five:\n\n- moon\n- sun\n- wind\n- rain\n- ice\n"))
    wordy = heard(told(tmp_path, "Two:\n\n- The moon pulls. It does so daily.\n- sun\n"))

    assert short == ["Three:", "moon.", "sun.", "wind."]
    assert (long[1], long[-1]) == ("A list of 5: moon.", "ice. End of list.")
    assert wordy[1:] == ["A list of 2: The moon pulls.", "It does so daily.", "sun. End of list."]


def test_a_list_in_a_list_says_that_it_is_one(tmp_path: Path) -> None:
    assert heard(told(tmp_path, "1. moon\n    - near\n    - far\n2. sun\n    a. hot\n    b. far\n")) == [
        "A list of 2: 1. moon.",
        "Within it, a list of 2: near.",
        "far. End of the inner list.",
        "2. sun.",
        "Within it, a list of 2: A. hot.",
        "B. far. End of the inner list. End of list.",
    ]


def test_a_passage_in_another_language_is_said_by_its_own_rules(tmp_path: Path) -> None:
    script = told(tmp_path, "He said [bis 1914]{lang=de} in 1914, and <i lang='fr'>mot</i>.")
    cue = next(cue for cue in script.listening.cues if cue.text.startswith("He said"))

    assert cue.text.endswith("in nineteen fourteen, and mot.")
    assert [run.language for run in cue.runs] == ["en-GB", "de", "en-GB", "fr", "en-GB"]
    assert "nineteen" not in cue.text[cue.runs[1].start : cue.runs[1].end]


def test_a_sentence_wholly_in_another_language_is_of_that_language(tmp_path: Path) -> None:
    script = told(tmp_path, "[Un mot.]{lang=fr} One word.")

    assert [cue.language for cue in script.listening.cues[3:5]] == ["fr", "en-GB"]
    assert not any(cue.languages for cue in script.listening.cues)


def test_an_abbreviation_is_explained_once_in_each_recording(tmp_path: Path) -> None:
    word = '[SEA]{.abbr title="Society of Estuary Anglers"}'
    script = told(tmp_path, f"The {word} met. The {word} left.\n\n# Later\n\nThe {word} came.")
    explained = "The SEA, Society of Estuary Anglers, met."

    def spelt(texts: list[str]) -> list[str]:
        return [text.replace("S.E.A", "SEA") for text in texts]

    assert spelt(heard(script)) == [explained, "The SEA left.", "Later.", "The SEA came."]
    assert spelt(read(script)) == [explained, "The SEA left.", "Later.", explained.replace("met", "came")]


def test_an_abbreviation_after_its_own_words_is_not_explained_again(tmp_path: Path) -> None:
    body = 'The Society of Anglers ([SEA]{.abbr title="Society of Anglers"}) met.'

    assert heard(told(tmp_path, body))[0].replace("S.E.A", "SEA") == "The Society of Anglers, SEA, met."


def test_nothing_left_out_leaves_its_brackets(tmp_path: Path) -> None:
    assert heard(told(tmp_path, "It rises ([@a]; [@b]), and falls [@c].")) == ["It rises, and falls."]


HOSTILE = (
    "",
    " ",
    ".",
    "1",
    "(",
    "5 mg",
    "[x",
    "“",
    "—",
    "a.b.c",
    "Dr.",
    "\u202e",
    "\ufffc",
    "et al.",
    "1914",
    "§ 3",
)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_whatever_stands_round_a_piece_it_keeps_its_language_and_its_place(language: str) -> None:
    for before, inner, rest in product(HOSTILE, repeat=3):
        text = f"{before}{HELD}{rest}{HELD}"
        pieces = (Piece(written(inner), language), Piece(written("mot"), "fr"))

        spoken = Wording(()).say(Said(text, pieces), "en-GB")

        assert HELD not in spoken.text
        assert spoken.text.endswith("mot")
        assert all(one.end <= two.start for one, two in pairwise(spoken.languages))
        assert all(0 <= run.start < run.end <= len(spoken.text) for run in spoken.languages)


def test_what_the_book_leaves_out_as_asked_is_no_fault(tmp_path: Path) -> None:
    from lectern.build import Options, build
    from lectern.events import Event, Found
    from lectern.model import Format

    path = tmp_path / "tides.md"
    path.write_text(FRONT.format("en") + f"(Marsh, 2004)\n\n{NOTED}\n\n{CODE}\n\n{TABLE}\n{REFERENCES}")
    found: list[Event] = []
    least = read_asked("citations=silent,notes=skip,code=skip,tables=summary,references=skip")
    build([path], Options((Format.EPUB,), tmp_path / "out", voice="silent", narration=least), found.append)

    assert [event.finding.rule for event in found if isinstance(event, Found)] == []


def test_only_what_is_asked_for_is_left_out(tmp_path: Path) -> None:
    body = f"(Marsh, 2004)\n\n{NOTED}\n\n{CODE}\n\n{TABLE}\n{REFERENCES}"
    script = told(tmp_path, body, "notes=skip")
    texts = {
        fragment.id: fragment.text for fragment in article.read(source.read(tmp_path / "tides.md")).fragments
    }

    assert sorted(texts[name] for name in script.left_out) == ["By the moon.", "Mostly."]
    assert told(tmp_path, body).left_out == frozenset()


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ('title: "On the [mot juste]{lang=fr} and *tides*"', "", {"mot juste": "fr"}),
        ("x: y", "# The [raison d’être]{lang=fr} of tides\n\n", {"raison d’être": "fr"}),
        ('title: T\nsubtitle: "Or: [das Watt]{lang=de}"', "", {"das Watt": "de"}),
        ("title: T", "# One\n\n# The [mot]{lang=fr}\n\n", {"mot": "fr"}),
        ("title: T", "See ![a [chat noir]{lang=fr} that sits](tide.svg) here.\n\n", {"chat noir": "fr"}),
        ("title: T", '![Cat.](tide.svg){alt="un chat" lang=fr}\n\n', {"un chat": "fr"}),
        ("title: T", "![Cat.](tide.svg){alt='x [chat]{lang=fr}'}\n\n", {}),
    ],
)
def test_a_title_a_heading_and_a_picture_keep_their_other_languages(
    tmp_path: Path, front: str, body: str, expected: dict[str, str]
) -> None:
    (tmp_path / "tide.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    path = tmp_path / "tides.md"
    path.write_text(f"---\n{front}\nauthor: A\nlang: en-GB\n---\n\n{body}It rises.\n", encoding="utf-8")

    script = narrate(article.read(source.read(path)))

    for cues in (script.cues.values(), script.listening.cues):
        found = {cue.text[run.start : run.end]: run.language for cue in cues for run in cue.languages}
        assert found == expected
