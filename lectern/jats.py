"""JATS as journals write it -> JATS of which pandoc loses nothing: letters, supplements, addresses of DOIs.

Pandoc 3.9 appends the body of a `sub-article` without its title after the reference list, drops the label and the id
of `supplementary-material`, and takes a DOI in `xlink:href` for the name of a file.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LETTERS = ("sub-article", "response")


def prepare(text: str) -> tuple[str, dict[str, Any]]:
    """Give the article as pandoc is to read it, and its language; what is no XML is given back as it is."""
    from lxml import etree

    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return text, {}
    article = root if etree.QName(root).localname == "article" else root.find(".//article")
    if article is None:
        return text, {}
    _mend_parts(article)
    _mend_links(article)
    language = article.get(_LANGUAGE, "")
    return etree.tostring(article, encoding="unicode"), {"lang": language} if language else {}


def _mend_parts(article: etree._Element) -> None:
    for supplement in list(article.iter("supplementary-material")):
        _make_section(supplement)
    for film in list(article.iter("media")):
        film.tag = "table-wrap"  # what pandoc keeps with its id, whatever stands in it
    for labelled in list(article.iter("fig", "table-wrap")):
        _label_caption(labelled)
    for letter in list(article.iter(*_LETTERS)):
        _append(article, letter)
    for number in list(article.iter("object-id")):
        _drop_twin(number)


def _mend_links(article: etree._Element) -> None:
    for link in article.iter("ext-link", "related-article", "self-uri"):
        if link.get(_HREF, "").startswith("10."):
            link.set(_HREF, f"https://doi.org/{link.get(_HREF)}")
    for reference in article.iter("xref"):
        if " " in reference.get("rid", "").strip():  # IDREFS: a link of ours leads to one place
            reference.set("rid", reference.get("rid", "").split()[0])


def _make_section(supplement: etree._Element) -> None:
    """Let a supplement be a section: its label is a heading, and links to it arrive."""
    from lxml import etree

    label = supplement.find("label")
    title = supplement.find("caption/title")
    heading = etree.Element("title")
    parts = [part for part in (label, title) if part is not None]
    if not parts:
        return
    for place, part in enumerate(parts):
        _remove(part)
        _extend(heading, " " if place else "", part)
    caption = supplement.find("caption")
    if caption is not None:
        supplement.remove(caption)
        for place, each in enumerate(list(caption)):
            supplement.insert(place, each)
    supplement.insert(0, heading)
    supplement.tag = "sec"


def _label_caption(labelled: etree._Element) -> None:
    """Let a caption begin with its label ("Figure 1—figure supplement 2."); a table's caption be paragraphs alone."""
    from lxml import etree

    label, caption = labelled.find("label"), labelled.find("caption")
    if caption is None:
        caption = etree.Element("caption")
        labelled.insert(0, caption)
    first = caption.find("title")
    if first is None:
        first = caption.find("p")
    if first is None:
        first = etree.SubElement(caption, "p")
    if label is not None:
        labelled.remove(label)
        _put_before(first, label)
    if labelled.tag == "table-wrap" and first.tag == "title":
        first.tag = "p"
    if not any("".join(map(str, each.itertext())).strip() for each in caption):
        labelled.remove(caption)


def _put_before(words: etree._Element, label: etree._Element) -> None:
    old, inner = words.text or "", list(label)
    for each in reversed(inner):
        words.insert(0, copy.deepcopy(each))
    if inner:
        words.text = label.text
        words[len(inner) - 1].tail = f"{words[len(inner) - 1].tail or ''} {old}"
    else:
        words.text = f"{(label.text or '').strip()} {old}"


def settle(ast: str) -> str:
    """Give tables their captions (Pandoc JSON -> Pandoc JSON); pandoc puts a `table-wrap`'s before its table."""
    document = json.loads(ast)
    document["blocks"] = _settle(document["blocks"])
    return json.dumps(document, ensure_ascii=False)


def _settle(value: Any) -> Any:
    if isinstance(value, list):
        return [_settle(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("t") == "Div" and "table-wrap" in value["c"][0][1]:
        value["c"][1] = _captioned(value["c"][1])
    return {**value, "c": _settle(value["c"])} if "c" in value else value


def _captioned(blocks: list[Any]) -> list[Any]:
    captions = [each for each in blocks if each["t"] == "Div" and "caption" in each["c"][0][1]]
    tables = [each for each in blocks if each["t"] == "Table"]
    words = [block for each in captions for block in each["c"][1]]
    if len(tables) == 1 and words and not tables[0]["c"][1][1]:
        tables[0]["c"][1][1] = words
        return [each for each in blocks if not any(each is caption for caption in captions)]
    return [block for each in blocks for block in (each["c"][1] if each in captions else [each])]


def _extend(heading: etree._Element, before: str, part: etree._Element) -> None:
    """Add the words of an element, with the markup in it."""
    last = heading[-1] if len(heading) else None
    added = before + (part.text or "")
    if last is None:
        heading.text = (heading.text or "") + added
    else:
        last.tail = (last.tail or "") + added
    for each in part:
        heading.append(copy.deepcopy(each))


def _append(root: etree._Element, letter: etree._Element) -> None:
    """Make a letter (a decision, a reply, a translation) the last section of the body, under its own title."""
    from lxml import etree

    body, own = root.find("body"), letter.find("body")
    _remove(letter)
    if body is None or own is None:
        return
    section = etree.SubElement(body, "sec")
    if letter.get("id"):
        section.set("id", str(letter.get("id")))
    title = letter.find(".//article-title")
    heading = etree.SubElement(section, "title")
    _extend(heading, "", title if title is not None else own.makeelement("title"))
    if title is None:
        heading.text = letter.get("article-type", "letter").replace("-", " ").capitalize()
    for each in list(own):
        section.append(each)


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    if around is not None:
        around.remove(element)


def _drop_twin(number: etree._Element) -> None:
    """Drop the number of a figure or table where its caption says it again; pandoc would print it twice."""
    around, said = number.getparent(), (number.text or "").strip()
    if around is None or not said:
        return
    others = "".join(
        "".join(map(str, each.itertext()))
        for each in around
        if each is not number and each.tag != "object-id"
    )
    if said in others:
        if number.tail and number.tail.strip():
            return
        around.remove(number)
