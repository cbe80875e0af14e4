"""Text only, no AST: the forms of citations, names and references, tested by tables."""

from filters.grammar.citations import Citations, Mention
from filters.grammar.csl import CslDate, CslItem, CslName
from filters.grammar.doubts import Doubt
from filters.grammar.mentions import find_mentions, read_citations
from filters.grammar.reference_list import find_reference_list, heading_word, is_link_line, split_entries
from filters.grammar.references import parse_reference, parse_references
from filters.grammar.words import is_reference_heading

__all__ = [
    "Citations",
    "CslDate",
    "CslItem",
    "CslName",
    "Doubt",
    "Mention",
    "find_mentions",
    "find_reference_list",
    "heading_word",
    "is_link_line",
    "is_reference_heading",
    "parse_reference",
    "parse_references",
    "read_citations",
    "split_entries",
]
