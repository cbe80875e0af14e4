"""Addresses -> the one thing a listener can use of them: that there is a link, and where it leads."""

import re
from collections.abc import Callable, Mapping

from lectern.narration.spoken.alignment import Rule

LINK_TO: Mapping[str, str] = {
    "en": "link to {host}",
    "de": "Link zu {host}",
    "fr": "lien vers {host}",
    "es": "enlace a {host}",
    "pt": "ligação para {host}",
    "it": "collegamento a {host}",
}
AT: Mapping[str, str] = {
    "en": "at",
    "de": "ät",
    "fr": "arobase",
    "es": "arroba",
    "pt": "arroba",
    "it": "chiocciola",
}
DOT: Mapping[str, str] = {
    "en": "dot",
    "de": "Punkt",
    "fr": "point",
    "es": "punto",
    "pt": "ponto",
    "it": "punto",
}

REST = r"([^\s<>\"“”]*)"
URL = re.compile(
    rf"(?:\bdoi:? )?<?\b(?:https?|ftp)://(?:[^\s/@<>]{{1,80}}@)?(?:www\.)?([\w.-]{{1,255}})(?::\d+)?{REST}>?",
    re.IGNORECASE,
)
BARE_HOST = re.compile(rf"(?<![\w@./-])www\.([\w-]+(?:\.[\w-]+)+){REST}", re.IGNORECASE)
DOI = re.compile(rf"(?:\bdoi:?\s*)?(?<![\w/.])10\.\d{{4,9}}/{REST}", re.IGNORECASE)
HOST_AND_PATH = re.compile(
    r"(?<![\w@./-])((?:[A-Za-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|info|int|io|eu|ac|co|uk|de|fr|es|it|pt|nl|ch|at))"
    rf"(/){REST}"
)
MAIL = re.compile(r"(?:mailto:)?\b(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63})+)")
TRAILING = re.compile(r"[.,;:!?'’\")\]]{0,20}\Z")


def address_rules(language: str) -> tuple[Rule, ...]:
    """Say URLs and DOIs by their host, mail addresses in words; punctuation after them stays.

    >>> from lectern.narration.spoken.alignment import tell
    >>> tell("See https://doi.org/10.1000/xyz.", address_rules("en")).text
    'See link to doi.org.'
    """
    phrase = LINK_TO.get(language, "{host}")

    def link(found: re.Match[str]) -> str:
        host, path = found[1], found[found.lastindex or 1]
        tail = _trailing(path if path else host)
        return phrase.format(host=host.rstrip(".-").lower()) + tail

    def doi(found: re.Match[str]) -> str:
        return phrase.format(host="doi.org") + _trailing(found[1])

    def mail(found: re.Match[str]) -> str:
        name = found[1].replace("_", " ")
        if language in DOT:  # else "max." might be an abbreviation
            name = name.replace(".", f" {DOT[language]} ")
        return f"{name} {AT.get(language, '@')} {found[2]}"

    links: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
    links = ((URL, link), (BARE_HOST, link), (DOI, doi), (HOST_AND_PATH, link), (MAIL, mail))
    return links


def _trailing(path: str) -> str:
    """Give the punctuation that ends an address without belonging to it; brackets opened inside it belong to it."""
    tail = TRAILING.search(path[-20:])
    marks = tail.group() if tail else ""
    return marks[1:] if marks.startswith(")") and "(" in path else marks
