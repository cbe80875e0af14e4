"""The names at the head of a reference -> CSL names, by the form of initials, commas and conjunctions."""

import re
from collections.abc import Sequence

from filters.grammar.csl import CslName
from filters.grammar.words import CONJUNCTIONS, ORGANISATION, PARTICLES, SUFFIXES, fold

OTHERS: CslName = {"literal": "others"}

_INITIAL = r"[^\W\d_a-zß-ÿ](?:h|[a-zß-ÿ](?=\.))?"
INITIALS = re.compile(rf"(?:{_INITIAL}\.?[\s\-‐‑–]{{0,2}}){{1,6}}(?![^\W\d_])")
"""Initials as in "C. A.", "CA", "J.-M." or "Yu."."""

_RUN = re.compile(r"[A-ZÀ-Þ]{1,4}\b(?:-[A-ZÀ-Þ]{1,2}\b)?")
_OTHERS = re.compile(
    r"[\s,;&]*\b(?:et|and|e|y|und|i)?\s*(?:al\b\.?|others\b|colleagues\b|col(?:s|\.)\.?|outros\b|otros\b"
    r"|autres\b|andere\b)\s*\.?|[\s,;&]*\bu\.\s?a\.|[\s,]*(?:…|\.\s?\.\s?\.)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*[,;]?\s+(?:and|und|et|e|y|og|och)\s+(?=[^\W\d_])|\s*[,;]?\s*&\s*(?:amp;\s*)?|\s*[;,]\s*"
)
_ROLE = re.compile(
    r"[\s,]*[(\[]\s*(?:eds?|editors?|hrsg|hg|orgs?|org\.as?|coords?|dirs?|comps?|trans|éds?|coordinador(?:es)?|editores)"
    r"\b[^)\]]{0,20}[)\]][\s.,]*|,\s*(?:eds?|hrsg|orgs?|coords?)\.\s*$",
    re.IGNORECASE,
)


def parse_names(text: str) -> list[CslName]:
    """Read a list of names as authors write it; what is no person is kept whole as ``literal``."""
    text = _ROLE.sub(" ", " ".join(text.replace("*", " ").split())).strip(" ,;:&")
    if not text:
        return []
    shortened = list(_OTHERS.finditer(text))
    if shortened and shortened[-1].end() == len(text):
        return [*parse_names(text[: shortened[-1].start()]), OTHERS]
    text = _OTHERS.sub(", ", text, count=3) if shortened else text
    if is_organisation(text):
        return [_literal(text)]
    return _people(text)


def is_organisation(text: str) -> bool:
    """Tell an organisation from persons: several words, no initials, and no comma or a word that organisations have."""
    words = re.findall(r"[^\W\d_][^\s,;]*", text)
    known = any(fold(word.strip(".()[]")) in ORGANISATION for word in words)
    if not known and re.search(
        r"(?:^|[\s,])" + _INITIAL + r"\.|[A-ZÀ-Þ][a-zß-ÿ]+ [A-Z]{1,3}(?:$|[,;])|[;&]", text
    ):
        return False
    if known:
        return not re.search(rf",\s*{_INITIAL}\.", text) and (len(words) > 1 or words[0].isupper())
    return "," not in text


def _people(text: str) -> list[CslName]:
    if ";" in text and text.count(";") >= text.count(",") - text.count(";") - 1:
        parts = [
            _CUT.split(part) if "," not in part else [part]
            for part in re.split(r"\s*;\s*(?:&|and)?\s*", text)
        ]
        return [_inverted(part) for group in parts for part in group if part.strip()]
    names: list[CslName] = []
    pieces = _pieces(text)
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        if after and _are_initials(after) and not _are_initials(piece):
            names.append(_family(piece))
        else:
            _add(names, piece)
    return names


def _pieces(text: str) -> list[str]:
    """Cut at commas and conjunctions, and between names that stand without commas ("Kim J. Schulz L.")."""
    pieces = [piece for piece in _CUT.split(text) if piece and piece.strip(" .")]
    if len(pieces) == 1 and len(re.findall(rf"[^\W\d_A-Z] {_INITIAL}(?:\.|$)", text)) > 1:
        return re.split(r"(?<=\.)\s+(?=[A-ZÀ-Þ][^\W\d_]{2,})", text)
    return pieces


def _add(names: list[CslName], piece: str) -> None:
    """Take one piece between commas: initials and suffixes belong to the name before, the rest begins a new one."""
    before = names[-1] if names else None
    if fold(piece).strip(".") in SUFFIXES and before is not None:
        before["suffix"] = piece
    elif (
        before is not None
        and "given" not in before
        and "literal" not in before
        and _is_given(piece, before, names)
    ):
        _give(before, piece)
    else:
        names.append(_direct(piece))


