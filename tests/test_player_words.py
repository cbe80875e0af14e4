"""The word that sounds is lit: with a real voice, in a real Chromium, from a server and from disk."""

from __future__ import annotations

import re
from typing import Any

import pytest

from lectern.model import Kind
from tests.spoken_page import (
    LIT,
    SpokenPage,
    address,
    browser,
    built,
    opened,
    page,
    seek,
    served,
)

__all__ = ["address", "browser", "built", "page", "served"]
pytestmark = pytest.mark.slow

WITHOUT_HIGHLIGHTS = "delete window.Highlight;"
BOXES = """() => [...document.querySelectorAll('main .sentence, main tr, main .citation')].flatMap(each => {
  const box = each.getBoundingClientRect();
  return [box.x, box.y + scrollY, box.width, box.height];
})"""


def moments(built: SpokenPage, count: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Give so many words, spread over the recording, each with its line; pictures and code are lit as a whole."""
    whole = {each.id for each in built.edition.document.fragments if each.kind in (Kind.IMAGE, Kind.CODE)}
    written = [line for line in built.lines if line["written"] and line["fragment"] not in whole]
    listed = [(line, word) for line in written for word in line["words"]]
    return [listed[place * (len(listed) - 1) // (count - 1)] for place in range(count)]


@pytest.mark.parametrize("before", ["", WITHOUT_HIGHLIGHTS], ids=["highlights", "spans"])
def test_the_lit_word_is_the_word_that_sounds(
    browser: Any, address: str, built: SpokenPage, before: str
) -> None:
    seen = []
    with opened(browser, address, before=before) as page:
        for line, word in moments(built, 14):
            seek(page, (word["begin_ms"] + word["end_ms"]) / 2)
            seen.append((page.evaluate(LIT), word["text"], line["fragment"]))
        assert page.evaluate("'Highlight' in window") == (not before)

    wrong = [each for each in seen if each[0] != each[1] and not page_has_formula(built, each[2])]
    assert wrong == []
    assert len({lit for lit, _, _ in seen}) >= 10


def page_has_formula(built: SpokenPage, fragment: str) -> bool:
    """Tell whether a sentence holds a formula, which is lit as a whole."""
    return bool(
        re.search(rf'id="{fragment}"[^>]*>(?:(?!</span>).)*<span[^>]*math', built.page.read_text("utf-8"))
    )


def test_the_lit_word_keeps_up_with_the_voice(page: Any, built: SpokenPage) -> None:
    line = built.line("falls twice")
    seek(page, line["begin_ms"])
    page.locator("#play").press("Enter")
    seen = page.evaluate(
        f"""() => new Promise(done => {{
          const voice = document.getElementById('voice'), seen = [];
          const lit = {LIT};
          const look = () => {{
            seen.push([voice.currentTime * 1000, lit()]);
            if (seen.length < 150 && voice.currentTime * 1000 < {line["end_ms"]}) requestAnimationFrame(look);
            else {{ voice.pause(); done(seen); }}
          }};
          requestAnimationFrame(look);
        }})"""
    )
    words = [*line["words"][:-1], line["words"][-1] | {"end_ms": line["end_ms"]}]  # lit until another begins
    told = [(ms, lit) for ms, lit in seen if line["begin_ms"] < ms < line["end_ms"] - 100 and lit]
    late = [
        (ms, lit)
        for ms, lit in told
        if lit not in {each["text"] for each in words if each["begin_ms"] - 20 <= ms <= each["end_ms"] + 80}
    ]

    assert len({lit for _, lit in told}) >= len(words) - 1
    assert late == []


def test_words_across_inline_elements_are_whole_and_formulas_lit_as_a_whole(
    page: Any, built: SpokenPage
) -> None:
    lit = []
    for sentence, text in (
        ("falls twice", "falls"),
        ("follows the sky", "H2O"),
        ("follows the sky", "shore"),
    ):
        word = next(each for each in built.line(sentence)["words"] if each["text"] == text)
        seek(page, word["begin_ms"] + 20)
        lit.append(page.evaluate(LIT))
    formula = built.line("The height of a wave")
    inside = [each for each in formula["words"] if "frac" in each["text"]]
    seek(page, (inside[0]["begin_ms"] + inside[0]["end_ms"]) / 2)

    assert lit == ["falls", "H2O", "shore"]
    assert page.locator(".spoken .math.spoken-word").count() == 1
    assert page.evaluate(LIT) == ""


IN_SIGHT = """end => new Promise(done => {
  const voice = document.getElementById('voice'), player = document.getElementById('player'), seen = [];
  const look = () => {
    const word = [...CSS.highlights.get('spoken-word')][0]?.getBoundingClientRect();
    const mark = document.querySelector('a.spoken')?.getBoundingClientRect();
    const box = mark ?? word;
    if (box) seen.push([box.top, box.bottom, player.getBoundingClientRect().top, scrollY]);
    if (voice.currentTime * 1000 < end) requestAnimationFrame(look); else { voice.pause(); done(seen); }
  };
  requestAnimationFrame(look);
})"""


@pytest.mark.parametrize("words", ["follows the sky", "The Sun pulls too"])
def test_what_sounds_stays_in_sight_on_a_small_screen(
    browser: Any, served: str, built: SpokenPage, words: str
) -> None:
    """A sentence that is longer than the screen goes along word by word; of a note its mark stays in sight."""
    line = built.line(words)
    with opened(browser, served, viewport={"width": 320, "height": 330}) as page:
        page.locator("#show").press("Enter")
        seek(page, line["begin_ms"] + 20)
        page.locator("#play").press("Enter")
        seen = page.evaluate(IN_SIGHT, line["end_ms"] - 100)[5:]

    assert len(seen) > 30
    assert [each for each in seen if each[0] < 0 or each[1] > each[2]] == []


@pytest.mark.parametrize("before", ["", WITHOUT_HIGHLIGHTS], ids=["highlights", "spans"])
def test_light_moves_nothing_and_leaves_nothing_behind(
    browser: Any, served: str, built: SpokenPage, before: str
) -> None:
    with opened(browser, served, before=before) as page:
        still, moved = page.evaluate(BOXES), []
        for _, word in moments(built, 25):
            seek(page, word["begin_ms"] + 15)
            moved.append(page.evaluate(BOXES))
        page.locator("#settings > summary").press("Enter")
        page.get_by_label("Light each word").uncheck()
        left = page.evaluate(LIT), page.locator(".spoken-word").count()

    # A span may round its letters' places otherwise, by less than a pixel.
    assert max(abs(one - other) for boxes in moved for one, other in zip(still, boxes, strict=True)) <= 1
    assert left == ("", 0)


@pytest.mark.parametrize(("scheme", "forced"), [("light", "none"), ("dark", "none"), ("light", "active")])
def test_the_lit_word_can_be_read(
    browser: Any, served: str, built: SpokenPage, scheme: str, forced: str
) -> None:
    """WCAG 1.4.3: at least 4.5:1, as the browser computes it; in forced colours system colours."""
    with opened(browser, served, color_scheme=scheme, forced_colors=forced) as page:
        seek(page, built.line("twice a day")["words"][2]["begin_ms"] + 20)
        ink, ground, mark = page.evaluate(
            """() => {
              const style = getComputedStyle(document.querySelector('.spoken'), '::highlight(spoken-word)');
              return [style.color, style.backgroundColor, style.textDecorationLine];
            }"""
        )
        system = page.evaluate(
            """() => {
              const probe = document.createElement('i');
              document.body.append(probe);
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('.probe { color: HighlightText; background-color: Highlight; }');
              document.adoptedStyleSheets = [sheet];
              probe.className = 'probe';
              return [getComputedStyle(probe).color, getComputedStyle(probe).backgroundColor];
            }"""
        )

    assert contrast(ink, ground) >= 4.5
    assert mark == "underline"
    assert ([ink, ground] == system) == (forced == "active")


def contrast(ink: str, ground: str) -> float:
    """WCAG 2.2: the contrast of two colours as `getComputedStyle` writes them."""
    from tests.test_html import contrast as of_hex

    def hexadecimal(colour: str) -> str:
        return "#" + "".join(f"{int(float(each)):02x}" for each in re.findall(r"[\d.]+", colour)[:3])

    return of_hex(hexadecimal(ink), hexadecimal(ground))
