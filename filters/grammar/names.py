"""The names at the head of a reference -> CSL names, by the form of initials, commas and conjunctions."""

import re
from collections.abc import Sequence

from filters.grammar.csl import OTHERS, CslName
from filters.grammar.name_parts import Part, cut_parts, is_given_name
from filters.grammar.person_names import direct, family, inverted, literal
from filters.grammar.words import CONJUNCTIONS, ORGANISATION, PARTICLES, fold

_INITIAL = r"[^\W\d_a-zß-ÿ](?:h|[a-zß-ÿ](?=\.))?"
INITIALS = re.compile(rf"(?:{_INITIAL}\.?[\s\-‐‑–]{{0,2}}){{1,6}}(?![^\W\d_])")
"""Initials as in "C. A.", "CA", "J.-M." or "Yu."."""

_OTHERS = re.compile(
    r"[\s,;&]*\b(?:et|and|e|y|und|i)?\s*(?:al\b(?!-)\.?|others\b|colleagues\b|col(?:s|\.)\.?|outros\b|otros\b"
    r"|autres\b|andere\b|colaboradores\b)\s*\.?|[\s,;&]*\bu\.\s?a\.|[\s,]*(?:…|\.\s?\.\s?\.)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[\s,]*[(\[]\s*(?:eds?|editors?|hrsg|hg|orgs?|org\.as?|coords?|dirs?|comps?|trans|éds?|coordinador(?:es)?|editores"
    r"|organizador(?:es)?)\b[^)\]]{0,20}(?:[)\][\s.,]*|$)|,\s*(?:eds?|editors?|hrsg|orgs?|coords?)\.?\s*$"
    r"|^\s*(?:in|edited\s+by|eds?\.|editors?:?)\s+(?=[^\W\d_a-zß-ÿ])",
    re.IGNORECASE,
)
_LONGEST = 6000
_PERSONAL = ("initials", "trailing", "leading", "spoken")


def parse_names(text: str) -> list[CslName]:
    """Read a list of names as authors write it; what is no person is kept whole as ``literal``.

    >>> parse_names("Cordeiro, L. M., R. Borghezan, et al.")[1]
    {'family': 'Borghezan', 'given': 'R.'}
    """
    plain = _in_form(text)
    if plain:
        return plain
    text = _ROLE.sub(" ", " ".join(text[:_LONGEST].replace("*", " ").split()))
    text = re.sub(r"\s+(?=[.,;])", "", text)
    text = re.sub(r"^(?:editors?|eds?\.)(?=[^\W\d_a-zß-ÿ])", "", text).strip(" ,;:&/")
    if not text or not re.search(r"[^\W\d_]", text):
        return []
    shortened = list(_OTHERS.finditer(text))
    if shortened and shortened[-1].end() == len(text):
        return [*parse_names(text[: shortened[-1].start()]), dict(OTHERS)]  # type: ignore[list-item]
    text = (
        _OTHERS.sub(lambda found: ", " if found[0][0] in ",;" else " ", text, count=3) if shortened else text
    )
    text = re.sub(r"(?<=[^\W\d_]{2})(?<!\b[JS]r)\.$", "", text)
    if is_organisation(text):
        return [literal(part) for part in re.split(r"(?<=\)),?\s+(?:&|and|e|y|und|et)\s+", text)]
    if ";" in text and text.count(";") >= text.count(",") - text.count(";") - 1:
        return [name for group in text.split(";") for name in _group(group)]
    return _people(cut_parts(text))


_FAMILY = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"
_INVERTED = rf"({_FAMILY}), ((?:[A-ZÀ-ÖØ-Þ]\.[ -]?)*[A-ZÀ-ÖØ-Þ]\.)"
_TRAILING = rf"({_FAMILY}) ([A-ZÀ-ÖØ-Þ]{{1,3}})"
_FORMS = tuple(
    (re.compile(rf"{name}(?:{between}{name})*"), re.compile(name))
    for name, between in ((_INVERTED, ",? (?:& )?"), (_TRAILING, ", "))
)


def _in_form(text: str) -> list[CslName]:
    """Read "Marsh, T., & Holm, B. C." and "Campos JA, Herrera M" at a glance, if all of it has that form."""
    for whole, name in _FORMS:
        if whole.fullmatch(text):
            return [{"family": each[1], "given": each[2]} for each in name.finditer(text)]
    return []


def _group(text: str) -> list[CslName]:
    """Read what stands between semicolons: one name, or the last two with a conjunction."""
    parts = cut_parts(text)
    if any(part.joined for part in parts[1:]):
        return _people(parts)
    text = text.lstrip(" .").rstrip(" ")
    if len(text) < 2:
        return []
    return [literal(text)] if len(text.split()) > 1 and is_organisation(text) else [inverted(text)]


