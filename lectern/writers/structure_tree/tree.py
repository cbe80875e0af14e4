"""Traces -> the structure tree: one element of the document, one element of the tree, on however many pages.

The tree is built from the document's own tree and only filled from the traces, so what crosses a page is not cut and
nothing has to be mended afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lectern.writers.structure_tree import roles
from lectern.writers.structure_tree.painted import Trace

Kid = "Node | Trace"

_KEPT_EMPTY = frozenset({"TD", "TH", "TR"})
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(eq=False, slots=True)
class Node:
    """One structure element: what it is, and in reading order its children and marked content."""

    type: str
    element: Element | None = None
    kids: list[Node | Trace] = field(default_factory=list)
    language: str = ""
    alternative: str = ""
    expansion: str = ""
    actual: str = ""
    id: str = ""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    """By owner ("Table"), then by name; str is a PDF name, a tuple of str is an array of strings."""

    def nodes(self) -> Iterator[Node]:
        """Walk this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def traces(self) -> Iterator[Trace]:
        """Walk the marked content and links of this element and all below it."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.traces()
            else:
                yield kid

    @property
    def text(self) -> str:
        """The words of the element it came from."""
        return " ".join("".join(self.element.itertext()).split()) if self.element is not None else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """The structure tree, and what stands outside it.

    ``artifacts`` are (page, mcid); ``surplus`` the object numbers of link annotations that repeat another one;
    ``pages`` gives for every id in the document the page (from 0) where it first stands; ``wordings`` give the
    text of each marked content that has any, by (page, mcid).
    """

    root: Node
    artifacts: frozenset[tuple[int, int]]
    surplus: frozenset[int]
    pages: Mapping[str, int]
    wordings: Mapping[tuple[int, int], str] = field(default_factory=dict)


def grow(traces: Iterable[Trace], html: Element) -> Tree:
    """Build the structure tree of a document from what was painted of it."""
    grower = _Grower(html)
    for trace in traces:
        grower.take(trace)
    root = grower.root
    _prune(root)
    _settle(root)
    return Tree(root, frozenset(grower.artifacts), frozenset(grower.surplus), grower.pages)


class _Grower:
    """Takes one trace after the other; holds the node of every element met so far."""

    def __init__(self, html: Element) -> None:
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.root = Node("Document", html)
        self.nodes: dict[Element, Node | None] = {html: self.root}
        self.labels: dict[Element, Node] = {}
        self.artifacts: set[tuple[int, int]] = set()
        self.surplus: set[int] = set()
        self.pages: dict[str, int] = {}
        self.floats = {each.get("data-float"): each for each in html.iter() if each.get("data-float")}

    def take(self, trace: Trace) -> None:
        node = self._node(trace.element) if trace.element is not None and not trace.repeated else None
        if node is None:
            self._discard(trace)
        elif trace.annotation is not None:
            self._link(trace, node)
        elif trace.mcid is not None:
            self._remember_page(trace)
            holder = self._label(trace, node) if trace.part == "marker" else _holder(node)
            holder.kids.append(trace)

    def _discard(self, trace: Trace) -> None:
        if trace.mcid is not None:
            self.artifacts.add((trace.page, trace.mcid))
        if trace.annotation is not None:
            self.surplus.add(trace.annotation)

    def _link(self, trace: Trace, node: Node) -> None:
        """Keep the annotation of the link itself; those of elements within it lie upon it."""
        if node.type == "Link" and node.element is trace.element and not trace.part:
            node.kids.append(trace)
        else:
            self.surplus.add(trace.annotation or 0)

    def _remember_page(self, trace: Trace) -> None:
        element = trace.element
        while element is not None:
            if name := element.get("id"):
                self.pages.setdefault(name, trace.page)
            element = self.parents.get(element)

    def _node(self, element: Element) -> Node | None:
        """The node that the element's content belongs to; None for an artifact."""
        if element not in self.nodes:
            self.nodes[element] = self._made(element)
        return self.nodes[element]

    def _made(self, element: Element) -> Node | None:
        """Make the element's node at the end of what stands around it.

        Where a figure was moved from, the place left behind (`data-place`) gets the figure's node: it is read there.
        """
        if (place := element.get("data-place")) in self.floats:
            return self._node(self.floats[place])
        parent = self.parents.get(element)
        above = self._node(parent) if parent is not None else self.root
        role = roles.role_of(element, parent)
        if above is None or role.type == roles.ARTIFACT:
            return None
        if role.type == roles.TRANSPARENT:
            return above
        node = _describe(Node(role.type, element))
        outer = Node(role.around, element, [node]) if role.around else node
        if node.type == "Lbl" and above.type == "LI":
            above.kids.insert(0, outer)
        else:
            _holder(above).kids.append(outer)
        return node

    def _label(self, trace: Trace, node: Node) -> Node:
        element = trace.element
        assert element is not None
        if element not in self.labels:
            self.labels[element] = Node("Lbl")
            node.kids.insert(0, self.labels[element])
        return self.labels[element]


