"""Elements in the order in which they are read (panflute's own walk meets children before their parent)."""

from collections.abc import Iterator

import panflute as pf

_PARTS = {pf.Table: ("caption", "head", "content", "foot"), pf.TableBody: ("head", "content"),
          pf.Figure: ("content", "caption"), pf.Caption: ("content",), pf.Cite: ("content",),
          pf.DefinitionItem: ("term", "definitions"), pf.Doc: ("content",)}  # fmt: skip


def children(element: pf.Element) -> Iterator[pf.Element]:
    """Give an element's children in reading order: a table's caption first, a figure's last."""
    for name in _PARTS.get(type(element), ("content",)):
        part = getattr(element, name, None)
        if isinstance(part, pf.Element):
            yield part
        elif part is not None and not isinstance(part, str):
            yield from part


def in_reading_order(element: pf.Element) -> Iterator[pf.Element]:
    """Give the element and everything in it, parents before children, notes where they are referenced."""
    stack = [element]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(children(current))))


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
                stack.extend(reversed(list(children(element))))
    return "".join(said)
