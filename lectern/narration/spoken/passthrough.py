"""Any language -> its text for the voice: addresses and emoji are named, signs that no voice says are taken out."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import emoji

from lectern.narration.spoken.addresses import address_rules
from lectern.narration.spoken.alignment import Rule, Spoken, speaker

UNSAID = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\uffff\ue000-\uf8ff]"
)
GAP = re.compile(r"[\x00-\x1f\x7f-\x9f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
NUMBER_MARK = re.compile(r"\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,50}\]")
SAME = {
    "\u2010": "-",
    "\u2011": "-",
    "µ": "μ",
    "∆": "Δ",
    "\u2126": "Ω",
    "⁄": "/",
    "∕": "/",
    "℃": "°C",
    "℉": "°F",
}
SAME |= {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "˚": "°"}
ALIKE = re.compile("[" + "".join(SAME) + "]")
LOOSE_MARK = re.compile("[A-Za-z][\u0300-\u036f]{1,8}")
PICTURES = re.compile(
    "\\s*(?:[0-9#*]\ufe0f?\u20e3|[\u2600-\u27bf\u2b1b-\u2b55\U0001f000-\U0001faff][\ufe0f\u200d\u2600-\u27bf"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]*|[\u00a9-\u3299]\ufe0f)"
)
"""Emoji, each with its joined parts, and signs that are asked to be shown as pictures (U+FE0F)."""
LEADER = re.compile(r"\.(?: ?\.){4,400}")
"""The dots that lead from one end of a line to the other."""
MODIFIERS = re.compile("[\u200c\u200d\ufe0f\u20e3\U000e0020-\U000e007f]")
TEXT_SIGNS = frozenset("✓✔✗✘✕✖✝☐☑☒★☆✦❖➢➤➔➜➡✱✲✳✴❍❏❑◆■□●○▪▫◼◻◾◽♦♣♠♀♂☞♭♮♯☉⊙☿♁♃♄♅♆♇☽☾")
"""Signs that printers' fonts have and that are no pictures unless U+FE0F says so."""

TIDY: tuple[Rule, ...] = (
    (UNSAID, ""),
    (ALIKE, lambda found: SAME[found[0]]),
    (LOOSE_MARK, lambda found: unicodedata.normalize("NFC", found[0])),
    (GAP, " "),
    (LEADER, "…"),
    (re.compile(r"\s{2,}"), " "),  # before any rule that would look for the end of a run of spaces
)
SPACES: tuple[Rule, ...] = ((re.compile(r"\s{2,}"), " "), (re.compile(r"\A\s+|\s+\Z"), ""))


def emoji_rules(language: str) -> tuple[Rule, ...]:
    """Name emoji as Unicode's CLDR does, in the language where it has names (else in English), between commas.

    What is repeated in a row is named once.

    >>> from lectern.narration.spoken.alignment import tell
    >>> tell("Done 🎉!", emoji_rules("en")).text
    'Done, party popper!'
    """
    known = language if language in emoji.LANGUAGES else "en"

    def name(found: re.Match[str]) -> str:
        picture = found[0].strip()
        if picture in TEXT_SIGNS:
            return found[0]
        names = [each for each in dict.fromkeys(_names(picture, known)) if each]
        before = found.string[max(0, found.start() - 1) : found.start()]
        after = found.string[found.end() : found.end() + 2]
        begin = (", " if before.isalnum() else " ") if names else ""
        end = ", " if names and after.strip()[:1].isalnum() else ""
        return begin + ", ".join(names) + (end or (" " if after[:1].isalnum() else ""))

    return ((PICTURES, name), (MODIFIERS, ""), (re.compile(r" {2,}|(?<=,) ,"), " "))


def _names(picture: str, language: str) -> list[str]:
    names = []
    for each in emoji.emoji_list(picture):
        sign = each["emoji"]
        said = emoji.demojize(sign, language=language, delimiters=("", "")).replace("_", " ")
        flag = language == "en" and "\U0001f1e6" <= sign[0] <= "\U0001f1ff"
        names.append(f"flag of {said}" if flag else said)
    return names


@lru_cache(maxsize=64)
def _speaker(language: str) -> Callable[[str], Spoken]:
    return speaker((*TIDY, (NUMBER_MARK, ""), *address_rules(language), *emoji_rules(language), *SPACES))


def speak(text: str, language: str) -> Spoken:
    """Leave a text as it is but for addresses, emoji, citation numbers and white space."""
    return _speaker(language)(text)
