"""Written form -> spoken form: what a good reader says where the page shows signs, numbers and short forms.

One function for each language, `str -> str`; a language without one is left to the voice, except for addresses.
What is said is a text of its own, so it is tested as text, and every engine gets the same.
"""

from collections.abc import Callable, Mapping

from lectern.narration.spoken import english, french, german, italian, passthrough, portuguese, spanish

__all__ = ["speak"]

SPOKEN: Mapping[str, Callable[[str], str]] = {
    "en": english.speak,
    "de": german.speak,
    "fr": french.speak,
    "es": spanish.speak,
    "pt": portuguese.speak,
    "it": italian.speak,
}


def speak(text: str, language: str) -> str:
    """Say a written text in the words of its language (a BCP 47 tag); what cannot be said leaves nothing.

    >>> speak("In 2016, 5 mg/kg were given (P < .05).", "en-GB")
    'In twenty sixteen, 5 milligrams per kilogram were given, P less than 0.05.'
    """
    primary = language.replace("_", "-").split("-")[0].lower()
    return SPOKEN[primary](text) if primary in SPOKEN else passthrough.speak(text, primary)
