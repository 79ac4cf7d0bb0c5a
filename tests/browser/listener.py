"""Somebody who listens, in a browser: chosen view, size and aids, and a voice of the tests' own."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from a11y.display import DEFAULT, Display
from tests.browser.live import LiveSite
from tests.browser.voice import Voice

HELP = "/help/"
LISTEN = "[data-listen]:visible"
CAPTION = "[data-caption]"
STATUS = "[data-status]"
PLAY = "[data-do=read-play]"


def opened(
    live: LiveSite,
    browser: Browser,
    path: str = HELP,
    *,
    voice: Voice | None = None,
    view: str = "standard",
    display: Display = DEFAULT,
    size: tuple[int, int] = (800, 720),
) -> Page:
    """A page in front of a new visitor with these choices, in Chinese."""
    context = live.context(browser, width=size[0])
    chosen = {"view": view, "lang": "zh-Hans", "display": display.to_cookie()}
    context.add_cookies([{"name": n, "value": v, "url": live.url} for n, v in chosen.items()])
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    (voice or Voice()).speaks_in(page)
    page.goto(path)
    return page


def with_aids(*names: str, text_percent: int = 100) -> Display:
    """Preferences with these aids switched on and no others."""
    return Display(text_percent=text_percent).with_aids(names)


def listens(page: Page) -> None:
    """Press the link to listen; the first sentence is there."""
    page.locator(LISTEN).first.click()
    expect(page.locator(CAPTION)).not_to_be_empty()
