"""A list of names cut at commas and conjunctions; each part is told by its initials."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from filters.grammar.words import ORGANISATION, PARTICLES, SUFFIXES, fold

_CUT = re.compile(
    r"\s*[,;]?\s+(?P<word>and|und|et|e|y|og|och|AND|ET|E|Y)\s+(?=[^\W\d_])|\s*[,;]?\s*(?P<sign>&)\s*(?:amp;\s*)?|\s*[;,]\s*"
)
_DOTTED = re.compile(
    r"(?:[^\W\d_]h?\.[-‐‑–]?)+|[^\W\d_a-zß-ÿ][a-zß-ÿ]{1,2}\.|(?:[^\W\d_]\.[-‐]?)+[^\W\d_a-zß-ÿ]|[^\W\d_a-zß-ÿ][-‐‑–][^\W\d_a-zß-ÿ]\.?"
)
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{1,4}(?:[-‐‑–][^\W\d_a-zß-ÿ]{1,2})?")
_FOREIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two commas. ``kind``: "initials" ("C. A."), "trailing" ("Campos JA"), "leading" ("C. A.
    Zarate"), "spoken" ("Jane B. Doe"), "words" (no initials), "suffix" ("Jr."), "body" (an organisation).
    """

    text: str
    kind: str
    count: int
    joined: bool
    particle: bool


@lru_cache(maxsize=64)
def cut_parts(text: str) -> tuple[Part, ...]:
    """Cut a list of names.

    >>> [part.kind for part in cut_parts("Marsh, T., Holm JA, & Jane B. Doe")]
    ['words', 'initials', 'trailing', 'spoken']
    """
    parts: list[Part] = []
    last, joined = 0, False
    for found in [*_CUT.finditer(text), None]:
        piece = text[last : found.start() if found else len(text)].strip(" :()[]")
        if piece.strip("."):
            parts += [_part(each, joined and not place) for place, each in enumerate(_unjoined(piece))]
            joined = False
        if found:
            last, joined = found.end(), joined or bool(found["word"] or found["sign"])
    return tuple(_settled(parts))


def _settled(parts: list[Part]) -> list[Part]:
    """Tell names like "LAI", "Neto" from initials and suffixes by what stands around them."""
    for place, part in enumerate(parts):
        before = parts[place - 1].kind if place else ""
        after = parts[place + 1] if place + 1 < len(parts) else None
        bare = part.kind == "initials" and "." not in part.text and part.count == 1 and len(part.text) > 1
        dotted = after is not None and after.kind == "initials" and "." in after.text
        if (bare and (before != "words" or dotted)) or (part.kind == "suffix" and dotted):
            parts[place] = Part(part.text, "words", part.count, part.joined, part.particle)
        elif (
            part.kind in ("words", "body")
            and before == "trailing"
            and re.search(r"[a-zß-ÿ] [A-ZÀ-Þ]{4,5}$", part.text)
        ):
            parts[place] = Part(part.text, "trailing", part.count, part.joined, part.particle)
    return parts


@cache
def _given_names() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("given_names.txt").read_text("utf-8").split())


def is_given_name(word: str) -> bool:
    """Tell a common given name of the languages the press reads; "Jean-Pierre" by its first part."""
    return fold(word).partition("-")[0] in _given_names()


def is_initials(word: str, alone: bool = False) -> bool:
    """Tell "C.", "C.A.", "J.-M.", "Yu." and, where ``alone`` or short, "CA"."""
    if _DOTTED.fullmatch(word):
        return True
    return bool(_CAPITALS.fullmatch(word)) and (alone or len(word) < 2)


def is_particle(word: str) -> bool:
    """Tell a small word inside a name ("de", "van")."""
    return word[:1].islower() and fold(word).strip(".") in PARTICLES


def is_suffix(word: str) -> bool:
    """Tell "Jr.", "III", "Filho"."""
    return fold(word).strip(".") in SUFFIXES and len(word) > 1 and word not in ("JR", "SR")


def _unjoined(piece: str) -> list[str]:
    """Cut names that stand without commas: "Kim J. Schulz L.", "Daniels T. J. Bekoff M."."""
    words = piece.split()
    if len(words) < 4 or is_initials(words[0], alone=True) or not _DOTTED.fullmatch(words[-1]):
        return [piece]
    names: list[list[str]] = [[]]
    for before, word in zip(["", *words], words, strict=False):
        if before and is_initials(before) and "." in before and not is_initials(word) and not is_suffix(word):
            names.append([])
        names[-1].append(word)
    if len(names) < 2 or not all(is_initials(name[-1]) or is_particle(name[-1]) for name in names):
        return [piece]
    return [" ".join(name) for name in names]


def _part(text: str, joined: bool) -> Part:
    words = text.split()
    plain = [
        word for place, word in enumerate(words) if not is_suffix(word) or (not place and len(words) > 1)
    ]
    particle = fold(words[0]) in PARTICLES and len(words) > 1
    return Part(text, _kind(text, words, plain), len(words), joined, particle)


def _kind(text: str, words: list[str], plain: list[str]) -> str:
    if not plain:
        return "suffix"
    if _FOREIGN.search(text) and not re.search(r"[A-Za-z]", text):
        return "body"
    body = any(fold(word.strip(".()[]")) in ORGANISATION for word in words) and len(words) > 1
    if body and not any(_DOTTED.fullmatch(word) for word in words) and not _is_run(plain):
        return "body"
    marks = [is_initials(word) or is_particle(word) for word in plain]
    some = any(is_initials(word) for word in plain)
    if (all(marks) and some) or (len(plain) == 1 and _CAPITALS.fullmatch(plain[0]) and len(plain[0]) < 4):
        return "initials"
    if _is_run(plain):
        return "trailing"
    if is_initials(plain[0]) and not is_particle(plain[0]):
        return "leading"
    core = list(plain)
    while len(core) > 1 and is_particle(core[-1]):
        core.pop()
    if is_initials(core[-1]):
        return "trailing"
    return "spoken" if some else "words"


def _is_run(words: list[str]) -> bool:
    """Tell "Campos JA", "YU Y", "Silva MBN da" from "José Lopes DIAS"."""
    core = list(words)
    while len(core) > 1 and is_particle(core[-1]):
        core.pop()
    if (
        len(core) < 2
        or not _CAPITALS.fullmatch(core[-1])
        or (is_initials(core[0]) and len(core[0]) > 1 and "." in core[0])
    ):
        return False
    run, head = core[-1], core[:-1]
    if (len(run) == 4 and sum(sign in "AEIOU" for sign in run) > 1) or (len(core[0]) < 2 and len(run) > 1):
        return False
    return not (head[-1].isupper() and len(head[-1]) < len(run))
