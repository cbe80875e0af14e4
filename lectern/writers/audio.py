"""Edition -> MP3 with its ID3 tag: who wrote it, who reads it, its cover, and a chapter for each section.

The tag is ID3v2.3 with the chapter frame addendum: version 2.4 says nothing more that we need, and Windows' own
player, car radios and older book players read 2.3 alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen import id3 as _id3

from lectern.model import (
    SAMPLE_RATE,
    Edition,
    Finding,
    Format,
    Mark,
    Metadata,
    Output,
    Recording,
    Severity,
)
from lectern.writers.cover import cover_png
from lectern.writers.store import store
from lectern.writers.tag_words import language_code, voice_words

id3: Any = _id3
"""mutagen's frames have no types."""
Frame = Any

_COVER_WIDTH = 1000
_UTF_16 = id3.Encoding.UTF16
_NOWHERE = 0xFFFFFFFF
"""A chapter's place in bytes is not told: its time counts."""
_MOST_ENTRIES = 255
"""CTOC counts its chapters in one byte."""
_VOICE = "Voice"
"""The description of the frame that names the engine, its version and its voice."""


def write(edition: Edition, folder: Path) -> Output:
    """Write the narration as SLUG.mp3; raises ValueError if nothing was recorded, PublishError if the disk refuses."""
    recording, metadata, slug = edition.recording, edition.document.metadata, edition.document.slug
    if recording is None:
        raise ValueError(f"{slug} has no recording")
    frames = [*_facts(metadata, recording), *_chapters(recording), *_text(edition), _picture(metadata, slug)]
    pieces = chain((tag(frames),), recording.pieces)
    return store(folder / f"{slug}.mp3", pieces, slug=slug, format=Format.MP3)


def changed_voice(standing: Path, engine: str, *, asked: str) -> Iterator[Finding]:
    """Tell if the narration that stands there was read by another engine; who asked for this one is reminded only."""
    try:
        found = _id3.ID3(standing).getall(f"TXXX:{_VOICE}")  # type: ignore[no-untyped-call]
    except (MutagenError, OSError):
        return
    before = str(found[0]).partition(" ")[0] if found else engine
    if before != engine:
        yield Finding(
            "voice-changed",
            Severity.NOTICE if asked.partition(":")[0] == engine else Severity.WARNING,
            f"the narration published until now was read by {before}, this one is read by {engine}",
            where=standing.name,
            hint=f"build with --voice {before} if listeners should keep the voice they know",
            source="speech",
        )


def tag(frames: Iterable[Frame]) -> bytes:
    """Serialise the frames in the given order as an ID3v2.3 tag.

    mutagen orders frames by their size, and some players show chapters in the order of the frames, so each is
    made alone and they are joined here.
    """
    body = b"".join(map(_frame, frames))
    size = len(body)
    return b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def _facts(metadata: Metadata, recording: Recording) -> list[Frame]:
    from lectern.speech.frames import BIT_RATE, ENCODER

    code = language_code(metadata.language)
    authors = ", ".join(metadata.authors)
    spoken = voice_words(recording.voice)
    comment = f"{metadata.description} {spoken}".strip()
    duration = round(recording.duration.total_seconds() * 1000)
    texts = {
        "TIT2": metadata.title,
        "TIT3": metadata.subtitle,
        "TPE1": authors,
        "TALB": metadata.title,
        "TCON": "Speech",
        "TLAN": code,
        "TCOP": metadata.rights,
        "TLEN": str(duration),
        "TSSE": f"{ENCODER}, {BIT_RATE} kb/s CBR, {SAMPLE_RATE} Hz mono; Lectern",
    }
    frames = [getattr(id3, name)(encoding=_UTF_16, text=[text]) for name, text in texts.items() if text]
    voice = recording.voice
    return [
        *frames,
        *_dates(metadata.date),
        id3.COMM(encoding=_UTF_16, lang=code, desc="", text=[comment]),
        id3.TXXX(
            encoding=_UTF_16, desc=_VOICE, text=[f"{voice.engine} {voice.version} {voice.name}".strip()]
        ),
    ]


def _dates(written: date | None) -> list[Frame]:
    """Give the year, and day and month: version 2.3 has two frames where 2.4 has TDRC."""
    if written is None:
        return []
    return [
        id3.TYER(encoding=_UTF_16, text=[f"{written:%Y}"]),
        id3.TDAT(encoding=_UTF_16, text=[f"{written:%d%m}"]),
    ]


def _chapters(recording: Recording) -> list[Frame]:
    """Make the table of contents and its chapters: each ends where the next begins, the last with the sound.

    A section with parts is a table of its own, of its opening and its parts.
    """
    groups = _groups(recording.chapters)
    if not groups:
        return []
    listed = [mark for group in groups for mark in group]
    begins = [_milliseconds(mark.begin) for mark in listed]
    ends = [*begins[1:], _milliseconds(recording.samples)]
    names = [f"chapter{number:03}" for number in range(1, len(listed) + 1)]
    tables, tops, place = [], [], 0
    for number, group in enumerate(groups, 1):
        inside, place = names[place : place + len(group)], place + len(group)
        if len(group) > 1:
            tables.append(_contents(f"section{number:03}", inside, title=group[0].title))
        tops.append(f"section{number:03}" if len(group) > 1 else inside[0])
    marks = [
        id3.CHAP(
            element_id=name,
            start_time=begin,
            end_time=end,
            start_offset=_NOWHERE,
            end_offset=_NOWHERE,
            sub_frames=[id3.TIT2(encoding=_UTF_16, text=[mark.title])],
        )
        for name, mark, begin, end in zip(names, listed, begins, ends, strict=True)
    ]
    return [_contents("contents", tops), *tables, *marks]


def _groups(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Put each chapter together with its parts; no table holds more than fit, and chapters are whole at the end."""
    groups: list[list[Mark]] = []
    for mark in marks:
        if mark.level > 1 and groups and len(groups[-1]) < _MOST_ENTRIES:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups[:_MOST_ENTRIES]


def _contents(name: str, children: Sequence[str], title: str = "") -> Frame:
    top = id3.CTOCFlags(0) if title else id3.CTOCFlags.TOP_LEVEL
    titles = [id3.TIT2(encoding=_UTF_16, text=[title])] if title else []
    return id3.CTOC(
        element_id=name,
        flags=top | id3.CTOCFlags.ORDERED,
        child_element_ids=list(children),
        sub_frames=titles,
    )


def _text(edition: Edition) -> list[Frame]:
    """Give the article's text in the order in which it is said, a line for each thing said."""
    recording, metadata = edition.recording, edition.document.metadata
    written = {fragment.id: fragment.text for fragment in edition.document.fragments}
    lines = (
        [written[clip.fragment] for clip in recording.clips if clip.fragment in written] if recording else []
    )
    if not lines:
        return []
    return [id3.USLT(encoding=_UTF_16, lang=language_code(metadata.language), desc="", text="\n".join(lines))]


def _picture(metadata: Metadata, slug: str) -> Frame:
    png = cover_png(metadata, slug, width=_COVER_WIDTH)
    return id3.APIC(
        encoding=id3.Encoding.LATIN1,
        mime="image/png",
        type=id3.PictureType.COVER_FRONT,
        desc="Cover",
        data=png,
    )


def _frame(frame: Frame) -> bytes:
    alone = id3.ID3()
    alone.add(frame)
    buffer = BytesIO()
    alone.save(buffer, v1=0, v2_version=3, padding=lambda _: 0)
    return buffer.getvalue()[10:]


def _milliseconds(samples: int) -> int:
    return round(samples * 1000 / SAMPLE_RATE)
