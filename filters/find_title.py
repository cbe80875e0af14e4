#!/usr/bin/env python3
"""A document without a title gets its own: the only top heading, or the pasted title line (often pasted twice)."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re

import panflute as pf

from filters.findings import Severity, report
from filters.reading_order import plain_text

LONGEST_TITLE = 200


def find_title(doc: pf.Doc) -> pf.Doc:
    """Move the title from the text's head into the metadata where the metadata has none.

    A title line that stands there again, in the text or beside the declared title, is shown once.
    """
    declared = doc.get_metadata("title", default="")
    declared = declared if isinstance(declared, str) else ""
    if not declared:
        _take_heading(doc) or _take_line(doc)
    title = doc.get_metadata("title", default="")
    if isinstance(title, str) and title:
        _drop_twins(doc, title)
    return doc


def _take_heading(doc: pf.Doc) -> bool:
    """Take the first heading where it opens the text and no other stands at its level or above."""
    headings = [block for block in doc.content if isinstance(block, pf.Header)]
    if not headings or doc.content[0] is not headings[0]:
        return False
    if any(each.level <= headings[0].level for each in headings[1:]):
        return False
    doc.metadata["title"] = pf.MetaInlines(*_without_notes(headings[0]))
    doc.content.remove(headings[0])
    return True


def _take_line(doc: pf.Doc) -> bool:
    """Take a short first paragraph that ends like no sentence, or that the next line says again."""
    lines = [block for block in list(doc.content)[:2] if isinstance(block, pf.Para | pf.Plain)]
    if not lines or doc.content[0] is not lines[0] or len(doc.content) < 2:
        return False
    texts = [plain_text(line).strip() for line in lines]
    twin = len(texts) == 2 and _same(texts[0], texts[1])
    if not _looks_like_title(texts[0]) and not twin:
        return False
    best = lines[1] if twin and _capitals(texts[1]) > _capitals(texts[0]) else lines[0]
    doc.metadata["title"] = pf.MetaInlines(*_without_notes(best))
    doc.content.remove(lines[0])
    report(doc, "title-guessed", f"The first line became the title: “{plain_text(best).strip()}”.",
           severity=Severity.NOTICE, hint="name it by `title:` in the front matter or in article.yaml")  # fmt: skip
    return True


def _drop_twins(doc: pf.Doc, title: str) -> None:
    while len(doc.content) > 1 and isinstance(doc.content[0], pf.Para | pf.Plain | pf.Header):
        line = doc.content[0]
        if not _same(plain_text(line), title) or any(
            isinstance(each, pf.Note | pf.Image) for each in line.content
        ):
            return
        doc.content.remove(line)
        report(doc, "title-twice", f"The title line “{plain_text(line).strip()}” stands there again and is shown once.",
               severity=Severity.NOTICE)  # fmt: skip


def _looks_like_title(text: str) -> bool:
    return 0 < len(text) <= LONGEST_TITLE and not re.search(r"[.,;:]['\"”’]?\Z", text) and "\n" not in text


def _same(one: str, other: str) -> bool:
    letters = [re.sub(r"[\W_]+", "", text).casefold() for text in (one, other)]
    return bool(letters[0]) and letters[0] == letters[1]


def _capitals(text: str) -> int:
    return sum(letter.isupper() for letter in text) + text.rstrip().endswith(("?", "!"))


def _without_notes(block: pf.Block) -> list[pf.Element]:
    return [each for each in block.content if not isinstance(each, pf.Note)]


if __name__ == "__main__":
    pf.dump(find_title(pf.load()))
