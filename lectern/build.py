"""Sources and wishes -> published editions: the plan's steps, done one after the other, told as events.

An article's editions are written into a folder aside and moved into place together when the last one is complete, so
that a build that fails, is stopped or finds too much leaves the last good editions as they were.
"""

from __future__ import annotations

import errno
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lectern import article, atomic, index, source
from lectern.errors import CheckFailed, PublishError
from lectern.events import Advanced, Event, Finished, Found, Indexed, Published, Said, Started
from lectern.exchange import take_place
from lectern.model import Edition, Finding, Format, Output, Source, Wish
from lectern.plan import Stage, Step, plan
from lectern.settings import Settings
from lectern.turns import alone, in_turn
from lectern.unfinished import aside

if TYPE_CHECKING:
    from lectern.citations.crossref import Service

Listener = Callable[[Event], None]
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNPACKED = ".unpacked"
"""The folder, in that of an unfinished build, for pictures from within the source."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is wished for, with what the project's own files set; ``cache`` keeps costly bytes, None to keep none."""

    formats: tuple[Format, ...]
    outputs: Path
    voice: str = "auto"
    offline: bool = False
    fast: bool = False
    strict: bool = False
    keep_stages: bool = False
    cache: Path | None = None
    narration: tuple[Wish, ...] = ()
    project: Settings = field(default_factory=Settings)
    pdf_engine: str = ""
    """Who sets the PDF: "weasyprint" or "typst", "" as the article says."""
    service: Service | None = None
    """Who is asked whether the works cited were retracted; nobody by default."""


@dataclass
class _Work:
    """What is made of one article so far."""

    source: Source
    folder: Path
    edition: Edition | None = None
    outputs: list[Output] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pages: Mapping[str, int] = field(default_factory=dict)

    @property
    def made(self) -> Edition:
        """The edition, once the article is read."""
        if self.edition is None:
            raise RuntimeError("the article is not read yet")
        return self.edition


def build(paths: Sequence[Path], options: Options, tell: Listener) -> None:
    """Build and publish the articles, then the page that lists them.

    Raises PublishError at the first article that cannot be published, or that another process is building; what was
    published before it stays.
    """
    sources = [source.read(path) for path in dict.fromkeys(paths)]
    source.check_slugs(sources)
    _make_folder(options.outputs)
    by_slug = {each.slug: each for each in sources}
    steps = plan(by_slug, options.formats)
    for slug, each in by_slug.items():
        with alone(options.outputs, slug), aside(options.outputs, slug) as folder:
            work = _Work(each, folder)
            for step in (step for step in steps if step.slug == slug):
                _do(step, work, options, tell)
    tell(Started(steps[-1]))
    began = time.monotonic()
    with in_turn(options.outputs, "index"):
        path = index.write_index(index.find_entries(options.outputs), options.outputs)
    tell(Finished(steps[-1], time.monotonic() - began))
    tell(Indexed(path))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(
            f"the folder cannot be made: {reason}", where=folder, hint="choose another by --outputs"
        ) from error


def _do(step: Step, work: _Work, options: Options, tell: Listener) -> None:
    tell(Started(step))
    began = time.monotonic()
    before = len(work.findings)
    try:
        made = _DOERS[step.stage](step, work, options, tell)
    except OSError as error:  # libraries write fonts and pictures into the temporary folder too
        if error.errno not in _NO_ROOM:
            raise
        reason = (error.strerror or str(error)).lower()
        raise PublishError(
            f"a file could not be written: {reason}",
            where=error.filename or options.outputs,
            hint="free some space and build again; the last good editions still stand",
        ) from error
    tell(Finished(step, time.monotonic() - began, made))
    for finding in work.findings[before:]:
        tell(Found(step.slug, finding))


