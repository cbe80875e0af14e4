"""Skips, sleep timer, search, the system's controls, the place kept: with a real voice, in a real Chromium."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lectern.model import Voice
from lectern.writers import html
from tests.spoken_page import (
    PAUSED,
    PLACE,
    SpokenPage,
    address,
    browser,
    build,
    built,
    opened,
    page,
    passed,
    seek,
    served,
    until,
)

__all__ = ["address", "browser", "built", "page", "served"]
pytestmark = pytest.mark.slow


SKIPS = [("note", "Skip notes"), ("row", "Skip tables"), ("image", "Skip figures"), ("code", "Skip code"),
         ("citation", "Skip citations in brackets")]  # fmt: skip


@pytest.mark.parametrize(("kind", "label"), SKIPS)
def test_what_is_to_be_skipped_does_not_sound(page: Any, built: SpokenPage, kind: str, label: str) -> None:
    line = built.kind(kind)
    heard = passed(page, line["begin_ms"] - 700, line["begin_ms"] + 200)
    page.locator("#settings > summary").press("Enter")
    page.get_by_label(label).check()
    page.keyboard.press("Escape")
    skipped = passed(page, line["begin_ms"] - 700, line["end_ms"] + 200)

    assert any(line["begin_ms"] + 60 < ms < line["end_ms"] for ms in heard)
    assert not [ms for ms in skipped if line["begin_ms"] + 60 < ms < line["end_ms"] - 60]
    assert skipped[-1] >= line["end_ms"]


def test_a_citation_inside_its_sentence_is_jumped_to_the_word(page: Any, built: SpokenPage) -> None:
    words = built.line("follows the sky")["words"]
    year, found = words[1], words[2]
    page.locator("#settings > summary").press("Enter")
    page.get_by_label("Skip citations").check()
    page.keyboard.press("Escape")
    places = passed(page, words[0]["begin_ms"], found["end_ms"])

    assert (year["text"], found["text"]) == ("2019", "found")
    assert not [ms for ms in places if year["begin_ms"] + 60 < ms < year["end_ms"] - 60]
    assert any(year["begin_ms"] - 120 < ms <= year["begin_ms"] + 60 for ms in places)


def test_a_sentence_is_not_cut_by_times_that_are_estimated(built: SpokenPage, tmp_path: Path) -> None:
    recording = built.edition.recording
    assert recording is not None
    other = replace(built.edition, recording=replace(recording, voice=Voice("gtts", "1", "en")))
    html.write(other, tmp_path)
    exact, estimated = (
        json.loads(re.findall(r'id="narration">(.*?)</script>', path.read_text("utf-8"))[0])
        for path in (built.page, tmp_path / built.page.name)
    )

    assert exact["jumps"]
    assert estimated["jumps"] == {}
    assert estimated["words"] == exact["words"]


def test_skips_are_kept_and_a_sentence_asked_for_is_said_all_the_same(page: Any, built: SpokenPage) -> None:
    page.locator("#settings > summary").press("Enter")
    page.get_by_label("Skip notes").check()
    page.reload()
    until(page, "document.getElementById('voice').readyState > 0")
    page.locator("[role='doc-endnotes'] .sentence").first.click()
    until(page, "!document.getElementById('voice').paused")
    note = built.kind("note")
    page.wait_for_timeout(500)

    assert page.locator("#skip-notes").is_checked()
    assert note["begin_ms"] <= page.evaluate(PLACE) < note["end_ms"]


def test_only_what_is_said_has_a_switch(tmp_path: Path, browser: Any) -> None:
    plain = build(tmp_path, "---\ntitle: Plain\nlang: en\n---\n\nThe sea rises. It falls.\n")
    with opened(browser, plain.page.as_uri()) as page:
        switches = page.locator("#settings input[id^=skip]").count()
        timers = page.locator("#sleep option").all_inner_texts()

    assert switches == 0
    assert "End of the chapter" not in timers


def test_the_sleep_timer_stops_at_the_end_of_a_sentence(
    browser: Any, address: str, built: SpokenPage
) -> None:
    with opened(browser, address, clock=True) as page:
        page.locator("#settings > summary").press("Enter")
        page.locator("#sleep").select_option("5")
        said = page.locator("#player-news").inner_text()
        page.locator("#play").press("Enter")
        until(page, "document.getElementById('voice').currentTime > 0.3")
        left = page.locator("#sleep-off").text_content()
        page.clock.fast_forward("05:01")
        until(page, "document.getElementById('voice').paused", seconds=30)
        place = page.evaluate(PLACE)
        told = page.locator("#player-message").inner_text()
        off = page.locator("#sleep").input_value(), page.locator("#sleep-off").is_visible()
    ends = [line["end_ms"] for line in built.lines]

    assert said == "The sound stops in 5 minutes."
    assert left == "5 min left: turn the sleep timer off"
    assert min(abs(place - end) for end in ends) < 150
    assert told == "Stopped by the sleep timer."
    assert off == ("", False)


def test_the_sleep_timer_stops_with_the_chapter(page: Any, built: SpokenPage) -> None:
    recording = built.edition.recording
    assert recording is not None
    border = recording.chapters[1].begin / 24
    seek(page, border - 900)
    page.locator("#settings > summary").press("Enter")
    page.locator("#sleep").select_option("chapter")
    page.keyboard.press("Escape")
    page.locator("#play").press("Enter")
    until(page, "document.getElementById('voice').currentTime * 1000 > " + str(border - 800))
    until(page, "document.getElementById('voice').paused")

    assert abs(page.evaluate(PLACE) - border) < 150


def test_the_sleep_timer_can_be_turned_off(browser: Any, served: str) -> None:
    with opened(browser, served, clock=True) as page:
        page.locator("#settings > summary").press("Enter")
        page.locator("#sleep").select_option("10")
        page.keyboard.press("Escape")
        page.locator("#sleep-off").press("Enter")
        said = page.locator("#player-news").inner_text(), page.evaluate("document.activeElement.id")
        page.locator("#play").press("Enter")
        page.clock.fast_forward("11:00")
        page.wait_for_timeout(800)
        playing = not page.evaluate(PAUSED)

    assert said == ("The sleep timer is off.", "play")
    assert playing


def test_what_is_said_is_found_and_played(page: Any, built: SpokenPage) -> None:
    page.locator("#play").focus()
    page.keyboard.press("f")
    page.keyboard.type("arby 1964")
    until(page, "document.querySelectorAll('#find-hits button').length === 1")
    told = page.locator("#find-count").inner_text()
    hit = page.locator("#find-hits button").inner_text()
    marked = page.locator("#find-hits mark").all_inner_texts()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, "!document.getElementById('voice').paused")
    line = built.line("Årby")

    assert told == "One place. Choose it to hear it."
    assert hit.split("\n")[0].startswith("0:") or re.match(r"\d+:\d\d", hit)
    assert marked == ["1964", "Årby"]
    assert line["begin_ms"] - 5 <= page.evaluate(PLACE) < line["end_ms"]
    assert page.locator(".spoken").first.get_attribute("id") == line["fragment"]
    assert page.evaluate("document.activeElement.id") == "play"


def test_a_search_counts_its_places_and_gives_the_keyboard_back(page: Any) -> None:
    page.locator("#find > summary").press("Enter")
    counts = []
    for words in ("tides", "bulge earth", "nothing of it", ""):
        page.locator("#find-words").fill(words)
        page.wait_for_timeout(400)
        counts.append((page.locator("#find-count").inner_text(), page.locator("#find-hits button").count()))
    page.keyboard.press("Escape")

    assert counts[0][1] >= 4
    assert counts[0][0] == f"{counts[0][1]} places. Choose one to hear it."
    assert counts[1:] == [("One place. Choose it to hear it.", 1), ("Nothing found.", 0), ("", 0)]
    assert not page.locator("#find-words").is_visible()
    assert page.evaluate("document.activeElement.parentElement.id") == "find"


SESSION = """
  window.asked = {};
  window.states = [];
  const setHandler = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
  navigator.mediaSession.setActionHandler = (name, handler) => {
    window.asked[name] = handler;
    setHandler(name, handler);
  };
  const setState = navigator.mediaSession.setPositionState.bind(navigator.mediaSession);
  navigator.mediaSession.setPositionState = (state) => { window.states.push(state); setState(state); };
