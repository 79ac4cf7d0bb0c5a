"""A visitor's device off the net: the bag opens by its word, what is written is sent later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from services.storage.cases import CaseState
from tests.browser.axe import findings
from tests.browser.live import LiveSite
from tests.clerks import clerk_browser, clerk_id
from tests.desk import case_of
from tests.site import NOW
from tests.visits import DAY, at_door, has_booked, reference_of, visit_of
from webapp.desk.guard import COOKIE
from webapp.wiring import parts

pytestmark = pytest.mark.browser
WIDTH = 390
WORD = "今天的口令 12"
BAG = f"/desk/visits/pack/{DAY}/"
SHELL = "/desk/visits/pack/offline/"
PRIVATE = ("王秀兰", "401", "19900000001")
# Everything a browser has on its disk for this site, as text.
ON_DISK = """async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(await (await cache.match(request)).text());
  }
  const base = await new Promise((done) => {
    const opening = indexedDB.open("visits", 1);
    opening.onsuccess = () => done(opening.result);
  });
  const names = [...base.objectStoreNames];
  if (names.length) {
    const records = await new Promise((done) => {
      const all = base.transaction("records").objectStore("records").getAll();
      all.onsuccess = () => done(all.result);
    });
    for (const { name, sealed } of records) {
      found.push(name, new TextDecoder("utf-8").decode(sealed));
    }
  }
  base.close();
  return found;
}"""


@pytest.fixture
def receipt(live: LiveSite) -> str:
    """王秀兰 waits for a visitor; the address of her receipt."""
    return has_booked(live.app)


@pytest.fixture
def device(live: LiveSite, browser: Browser, receipt: str) -> Iterator[BrowserContext]:
    """The device of the visitor who goes there, with the bag of the day taken along."""
    clerk = at_door(live.app, visit_of(live.app, receipt), clerk_browser(live.app, "visitor"))
    with live.context(browser, WIDTH) as context:
        live.hand_over(clerk, context)
        token = clerk.cookie(COOKIE)
        assert token is not None
        context.add_cookies([{"name": COOKIE, "value": token, "url": live.url}])
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(f"{BAG}?lang=zh-Hans")
        page.locator("#word").fill(WORD)
        page.get_by_role("button", name="放进平板").click()
        page.wait_for_url(f"**{SHELL}")
        page.close()
        yield context


def opens(device: BrowserContext, word: str = WORD) -> Page:
    """Open the page for the way and give the word."""
    page = device.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(SHELL)
    page.locator("#word").fill(word)
    page.get_by_role("button", name="打开", exact=True).click()
    return page


def writes(page: Page, outcome: str) -> None:
    """Choose the one door and write what came of it."""
    page.get_by_role("button", name="上门办：").click()
    expect(page.locator("#door-title")).to_be_focused()
    page.get_by_label(outcome).check()
    page.get_by_label("念给居民听了").check()
    page.get_by_role("button", name="存在这台机器里").click()
    expect(page.locator("[data-says]")).to_have_text("存好了，还没有交。")


def test_a_visit_is_written_off_the_net_and_sent_later(
    live: LiveSite, device: BrowserContext, receipt: str
) -> None:
    device.set_offline(True)
    page = opens(device)
    page.get_by_role("button", name="上门办：").click()
    expect(page.locator("[data-door]")).to_contain_text("枫桥路 12 弄 3 号 401 室")
    expect(page.locator("[data-door]")).to_contain_text("您随时可以说“不办了”")
    writes(page, "当场办好了")
    page.get_by_role("button", name="现在交").click()
    expect(page.locator("[data-says]")).to_have_text("没有交出去。写的都还在，过一会儿再交。")
    assert case_of(live.app, reference_of(receipt)).state is CaseState.OPEN
    # Off, and on again, as a device is between two doors.
    page.close()
    page = opens(device)
    expect(page.locator("[data-unsent]")).to_have_text("还没有交的： 1")
    device.set_offline(False)
    expect(page.locator("[data-says]")).to_have_text("都交好了，这台机器里的资料擦掉了。")
    assert case_of(live.app, reference_of(receipt)).state is CaseState.DONE
    assert not any(piece in text for text in page.evaluate(ON_DISK) for piece in PRIVATE)
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_the_disk_of_the_device_tells_nobody_anything(device: BrowserContext) -> None:
    device.set_offline(True)
    page = opens(device)
    writes(page, "材料收好了")
    found = page.evaluate(ON_DISK)
    assert "bag" in found
    assert any(text.startswith("report-") for text in found)
    assert not any(piece in text for text in found for piece in PRIVATE)
    page.close()
    page = opens(device, "猜一个口令 00")
    expect(page.locator("[data-says]")).to_contain_text("口令不对")
    expect(page.locator("[data-open]")).to_be_hidden()


def test_what_does_not_go_together_is_said_at_the_door(device: BrowserContext) -> None:
    device.set_offline(True)
    page = opens(device)
    page.get_by_role("button", name="上门办：").click()
    page.get_by_label("当场办好了").check()
    page.get_by_role("button", name="存在这台机器里").click()
    expect(page.locator("[data-problem]")).to_contain_text("再选居民同意了没有")
    page.get_by_label("没有问").check()
    page.get_by_role("button", name="存在这台机器里").click()
    expect(page.locator("[data-problem]")).to_contain_text("都要先有居民的同意")
    page.get_by_label("还缺东西").check()
    page.get_by_role("button", name="存在这台机器里").click()
    expect(page.locator("[data-problem]")).to_contain_text("还缺什么写全")
    assert not findings(page)


def test_the_day_after_only_what_was_written_is_left(device: BrowserContext) -> None:
    device.set_offline(True)
    writes(opens(device), "家里没有人")
    page = device.new_page()
    page.clock.set_fixed_time("2026-11-25T01:00:00Z")
    page.goto(SHELL)
    page.locator("#word").fill(WORD)
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.locator("[data-says]")).to_contain_text("居民的资料已经擦掉")
    expect(page.locator("[data-doors] li")).to_have_count(0)
    expect(page.locator("[data-unsent]")).to_have_text("还没有交的： 1")
    page.get_by_role("button", name="擦掉这台机器里的资料").click()
    expect(page.locator("[data-says]")).to_contain_text("真要擦掉，请再按一次")
    page.get_by_role("button", name="擦掉这台机器里的资料").click()
    expect(page.locator("[data-empty]")).to_be_visible()


def test_who_is_signed_out_meanwhile_signs_in_and_loses_nothing(
    live: LiveSite, device: BrowserContext, receipt: str
) -> None:
    page = opens(device)
    writes(page, "当场办好了")
    with parts(live.app).db.write() as work:
        work.clerk_sessions.end_all(clerk_id(live.app, "visitor"), NOW)
    page.get_by_role("button", name="现在交").click()
    expect(page.locator("[data-says]")).to_contain_text("要先登录才能交")
    expect(page.get_by_role("link", name="去登录")).to_be_visible()
    expect(page.locator("[data-unsent]")).to_have_text("还没有交的： 1")
