"""What a text says about its references: the values that `read_citations` gives."""

from dataclasses import dataclass

from filters.grammar.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Mention:
    """One cited work in running text: code points ``start`` to ``end`` name the work at index ``reference``.

    ``form`` is one of

    - "parenthetical": ``group`` gives the bracket it stands in, signs included;
    - "narrative": names and year stand in the sentence;
    - "split": name and year stand apart in a clause ("In 2016, Zorumski found"), and the span is the name alone;
    - "numeric": a number of a numbered list, in a bracket or raised; ``group`` gives the whole of "[12, 14–16]",
      "[3]–[5]" or "¹²,¹⁴". Each written number is the span of its own work. A work that a range only implies (15 in
      "14–16") is cited without words of its own: its span is empty and stands at the dash (``start == end``), so that
      spans never overlap and every work counts as cited, but only what can be seen becomes a link.

    ``locator`` is the place in the work as written ("pp. 12–14").
    """

    start: int
    end: int
    reference: int
    form: str
    locator: str = ""
    group: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Citations:
    """All that a text says about its references."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]