"""


def test_the_system_knows_what_plays_and_can_steer_it(browser: Any, address: str, built: SpokenPage) -> None:
    recording = built.edition.recording
    assert recording is not None
    with opened(browser, address, before=SESSION) as page:
        first = page.evaluate("(m => [m.title, m.artist, m.album])(navigator.mediaSession.metadata)")
        cover = page.evaluate(
            """() => new Promise(done => {
              const [art] = navigator.mediaSession.metadata.artwork;
              const image = new Image();
              image.onload = () => done([`${image.naturalWidth}x${image.naturalHeight}`, art.sizes, art.type]);
              image.src = art.src;
            })"""
        )
        page.locator("#play").press("Enter")
        until(page, "!document.getElementById('voice').paused")
        page.evaluate("asked.pause()")
        until(page, "document.getElementById('voice').paused")
        begin = page.evaluate(PLACE)
        page.evaluate("asked.seekforward({ seekOffset: 4 })")
        forward = page.evaluate(PLACE)
        page.evaluate("asked.seekbackward({ seekOffset: 3 })")
        backward = page.evaluate(PLACE)
        page.evaluate("asked.nexttrack()")
        chapter = page.evaluate(PLACE)
        named = page.evaluate("navigator.mediaSession.metadata.title")
        page.evaluate("asked.previoustrack()")
        before = page.evaluate(PLACE)
        page.evaluate("asked.seekto({ seekTime: 5 })")
        sought = page.evaluate(PLACE)
        page.wait_for_timeout(300)
        state = page.evaluate("states[states.length - 1]")
        page.evaluate("asked.play()")
        until(page, "!document.getElementById('voice').paused")

    assert first == ["Tides and their makers", "Ada Moon", "Tides and their makers"]
    assert cover == ["256x384", "256x384", "image/png"]
    assert forward == pytest.approx(begin + 4000, abs=60)
    assert backward == pytest.approx(forward - 3000, abs=60)
    assert (named, chapter) == ("Causes", pytest.approx(recording.chapters[1].begin / 24, abs=5))
    assert before == 0
    assert sought == pytest.approx(5000, abs=5)
    assert state["position"] == pytest.approx(5, abs=0.01)
    assert state["duration"] == pytest.approx(recording.duration.total_seconds(), abs=0.05)


def test_one_goes_on_where_one_stopped(page: Any, built: SpokenPage) -> None:
    line = built.line("follows the sky")
    place = line["begin_ms"] + 1234
    seek(page, place - 300)
    page.locator("#play").press("Enter")
    until(page, f"document.getElementById('voice').currentTime * 1000 > {place}")
    page.locator("#play").press("Enter")
    left = page.evaluate(PLACE)
    page.reload()
    until(page, "document.getElementById('voice').readyState > 0")
    offered = page.locator("#return")
    label, kept, paused = offered.inner_text(), page.evaluate(PLACE), page.evaluate(PAUSED)
    offered.press("Enter")
    until(page, "!document.getElementById('voice').paused")

    seconds = int(left / 1000)
    assert label == f"Go on at {seconds // 60}:{seconds % 60:02}"
    assert kept == pytest.approx(left, abs=2)
    assert paused


def test_after_an_edit_one_goes_on_at_the_sentence(browser: Any, address: str, built: SpokenPage) -> None:
    line = built.line("tides are high")
    kept = {"digest": "of another recording", "fragment": line["fragment"], "ms": 1}
    before = f"localStorage.setItem('lectern:place:tides', {json.dumps(json.dumps(kept))})"
    with opened(browser, address, before=before) as page:
        place = page.evaluate(PLACE)
        marked = page.locator(".spoken").first.get_attribute("id")

    assert place == pytest.approx(line["begin_ms"], abs=2)
    assert marked == line["fragment"]


def test_chapters_and_seconds_have_keys_and_letters_in_the_search_box_are_letters(
    page: Any, built: SpokenPage
) -> None:
    recording = built.edition.recording
    assert recording is not None
    page.locator("#play").focus()
    page.keyboard.press("Shift+ArrowRight")
    chapter = page.evaluate(PLACE)
    page.keyboard.press("l")
    later = page.evaluate(PLACE)
    page.keyboard.press("j")
    again = page.evaluate(PLACE)
    page.keyboard.press("f")
    page.wait_for_timeout(100)
    page.keyboard.type("kjlh.")
    typed = (
        page.locator("#find-words").input_value(),
        page.evaluate(PAUSED),
        page.locator("#bar").is_visible(),
    )

    assert chapter == pytest.approx(recording.chapters[1].begin / 24, abs=5)
    assert (later, again) == (pytest.approx(chapter + 10_000, abs=60), pytest.approx(chapter, abs=60))
    assert typed == ("kjlh.", True, True)


def test_every_key_that_is_told_does_something(page: Any) -> None:
    script = page.evaluate("[...document.scripts].map(each => each.textContent).join()")
    page.locator("#settings > summary").press("Enter")
    page.locator(".keys > summary").press("Enter")
    told = page.locator(".keys kbd").all_inner_texts()
    names = {"←": "ArrowLeft:", "→": "ArrowRight:", "⇧ ←": '"Shift+ArrowLeft":', "⇧ →": '"Shift+ArrowRight":',
             "Esc": '"Escape"', ",": '",":', ".": '".":'}  # fmt: skip

    assert len(told) == 12
    assert not [key for key in told if names.get(key, f" {key.lower()}: ") not in script]


def test_the_checkers_have_nothing_to_say(built: SpokenPage) -> None:
    from lectern.checks import axe, nu
    from lectern.model import Severity

    assert nu.check([built.page]) == ()
    assert [each for each in axe.check([built.page]) if each.severity is not Severity.NOTICE] == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_panels_pass_axe_and_fit_the_screen(
    browser: Any, served: str, built: SpokenPage, width: int, scheme: str
) -> None:
    from lectern.checks.axe import SCRIPT, TAGS
    from lectern.tools import CHECK_PACKAGES, find_node_package

    script = (find_node_package("axe-core", root=CHECK_PACKAGES) / "axe.min.js").read_text("utf-8")
    size = {"width": width, "height": 640}
    found = []
    with opened(browser, served, bypass_csp=True, viewport=size, color_scheme=scheme) as page:
        page.add_script_tag(content=script + SCRIPT.read_text("utf-8"))
        if page.locator("#show").is_visible():
            page.locator("#show").press("Enter")
        seek(page, built.line("twice a day")["words"][2]["begin_ms"] + 20)
        for panel in ("settings", "find"):
            page.locator(f"#{panel} > summary").press("Enter")
            if panel == "settings":
                page.locator("#sleep").select_option("60")
                page.locator(".keys > summary").press("Enter")
            else:
                page.locator("#find-words").fill("tide")
                page.wait_for_timeout(400)
            found += page.evaluate("tags => runAxe(tags)", list(TAGS))["violations"]
            inside = page.locator(f"#{panel} .panel").bounding_box()
            assert inside["x"] >= 0
            assert inside["x"] + inside["width"] <= width
            assert inside["y"] >= 0
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            past = page.eval_on_selector_all(
                "#bar button, #bar summary, #bar select",
                "all => all.filter(each => each.offsetParent && each.getBoundingClientRect().right > innerWidth)"
                ".map(each => each.id)",
            )
            assert past == []
            page.keyboard.press("Escape")

    assert found == []
