"""Pages that change by themselves: who comes is read within 2 s, words and pointing arrive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.live import LiveSite
from tests.clerks import clerk_browser
from tests.live import (
    another,
    asks_to_look,
    begins_talk,
    calls_over,
    finds_call,
    goes_there,
    joins_talk,
    points_at,
)
from tests.residents import VIEWS, Resident

pytestmark = pytest.mark.browser
# The promise: from the clerk's press to the resident's screen.
SOON_MS = 2_000
Windows = Callable[..., Page]


@pytest.fixture
def windows(live: LiveSite, browser: Browser) -> Iterator[Windows]:
    """Opens a browser window that goes on where a plain client stands."""
    contexts = []

    def opened(resident: Resident, script: bool = True) -> Page:
        resident.client.http.set_cookie("lang", "zh-Hans")
        context = live.context(browser, 390, script)
        contexts.append(context)
        live.hand_over(resident.client, context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_who_comes_stands_there_within_two_seconds(
    app: Flask, windows: Windows, resident: Resident, view: str
) -> None:
    page = windows(calls_over(resident.in_view(view)))
    page.goto("/help/call/")
    expect(page.locator("[data-call-state=waiting]")).to_be_visible()
    expect(page.locator("[data-live-off]")).to_be_hidden()
    clerk = clerk_browser(app, "hall")
    number = finds_call(clerk)
    button = clerk.page.root.one(f"#take-{number}")
    pressed = time.monotonic()
    clerk.press(button)
    expect(page.get_by_role("heading", name="有人来了")).to_be_visible(timeout=SOON_MS)
    assert (time.monotonic() - pressed) * 1000 <= SOON_MS
    expect(page.locator("#announcer")).to_have_text("有人来了：陈静（2001）")
    clerk.press(clerk.page.root.one(f"#finish-{number}"))
    expect(page.get_by_role("heading", name="有人来过了")).to_be_visible()


def test_without_scripts_a_link_looks_again(
    app: Flask, windows: Windows, resident: Resident
) -> None:
    page = windows(calls_over(resident), script=False)
    page.goto("/help/call/")
    goes_there(clerk_browser(app, "hall"))
    page.get_by_role("link", name="看看有没有人来").click()
    expect(page.get_by_role("heading", name="有人来了")).to_be_visible()


def test_a_new_call_appears_at_the_desk_by_itself(
    app: Flask, live: LiveSite, windows: Windows, resident: Resident
) -> None:
    clerk = clerk_browser(app, "hall")
    page = windows(Resident(clerk))
    page.goto("/desk/calls/?hall=nuanyang-hall")
    expect(page.get_by_text("现在没有人等")).to_be_visible()
    calls_over(resident)
    expect(page.get_by_role("button", name="我过去")).to_be_visible()


def test_words_arrive_and_what_is_being_typed_stays(
    app: Flask, windows: Windows, resident: Resident
) -> None:
    clerk = clerk_browser(app, "hall")
    joins_talk(resident, begins_talk(clerk))
    page = windows(resident)
    page.goto("/talk/")
    page.get_by_label("自己打字").fill("我正在写")
    clerk.submit({"text": "您好，请坐。"}, form="form[data-talk]")
    expect(page.locator("[data-latest] .live-big")).to_have_text("您好，请坐。")
    expect(page.locator("#announcer")).to_have_text("您好，请坐。")
    expect(page.get_by_label("自己打字")).to_have_value("我正在写")
    expect(page.get_by_label("自己打字")).to_be_focused()


def test_what_is_pointed_at_is_marked_on_the_residents_page(
    app: Flask, windows: Windows, resident: Resident
) -> None:
    helper = another(app).signs_in("helper")
    resident.in_view("elder").signs_in("elder").starts("water-bill").answers_page()
    asks_to_look(resident, helper)
    page = windows(resident)
    page.goto(resident.page.address)
    page.get_by_role("button", name="让他看").click()
    points_at(helper, "bills")
    expect(page.locator("#bills-asked")).to_have_class("asked pointed")
    expect(page.locator("#announcer")).to_have_text("张伟指着：要交哪几张水费账单？")
    # Going on by a swap keeps it alive, and the helper goes along.
    page.locator('input[name="bills"]').first.check()
    page.locator("#go-on").click()
    expect(page.get_by_role("heading", level=1, name="怎么付？")).to_be_visible()
    points_at(helper, "go-on")
    expect(page.locator("#go-on")).to_have_class("button pointed")
