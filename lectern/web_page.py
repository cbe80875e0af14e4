"""A whole web page -> the article in it, with its own markup.

`trafilatura` (Apache-2.0; Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15) finds the article best, but makes its
markup anew and loses formulas, ids, captions and kinds of lists. So only its choice is taken: the innermost element of
the page that holds all the blocks which it kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from lectern.model import Finding, Severity

if TYPE_CHECKING:
    from lxml import html

_WHOLE = re.compile(r"<(?:body|html)\b", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "*[@hidden]")
_FRAME = (
    "nav", "form", "button", "dialog", "iframe", "*[@role='navigation']", "*[@role='search']", "*[@role='dialog']",
)  # fmt: skip
"""What is no article wherever it stands."""
_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "pre",
    "td",
    "th",
    "dd",
    "dt",
    "figcaption",
}
_SHARE = 0.9
"""The share of the kept words that the article's element must hold: one block may stand astray."""
_LEAST_WORDS = 40
"""Fewer words than that are too few to choose by."""


@dataclass(frozen=True, slots=True)
class Found:
    """The article's markup, what the page says of it, and what to tell its author."""

    text: str
    facts: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def find_article(text: str) -> Found:
    """Find the article in a page; a piece of HTML, or a page that is nothing else, is given back as it is."""
    if not _WHOLE.search(text):
        return Found(text)
    from lxml import etree, html

    try:
        page = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Found(text)
    body = cast("html.HtmlElement | None", page.find("body"))
    if body is None:
        return Found(text)
    facts = _facts(page)
    _make_whole(body, _address(page))
    _drop(body, _UNSEEN)
    there = len(_words(body.text_content()))
    _drop(body, _FRAME)
    chosen = _choose(text, body)
    left = there - len(_words(chosen.text_content()))
    findings = (_tell(left),) if left else ()
    head = "".join(
        html.tostring(tag, encoding="unicode", with_tail=False) for tag in page.iterfind("head/meta")
    )
    article = html.tostring(chosen, encoding="unicode", with_tail=False)
    return Found(f"<html><head>{head}</head><body>{article}</body></html>", facts, findings)


def _address(page: html.HtmlElement) -> str:
    """Give the address from which the page's links are meant (HTML, 4.2.3, `base`), "" where it does not say so."""
    own = (
        *page.xpath("//link[translate(@rel, 'CANONIL', 'canonil')='canonical']/@href"),
        *page.xpath("//meta[@property='og:url']/@content"),
    )
    whole = next((each.strip() for each in own if _is_web(each)), "")
    base = next((each.strip() for each in page.xpath("//base/@href")), "")
    address = _join(whole, base)
    return address if _is_web(address) else ""


def _make_whole(body: html.HtmlElement, address: str) -> None:
    """Give the links to other pages of the page's site their whole address; its files stay those beside it."""
    for link in body.iter("a") if address else ():
        target = (link.get("href") or "").strip()
        if target and not target.startswith("#"):
            link.set("href", _join(address, target))


def _join(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError:  # no address at all, such as `http://[`
        return target


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _drop(body: html.HtmlElement, what: Iterable[str]) -> None:
    for element in list(body.xpath("|".join(f".//{each}" for each in what))):
        if element.getparent() is not None:
            element.drop_tree()


def _choose(text: str, body: html.HtmlElement) -> html.HtmlElement:
    """Find the innermost element that holds what the extractor kept; the whole body where that says too little."""
    kept = _kept(text)
    if len(kept) < _LEAST_WORDS:
        return body
    bag = set(kept)
    held = [
        (block, words)
        for block in body.iter(*_BLOCKS)
        if (words := _words(block.text_content()))
        and sum(word in bag for word in words) >= _SHARE * len(words)
    ]
    texts = " ".join(kept)
    held = [(block, words) for block, words in held if " ".join(words) in texts]
    total = sum(len(words) for _, words in held)
    if total < _LEAST_WORDS:
        return body
    chosen = body
    while True:
        inner = next(
            (
                child
                for child in chosen
                if _weight(child, held) >= _SHARE * total and child.tag not in _BLOCKS
            ),
            None,
        )
        if inner is None:
            return chosen
        chosen = inner


def _weight(element: html.HtmlElement, held: Iterable[tuple[html.HtmlElement, list[str]]]) -> int:
    inside = set(element.iter())
    return sum(len(words) for block, words in held if block in inside)


def _kept(text: str) -> list[str]:
    """Give the words that the extractor keeps of a page, in their order."""
    import trafilatura

    found = trafilatura.extract(
        text, include_comments=False, include_tables=True, favor_recall=True, fast=False
    )
    return _words(found or "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _facts(page: html.HtmlElement) -> dict[str, Any]:
    """Read what the page's head says: language, title, authors, date; by the tags that search engines read."""
    said: dict[str, list[str]] = {}
    for tag in page.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").lower()
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            said.setdefault(name, []).append(content)
    facts: dict[str, Any] = {"lang": page.get("lang", "")}
    for ours, names in _NAMES.items():
        facts[ours] = next((said[name] for name in names if name in said), [])
    facts["title"] = (facts["title"] or [_title(page)])[0]
    facts["date"] = next((each[:10] for each in facts["date"] if _DATE.match(each)), "")
    facts["author"] = [each for each in facts["author"] if not each.startswith("http")]
    return {name: value for name, value in facts.items() if value}


def _title(page: html.HtmlElement) -> str:
    """Give the title of a page whose head names it in `title` alone, without the site's name where the only h1 is."""
    titles = [" ".join(each.text_content().split()) for each in page.iterfind("head/title")]
    headings = [" ".join(each.text_content().split()) for each in page.iter("h1")]
    named = titles[0] if titles else ""
    only = headings[0] if len(headings) == 1 else ""
    rest = named.removeprefix(only) if only and named.startswith(only) else ""
    return only if not named or _SITE.match(rest) else named


_SITE = re.compile(r"\s+[|\-–—·•»:]+\s+\S|:\s+\S")
"""What parts a page's title from the name of its site."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMES = {
    "title": ("citation_title", "dc.title", "og:title", "twitter:title"),
    "author": ("citation_author", "dc.creator", "author", "article:author"),
    "date": ("citation_publication_date", "dc.date", "article:published_time", "date"),
}


def _tell(words: int) -> Finding:
    return Finding(
        "page-frame-dropped",
        Severity.NOTICE,
        f"{words} words around the article (menus, offers, comments) are left out.",
        hint="write `keep-all: true` into article.yaml to keep them",
        source="article",
    )