def _is_given(piece: str, before: CslName, names: Sequence[CslName]) -> bool:
    if _are_initials(piece):
        return True
    if re.search(rf"\s{_INITIAL}\.(?:\s|$)", piece + " "):
        return True
    full = len(piece.split()) <= 2 and not any(fold(word) in PARTICLES for word in piece.split())
    return (
        full and (len(names) == 1 or len(piece.split()) == 1) and all("given" in name for name in names[:-1])
    )


def _are_initials(piece: str) -> bool:
    """Tell "S. L. de" and "C. A. Jr" from a family name; capitals without points are at most three."""
    found = INITIALS.match(piece)
    if found is None or ("." not in piece and len(re.sub(r"[^A-ZÀ-Þ]", "", piece)) > 3):
        return False
    rest = piece[found.end() :].split()
    return all(fold(word).strip(".") in PARTICLES | SUFFIXES or INITIALS.fullmatch(word) for word in rest)


def _give(name: CslName, piece: str) -> None:
    """Put initials or a first name to a family name; "de" after it is a particle, "Jr" a suffix."""
    words = piece.split()
    suffix = [
        word for word in words if fold(word).strip(".") in SUFFIXES and len(words) > 1 and len(word) > 1
    ]
    words = [word for word in words if word not in suffix]
    particles: list[str] = []
    while len(words) > 1 and fold(words[-1]).strip(".") in PARTICLES and words[-1].islower():
        particles.insert(0, words.pop().strip("."))
    name["given"] = " ".join(words)
    if particles:
        name["non-dropping-particle"] = " ".join(particles)
    if suffix:
        name["suffix"] = " ".join(suffix)


def _inverted(text: str) -> CslName:
    """Read one whole name as "Family, Given" or as it is spoken."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        return _direct(text)
    name = _family(family)
    if "literal" not in name and given:
        first, comma, last = given.partition(",")
        if comma and fold(last).strip(" .") in SUFFIXES:
            name["suffix"], given = last.strip(), first
        _give(name, given)
    return name


def _direct(piece: str) -> CslName:
    """Read "Campos JA", "C. A. Zarate", "Jane van der Berg" or a bare family name."""
    piece = piece.strip()
    suffix = re.search(r"[\s,]+(Jr|Sr|II|III|IV|Filho|Neto|Júnior)\.?$", piece)
    bare = piece[: suffix.start()] if suffix else piece
    words = bare.split()
    given, family = _halves(words)
    name = _family(family) if given else _family(bare)
    if given and "literal" not in name:
        name["given"] = given
    if suffix and "literal" not in name:
        name["suffix"] = suffix[1]
    return name


def _halves(words: list[str]) -> tuple[str, str]:
    """Give the given and the family name; the given one is empty if the words are a family name only."""
    if len(words) < 2:
        return "", " ".join(words)
    if _RUN.fullmatch(words[-1].replace(".", "")) and not words[0].replace(".", "").isupper():
        return words[-1], " ".join(words[:-1])
    if words[-1].endswith(".") and INITIALS.fullmatch(words[-1]) and not INITIALS.fullmatch(words[0]):
        cut = next(i for i, word in enumerate(words) if i and INITIALS.fullmatch(word))
        return " ".join(words[cut:]), " ".join(words[:cut])
    leading = 0
    while (
        leading < len(words) - 1 and INITIALS.fullmatch(words[leading]) and len(words[leading].strip(".")) < 4
    ):
        leading += 1
    if leading:
        return " ".join(words[:leading]), " ".join(words[leading:])
    cut = next(
        (i for i, word in enumerate(words) if i and word.islower() and fold(word) in PARTICLES),
        len(words) - 1,
    )
    if fold(words[0]) in PARTICLES:
        return "", " ".join(words)
    return " ".join(words[:cut]), " ".join(words[cut:])


def _family(text: str) -> CslName:
    """Split the particles from a family name; a lone word without a given name may still be an organisation."""
    words = text.strip(" .").split()
    particles = []
    while (
        len(words) > 1 and fold(words[0]) in PARTICLES and not (words[0][0].isupper() and len(words[0]) < 2)
    ):
        particles.append(words.pop(0))
    suffix = words.pop() if len(words) > 1 and fold(words[-1]) in SUFFIXES else ""
    name: CslName = {"family": " ".join(words)}
    if suffix:
        name["suffix"] = suffix
    if particles:
        name["non-dropping-particle"] = " ".join(particles)
    return name


def _literal(text: str) -> CslName:
    return {"literal": text.strip(" .,;")}


def surname(name: CslName) -> str:
    """Give the name by which a work is cited: "van der Berg", "World Health Organization"."""
    if "literal" in name:
        return name["literal"]
    particle = name.get("non-dropping-particle", "")
    return f"{particle} {name.get('family', '')}".strip()


def is_conjunction(word: str) -> bool:
    """Tell whether a word stands between the last two names of a list."""
    return word == "&" or fold(word) in CONJUNCTIONS
