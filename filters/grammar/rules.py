"""All rules of citation, in the order in which an author meets what they are about."""

from collections.abc import Callable, Iterable

from filters.grammar.entry_rules import dois, missing_dois, pages, twins
from filters.grammar.form_rules import ands, authors_named
from filters.grammar.link_rules import letters_differ, spelt_otherwise, uncited, unlinked, years_differ
from filters.grammar.list_order import order
from filters.grammar.remarks import Apparatus, Remark

RULES: tuple[Callable[[Apparatus], Iterable[Remark]], ...] = (
    unlinked,
    years_differ,
    letters_differ,
    spelt_otherwise,
    authors_named,
    ands,
    uncited,
    twins,
    dois,
    missing_dois,
    pages,
    order,
)


def remarks(apparatus: Apparatus) -> tuple[Remark, ...]:
    """Ask every rule: first what concerns the text, by place, then what concerns the list, by entry."""
    found = [remark for rule in RULES for remark in rule(apparatus)]
    return tuple(sorted(found, key=lambda each: (each.start < 0, each.start, each.entry)))
