"""Built articles -> `index.html`: a shelf of covers, with every edition to take away."""

from __future__ import annotations

import json
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from lectern import atomic
from lectern.errors import PublishError
from lectern.model import Format, Kind, Metadata
from lectern.writers import amounts, fonts, look
from lectern.writers.page_parts import downloads, icon_link, policy
from lectern.writers.page_player import icon
from lectern.writers.page_words import page_words
from lectern.writers.xhtml import direction

_STYLES = ("tokens", "dark", "themes", "reading", "page", "settings", "index")
_COVER_WIDTH = 480
_ENDING = ".fragments.json"
_NOT_READ = {Kind.REFERENCE.value, Kind.IMAGE.value}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article on the shelf: what it is, how long, and which editions stand in its folder (bytes by format).

    ``folder`` is the name of its folder below the index, ``cover`` a small picture (WebP).
    """

    slug: str
    folder: str
    title: str
    language: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: date | None = None
    description: str = ""
    words: int = 0
    duration: timedelta | None = None
    sizes: Mapping[Format, int] = field(default_factory=dict)
    cover: bytes = b""


def find_entries(outputs: Path) -> tuple[Entry, ...]:
    """Find every article that was built into the folder, newest first, then by title."""
    folders = [each for each in outputs.iterdir() if each.is_dir() and not each.name.startswith(".")]
    entries = [entry for folder in sorted(folders) if (entry := entry_from_folder(folder)) is not None]
    return tuple(
        sorted(entries, key=lambda each: (-(each.date or date.min).toordinal(), each.title.casefold()))
    )


def entry_from_folder(folder: Path) -> Entry | None:
    """Read an article's entry from what its build left; None where no article stands."""
    try:
        known = json.loads((folder / f"{folder.name}{_ENDING}").read_text(encoding="utf-8"))
        slug, title = str(known["slug"]), str(known["title"])
        read = [each["text"] for each in known["fragments"] if each["kind"] not in _NOT_READ]
        duration = known.get("duration_ms")
        written = known.get("date")
        entry = Entry(
            slug=slug,
            folder=folder.name,
            title=title,
            language=known.get("language") or "en",
            subtitle=known.get("subtitle") or "",
            authors=tuple(known.get("authors") or ()),
            date=date.fromisoformat(written) if written else None,
            description=known.get("description") or "",
            words=amounts.count_words(read),
            duration=timedelta(milliseconds=duration) if duration else None,
            sizes=_sizes(folder, slug),
            cover=_cover(folder, known),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return entry if entry.sizes else None


def write_index(entries: Sequence[Entry], folder: Path) -> Path:
    """Write ``index.html``: covers, what each article is about, how long it takes, and its editions.

    Raises PublishError if the disk refuses.
    """
    path = folder / "index.html"
    try:
        atomic.write(path, _page(entries).encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PublishError(f"the index could not be written: {reason}", where=path) from error
    return path


def _sizes(folder: Path, slug: str) -> Mapping[Format, int]:
    paths = {format: folder / f"{slug}.{format.value}" for format in Format}
    return {format: path.stat().st_size for format, path in paths.items() if path.is_file()}


def _cover(folder: Path, known: Mapping[str, object]) -> bytes:
    """Take the cover out of the book, where the author's own picture is; else draw it."""
    from PIL import Image

    from lectern.writers.cover import cover_png

    png = _cover_of_book(folder / f"{known['slug']}.epub")
    if png is None:
        authors = known.get("authors")
        metadata = Metadata(
            title=str(known["title"]),
            language=str(known.get("language") or "en"),
            authors=tuple(map(str, authors)) if isinstance(authors, list) else (),
        )
        png = cover_png(metadata, str(known["slug"]), width=_COVER_WIDTH)
    with Image.open(BytesIO(png)) as picture:
        height = max(1, round(picture.height * _COVER_WIDTH / picture.width))
        small = picture.convert("RGB").resize((_COVER_WIDTH, height), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "WEBP", quality=84, method=6)
    return buffer.getvalue()


def _cover_of_book(path: Path) -> bytes | None:
    try:
        with zipfile.ZipFile(path) as book:
            names = [name for name in book.namelist() if re.search(r"(^|/)cover\.(png|jpe?g)$", name)]
            return book.read(names[0]) if names else None
    except (OSError, zipfile.BadZipFile):
        return None


def _page(entries: Sequence[Entry]) -> str:
    language = _language(entries)
    words = page_words(language)
    body = _body(entries, words, language)
    first, script = look.script("settings_kept"), look.script("index")
    styles = (_faces(body) + look.css(*_STYLES)).strip()
    direct = ' dir="rtl"' if direction(language) == "rtl" else ""
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}"{direct}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy(styles, (first, script)))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words["articles"])} – Lectern</title>
<meta name="description" content="{escape(words["shelf"])}">
<meta name="generator" content="Lectern">
{icon_link()}
<script>{first}</script>
<style>{styles}</style>
</head>
<body class="shelf">
{body}
<script>{script}</script>
</body>
</html>
"""


def _body(entries: Sequence[Entry], words: Mapping[str, str], language: str) -> str:
    few = " few" if len(entries) < 3 else ""
    items = "\n".join(f"<li>{_book(entry, words, language)}</li>" for entry in entries)
    shelf = f'<ul class="books{few}">\n{items}\n</ul>' if entries else f"<p>{escape(words['empty'])}</p>"
    return f"""<div class="skips"><a class="skip" href="#main">{escape(words["skip-list"])}</a></div>
<header class="banner"><p class="wordmark">Lectern</p></header>
<main id="main" tabindex="-1">
<h1>{escape(words["articles"])}</h1>
<p class="lead">{escape(words["shelf"])}</p>
{shelf}
</main>
<footer class="foot"><p>{escape(words["same"])}</p></footer>"""


def _book(entry: Entry, words: Mapping[str, str], language: str) -> str:
    """Write one article's place on the shelf, its own words marked with its language."""
    address = {format: quote(f"{entry.folder}/{entry.slug}.{format.value}") for format in entry.sizes}
    first = next(address[format] for format in Format if format in address)
    lang = f' lang="{escape(entry.language)}" dir="{direction(entry.language)}"'
    picture = f"data:image/webp;base64,{b64encode(entry.cover).decode('ascii')}"
    lengths = [words["reading-time"].format(amounts.reading_minutes(entry.words))]
    if entry.duration:
        lengths.append(words["listening-time"].format(amounts.minutes(entry.duration)))
    subtitle = f'<p class="subtitle"{lang}>{escape(entry.subtitle)}</p>' if entry.subtitle else ""
    by = f'<p class="by"{lang}>{escape(", ".join(entry.authors))}</p>' if entry.authors else ""
    about = f'<p class="about"{lang}>{escape(entry.description)}</p>' if entry.description else ""
    links = downloads(address, entry.sizes, words, language=language, duration=entry.duration, of=entry.title)
    return f"""<article class="book" aria-labelledby="{escape(entry.slug)}">
<a class="cover" href="{first}" tabindex="-1" aria-hidden="true">
<img src="{picture}" alt="" width="240" height="360"></a>
<div>
<h2 id="{escape(entry.slug)}"{lang}><a href="{first}">{escape(entry.title)}</a></h2>
{subtitle}{by}
{about}
<p class="facts">{escape(" · ".join(lengths))}</p>
{_hear(entry, address.get(Format.MP3), words)}
<div class="downloads">{links}</div>
</div>
</article>"""


def _hear(entry: Entry, address: str | None, words: Mapping[str, str]) -> str:
    """Write the recording's player, behind a button that says what it plays."""
    if address is None:
        return ""
    name = f"{words['listen']}: {entry.title}"
    missing = words["missing"].format(f"{entry.slug}.mp3")
    return (
        f'<details class="hear"><summary class="listen" aria-label="{escape(name)}">{icon("play")}'
        f'{escape(words["listen"])}</summary><audio src="{address}" preload="none" controls '
        f'aria-label="{escape(entry.title)}"></audio>'
        f'<p class="missing" role="status" data-words="{escape(missing)}"></p></details>'
    )


def _language(entries: Iterable[Entry]) -> str:
    """Speak the articles' language if they have one in common."""
    languages = {entry.language.split("-")[0].lower() for entry in entries}
    only = languages.pop() if len(languages) == 1 else "en"
    return only if page_words(only) is not page_words("en") else "en"


def _faces(body: str) -> str:
    text = re.sub(r"<[^>]*>", "", body)
    return fonts.font_face_css(fonts.choose(text), fonts.as_data) + "\n"
