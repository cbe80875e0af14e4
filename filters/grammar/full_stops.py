"""A stop and its surroundings -> whether a sentence ends there: by the word before it and what follows it.

Nothing here looks further than a fixed number of characters to either side.
"""

import re
from dataclasses import dataclass

from filters.grammar.sentence_words import Words

LONGEST_WORD = 40
LONGEST_ASIDE = 600
_YEAR = r"(?:1[5-9]|20)\d\d"
ENUMERATOR = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6}")
NUMBERED = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s")
LABEL_NUMBER = re.compile(r"\d|[A-Z]{0,2}\d|[A-Z]\b|[IVXLC]+\b|[A-Z]{1,3} ?\d|[(\[]")
DOTTED = re.compile(r"[^\W\d_]{1,2}(?:[.-]{1,2}[^\W\d_]{1,2})+")
PANEL = re.compile(r"([a-z])\.\s+[\"“'‘]?[^\W\d_a-z]")
PANELLED = re.compile(
    r"[^\W\d_]{3}$|[)\]]$|\b[Ff]ig\w{0,5}\.? ?\d{1,3}[A-Za-z]?$|\b(?:Abb|Tab|Table)\w*\.? ?\d{1,3}$"
)
PANELS = re.compile(r"[A-Z](?:(?:, ?|[–-])[A-Z]){0,12}\)\s+[^\W\d_a-z]")
"""Parts of a figure: "(D, E) Two cells"."""
FOLLOWER = re.compile(r"[\w'’.-]{1,40}")
ELIDED = re.compile(r"(?:[cdjlmnst]|qu|un|(?:a|co|da|de|ne|su)ll)[’']", re.IGNORECASE)
OPENING = re.compile(r"[\s—–/:=([{\"“‘«„']")
PARTICLE_NAME = re.compile(
    r"(?:(?:van|von|de|del|della|di|da|dos|du|den|der|ter|ten|la|le|las|los|el|al|ibn|zu)\s+){1,2}"
    r"[^\W\d_a-z][\w’-]{1,30}(?:\s+\((?:1|20)\d|\s+et\s+al\b|(?:,|\s+and|\s+und|\s+et|\s+y|\s+e|\s+&)\s+[^\W\d_a-z])"
)
"""A name that begins a sentence with a small letter: "van der Berg (2003)", "de Souza and Lima"."""
VOWELLESS = re.compile(r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xzçñß][b-df-hj-np-tv-xzçñß]{1,4}")
"""A word that can only be an abbreviation ("Hrsg")."""
ABBREVIATED = re.compile(r"[A-Z][a-z]{1,6}")
CHAIN = re.compile(r"(?:[A-Z]\.\s?){0,2}[A-Z][a-z]{1,6}\.(?=[\s,;)]|$)")
"""What goes on in a title of short forms: "Bot. J. Linn. Soc.", "Hort. Kew."."""
VOLUME = re.compile(rf"\d{{1,4}}(?:\([\d–-]{{1,9}}\))?:\s?\d{{1,4}}[^\d:]|{_YEAR}[a-z]?\.(?=\s|$)")
"""A volume with its pages, or a year that stands alone between stops."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stop, with the sentence it may end and what follows: positions in ``text``.

    ``end`` is after the stop and the marks that belong to it, ``following`` at the next text, ``first`` behind the
    quotation marks and brackets that open there.
    """

    text: str
    stop: re.Match[str]
    start: int
    end: int
    following: int
    first: int

    @property
    def at(self) -> int:
        """The stop's own position."""
        return self.stop.start()

    @property
    def follower(self) -> str:
        """The next word, with the stops and hyphens it holds."""
        found = FOLLOWER.match(self.text, self.first)
        return found.group() if found else self.text[self.first : self.first + 1]

    @property
    def opener(self) -> str:
        """What opens before the next word."""
        return self.text[self.following : self.first]

    @property
    def token(self) -> str:
        """The word before the stop, without what opens it."""
        return word_before(self.text, self.at)

    @property
    def previous(self) -> str:
        """The word before the token, with its own stop or comma; nothing at the sentence's beginning."""
        begin = self.at - len(self.token)
        return (self.text[max(self.start, begin - LONGEST_WORD) : begin].split()[-1:] or [""])[0]


