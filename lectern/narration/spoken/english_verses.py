"""Chapter and verse -> numbers without a colon: "1 Cor. 13:4–7" is "First Corinthians 13 4 to 7"."""

import re

from lectern.narration.spoken.alignment import Rule

_BOOKS = """Genesis Exodus Leviticus Numbers Deuteronomy Joshua Judges Ruth Samuel Kings Chronicles Ezra Nehemiah Esther
    Job Psalm Psalms Proverbs Ecclesiastes Isaiah Jeremiah Lamentations Ezekiel Daniel Hosea Joel Amos Jonah Micah
    Matthew Mark Luke John Acts Romans Corinthians Galatians Ephesians Philippians Colossians Thessalonians Timothy
    Titus Hebrews James Peter Jude Revelation Quran Qur'an Koran Surah Sura"""
_SHORT = """Gen=Genesis Exod=Exodus Lev=Leviticus Num=Numbers Deut=Deuteronomy Josh=Joshua Sam=Samuel Ps=Psalm
    Prov=Proverbs Eccl=Ecclesiastes Isa=Isaiah Jer=Jeremiah Ezek=Ezekiel Dan=Daniel Matt=Matthew Mk=Mark Lk=Luke
    Jn=John Rom=Romans Cor=Corinthians Gal=Galatians Eph=Ephesians Phil=Philippians Col=Colossians
    Thess=Thessalonians Tim=Timothy Heb=Hebrews Jas=James Pet=Peter Rev=Revelation"""
"""Short names of the SBL Handbook of Style, 2nd edition, section 8.3, and the commonest of one syllable."""

SHORT_BOOKS = dict(pair.split("=") for pair in _SHORT.split())
SHORT_BOOK = re.compile(rf"\b({'|'.join(SHORT_BOOKS)})\.? (?=\d{{1,3}}:\d)")
NUMBERED_BOOK = re.compile(
    r"\b([123]) (?=(?:Corinthians|Samuel|Kings|Chronicles|Thessalonians|Timothy|Peter|John) \d{1,3}:\d)"
)
VERSE = re.compile(rf"\b({'|'.join(_BOOKS.split())}) (\d{{1,3}}):(?=\d)")

VERSES: tuple[Rule, ...] = (
    (SHORT_BOOK, lambda found: f"{SHORT_BOOKS[found[1]]} "),
    (NUMBERED_BOOK, lambda found: ("First ", "Second ", "Third ")[int(found[1]) - 1]),
    (VERSE, r"\1 \2 "),
)
