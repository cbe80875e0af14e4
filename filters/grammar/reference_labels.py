"""The field of each word of a reference line, by a conditional random field (as ParsCit, GROBID and AnyStyle use one).

The weights in ``reference_labels.crfsuite.xz`` are trained by `make train` from openly licensed references; the file is
data, read by python-crfsuite.
"""

import hashlib
import lzma
from functools import cache
from pathlib import Path
from typing import Any

from filters.grammar.reference_features import attributes
from filters.grammar.reference_words import Words

MODEL = Path(__file__).with_name("reference_labels.crfsuite.xz")


@cache
def _weights() -> bytes:
    """Unpack the weights; they stay in memory, for the tagger reads them where they are."""
    return lzma.decompress(MODEL.read_bytes())


@cache
def _tagger() -> Any:
    """Open the weights once; ``None`` where python-crfsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError:
        return None
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())
    return tagger


def label_words(words: Words) -> tuple[str, ...] | None:
    """Give each word its field, or ``None`` where python-crfsuite is not installed."""
    tagger = _tagger()
    return None if tagger is None else tuple(tagger.tag(attributes(words)))


def digest(model: Path = MODEL) -> str:
    """Give the SHA-256 of the weights."""
    return hashlib.sha256(model.read_bytes()).hexdigest()
