"""Tree -> PDF objects: structure elements, the parent tree that leads back to them, and their IDs (pikepdf)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from lectern.writers.structure_tree import roles
from lectern.writers.structure_tree.painted import Trace
from lectern.writers.structure_tree.tree import Node, Tree


def hang(pdf: Pdf, tree: Tree, language: str) -> None:
    """Hang the structure tree into the PDF, in place of whatever was there."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    hanger = _Hanger(pdf, language)
    document = hanger.element(tree.root, root, language)
    root.K = Array([document])
    root.RoleMap = Dictionary({f"/{own}": Name(f"/{standard}") for own, standard in roles.ROLE_MAP.items()})
    root.ParentTree = hanger.parent_tree()
    root.ParentTreeNextKey = hanger.next_key
    if hanger.named:
        root.IDTree = _id_tree(pdf, hanger.named)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Hanger:
    """Makes the objects and remembers which element every piece of content belongs to."""

    def __init__(self, pdf: Pdf, language: str) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.contents: dict[int, dict[int, Object]] = defaultdict(dict)
        self.annotations: list[Object] = []
        self.named: dict[str, Object] = {}
        self.next_key = len(self.pages)

    def element(self, node: Node, parent: Object, language: str) -> Object:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.type}"), P=parent))
        first = next(node.traces(), None)
        page = first.page if first else None
        if page is not None:
            made.Pg = self.pages[page]
        self._describe(made, node, language)
        language = node.language or language
        kids = [
            self.element(kid, made, language) if isinstance(kid, Node) else self._content(kid, made, page)
            for kid in node.kids
        ]
        made.K = Array(kids)
        return made

    def _describe(self, made: Object, node: Node, language: str) -> None:
        if node.language and node.language != language:
            made.Lang = String(node.language)
        if node.alternative:
            made.Alt = String(node.alternative)
        if node.expansion:
            made.E = String(node.expansion)
        if node.actual:
            made.ActualText = String(node.actual)
        if node.id:
            made.ID = String(node.id)
            self.named[node.id] = made
        if attributes := [_attributes(owner, values) for owner, values in _all_attributes(node)]:
            made.A = attributes[0] if len(attributes) == 1 else Array(attributes)

    def _content(self, trace: Trace, owner: Object, page: int | None) -> Object | int:
        if trace.annotation is not None:
            return self._link(trace, owner)
        assert trace.mcid is not None
        self.contents[trace.page][trace.mcid] = owner
        if trace.page == page:
            return trace.mcid
        return Dictionary(Type=Name.MCR, Pg=self.pages[trace.page], MCID=trace.mcid)

    def _link(self, trace: Trace, owner: Object) -> Object:
        assert trace.annotation is not None
        annotation = self.pdf.get_object(trace.annotation, 0)
        annotation.StructParent = self.next_key
        self.annotations.append(owner)
        self.next_key += 1
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pages[trace.page])

    def parent_tree(self) -> Object:
        numbers = Array()
        for number, page in enumerate(self.pages):
            owners = self.contents[number]
            row = Array([owners.get(mcid) for mcid in range(max(owners, default=-1) + 1)])
            numbers.append(number)
            numbers.append(self.pdf.make_indirect(row))
            page.StructParents = number
            page.Tabs = Name.S
        for key, owner in enumerate(self.annotations, start=len(self.pages)):
            numbers.append(key)
            numbers.append(owner)
        return self.pdf.make_indirect(Dictionary(Nums=numbers))


def _all_attributes(node: Node) -> Iterable[tuple[str, dict[str, object]]]:
    yield from node.attributes.items()
    if node.type in ("Figure", "Formula"):
        bounds = next((kid.bounds for kid in node.kids if isinstance(kid, Trace) and kid.bounds), None)
        yield "Layout", {"BBox": [round(each, 3) for each in bounds or ()]}


def _attributes(owner: str, values: dict[str, object]) -> Object:
    made = Dictionary(O=Name(f"/{owner}"))
    for name, value in values.items():
        made[f"/{name}"] = _value(value)
    return made


def _value(value: object) -> Object | int:
    if isinstance(value, str):
        return Name(f"/{value}")
    if isinstance(value, tuple):
        return Array([String(each) for each in value])
    if isinstance(value, list):
        return Array(value)
    assert isinstance(value, int)
    return value


def _id_tree(pdf: Pdf, named: dict[str, Object]) -> Object:
    """A name tree of one leaf; its keys are sorted as bytes (ISO 32000-1, 7.9.6)."""
    names = Array()
    ordered = sorted(
        ((String(name), element) for name, element in named.items()), key=lambda each: bytes(each[0])
    )
    for name, element in ordered:
        names.append(name)
        names.append(element)
    return pdf.make_indirect(Dictionary(Names=names))
