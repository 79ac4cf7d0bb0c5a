"""The player next to a screen reader, and where something fails: no word too many, none lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from a11y.display import Display
from tests.browser.listener import CAPTION, LISTEN, PLAY, STATUS, listens, opened, with_aids
from tests.browser.live import LiveSite
from tests.browser.voice import Voice

pytestmark = pytest.mark.browser
GUIDE = "/services/water-bill/"
# A virtual cursor walks through everything, sets the focus where it can, and scrolls along.
VIRTUAL_CURSOR = """async () => {
  for (const element of document.querySelectorAll('#main *')) {
    element.focus({preventScroll: false});
    element.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse'}));
    if (element.matches('h2, li')) await new Promise(requestAnimationFrame);
  }
  document.dispatchEvent(new CustomEvent('page:swapped'));
  for (const action of ['read-play', 'read-here', 'point-read', 'caption'])
    document.dispatchEvent(new CustomEvent('aid', {detail: {action}}));
}"""
CHATTER = """
window.told = [];
addEventListener('DOMContentLoaded', () => new MutationObserver(all => told.push(...all.map(
  each => each.target.textContent))).observe(document.querySelector('[data-reader]'),
  {childList: true, characterData: true, attributes: true, subtree: true}));
"""


def test_a_screen_reader_is_never_talked_over(live: LiveSite, browser: Browser) -> None:
    every = with_aids("silence", "start-reading", "point-read", "go-on", "caption")
    voice = Voice()
    page = opened(live, browser, GUIDE, voice=voice, view="care", display=every)
    page.add_init_script(CHATTER)
    page.reload()
    page.evaluate(VIRTUAL_CURSOR)
    for key in ("Alt+Shift+KeyD", "Alt+Shift+KeyF", "Alt+Shift+KeyH", "Tab", "ArrowDown"):
        page.keyboard.press(key)
    page.wait_for_timeout(500)  # longer than a pointer has to rest
    assert voice.urls == []
    assert page.evaluate("told") == []
    expect(page.locator("[data-reader]")).to_be_hidden()
    page.locator(LISTEN).first.click()
    expect(page).to_have_url(re.compile("/listen/"))


def test_silence_stops_a_voice_that_speaks(live: LiveSite, browser: Browser) -> None:
    voice = Voice(word_ms=2_000)
    page = opened(live, browser, GUIDE, voice=voice, display=with_aids("go-on", "point-read"))
    listens(page)
    page.evaluate(
        "import('/static/js/preferences.js').then(({keepAid}) => keepAid('silence', true))"
    )
    expect(page.locator("[data-reader]")).to_be_hidden()
    expect(page.locator(".being-read")).to_have_count(0)
    asked = len(voice.urls)
    page.evaluate(VIRTUAL_CURSOR)
    assert len(voice.urls) == asked


def test_a_page_whose_words_changed_is_asked_for_again(live: LiveSite, browser: Browser) -> None:
    voice = Voice(status={0: 409})
    page = opened(live, browser, voice=voice)
    page.on("requestfinished", lambda _: voice.status.clear() if voice.asked else None)
    listens(page)
    expect(page.locator("[data-caption] mark")).to_be_visible()
    assert sum("/speech/script" in url for url in voice.urls) == 2
    assert voice.asked[:2] == [0, 0]


def test_a_sentence_without_sound_is_shown_and_reading_goes_on(
    live: LiveSite, browser: Browser
) -> None:
    voice = Voice(word_ms=40, status={1: 503})
    page = opened(live, browser, GUIDE, voice=voice, display=Display(rate=200))
    listens(page)
    expect(page.locator(STATUS)).to_have_text("这一句没有声音，请看这里的文字。")
    silent = page.locator(CAPTION).inner_text()
    expect(page.locator(CAPTION)).not_to_have_text(silent)
    expect(page.locator(STATUS)).to_be_empty()


def test_what_can_not_be_heard_is_told_and_play_tries_again(
    live: LiveSite, browser: Browser
) -> None:
    voice = Voice(word_ms=2_000, status={0: 429})
    page = opened(live, browser, voice=voice)
    listens(page)
    expect(page.locator(STATUS)).to_have_text("一下子听得太多了。请等一分钟，再按一次播放。")
    expect(page.locator(PLAY)).to_have_text("播放")
    voice.status[0] = 500
    page.locator(PLAY).click()
    expect(page.locator(STATUS)).to_have_text("声音没有传过来。请再按一次播放。")
    voice.status.clear()
    page.locator(PLAY).click()
    expect(page.locator("[data-caption] mark")).to_be_visible()
    expect(page.locator(STATUS)).to_be_empty()


def test_a_line_that_breaks_off_is_said_again_then_given_up(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser, voice=Voice(word_ms=2_000))
    broken: list[str] = []
    often = 1

    def hang_up(route: Route) -> None:
        if len(broken) >= often:
            route.fallback()
            return
        broken.append(route.request.url)
        route.abort("connectionreset")

    page.route("**/speech/audio/*", hang_up)
    listens(page)
    expect(page.locator("[data-caption] mark")).to_be_visible()
    assert len(broken) == 1
    often = 9
    page.locator("[data-do=read-next]").click()
    expect(page.locator(STATUS)).to_have_text("声音没有传过来。请再按一次播放。")
    assert len(broken) == 3


def test_a_house_without_a_voice_shows_the_words_at_reading_pace(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser, display=Display(rate=200))

    def voiceless(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "voice": False})

    page.route("**/speech/script?*", voiceless)
    listens(page)
    expect(page.locator(STATUS)).to_have_text("这里现在没有声音，请看这里的文字。")
    first = page.locator(CAPTION).inner_text()
    expect(page.locator(CAPTION)).not_to_have_text(first)
    page.locator(PLAY).click()
    expect(page.locator(PLAY)).to_have_text("播放")


def test_without_the_player_the_link_leads_to_the_page_to_listen_on(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser)
    page.route("**/js/reader/*", lambda route: route.abort())
    page.reload()
    page.locator(LISTEN).first.click()
    expect(page).to_have_url(re.compile("/listen/"))
