"""Fonts: every character a face, only the faces a document needs, the same bytes every time."""

from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont

from lectern.model import Severity
from lectern.writers import fonts, print_fonts

LATIN = "Plain words, “quoted” – and naïve."


def families(text: str, **more: str) -> dict[str, set[str]]:
    chosen: dict[str, set[str]] = {}
    for face in fonts.choose(text, **more):
        chosen.setdefault(face.family, set()).add(face.subset)
    return chosen


def test_a_latin_text_takes_the_latin_cuts_of_text_and_labels_alone() -> None:
    assert families(LATIN) == {fonts.TEXT: {"latin"}, fonts.LABEL: {"latin"}}


def test_other_scripts_take_their_own_cuts() -> None:
    assert families("Łódź Ελλάδα Привет")[fonts.TEXT] == {"latin", "latin-ext", "greek", "cyrillic"}


def test_code_and_formulas_bring_their_faces() -> None:
    chosen = families(LATIN, code="x = 1", mathematics="C")

    assert fonts.CODE in chosen
    assert fonts.MATHEMATICS in chosen


def test_arrows_and_operators_come_from_the_face_of_last_resort() -> None:
    face = next(face for face in fonts.choose("a → b ≤ c") if face.family == fonts.MATHEMATICS)
    with TTFont(BytesIO(face.data)) as font:
        assert {ord("→"), ord("≤")} <= set(font.getBestCmap())


def test_formulas_have_the_slanted_letters_that_browsers_draw() -> None:
    face = next(face for face in fonts.choose("", mathematics="Ch") if face.family == fonts.MATHEMATICS)

    assert {0x1D436, 0x210E} <= face.characters


def test_a_cut_is_small_and_always_the_same() -> None:
    first, again = (fonts.choose("≤", mathematics="x+y")[-1] for _ in range(2))
    bytes_before = first.data
    fonts._cut.cache_clear()

    assert again.data == bytes_before
    assert len(bytes_before) < 40_000 < first.path.stat().st_size


def test_a_script_without_a_font_is_a_finding_that_shows_it() -> None:
    found = fonts.findings("Tides 潮")

    assert [(each.rule, each.severity) for each in found] == [("script-without-font", Severity.WARNING)]
    assert "潮" in found[0].message
    assert fonts.findings(LATIN + "\u00ad\u200b\n") == ()


def test_rules_name_each_face_with_its_own_bytes_and_range() -> None:
    css = fonts.font_face_css(fonts.choose("Łódź"), fonts.as_data)

    assert css.count("@font-face") == 16
    assert css.count("data:font/woff2;base64,") == 16
    assert "unicode-range: U+0100" in css


def test_books_name_faces_by_file() -> None:
    css = fonts.font_face_css(fonts.choose(LATIN), fonts.in_folder("../fonts"))

    assert 'url("../fonts/literata-latin-400-normal.woff2")' in css


def test_weasyprint_sets_every_subset_in_its_own_letters() -> None:
    """WeasyPrint 70.0 mixes up glyphs where two files share one family; the text would be wrong, and unseen."""
    import pypdfium2
    from weasyprint import HTML

    text = "Łódź Ελλάδα Привет naïve"
    css = print_fonts.font_css(fonts.choose(text)) + "body { font-family: var(--face-text) }"
    pdf = pypdfium2.PdfDocument(HTML(string=f"<style>{css}</style><p>{text}</p>").write_pdf())
    read = pdf[0].get_textpage().get_text_range().strip()
    names = {
        fonts_of.removeprefix("Literata").strip("-")
        for fonts_of in print_fonts.font_css(fonts.choose(text)).split('font-family: "')
        if fonts_of.startswith("Literata")
    }
    pdf.close()

    assert read == text
    assert len({name.split('"')[0] for name in names}) == 4
