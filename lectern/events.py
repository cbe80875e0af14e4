"""What happens during a build, as values: the machinery tells, `report` finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from lectern.model import Finding, Output
from lectern.plan import Step


@dataclass(frozen=True, slots=True)
class Started:
    """A step begins."""

    step: Step


@dataclass(frozen=True, slots=True)
class Advanced:
    """A long step has done ``done`` of ``total`` parts; the rest takes ``left`` longer, as far as it can be known."""

    step: Step
    done: int
    total: int
    left: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A step has ended; ``made`` says what there is now, for example “12 sections”."""

    step: Step
    seconds: float
    made: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Something an author should know."""

    slug: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Said:
    """A line that must be read, such as where text is sent."""

    line: str


@dataclass(frozen=True, slots=True)
class Published:
    """An article's new editions stand in its folder."""

    slug: str
    outputs: tuple[Output, ...]
    duration: timedelta | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """The page that lists all articles is written."""

    path: Path


Event = Started | Advanced | Finished | Found | Said | Published | Indexed
