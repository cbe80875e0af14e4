#!/usr/bin/env python3
"""Quarto's cross references become links with words, its callouts get their title as a line, its shortcodes go.

Runs after the headings are mended, since a bold line of its own would be taken for one. Source of the forms: Quarto's
guide, "Cross References", "Callout Blocks", "Shortcodes".
"""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import re
from collections.abc import Mapping

import panflute as pf

from filters.findings import Severity, report
from filters.phrases import is_labelled, language, words
from filters.reading_order import changed, in_reading_order, plain_text

_KINDS = ("note", "tip", "warning", "important", "caution")
_TITLES: Mapping[str, tuple[str, ...]] = {
    "en": ("Note", "Tip", "Warning", "Important", "Caution"),
    "de": ("Hinweis", "Tipp", "Warnung", "Wichtig", "Vorsicht"),
    "fr": ("Note", "Astuce", "Avertissement", "Important", "Attention"),
    "es": ("Nota", "Consejo", "Advertencia", "Importante", "Precaución"),
    "pt": ("Nota", "Dica", "Aviso", "Importante", "Cuidado"),
    "it": ("Nota", "Suggerimento", "Avviso", "Importante", "Attenzione"),
}
_CALLOUT = re.compile(r"callout-(note|tip|warning|important|caution)\Z")
_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq)-.")
_EQUATION = re.compile(r"\{#(eq-[\w.:-]+)\}")
_EQUATIONS = {"de": "Gleichung", "fr": "Équation", "es": "Ecuación", "pt": "Equação", "it": "Equazione"}
_SHORTCODE = re.compile(r"\{\{<\s*([\w-]+)[^{}]*>\}\}\Z")
_OWN_NUMBER = re.compile(r"\s*\S+\s*[\dA-Z]+(?:[.-]\d+)*")


def read_quarto(doc: pf.Doc) -> pf.Doc:
    """Make links, titled blocks and figures of what Quarto adds to Markdown; a shortcode leaves with a finding."""
    doc = changed(doc, _settle)
    targets = {**_targets(doc), **_number_equations(doc)}
    return changed(doc, lambda element, _: _link(element, targets)) if targets else doc


def _settle(element: pf.Element, doc: pf.Doc) -> pf.Element | list[pf.Element] | None:
    if isinstance(element, pf.Para | pf.Plain):
        return _without_shortcode(element, doc)
    if not isinstance(element, pf.Div):
        return None
    if element.identifier.startswith("fig-"):
        return _figure(element)
    kind = next((found[1] for each in element.classes if (found := _CALLOUT.match(each))), "")
    return _titled(element, kind, doc) if kind else None


def _without_shortcode(line: pf.Para | pf.Plain, doc: pf.Doc) -> list[pf.Element] | None:
    first = line.content[0] if line.content else None
    if not (isinstance(first, pf.Str) and first.text.startswith("{{<")):
        return None
    written = " ".join(plain_text(line).split())
    found = _SHORTCODE.match(written)
    if found is None:
        return None
    severity = Severity.NOTICE if found[1] == "pagebreak" else Severity.WARNING
    hint = "" if found[1] == "pagebreak" else "write what it stands for into the article"
    message = f"The shortcode “{written[:60]}” is not published."
    report(doc, "shortcode-removed", message, severity=severity, hint=hint)
    return []


def _titled(callout: pf.Div, kind: str, doc: pf.Doc) -> pf.Div:
    """Put the title as a bold line first: the one given, a heading at the head, or the kind's name."""
    content = list(callout.content)
    given = callout.attributes.pop("title", "").strip()
    if given:
        title: list[pf.Inline] = _words(given)
    elif content and isinstance(content[0], pf.Header):
        title = list(content.pop(0).content)
    else:
        names = _TITLES.get(language(doc).split("-")[0].lower(), _TITLES["en"])
        title = [pf.Str(names[_KINDS.index(kind)])]
    callout.classes = [each for each in callout.classes if not _CALLOUT.match(each)] + ["callout", kind]
    callout.content = [pf.Para(pf.Strong(*title)), *content]
    return callout


