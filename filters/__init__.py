"""Pandoc filters, `Doc -> Doc`, and their order, which is data.

The tuples name callables, made on first use: whoever needs `filters.findings` or `filters.grammar` alone loads
nothing more.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import panflute as pf

    PREPARATION: tuple[Callable[[pf.Doc], pf.Doc], ...]
    READING: tuple[Callable[[pf.Doc], pf.Doc], ...]
    CITING: tuple[Callable[[pf.Doc], pf.Doc], ...]
    LINKING: tuple[Callable[[pf.Doc], pf.Doc], ...]
    CITATIONS: tuple[Callable[[pf.Doc], pf.Doc], ...]
    ACCESSIBILITY: tuple[Callable[[pf.Doc], pf.Doc], ...]

_ORDER: dict[str, tuple[str, ...]] = {
    "PREPARATION": (
        "clean_source",  # first: nothing after it meets raw markup or an unsafe address
        "mend_links",  # before anything asks what a link or a heading says
        "drop_cruft",  # before the title is looked for, since "Skip to content" may stand above it
        "find_title",  # before headings are levelled: the title may be one of them
        "mend_headings",
        "read_quarto",  # after it, since the title line of a callout is no heading; before citations
    ),
    "READING": (
        "adopt_citeproc",  # what citeproc made before is a reference list already
        "read_references",  # before prose: the known names and years make the next step sure of itself
    ),
    # Between these two stand the works of bibliographies, where an article is built (lectern/bibliographies).
    "CITING": ("cite_prose",),  # "(Okafor, 2021)" becomes a Cite that links to its entry
    # Between these two stands citeproc, where an article asks for it.
    "LINKING": (
        "link_citations",  # numbers the links in reading order, so all of them must stand; entries point back
        "lint_citations",  # last: sees what stayed unlinked, and which entry nobody cites
    ),
    "ACCESSIBILITY": (
        "describe_images",
        "leave_remote_images",  # their words, found just now, stand in their place
        "unlink_nowhere",  # after the citations, whose links must have arrived
        "label_captions",
        "speak_math",
        "mark_fragments",  # last: an id is made from the text as all others leave it
    ),
}
"""For each tuple the filters in their order; a filter is the function in the module of its own name."""
_ORDER["CITATIONS"] = tuple(name for part in ("READING", "CITING", "LINKING") for name in _ORDER[part])


def __getattr__(name: str) -> Any:
    """Load the filters of a tuple (PEP 562)."""
    if name not in _ORDER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return tuple(getattr(import_module(f"{__name__}.{filter_}"), filter_) for filter_ in _ORDER[name])
