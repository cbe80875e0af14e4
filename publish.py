#!/usr/bin/env python3
"""The command line of Lectern: options -> plan -> run -> report; no other logic."""

from __future__ import annotations

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - must run under any Python
_OWN = os.path.join(_HERE, ".venv", "bin", "python")  # noqa: PTH118


def _enter_own_environment() -> None:
    """Go on under the project's own Python, whichever called; say how to make it where there is none."""
    if os.path.exists(_OWN):  # noqa: PTH110
        if os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(_HERE, ".venv")):  # noqa: PTH118
            os.execv(_OWN, [_OWN, os.path.abspath(__file__), *sys.argv[1:]])  # noqa: S606, PTH100
        return
    sys.stderr.write("Error: Lectern is not set up here yet\n  Try: make -C %s setup\n" % _HERE)  # noqa: UP031
    sys.exit(3)


if __name__ == "__main__":
    _enter_own_environment()
    sys.path.insert(0, _HERE)

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lectern.errors import PublishError, UsageError

if TYPE_CHECKING:
    import argparse

    from lectern.citations.crossref import Service
    from lectern.model import Format
    from lectern.report import Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    from lectern.command_line import parse
    from lectern.report import Report

    options = parse(arguments, Path(_HERE, "outputs"))

    report = Report(sys.stderr, plain=options.plain)
    try:
        code = _COMMANDS[options.command](options, report)
    except PublishError as error:
        report.fail(error)
        return error.exit_code
    except KeyboardInterrupt:
        report.fail(_stopped())
        return 130
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _build(options: argparse.Namespace, report: Report) -> int:
    from lectern import manner, settings, source
    from lectern.build import Options, build
    from lectern.plan import plan

    project = Path(_HERE)
    asked = manner.read_asked(options.narration)
    named = [Path(each) for each in options.sources] or list(source.find_sources(project / "source"))
    if not named:
        raise PublishError("there is no article in source/", hint="put a Markdown or text file there")
    formats = _formats(options.to)
    if options.offline and options.check_retractions:
        raise UsageError("--offline and --check-retractions exclude each other", hint="choose one of them")
    if options.dry_run:
        sources = [source.read(path) for path in dict.fromkeys(named)]
        source.check_slugs(sources)
        steps = plan(dict.fromkeys(each.slug for each in sources), formats)
        print("\n".join(str(step) for step in steps))
        return 0
    wish = Options(
        formats=formats,
        outputs=options.outputs,
        voice=options.voice,
        offline=options.offline,
        fast=options.fast,
        strict=options.strict,
        keep_stages=options.keep_stages,
        cache=_cache(),
        pdf_engine=options.pdf_engine,
        service=_crossref(report) if options.check_retractions else None,
        narration=asked,
        project=settings.read(project),
    )
    _leave_at_once_when_stopped(report, options.outputs)
    build(named, wish, report.show)
    return report.conclude(strict=options.strict)


def _leave_at_once_when_stopped(report: Report, outputs: Path) -> None:
    """End on Ctrl-C or SIGTERM with a sentence; an exception would be lost, or abort, in the C of a library."""
    import signal
    from contextlib import suppress

    from lectern import turns, unfinished

    def leave(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        unfinished.clear_own(outputs)
        turns.clear_own(outputs)
        with suppress(RuntimeError, OSError):  # it may come in the middle of a line
            report.fail(_stopped())
        os._exit(128 + number)

    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, leave)


def _stopped() -> PublishError:
    return PublishError("stopped", hint="the last good editions still stand; run it again to go on")


def _formats(named: str) -> tuple[Format, ...]:
    from lectern.model import Format

    wanted = [name.strip().lower() for name in named.split(",") if name.strip()]
    known = [form.value for form in Format]
    for name in wanted:
        if name not in known:
            raise UsageError(f"“{name}” is not an edition", hint=f"choose from {', '.join(known)}")
    if not wanted:
        raise UsageError("no edition is named", hint=f"choose from {', '.join(known)}")
    return tuple(form for form in Format if form.value in wanted)


def _check(options: argparse.Namespace, report: Report) -> int:
    from lectern.checks import check_outputs, find_outputs

    files = find_outputs(options.outputs or [Path(_HERE, "outputs")])
    for finding in check_outputs(files):
        report.find(finding)
    return report.conclude_check(len(files))


def _cite(options: argparse.Namespace, report: Report) -> int:
    from lectern.citations.command import Wish, cite
    from lectern.report import Report, columns

    wish = Wish(
        source=options.source,
        format=options.format,
        strict=options.strict,
        service=_crossref(report) if options.online else None,
        width=0 if options.plain else columns(sys.stdout),
        paint=Report(sys.stdout, plain=options.plain).paint,
    )
    return cite(wish, print, report.say)


def _crossref(report: Report) -> Service:
    from datetime import UTC, datetime

    from lectern import settings
    from lectern.cache import Cache
    from lectern.citations.crossref import BASE, Service

    project = Path(_HERE)
    return Service(
        cache=Cache(_cache() / "crossref"),
        today=datetime.now(UTC).date(),
        base=os.environ.get("LECTERN_CROSSREF", BASE).rstrip("/"),
        mailto=os.environ.get("LECTERN_MAILTO") or settings.read(project).mailto,
        say=report.say,
    )


def _cache() -> Path:
    return Path(os.environ.get("LECTERN_CACHE") or Path(_HERE, ".cache"))


def _narrate(options: argparse.Namespace, report: Report) -> int:
    from lectern import article, manner, settings, source
    from lectern.narration.script import narrate, script_text

    edition = _voiced(options.edition)
    asked = manner.read_asked(options.narration)
    standing = settings.read(Path(_HERE))
    read = source.read(options.source)
    document = article.read(source.in_language(read, options.lang) if options.lang else read)
    script = narrate(document, project=standing.narration, asked=asked, words=standing.lexicon)
    print(script_text(script, edition))
    for finding in document.findings:
        report.find(finding)
    return 0


def _list_formats(options: argparse.Namespace, report: Report) -> int:
    from lectern.readers import READERS

    for reader in READERS:
        print(f"{' '.join(reader.endings) or '-':<24} {reader.name:<12} {reader.title}")
    return 0


def _voiced(named: str) -> Format:
    from lectern.manner import EDITIONS

    for edition in EDITIONS:
        if edition.value == named.strip().lower():
            return edition
    known = ", ".join(edition.value for edition in EDITIONS)
    raise UsageError(f"“{named}” is not an edition that is read aloud", hint=f"choose from {known}")


def _voices(options: argparse.Namespace, report: Report) -> int:
    from lectern.speech import voices
    from lectern.speech.offers import sample

    offers = voices([Path.cwd(), Path(_HERE, "voices")])
    if options.sample:
        for path in sample(options.sample, offers, options.voice, lambda line: print(line, file=sys.stderr)):
            print(path)
        return 0
    for offer in offers:
        where = "the text is sent over the network" if offer.online else "works offline; the text stays here"
        known = f"; {len(offer.languages)} languages" if len(offer.languages) > 1 else ""
        state = f"not ready, run: {offer.missing}" if offer.missing else f"ready{known}"
        print(f"{offer.name:<8} {offer.what}\n         {where}; {state}")
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Report], int]] = {
    "build": _build,
    "check": _check,
    "cite": _cite,
    "formats": _list_formats,
    "narrate": _narrate,
    "voices": _voices,
}


if __name__ == "__main__":
    sys.exit(main())
