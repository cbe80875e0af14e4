"""Document -> "Cite this article": its reference to copy, in APA, BibTeX and RIS, and files to take along.

The files stand in the page as data addresses, so they can be saved without script, without network and from a disk.
The script offers to copy, and adds the page's own address where it has one on the web.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from lectern.citations.bibtex import to_bibtex
from lectern.citations.own_work import own_item, to_apa
from lectern.citations.ris import to_ris
from lectern.model import Document

_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


def cite_this(document: Document, words: Mapping[str, str], *, lang: str = "") -> str:
    """Write the disclosure; ``lang`` marks the page's words where they are not in the article's language."""
    item = own_item(document.metadata, document.slug)
    before, title, after = to_apa(document.metadata, item)
    ownlang = f' lang="{escape(document.metadata.language)}" dir="auto"'
    apa = f'<p id="cite-apa" class="entry"{ownlang}>{escape(before)}<cite>{escape(title)}</cite>{escape(after)}</p>'
    forms = [
        _form("APA", "apa", apa, words),
        _form(
            "BibTeX",
            "bib",
            _code("bib", to_bibtex([item])),
            words,
            file=to_bibtex([item]),
            slug=document.slug,
        ),
        _form("RIS", "ris", _code("ris", to_ris([item])), words, file=to_ris([item]), slug=document.slug),
    ]
    return (
        f'<details class="cite" id="cite"{lang}><summary><span>{escape(words["cite"])}</span></summary>{"".join(forms)}'
        f'<p id="cite-told" role="status" data-copied="{escape(words["copied"])}" '
        f'data-failed="{escape(words["not-copied"])}"></p></details>'
    )


def _form(
    name: str, kind: str, shown: str, words: Mapping[str, str], *, file: str = "", slug: str = ""
) -> str:
    copy = escape(words["copy"].format(name))
    actions = f'<button type="button" data-copy="cite-{kind}" data-name="{name}" hidden>{copy}</button>'
    if file:
        address = f"data:{_TYPES[kind]};charset=utf-8,{quote(file + chr(10), safe='')}"
        saved = escape(words["save"].format(name))
        actions += f' <a href="{address}" download="{escape(slug)}.{kind}" data-of="cite-{kind}">{saved}</a>'
    return f'<div class="form"><p class="name">{name}</p>{shown}<p class="actions">{actions}</p></div>'


def _code(kind: str, text: str) -> str:
    return f'<pre id="cite-{kind}" lang="zxx" dir="ltr">{escape(text)}</pre>'
