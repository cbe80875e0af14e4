"""The article's notes -> each section's own notes, at its end, under a heading, with the numbers they had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from lectern.writers.xhtml import h, heading_of, ids_of, plain, select


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of an article by their ids, each with its number, and the words of the heading above them."""

    heading: str
    items: Mapping[str, tuple[int, etree._Element]]


def take_notes(article: etree._Element) -> Notes:
    """Take the section of notes out of an article's markup."""
    items: dict[str, tuple[int, etree._Element]] = {}
    heading = ""
    for section in select(article, "*[@role='doc-endnotes']"):
        above = heading_of(section)
        heading = plain(above) if above is not None else ""
        for item in select(section, "h:ol/h:li[@id]"):
            items[str(item.get("id"))] = (len(items) + 1, item)
        article.remove(section)
    return Notes(heading, items)


def give_notes(content: etree._Element, notes: Notes) -> None:
    """Put the notes that a document refers to at its end.

    The notes are a list in `doc-endnotes`; on its items `doc-endnote` and `endnote` are deprecated
    (DPUB-ARIA 1.1, EPUB SSV 1.1).
    """
    targets = [str(each.get("href"))[1:] for each in select(content, ".//h:a[@role='doc-noteref']")]
    wanted = [target for target in dict.fromkeys(targets) if target in notes.items]
    if not wanted:
        return
    own = heading_of(content)
    level = min(6, int(str(own.tag)[-1]) + 1) if own is not None else 2
    name = _free("notes-heading", ids_of(content))
    section = etree.SubElement(content, h("section"), {"role": "doc-endnotes", "class": "notes"})
    section.set("id", _free("notes", ids_of(content)))
    section.set("aria-labelledby", name)
    etree.SubElement(section, h(f"h{level}"), {"id": name}).text = notes.heading
    listed = etree.SubElement(section, h("ol"))
    for target in wanted:
        number, item = notes.items[target]
        item.set("value", str(number))
        item.tail = None
        listed.append(item)


def _free(name: str, taken: list[str]) -> str:
    tries = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)
