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

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lectern.errors import PublishError, UsageError

if TYPE_CHECKING:
    from lectern.citations.crossref import Service
    from lectern.model import Format
    from lectern.report import Report

_BUILD = """\
Build articles into editions: a tagged PDF, an EPUB that reads itself aloud, a web page and a narrated MP3.

  ./publish.py build                              every article in source/
  ./publish.py build source/tides.md              only this one
  ./publish.py build notes.txt --outputs /tmp/o   any text, into another folder
  ./publish.py build --to html,pdf                only these editions
  ./publish.py build --voice espeak               read aloud by espeak-ng, without the network

The editions of an article stand in OUTPUTS/<slug>/; the last good ones stay until the new ones are complete.
Text leaves this machine only where an article, lectern.yaml or --voice asks for gtts, and DOIs only with
--check-retractions; a line says so first.
"""
_CHECK = """\
Let the validators judge what is built: veraPDF (PDF/UA-1), epubcheck and Ace (EPUB), the Nu checker and axe (pages),
and the project's own checks (overlays, ids, links, chapters). A validator that is missing counts as an error.

  ./publish.py check                              everything in outputs/
  ./publish.py check outputs/tides                one article
  ./publish.py check outputs/tides/tides.pdf      one file

`make setup-tests` installs the validators.
"""
_NARRATE = """\
Print the narration script, one cue a line: fragment, kind, silence after it in seconds, the words as they are said,
and in brackets what a voice is told of them: another language, a pronunciation. No sound is made.

  ./publish.py narrate source/tides.md                            what the MP3 says
  ./publish.py narrate source/tides.md --edition epub             what the EPUB says, every part that can be skipped
  ./publish.py narrate source/tides.md --lang de                  as if the article said `lang: de`
  ./publish.py narrate source/tides.md --narration citations=short,notes=end
"""
_SETTINGS = """\
settings of --narration, by commas; `mp3.` or `epub.` before one sets it for that edition only:
  citations=auto|full|short|silent   auto leaves out numbers, and three or more works in one pair of brackets
  notes=after|end|skip               after their sentence, at the end of the article, or not at all
  references=summary|read|skip       how many there are, every entry, or nothing
  code=describe|read|skip            language and length, every sign, or nothing
  tables=rows|summary                every row with the names of its columns, or size and columns
"""
_VOICES = """\
List who can read aloud, where the text goes then, and what to run for a voice that is not ready.
Piper's models (MODEL.onnx with MODEL.onnx.json beside it) are looked for here and in voices/.

  ./publish.py voices                             what there is
  ./publish.py voices --sample                    hear those that need no network
  ./publish.py voices --sample DIR --voice gtts   hear Google's, which is sent one sentence
"""
_CITE = """\
List every citation with its entry and every entry with its citations, and what to mend: docs/CITE.md has the rules.
Nothing is built or changed.

  ./publish.py cite source/tides.md                        the table, for reading
  ./publish.py cite source/tides.md --strict               exit with 1 if there are errors or warnings
  ./publish.py cite source/tides.md --online               also ask Crossref: what differs, what was retracted
  ./publish.py cite source/tides.md --format bibtex >t.bib the reference list for Zotero and its like

Formats: text, json (the table and the findings), bibtex, csl-json, ris.
"""
_EXIT = "Exit codes: 0 good, 1 not publishable, 2 wrong usage, 3 a tool is missing, 130 stopped."


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="publish.py",
        description="Turn articles into accessible editions. Begin with: ./publish.py build",
        epilog=_EXIT,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_add_build, _add_check, _add_cite, _add_narrate, _add_voices):
        add(commands)
    return parser.parse_args(arguments)


_Commands = argparse._SubParsersAction