def _figure(division: pf.Div) -> pf.Figure | None:
    """Make a figure of a division whose last paragraph is the caption of the pictures before it."""
    *pictures, last = list(division.content) or [None]
    shown = [each for block in pictures for each in in_reading_order(block) if isinstance(each, pf.Image)]
    if not (shown and isinstance(last, pf.Para)) or any(isinstance(each, pf.Figure) for each in pictures):
        return None
    if any(isinstance(each, pf.Image) for each in in_reading_order(last)):
        return None
    caption = pf.Caption(pf.Plain(*last.content))
    return pf.Figure(*pictures, caption=caption, identifier=division.identifier, classes=division.classes)


def _targets(doc: pf.Doc) -> Mapping[str, str]:
    """Give the words for each id that can be referred to: numbers as `label_captions` counts, headings' own words."""
    found: dict[str, str] = {}
    counts = {"figure": 0, "table": 0}
    for element in in_reading_order(doc):
        if isinstance(element, pf.Header) and element.identifier.startswith("sec-"):
            found[element.identifier] = " ".join(plain_text(element).split())
        if not isinstance(element, pf.Figure | pf.Table):
            continue
        name = "figure" if isinstance(element, pf.Figure) else "table"
        lines = (
            [" ".join(plain_text(each).split()) for each in element.caption.content]
            if element.caption
            else []
        )
        caption = next(filter(None, lines), "")
        counts[name] += bool(caption)
        own = _OWN_NUMBER.match(caption) if is_labelled(caption) else None
        if caption and element.identifier.startswith(("fig-", "tbl-")):
            found[element.identifier] = own[0].strip() if own else f"{words(doc)[name]} {counts[name]}"
    return found


def _number_equations(doc: pf.Doc) -> Mapping[str, str]:
    """Give display formulas that have an id (`$$…$$ {#eq-x}`) a number, as Quarto does; words for each id."""
    found: dict[str, str] = {}
    name = _EQUATIONS.get(language(doc).split("-")[0].lower(), "Equation")
    for line in [each for each in in_reading_order(doc) if isinstance(each, pf.Para | pf.Plain)]:
        content = list(line.content)
        for place, each in enumerate(content):
            label = _EQUATION.match(each.text) if isinstance(each, pf.Str) else None
            before = [one for one in content[:place] if not isinstance(one, pf.Space | pf.SoftBreak)][-1:]
            if label is None or not (isinstance(before[0] if before else None, pf.Math)) or label[1] in found:
                continue
            found[label[1]] = f"{name} {len(found) + 1}"
            number = f"({len(found)}){each.text[label.end() :]}"
            content[place] = pf.Span(pf.Str(number), identifier=label[1])
        line.content = content
    return found


def _link(element: pf.Element, targets: Mapping[str, str]) -> list[pf.Inline] | None:
    """Make links of a citation if all that it names is in the document."""
    if not isinstance(element, pf.Cite) or not element.citations:
        return None
    keys = [each.id for each in element.citations]
    if not all(_REFERENCE.match(key) and targets.get(key) for key in keys):
        return None
    made: list[pf.Inline] = []
    for each in element.citations:
        made += [pf.Str(";"), pf.Space()] if made else []
        made += [*each.prefix, pf.Space()] if each.prefix else []
        said = targets[each.id]
        if each.mode == "SuppressAuthor" and not each.id.startswith("sec-"):
            said = said.rpartition(" ")[2]
        made += [pf.Link(*_words(said), url=f"#{each.id}"), *each.suffix]
    return made


def _words(text: str) -> list[pf.Inline]:
    return [part for word in text.split() for part in (pf.Space(), pf.Str(word))][1:]


if __name__ == "__main__":
    pf.dump(read_quarto(pf.load()))