def _read(step: Step, work: _Work, options: Options, tell: Listener) -> str:
    document = article.read(work.source, unpack=work.folder / _UNPACKED)
    found: tuple[Finding, ...] = ()
    if options.service is not None and document.references:
        from lectern.citations.notices import add_notices

        document, found = add_notices(document, replace(options.service, say=lambda line: tell(Said(line))))
    work.edition = Edition(document, sizes=_standing_sizes(options, document.slug))
    work.findings += (*document.findings, *found)
    if options.strict:
        _refuse(work)
    return f"{sum(len(fragment.text.split()) for fragment in document.fragments)} words"


def _narrate(step: Step, work: _Work, options: Options, tell: Listener) -> str:
    from lectern.narration.script import narrate

    project = options.project
    script = narrate(
        work.made.document, project=project.narration, asked=options.narration, words=project.lexicon
    )
    work.edition = replace(work.made, script=script)
    return f"{len(script.listening.cues)} cues"


def _speak(step: Step, work: _Work, options: Options, tell: Listener) -> str:
    from lectern import speech
    from lectern.writers.audio import changed_voice

    edition = work.made
    script = edition.script
    if script is None:
        raise RuntimeError("nothing is narrated yet")
    wanted = script.utterances(book=Format.EPUB in options.formats)
    spoken = speech.speak(
        tuple(replace(cue, fragment=name) for name, cue in wanted.items()),
        voice=speech.choose_voice(options.voice, edition.document.metadata.voice, options.project.voice),
        offline=options.offline,
        cache=options.cache,
        say=lambda line: tell(Said(line)),
        advance=lambda done, total, left: tell(Advanced(step, done, total, left)),
        quality=speech.Quality.FAST if options.fast else speech.Quality.FINE,
    )
    heard = spoken.clips.renamed({cue.fragment: script.clip_of(cue) for cue in script.listening.cues})
    recording = speech.record(script.listening, heard, spoken.voice)
    work.edition = replace(edition, clips=spoken.clips, heard=heard, recording=recording)
    work.findings += spoken.findings
    if Format.MP3 in options.formats:
        standing = options.outputs / work.source.slug / f"{work.source.slug}.mp3"
        work.findings += changed_voice(standing, spoken.voice.engine, asked=options.voice)
    return f"{clock(recording.duration)} by {spoken.voice.engine} ({spoken.voice.name})"


def _write(step: Step, work: _Work, options: Options, tell: Listener) -> str:
    output = _WRITERS[step.format or Format.HTML](work, options)
    work.outputs.append(output)
    work.edition = replace(work.made, sizes={**work.made.sizes, output.format: output.size})
    work.findings += output.findings
    return size(output.size)


def _write_pdf(work: _Work, options: Options) -> Output:
    from lectern.writers import pdf
    from lectern.writers.store import store

    slug = work.made.document.slug
    others = tuple(form for form in options.formats if form is not Format.PDF)
    laid_out = pdf.lay_out(work.made.document, others=others, engine=options.pdf_engine)
    work.pages = laid_out.pages
    path = work.folder / f"{slug}.pdf"
    return store(path, laid_out.pdf, slug=slug, format=Format.PDF, findings=laid_out.findings)


def _write_epub(work: _Work, options: Options) -> Output:
    from lectern.writers import epub

    return epub.write(work.made, work.folder, pages=work.pages)


def _write_mp3(work: _Work, options: Options) -> Output:
    from lectern.writers import audio

    return audio.write(work.made, work.folder)


def _write_m4b(work: _Work, options: Options) -> Output:
    from lectern.writers import m4b

    return m4b.write(work.made, work.folder)


def _write_html(work: _Work, options: Options) -> Output:
    from lectern.writers import html

    edition = work.made
    if Format.MP3 not in edition.sizes:  # a book may be voiced where no recording is published beside the page
        edition = replace(edition, recording=None)
    return html.write(edition, work.folder)


