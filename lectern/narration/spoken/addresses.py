"""Addresses -> the one thing a listener can use of them: that there is a link, and where it leads."""

import re
from collections.abc import Mapping

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

URL = re.compile(r"<?\b(?:https?|ftp)://(?:www\.)?([\w.-]+)(?::\d+)?([^\s<>\"“”]*)>?", re.IGNORECASE)
BARE_HOST = re.compile(r"(?<![\w@./-])www\.([\w-]+(?:\.[\w-]+)+)([^\s<>\"“”]*)", re.IGNORECASE)
DOI = re.compile(r"(?:\bdoi:?\s*)?(?<![\w/.])10\.\d{4,9}/([^\s<>\"“”]*)", re.IGNORECASE)
MAIL = re.compile(r"(?:mailto:)?\b([\w.+-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
TRAILING = re.compile(r"[.,;:!?'’\")\]]*$")


def say_addresses(text: str, language: str = "en") -> str:
    """Say URLs and DOIs by their host, mail addresses in words; punctuation after them stays.

    >>> say_addresses("See https://doi.org/10.1000/xyz.")
    'See link to doi.org.'
    """
    phrase = LINK_TO.get(language, "{host}")

    def link(found: re.Match[str]) -> str:
        host, path = found[1], found[2]
        tail = _trailing(path if path else host)
        return phrase.format(host=host.rstrip(".-")) + tail

    def doi(found: re.Match[str]) -> str:
        return phrase.format(host="doi.org") + _trailing(found[1])

    text = DOI.sub(doi, BARE_HOST.sub(link, URL.sub(link, text)))
    return MAIL.sub(rf"\1 {AT.get(language, '@')} \2", text)


def _trailing(path: str) -> str:
    """Give the punctuation that ends an address without belonging to it; brackets opened inside it belong to it."""
    tail = TRAILING.search(path)
    marks = tail.group() if tail else ""
    return marks[1:] if marks.startswith(")") and "(" in path else marks
