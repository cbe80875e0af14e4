"""Citations by a key that no bibliography has: their words stay as written, and a finding says what to do."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from filters.findings import report
from filters.reading_order import plain_text

if TYPE_CHECKING:
    import panflute as pf

_BEFORE, _AFTER = 50, 30
"""Characters round a citation that a finding quotes."""


def miss_bibliography(doc: pf.Doc, written: Sequence[pf.Cite]) -> None:
    """Report citations by key in a document that names no bibliography."""
    for each in written:
        keys = [one.id for one in each.citations if _is_meant(each, one.id, ())]
        if keys:
            report(
                doc,
                "citation-without-bibliography",
                f"“{_names(keys)}” is cited by key, but the article names no bibliography.",
                where=_place(each),
                hint="write `bibliography: works.bib` in the front matter, or cite in words: “Marsh (2004)”",
            )


def miss_wished(doc: pf.Doc, wished: Sequence[str], known: Collection[str]) -> None:
    """Report unknown keys of works that are to be listed uncited."""
    for key in wished:
        if key != "*" and key not in known:
            _report(doc, key, known, "nocite")


def leave_unknown(
    doc: pf.Doc, written: Sequence[pf.Cite], wished: Sequence[str], known: Collection[str]
) -> None:
    """Report unknown keys; a citation of unknown keys alone becomes what its author wrote."""
    miss_wished(doc, wished, known)
    for each in written:
        unknown = [one.id for one in each.citations if one.id not in known]
        for key in unknown:
            if _is_meant(each, key, known):
                _report(doc, key, known, _place(each))
        if len(unknown) == len(each.citations):
            siblings = each.parent.content
            each.parent.content = [
                one for other in siblings for one in (each.content if other is each else [other])
            ]


def _is_meant(cite: pf.Cite, key: str, known: Collection[str]) -> bool:
    """Tell a citation from a name such as “@harbour” in running text."""
    bracketed = any(one.mode != "AuthorInText" or one.suffix for one in cite.citations)
    return bracketed or any(map(str.isdigit, key)) or bool(_near(key, known))


def _report(doc: pf.Doc, key: str, known: Collection[str], where: str) -> None:
    near = _near(key, known)
    report(
        doc,
        "citation-without-entry",
        f"“@{key}” is cited, but the bibliography has no such key.",
        where=where,
        hint=f"did you mean @{near}?" if near else "add the work, or mend the key",
    )


def _near(key: str, known: Collection[str]) -> str:
    folded = {each.lower(): each for each in sorted(known)}
    close = difflib.get_close_matches(key.lower(), folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else ""


def _names(keys: Sequence[str]) -> str:
    return "; ".join(f"@{key}" for key in keys)


def _place(cite: pf.Cite) -> str:
    """Quote the words round a citation, whole ones, within its paragraph."""
    block = cite.parent
    while _is_inline(block):
        block = block.parent
    said = " ".join(plain_text(block).split())
    own = " ".join(plain_text(cite).split())
    found = max(said.find(own), 0)
    begin, end = max(found - _BEFORE, 0), found + len(own) + _AFTER
    before = said[begin:found].partition(" ")[2] if begin else said[:found]
    after = said[found + len(own) : end]
    after = after.rpartition(" ")[0] + " …" if end < len(said) else after
    return f"{'… ' if begin else ''}{before}{own}{after}"


def _is_inline(element: pf.Element) -> bool:
    import panflute as pf

    return isinstance(element, pf.Inline)
