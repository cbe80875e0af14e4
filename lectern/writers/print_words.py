"""The few words that the PDF adds to the article, in the document's language."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"page": "p. ", "cited": "Cited on p. ", "also": "Also published as {}.",
           "html": "a web page", "epub": "an EPUB that reads itself aloud", "mp3": "a narrated MP3", "and": " and "},
    "de": {"page": "S. ", "cited": "Zitiert auf S. ", "also": "Auch erschienen als {}.",
           "html": "Webseite", "epub": "EPUB, das sich selbst vorliest", "mp3": "gesprochene MP3", "and": " und "},
    "fr": {"page": "p. ", "cited": "Cité p. ", "also": "Existe aussi sous forme de {}.",
           "html": "page web", "epub": "EPUB qui se lit à voix haute", "mp3": "MP3 narré", "and": " et "},
    "es": {"page": "p. ", "cited": "Citado en p. ", "also": "También publicado como {}.",
           "html": "página web", "epub": "EPUB que se lee en voz alta", "mp3": "MP3 narrado", "and": " y "},
    "it": {"page": "p. ", "cited": "Citato a p. ", "also": "Pubblicato anche come {}.",
           "html": "pagina web", "epub": "EPUB che si legge ad alta voce", "mp3": "MP3 narrato", "and": " e "},
    "pt": {"page": "p. ", "cited": "Citado na p. ", "also": "Também publicado como {}.",
           "html": "página web", "epub": "EPUB que se lê em voz alta", "mp3": "MP3 narrado", "and": " e "},
}  # fmt: skip


def print_words(language: str) -> Mapping[str, str]:
    """Give the words of a language (BCP 47); where it has none, English, marked by the key "lang"."""
    primary = language.split("-")[0].lower()
    known = primary in _WORDS
    return {**_WORDS[primary if known else "en"], "lang": "" if known else "en"}
