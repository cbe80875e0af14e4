"""What would be built: every step of every article, decided before anything is done and without touching the disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lectern.model import Format

VOICED = frozenset({Format.EPUB, Format.MP3, Format.M4B})
"""The editions that hold sound; the page plays the MP3 that stands beside it."""


class Stage(StrEnum):
    """One stage of the way of the data."""

    READ = "read"
    NARRATE = "narrate"
    SPEAK = "speak"
    WRITE = "write"
    PUBLISH = "publish"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: what to make, for which article ("" for all), after which steps."""

    slug: str
    stage: Stage
    format: Format | None = None
    needs: tuple[Step, ...] = ()

    def __str__(self) -> str:
        """Name the step as a person would."""
        return " ".join(filter(None, (self.slug, self.stage.value, self.format.value if self.format else "")))


def plan(slugs: Iterable[str], formats: Iterable[Format]) -> tuple[Step, ...]:
    """List every step, each after the steps it needs.

    The page comes last of an article's editions: it names the sizes of the others. The book comes after the PDF, whose
    pages it lists. An article's editions are published together, so that what stands in its folder always agrees.
    """
    wanted = tuple(
        form
        for form in (Format.PDF, Format.EPUB, Format.MP3, Format.M4B, Format.HTML)
        if form in set(formats)
    )
    steps: list[Step] = []
    published: list[Step] = []
    for slug in slugs:
        made = _article(slug, wanted)
        steps += made
        published.append(made[-1])
    if not steps:
        return ()
    return (*steps, Step("", Stage.INDEX, needs=tuple(published)))


def _article(slug: str, formats: tuple[Format, ...]) -> list[Step]:
    read = Step(slug, Stage.READ)
    steps, basis = [read], read
    if VOICED & set(formats):
        narrate = Step(slug, Stage.NARRATE, needs=(read,))
        basis = Step(slug, Stage.SPEAK, needs=(narrate,))
        steps += [narrate, basis]
    written: list[Step] = []
    for form in formats:
        written.append(Step(slug, Stage.WRITE, form, needs=_needs(form, read, basis, tuple(written))))
    return [*steps, *written, Step(slug, Stage.PUBLISH, needs=tuple(written))]


def _needs(form: Format, read: Step, basis: Step, written: tuple[Step, ...]) -> tuple[Step, ...]:
    if form is Format.PDF:
        return (read,)
    if form is Format.HTML:
        return written or (basis,)
    return (basis, *(step for step in written if form is Format.EPUB and step.format is Format.PDF))
