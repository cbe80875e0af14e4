"""A document and its works -> the same with its citations and its list rendered by citeproc (pandoc's own).

Citeproc is given everything in the document's metadata and, in a private folder, a copy of the style that was
checked: it has no path and no address of the author's to open.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from filters.bibliography import LINKED_ADDRESSES, forbids
from filters.reading_order import in_reading_order
from lectern import pandoc, raw_markup
from lectern.bibliographies.files import Reference, every
from lectern.bibliographies.styles import Style
from lectern.errors import SourceError, ToolFailed
from lectern.model import Finding

if TYPE_CHECKING:
    import panflute as pf

_HIDDEN = "lectern-hidden"


def render(
    doc: pf.Doc,
    works: Iterable[Reference],
    *,
    listed: Sequence[str],
    kept: Sequence[pf.Cite],
    style: Style | None,
    abbreviations: bytes | None,
    language: str,
    notes_after: bool | None = None,
) -> tuple[pf.Doc, tuple[Finding, ...]]:
    """Render the citations of these works and append their list to the block `refs`, or to the end.

    ``listed`` are keys of works that are listed though nobody cites them; the citations in ``kept`` keep their words.
    ``notes_after`` says whether a note follows the punctuation; None is as the style has it. Without a style it is
    pandoc's own, the Chicago Manual's. Raises SourceError if the style is no use.
    """
    import panflute as pf

    hidden = _hide(kept)
    _number(doc)
    out = io.StringIO()
    pf.dump(doc, out)
    tree = json.loads(out.getvalue())
    tree["meta"] = {
        "references": {"t": "MetaList", "c": list(works)},
        "nocite": every(listed),
        "lang": {"t": "MetaString", "c": language},
        "link-citations": {"t": "MetaBool", "c": True},
        "link-bibliography": {"t": "MetaBool", "c": not forbids(doc, LINKED_ADDRESSES)},
    }
    if notes_after is not None:
        tree["meta"]["notes-after-punctuation"] = {"t": "MetaBool", "c": notes_after}
    rendered, found = raw_markup.settle(_run(tree, style, abbreviations))
    made = pf.load(io.StringIO(rendered))
    made.metadata = doc.metadata
    return _show(made, hidden), found


def _run(tree: dict[str, Any], style: Style | None, abbreviations: bytes | None) -> str:
    with TemporaryDirectory(prefix="lectern-") as private:
        for name, file, content in (
            ("csl", "style.csl", style.content if style else None),
            ("citation-abbreviations", "abbreviations.json", abbreviations),
        ):
            if content is not None:
                path = Path(private) / file
                path.write_bytes(content)
                tree["meta"][name] = {"t": "MetaString", "c": str(path)}
        try:
            return pandoc.convert(
                json.dumps(tree, ensure_ascii=False),
                reader="json",
                writer="json",
                options=("--citeproc", f"--data-dir={private}"),
            )
        except ToolFailed as error:
            said = str(error).replace(private, "").partition("json: ")[2]
            named = f"the citation style “{style.name}”" if style else "the bibliography"
            raise SourceError(f"{named} cannot be used: {said}") from error


def _number(doc: pf.Doc) -> None:
    """Count the notes that citations may become, those of one note alike, as pandoc's reader does."""
    import panflute as pf

    number, inside = 0, set[int]()
    for each in in_reading_order(doc):
        if id(each) in inside:
            continue
        if isinstance(each, pf.Note | pf.Cite):
            number += 1
            for one in in_reading_order(each):
                inside.add(id(one))
                for citation in one.citations if isinstance(one, pf.Cite) else ():
                    citation.note_num = number


def _hide(cites: Sequence[pf.Cite]) -> list[list[pf.Citation]]:
    """Put spans in the place of citations that citeproc shall not see; give what they cited."""
    import panflute as pf

    hidden = []
    for number, cite in enumerate(cites):
        span = pf.Span(*cite.content, classes=[_HIDDEN], attributes={"n": str(number)})
        hidden.append(list(cite.citations))
        cite.parent.content = [span if each is cite else each for each in cite.parent.content]
    return hidden


def _show(doc: pf.Doc, hidden: Sequence[list[pf.Citation]]) -> pf.Doc:
    import panflute as pf

    def show(element: pf.Element, _: pf.Doc) -> pf.Element | None:
        if isinstance(element, pf.Span) and _HIDDEN in element.classes:
            return pf.Cite(*element.content, citations=hidden[int(element.attributes["n"])])
        return None

    return doc.walk(show) if hidden else doc
