#!/usr/bin/env python3
"""Every formula carries its words: the author's `alt`, else those found in the metadata under `lectern-math`."""

if __name__ == "__main__":
    from alone import find_package

    find_package()

import panflute as pf

KEY = "lectern-math"
SPOKEN = "math-spoken"


def speak_math(doc: pf.Doc) -> pf.Doc:
    r"""Wrap each formula as `[$x$]{.math-spoken spoken="x"}`; an author's `[$x$]{alt="…"}` gives the words itself."""
    spoken = _read_words(doc)

    def speak(element: pf.Element, _: pf.Doc) -> pf.Element | list[pf.Element] | None:
        if isinstance(element, pf.Span) and element.attributes.get("alt", "").strip() and _formulas(element):
            element.attributes["spoken"] = element.attributes.pop("alt")
            element.classes = [*(name for name in element.classes if name != SPOKEN), SPOKEN]
            for inner in list(element.content):
                if isinstance(inner, pf.Span) and SPOKEN in inner.classes:
                    element.content = list(inner.content)
            return element
        if isinstance(element, pf.Math) and not element.text.strip():
            return []  # nothing stands there to see, and nothing could be said
        if isinstance(element, pf.Math) and not _is_spoken(element):
            words = spoken.get((element.format == "DisplayMath", element.text), "").strip() or element.text
            return pf.Span(element, classes=[SPOKEN], attributes={"spoken": words})
        return None

    return doc.walk(speak)


def _is_spoken(formula: pf.Math) -> bool:
    parent = formula.parent
    return isinstance(parent, pf.Span) and "spoken" in parent.attributes


def _formulas(span: pf.Span) -> bool:
    """Tell whether a span holds nothing but one formula, perhaps with its words already."""
    inner = [each for each in span.content if not isinstance(each, pf.Space | pf.SoftBreak)]
    if len(inner) == 1 and isinstance(inner[0], pf.Span) and SPOKEN in inner[0].classes:
        return True
    return len(inner) == 1 and isinstance(inner[0], pf.Math)


def _read_words(doc: pf.Doc) -> dict[tuple[bool, str], str]:
    listed = doc.metadata.content.get(KEY)
    if not isinstance(listed, pf.MetaList):
        return {}
    return {
        (entry["display"].text == "yes", entry["tex"].text): entry["words"].text
        for entry in (each.content for each in listed.content)
    }


if __name__ == "__main__":
    pf.dump(speak_math(pf.load()))
