"""Every filter: what it does to small documents, alone as in process, once as twice, and without losing a word."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import panflute as pf
import pypandoc
import pytest

from filters.reading_order import changed, in_reading_order, plain_text
from tests.golden import Golden, as_json, as_markdown, cases, read_markdown, rules

FILTERS = Path(__file__).parents[1] / "filters"
NAMES = sorted(
    path.stem for path in FILTERS.glob("*.py") if "pf.dump(" in path.read_text() and path.stem != "alone"
)
DOCUMENT = (Path(__file__).parent / "articles" / "everything.md").read_text()


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_filter_gives_the_golden_document(case: Golden) -> None:
    doc = case.filter(read_markdown(case.given))
    case.accept(as_markdown(doc), rules(doc))

    assert as_markdown(doc) == case.expected
    assert rules(doc) == case.rules


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_has_golden_cases(name: str) -> None:
    assert any(case.path.parent.name == name for case in cases())


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_runs_alone_from_any_folder_as_in_process(name: str, tmp_path: Path) -> None:
    command = [
        pypandoc.get_pandoc_path(),
        "-f",
        "markdown",
        "-t",
        "json",
        "--filter",
        str(FILTERS / f"{name}.py"),
    ]

    alone = subprocess.run(command, input=DOCUMENT, capture_output=True, text=True, cwd=tmp_path, check=True)

    in_process = _filter(name)(read_markdown(DOCUMENT))
    assert json.loads(alone.stdout) == json.loads(as_json(in_process))


def test_a_filter_says_in_one_line_that_panflute_is_missing(tmp_path: Path) -> None:
    copied = tmp_path / "project"
    (copied / "filters").mkdir(parents=True)
    for path in FILTERS.glob("*.py"):
        (copied / "filters" / path.name).write_bytes(path.read_bytes())
    bare = [sys._base_executable, "-S", str(copied / "filters" / "drop_cruft.py")]  # type: ignore[attr-defined]

    ran = subprocess.run(bare, input="{}", capture_output=True, text=True, cwd=tmp_path, check=False)

    assert ran.returncode == 3
    assert ran.stderr.count("\n") == 1
    assert "panflute is missing" in ran.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_run_twice_changes_nothing_more(name: str) -> None:
    once = as_json(_filter(name)(read_markdown(DOCUMENT)))

    twice = as_json(_filter(name)(_load(once)))

    assert json.loads(twice) == json.loads(once)


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_keeps_every_word(name: str) -> None:
    doc = read_markdown(DOCUMENT)
    before = _words(doc)

    after = _words(_filter(name)(doc))

    lost = [word for word in before if word not in after]
    assert lost == (["Home"] if name == "drop_cruft" else [])


def _filter(name: str):
    return getattr(import_module(f"filters.{name}"), name)


def _load(text: str) -> pf.Doc:
    from io import StringIO

    return pf.load(StringIO(text))


def _words(doc: pf.Doc) -> list[str]:
    title = doc.get_metadata("title", default="")
    notes = [note for note in in_reading_order(doc) if isinstance(note, pf.Note)]
    blocks = [
        block
        for block in in_reading_order(doc)
        if isinstance(block, pf.Para | pf.Plain | pf.Header | pf.CodeBlock)
    ]
    return f"{title} {' '.join(plain_text(each) for each in [*blocks, *notes])}".split()


def test_changing_elements_does_what_panflutes_walk_does() -> None:
    def change(element: pf.Element, _: pf.Doc) -> pf.Element | list[pf.Element] | None:
        seen.append(element.tag)
        if isinstance(element, pf.Str) and element.text.startswith("t"):
            return [pf.Str("T"), pf.Emph(pf.Str(element.text))]
        return [] if isinstance(element, pf.Code | pf.HorizontalRule) else None

    seen: list[str] = []
    walked = read_markdown(DOCUMENT).walk(change)
    met, seen = seen, []
    ours = changed(read_markdown(DOCUMENT), change)

    assert seen == met
    assert as_json(ours) == as_json(walked)
