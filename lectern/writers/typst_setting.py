"""The HTML for paper -> Typst source, and the runs of text that it sets.

Every run of text is set within a link to its own number. What Typst tells of links in the PDF (which marked content
belongs to which, and where it stands) tells where each run was painted; `typst_traces` reads
it, and `typst_finish` takes the links away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, tostring

from lectern.writers.structure_tree import roles
from lectern.writers.typst_language import points, string
from lectern.writers.typst_runs import Run, Way, leads_from_the_left, pieces
from lectern.writers.typst_tables import table_source

MARK = "x:"
"""What a run's link begins with; its number follows."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINE = 58
"""Characters without a place to break at, of which a line holds no more."""
_CODE_LINE = 62
_BREAKS = re.compile(r"(?<=[/.\-_?&=:,;)@])|(?<=\w{8})")
_WRAPS: Mapping[str, str] = {
    "em": "e", "i": "e", "strong": "b", "b": "b", "code": "c", "kbd": "c", "samp": "c", "u": "u", "ins": "u",
    "s": "s", "del": "s", "sup": "sup", "sub": "sub", "mark": "hl",
}  # fmt: skip
_BLOCKS: Mapping[str, str] = {
    "p": "p", "blockquote": "bq", "figcaption": "cap", "caption": "cap", "dt": "dt", "dd": "dd", "pre": "pre",
    "figure": "fig", "hr": "hr",
}  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN_BLOCKS = frozenset(
    {"html", "body", "article", "section", "header", "div", "ul", "ol", "dl", "li", "table"}
)
_CLASSES = {
    "subtitle": "subtitle", "byline": "byline", "imprint": "imprint", "line-block": "p", "code": "codebox",
}  # fmt: skip
_SECTIONS = frozenset({"doc-endnotes", "doc-bibliography"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Typst source; ``order`` are the elements and the numbers of ``runs`` in the document's order.

    ``drawings`` are formulas by the name that the source has for them.
    """

    source: str
    runs: tuple[Run, ...]
    order: tuple[Element | int, ...]
    drawings: Mapping[str, bytes]


def set_document(
    html: Element, pictures: Mapping[str, tuple[str, float, float]], *, directed: bool
) -> Setting:
    """Write a document as Typst; ``pictures`` give for an address the file's name, width and height in points.

    ``directed`` says that there are letters that are written from right to left.
    """
    setter = _Setter(pictures, directed)
    setter.block(html)
    return Setting("".join(setter.source), tuple(setter.runs), tuple(setter.order), setter.drawings)


@dataclass
class _Setter:
    pictures: Mapping[str, tuple[str, float, float]]
    directed: bool
    source: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    order: list[Element | int] = field(default_factory=list)
    drawings: dict[str, bytes] = field(default_factory=dict)
    emphasis: int = 0
    lists: int = 0
    line: int = _LINE
    spaced: bool = True
    """White space was set last, so that more of it is nothing (CSS Text 3, 4.1.1)."""

    def block(self, element: Element, *, first: bool = False) -> None:
        """Set an element that stands by itself; ``first`` says that a heading stands right before it."""
        self.order.append(element)
        self.spaced = True
        classes = set(element.get("class", "").split())
        with_language = _language(element) if element.tag not in ("html", "body") else ""
        self.source.append(f"#{with_language}[" if with_language else "")
        self._block(element, classes, first)
        self.source.append("]\n" if with_language else "\n")
        self.spaced = True

    def _block(self, element: Element, classes: set[str], first: bool) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            running = string(element.get("data-running", ""))
            tight = ",tight:true" if first else ""
            self.wrapped(f"h({tag[1]},{running}{tight})", element)
        elif tag == "table":
            self.source.append(table_source(element, self, short="short" in classes))
        elif tag in ("ul", "ol"):
            self._list(element, classes)
        elif tag == "pre":
            self._code(element)
        elif tag == "hr":
            self.source.append("#hr")
        elif tag == "section" and element.get("role") in _SECTIONS:
            self.wrapped("apparatus", element)
        elif tag == "p" and self.lists:
            self.wrapped("ip", element)
        elif named := next((_CLASSES[each] for each in classes if each in _CLASSES), _BLOCKS.get(tag)):
            self.wrapped(named, element)
        else:
            self.children(element)

    def wrapped(self, call: str, element: Element) -> None:
        """Set what is in an element as the argument of a function of the template."""
        self.source.append(f"#{call}[")
        self.children(element)
        self.source.append("];")

    def children(self, element: Element) -> None:
        """Set an element's text and children, in their order."""
        holds_blocks = any(_is_block(child) for child in element)
        self._text(element, element.text, bare=not holds_blocks)
        before = None
        for child in element:
            if _is_block(child):
                self.block(child, first=before is not None and before.tag in _HEADINGS)
            elif child.tag == "section":
                self.block(child)
            else:
                self._inline(child)
            self._text(element, child.tail, bare=not holds_blocks)
            before = child

    def _text(self, element: Element, text: str | None, *, bare: bool) -> None:
        if not text or (not bare and not text.strip()):
            return
        said = _SPACE.sub(" ", text.replace("\u00ad", ""))
        if self.spaced:
            said = said.removeprefix(" ")
        if said:
            self.spaced = said.endswith(" ")
            self.run(element, said)

    def run(self, element: Element, text: str, part: str = "") -> None:
        """Set text of an element."""
        for piece, way in pieces(text) if self.directed else [(text, Way.LEFT)]:
            self.source.append(
                f"#r({self._number(Run(element, piece, way, part))},{self._breakable(piece)});"
            )

    def _number(self, run: Run) -> int:
        self.order.append(len(self.runs))
        self.runs.append(run)
        return len(self.runs) - 1

    def _breakable(self, text: str) -> str:
        """Write text, with places to break at in what is longer than a line."""
        if max(map(len, text.split(" "))) <= self.line:
            return string(text)
        parts = []
        for word in re.split(r"(?<= )", text):
            parts += _BREAKS.split(word) if len(word) > self.line else [word]
        return "{" + ";z;".join(string(part) for part in parts if part) + "}"

    def _inline(self, element: Element) -> None:
        self.order.append(element)
        classes = set(element.get("class", "").split())
        tag = element.tag
        if tag == "br":
            self.source.append("#linebreak();")
            self.spaced = True
        elif tag in ("img", roles.SVG):
            self._picture(element, classes)
        else:
            calls = [each for each in (_language(element), self._call(element, classes)) if each]
            self.source.append("".join(f"#{call}[" for call in calls))
            self.emphasis += tag in ("em", "i")
            self.children(element)
            self.emphasis -= tag in ("em", "i")
            self.source.append("];" * len(calls))

    def _call(self, element: Element, classes: set[str]) -> str:
        tag, role = element.tag, element.get("role", "")
        if tag == "a" and element.get("href"):
            return _link(role, classes)
        if tag in ("em", "i"):
            return "ee" if self.emphasis % 2 else "e"
        if tag in _WRAPS:
            return _WRAPS[tag]
        if "display" in classes and "math" in classes:
            return "dm"
        back = "back-whole" if len("".join(element.itertext())) <= _LINE else "back"
        known = {
            "label": "label-text",
            "backlinks": back,
            "to-note": back,
            "smallcaps": "sc",
            "underline": "u",
        }
        return next((known[each] for each in sorted(classes) if each in known), "")

    def _picture(self, element: Element, classes: set[str]) -> None:
        self.spaced = False
        decorative = "decorative" in classes or element.get("role") in ("presentation", "none")
        if element.tag == roles.SVG:
            number = self._number(Run(element, ""))
            name = f"formula-{number}.svg"
            self.drawings[name] = tostring(element)
            width, below = _sizes(element.get("style", ""))
            self.source.append(f"#r({number},f({string(name)},{width}em,{below}em));")
        elif placed := self.pictures.get(element.get("src", "")):
            name, width, height = placed
            share = next((each[6:] for each in classes if re.fullmatch(r"width-\d+", each)), "")
            size = f"{points(width)},{points(height)}" + (f",share:{share}%" if share else "")
            drawn = f"pic({string(name)},{size})"
            number = self._number(Run(element, ""))
            self.source.append(f"#deco({drawn});" if decorative else f"#r({number},{drawn});")

    def _list(self, element: Element, classes: set[str]) -> None:
        if "references" in classes:
            for item in element:
                self.order.append(item)
                self.spaced = True
                before = self.directed and leads_from_the_left("".join(item.itertext()))
                self.wrapped("left-entry" if before else "entry", item)
            return
        nested = self.lists > 0
        self.source.append("#nl[" if nested else "#l[")
        self.lists += 1
        first = int(element.get("start", "1"))
        for number, item in enumerate((each for each in element if each.tag == "li"), start=first):
            self.order.append(item)
            marker = _marker(element, number, self.lists)
            self.source.append(f"#li({max(1.1, 0.55 * len(marker)):.2f}em,[")
            self.run(item, marker, "marker")
            self.source.append("])[")
            self.spaced = True
            self.children(item)
            self.source.append("];\n")
        self.lists -= 1
        self.source.append("];")

    def _code(self, element: Element) -> None:
        """Set code line by line: what is written there stays as it is."""
        kept, self.line = self.line, _CODE_LINE
        self.source.append("#pre[")
        for holder, text in _own_texts(element, self.order):
            for number, line in enumerate(text.split("\n")):
                self.source.append("#linebreak();" if number else "")
                if line:
                    self.run(holder, line.expandtabs(4))
        self.source.append("];")
        self.line = kept


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or element.tag in _HEADINGS or element.tag in _PLAIN_BLOCKS


def _own_texts(element: Element, order: list[Element | int]) -> Iterator[tuple[Element, str]]:
    texts = [(element, element.text or "")]
    for child in element:
        order.append(child)
        texts += _own_texts(child, order)
        texts.append((element, child.tail or ""))
    while texts and not texts[-1][1].strip("\n"):
        texts.pop()
    if texts:
        texts[-1] = (texts[-1][0], texts[-1][1].rstrip("\n"))
    yield from texts


def _language(element: Element) -> str:
    """Name the language to Typst, which takes two or three letters (and a region of two)."""
    primary, *rest = element.get("lang", "").lower().split("-")
    calls = []
    if re.fullmatch("[a-z]{2,3}", primary):
        region = next((each for each in rest if re.fullmatch("[a-z]{2}", each)), "")
        calls.append(f'lang:"{primary}"' + (f',region:"{region}"' if region else ",region:none"))
    if element.get("dir") in ("ltr", "rtl"):
        calls.append(f"dir:{element.get('dir')}")
    return f"text({','.join(calls)})" if calls else ""


def _link(role: str, classes: set[str]) -> str:
    if role == "doc-noteref":
        return "note"
    if role == "doc-biblioref":
        return "cite-text"
    return "quiet" if "to-page" in classes else "a"


def _sizes(style: str) -> tuple[float, float]:
    """Read width and depth of a formula, in em."""
    found = dict(re.findall(r"([\w-]+): (-?[\d.]+)em", style))
    return float(found.get("width", 1)), -float(found.get("vertical-align", 0))


def _marker(listed: Element, number: int, depth: int) -> str:
    """Write what stands before an item (HTML, 15.3.8): a bullet by depth, or the number in the list's own way."""
    if listed.tag == "ul":
        return "•◦▪"[min(depth, 3) - 1]
    kind = listed.get("type", "1")
    if kind in ("a", "A"):
        letters = _letters(number)
        return (letters if kind == "a" else letters.upper()) + "."
    if kind in ("i", "I"):
        roman = _roman(number)
        return (roman if kind == "i" else roman.upper()) + "."
    return f"{number}."


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters or "0"


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written
