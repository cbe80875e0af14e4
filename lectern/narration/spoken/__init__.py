"""Written form -> spoken form: what a good reader says where the page shows signs, numbers and short forms.

One function for each language (two for Portuguese), `str -> Spoken`: the words, and what each is said for; a language
without one is left to the voice, except for addresses and emoji. What is said is a text of its own, so it is tested as
text, and every engine gets the same.
"""

from collections.abc import Callable, Mapping

from lectern.narration.spoken import english, french, german, italian, passthrough, portuguese, spanish
from lectern.narration.spoken.alignment import Spoken, Stretch
from lectern.narration.spoken.european_words import variety

__all__ = ["Spoken", "Stretch", "align", "speak"]

SPOKEN: Mapping[str, Callable[[str], Spoken]] = {
    "en": english.speak,
    "de": german.speak,
    "fr": french.speak,
    "es": spanish.speak,
    "pt": portuguese.speak,
    "pt-PT": portuguese.speak_as_in_portugal,
    "it": italian.speak,
}


def speak(text: str, language: str) -> str:
    """Say a written text in the words of its language (a BCP 47 tag); what cannot be said leaves nothing.

    >>> speak("In 2016, 5 mg/kg were given (P < .05).", "en-GB")
    'In twenty sixteen, 5 milligrams per kilogram were given, P less than 0.05.'
    """
    return align(text, language).text


def align(text: str, language: str) -> Spoken:
    """Say a text as `speak` does, with the source words that each spoken stretch stands for.

    >>> align("5 mg/kg daily", "en").words[1]
    Stretch(spoken_start=2, spoken_end=25, source_start=2, source_end=7)
    """
    kind = variety(language)
    return SPOKEN[kind](text) if kind in SPOKEN else passthrough.speak(text, kind)
