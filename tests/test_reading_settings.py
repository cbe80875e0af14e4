"""What the reader sets in the page, tried in a real Chromium: from disk and from a server, and after a reload."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lectern.checks import axe, nu
from lectern.model import Severity
from lectern.tools import CHECK_PACKAGES, find_node_package
from lectern.writers import look
from lectern.writers.page_settings import SLIDERS, THEMES, settings_panel
from lectern.writers.page_words import page_words
from tests.reading import STYLE, addresses, begin, browser, folder, page
from tests.test_html import contrast

__all__ = ["addresses", "browser", "folder", "page"]

MOST = {each.name: each.most for each in SLIDERS} | {"align": "justify", "focus": "lines"}
LEAST = {each.name: each.least for each in SLIDERS} | {"face": "device", "focus": "line"}
SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.body.querySelectorAll('*')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.right > root.clientWidth + 0.5 || box.left < -0.5;
  }).slice(0, 5).map(each => each.outerHTML.slice(0, 90));
}"""


def slide(page: Any, name: str, key: str) -> None:
    page.locator(f"#set-{name}").press(key)


def test_every_slider_goes_beyond_what_wcag_asks_for() -> None:
    """WCAG 2.2, 1.4.4 and 1.4.12; its usual value is one of its steps."""
    reach = {each.name: (each.least, each.most) for each in SLIDERS}
    asked = {"size": 2, "letters": 0.12, "words": 0.16, "leading": 1.5, "paragraphs": 2}

    assert all(reach[name][1] > value for name, value in asked.items())
    for each in SLIDERS:
        steps = (each.usual - each.least) / each.step
        assert steps == pytest.approx(round(steps)), each.name


def test_every_control_is_named_and_stands_in_a_group() -> None:
    from lxml import html as parser

    panel = parser.fromstring(settings_panel(page_words("en"), language="en-GB"))

    assert len(panel.xpath("//fieldset/legend")) == len(panel.xpath("//fieldset")) == 5
    for control in panel.xpath("//input"):
        labels = control.xpath("ancestor::label") or panel.xpath(f"//label[@for='{control.get('id')}']")
        assert labels and labels[0].text_content().strip()
        assert control.xpath("ancestor::fieldset")


def test_joined_letters_are_not_offered_spacing() -> None:
    assert "set-letters" not in settings_panel(page_words("en"), language="ar")
    assert "set-letters" in settings_panel(page_words("en"), language="he")


def colours(css: str, theme: str) -> dict[str, str]:
    block = css.split(f'[data-theme="{theme}"]')[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("theme", THEMES[1:])
def test_every_theme_reaches_seven_to_one(theme: str) -> None:
    """WCAG 1.4.6 for text on every ground it may stand on, 1.4.11 for marks."""
    scheme = colours(look.css("themes"), theme)

    assert len(scheme) == 11
    for ground, ink in product(("paper", "tint", "spoken"), ("ink", "secondary", "accent")):
        assert contrast(scheme[ink], scheme[ground]) >= 7, (ink, ground)
    assert contrast(scheme["on-accent"], scheme["accent"]) >= 7
    assert contrast(scheme["on-accent"], scheme["ink"]) >= 7
    assert contrast(scheme["on-spoken-word"], scheme["spoken-word"]) >= 7
    for ground in ("paper", "spoken"):
        assert contrast(scheme["spoken-mark"], scheme[ground]) >= 3


def test_a_chosen_theme_is_the_one_that_the_device_would_choose() -> None:
    def system(css: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))

    assert colours(look.css("themes"), "light") == system(look.css("tokens"))
    assert colours(look.css("themes"), "dark") == system(look.css("dark").split("prefers-contrast")[0])


@pytest.mark.slow
@pytest.mark.parametrize("place", ["http", "file"])
@pytest.mark.parametrize(
    ("slider", "property"),
    [
        ("size", "fontSize"),
        ("letters", "letterSpacing"),
        ("words", "wordSpacing"),
        ("leading", "lineHeight"),
        ("paragraphs", "marginBottom"),
        ("measure", "width"),
    ],
)
def test_a_slider_changes_the_text_and_lasts(
    page: Any, addresses: dict[str, str], place: str, slider: str, property: str
) -> None:
    page.goto(addresses[place])
    before = page.evaluate(STYLE, property)
    page.get_by_role("button", name="Reading settings").press("Enter")
    for _ in range(3):
        slide(page, slider, "ArrowLeft" if slider == "measure" else "ArrowRight")
    changed, told = (
        page.evaluate(STYLE, property),
        page.locator(f"#set-{slider}").get_attribute("aria-valuetext"),
    )
    page.reload()

    assert changed != before
    assert page.evaluate(STYLE, property) == changed
    assert re.fullmatch(r"\d+ ?%|\d(\.\d)?×|\d+ characters", told.replace("\u00a0", " "))
    assert page.locator(f"#set-{slider}").get_attribute("aria-valuetext") == told