def _publish(step: Step, work: _Work, options: Options, tell: Listener) -> str:
    """Check what was made, then move it into place."""
    from lectern.checks import check_always
    from lectern.writers import epub, spoken_lines
    from lectern.writers.fragments import fragments_json

    document = work.made.document
    has_epub = any(output.format is Format.EPUB for output in work.outputs)
    places = epub.places(work.made) if has_epub else {}
    standing = _standing_fragments(options, document.slug)
    listed = fragments_json(work.made, pages=work.pages, places=places, standing=standing)
    aside = work.folder / f"{document.slug}.fragments.json"
    _put(aside, listed)
    if Format.MP3 in options.formats:
        for ending, data in spoken_lines.beside(work.made).items():
            _put(work.folder / f"{document.slug}.{ending}", data)
    if options.keep_stages:
        _keep_stages(work)
    work.findings += check_always([*(output.path for output in work.outputs), aside])
    if options.strict:
        _refuse(work)
    target = options.outputs / document.slug
    shutil.rmtree(work.folder / _UNPACKED, ignore_errors=True)
    take_place(work.folder, target)
    published = tuple(replace(output, path=target / output.path.name) for output in work.outputs)
    recording = work.made.recording
    tell(Published(document.slug, published, recording.duration if recording else None))
    return str(target)


def _standing_sizes(options: Options, slug: str) -> Mapping[Format, int]:
    """Find the editions that this build does not make and that stand there from an earlier one."""
    there = {
        form: options.outputs / slug / f"{slug}.{form.value}"
        for form in Format
        if form not in options.formats
    }
    return {form: path.stat().st_size for form, path in there.items() if path.is_file()}


def _standing_fragments(options: Options, slug: str) -> Mapping[str, Any] | None:
    if not _standing_sizes(options, slug):
        return None
    try:
        read = json.loads((options.outputs / slug / f"{slug}.fragments.json").read_bytes())
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None


def _put(path: Path, data: bytes) -> None:
    try:
        atomic.write(path, data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(f"the file could not be written: {reason}", where=path.name) from error


def _refuse(work: _Work) -> None:
    """Stop where something serious was found and the wish is to be strict.

    Raises CheckFailed.
    """
    serious = [finding for finding in work.findings if finding.severity.is_serious]
    if serious:
        first = serious[0]
        raise CheckFailed(
            f"not published, for errors or warnings ({len(serious)}); the first: {first.message}",
            where=work.source.path.name,
            hint=first.hint or "mend them, or build without --strict",
        )


def _keep_stages(work: _Work) -> None:
    from lxml import etree

    from lectern.narration.script import script_text
    from lectern.writers.markup import markup

    stages = work.folder / "stages"
    edition = work.made
    _put(stages / "1-document.json", edition.document.ast.encode())
    _put(stages / "2-article.xhtml", etree.tostring(markup(edition.document), encoding="utf-8"))
    if edition.script:
        _put(stages / "3-script.txt", script_text(edition.script).encode())
        _put(stages / "3-script-book.txt", script_text(edition.script, Format.EPUB).encode())
    if edition.recording:
        clips = (f"{clip.fragment} {clip.begin} {clip.end}" for clip in edition.recording.clips)
        _put(stages / "4-clips.txt", "\n".join([*clips, ""]).encode())


def clock(duration: timedelta) -> str:
    """Write a duration as minutes and seconds, with hours where there are any."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def size(count: int) -> str:
    """Write a number of bytes as kilobytes or megabytes."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


_WRITERS: Mapping[Format, Callable[[_Work, Options], Output]] = {
    Format.HTML: _write_html,
    Format.EPUB: _write_epub,
    Format.PDF: _write_pdf,
    Format.MP3: _write_mp3,
    Format.M4B: _write_m4b,
}
_DOERS: Mapping[Stage, Callable[[Step, _Work, Options, Listener], str]] = {
    Stage.READ: _read,
    Stage.NARRATE: _narrate,
    Stage.SPEAK: _speak,
    Stage.WRITE: _write,
    Stage.PUBLISH: _publish,
}
