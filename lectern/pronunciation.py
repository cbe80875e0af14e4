"""`pronounce:` of the front matter and `source/pronunciation.yaml` -> how words are pronounced, by language.

pronounce:
  ketamine: KET-uh-meen         # respelt in the letters of the article's own language
  Zorumski: {ipa: zɔˈrumski}    # or by its sounds
  de:                           # a language tag: words in passages of that language
    Ketamin: {ipa: ketaˈmiːn}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lectern.errors import SourceError
from lectern.model import Lexeme

NAME = "pronunciation.yaml"
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{4,8})*\Z")
"""A language tag's common forms (RFC 5646, section 2.1): language, script, region, variants."""
LONGEST = 200
_HOW = frozenset({"ipa", "say"})
_HINT = "write `word: respelling`, `word: {ipa: …}`, or words under a language tag, in quotes if YAML asks"
_MARKUP = re.compile(r"[<>&\[\]{}\x00-\x1f]")
"""No sound and no letter is written so, and engines take it for commands."""


def read_declared(value: Any, where: Path) -> tuple[Lexeme, ...]:
    """Read the words of `pronounce:` or of the project's file.

    Raises SourceError for what is neither a word with its pronunciation nor a language with words.
    """
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise SourceError("`pronounce:` holds words and how each is said", where=where, hint=_HINT)
    return tuple(_read(value, "", where))


def merge(*lists: Iterable[Lexeme], language: str) -> tuple[Lexeme, ...]:
    """Put lists together, a later one before an earlier; entries without language get the article's own."""
    merged: dict[tuple[str, str], Lexeme] = {}
    for each in (entry for listed in lists for entry in listed):
        own = each.language or language.split("-")[0].lower()
        merged[own.lower(), each.word] = Lexeme(each.word, own, each.ipa, each.respelling)
    return tuple(merged[key] for key in sorted(merged))


def _read(value: Mapping[Any, Any], language: str, where: Path) -> Iterator[Lexeme]:
    for name, given in value.items():
        word = " ".join(str(name).split())
        if isinstance(given, Mapping) and not (given and set(given) <= _HOW):
            if language or not TAG.match(word):
                raise SourceError(f"“{word}” is no language tag, and its value no pronunciation", where=where,
                                  hint=_HINT)  # fmt: skip
            yield from _read(given, word, where)
            continue
        yield _entry(word, given, language, where)


def _entry(word: str, given: Any, language: str, where: Path) -> Lexeme:
    if isinstance(given, Mapping):
        if len(given) != 1:
            raise SourceError(f"“{word}” is pronounced in two ways", where=where, hint="give ipa or say")
        ((how, text),) = given.items()
    else:
        how, text = "say", given
    said = " ".join(str(text).split()) if isinstance(text, str) else ""
    said = said.strip("/") if how == "ipa" else said
    if not word or not any(map(str.isalpha, said)) or _MARKUP.search(said) or len(word + said) > LONGEST:
        raise SourceError(f"the pronunciation of “{word[:80]}” cannot be read", where=where, hint=_HINT)
    return Lexeme(word, language, **{"ipa" if how == "ipa" else "respelling": said})
