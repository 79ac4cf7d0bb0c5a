"""The player in a real browser: silent until asked, by keyboard, sentence after sentence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.listener import CAPTION, HELP, LISTEN, PLAY, STATUS, listens, opened
from tests.browser.live import LiveSite
from tests.browser.voice import Voice

pytestmark = pytest.mark.browser
# Where the sound is whenever another word is marked, and where the site says that the word begins.
WATCHED = """
window.spoken = []; window.times = {};
window.Audio = class extends Audio { constructor() { super(); window.sound = this; } };
const json = Response.prototype.json;
Response.prototype.json = async function () {
  const answer = await json.call(this);
  if (answer.audio) times[new URL(answer.audio, location).href] = answer.words.map(each => each[2]);
  return answer;
};
addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
  const ms = sound.currentTime * 1000, begun = times[sound.src]?.filter(each => each <= ms);
  if (document.querySelector('[data-caption] mark') && begun) spoken.push([ms, begun.at(-1)]);
}).observe(document.querySelector('[data-caption]'), {childList: true}));
"""


def test_nothing_sounds_or_shows_until_it_is_asked_for(live: LiveSite, browser: Browser) -> None:
    page = live.context(browser, width=800).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(HELP, wait_until="networkidle")
    expect(page.locator("[data-reader]")).to_be_hidden()
    assert not [url for url in asked if "/speech/" in url]
    assert not [url for url in asked if "/js/reader/" in url], "the player is fetched when wanted"


def test_pressing_listen_reads_shows_and_marks_sentence_after_sentence(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser)
    page.locator(LISTEN).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="暂停")).to_be_focused()
    caption = page.locator(CAPTION)
    expect(caption).not_to_be_empty()
    first = caption.inner_text()
    page.get_by_role("button", name="下一句").press("Enter")
    expect(caption).not_to_have_text(first)
    expect(page.locator(".being-read")).to_have_count(1)
    marked = page.evaluate("[...CSS.highlights.get('reading')].join('')")
    assert " ".join(marked.split()) == caption.inner_text()
    page.get_by_role("button", name="上一句").press("Enter")
    expect(caption).to_have_text(first)


def test_reading_goes_on_by_itself_or_stops_after_each_sentence(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser, view="care", voice=Voice(word_ms=80))
    listens(page)
    caption = page.locator(CAPTION)
    first = caption.inner_text()
    expect(caption).not_to_have_text(first, timeout=10_000)
    page.get_by_role("button", name="连读").click()
    expect(page.locator(STATUS)).to_have_text("连读关了：读完一句就停。")
    expect(page.get_by_role("button", name="播放")).to_be_visible()
    heard = caption.inner_text()
    page.get_by_role("button", name="再听一遍").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    expect(caption).to_have_text(heard)
    page.get_by_role("button", name="播放").click()
    expect(caption).not_to_have_text(heard)


def test_pause_and_escape_give_the_page_back(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    link = page.locator(LISTEN).first
    link.click()
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="播放")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-reader]")).to_be_hidden()
    expect(page.locator(".being-read")).to_have_count(0)
    expect(link).to_be_focused()


def test_speed_and_loudness_are_shown_changed_by_keys_and_kept(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser)
    listens(page)
    page.keyboard.press("Alt+Shift+Digit8")
    page.keyboard.press("Alt+Shift+Digit5")
    rate, volume = page.get_by_label("快慢"), page.get_by_label("音量")
    expect(rate).to_have_value("125")
    expect(volume).to_have_value("70")
    expect(page.locator(STATUS)).to_have_text("音量 70%")
    page.reload()
    listens(page)
    expect(page.locator("[data-set=rate]")).to_have_value("125")


def test_a_swapped_page_is_read_from_its_own_beginning(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    listens(page)
    caption = page.locator(CAPTION)
    first = caption.inner_text()
    page.get_by_role("button", name="下一句").click()
    expect(caption).not_to_have_text(first)
    page.evaluate("document.dispatchEvent(new CustomEvent('page:swapped'))")
    expect(caption).to_have_text(first)


def test_pages_take_turns(live: LiveSite, browser: Browser) -> None:
    """Two windows of the site never speak at once, the page to listen on included."""
    page = opened(live, browser)
    listens(page)
    other = page.context.new_page()
    Voice().speaks_in(other)
    other.goto(HELP)
    listens(other)
    expect(page.locator(STATUS)).to_have_text("另一个页面开始读了，这里先停下。")
    expect(page.locator(PLAY)).to_have_text("播放")
    expect(other.locator(PLAY)).to_have_text("暂停")
    other.goto("/listen/?page=/help/", wait_until="networkidle")
    page.locator(PLAY).click()
    expect(page.locator(PLAY)).to_have_text("暂停")
    other.locator("audio").evaluate("own => own.dispatchEvent(new Event('play'))")
    expect(page.locator(PLAY)).to_have_text("播放")


def test_going_on_to_the_next_sentence_silences_nobody(live: LiveSite, browser: Browser) -> None:
    """A page asked to read while another goes on by itself keeps its turn until it can speak."""
    page = opened(live, browser, view="care", voice=Voice(word_ms=80))
    listens(page)
    other = page.context.new_page()
    Voice().speaks_in(other)
    held: list[Route] = []
    other.route("**/speech/script?*", lambda route: held.append(route))
    other.goto(HELP)
    with other.expect_request("**/speech/script?*"):
        other.locator(LISTEN).first.click()
    expect(page.locator(STATUS)).to_have_text("另一个页面开始读了，这里先停下。")
    expect(other.locator(PLAY)).to_have_text("暂停")
    held.pop().fallback()
    expect(other.locator(CAPTION)).not_to_be_empty()


def test_the_voice_of_the_site_itself_is_heard_word_by_word(
    live: LiveSite, browser: Browser
) -> None:
    page = live.context(browser, width=800).new_page()
    page.add_init_script(WATCHED)
    page.goto(f"{HELP}?lang=zh-Hans")
    listens(page)
    page.wait_for_function("() => spoken.length > 5")
    for ms, word_at in page.evaluate("spoken"):
        assert 0 <= ms - word_at <= 150
