"""Pandoc filters, `Doc -> Doc`, in the order in which a document meets them.

`PREPARATION`, `CITATIONS` and `ACCESSIBILITY` are loaded when first asked for: `filters.findings` and
`filters.grammar` are light and must stay so.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

_CHAINS = {
    "PREPARATION": (
        "clean_source",  # first: nothing after it meets raw markup or an unsafe address
        "drop_cruft",  # before the title is looked for, since "Skip to content" may stand above it
        "find_title",  # before headings are levelled: the title may be one of them
        "mend_headings",
    ),
    "CITATIONS": (),
    "ACCESSIBILITY": (
        "describe_images",
        "label_captions",
        "speak_math",
        "mark_fragments",  # last: an id is made from the text as all others leave it
    ),
}


def __getattr__(name: str) -> tuple[Callable[[Any], Any], ...]:
    if name not in _CHAINS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return tuple(getattr(import_module(f"filters.{each}"), each) for each in _CHAINS[name])
