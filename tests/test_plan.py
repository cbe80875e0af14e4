"""The plan decides everything before anything is done."""

import pytest

from lectern.model import Format
from lectern.plan import Stage, Step, plan

ALL = tuple(Format)


def test_every_step_comes_after_the_steps_it_needs() -> None:
    steps = plan(["a", "b"], ALL)

    for place, step in enumerate(steps):
        assert set(step.needs) <= set(steps[:place])


def test_every_edition_of_every_article_is_written_once() -> None:
    written = [(step.slug, step.format) for step in plan(["a", "b"], ALL) if step.stage is Stage.WRITE]

    assert sorted(written) == sorted((slug, form) for slug in "ab" for form in ALL)


def test_the_page_is_written_last_since_it_names_the_sizes_of_the_others() -> None:
    written = [step.format for step in plan(["a"], ALL) if step.stage is Stage.WRITE]

    assert written[-1] is Format.HTML


def test_the_book_is_written_after_the_pdf_since_it_lists_its_pages() -> None:
    steps = {step.format: step for step in plan(["a"], ALL) if step.stage is Stage.WRITE}

    assert steps[Format.PDF] in steps[Format.EPUB].needs
    assert steps[Format.PDF] not in steps[Format.MP3].needs


@pytest.mark.parametrize(
    ("formats", "speaks"), [((Format.PDF,), False), ((Format.HTML,), False), ((Format.EPUB,), True)]
)
def test_only_editions_with_sound_are_narrated(formats: tuple[Format, ...], speaks: bool) -> None:
    assert (Stage.SPEAK in {step.stage for step in plan(["a"], formats)}) is speaks


def test_the_index_comes_when_all_are_published() -> None:
    last = plan(["a", "b"], ALL)[-1]

    assert last.stage is Stage.INDEX
    assert {(step.slug, step.stage) for step in last.needs} == {("a", Stage.PUBLISH), ("b", Stage.PUBLISH)}


def test_nothing_to_build_is_no_step() -> None:
    assert plan([], ALL) == ()


def test_a_step_is_named_as_a_person_would() -> None:
    assert str(Step("tides", Stage.WRITE, Format.PDF)) == "tides write pdf"
