"""Names that are one slip apart: "Wright" and "Whright", "Schmidt" and "Schimdt"."""

from collections.abc import Iterator

SHORTEST = 5
"""Letters that a name must have; a slip in a shorter one is another name ("Chan", "Chen")."""


def is_slip(one: str, other: str) -> bool:
    """Tell whether two folded names differ by one letter changed, added, lost, or by two neighbours exchanged
    (Damerau 1964: four of five misspellings are one of these).
    """
    if one == other or min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if one.isdigit() or other.isdigit():
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, tail = one[start:], other[start:]
    if len(rest) > len(tail):
        return rest[1:] == tail
    if len(tail) > len(rest):
        return tail[1:] == rest
    return rest[1:] == tail[1:] or (rest[1::-1] == tail[:2] and rest[2:] == tail[2:])


def shortened(name: str) -> Iterator[str]:
    """Give the name and all that is left when one letter is lost: two names one slip apart have one of these in common
    (the symmetric deletion index of SymSpell).
    """
    yield name
    for place in range(min(len(name), 24)):
        yield name[:place] + name[place + 1 :]
