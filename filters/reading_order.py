"""Elements in the order in which they are read, and changed where they stand.

Panflute's own walk meets children before their parent and makes every container anew; its containers give each child
its place one by one. A long article has a hundred thousand elements and is walked a dozen times, so both are done here
in one pass over each container's list, with the same outcome (`parent`, `location` and `index` are set as there).
"""

from collections.abc import Callable, Iterator, Sequence

import panflute as pf

Change = Callable[[pf.Element, pf.Doc], pf.Element | list[pf.Element] | None]
"""What an element becomes: another, several, none (an empty list); None leaves it."""

_LEAVES = frozenset({pf.Str, pf.Space, pf.SoftBreak, pf.LineBreak, pf.Code, pf.Math, pf.RawInline, pf.CodeBlock,
                     pf.RawBlock, pf.HorizontalRule})  # fmt: skip
_PARTS = {pf.Table: ("caption", "head", "content", "foot"), pf.TableBody: ("head", "content"),
          pf.Figure: ("content", "caption"), pf.Caption: ("content",), pf.Cite: ("content",),
          pf.DefinitionItem: ("term", "definitions"), pf.Doc: ("content",)}  # fmt: skip
_HELD = {pf.Table: ("head", "content", "foot", "caption"), pf.TableBody: ("content", "head"),
         pf.Caption: ("content", "short_caption"), pf.Cite: ("content", "citations"),
         pf.Citation: ("prefix", "suffix"), pf.Doc: ("metadata", "content")}  # fmt: skip
"""All that an element holds, in the order of panflute's walk, where that is not what is read."""


def children(element: pf.Element) -> Sequence[pf.Element]:
    """Give an element's children in reading order: a table's caption first, a figure's last."""
    if type(element) in _LEAVES:
        return ()
    found: list[pf.Element] = []
    for name in _PARTS.get(type(element), ("content",)):
        part = getattr(element, name, None)
        if isinstance(part, pf.Element):
            found.append(part)
        elif isinstance(part, pf.ListContainer):
            found += _placed(part)
        elif part is not None and not isinstance(part, str):
            found += part
    return found


def _placed(part: pf.ListContainer) -> list[pf.Element]:
    """Give the elements of a container, each with its place."""
    inside: list[pf.Element] = part.list
    parent, location = part.parent, part.location
    for index, element in enumerate(inside):
        element.parent, element.location, element.index = parent, location, index
    return inside


def in_reading_order(element: pf.Element) -> Iterator[pf.Element]:
    """Give the element and everything in it, parents before children, notes where they are referenced."""
    stack = [element]
    while stack:
        current = stack.pop()
        yield current
        if type(current) not in _LEAVES:
            stack.extend(reversed(children(current)))


def changed(doc: pf.Doc, change: Change) -> pf.Doc:
    """Change elements where they stand, as panflute's walk does: children before their parent, metadata too."""
    _change(doc, change, doc)
    return doc


def _change(element: pf.Element, change: Change, doc: pf.Doc) -> pf.Element | list[pf.Element]:
    if type(element) not in _LEAVES:
        for name in _HELD.get(type(element), _PARTS.get(type(element), ("content",))):
            part = getattr(element, name, None)
            if isinstance(part, pf.ListContainer):
                new = _changed_list(part, change, doc)
                if new is not None:
                    setattr(element, name, new)
            elif isinstance(part, pf.Element):
                became = (
                    part.walk(change, doc) if isinstance(part, pf.MetaMap) else _change(part, change, doc)
                )
                if became is not part:
                    setattr(element, name, became)
    altered = change(element, doc)
    return element if altered is None else altered


def _changed_list(part: pf.ListContainer, change: Change, doc: pf.Doc) -> list[pf.Element] | None:
    """Change what a container holds; None if nothing became another."""
    new: list[pf.Element] = []
    same = True
    for index, each in enumerate(list(part.list)):
        each.parent, each.location, each.index = part.parent, part.location, index
        became = _change(each, change, doc)
        same = same and became is each
        if isinstance(became, list):
            new += became
        else:
            new.append(became)
    return None if same else new


def plain_text(*elements: pf.Element) -> str:
    """Give the words of elements as a reader sees them, notes left out, images by their alternative text."""
    said: list[str] = []
    stack = list(reversed(elements))
    while stack:
        element = stack.pop()
        match element:
            case pf.Note():
                continue
            case pf.Str() | pf.Code() | pf.Math() | pf.CodeBlock():
                said.append(element.text)
            case pf.Space() | pf.SoftBreak() | pf.LineBreak():
                said.append(" ")
            case pf.Image() if "alt" in element.attributes:
                said.append(element.attributes["alt"])
            case pf.Quoted():
                marks = "“”" if element.quote_type == "DoubleQuote" else "‘’"
                said.append(marks[0])
                stack.append(pf.Str(marks[1]))
                stack.extend(reversed(list(element.content)))
            case _:
                stack.extend(reversed(children(element)))
    return "".join(said)
