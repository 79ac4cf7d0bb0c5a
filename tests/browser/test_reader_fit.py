"""The player beside the page: big enough to press, never over what is pressed or focused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.listener import CAPTION, PLAY, listens, opened, with_aids
from tests.browser.live import LiveSite
from tests.browser.voice import Voice
from tests.residents import VIEWS

pytestmark = pytest.mark.browser
STEP = "/services/water-bill/apply/"
TARGETS = {"standard": 44, "elder": 60, "care": 60}
SIZES = ((320, 568), (390, 844), (1080, 1920))
# Whether the player hides nothing of what has the focus; of what is taller than the room left,
# nothing of its first pixels.
CLEAR = """() => {
  const focused = document.activeElement, box = document.querySelector('[data-reader]');
  if (!focused || focused === document.body || box.contains(focused)) return true;
  const rect = focused.getBoundingClientRect(), low = box.getBoundingClientRect().top;
  const bottom = rect.height > low ? rect.top + 44 : rect.bottom;
  return !(focused.compareDocumentPosition(box) & 4) || bottom - low < 1;
}"""
PLACES = "[...document.querySelectorAll('#main *')].map(e => [e.offsetTop, e.offsetHeight])"
SMALL = """least => [...document.querySelectorAll('[data-reader] :is(button, select, summary)')]
  .filter(each => each.checkVisibility()).map(each => [each.textContent.trim().slice(0, 9),
    each.getBoundingClientRect()]).filter(([, rect]) => rect.height < least - .5 || rect.width < 44)
  .map(([name, rect]) => `${name} ${rect.width} x ${rect.height}`)"""


def fits(page: Page, size: tuple[int, int], least: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    box = page.locator("[data-reader]").bounding_box()
    assert box is not None
    assert box["height"] <= size[1] / 2 + 1
    assert page.evaluate(SMALL, least) == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_player_leaves_room_for_what_is_pressed(
    live: LiveSite, browser: Browser, view: str
) -> None:
    chosen = with_aids("caption", "go-on")
    page = opened(live, browser, STEP, view=view, display=chosen, voice=Voice(word_ms=3_000))
    listens(page)
    send = page.locator("form[data-journey] button[type=submit]")
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        fits(page, size, TARGETS[view])
        page.locator("#main").focus()
        for _ in range(6):
            page.keyboard.press("Tab")
            page.wait_for_function(CLEAR)
        send.focus()
        page.wait_for_function(CLEAR)
    send.click()
    expect(page.locator("#error-summary").or_(page.locator(".echo")).first).to_be_visible()


def test_captions_grow_with_the_letters_and_stay_in_the_window(
    live: LiveSite, browser: Browser
) -> None:
    size = (320, 568)
    chosen = with_aids("caption", text_percent=300)
    page = opened(live, browser, view="elder", display=chosen, size=size, voice=Voice(3_000))
    listens(page)
    page.wait_for_function("() => scrollY < innerHeight * 9")
    fits(page, size, TARGETS["elder"])
    letters = "e => [parseFloat(getComputedStyle(e).fontSize), e.getBoundingClientRect()]"
    shown, rect = page.locator(CAPTION).evaluate(letters)
    body, _ = page.locator("#main p").first.evaluate(letters)
    assert shown >= body
    assert rect["top"] >= size[1] / 2 - 1
    assert rect["bottom"] <= size[1]
    expect(page.locator("[data-caption] mark")).to_be_in_viewport()
    page.locator("#main a").last.focus()
    page.wait_for_function(CLEAR)


def test_axe_finds_nothing_in_the_open_player(live: LiveSite, browser: Browser) -> None:
    chosen = with_aids("caption", "go-on")
    page = opened(live, browser, view="care", display=chosen, size=(390, 844))
    listens(page)
    page.locator("[data-more] > summary").click()
    page.locator(PLAY).click()
    tall = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": 390, "height": tall})
    found = [each for each in findings(page) if "reader" in each.target or "data-" in each.target]
    assert found == []


def test_marks_are_seen_without_colours_and_move_nothing(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, "/services/water-bill/", voice=Voice(word_ms=3_000))
    page.emulate_media(forced_colors="active")
    before = page.evaluate(PLACES)
    listens(page)
    page.locator("[data-do=read-next]").click()
    block = page.locator(".being-read")
    word = page.locator(".reading-word div").first
    expect(word).to_be_visible()
    for mark in (block, word, page.locator("[data-caption] mark")):
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.locator("[data-do=read-next]").click()
    assert page.evaluate(PLACES) == before


def test_browsers_without_highlights_see_block_and_word(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, "/services/water-bill/", voice=Voice(word_ms=3_000))
    page.add_init_script("delete window.Highlight")
    page.reload()
    listens(page)
    page.locator("[data-do=read-next]").click()
    expect(page.locator(".being-read.unmarked")).to_have_count(1)
    expect(page.locator(".reading-word div").first).to_be_visible()
    expect(page.locator("[data-caption] mark")).to_be_visible()
