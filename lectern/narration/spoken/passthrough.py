"""Any language -> its text for the voice: addresses are named and signs that no voice says are taken out."""

import re

from lectern.narration.spoken.addresses import say_addresses

UNSAID = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufffc]")
NUMBER_MARK = re.compile(r"\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")


def speak(text: str, language: str) -> str:
    """Leave a text as it is but for addresses, citation numbers and white space."""
    return " ".join(say_addresses(NUMBER_MARK.sub("", tidy(text)), language).split())


def tidy(text: str) -> str:
    """Take out what has no sound, and write the same sign always in the same way."""
    text = UNSAID.sub("", text).replace("\u2010", "-").replace("\u2011", "-").replace("µ", "μ")
    return re.sub(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
