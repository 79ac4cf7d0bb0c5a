"""A clerk's page that stands open verifies e-cards without any network, as the server would."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from services.providers.cards import CardKind
from tests.browser.live import LiveSite
from tests.clerks import clerk_browser
from tests.site import NOW
from webapp.wiring import parts

pytestmark = pytest.mark.browser
WIDTH = 390


def code_of(live: LiveSite, who: str = "elder", kind: CardKind = CardKind.SENIOR) -> str:
    """The code in the QR picture of a demo resident's card."""
    with parts(live.app).db.read() as work:
        person = work.people.by_demo_key(who)
    assert person is not None
    shown = parts(live.app).cards.show(person, kind)
    assert shown is not None
    return shown.code


def offline_desk(live: LiveSite, context: BrowserContext) -> Page:
    """The clerk's page, opened while there was a network, with the network gone."""
    live.hand_over(clerk_browser(live.app, "hall"), context)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto("/desk/verify/?lang=zh-Hans")
    expect(page.locator("[data-offline-note]")).to_be_visible()
    context.set_offline(True)
    return page


def scans(page: Page, code: str) -> str:
    """Scan as a scanner does: type the code and press Enter. Returns the verdict's heading."""
    field = page.locator("#code")
    field.click()
    field.fill(code)
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    heading = page.locator("[data-result] h2")
    expect(heading).to_have_count(1)
    return heading.inner_text()


def test_a_good_card_is_verified_offline(live: LiveSite, browser: Browser) -> None:
    with live.context(browser, WIDTH) as context:
        page = offline_desk(live, context)
        assert scans(page, code_of(live)) == "有效"
        result = page.locator("[data-result]")
        for piece in ("敬老卡", "王*兰", "0017", "2033年3月31日", "2026年11月23日"):
            expect(result).to_contain_text(piece)
        expect(page.locator("#code")).to_be_focused()
        assert scans(page, code_of(live, "deaf", CardKind.DISABILITY)) == "有效"
        expect(result).to_contain_text("残疾人证")


def test_every_other_code_is_told_offline(live: LiveSite, browser: Browser) -> None:
    code = code_of(live)
    with live.context(browser, WIDTH) as context:
        page = offline_desk(live, context)
        assert scans(page, code[:20] + ("A" if code[20] != "A" else "B") + code[21:]) == "码不对"
        expect(page.locator("[data-result]")).not_to_contain_text("王*兰")
        assert scans(page, code[:-1]) == "码不对"
        for garbage in ("6901234567892", "NC1.A", "NC1.!!.!!", "😀", "A" * 5000):
            assert scans(page, garbage) == "认不出这个码"
        assert scans(page, code.lower().replace(".", "。")) == "有效"
        for moved, verdict in (
            (timedelta(hours=23), "有效"),
            (timedelta(hours=24), "码过期了"),
            (timedelta(minutes=-4), "有效"),
            (timedelta(minutes=-6), "时间对不上"),
        ):
            page.clock.set_fixed_time(NOW + moved)
            assert scans(page, code) == verdict


def test_nothing_scanned_leaves_the_page(live: LiveSite, browser: Browser) -> None:
    with live.context(browser, WIDTH) as context:
        live.hand_over(clerk_browser(live.app, "hall"), context)
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto("/desk/verify/?lang=zh-Hans")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url))
        assert scans(page, code_of(live)) == "有效"
        assert not [address for address in sent if not address.endswith("/window.svg")]
