"""The few words that filters and editions add to a text, in the document's language."""

import re
from collections.abc import Mapping

import panflute as pf

_NAMES = ("figure", "table", "references", "undescribed", "formula")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("Figure", "Table", "References", "Image without description", "formula"),
    "de": ("Abbildung", "Tabelle", "Literatur", "Bild ohne Beschreibung", "Formel"),
    "fr": ("Figure", "Tableau", "Références", "Image sans description", "formule"),
    "es": ("Figura", "Tabla", "Referencias", "Imagen sin descripción", "fórmula"),
    "pt": ("Figura", "Tabela", "Referências", "Imagem sem descrição", "fórmula"),
    "it": ("Figura", "Tabella", "Bibliografia", "Immagine senza descrizione", "formula"),
}
_LABEL = re.compile(
    r"\s*(?:fig(?:ure|ura)?s?|abb(?:ildung)?|tab(?:le|elle|leau|la|ela|ella)?|box|scheme|chart|map|plate|image|bild)\b\.?\s*"
    r"(?:\d|[IVX]+\b|[A-Z]\b)",
    re.IGNORECASE,
)


def words(doc: pf.Doc) -> Mapping[str, str]:
    """Give the words for the document's language, English where there are none of its own."""
    return dict(zip(_NAMES, _WORDS.get(language(doc).split("-")[0].lower(), _WORDS["en"]), strict=True))


def language(doc: pf.Doc) -> str:
    """Give the document's language tag (BCP 47), "en" where it names none."""
    named = doc.get_metadata("lang", default="en")
    return named if isinstance(named, str) and named else "en"


def is_labelled(caption: str) -> bool:
    """Tell whether a caption brings its own number, such as “Fig. 2” or “Table III”."""
    return _LABEL.match(caption) is not None
