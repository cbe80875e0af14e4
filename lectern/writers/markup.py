"""Document -> one XHTML `<article>` by pandoc: the common ground of page, EPUB and PDF.

What all three need is settled here once: sections, the notes with a heading and named backlinks, the reference list as
a list, header cells with scope, formulas as MathML with their words. Writers copy the tree and adapt it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from lectern import article as articles
from lectern import pandoc
from lectern.model import Document, Kind
from lectern.writers.words import words

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OPTIONS = (
    "--mathml",
    "--section-divs",
    "--shift-heading-level-by=1",
    "--wrap=none",
    "--syntax-highlighting=none",
)


def markup(document: Document) -> etree._Element:
    """Make the article's XHTML; the tree is the caller's own to change."""
    root = etree.fromstring(f'<article xmlns="{XHTML}">{_body(document.ast)}</article>')
    language = document.metadata.language
    root.set("lang", language)
    root.set(_LANG, language)
    notes = _take_notes(root, language)
    _gather_opening(root)
    _settle_citations(root)
    _settle_references(root)
    if notes is not None:
        references = root.find(f"{{{XHTML}}}section[@role='doc-bibliography']")
        root.insert(len(root) if references is None else list(root).index(references), notes)
    _settle_tables(root)
    _settle_images(root)
    _settle_formulas(root)
    root.insert(0, _header(document))
    return root


@lru_cache(maxsize=2)
def _body(ast: str) -> str:
    """Ask pandoc once, though three writers ask; what XML 1.0 cannot hold (section 2.2) is dropped."""
    body = pandoc.convert(ast, reader="json", writer="html5", options=_OPTIONS)
    return re.sub(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]", "", body)


def element(name: str, text: str = "", **attributes: str) -> etree._Element:
    """Make an XHTML element; an underscore at an attribute's end or for a hyphen is Python's need only."""
    made = etree.Element(f"{{{XHTML}}}{name}")
    for key, value in attributes.items():
        made.set(key.rstrip("_").replace("_", "-"), value)
    made.text = text or None
    return made


def unwrap(node: etree._Element) -> None:
    """Take an element away and leave its content in its place."""
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    _append_text(parent, place, node.text)
    inner = list(node)
    for offset, child in enumerate(inner):
        parent.insert(place + offset, child)
    tail = node.tail
    parent.remove(node)
    _append_text(parent, place + len(inner), tail)


def remove(node: etree._Element) -> None:
    """Take an element away with its content, and leave the text after it."""
    parent = node.getparent()
    if parent is not None:
        place, tail = parent.index(node), node.tail
        parent.remove(node)
        _append_text(parent, place, tail)


def _append_text(parent: etree._Element, place: int, text: str | None) -> None:
    """Put text before the child at ``place``."""
    if not text:
        return
    if place == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text


def _all(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces={"h": XHTML, "m": MATHML})
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _header(document: Document) -> etree._Element:
    front = {fragment.kind: fragment for fragment in document.fragments if fragment.section == ""}
    header = element("header")
    title = element("h1", id="title")
    title.append(element("span", front[Kind.TITLE].text, id=front[Kind.TITLE].id, class_="sentence"))
    header.append(title)
    if Kind.SUBTITLE in front:
        line = element("p", class_="subtitle")
        line.append(element("span", front[Kind.SUBTITLE].text, id=front[Kind.SUBTITLE].id, class_="sentence"))
        header.append(line)
    if Kind.BYLINE in front:
        authors, date = articles.byline(document.metadata)
        said = element("span", ", ".join(filter(None, (authors, "" if not date else " "))).rstrip(),
                       id=front[Kind.BYLINE].id, class_="sentence")  # fmt: skip
        if date and document.metadata.date:
            said.text = f"{authors}, " if authors else ""
            said.append(element("time", date, datetime=document.metadata.date.isoformat()))
        line = element("p", class_="byline")
        line.append(said)
        header.append(line)
    return header


def _gather_opening(root: etree._Element) -> None:
    """Put what stands before the first heading into a section of its own."""
    opening = element("section", id="start", class_="opening")
    while len(root) and root[0].tag != f"{{{XHTML}}}section":
        opening.append(root[0])
    if len(opening):
        root.insert(0, opening)


def _take_notes(root: etree._Element, language: str) -> etree._Element | None:
    """Take pandoc's notes out of the tree, as a section with a heading and backlinks that have a name."""
    said = words(language)
    for reference in _all(root, "//h:a[@role='doc-noteref']"):
        number = reference.get("href", "").removeprefix("#fn")
        reference.set("href", f"#note-{number}")
        reference.set("id", f"noteref-{number}")
        reference.set("class", "noteref")
        reference.set("aria-label", said["note"].format(number))
    found = _all(root, "//h:section[@id='footnotes']")
    if not found:
        return None
    section = element("section", id="notes", role="doc-endnotes", aria_labelledby="notes-heading")
    section.append(element("h2", said["notes"], id="notes-heading"))
    listed = found[0].find(f"{{{XHTML}}}ol")
    remove(found[0])
    if listed is not None:
        section.append(listed)
    for item in _all(section, "h:ol/h:li"):
        number = item.get("id", "").removeprefix("fn")
        item.set("id", f"note-{number}")
        for link in _all(item, ".//h:a[@role='doc-backlink']"):
            link.set("href", f"#noteref-{number}")
            link.set("class", "backlink")
            link.text = said["back"].format(number)
            before = link.getprevious()
            if before is not None:
                before.tail = f"{(before.tail or '').rstrip()} "
    return section


