"""The player in a real browser: silent until asked, by keyboard, in step with the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.live import LiveSite

pytestmark = pytest.mark.browser


def opened(
    live: LiveSite, browser: Browser, path: str = "/help/?lang=zh-Hans", width: int = 800
) -> Page:
    page = live.context(browser, width=width).new_page()
    page.goto(path)
    return page


def test_nothing_sounds_or_shows_until_it_is_asked_for(live: LiveSite, browser: Browser) -> None:
    page = live.context(browser, width=800).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/help/", wait_until="networkidle")
    expect(page.locator("[data-reader]")).to_be_hidden()
    assert not [url for url in asked if "/speech/" in url]


def test_pressing_listen_reads_shows_and_marks_sentence_after_sentence(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser)
    page.locator("[data-listen]:visible").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="暂停")).to_be_focused()
    caption = page.locator("[data-caption]")
    expect(caption).not_to_be_empty()
    first = caption.inner_text()
    page.get_by_role("button", name="下一句").press("Enter")
    expect(caption).not_to_have_text(first)
    expect(page.locator(".being-read")).to_have_count(1)
    marked = page.evaluate("[...CSS.highlights.get('reading')].join('')")
    assert " ".join(marked.split()) == caption.inner_text()
    page.get_by_role("button", name="上一句").press("Enter")
    expect(caption).to_have_text(first)


def test_reading_goes_on_by_itself(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    page.locator("[data-listen]:visible").first.click()
    page.get_by_label("快慢").select_option("200")
    caption = page.locator("[data-caption]")
    expect(caption).not_to_be_empty()
    first = caption.inner_text()
    expect(caption).not_to_have_text(first, timeout=10_000)


def test_pause_and_escape_give_the_page_back(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    link = page.locator("[data-listen]:visible").first
    link.click()
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="播放")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-reader]")).to_be_hidden()
    expect(page.locator(".being-read")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_player_fits_a_small_window_in_every_view(live: LiveSite, browser: Browser) -> None:
    for view in ("standard", "elder", "care"):
        page = opened(live, browser, f"/help/?lang=zh-Hans&view={view}", width=320)
        page.locator("[data-listen]:visible").first.click()
        expect(page.locator("[data-caption]")).not_to_be_empty()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        box = page.locator("[data-reader]").bounding_box()
        assert box is not None
        assert box["height"] <= 0.5 * 720 + 1
        page.context.close()


def test_a_swapped_page_is_read_from_its_own_beginning(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    page.locator("[data-listen]:visible").first.click()
    caption = page.locator("[data-caption]")
    expect(caption).not_to_be_empty()
    first = caption.inner_text()
    page.get_by_role("button", name="下一句").click()
    expect(caption).not_to_have_text(first)
    page.evaluate("document.dispatchEvent(new CustomEvent('page:swapped'))")
    expect(caption).to_have_text(first)


def test_a_page_whose_words_changed_is_asked_for_again(live: LiveSite, browser: Browser) -> None:
    page = live.context(browser, width=800).new_page()
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=409, body="")

    page.route("**/speech/line.mp3*", refuse_once)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/help/?lang=zh-Hans")
    with page.expect_response(lambda answer: "/speech/line.mp3" in answer.url and answer.ok):
        page.locator("[data-listen]:visible").first.click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    assert refused
    assert sum("/speech/script" in url for url in asked) == 2
