"""How authors are named in a citation: "et al.", "&" and "and" (APA 7, 8.17), where the article keeps to it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from filters.findings import Severity
from filters.grammar.csl import CslItem, CslName
from filters.grammar.mentions import Mention
from filters.grammar.names import surname
from filters.grammar.near_names import is_near
from filters.grammar.remarks import Apparatus, Remark, is_cut_short, named, persons, quoted, same_head
from filters.grammar.words import YEAR, fold

_OTHERS = re.compile(
    r"\bet\.?\s+al\b|\b(?:colleagues?|co-?workers|collaborators|co-?authors|others|associates|team|group|lab(?:oratory)?"
    r"|cols?|colaboradores|colegas|outros|otros|collegues|collaborateurs|autres|mitarbeiter\w*|kolleg\w*|andere)\b|\bu\.\s?a\."
)
_INITIAL_LEFT = re.compile(r"\s[A-Z]{1,2}(?:\.|$)")
"""In a family name: the names were not parted where they should be."""
_APA_ENTRY = re.compile(rf"\(\s*(?:{YEAR}|n\.\s?d\.|in press)[^)]{{0,30}}\)\s*[.,]?\s", re.IGNORECASE)
_AND = {
    "en": "and",
    "de": "und",
    "fr": "et",
    "es": "y",
    "pt": "e",
    "it": "e",
    "nl": "en",
    "da": "og",
    "sv": "och",
}
_MOST = 5
"""Authors that styles other than APA 7 still name in full (APA 6: five at the first citation)."""


def authors_named(apparatus: Apparatus) -> Iterator[Remark]:
    """Find "et al." where two authors or one are listed, and single names where more are."""
    full = _full_are_slips(apparatus)
    for mention in apparatus.mentions:
        item = apparatus.items[mention.reference]
        names = persons(item)
        if mention.form == "numeric" or not _is_sure(item, names):
            continue
        said = apparatus.said(mention)
        if not _names_someone(said, item):
            continue
        remark = _judge(said, item, full and not _is_twin(apparatus, mention.reference))
        if remark is not None:
            rule, message, hint = remark
            yield Remark(rule, Severity.STYLE, message, hint, mention.start, mention.end)


def _is_sure(item: CslItem, names: Sequence[CslName]) -> bool:
    """Tell whether the list of authors was read beyond doubt: persons only, no more marks than their names need."""
    if not names or not all(name.get("family") and name.get("given") for name in names):
        return False
    head = re.split(YEAR, item.get("note", ""))[0]
    head = re.sub(r"\b(?:Jr|Sr)\b\.?|\((?:eds?|hrsg|orgs?|coords?)\b[^)]*\)", "", head, flags=re.IGNORECASE)
    if len(names) > 2 or is_cut_short(item):
        return True
    if any(_INITIAL_LEFT.search(name["family"]) for name in names) or len(head) > 40 * len(names):
        return False
    marks = len(re.findall(r"[,;&]|\b(?:and|und|et|y|e)\b", head))
    return marks <= 2 * len(names) and len(names[0]["family"].split()) <= 3


def _judge(said: str, item: CslItem, full: bool) -> tuple[str, str, str] | None:
    """Give rule, message and hint of a citation that shows too few or too many names."""
    names = persons(item)
    total, cut = len(names), is_cut_short(item)
    shown = _shown(said, item)
    words = quoted(said)
    if _OTHERS.search(fold(said)):
        if total > 2 or cut:
            return None
        has = "two authors" if total == 2 else "one author"
        return (
            "et-al-needless",
            f"“{words}” has {has} in the list.",
            f"Name {'both' if total == 2 else 'the author alone'}: {named(item)}.",
        )
    if total > 2 or cut:
        if shown > 1 and not (full and total <= _MOST):
            return None
        count = f"{'more than ' if cut else ''}{total} authors"
        return "et-al-missing", f"“{words}” has {count} in the list.", f"Write “{_shortened(said, item)}”."
    if total == 2 and shown == 1:
        return "author-missing", f"“{words}” has two authors in the list.", f"Name both: {named(item)}."
    return None


def _names_someone(said: str, item: CslItem) -> bool:
    """Tell a citation with a name from one that goes on with a year or a letter only ("Marsh, 2014a, b")."""
    first = fold(surname(persons(item)[0]))
    words = _words(said)
    return any(part in words for part in re.split(r"[\s-]", first)) or first in words


def _words(said: str) -> list[str]:
    folded = [
        re.sub(r"'s$|'$", "", each) for each in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?", fold(said))
    ]
    return [*folded, *(part for word in folded if "-" in word for part in word.split("-"))]


def _shown(said: str, item: CslItem) -> int:
    """Count the authors whose names stand in the citation."""
    left = Counter(_words(said))
    shown = 0
    for name in persons(item):
        last = re.split(r"[\s-]", fold(surname(name)))[-1].strip(".")
        whole = fold(name.get("family", ""))
        found = next((word for word in (whole, last) if left[word] > 0), None)
        found = found or next((word for word in left if left[word] > 0 and is_near(word, last)), None)
        if found is not None:
            left[found] -= 1
            shown += 1
    return shown


def _shortened(said: str, item: CslItem) -> str:
    """Put "et al." behind the first name of a citation and leave the other names out."""
    first = surname(persons(item)[0])
    begin = fold(said).find(fold(first))
    year = re.search(rf"[\s,]*[(\[]?\s*{YEAR}.*$", said, re.DOTALL)
    tail = said[year.start() :] if year else ""
    lead = said[:begin] if 0 <= begin < 12 else ""
    return quoted(f"{lead}{first} et al.{tail}")


def _is_twin(apparatus: Apparatus, index: int) -> bool:
    """Tell whether "et al." alone would not tell the work from another (APA 7, 8.18)."""
    item = apparatus.items[index]
    return any(
        other is not item and len(persons(other)) > 2 and same_head(item, other) for other in apparatus.items
    )


def _full_are_slips(apparatus: Apparatus) -> bool:
    """Tell whether naming three to five authors in full is a slip here and not the article's style.

    The list must have the form of APA, and no more works be cited in full at first than with "et al." (APA 6 names
    three to five authors once).
    """
    if not is_apa(apparatus):
        return False
    first: dict[int, Mention] = {}
    for mention in apparatus.mentions:
        if 2 < len(persons(apparatus.items[mention.reference])) <= _MOST:
            first.setdefault(mention.reference, mention)
    cut = sum(bool(_OTHERS.search(fold(apparatus.said(each)))) for each in first.values())
    full = sum(_shown(apparatus.said(each), apparatus.items[index]) > 1 for index, each in first.items())
    return full <= max(1, cut)


def is_apa(apparatus: Apparatus) -> bool:
    """Tell whether most entries put the year into brackets, and those of several authors an "&" before the last."""
    notes = [item.get("note", "") for item in apparatus.items]
    several = [
        item.get("note", "")[:400] for item in apparatus.items if 2 <= len(item.get("author", ())) <= 20
    ]
    bracketed = sum(bool(_APA_ENTRY.search(note[:600])) for note in notes)
    joined = sum("&" in note for note in several)
    return bool(notes) and bracketed * 2 > len(notes) and (not several or joined * 2 >= len(several))


def ands(apparatus: Apparatus) -> Iterator[Remark]:
    """Find "&" in the sentence and the word in brackets; where "&" is not used so, nothing is said."""
    word = _AND.get(apparatus.language, "")
    if not word or not is_apa(apparatus):
        return
    inside: list[tuple[Mention, bool]] = []
    outside: list[tuple[Mention, bool]] = []
    for mention in apparatus.mentions:
        if mention.form == "numeric" or len(persons(apparatus.items[mention.reference])) < 2:
            continue
        sign = _join(apparatus.said(mention), word)
        if sign is not None and not _in_table(apparatus, mention):
            (inside if _is_bracketed(apparatus, mention) else outside).append((mention, sign == "&"))
    yield from _uneven(apparatus, inside, "&", word)
    yield from _uneven(apparatus, outside, word, "&")


def _uneven(
    apparatus: Apparatus, found: list[tuple[Mention, bool]], right: str, wrong: str
) -> Iterator[Remark]:
    slips = [mention for mention, ampersand in found if ampersand != (right == "&")]
    kept = len(found) - len(slips)
    # Another language than English, or a whole article that does otherwise, has its own custom.
    if len(slips) > kept and (apparatus.language != "en" or len(slips) > 2):
        return
    place = "In brackets" if right == "&" else "In the sentence"
    for mention in slips:
        said = apparatus.said(mention)
        hint = f"{place} APA joins two authors by “{right}”: {_joined(said, wrong, right)}."
        message = f"“{quoted(said)}” joins its authors by “{wrong}”."
        yield Remark("ampersand", Severity.STYLE, message, hint, mention.start, mention.end)


def _join(said: str, word: str) -> str | None:
    """Give what joins the last two names of a citation."""
    names = re.split(rf"[(\[]?\s*{YEAR}", said)[0]
    found = re.findall(rf"&|(?<=[\s,]){word}(?=\s)", names)
    return found[-1] if found and not _OTHERS.search(fold(names)) else None


def _joined(said: str, wrong: str, right: str) -> str:
    changed = re.sub(
        rf"\s*{re.escape(wrong)}\s+(?!.*\b{re.escape(wrong)}\s)", f" {right} ", quoted(said), count=1
    )
    return f"“{changed}”"


def _in_table(apparatus: Apparatus, mention: Mention) -> bool:
    return any(start <= mention.start < end for start, end in apparatus.tables)


def _is_bracketed(apparatus: Apparatus, mention: Mention) -> bool:
    """Tell whether the names stand in brackets, whatever else stands in them."""
    if mention.group is not None:
        return True
    paragraph = apparatus.text.rfind("\n\n", 0, mention.start)
    before = apparatus.text[max(paragraph, mention.start - 1500, 0) : mention.start]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")
