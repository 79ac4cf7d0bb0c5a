"""The reading aids in a real browser: by keyboard alone, seen, kept, and silent when told to be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from a11y.display import Display
from a11y.keys import KeyMap
from tests.browser.keyboard import KeyboardResident
from tests.browser.listener import CAPTION, LISTEN, listens, opened, with_aids
from tests.browser.live import LiveSite
from tests.browser.voice import Voice
from tests.residents import VIEWS

pytestmark = pytest.mark.browser
GUIDE = "/services/water-bill/"
EVERYTHING = Display(text_percent=300, cursor_size="huge").with_aids(("cross", "cursor", "pinyin"))


def aids(page: Page) -> set[str]:
    return set((page.locator("html").get_attribute("data-aids") or "").split())


def kept(page: Page) -> set[str]:
    values = {c["name"]: c["value"] for c in page.context.cookies()}
    return set(values["display"].split(".")[7].split("+"))


@pytest.mark.parametrize(("view", "names"), [("elder", 2), ("care", 8)])
def test_each_aid_of_the_panel_is_reached_and_switched_by_keyboard(
    live: LiveSite, browser: Browser, view: str, names: int
) -> None:
    page = opened(live, browser, view=view, size=(390, 720))
    person = KeyboardResident(page, 390)
    person.reaches(page.locator(".aids summary"))
    page.keyboard.press("Enter")
    buttons = page.get_by_role("group", name="朗读和看字的帮手").get_by_role("button")
    expect(buttons).to_have_count(names)
    for button in reversed(buttons.all()):
        name = button.get_attribute("data-aid") or ""
        was = name in aids(page)
        button.focus()
        page.keyboard.press("Space")
        expect(button).to_have_attribute("aria-pressed", str(not was).lower())
        assert (name in aids(page)) is not was
        assert (name in kept(page)) is not was
    assert aids(page) == {"silence"}
    expect(buttons).to_have_count(1)
    page.reload()
    assert aids(page) == {"silence"}


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="存下来").press("Enter")
    expect(page.get_by_text("存好了")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_keys_do_what_they_say_until_they_are_changed_or_off(
    live: LiveSite, browser: Browser, view: str
) -> None:
    page = opened(live, browser, view=view)
    page.keyboard.press("Alt+Shift+KeyG")
    expect(page.locator(".crosshair")).to_have_count(1)
    assert "cross" in kept(page)
    page.keyboard.press("Alt+Shift+KeyG")
    expect(page.locator(".crosshair")).to_have_count(0)
    page.goto("/settings/keys/")
    page.select_option("#cross", "R")
    save(page)
    page.keyboard.press("Alt+Shift+KeyG")
    page.keyboard.press("Alt+Shift+KeyR")
    expect(page.locator(".crosshair")).to_have_count(1)
    page.get_by_label("全部关掉").check()
    save(page)
    page.keyboard.press("Alt+Shift+KeyR")
    expect(page.locator(".crosshair")).to_have_count(1)


def test_a_single_key_never_steals_what_is_typed(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser)
    alone = KeyMap(hold="alone").to_cookie()
    page.context.add_cookies([{"name": "keys", "value": alone, "url": live.url}])
    page.goto("/search")
    page.locator("[name=q]").focus()
    page.keyboard.type("gg")
    assert page.locator("[name=q]").input_value() == "gg"
    assert "cross" not in aids(page)
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    page.keyboard.press("g")
    assert "cross" in aids(page)


def test_the_cross_hair_follows_focus_and_pointer_and_stops_no_press(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser, "/help/?aid=cross-on", view="care")
    lines = page.locator(".crosshair")

    def meets(x: float, y: float) -> bool:
        level, upright = (lines.locator("i").nth(n).bounding_box() for n in (0, 1))
        assert level is not None
        assert upright is not None
        return abs(level["y"] - y) < 2 and abs(upright["x"] - x) < 2

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    assert box is not None
    expect(lines).to_be_visible()
    assert_soon(page, lambda: meets(box["x"] - 8, box["y"] + box["height"]))
    page.mouse.move(300, 200)
    assert_soon(page, lambda: meets(300, 200))
    page.get_by_role("link", name="显示设置").click()
    expect(page).to_have_url(f"{live.url}/settings/")


def assert_soon(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(20):
        if holds():
            return
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError("the lines never came there")


def test_pinyin_comes_and_goes_and_nothing_typed_is_lost(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, "/search?q=%E6%B0%B4")
    field = page.locator("[name=q]")
    field.fill("电费")
    field.focus()
    plain = page.locator("main").evaluate(WITHOUT_READINGS)
    page.keyboard.press("Alt+Shift+KeyY")
    expect(page.locator("main rt").first).to_be_visible()
    assert page.locator("main").evaluate(WITHOUT_READINGS) == plain
    assert field.input_value() == "电费"
    expect(field).to_be_focused()
    assert page.locator("h1").inner_text() != page.locator("h1").evaluate(WITHOUT_READINGS)
    assert "搜索" in button_names(page), "readings are no part of a button's name"
    page.keyboard.press("Alt+Shift+KeyY")
    expect(page.locator("main rt")).to_have_count(0)
    assert page.locator("main").evaluate(WITHOUT_READINGS) == plain


def test_a_page_with_pinyin_is_read_and_marked_as_the_plain_one(
    live: LiveSite, browser: Browser
) -> None:
    heard = []
    for display in (with_aids(), with_aids("pinyin")):
        page = opened(live, browser, GUIDE, view="elder", display=display)
        assert (page.locator("main rt").count() > 0) is ("pinyin" in display.in_force)
        listens(page)
        page.get_by_role("button", name="下一句").press("Enter")
        expect(page.locator(".being-read")).to_have_count(1)
        shown = page.locator(".being-read").evaluate(WITHOUT_READINGS)
        heard.append((page.locator(CAPTION).inner_text(), shown))
        assert heard[-1][0][:4] in shown
    assert heard[0] == heard[1]


def button_names(page: Page) -> list[str]:
    """As Chromium tells them to a screen reader; Playwright's own reckoning puts blanks in ruby."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    buttons = [node for node in tree["nodes"] if node.get("role", {}).get("value") == "button"]
    return [node["name"]["value"] for node in buttons]