def _settle_citations(root: etree._Element) -> None:
    """Drop pandoc's own wrapper of citations: the links and the bracket's span say all."""
    for wrapper in _all(root, "//h:span[@data-cites]"):
        unwrap(wrapper)


def _settle_references(root: etree._Element) -> None:
    """Make the entries a list in a section with the role doc-bibliography (`doc-biblioentry` is deprecated)."""
    for division in _all(root, "//h:div[@id='refs']"):
        listed = element("ul", class_="references")
        for entry in _all(division, "h:div"):
            entry.tag = f"{{{XHTML}}}li"
            entry.attrib.pop("class", "")
            paragraphs = _all(entry, "h:p")
            if len(paragraphs) == 1:
                unwrap(paragraphs[0])
            entry.tail = "\n"
            listed.append(entry)
        section = division.getparent()
        if section is not None:
            listed.tail = division.tail
            section.replace(division, listed)
            _name_bibliography(section, listed)


def _name_bibliography(section: etree._Element, listed: etree._Element) -> None:
    """Give the list's section its role and name; a list that stands in something else gets a section of its own.

    The role is never the list's: a `ul` that is a doc-bibliography is a list no longer.
    """
    if section.tag != f"{{{XHTML}}}section":
        heading, inner = listed.getprevious(), element("section")
        section.replace(listed, inner)
        if heading is not None and _is_heading(heading):
            inner.append(heading)
        inner.append(listed)
        section = inner
    section.set("role", "doc-bibliography")
    above = next((each for each in section.iter(etree.Element) if _is_heading(each)), None)
    named = next((each.get("id") for each in above.iter() if each.get("id")), "") if above is not None else ""
    if named:
        section.set("aria-labelledby", named)


def _is_heading(node: etree._Element) -> bool:
    return re.search(r"\}h[1-6]$", str(node.tag)) is not None


def _settle_tables(root: etree._Element) -> None:
    for cell in _all(root, "//h:th | //h:td"):
        side = re.search(r"text-align:\s*(right|center)", str(cell.attrib.pop("style", "")))
        if side:
            cell.set("class", f"align-{side[1]}")
        if cell.tag.endswith("}th"):
            in_head = next(cell.iterancestors(f"{{{XHTML}}}thead"), None) is not None
            if "".join(map(str, cell.itertext())).strip():
                cell.set("scope", "col" if in_head else "row")
            else:  # an empty cell heads nothing
                cell.tag = f"{{{XHTML}}}td"
    for group in _all(root, "//h:colgroup"):
        remove(group)
    for table in _all(root, "//h:table"):
        table.attrib.pop("style", "")
    for row in _all(root, "//h:tr"):
        row.attrib.pop("class", "")


def _settle_images(root: etree._Element) -> None:
    """Keep a width that the author gave in per cent as a class, in steps of five: no edition has inline styles."""
    for image in _all(root, "//h:img"):
        width = re.search(r"width:\s*(\d+(?:\.\d+)?)%", str(image.attrib.pop("style", "")))
        if width:
            step = min(100, max(5, 5 * round(float(width[1]) / 5)))
            image.set("class", f"{image.get('class', '')} width-{step}".strip())
        image.attrib.pop("data-alt", "")
    for caption in _all(root, "//h:figcaption"):
        caption.attrib.pop("aria-hidden", "")


def _settle_formulas(root: etree._Element) -> None:
    """Give each formula its words, and drop the TeX annotation, which some readers show as text."""
    for span in _all(root, "//h:span[@data-spoken]"):
        math = span.find(f"{{{MATHML}}}math")
        if math is None:
            span.set("class", "math unreadable")
            continue
        span.set("class", "math display" if math.get("display") == "block" else "math inline")
        math.set("alttext", span.get("data-spoken", ""))
        etree.strip_elements(math, f"{{{MATHML}}}annotation", with_tail=False)
        etree.strip_tags(math, f"{{{MATHML}}}semantics")
