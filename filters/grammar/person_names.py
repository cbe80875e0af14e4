"""One part of a list of names -> a person: what is family, given, particle and suffix."""

from filters.grammar.csl import CslName
from filters.grammar.name_parts import Part, is_initials, is_particle, is_suffix
from filters.grammar.words import ORGANISATION, PARTICLES, fold

_KEPT = frozenset(
    ["van", "der", "den", "ter", "ten", "te", "op", "het", "'t", "la", "el", "al", "bin", "ibn", "ben", "abu"]
)
"""Particles that stay with the family name when it stands alone ("Zyl, L. van" is cited as "van Zyl"); others, as in
"Silva, M. B. da", are dropped (CSL 1.0.2, name particles)."""


def literal(text: str) -> CslName:
    """Keep a name whole."""
    return {"literal": text.strip(" .,;")}


def family(text: str) -> CslName:
    """Split particles and suffix from a family name."""
    words = text.strip(" .").split()
    particles = []
    while (
        len(words) > 1
        and fold(words[0].strip(".")) in PARTICLES
        and len(words[0].strip(".")) > (words[0][0].isupper())
    ):
        particles.append(words.pop(0).strip("."))
    suffix = words.pop() if len(words) > 1 and is_suffix(words[-1]) else ""
    name: CslName = {"family": " ".join(words)}
    if suffix:
        name["suffix"] = suffix
    if particles:
        name["non-dropping-particle"] = " ".join(particles)
    return name


def inverted(text: str) -> CslName:
    """Read one whole name as "Family, Given" or as it is spoken."""
    last, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        from filters.grammar.name_parts import cut_parts

        parts = cut_parts(text)
        return direct(parts[0], False)[0] if len(parts) == 1 and direct(parts[0], False) else literal(text)
    name = family(last)
    first, comma, rest = given.partition(",")
    if comma and is_suffix(rest.strip(" .")):
        name["suffix"], given = rest.strip(), first
    if given.strip(" ."):
        _give(name, given)
    return name


def _give(name: CslName, text: str) -> None:
    """Put initials or a first name to a family name; "de" after it is a particle, "Jr" a suffix."""
    words = text.split()
    suffix = [word for word in words if is_suffix(word) and len(words) > 1]
    words = [word for word in words if word not in suffix]
    particles: list[str] = []
    while len(words) > 1 and is_particle(words[-1]):
        particles.insert(0, words.pop().strip("."))
    name["given"] = " ".join(words)
    if particles:
        kept = any(fold(word) in _KEPT for word in particles)
        name["non-dropping-particle" if kept else "dropping-particle"] = " ".join(particles)
    if suffix:
        name["suffix"] = " ".join(suffix)


def direct(part: Part, full: bool) -> list[CslName]:
    """Read "Campos JA", "C. A. Zarate", "Jane van der Berg" or a bare family name.

    ``full``: given names are written out in this list.
    """
    words = part.text.strip(" ").split()
    suffix = ""
    while len(words) > 1 and is_suffix(words[-1]) and not all(is_initials(word) for word in words[:-1]):
        suffix = words.pop()
    given, last, after = _halves(part.kind, words, full)
    if not last:
        return [family(given)] if given.strip(" .") else []
    name = family(last)
    if given:
        name["given"] = given
    if after:
        kept = any(fold(word) in _KEPT for word in after.split())
        name["non-dropping-particle" if kept else "dropping-particle"] = after
    if suffix:
        name["suffix"] = suffix
    return [name]


def _halves(kind: str, words: list[str], full: bool) -> tuple[str, str, str]:
    """Give given name, family name and the particles behind."""
    if kind == "trailing":
        return _trailing(words)
    if kind == "leading":
        return _leading(words, full)
    if kind == "spoken":
        cut = max(place for place, word in enumerate(words) if is_initials(word)) + 1
        if cut < len(words):
            return " ".join(words[:cut]), " ".join(words[cut:]), ""
    if kind == "initials" or len(words) == 1 or fold(words[0]) in PARTICLES:
        return "", " ".join(words), ""
    return (*_spoken(words), "")


def _trailing(words: list[str]) -> tuple[str, str, str]:
    after: list[str] = []
    while len(words) > 2 and is_particle(words[-1]):
        after.insert(0, words.pop().strip("."))
    cut = max(len(words) - 1, 1)
    while cut > 1 and is_initials(words[cut - 1]):
        cut -= 1
    return " ".join(words[cut:]), " ".join(words[:cut]), " ".join(after)


def _leading(words: list[str], full: bool) -> tuple[str, str, str]:
    cut = 0
    for place, word in enumerate(words[:-1]):
        if is_initials(word):
            cut = place + 1
        elif not is_particle(word):
            break
    rest = words[cut:]
    if full and len(rest) > 1 and not any(is_particle(word) for word in rest):
        cut = len(words) - 1
    return " ".join(words[:cut]), " ".join(words[cut:]), ""


def _spoken(words: list[str]) -> tuple[str, str]:
    """Cut "Luís de Camões", "José Lopes DIAS", "NAEGEL Paul": capitals or a particle show the family name."""
    loud = [len(word) > 1 and word.isupper() for word in words]
    if any(loud) and not all(loud):
        if loud[0]:
            cut = loud.index(False)
            return " ".join(words[cut:]), " ".join(words[:cut])
        if loud[-1]:
            cut = loud.index(True)
            return " ".join(words[:cut]), " ".join(words[cut:])
    cut = next((place for place, word in enumerate(words) if place and is_particle(word)), len(words) - 1)
    return " ".join(words[:cut]), " ".join(words[cut:])


__all__ = ["ORGANISATION", "direct", "family", "inverted", "literal"]