def word_before(text: str, stop: int) -> str:
    """Give the word before a stop, without what opens it."""
    before = text[max(0, stop - LONGEST_WORD) : stop]
    if not before or before[-1].isspace():
        return ""
    return OPENING.split(before)[-1]


def ends_sentence(place: Place, words: Words) -> bool:
    """Decide whether the sentence ends at this stop."""
    text, follower, sign = place.text, place.follower, place.stop.group()
    if NUMBERED.match(text, place.first) and place.opener[-1:] in ("", "("):
        return _allows(place, words)
    if not follower or follower[0] in ",;:)]}%&=<>+/":
        return False
    quoted = place.end > place.stop.end()
    if follower[0] in "—–-" and (quoted or not text[place.first + 1 : place.first + 3].strip()[:1].isupper()):
        return False
    if follower[0].isalpha() and follower.islower() and not re.match(r"[a-z]\d|[α-ω]", follower):
        return sign == "." and (_is_panel(place) or _is_particle_name(place, words))
    if sign[-1] in "!?‽;":
        return bool(place.opener) or not (quoted and _is_speech(text, place.first, words))
    if sign != ".":
        return text[max(place.start, place.at - LONGEST_WORD) : place.at].rstrip()[-1:] != ","
    return _full_stop_ends(place, words)


def _allows(place: Place, words: Words) -> bool:
    """Say whether a sentence may end before "(ii)" or "b)": after any word that is no abbreviation."""
    kind = _kind(place, words)
    return place.stop.group() != "." or (kind is None and len(place.token) > 1) or kind in ("unit", "last")


def _is_panel(place: Place) -> bool:
    """Say whether a part of a figure is named after a full stop: "a. Habit. b. Flower."."""
    text, panel = place.text, PANEL.match(place.text, place.first)
    if panel is None or not PANELLED.search(text[max(0, place.at - 20) : place.at]):
        return False
    letter = panel.group(1)
    return (
        letter == "a"
        or f" {chr(ord(letter) - 1)}. " in text[max(0, place.first - LONGEST_ASIDE) : place.first]
    )


def _is_particle_name(place: Place, words: Words) -> bool:
    token = place.token
    plain = len(token) > 2 and token.islower() and token not in words.kinds
    return (plain or place.text[place.at - 1] in ")]") and PARTICLE_NAME.match(
        place.text, place.first
    ) is not None


def _is_speech(text: str, position: int, words: Words) -> bool:
    """Say whether a speaker follows a quotation: "Why?" Smith asked."""
    after = text[position : position + 60].split()[1:4]
    return any(word.rstrip(".,") in words.speech_verbs for word in after)


def _kind(place: Place, words: Words) -> str | None:
    """Look up the class of the abbreviation that the stop belongs to, spaced or elided ones too ("z. B.", "l’art.")."""
    token, previous = place.token, place.previous
    kind = words.kinds.get(ELIDED.sub("", token).lower().lstrip("-"))
    if kind == "number" and len(token) == 1 and token.isupper() and words.kinds.get(token) is None:
        kind = kind if f"{words.language} {token}" == "de S" else None  # else an initial
    if kind is None and words.language == "de" and re.search(r"[a-zäöü]{2}str$", token):
        return "number"  # "Hauptstr. 5"
    if kind is None and re.search(r".-\w{2,}$", token):
        kind = words.kinds.get(token.rpartition("-")[2].lower())  # Ass.-Prof.
    if re.fullmatch(r"\(?\w{1,2}\.", previous):
        kind = "before" if kind == "number" and previous.strip("(.").isupper() else kind  # C. sect. Alta
        kind = words.kinds.get(f"{previous.lstrip('(')}{token}".lower(), kind)
    if f"{token}.{place.follower.rstrip('.')}".lower() in words.kinds:
        return "before"
    return kind