def _add(
    commands: _Commands[argparse.ArgumentParser], name: str, teach: str, short: str, epilog: str = ""
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=short,
        description=teach,
        epilog=epilog or _EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_build(commands: _Commands[argparse.ArgumentParser]) -> None:
    build = _add(commands, "build", _BUILD, "make the editions of articles", f"{_SETTINGS}\n{_EXIT}")
    build.add_argument("sources", nargs="*", metavar="SOURCE", help="an article; without any, all of source/")
    build.add_argument(
        "--to",
        default="html,pdf,epub,mp3",
        metavar="FORMATS",
        help="editions, by commas (default: html,pdf,epub,mp3; m4b is an audio book for phones)",
    )
    build.add_argument(
        "--outputs",
        type=Path,
        default=Path(_HERE, "outputs"),
        metavar="DIR",
        help="where to (default: outputs/)",
    )
    build.add_argument(
        "--voice", default="auto", help="auto (what the article names, else espeak), espeak, gtts or piper:MODEL"
    )
    build.add_argument(
        "--fast", action="store_true", help="encode the sound in half the time, a little coarser: for drafts"
    )
    _add_manner(build)
    build.add_argument("--offline", action="store_true", help="use no network, whatever an article names")
    build.add_argument(
        "--check-retractions",
        action="store_true",
        help="ask Crossref by DOI, and say behind an entry if it was retracted, corrected or put in doubt",
    )
    build.add_argument(
        "--strict", action="store_true", help="publish nothing that has errors or warnings; exit with 1"
    )
    build.add_argument("--dry-run", action="store_true", help="list the steps and do nothing")
    build.add_argument(
        "--keep-stages", action="store_true", help="leave each stage's value in DIR/<slug>/stages/ to look at"
    )
    build.add_argument(
        "--plain", action="store_true", help="whole lines only, no colours: for logs and screen readers"
    )
    build.set_defaults(run=_build)


def _add_manner(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--narration", default="", metavar="SETTINGS", help="how it is read, such as citations=short,notes=end"
    )


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _add(commands, "check", _CHECK, "let the validators judge what is built")
    check.add_argument(
        "outputs", nargs="*", type=Path, metavar="OUTPUT", help="files or folders (default: outputs/)"
    )
    check.add_argument("--plain", action="store_true", help="whole lines only, no colours")
    check.set_defaults(run=_check)


def _add_cite(commands: _Commands[argparse.ArgumentParser]) -> None:
    cite = _add(commands, "cite", _CITE, "look through an article's citations")
    cite.add_argument("source", type=Path, metavar="SOURCE", help="an article")
    cite.add_argument(
        "--format", default="text", metavar="FORMAT", help="text (default), json, bibtex, csl-json or ris"
    )
    cite.add_argument("--strict", action="store_true", help="exit with 1 if there are errors or warnings")
    cite.add_argument(
        "--online", action="store_true", help="ask Crossref about each entry; a line says first what is sent"
    )
    cite.add_argument("--plain", action="store_true", help="whole lines, no columns, no colours")
    cite.set_defaults(run=_cite)


def _add_narrate(commands: _Commands[argparse.ArgumentParser]) -> None:
    narrate = _add(commands, "narrate", _NARRATE, "print what would be said", f"{_SETTINGS}\n{_EXIT}")
    narrate.add_argument("source", type=Path, metavar="SOURCE", help="an article")
    narrate.add_argument("--edition", default="mp3", metavar="mp3|epub", help="whose script (default: mp3)")
    narrate.add_argument(
        "--lang", default="", metavar="TAG", help="read the article as if it were in this language (BCP 47)"
    )
    _add_manner(narrate)
    narrate.set_defaults(run=_narrate, plain=True)


def _add_voices(commands: _Commands[argparse.ArgumentParser]) -> None:
    voices = _add(commands, "voices", _VOICES, "list the voices")
    voices.add_argument(
        "--sample",
        nargs="?",
        type=Path,
        const=Path("samples"),
        metavar="DIR",
        help="write a sample of each voice that is ready and needs no network (default: samples/)",
    )
    voices.add_argument("--voice", default="", help="the sample of this voice alone; gtts asks the network")
    voices.set_defaults(run=_voices, plain=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    options = parse(arguments)
    from lectern.report import Report

    report = Report(sys.stderr, plain=options.plain)
    try:
        code: int = options.run(options, report)
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

    from lectern.build import clear_own

    def leave(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        clear_own(outputs)
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


if __name__ == "__main__":
    sys.exit(main())
