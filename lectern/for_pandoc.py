"""What pandoc's readers lose, written so that they keep it: notes of RTF, ids in pages of books and of the web."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"<(/?)article\b", re.IGNORECASE)
_WITH_ID = re.compile(
    r"""(<(?:p|li|td|th|dd|dt|blockquote)\b(?:\s[^<>]*?)?)\s(id\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))([^<>]*?)(/?)>""",
    re.IGNORECASE,
)


def rtf(text: str) -> str:
    r"""Write notes as Word does, not as pandoc itself does: `{\*\footnote` is passed over, `{\footnote` is read."""
    return re.sub(r"\{\\\*\s*\\footnote\b", r"{\\footnote", text)


def page(text: str) -> str:
    """Write `div` for `article`, and an anchor into what loses its id (paragraphs, items, cells): links arrive."""
    has_notes = "doc-endnote" in text or "footnote" in text

    def anchored(tag: re.Match[str]) -> str:
        return tag[0] if has_notes and tag[1].lower().startswith("<li") else _anchored(tag)

    return _WITH_ID.sub(anchored, _ARTICLE.sub(r"<\1div", text))


def _anchored(tag: re.Match[str]) -> str:
    start, identifier, rest, closed = tag.groups()
    is_note = (
        "note" in f"{start}{rest}".lower()
    )  # `role="doc-endnote"`, which pandoc's readers look for by its id
    return tag[0] if closed or is_note else f"{start}{rest}><span {identifier}></span>"
