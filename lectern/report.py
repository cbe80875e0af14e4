"""Events -> words on the terminal: one line per stage, findings with place and remedy, one last line to read.

Progress and findings go to stderr. Only a terminal gets colours and a moving bar; `--plain`, a pipe, NO_COLOR or a
screen reader's TERM=dumb get whole lines that are never redrawn.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from lectern.errors import PublishError
from lectern.events import Advanced, Event, Finished, Found, Indexed, Published, Said, Started
from lectern.model import Finding, Severity

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

MOST_ALIKE = 4
"""How many findings of one rule are shown in full for an article; the rest are counted."""
SILENCE = 20.0
"""Seconds after which plain lines say how far a step is."""
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36", Severity.STYLE: "36"}
"""ANSI colour of each severity; a help only, the word stands beside it."""


class Report:
    """Tell a person what happens."""

    def __init__(
        self, stream: TextIO, *, plain: bool = False, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Write to ``stream``; ``plain`` forbids colours and redrawn lines; ``now`` tells seconds."""
        self._stream = stream
        terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._moving = terminal and not plain
        self._coloured = self._moving and not os.environ.get("NO_COLOR")
        self._now = now
        self._began = self._told = now()
        self._findings: Counter[Severity] = Counter()
        self._alike: Counter[tuple[str, str]] = Counter()
        self._style: Counter[str] = Counter()
        self._published: list[Published] = []
        self._index: Indexed | None = None
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def show(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Advanced():
                self._advance(event)
            case Finished():
                self._stop_bar()
                self._line(self._stage(event))
            case Found():
                self._find(event)
            case Said():
                self._line(event.line)
            case Published():
                self._published.append(event)
            case Indexed():
                self._index = event
            case Started():
                self._told = self._now()

    def fail(self, error: PublishError) -> None:
        """Show an error: what, where, what to try."""
        self._stop_bar()
        place = f"{error.where}: " if error.where else ""
        self._line(f"{self.paint('Error', Severity.ERROR)}: {place}{error}")
        if error.hint:
            self._line(f"  Try: {error.hint}")

    def conclude(self, *, strict: bool = False) -> int:
        """Show the last line; give the exit code."""
        self._stop_bar()
        for (slug, rule), count in self._alike.items():
            if count > MOST_ALIKE:
                self._line(f"  {slug}: {count - MOST_ALIKE} more like this ({rule})")
        for slug, count in self._style.items():
            self._line(
                f"  {slug}: {count_of(count, 'point')} of citation style; ./publish.py cite lists them"
            )
        seconds = self._now() - self._began
        names = [published.slug for published in self._published]
        files = sum(len(published.outputs) for published in self._published)
        what = names[0] if len(names) == 1 else count_of(len(names), "article")
        where = f" Open {self._index.path}" if self._index else ""
        voice = f" {self._fallen_back}" if self._fallen_back else ""
        built = f"{count_of(files, 'edition')} in {seconds:.1f} s"
        self._line(f"Built {what}: {built}, {self._counted()}.{voice}{where}")
        return int(strict and self.serious > 0)

    @property
    def _fallen_back(self) -> str:
        """Say whose narration is not read by the voice that was wished for."""
        slugs = sorted({slug for slug, rule in self._alike if rule == "voice-unavailable"})
        return f"espeak-ng read {', '.join(slugs)}, as the wished voice gave up." if slugs else ""

    @property
    def serious(self) -> int:
        """How many errors and warnings were found."""
        return self._findings[Severity.ERROR] + self._findings[Severity.WARNING]

    def conclude_check(self, files: int) -> int:
        """Show the last line of a check; give the exit code: 1 if there is an error or a warning."""
        seconds = self._now() - self._began
        self._line(f"Checked {count_of(files, 'file')} in {seconds:.1f} s; {self._counted()}.")
        return int(self.serious > 0)

    def find(self, finding: Finding, slug: str = "") -> None:
        """Show one finding."""
        self.show(Found(slug, finding))

    def _counted(self) -> str:
        counts = [
            count_of(self._findings[severity], name)
            for severity, name in (
                (Severity.ERROR, "error"),
                (Severity.WARNING, "warning"),
                (Severity.NOTICE, "notice"),
            )
            if self._findings[severity]
        ]
        return ", ".join(counts) if counts else "no findings"

    def _find(self, event: Found) -> None:
        finding = event.finding
        if finding.severity is Severity.STYLE:
            self._style[event.slug] += 1
            return
        self._findings[finding.severity] += 1
        self._alike[event.slug, finding.rule] += 1
        if self._alike[event.slug, finding.rule] > MOST_ALIKE:
            return
        self._stop_bar()
        kind = self.paint(finding.severity.value, finding.severity)
        slug = f"{event.slug}: " if event.slug else ""
        self._line(f"{slug}{kind}: {finding.message} [{finding.rule}]")
        if finding.where:
            self._line(f"  At: {finding.where}")
        if finding.hint:
            self._line(f"  Try: {finding.hint}")

    def _stage(self, event: Finished) -> str:
        step = event.step
        stage = step.format.value if step.format else step.stage.value
        made = f"  {event.made}" if event.made else ""
        return f"{step.slug or 'all articles':<24}  {stage:<8} {event.seconds:6.1f} s{made}"

    def _advance(self, event: Advanced) -> None:
        if not self._moving:
            self._advance_plainly(event)
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[left]}"),
            )
            self._bar = Progress(*columns, console=Console(file=self._stream), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(str(event.step), total=event.total, left="")
        if self._task is not None:
            self._bar.update(self._task, completed=event.done, total=event.total, left=_left(event.left))

    def _advance_plainly(self, event: Advanced) -> None:
        """Say now and then how far a step is that takes minutes."""
        now = self._now()
        if now - self._told < SILENCE or event.done == event.total:
            return
        self._told = now
        left = f", {_left(event.left)}" if event.left else ""
        self._line(f"{event.step}: {event.done} of {event.total}{left}")

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._task = None, None

    def say(self, line: str) -> None:
        """Show a line that must be read."""
        self._line(line)

    def paint(self, text: str, severity: Severity) -> str:
        """Colour a text as its severity is coloured, where there are colours."""
        return f"\x1b[{COLOURS[severity]}m{text}\x1b[0m" if self._coloured else text

    def _line(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


def columns(stream: TextIO) -> int:
    """Give the columns that a table may take: a terminal's own, at most 100; 80 where there is none."""
    if not stream.isatty():
        return 80
    return max(40, min(100, shutil.get_terminal_size().columns))


def _left(left: timedelta | None) -> str:
    """Say how much longer it takes, no more exactly than can be known."""
    if left is None:
        return ""
    seconds = left.total_seconds()
    return (
        f"about {count_of(round(seconds / 60), 'minute')} left" if seconds >= 90 else f"{seconds:.0f} s left"
    )


def count_of(number: int, noun: str) -> str:
    """Say a number with its noun, in the singular or the plural.

    >>> count_of(1, "error"), count_of(0, "finding")
    ('1 error', '0 findings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
