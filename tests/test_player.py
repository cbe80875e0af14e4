"""The read-along player, driven by keyboard and mouse in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lectern.checks.browser import find_browser
from lectern.writers import html
from tests import editions

pytestmark = pytest.mark.slow

HEARD = """() => {
  const bins = new Uint8Array(window.listening.frequencyBinCount);
  window.listening.getByteFrequencyData(bins);
  const loudest = bins.reduce((best, each, place) => (each > bins[best] ? place : best), 0);
  const marked = document.querySelector('.spoken[id^="s-"]');
  return [loudest * window.listening.context.sampleRate / window.listening.fftSize, marked ? marked.id : ''];
}"""
LISTEN = """() => {
  const context = new AudioContext();
  window.listening = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  context.createMediaElementSource(document.getElementById('voice')).connect(window.listening);
  window.listening.connect(context.destination);
  return context.resume();
}"""
PLACE = "() => document.getElementById('voice').currentTime"
PAUSED = "() => document.getElementById('voice').paused"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A page with its MP3, and the fragments in the order in which they sound."""
    folder = tmp_path_factory.mktemp("player")
    edition = editions.edition(folder)
    assert edition.recording is not None
    html.write(edition, folder)
    (folder / "tides.mp3").write_bytes(edition.recording.audio)
    return folder, [clip.fragment for clip in edition.recording.clips]


@pytest.fixture(scope="module")
def address(built: tuple[Path, list[str]]) -> Iterator[str]:
    server, address = editions.serve(built[0])
    yield f"{address}/tides.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser()),
            args=["--no-sandbox", "--autoplay-policy=document-user-activation-required"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page, fresh, with room to scroll, and nothing gone wrong when the test is over."""
    context = browser.new_context(viewport={"width": 1000, "height": 500}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    until(page, "document.getElementById('voice').readyState > 0")
    yield page
    context.close()
    assert errors == []


def until(page: Any, condition: str) -> None:
    """Wait for a condition, asking from outside: the page's own policy forbids to poll in it."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it never came true: {condition}")


def spoken(page: Any) -> list[str]:
    return list(page.eval_on_selector_all(".spoken", "marked => marked.map(each => each.id)"))


def click_sentence(page: Any, words: str) -> str:
    """Click on a sentence by its words; give its id."""
    sentence, x, y = beginning(page, words)
    page.mouse.click(x, y)
    return str(sentence.get_attribute("id"))


def beginning(page: Any, words: str) -> tuple[Any, float, float]:
    """Find a sentence by its words; give it and a point in its first line."""
    sentence = page.locator("main .sentence", has_text=words).first
    sentence.scroll_into_view_if_needed()
    left, top = sentence.evaluate(
        "each => { const line = each.getClientRects()[0]; return [line.x, line.y] }"
    )
    return sentence, left + 6, top + 10


def test_nothing_plays_by_itself(page: Any) -> None:
    page.wait_for_timeout(600)

    assert page.evaluate(PAUSED)
    assert page.evaluate(PLACE) == 0


def test_the_highlighted_sentence_is_the_one_that_sounds(page: Any, built: tuple[Path, list[str]]) -> None:
    """Every sentence is a tone of its own: what is heard is measured, not what the script believes."""
    fragments = built[1]
    page.evaluate(LISTEN)
    page.locator("#play").press("Enter")
    agreed, seen = 0, set()
    for _ in range(40):
        page.wait_for_timeout(150)
        heard, marked = page.evaluate(HEARD)
        if heard < 300:
            continue
        index = round((heard - 400) / 150)
        within = page.evaluate(PLACE) % editions.TONE
        if 0.15 < within < editions.TONE - 0.1 and index > 0:
            assert marked == fragments[index]
            agreed += 1
            seen.add(marked)

    assert agreed > 8
    assert len(seen) > 3


def test_a_click_on_a_sentence_plays_it(page: Any, built: tuple[Path, list[str]]) -> None:
    clicked = click_sentence(page, "The Earth turns beneath it.")
    until(page, "!document.getElementById('voice').paused")

    assert spoken(page) == [clicked]
    begin = built[1].index(clicked) * editions.TONE
    assert begin <= page.evaluate(PLACE) + 0.01 < begin + editions.TONE


def test_selecting_text_never_plays(page: Any) -> None:
    _, x, y = beginning(page, "The Moon pulls")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)
    dragged = page.evaluate(PAUSED)
    page.mouse.click(x + 30, y)
    page.wait_for_timeout(500)
    cleared = page.evaluate(PAUSED)
    page.mouse.dblclick(x + 40, y)
    page.wait_for_timeout(500)

    assert dragged
    assert cleared, "the click that only takes a selection away plays nothing"
    assert page.evaluate(PAUSED)
    assert page.evaluate("getSelection().toString().trim()") != ""


