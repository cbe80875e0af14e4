"""Which citations lead nowhere, or to a work that is named or dated otherwise, and which entries nobody cites."""

import re
import unicodedata
from collections.abc import Iterator

from filters.findings import Severity
from filters.grammar.csl import CslItem
from filters.grammar.doubts import Doubt
from filters.grammar.loose_ends import entry_heads, is_listed, is_mentioned, said_of
from filters.grammar.mentions import Mention
from filters.grammar.near_names import is_near
from filters.grammar.references import years
from filters.grammar.remarks import Apparatus, Remark, label, persons, quoted
from filters.grammar.words import APOSTROPHES, HYPHENS, YEAR, fold

_NUMBERED = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
_DATED = re.compile(rf"{YEAR}([a-k]?)(?![\w])")
_LETTER = re.compile(r"\s*([a-k])\s*")


def unlinked(apparatus: Apparatus) -> Iterator[Remark]:
    """Say of each doubtful citation what the list has in its place."""
    heads = entry_heads(apparatus.items)
    for doubt in apparatus.doubts:
        if doubt.rule != "citation-without-entry" or not is_listed(apparatus, doubt, heads):
            yield _unlinked(apparatus, doubt)


def _unlinked(apparatus: Apparatus, doubt: Doubt) -> Remark:
    said = quoted(apparatus.text[doubt.start : doubt.end])
    meant = _meant(apparatus, doubt)
    severity = Severity.ERROR
    if doubt.rule == "citation-year-mismatch":
        message = f"“{said}” has no entry of that year; the list has {meant}."
        hint = "Correct the year in the text or in the list, or add the missing entry."
    elif doubt.rule == "citation-name-mismatch":
        message = f"“{said}” has no entry of that name; the list has {meant}."
        hint = "Spell the name alike in the text and in the list, or add the missing entry."
    elif doubt.rule == "citation-without-entry":
        message = f"“{said}” is cited, but has no entry in the reference list."
        hint = "Add the entry, or correct the name or the year."
    else:
        severity = Severity.WARNING
        message = f"“{said}” may mean {meant}."
        hint = "Add a letter to the year (2020a, 2020b) in the text and in both entries, or an initial to the name."
    return Remark(doubt.rule, severity, message, hint, doubt.start, doubt.end)


def _meant(apparatus: Apparatus, doubt: Doubt) -> str:
    """Name the entries that may be meant, with their titles where names and years are the same."""
    items = [apparatus.items[index] for index in doubt.references[:3]]
    names = [label(item) for item in items]
    twins = len(set(names)) < len(names)
    titles = [f": {item['title'][:40]}" if twins and item.get("title") else "" for item in items]
    return " or ".join(f"“{name}{title}”" for name, title in zip(names, titles, strict=True))


def years_differ(apparatus: Apparatus) -> Iterator[Remark]:
    """Find linked citations whose year stands nowhere in the entry."""
    for mention in apparatus.mentions:
        said = apparatus.said(mention)
        shown = re.findall(YEAR, said)
        item = apparatus.items[mention.reference]
        if mention.form not in {"narrative", "parenthetical"} or not shown:
            continue
        if not {*shown} & {*years(item)} and not any(year in said_of(item) for year in shown):
            message = f"“{quoted(said)}” has no entry of that year; the list has “{label(item)}”."
            hint = "Correct the year in the text or in the list, or add the missing entry."
            yield Remark("citation-year-mismatch", Severity.ERROR, message, hint, mention.start, mention.end)


def letters_differ(apparatus: Apparatus) -> Iterator[Remark]:
    """Find a letter after the year that only the text or only the list has (2020a, 2020)."""
    for mention in apparatus.mentions:
        if mention.form not in {"narrative", "parenthetical"}:
            continue
        written = _letter(apparatus.said(mention))
        item = apparatus.items[mention.reference]
        listed = item.get("year-suffix", "")
        if not {*re.findall(YEAR, apparatus.said(mention))} <= {*years(item)}:
            continue
        if written is None or written == listed or (written and listed) or _is_counted(apparatus, mention):
            continue
        message = f"“{quoted(apparatus.said(mention))}” is listed as “{label(item)}”."
        hint = "Write the letter after the year in both places, or in neither."
        yield Remark("citation-letter-mismatch", Severity.WARNING, message, hint, mention.start, mention.end)


def _letter(said: str) -> str | None:
    """Give the letter after the year of a citation, "" for none; None where it shows no year."""
    alone = _LETTER.fullmatch(said)
    if alone:
        return alone[1]
    found = list(_DATED.finditer(said))
    return found[-1][1] if found else None


