#!/usr/bin/env python3
"""Every formula carries its words: the author's `alt`, else those found in the metadata under `lectern-math`."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

from filters.phrases import words as phrases
from filters.reading_order import changed

KEY = "lectern-math"
SPOKEN = "math-spoken"


def speak_math(doc: pf.Doc) -> pf.Doc:
    r"""Wrap each formula as `[$x$]{.math-spoken spoken="x"}`; an author's `[$x$]{alt="…"}` gives the words itself.

    Words of another language than the text's bear it as `lang`. A formula that the metadata knows and has no words for
    cannot be read: it is shown as its TeX, for every program that would set it may stumble over it again.
    """
    spoken = _read_words(doc)
    formula = phrases(doc)["formula"]

    def speak(element: pf.Element, _: pf.Doc) -> pf.Element | list[pf.Element] | None:
        if isinstance(element, pf.Span) and element.attributes.get("alt", "").strip() and _formulas(element):
            return _author_s(element)
        if isinstance(element, pf.Math) and not element.text.strip():
            return []  # nothing stands there to see, and nothing could be said
        if isinstance(element, pf.Math) and not _is_spoken(element):
            known = spoken.get((element.format == "DisplayMath", element.text))
            if known is None:
                return pf.Span(element, classes=[SPOKEN], attributes={"spoken": element.text})
            words, language = known
            shown = element if words else pf.Code(element.text, classes=["tex"])
            attributes = {"spoken": words or formula} | ({"lang": language} if words and language else {})
            return pf.Span(shown, classes=[SPOKEN], attributes=attributes)
        return None

    return changed(doc, speak)


def _author_s(span: pf.Span) -> pf.Span:
    """Take the author's words for those of the formula in a span."""
    span.attributes["spoken"] = span.attributes.pop("alt")
    span.classes = [*(name for name in span.classes if name != SPOKEN), SPOKEN]
    for inner in list(span.content):
        if isinstance(inner, pf.Span) and SPOKEN in inner.classes:
            span.content = list(inner.content)
    return span


def _is_spoken(formula: pf.Math) -> bool:
    parent = formula.parent
    return isinstance(parent, pf.Span) and "spoken" in parent.attributes


def _formulas(span: pf.Span) -> bool:
    """Tell whether a span holds nothing but one formula, perhaps with its words already."""
    inner = [each for each in span.content if not isinstance(each, pf.Space | pf.SoftBreak)]
    if len(inner) == 1 and isinstance(inner[0], pf.Span) and SPOKEN in inner[0].classes:
        return True
    return len(inner) == 1 and isinstance(inner[0], pf.Math)


def _read_words(doc: pf.Doc) -> dict[tuple[bool, str], tuple[str, str]]:
    """Read what the metadata says: display and TeX -> words and their language, "" for the text's own."""
    listed = doc.metadata.content.get(KEY)
    if not isinstance(listed, pf.MetaList):
        return {}
    return {
        (entry["display"].text == "yes", entry["tex"].text): (entry["words"].text, entry["lang"].text)
        for entry in (each.content for each in listed.content)
    }


if __name__ == "__main__":
    pf.dump(speak_math(pf.load()))
