"""IPA -> espeak-ng's names of phonemes (docs/phonemes.md of espeak-ng; Kirshenbaum's ASCII-IPA)."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("ipa.tsv")
_LEFT_OUT = frozenset("./ \u0361\u035c\u0329\u032f")
"""Borders of syllables, slashes, ties and marks that espeak-ng finds by itself."""


def mnemonics(ipa: str) -> str:
    """Write IPA as espeak-ng's phonemes; "" if one of the signs has no name there, so that nothing is said wrong.

    >>> mnemonics("ˈkɛtəmiːn")
    "'kEt@mi:n"
    """
    rest, written = "".join(sign for sign in unicodedata.normalize("NFC", ipa) if sign not in _LEFT_OUT), []
    table = _table()
    while rest:
        length = next((size for size in (3, 2, 1) if rest[:size] in table), 0)
        if not length:
            return ""
        written.append(table[rest[:length]])
        rest = rest[length:]
    return "".join(written)


@cache
def _table() -> dict[str, str]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line)
    return {unicodedata.normalize("NFC", sign): name for sign, name in rows}