def _full_stop_ends(place: Place, words: Words) -> bool:
    token, follower, previous = place.token, place.follower, place.previous
    starter = _is_starter(follower, words)
    listed = previous[-1:] in (":", ";") and len(token) < 4
    if ENUMERATOR.fullmatch(token) and (place.at - len(token) == place.start or listed):
        return False
    if VOLUME.match(place.text, place.first) and (not token.islower() or token.isdigit()):
        return False
    kind = _kind(place, words)
    if kind is not None:
        spread = previous == "±" and "." in token  # "± s.d."
        return spread or _is_answer(place, starter=starter) or _ends_after(kind, place, starter=starter)
    if len(token) == 1 and token.isalpha():
        if place.opener[-1:] == "(" and PANELS.match(place.text, place.first):
            return True
        label = previous.lower() in words.labels or re.search(r"[\d=<>±]$", previous)
        return starter or (len(follower.rstrip(".")) > 1 and (token.islower() or bool(label)))
    if DOTTED.fullmatch(token):
        return starter or previous == "±"
    if follower[0].islower():
        return starter or len(token) > 1
    if VOWELLESS.fullmatch(token) and not token.isupper() and not re.search(r"[\d/]$", previous):
        return starter
    if words.ordinals and re.fullmatch(r"[–-]?\d{1,2}|[IVX]+", token):
        return _ends_after_number(place, words, starter=starter)
    return starter or not _is_chain(place)


def _is_answer(place: Place, *, starter: bool) -> bool:
    """Say whether the word alone stands in quotation marks: «No.» is no number."""
    before = place.text[max(0, place.at - len(place.token) - 1) : place.at - len(place.token)]
    return starter and place.end > place.stop.end() and before in ("“", "«", "„", "‘", '"')


def _is_chain(place: Place) -> bool:
    """Say whether a title of short forms goes on, and not a row of one-word sentences."""
    alone = place.end == place.stop.end() and not place.opener
    shortened = place.previous and ABBREVIATED.fullmatch(place.token) is not None
    return bool(alone and shortened) and CHAIN.match(place.text, place.first) is not None


def _is_starter(follower: str, words: Words) -> bool:
    if re.fullmatch(r"[^\W\d_]\.", follower):
        return False  # an initial
    return re.split(r"['’]", follower.lower())[0].rstrip(".") in words.starters


def _ends_after(kind: str, place: Place, *, starter: bool) -> bool:
    """Decide after an abbreviation; the classes are told in the table's head."""
    follower, opener = place.follower, place.opener
    if kind == "unit":
        begin = place.at - len(place.token)
        return re.search(r"[\d/⁻¹²³·]\s?$", place.text[max(0, begin - 2) : begin]) is not None
    if kind in ("before", "word"):
        return kind == "word"
    if kind == "number":
        numbered = LABEL_NUMBER.match(opener[-1:] + place.text[place.first : place.first + 12].lstrip())
        return not numbered or (starter and len(follower) > 1)
    if kind == "unless":
        return starter
    return follower[0].isupper() and len(follower.rstrip(".")) > 1 and "(" not in opener


def _ends_after_number(place: Place, words: Words, *, starter: bool) -> bool:
    """Tell an ordinal ("am 3. Mai", "Ludwig XIV. ...") from a number at the end, where numbers have stops."""
    if starter:
        return True
    previous = place.previous.lower().strip("(„»,")
    following = place.follower.lower()
    if not words.before_ordinals or not place.token.lstrip("–-").isdigit() or following in words.months:
        return False
    if following.endswith(".") and following[:-1] in words.kinds:
        return False  # 3. Aufl.
    if previous.rstrip(".") in words.labels or words.kinds.get(previous.rstrip(".")) in ("number", "before"):
        return True
    return (
        bool(previous) and previous not in words.before_ordinals and not re.fullmatch(r"[\d.–-]+", previous)
    )