WITHOUT_READINGS = """main => {
  const copy = main.cloneNode(true);
  copy.querySelectorAll("rt").forEach((reading) => reading.remove());
  return copy.textContent.replace(/\\s+/g, "");
}"""


def test_text_only_shows_words_for_each_picture(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, GUIDE)
    assert page.locator("svg:visible, img:visible").count() > 3
    page.keyboard.press("Alt+Shift+KeyU")
    expect(page.locator("svg:visible, img:visible")).to_have_count(0)
    expect(page.locator(".as-text:visible")).to_have_count(1)
    page.goto("/")
    expect(page.locator("svg:visible, img:visible")).to_have_count(0)


def test_the_script_key_changes_to_traditional_characters_and_back(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser)
    for language in ("zh-Hant", "zh-Hans"):
        with page.expect_navigation():
            page.keyboard.press("Alt+Shift+KeyE")
        expect(page.locator("html")).to_have_attribute("lang", language)


def test_the_big_pointer_is_there_in_two_sizes(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, "/settings/aids/")
    page.get_by_label("大光标", exact=False).first.check()
    # The styles of the aid come when it is chosen.
    shape = "name => document.querySelector('h1').computedStyleMap().get('cursor').toString()"
    page.wait_for_function(f"{shape}.includes(name)", arg="pointer-big.svg")
    page.get_by_label("特大").check()
    page.wait_for_function(f"{shape}.includes(name)", arg="pointer-huge.svg")
    assert page.request.get("/static/icons/pointer-huge.svg").ok


def test_with_a_screen_reader_nothing_speaks_shows_or_takes_a_key(
    live: LiveSite, browser: Browser
) -> None:
    voice = Voice()
    chosen = with_aids("silence", "start-reading", "cross", "pinyin")
    page = opened(live, browser, view="care", voice=voice, display=chosen)
    for key in "DHGYUMF0":
        page.keyboard.press(f"Alt+Shift+{'Digit' if key.isdigit() else 'Key'}{key}")
    assert aids(page) == {"silence"}
    assert kept(page) == {"silence", "start-reading", "cross", "pinyin"}
    expect(page.locator(".crosshair, main rt")).to_have_count(0)
    expect(page.locator("[data-reader]")).to_be_hidden()
    assert not voice.urls
    page.locator(LISTEN).first.press("Enter")
    expect(page).to_have_url(re.compile("/listen/"))


@pytest.mark.parametrize("view", VIEWS)
def test_with_everything_on_nothing_is_wider_than_a_small_window(
    live: LiveSite, browser: Browser, view: str
) -> None:
    page = opened(live, browser, GUIDE, view=view, size=(320, 720), display=EVERYTHING)
    for address in (GUIDE, "/settings/aids/", "/settings/keys/", "/shortcuts/"):
        page.goto(address)
        for summary in page.locator(".aids summary").all():
            summary.click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{address} is {wide} px wide"