@pytest.mark.slow
@pytest.mark.parametrize("place", ["http", "file"])
@pytest.mark.parametrize(
    ("group", "choice", "property", "expected"),
    [
        ("Colours", "Sepia", "color", "rgb(43, 33, 23)"),
        ("Typeface", "Atkinson Hyperlegible", "fontFamily", '"Atkinson Hyperlegible Next"'),
        ("Typeface", "without serifs", "fontFamily", "system-ui"),
        ("Alignment", "Justified", "textAlign", "justify"),
    ],
)
def test_a_choice_changes_the_text_and_lasts(
    page: Any, addresses: dict[str, str], place: str, group: str, choice: str, property: str, expected: str
) -> None:
    page.goto(addresses[place])
    before = page.evaluate(STYLE, property)
    page.get_by_role("button", name="Reading settings").press("Enter")
    page.get_by_role("group", name=group).get_by_label(choice).check()
    changed = page.evaluate(STYLE, property)
    page.reload()

    assert changed.startswith(expected) and not before.startswith(expected)
    assert page.evaluate(STYLE, property) == changed


@pytest.mark.slow
def test_atkinson_is_shown_by_its_own_font_not_by_a_stand_in(page: Any, addresses: dict[str, str]) -> None:
    begin(page, addresses["file"], {"face": "atkinson"})
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "article .opening p"})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]

    assert [(each["familyName"], each["isCustomFont"]) for each in used] == [
        ("Atkinson Hyperlegible Next", True)
    ]


