"""What the rules of citation are asked about, and what they answer; a rule is `Apparatus -> Remarks`, text only."""

from collections.abc import Sequence
from dataclasses import dataclass

from filters.findings import Severity
from filters.grammar import csl
from filters.grammar.csl import CslItem, CslName
from filters.grammar.doubts import Doubt
from filters.grammar.mentions import Mention
from filters.grammar.names import surname
from filters.grammar.references import first_name, years
from filters.grammar.words import fold


@dataclass(frozen=True, slots=True)
class Apparatus:
    """An article's citations and its reference list.

    ``text`` is the running text, paragraphs parted by blank lines; ``cited`` the indices of all works that are cited
    by any means, ``library`` those of works from a bibliography file, not all of which need be cited, and whose order
    is a style's; ``language`` a primary language subtag. ``tables`` are the stretches of ``text`` (code points) that
    stand in tables and captions, where APA 7 (8.17) keeps the short forms. ``mentions`` and ``doubts`` are the
    author's own: what a citation style wrote is none of the rules' business; ``styled`` tells that one wrote, and so
    put the list into its own order.
    """

    text: str
    items: Sequence[CslItem]
    mentions: Sequence[Mention] = ()
    doubts: Sequence[Doubt] = ()
    cited: frozenset[int] = frozenset()
    library: frozenset[int] = frozenset()
    styled: bool = False
    language: str = "en"
    tables: Sequence[tuple[int, int]] = ()

    def said(self, mention: Mention) -> str:
        """Give the words of a citation."""
        return self.text[mention.start : mention.end]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend: at ``start`` to ``end`` of the text (code points), or in the entry at index ``entry``.

    What has no such place has -1 there.
    """

    rule: str
    severity: Severity
    message: str
    hint: str
    start: int = -1
    end: int = -1
    entry: int = -1


def persons(item: CslItem) -> list[CslName]:
    """Give the authors, else the editors."""
    return list(item.get("author") or item.get("editor") or [])


def is_cut_short(item: CslItem) -> bool:
    """Tell whether the entry itself leaves authors out ("…", "et al.")."""
    shortened = csl.is_cut_short(item, "author" if item.get("author") else "editor")
    return shortened or "…" in item.get("note", "")[:600]


def dated(item: CslItem) -> str:
    """Give the year as a citation shows it, with its letter."""
    return f"{next(iter(years(item)), 'n.d.')}{item.get('year-suffix', '')}"


def named(item: CslItem) -> str:
    """Name the authors as a citation in brackets does: "Kraus et al.", "Okafor & Lindqvist" (APA 7, 8.17)."""
    names = persons(item)
    if not names:
        return item.get("title", "")[:60] or "the entry"
    if len(names) > 2 or is_cut_short(item):
        return f"{surname(names[0])} et al."
    return " & ".join(surname(name) for name in names)


def label(item: CslItem) -> str:
    """Name a work as a citation in brackets does: "Kraus et al., 2019"."""
    return f"{named(item)}, {dated(item)}"


def quoted(text: str) -> str:
    """Give words of the article on one line; a bracket that was opened in them is closed."""
    said = " ".join(text.split())
    return said + ")" if said.count("(") > said.count(")") else said


def short(text: str, most: int = 90) -> str:
    """Cut a text at a word so that it fits a line."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def same_head(one: CslItem, other: CslItem) -> bool:
    """Tell whether two works are cited alike: by the same first author, in the same year."""
    first, second = first_name(one), first_name(other)
    return (
        first is not None
        and second is not None
        and fold(surname(first)) == fold(surname(second))
        and dated(one) == dated(other)
    )
