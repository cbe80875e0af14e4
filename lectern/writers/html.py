"""Edition -> one web page that needs nothing but the MP3 beside it (WCAG 2.2, HTML Living Standard)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from html import escape
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from lectern.model import Document, Edition, Format, Output
from lectern.writers import fonts, look
from lectern.writers.markup import MATHML, XHTML, element, markup
from lectern.writers.page_citation import cite_this
from lectern.writers.page_metadata import linked_data, meta_elements
from lectern.writers.page_narration import groups, known, narration_json
from lectern.writers.page_parts import contents, downloads, facts, icon_link, policy
from lectern.writers.page_player import listen, player
from lectern.writers.page_settings import SCRIPTS, settings_panel
from lectern.writers.page_words import language_of_page_words, page_words
from lectern.writers.pictures import picture
from lectern.writers.store import store
from lectern.writers.xhtml import direction, h

_STYLES = ("tokens", "dark", "themes", "reading", "page", "settings", "player")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(edition: Edition, folder: Path) -> Output:
    """Write ``<slug>.html``: the article with its styles, script, fonts and images inside.

    Raises SourceError for an image that cannot be used, PublishError if the disk refuses.
    """
    document = edition.document
    article = markup(document)
    _embed_images(article, document)
    _frame_tables(article, page_words(document.metadata.language))
    _reach_formulas(article)
    _soften_addresses(article)
    page = _page(edition, article)
    found = fonts.findings("".join(str(text) for text in article.itertext()))
    name = f"{document.slug}.html"
    return store(folder / name, page.encode(), slug=document.slug, format=Format.HTML, findings=found)


def _page(edition: Edition, article: etree._Element) -> str:
    """Put the page together around the article."""
    document, recording = edition.document, edition.recording
    language = document.metadata.language
    words = page_words(language)
    lang = _foreign(language)
    first = look.script("settings_kept")
    linked = linked_data(edition, article, _sizes(edition))
    scripts = tuple(look.script(name) for name in (*SCRIPTS, "cite"))
    voiced = told = ""
    if recording:
        narration = known(edition, recording, article, words)
        told = narration_json(narration)
        several = len(recording.chapters) > 1
        mp3 = _beside(document, Format.MP3)
        voiced = player(mp3, words, groups=groups(narration), chapters=several, lang=lang)
        scripts += (look.player_script(),)
    body = _body(edition, article, words, lang)
    # Without white space at its ends, which vnu does not count into the hash.
    styles = (_faces(article, body + voiced) + look.css(*_STYLES)).strip()
    skip = f'<a class="skip" href="#main">{escape(words["skip"])}</a>'
    if recording:
        skip += f'<a class="skip" href="#player">{escape(words["skip-player"])}</a>'
        voiced += f'\n<script type="application/json" id="narration">{told}</script>'
    direct = ' dir="rtl"' if direction(language) == "rtl" else ""
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}"{direct}>
<head>
{_head(document, policy(styles, (first, *scripts, linked, *([told] if told else []))))}
<script>{first}</script>
<style>{styles}</style>
<script type="application/ld+json">{linked}</script>
</head>
<body>
<div class="skips"{lang}>{skip}</div>
{body}
{voiced}
{"".join(f"<script>{script}</script>" for script in scripts)}
</body>
</html>
"""


def _head(document: Document, security: str) -> str:
    """Describe the page to machines."""
    lines = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(security)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.metadata.title)}</title>",
        *meta_elements(document.metadata),
        icon_link(),
    ]
    return "\n".join(lines)


def _body(edition: Edition, article: etree._Element, words: Mapping[str, str], lang: str) -> str:
    """Write the landmarks: banner, main with the article, foot."""
    document, recording = edition.document, edition.recording
    listed = downloads(
        {format: _beside(document, format) for format in Format if format is not Format.HTML},
        _sizes(edition),
        words,
        language=document.metadata.language,
        duration=recording.duration if recording else None,
    )
    offered = (
        f'<nav class="downloads" aria-label="{escape(words["downloads"])}"{lang}>{listed}</nav>'
        if listed
        else ""
    )
    button = listen(words, lang=lang) if recording else ""
    head = (
        facts(document, recording, words, lang=lang)
        + button
        + offered
        + cite_this(document, words, lang=lang)
        + contents(article, words, lang=lang)
    )
    settings = settings_panel(words, language=document.metadata.language, lang=lang)
    return f"""<header class="banner"><p class="wordmark">Lectern</p>{settings}</header>
<main id="main" tabindex="-1">
{_serialise(article).replace("</header>", f"</header>{head}", 1)}
</main>
<footer class="foot">{_foot(edition, words, lang)}</footer>"""