def test_links_keep_working(page: Any) -> None:
    page.get_by_role("link", name="the figure").click()
    page.wait_for_timeout(400)

    assert page.evaluate(PAUSED)
    assert page.url.endswith("#figure")


def test_space_scrolls_the_page_and_never_plays(page: Any) -> None:
    click_sentence(page, "The sea rises.")
    until(page, "!document.getElementById('voice').paused")
    page.keyboard.press("Space")
    until(page, "scrollY > 100")

    assert not page.evaluate(PAUSED)


def test_keys_count_only_while_the_player_has_the_focus(page: Any) -> None:
    page.locator("main").focus()
    for key in ("k", "ArrowRight", "."):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    outside = page.evaluate(PAUSED), page.evaluate(PLACE), page.locator("#speed").input_value()
    page.locator("#play").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press(".")
    moved = round(page.evaluate(PLACE), 2), page.locator("#speed").input_value()
    page.keyboard.press("k")
    until(page, "!document.getElementById('voice').paused")
    page.keyboard.press("k")
    until(page, "document.getElementById('voice').paused")

    assert outside == (True, 0, "1")
    assert moved == (editions.TONE, "1.25")


def test_the_buttons_play_pause_step_and_change_the_speed(page: Any) -> None:
    play = page.get_by_role("button", name="Play", exact=True)
    play.press("Enter")
    until(page, "!document.getElementById('voice').paused")
    page.get_by_role("button", name="Pause").press("Space")
    until(page, "document.getElementById('voice').paused")
    for _ in range(3):
        page.get_by_role("button", name="Next sentence").press("Enter")
    forward = spoken(page)
    page.get_by_role("button", name="Previous sentence").press("Enter")
    page.get_by_label("Speed").select_option("3")

    assert page.evaluate("document.getElementById('voice').playbackRate") == 3
    assert len(forward) == 1
    assert spoken(page) != forward


def test_highlighting_moves_no_focus_and_announces_nothing(page: Any) -> None:
    page.locator("#play").press("Enter")
    page.wait_for_timeout(1200)

    assert page.evaluate("document.activeElement.id") == "play"
    telling = "main [aria-live], main [role='status']:not(#cite-told), main .sentence[tabindex]"
    assert page.locator(telling).count() == 0


def test_a_note_marks_itself_and_its_reference_which_stays_in_sight(page: Any) -> None:
    note = page.locator("[role='doc-endnotes'] .sentence").first.get_attribute("id")
    page.locator("#play").focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        if note in spoken(page):
            break

    assert set(spoken(page)) == {note, "noteref-1"}
    box = page.locator("#noteref-1").bounding_box()
    assert 0 <= box["y"] < 500 - page.locator("#player").bounding_box()["height"]


def test_the_page_follows_the_voice_until_the_reader_scrolls(page: Any) -> None:
    page.locator("#play").press("Enter")
    page.wait_for_timeout(300)
    page.mouse.move(500, 200)
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(400)
    scrolled = page.evaluate("scrollY")
    page.wait_for_timeout(1800)
    stayed = page.evaluate("scrollY")
    button = page.get_by_role("button", name="Back to the spoken sentence")
    assert button.is_visible()
    button.press("Enter")
    page.wait_for_timeout(200)

    assert scrolled == stayed > 0
    assert page.evaluate("scrollY") < scrolled
    assert not button.is_visible()


