"""Line focus, and the place at which the page opens again, in a real Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading import addresses, begin, browser, folder, page

__all__ = ["addresses", "browser", "folder", "page"]

pytestmark = pytest.mark.slow

WINDOW = """() => {
  const box = document.querySelector('.veil').getBoundingClientRect();
  return [box.top, box.bottom];
}"""


def test_line_focus_shows_one_line_and_goes_with_keys_and_scrolling(
    page: Any, addresses: dict[str, str]
) -> None:
    begin(page, addresses["http"], {"focus": "line"})
    page.wait_for_timeout(100)
    first = page.evaluate(WINDOW)
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(50)
    second = page.evaluate(WINDOW)
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(400)
    scrolled, offset = page.evaluate(WINDOW), page.evaluate("scrollY")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    far = page.evaluate(WINDOW)

    title = page.evaluate("document.querySelector('h1').getBoundingClientRect().top + scrollY")
    assert title - 10 <= first[0] <= title + 10
    assert second[0] > first[0]
    assert offset > 1000
    assert scrolled[0] == pytest.approx(0.4 * 620, abs=60)
    assert scrolled[1] - scrolled[0] < 50
    assert page.evaluate("scrollY") > offset
    assert 0 < far[0] < far[1] < 620


def test_line_focus_shows_the_sentence_that_sounds(page: Any, addresses: dict[str, str]) -> None:
    begin(page, addresses["http"], {"focus": "line"})
    page.locator("#play").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    window = page.evaluate(WINDOW)
    sentence = page.locator(".spoken").first.bounding_box()

    assert window[0] <= sentence["y"] + 1
    assert window[1] >= sentence["y"] + sentence["height"] - 1
    assert window[1] - window[0] < sentence["height"] + 20


def test_a_reader_who_scrolls_away_from_the_voice_sees_a_line_all_the_same(
    page: Any, addresses: dict[str, str]
) -> None:
    begin(page, addresses["http"], {"focus": "line"})
    page.locator("#play").press("Enter")
    page.wait_for_timeout(900)
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 2500)
    page.wait_for_timeout(1500)
    wheeled = page.evaluate(WINDOW)
    page.locator("#main").focus()
    page.keyboard.press("PageDown")
    page.wait_for_timeout(1200)
    paged = page.evaluate(WINDOW)

    assert not page.evaluate("document.getElementById('voice').paused")
    assert 0 < wheeled[0] < wheeled[1] < 640
    assert 0 < paged[0] < paged[1] < 640


def test_a_paragraph_in_focus_is_shown_whole(page: Any, addresses: dict[str, str]) -> None:
    begin(page, addresses["http"], {"focus": "paragraph"})
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(400)
    top, bottom = page.evaluate(WINDOW)
    boxes = page.eval_on_selector_all(
        "article p",
        "all => all.map(each => each.getBoundingClientRect()).map(each => [each.top, each.bottom])",
    )

    assert any(
        top < box[0] + 8 and bottom > box[1] - 8 and bottom - top < box[1] - box[0] + 20 for box in boxes
    )


def test_what_the_keyboard_reaches_is_not_dimmed(page: Any, addresses: dict[str, str]) -> None:
    begin(page, addresses["http"], {"focus": "line"})
    page.locator("#main").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
    page.wait_for_timeout(100)
    top, bottom = page.evaluate(WINDOW)
    box = page.evaluate("(each => [each.top, each.bottom])(document.activeElement.getBoundingClientRect())")

    assert top <= box[0] + 4 and bottom >= box[1] - 4


def test_forced_colours_keep_line_focus_and_leave_out_the_themes(
    browser: Any, addresses: dict[str, str]
) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 700})
    page = context.new_page()
    begin(page, addresses["http"], {"focus": "line"})
    page.locator("#open-settings").press("Enter")
    outline = page.evaluate("getComputedStyle(document.querySelector('.veil')).outlineStyle")
    shown = (
        page.get_by_role("group", name="Colours").count(),
        page.get_by_role("group", name="Typeface").count(),
    )
    context.close()

    assert (outline, shown) == ("solid", (0, 1))


def test_the_page_opens_where_it_was_left_unless_the_address_says_where(
    page: Any, addresses: dict[str, str]
) -> None:
    page.goto(addresses["http"])
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(700)
    left = page.evaluate("scrollY")
    page.goto("about:blank")
    page.goto(addresses["http"])
    page.wait_for_timeout(200)
    again = page.evaluate("scrollY")
    page.goto("about:blank")
    page.goto(addresses["http"] + "#figure")
    page.wait_for_timeout(200)
    anchored = page.evaluate("document.getElementById('figure').getBoundingClientRect().top")
    page.mouse.wheel(0, -99999)
    page.wait_for_timeout(700)
    page.goto("about:blank")
    page.goto(addresses["http"])

    assert left > 1000
    assert abs(again - left) < 80
    assert 0 <= anchored < 700
    assert page.evaluate("scrollY") == 0