def _is_counted(apparatus: Apparatus, mention: Mention) -> bool:
    """Tell whether the letter only counts entries that have none: twins, told apart by their order in the list."""
    label_ = label(apparatus.items[mention.reference])
    return sum(label(item) == label_ for item in apparatus.items) > 1


def spelt_otherwise(apparatus: Apparatus) -> Iterator[Remark]:
    """Find names of linked citations that the list spells otherwise: by accents, hyphens (Muller), or a slip."""
    for mention in apparatus.mentions:
        if mention.form == "numeric":
            continue
        said = _written(apparatus.said(mention))
        slip = _slip(apparatus.items[mention.reference], said)
        if slip:
            message = f"“{quoted(apparatus.said(mention))}” spells “{slip[1]}” as “{slip[0]}”."
            yield Remark(
                "citation-name-mismatch", Severity.ERROR, message, _ALIKE, mention.start, mention.end
            )
            continue
        for name in persons(apparatus.items[mention.reference]):
            family = name.get("family", "")
            differs = _other_spelling(_written(family), said)
            if family and differs:
                message = f"“{quoted(apparatus.said(mention))}” spells “{family}” as “{differs}”."
                yield Remark(
                    "name-spelt-otherwise", Severity.STYLE, message, _ALIKE, mention.start, mention.end
                )
                break


def _slip(item: CslItem, said: str) -> tuple[str, str] | None:
    """Find a name that is nearly an author's, and what it should be."""
    families = [part for name in persons(item) for part in re.split(r"[\s-]", name.get("family", "")) if part]
    own = {fold(family): family for family in families}
    whole = {fold(name["family"]): name["family"] for name in persons(item) if name.get("family")}
    for word in re.findall(r"[^\W\d_]+(?:[’-][^\W\d_]+)*", said):
        bare = word.removesuffix("’s")
        key = fold(bare)
        if not bare[0].isupper() or key in own or key in whole:
            continue
        meant = {**own, **whole} if "-" in key else own
        near = next((family for each, family in meant.items() if is_near(key, each)), None)
        if near is not None and fold(near).replace("-", "") != re.sub("['-]", "", key):
            return bare, near
    return None


_ALIKE = "Spell the name alike in the text and in the list."
_SIGNS = str.maketrans({**dict.fromkeys(APOSTROPHES, "’"), **dict.fromkeys(HYPHENS, "-")})


def _written(text: str) -> str:
    """Keep of a text's signs what is part of spelling: apostrophes, hyphens and composition are made alike."""
    return unicodedata.normalize("NFC", " ".join(text.translate(_SIGNS).split()))


def _other_spelling(family: str, said: str) -> str:
    """Find in a citation the words that are the family name, but for accents or a hyphen."""
    if family.casefold() in said.casefold():
        return ""
    words = re.findall(r"[^\W\d_]+(?:[’-][^\W\d_]+)*", said)
    wanted = [fold(part) for part in re.split(r"[\s-]", family)]
    size = len(wanted)
    for at in range(len(words)):
        for part in {tuple(words[at : at + size]), tuple(words[at : at + 1])}:
            text = " ".join(part)
            same = [fold(each) for each in re.split(r"[\s-]", text)] == wanted
            if same and text.casefold() != family.casefold() and not text.isupper() and not family.isupper():
                return text.removesuffix("’s")
    return ""


def uncited(apparatus: Apparatus) -> Iterator[Remark]:
    """Find entries that nobody cites; one remark for all if no entry is cited at all."""
    perhaps = {index for doubt in apparatus.doubts for index in doubt.references}
    known = apparatus.cited | perhaps
    folded = fold(apparatus.text)
    known |= {
        index
        for index, item in enumerate(apparatus.items)
        if index not in known and is_mentioned(item, folded)
    }
    if not known and _NUMBERED.search(apparatus.text):
        return
    waiting = [index for index in range(len(apparatus.items)) if index not in known | apparatus.library]
    if len(waiting) == len(apparatus.items) > 2:
        message = f"None of the {len(waiting)} entries of the reference list is cited."
        hint = "Cite them as “(Name, year)” or “Name (year)”."
        yield Remark("entry-never-cited", Severity.WARNING, message, hint, entry=0)
        return
    for index in waiting:
        item = apparatus.items[index]
        message = f"“{label(item)}” is listed, but never cited."
        yield Remark(
            "entry-never-cited",
            Severity.WARNING,
            message,
            "Cite it, or take it out of the list.",
            entry=index,
        )