def test_the_place_is_remembered_and_waits(page: Any) -> None:
    page.locator("#play").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    left = spoken(page)
    page.reload()
    until(page, "document.getElementById('voice').readyState > 0")
    page.wait_for_timeout(300)

    assert spoken(page) == left
    assert page.evaluate(PAUSED)
    assert page.evaluate(PLACE) == pytest.approx(4 * editions.TONE, abs=0.01)


def test_what_may_be_skipped_is_skipped(page: Any) -> None:
    page.locator("#settings > summary").press("Enter")
    page.get_by_label("Skip notes").check()
    page.keyboard.press("Escape")
    note = page.locator("[role='doc-endnotes'] .sentence").first.get_attribute("id")
    page.locator("#play").focus()
    passed = []
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        passed += spoken(page)

    assert passed
    assert note not in passed


def test_the_player_folds_into_a_button_and_back(page: Any) -> None:
    page.get_by_role("button", name="Hide the player").press("Enter")
    folded = page.locator("#bar").is_visible(), page.evaluate("document.activeElement.id")
    page.get_by_role("button", name="Show the player").press("Enter")

    assert folded == (False, "show")
    assert page.locator("#bar").is_visible()
    assert page.evaluate("document.activeElement.id") == "hide"


def test_the_bar_covers_no_text_at_the_end_of_the_page(page: Any) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(100)
    foot, bar = page.locator(".foot").bounding_box(), page.locator("#player").bounding_box()

    assert foot["y"] + foot["height"] <= bar["y"]


def test_controls_are_large_enough_to_touch(page: Any) -> None:
    small = page.eval_on_selector_all(
        "#player button, #player select, #player summary",
        "all => all.filter(each => each.offsetParent && Math.min(each.offsetWidth, each.offsetHeight) < 44)"
        ".map(each => each.id)",
    )

    assert small == []


def test_a_missing_recording_is_said_in_words(
    browser: Any, built: tuple[Path, list[str]], tmp_path: Path
) -> None:
    alone = tmp_path / "tides.html"
    alone.write_bytes((built[0] / "tides.html").read_bytes())
    page = browser.new_page()
    page.goto(alone.as_uri())
    until(page, "document.getElementById('player-message').textContent !== ''")
    told = page.locator("#player-message").inner_text()
    disabled = page.locator("#play").is_disabled()
    click_sentence(page, "The sea rises.")
    page.wait_for_timeout(400)
    page.close()

    assert "tides.mp3" in told
    assert "missing" in told
    assert disabled


def test_it_plays_from_a_file_and_without_storage(browser: Any, built: tuple[Path, list[str]]) -> None:
    """A page on disk, in a browser that refuses storage."""
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page = context.new_page()
    page.goto((built[0] / "tides.html").as_uri())
    page.get_by_role("button", name="Listen to this article").click()
    until(page, "document.getElementById('voice').currentTime > 0.2")
    page.locator("#on").click()
    marked = spoken(page)
    context.close()

    assert marked


def test_the_page_asks_for_nothing_but_its_recording(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_timeout(300)
    context.close()

    wanted = {each for each in asked if not each.startswith("data:")}
    assert wanted == {address, re.sub(r"html$", "mp3", address)}


def test_the_script_knows_every_clip_from_sample_counts(built: tuple[Path, list[str]]) -> None:
    page = (built[0] / "tides.html").read_text(encoding="utf-8")
    found = re.search(r'id="narration">(.*?)</script>', page)
    assert found is not None
    known = json.loads(found[1])

    assert [cue[0] for cue in known["cues"]] == built[1]
    assert [cue[1] for cue in known["cues"]] == [
        round(1000 * editions.TONE * index) for index in range(len(built[1]))
    ]
