"""What paper needs around the article: pages in place of ways back, readable addresses, an imprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from lxml import etree

from filters.grammar.numbered import NUMBER, numbers
from lectern.model import Document, Format
from lectern.writers.print_words import print_words

_UNBROKEN = 50
"""Characters without a place to break at, of which a line of the reference list holds no more."""
_UNKNOWN = "00"
"""Stands for a page number until the first proof: most numbers are as wide."""


def add_apparatus(
    article: etree._Element, document: Document, others: tuple[Format, ...], pages: Mapping[str, int]
) -> None:
    """Change an article (bare HTML names); ``pages`` are those of the last proof, by the id of what stands there."""
    words = print_words(document.metadata.language)
    _settle_notes(article, words, pages)
    _settle_backlinks(article, words, pages)
    _show_addresses(article)
    _set_numbers_apart(article)
    _add_imprint(article, document, others)


def _settle_backlinks(article: etree._Element, words: Mapping[str, str], pages: Mapping[str, int]) -> None:
    """Tell for every entry on which pages it is cited."""
    for group in list(article.iter("span")):
        if "backlinks" in group.get("class", "").split():
            _turn_to_pages(group, "cited", list(group.iter("a")), words, pages)
            _say_language(group, words)


def _settle_notes(article: etree._Element, words: Mapping[str, str], pages: Mapping[str, int]) -> None:
    """On paper the way back from a note is the page it belongs to."""
    for section in article.iterfind(".//section[@role='doc-endnotes']"):
        for listed in section.iterfind("ol"):
            listed.set("class", "endnotes")
        for link in list(section.iter("a")):
            parent = link.getparent()
            if "backlink" not in link.get("class", "").split() or parent is None:
                continue
            span = etree.Element("span", {"class": "to-note"})
            span.tail, link.tail = link.tail, None
            parent.replace(link, span)
            _turn_to_pages(span, "page", [link], words, pages)
            _say_language(span, words)


def _turn_to_pages(
    group: etree._Element,
    lead: str,
    links: list[etree._Element],
    words: Mapping[str, str],
    pages: Mapping[str, int],
) -> None:
    """Let links show the pages they lead to; their names stay, with the page (WCAG 2.2, 2.5.3).

    Several on one page are told apart by letters: "3a, 3b, 5".
    """
    targets = {link.get("href", "").lstrip("#"): link for link in links}
    for child in list(group):
        group.remove(child)
    group.set("data-targets", " ".join(targets))
    group.text = words[lead]
    for place, link in zip(_places([pages.get(each) for each in targets]), targets.values(), strict=True):
        name = link.get("aria-label") or " ".join("".join(str(text) for text in link.itertext()).split())
        made = etree.SubElement(group, "a", {"class": "to-page", "role": "doc-backlink"})
        made.set("href", link.get("href", ""))
        made.set("aria-label", f"{name}, {words['page']}{place}")
        made.text, made.tail = place, ", "
    if len(group):
        group[-1].tail = None


def _places(pages: Sequence[int | None]) -> Iterator[str]:
    """Write each page, with a letter where it is not the only one: 3a, 3b … 3z, 3aa.

    >>> list(_places([3, 3, 5, None]))
    ['3a', '3b', '5', '00']
    """
    met: Counter[int] = Counter()
    for page in pages:
        if page is None:
            yield _UNKNOWN
            continue
        yield f"{page}{_letters(met[page])}" if pages.count(page) > 1 else str(page)
        met[page] += 1


def _letters(number: int) -> str:
    """Write a number from 0 as a, b … z, aa, ab …"""
    more, last = divmod(number, len(ascii_lowercase))
    return (_letters(more - 1) if more else "") + ascii_lowercase[last]


def _say_language(group: etree._Element, words: Mapping[str, str]) -> None:
    if words["lang"]:
        group.set("lang", words["lang"])


def _show_addresses(article: etree._Element) -> None:
    """In the reference list an address must be readable: where a link's words hide it, it follows them."""
    for listed in article.iterfind(".//section[@role='doc-bibliography']"):
        for link in list(listed.iter("a")):
            href = link.get("href", "")
            bare = href.split("://", 1)[-1].removeprefix("www.").rstrip("/")
            shown = "".join(str(text) for text in link.itertext())
            if max(map(len, re.split(r"[\s/.?&=-]", shown))) > _UNBROKEN:
                link.set("class", "long")
            if href.startswith("http") and bare.removeprefix("doi.org/").lower() not in shown.lower():
                added = etree.Element("span", {"class": "address"})
                added.text = f" ({href})"
                added.tail, link.tail = link.tail, None
                link.addnext(added)


def _set_numbers_apart(article: etree._Element) -> None:
    """Part the numbers of a numbered reference list from its entries: they are the labels of its items.

    The words stay. In a list where one entry has no number none is a label.
    """
    for listed in article.iterfind(".//section[@role='doc-bibliography']/ul"):
        entries = [each.find("span[@class='reference']") for each in listed.iterfind("li")]
        begins = [_where_it_begins(each) if each is not None else None for each in entries]
        texts = [(each.text or "") if each is not None else "" for each in begins]
        if len(numbers([{"note": text} for text in texts])) < len(texts):
            continue
        listed.set("class", "references numbered")
        for entry, begin, text in zip(entries, begins, texts, strict=True):
            number = NUMBER.match(text)
            if entry is None or begin is None or number is None:
                continue
            label = etree.Element("span", {"class": "number"})
            label.text, label.tail = number[0].strip(), " "
            begin.text = text[number.end() :].lstrip()
            entry.addprevious(label)


def _where_it_begins(entry: etree._Element) -> etree._Element:
    """Find the span that holds an entry's first words: a place that links lead to may be a span around all of it."""
    while not (entry.text or "").strip() and len(entry) and entry[0].tag == "span":
        entry = entry[0]
    return entry


def _add_imprint(article: etree._Element, document: Document, others: tuple[Format, ...]) -> None:
    """Add rights and the other editions to the title."""
    words = print_words(document.metadata.language)
    lines = []
    if document.metadata.rights:
        line = etree.Element("p", {"class": "rights"})
        line.text = document.metadata.rights
        lines.append(line)
    names = [words[each.value] for each in (Format.HTML, Format.EPUB, Format.MP3) if each in others]
    if names:
        line = etree.Element("p", {"class": "editions"})
        if words["lang"]:
            line.set("lang", words["lang"])
        line.text = words["also"].format(words["and"].join(filter(None, (", ".join(names[:-1]), names[-1]))))
        lines.append(line)
    header = article.find("header")
    if lines and header is not None:
        imprint = etree.SubElement(header, "div", {"class": "imprint"})
        imprint.extend(lines)
