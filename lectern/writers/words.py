"""The words that every text edition adds around the article, in the document's language."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"notes": "Notes", "note": "Note {}", "back": "Back to note {} in the text"},
    "de": {"notes": "Anmerkungen", "note": "Anmerkung {}", "back": "Zurück zu Anmerkung {} im Text"},
    "fr": {"notes": "Notes", "note": "Note {}", "back": "Retour à la note {} dans le texte"},
    "es": {"notes": "Notas", "note": "Nota {}", "back": "Volver a la nota {} en el texto"},
    "pt": {"notes": "Notas", "note": "Nota {}", "back": "Voltar à nota {} no texto"},
    "it": {"notes": "Note", "note": "Nota {}", "back": "Torna alla nota {} nel testo"},
}


def words(language: str) -> Mapping[str, str]:
    """Give the words of a language, English where it has none of its own."""
    return _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
