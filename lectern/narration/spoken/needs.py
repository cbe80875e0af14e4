"""Pattern -> what a text must hold for it to match: most rules are passed over by a look at the text.

A plain sentence has no digit, no sign and few capitals, and nearly every rule needs one of them. What a pattern needs
is read off its syntax tree, so no rule can declare it wrongly. The tree comes from the parser of the standard library
(`re._parser`, Python 3.11 and later), which is private: where it is missing or says something unknown, nothing is
needed, and every rule is tried.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Choice = frozenset[str]
"""Characters and strings one of which is needed."""

ANYWHERE = frozenset(string.ascii_lowercase) | frozenset(" \t\n\r\f\v.,")
"""What nearly every sentence has; a choice with one of these tells nothing."""
MOST, MOST_STRINGS = 4096, 8
"""A greater choice takes longer to look for than the pattern."""
FOLDED = {"i": "ıİ", "k": "\u212a", "s": "ſ"}
"""What else matches an ASCII letter where case is ignored (Unicode's CaseFolding.txt)."""


@dataclass(frozen=True, slots=True)
class Need:
    """One of these characters, or one of these strings."""

    characters: frozenset[str]
    strings: tuple[str, ...] = ()

    def stands_in(self, text: str) -> bool:
        """Tell whether a text has one of the strings."""
        return bool(self.strings) and any(each in text for each in self.strings)


def characters(text: str) -> set[str]:
    """Give the characters of a text; a digit of another script stands for the ASCII ones too.

    >>> characters("a٣") >= {"a", "٣", "0"}
    True
    """
    found = set(text)
    if not text.isascii() and any(each.isdecimal() for each in found if each > "\x7f"):
        found.add("0")
    return found


def needs(pattern: re.Pattern[str]) -> tuple[Need, ...]:
    """Tell what a match, or what must stand round it, always holds; what is looked for fastest first.

    >>> [sorted(each.characters) for each in needs(re.compile(r"(?<=[A-C]) ?(?:=|:=)"))]
    [['='], ['A', 'B', 'C']]
    """
    try:
        tree = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    except ImportError:
        return ()
    found = set(_telling(_of_row(tree, ignore_case=bool(pattern.flags & re.IGNORECASE))))
    least = [each for each in found if not any(other < each for other in found)]
    return tuple(
        Need(
            frozenset(one for one in each if len(one) == 1),
            tuple(sorted(one for one in each if len(one) > 1)),
        )
        for each in sorted(least, key=_cost)
    )


def _telling(found: Iterable[Choice]) -> Iterator[Choice]:
    for each in found:
        if not each & ANYWHERE and sum(len(one) > 1 for one in each) <= MOST_STRINGS:
            yield each


def _cost(choice: Choice) -> tuple[int, int, list[str]]:
    return sum(len(one) > 1 for one in choice), len(choice), sorted(choice)


def _of_row(row: Iterable[tuple[Any, Any]], *, ignore_case: bool) -> Iterator[Choice]:
    run = ""
    for operation, argument in row:
        if str(operation) == "LITERAL" and not ignore_case:
            run += chr(argument)
            continue
        yield from _of_run(run)
        run = ""
        yield from _of(str(operation), argument, ignore_case)
    yield from _of_run(run)


def _of_run(run: str) -> Iterator[Choice]:
    """Need the characters of a string that tell something, else the string."""
    rare = set(run) - ANYWHERE
    yield from (frozenset(each) for each in sorted(rare))
    if len(run) > 1 and not rare:
        yield frozenset((run,))


def _of(operation: str, argument: Any, ignore_case: bool) -> Iterator[Choice]:
    """List what one step of a pattern needs."""
    if operation == "LITERAL":
        yield from _of_characters([chr(argument)], ignore_case)
    elif operation == "IN":
        yield from _of_class(argument, ignore_case)
    elif operation == "SUBPATTERN":
        _, added, taken, row = argument
        folded = bool(added & re.IGNORECASE) or (ignore_case and not taken & re.IGNORECASE)
        yield from _of_row(row, ignore_case=folded)
    elif operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, row = argument
        yield from _of_row(row if least else (), ignore_case=ignore_case)
    elif operation == "ASSERT":  # what stands before or behind is text too
        yield from _of_row(argument[1], ignore_case=ignore_case)
    elif operation == "ATOMIC_GROUP":
        yield from _of_row(argument, ignore_case=ignore_case)
    elif operation == "BRANCH":
        yield from _of_branches([_of_row(row, ignore_case=ignore_case) for row in argument[1]])


def _of_branches(branches: Iterable[Iterable[Choice]]) -> Iterator[Choice]:
    """Join the best need of each branch; one that needs nothing frees them all."""
    told = [list(_telling(branch)) for branch in branches]
    if all(told):
        yield frozenset().union(*(min(branch, key=_cost) for branch in told))


def _of_class(items: Iterable[tuple[Any, Any]], ignore_case: bool) -> Iterator[Choice]:
    found: list[str] = []
    for operation, argument in items:
        if str(operation) == "LITERAL":
            found.append(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < MOST:
            found += map(chr, range(argument[0], argument[1] + 1))
        elif str(argument) == "CATEGORY_DIGIT":
            found += string.digits
        else:
            return
    yield from _of_characters(found, ignore_case)


def _of_characters(found: Sequence[str], ignore_case: bool) -> Iterator[Choice]:
    """Give a choice, with what is alike where case is ignored; of other scripts that is not known here."""
    if not ignore_case:
        yield frozenset(found)
    elif all(map(str.isascii, found)):
        yield frozenset(
            form for each in found for form in (each.lower(), each.upper(), *FOLDED.get(each.lower(), ""))
        )