@pytest.mark.slow
def test_settings_are_there_before_the_first_paint(page: Any, addresses: dict[str, str]) -> None:
    """The attributes stand before the body is read, and no frame is painted in other colours."""
    begin(page, addresses["http"], {"theme": "contrast-dark", "size": 2})
    page.add_init_script(
        """window.seen = [];
        new MutationObserver(() => {
          if (!document.body || window.seen.length) return;
          const root = document.documentElement;
          window.seen = [root.dataset.theme, getComputedStyle(root).backgroundColor];
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.reload()

    assert page.evaluate("window.seen") == ["contrast-dark", "rgb(0, 0, 0)"]


@pytest.mark.slow
def test_reset_takes_everything_back_and_says_so(page: Any, addresses: dict[str, str]) -> None:
    properties = (
        "fontSize",
        "letterSpacing",
        "lineHeight",
        "marginBottom",
        "width",
        "color",
        "textAlign",
        "fontFamily",
    )
    page.goto(addresses["http"])
    fresh = [page.evaluate(STYLE, each) for each in properties]
    begin(page, addresses["http"], MOST | {"theme": "dark", "face": "device"})
    page.get_by_role("button", name="Reading settings").press("Enter")
    page.get_by_role("button", name="Reset all").press("Enter")

    assert [page.evaluate(STYLE, each) for each in properties] == fresh
    assert page.evaluate("JSON.parse(localStorage.getItem('lectern:reading'))") == {}
    assert "as they were" in page.locator("#settings-told").inner_text()
    assert page.get_by_label("As the device").is_checked()
    assert not page.locator(".veil").is_visible()


@pytest.mark.slow
def test_what_is_kept_may_be_nonsense(page: Any, addresses: dict[str, str]) -> None:
    for text in (
        "[1,2",
        "null",
        '"x"',
        '{"size": "huge", "theme": 7, "face": "\\"><b>"}',
        '{"size": 900, "leading": -4}',
    ):
        page.goto(addresses["http"])
        page.evaluate("text => localStorage.setItem('lectern:reading', text)", text)
        page.reload()
        assert page.locator("#open-settings").is_visible()
        assert float(page.evaluate(STYLE, "fontSize")[:-2]) < 100


@pytest.mark.slow
def test_escape_closes_and_gives_the_focus_back(page: Any, addresses: dict[str, str]) -> None:
    page.goto(addresses["http"])
    button = page.get_by_role("button", name="Reading settings")
    button.press("Enter")
    opened = (
        button.get_attribute("aria-expanded"),
        page.evaluate("document.activeElement.closest('dialog').id"),
    )
    page.locator("#set-size").press("Escape")

    assert opened == ("true", "settings-panel")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.id") == "open-settings"
    assert not page.locator("#settings-panel").is_visible()


@pytest.mark.slow
def test_the_button_is_at_hand_deep_in_the_text(page: Any, addresses: dict[str, str]) -> None:
    """On a small screen it comes when the reader scrolls back, and opening it moves nothing."""
    for width, steps in ((1280, (2000,)), (320, (2000, -200))):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(addresses["http"])
        page.mouse.move(100, 300)
        for step in steps:
            page.mouse.wheel(0, step)
            page.wait_for_timeout(700)
        place = page.evaluate("scrollY")
        box = page.locator("#open-settings").bounding_box()
        page.mouse.click(box["x"] + 20, box["y"] + 20)  # Playwright's own click would scroll first

        assert place > 1000
        assert page.locator("#settings-panel").is_visible()
        assert page.evaluate("scrollY") == place


@pytest.mark.slow
def test_without_script_there_is_no_button(browser: Any, addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["http"])
    shown = page.get_by_role("button", name="Reading settings").count(), page.locator("h1").is_visible()
    context.close()

    assert shown == (0, True)


@pytest.mark.slow
def test_without_storage_settings_hold_for_the_visit(browser: Any, addresses: dict[str, str]) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page = context.new_page()
    page.goto(addresses["file"])
    page.get_by_role("button", name="Reading settings").press("Enter")
    page.get_by_label("Dark", exact=True).check()
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    context.close()

    assert ground == "rgb(22, 24, 26)"


@pytest.mark.slow
def test_controls_are_large_enough_to_touch(page: Any, addresses: dict[str, str]) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(addresses["http"])
        page.get_by_role("button", name="Reading settings").press("Enter")
        small = page.eval_on_selector_all(
            "#reading-settings button, .choices label, #settings-panel input[type='range']",
            "all => all.filter(each => Math.min(each.offsetWidth, each.offsetHeight) < 44).map(each => each.outerHTML)",
        )
        assert small == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tides", "gaut"])
@pytest.mark.parametrize("values", [MOST, LEAST, MOST | {"face": "atkinson", "measure": 30}])
def test_nothing_scrolls_sideways_at_any_extreme(
    page: Any, folder: Path, name: str, values: dict[str, Any]
) -> None:
    """WCAG 1.4.10: 320 CSS pixels are 1280 at a zoom of 400 %."""
    for width in (320, 640, 1280):
        page.set_viewport_size({"width": width, "height": 400 if width == 320 else 700})
        begin(page, (folder / f"{name}.html").as_uri(), values)
        for opened in (False, True):
            if opened:
                page.locator("#open-settings").press("Enter")
            assert page.evaluate(SIDEWAYS) == [], (width, opened)


@pytest.mark.slow
def test_a_page_from_right_to_left_has_its_text_at_the_right(page: Any, folder: Path) -> None:
    begin(page, (folder / "gaut.html").as_uri(), {"leading": 2, "focus": "line"})
    page.locator("#open-settings").press("Enter")
    panel, text = page.locator("#settings-panel").bounding_box(), page.locator(".opening").bounding_box()

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert panel["x"] >= text["x"] + text["width"]
    assert page.evaluate(STYLE, "lineHeight") == "42px"


@pytest.mark.slow
def test_changing_the_size_keeps_the_line_in_sight(page: Any, addresses: dict[str, str]) -> None:
    page.goto(addresses["http"])
    page.evaluate("document.querySelectorAll('article p')[20].scrollIntoView({ behavior: 'instant' })")
    place = "document.querySelectorAll('article p')[20].getBoundingClientRect().top"
    before = page.evaluate(place)
    page.locator("#open-settings").press("Enter")
    for _ in range(12):
        slide(page, "size", "ArrowRight")

    assert abs(page.evaluate(place) - before) < 60


@pytest.mark.slow
def test_print_knows_no_settings(page: Any, addresses: dict[str, str]) -> None:
    page.goto(addresses["http"])
    page.emulate_media(media="print")
    properties = (
        "fontSize",
        "letterSpacing",
        "lineHeight",
        "marginBottom",
        "color",
        "textAlign",
        "fontFamily",
    )
    plain = [page.evaluate(STYLE, each) for each in properties]
    begin(page, addresses["http"], MOST | {"theme": "contrast-dark", "face": "device"})

    assert [page.evaluate(STYLE, each) for each in properties] == plain
    assert not page.locator(".veil").is_visible()
    assert not page.locator("#open-settings").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.slow
@pytest.mark.parametrize("width", axe.WIDTHS)
def test_axe_finds_nothing_in_any_theme_with_the_panel_open(browser: Any, folder: Path, width: int) -> None:
    """The rules of WCAG 2.2 AAA and best practice; contrast is computed from what is painted."""
    script = (find_node_package("axe-core", root=CHECK_PACKAGES) / "axe.min.js").read_text(encoding="utf-8")
    script += axe.SCRIPT.read_text(encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    for theme in THEMES:
        begin(page, (folder / "tides.html").as_uri(), {"theme": theme})
        page.locator("#open-settings").press("Enter")
        page.evaluate("document.querySelector('article .sentence').classList.add('spoken')")
        page.add_script_tag(content=script)
        result = page.evaluate("tags => runAxe(tags)", list(axe.TAGS))
        assert result["passes"] > 20
        found += [(theme, each["id"], each["target"]) for each in result["violations"]]
    context.close()

    assert found == []


@pytest.mark.slow
def test_the_checkers_have_nothing_to_say(folder: Path) -> None:
    pages = [folder / "tides.html", folder / "gaut.html"]

    assert nu.check(pages) == ()
    assert [each for each in axe.check(pages) if each.severity is not Severity.NOTICE] == []
