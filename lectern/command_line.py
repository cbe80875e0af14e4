"""What one may write after `publish.py`: commands, options, and the words that teach them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

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
_FORMATS = """\
List the kinds of files that can be an article. The ending decides; `reader: gfm` in the front matter says otherwise.
Title, authors, date and language are taken from the file where neither front matter nor article.yaml names them.
A folder is one book if its files begin with numbers (01-…, 02-…), or if its book.yaml lists them under `chapters:`.
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


def parse(arguments: Sequence[str] | None, outputs: Path) -> argparse.Namespace:
    """Read the command line (None: the process's own); ``outputs`` is where editions go if it names no folder."""
    parser = argparse.ArgumentParser(
        prog="publish.py",
        description="Turn articles into accessible editions. Begin with: ./publish.py build",
        epilog=_EXIT,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands, outputs)
    for add in (_add_check, _add_cite, _add_formats, _add_narrate, _add_voices):
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


def _add_build(commands: _Commands[argparse.ArgumentParser], outputs: Path) -> None:
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
        default=outputs,
        metavar="DIR",
        help="where to (default: outputs/)",
    )
    build.add_argument(
        "--voice",
        default="auto",
        help="auto (what the article names, else espeak), espeak, gtts or piper:MODEL",
    )
    build.add_argument(
        "--fast", action="store_true", help="encode the sound in half the time, a little coarser: for drafts"
    )
    build.add_argument(
        "--pdf-engine",
        choices=("weasyprint", "typst"),
        default="",
        help="who sets the PDF (default: weasyprint; typst where the article's language runs from right to left)",
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


def _add_manner(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--narration",
        default="",
        metavar="SETTINGS",
        help="how it is read, such as citations=short,notes=end",
    )


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _add(commands, "check", _CHECK, "let the validators judge what is built")
    check.add_argument(
        "outputs", nargs="*", type=Path, metavar="OUTPUT", help="files or folders (default: outputs/)"
    )
    check.add_argument("--plain", action="store_true", help="whole lines only, no colours")


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


def _add_formats(commands: _Commands[argparse.ArgumentParser]) -> None:
    formats = _add(commands, "formats", _FORMATS, "list what an article can be written in")
    formats.set_defaults(plain=True)


def _add_narrate(commands: _Commands[argparse.ArgumentParser]) -> None:
    narrate = _add(commands, "narrate", _NARRATE, "print what would be said", f"{_SETTINGS}\n{_EXIT}")
    narrate.add_argument("source", type=Path, metavar="SOURCE", help="an article")
    narrate.add_argument("--edition", default="mp3", metavar="mp3|epub", help="whose script (default: mp3)")
    narrate.add_argument(
        "--lang", default="", metavar="TAG", help="read the article as if it were in this language (BCP 47)"
    )
    _add_manner(narrate)
    narrate.set_defaults(plain=True)


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
    voices.set_defaults(plain=True)