def is_organisation(text: str) -> bool:
    """Tell an organisation from persons: several words, no initials, and no comma or a word that organisations have."""
    words = re.findall(r"[^\W\d_][^\s,;]*", text)
    known = any(fold(word.strip(".()[]")) in ORGANISATION for word in words)
    if not known and ("&" in text or any(part.kind in _PERSONAL for part in cut_parts(text))):
        return False
    if known:
        if re.search(rf"[,;]\s*{_INITIAL}\.|[a-zß-ÿ] [A-Z]{{1,3}}(?:,|$)", text):
            return False
        return len(words) > 1 or bool(words and words[0].isupper())
    few = re.split(r"\s+(?:and|und|et|e|y)\s+", text)
    if len(few) > 1 and all(len(each.split()) < 4 for each in few):
        return False
    return "," not in text and not is_spoken(text)


def is_spoken(text: str) -> bool:
    """Tell whether words without a comma are one person: "Simon Haykin", but not "Moodle Docs".

    Only a known given name tells them apart.
    """
    words = text.split()
    capital = [word for word in words if fold(word) not in PARTICLES]
    return 1 < len(capital) < 5 and all(word[0].isupper() for word in capital) and is_given_name(words[0])


def _people(parts: Sequence[Part]) -> list[CslName]:
    names: list[CslName] = []
    pairs, first = _inverted_all(parts), _inverted_first(parts)
    full = sum(part.kind in ("spoken", "words") and part.count > 1 for part in parts) * 2 > len(parts)
    place = 0
    while place < len(parts):
        part = parts[place]
        after = parts[place + 1] if place + 1 < len(parts) else None
        if part.kind == "suffix" and names and "literal" not in names[-1]:
            names[-1]["suffix"] = part.text
        elif after and part.kind != "initials" and _takes(part, after, pairs or (first and place == 0)):
            names.append(inverted(f"{part.text}, {after.text}"))
            place += 1
        elif (
            part.kind == "initials" and names and "given" in names[-1] and part.count == 1 and not part.joined
        ):
            names[-1]["given"] += " " + part.text
        elif part.kind == "body":
            names.append(literal(part.text))
        else:
            names += direct(part, full)
        place += 1
    return names


def _takes(part: Part, after: Part, inverted_too: bool) -> bool:
    """Tell whether the next part is the given name of this one."""
    if part.kind == "body" or after.kind == "body":
        return False
    if after.kind == "initials":
        return part.kind in ("words", "family", "spoken")
    return inverted_too and not after.joined and after.kind in ("words", "trailing", "spoken", "leading")


def _inverted_all(parts: Sequence[Part]) -> bool:
    """Tell "Marsh, Tom, & Doe, Jane": the conjunction stands before a family name with its own given name."""
    bare = [part for part in parts if part.kind != "suffix"]
    joined = [place for place, part in enumerate(bare) if part.joined]
    return (
        bool(joined)
        and joined[0] == len(bare) - 2
        and len(bare) % 2 == 0
        and len(bare) > 2
        and (all(part.kind in ("words", "trailing", "initials") for part in bare))
    )


def _inverted_first(parts: Sequence[Part]) -> bool:
    """Tell "Marsh, Tom, Jane Doe, and …": only the first name has its family name first."""
    bare = [part for part in parts if part.kind != "suffix"]
    if (
        len(bare) < 2
        or bare[0].kind != "words"
        or bare[1].joined
        or bare[1].kind not in ("words", "trailing", "leading", "spoken")
    ):
        return False
    if bare[0].count > 1 and bare[1].count > 1 and not bare[0].particle and bare[1].kind == "words":
        return bare[0].text.isupper() and not bare[1].text.isupper()
    if bare[1].kind == "trailing" and "." not in bare[1].text:
        return len(bare) == 2 and not bare[1].text.split()[0].isupper() and False
    if (
        bare[1].kind == "leading"
        and bare[0].count == 1
        and len(bare) > 2
        and any(p.kind == "leading" for p in bare[2:])
    ):
        return False
    others = bare[2:]
    return all(part.kind != "words" or part.count > 1 or part.particle for part in others) and all(
        part.kind != "initials" for part in others[:1]
    )


def surname(name: CslName) -> str:
    """Give the name by which a work is cited: "van der Berg", "World Health Organization"."""
    if "literal" in name:
        return name["literal"]
    particle = name.get("non-dropping-particle", "")
    return f"{particle} {name.get('family', '')}".strip()


def is_conjunction(word: str) -> bool:
    """Tell whether a word stands between the last two names of a list."""
    return word == "&" or fold(word) in CONJUNCTIONS


__all__ = ["INITIALS", "OTHERS", "family", "is_conjunction", "is_organisation", "parse_names", "surname"]
