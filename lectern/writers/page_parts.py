"""Edition -> the parts of the page around the article: contents, downloads, the facts under the title, the foot."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from html import escape
from urllib.parse import quote

from lxml import etree

from lectern.model import EDITIONS, Document, Format, Recording
from lectern.writers import amounts
from lectern.writers.xhtml import h, heading_of, plain

_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='6' "
    "fill='%23fffdf8'/><g fill='none' stroke='%230b5563' stroke-width='3'><path d='M6 26V20a6 6 0 0 1 6 6z' "
    "fill='%230b5563'/><path d='M6 14.5A11.5 11.5 0 0 1 17.500 26M6 7A19 19 0 0 1 25 26'/></g></svg>"
)


def contents(article: etree._Element, words: Mapping[str, str], *, lang: str = "") -> str:
    """List the sections and their parts as links; "" where there are fewer than two."""
    items = [item for section in article.iterfind(h("section")) if (item := _item(section, deeper=True))]
    if len(items) < 2:
        return ""
    heading = f'<h2 id="contents"{lang}>{escape(words["contents"])}</h2>'
    return f'<nav class="contents" aria-labelledby="contents">{heading}<ol>{"".join(items)}</ol></nav>'


def _item(section: etree._Element, *, deeper: bool) -> str:
    heading = heading_of(section)
    if heading is None or not section.get("id"):
        return ""
    inner = [_item(each, deeper=False) for each in section.iterfind(h("section"))] if deeper else []
    below = f"<ol>{''.join(inner)}</ol>" if any(inner) else ""
    address = escape(section.get("id") or "")
    return f'<li><a href="#{address}">{escape(plain(heading))}</a>{below}</li>'


def facts(
    document: Document, recording: Recording | None, words: Mapping[str, str], *, lang: str = ""
) -> str:
    """Tell how long the article is to read and to hear."""
    lengths = [words["reading-time"].format(amounts.reading_minutes(amounts.reading_words(document)))]
    if recording:
        lengths.append(words["listening-time"].format(amounts.minutes(recording.duration)))
    return f'<p class="facts"{lang}>{escape(" · ".join(lengths))}</p>'


def downloads(
    links: Mapping[Format, str],
    sizes: Mapping[Format, int],
    words: Mapping[str, str],
    *,
    language: str,
    duration: timedelta | None,
    of: str = "",
) -> str:
    """List links to editions with their sizes in plain words; only editions with a known size are listed.

    ``of`` is a title to be heard, not seen: where several articles are listed, no two links may sound the same.
    """
    title = f'<span class="unseen">: {escape(of)}</span>' if of else ""
    items = []
    for format in (*EDITIONS, Format.M4B):
        if format not in links or format not in sizes:
            continue
        name = words["html"] if format is Format.HTML else format.value.upper()
        if format is Format.EPUB and duration is not None:
            name += " " + words["narrated"]
        told = [name, amounts.size(sizes[format], language)]
        if format is Format.MP3 and duration is not None:
            told.insert(1, words["minutes"].format(amounts.minutes(duration)).replace(" ", "\u00a0"))
        saved = "" if format is Format.HTML else " download"
        items.append(
            f'<li><a href="{escape(links[format])}"{saved}>{escape(", ".join(told))}{title}</a></li>'
        )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def policy(styles: str, scripts: tuple[str, ...]) -> str:
    """Write the Content Security Policy (CSP Level 3): this file's own styles and scripts, fonts inside it, no
    connection anywhere.

    Images and sound are not named: the article's are inside the page or beside it, nothing can add others, and
    vnu 26.9 takes every `data:` image and relative address for blocked wherever a directive covers them.
    """
    allowed = " ".join(_digest(each) for each in scripts) or "'none'"
    nowhere = ("connect", "frame", "manifest", "object", "worker")
    return "; ".join(
        (
            f"script-src {allowed}",
            f"style-src {_digest(styles)}",
            "font-src data:",
            *(f"{name}-src 'none'" for name in nowhere),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def icon_link() -> str:
    """Write the link to the page's own icon, so that no browser asks for another."""
    return f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON, safe="%/:=")}">'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