def _sizes(edition: Edition) -> dict[Format, int]:
    """Give the sizes of the editions beside the page, in bytes."""
    voiced = {Format.MP3: edition.recording.size} if edition.recording else {}
    return voiced | dict(edition.sizes)


def _foot(edition: Edition, words: Mapping[str, str], lang: str) -> str:
    """Tell the rights, whose voice it is, and how the editions belong together."""
    rights = edition.document.metadata.rights
    lines = [f"<p>{escape(rights)}</p>"] if rights else []
    said = [words["same"]]
    if edition.recording:
        said.insert(0, words["voice"].format(edition.recording.voice.engine))
    return "".join(lines) + f"<p{lang}>{escape(' '.join(said))}</p>"


def _embed_images(article: etree._Element, document: Document) -> None:
    """Put the images' bytes into the page."""
    for image in article.iter(h("img")):
        path = document.media.get(image.get("src", ""))
        if path is not None:
            image.set("src", picture(path).address)


def _frame_tables(article: etree._Element, words: Mapping[str, str]) -> None:
    """Put each table into a named region that the keyboard can scroll (WCAG 2.1.1)."""
    for number, table in enumerate(list(article.iter(h("table"))), start=1):
        frame = element("div", class_="table", role="region", tabindex="0")
        caption = table.find(h("caption"))
        if caption is not None and "".join(str(text) for text in caption.itertext()).strip():
            caption.set("id", f"table-{number}-caption")
            frame.set("aria-labelledby", f"table-{number}-caption")
        else:
            frame.set("aria-label", words["table"].format(number))
        parent = table.getparent()
        if parent is not None:
            frame.tail, table.tail = table.tail, None
            parent.replace(table, frame)
            frame.append(table)


def _reach_formulas(article: etree._Element) -> None:
    """Let the keyboard scroll a formula that is wider than the screen (WCAG 2.1.1)."""
    for formula in article.iter(h("span")):
        if formula.get("class") == "math display":
            formula.set("tabindex", "0")


def _soften_addresses(article: etree._Element) -> None:
    """Let a web address in the text break after its slashes and dots."""
    for link in article.iter(h("a")):
        address = link.text or ""
        if len(link) or not re.match(r"https?://|doi", address):
            continue
        parts = re.split(r"(?<=[^/][/.?&_=])(?=[^/])", address)
        link.text = parts[0]
        for part in parts[1:]:
            softened = element("wbr")
            softened.tail = part
            link.append(softened)


def _faces(article: etree._Element, around: str) -> str:
    """Embed the fonts that the page's own characters need."""
    code = "".join(_text(each) for name in ("code", "pre", "kbd", "samp") for each in article.iter(h(name)))
    formulas = "".join(_text(each) for each in article.iter(f"{{{MATHML}}}math"))
    text = re.sub(r"<[^>]*>", "", around)
    return fonts.font_face_css(fonts.choose(text, code=code, mathematics=formulas), fonts.as_data) + "\n"


def _text(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext())


def _serialise(article: etree._Element) -> str:
    """Write the XHTML tree as HTML: no namespaces, no `xml:lang`."""
    article = deepcopy(article)
    for opening in article.findall(h("section") + "[@class='opening']"):
        opening.tag = h("div")  # it has no heading to be known by
    for node in article.iter(etree.Element):
        name = etree.QName(node)
        if name.namespace in (XHTML, MATHML):
            node.tag = name.localname
        if _XML_LANG in node.attrib:
            del node.attrib[_XML_LANG]
    etree.cleanup_namespaces(article)
    # libxml2 does not know that HTML's wbr has no end.
    return etree.tostring(article, encoding="unicode", method="html").replace("</wbr>", "")


def _beside(document: Document, format: Format) -> str:
    return quote(f"{document.slug}.{format.value}")


def _foreign(language: str) -> str:
    """Mark the page's own words where they are not in the article's language."""
    own = language_of_page_words(language)
    return "" if own == language else f' lang="{own}" dir="ltr"'
