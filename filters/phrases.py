"""The few words that filters and editions add to a text, in the document's language."""

import re
from collections.abc import Mapping

import panflute as pf

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"figure": "Figure", "table": "Table", "references": "References", "undescribed": "Image without description"},
    "de": {"figure": "Abbildung", "table": "Tabelle", "references": "Literatur", "undescribed": "Bild ohne Beschreibung"},
    "fr": {"figure": "Figure", "table": "Tableau", "references": "Références", "undescribed": "Image sans description"},
    "es": {"figure": "Figura", "table": "Tabla", "references": "Referencias", "undescribed": "Imagen sin descripción"},
    "pt": {"figure": "Figura", "table": "Tabela", "references": "Referências", "undescribed": "Imagem sem descrição"},
    "it": {"figure": "Figura", "table": "Tabella", "references": "Bibliografia", "undescribed": "Immagine senza descrizione"},
}  # fmt: skip
_LABEL = re.compile(
    r"\s*(?:fig(?:ure|ura)?s?|abb(?:ildung)?|tab(?:le|elle|leau|la|ela|ella)?|box|scheme|chart|map|plate|image|bild)\b\.?\s*"
    r"(?:\d|[IVX]+\b|[A-Z]\b)",
    re.IGNORECASE,
)


def words(doc: pf.Doc) -> Mapping[str, str]:
    """Give the words for the document's language, English where there are none of its own."""
    return WORDS.get(language(doc).split("-")[0].lower(), WORDS["en"])


def language(doc: pf.Doc) -> str:
    """Give the document's language tag (BCP 47), "en" where it names none."""
    named = doc.get_metadata("lang", default="en")
    return named if isinstance(named, str) and named else "en"


def is_labelled(caption: str) -> bool:
    """Tell whether a caption brings its own number, such as “Fig. 2” or “Table III”."""
    return _LABEL.match(caption) is not None