def _holder(node: Node) -> Node:
    """Where an element's content goes: a list item's goes to its body."""
    if node.type != "LI":
        return node
    for kid in node.kids:
        if isinstance(kid, Node) and kid.type == "LBody":
            return kid
    body = Node("LBody")
    node.kids.append(body)
    return body


def _describe(node: Node) -> Node:
    element = node.element
    assert element is not None
    node.language = element.get("lang", "")
    if node.type in ("Figure", "Formula"):
        node.alternative = element.get("alt", "") or element.get("aria-label", "")
    if node.type == "Span" and element.tag == "abbr":
        node.expansion = element.get("title", "")
    if "missing" in element.get("class", "").split():
        node.actual = element.get("title", "")
    if node.type == "L":
        node.attributes["List"] = {"ListNumbering": roles.numbering(element)}
    if node.type == "Note":
        node.id = element.get("id", "")
    return node


def _prune(node: Node) -> None:
    """Take away elements of which nothing was painted, save the cells that hold a table's shape."""
    for kid in list(node.kids):
        if not isinstance(kid, Node):
            continue
        _prune(kid)
        if not kid.kids and kid.type not in _KEPT_EMPTY:
            node.kids.remove(kid)


def _settle(root: Node) -> None:
    """Bring the tree into the shapes that the standard asks for."""
    deepest = 0
    for node in list(root.nodes()):
        if node.type == "L":
            _settle_list(node)
        if node.type in roles.GROUPS or _is_mixed(node):
            _wrap_text(node)
        if node.type in _HEADINGS:
            deepest = min(_HEADINGS.index(node.type) + 1, deepest + 1)
            node.type = _HEADINGS[deepest - 1]


def _settle_list(node: Node) -> None:
    """Put terms with their definitions, and whatever else is no item, into items."""
    items: list[Node | Trace] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.type == "Lbl":
            items.append(Node("LI", None, [kid]))
        elif isinstance(kid, Node) and kid.type == "LBody" and items and _open(items[-1]):
            _body(items[-1], kid)
        elif isinstance(kid, Node) and kid.type in ("LI", "Caption"):
            items.append(kid)
        else:
            body = kid if isinstance(kid, Node) and kid.type == "LBody" else Node("LBody", None, [kid])
            items.append(Node("LI", None, [body]))
    node.kids = items


def _open(item: Node | Trace) -> bool:
    return isinstance(item, Node) and item.type == "LI" and item.element is None


def _body(item: Node | Trace, body: Node) -> None:
    """Add a definition to a term's item; a second definition joins the first one's body."""
    assert isinstance(item, Node)
    last = item.kids[-1]
    if isinstance(last, Node) and last.type == "LBody":
        last.kids.append(Node("Div", body.element, body.kids))
    else:
        item.kids.append(body)


def _is_block(kid: Node | Trace) -> bool:
    return isinstance(kid, Node) and kid.type in roles.BLOCKS


def _is_mixed(node: Node) -> bool:
    """Tell whether text stands beside blocks in a body, a cell or a note."""
    if node.type not in ("LBody", "TD", "TH", "Caption", "Note"):
        return False
    blocks = [_is_block(kid) for kid in node.kids if not (isinstance(kid, Node) and kid.type in ("L", "Lbl"))]
    return any(blocks) and not all(blocks)


def _wrap_text(node: Node) -> None:
    """Give every run of text between blocks a paragraph of its own."""
    kids: list[Node | Trace] = []
    run: Node | None = None
    for kid in node.kids:
        if _is_block(kid) or (isinstance(kid, Node) and kid.type == "Figure" and run is None):
            kids.append(kid)
            run = None
        elif run is None:
            run = Node("P", None, [kid])
            kids.append(run)
        else:
            run.kids.append(kid)
    node.kids = kids
