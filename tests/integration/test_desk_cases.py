"""A case on the desk: seen, decided, and told; not twice, and not by whoever it belongs to."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from services.clock import FixedClock
from services.demo.residents import RESIDENTS
from services.storage.cases import CaseState
from tests.allowances import AGE_36, SENIOR, applies
from tests.clerks import clerk_browser, new_clerk
from tests.desk import case_of, handed_over, trail_of
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from tests.site import demo_site
from webapp.settings import Settings
from webapp.wiring import parts

QUEUE = "/desk/queues/cases/"
DECIDE = "form[data-decide]"


@pytest.fixture
def backend() -> str:
    """Pages do not depend on the database; what two clerks do at once has a test of its own."""
    return "sqlite"


def decides(clerk: PageClient, reference: str, move: str, said: str = "") -> PageClient:
    """Open the case and take a step."""
    clerk.get(f"/desk/cases/{reference}/")
    clerk.submit({"move": move, "said": said}, form=DECIDE)
    return clerk


@pytest.mark.parametrize("view", VIEWS)
def test_a_case_comes_into_the_queue_and_is_decided(
    app: Flask, clock: FixedClock, resident: Resident, view: str
) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"{QUEUE}?view={view}")
    assert "看材料，做决定" in clerk.page.text
    assert "2026 年 11 月 27 日" in clerk.page.text
    clerk.follow(f"申请日托 {reference[:9]} {reference[9:]}")
    for told in ("居民交来的", "王秀兰", "规则怎么说", "没有规则可以算", "已经收到，正在办"):
        assert told in clerk.page.text
    clerk.submit({"move": "finish", "said": "下周一开始，带上水杯。"}, form=DECIDE)
    assert "记下了，也告诉居民了" in clerk.page.text
    assert not clerk.page.root.select(DECIDE)
    clerk.get(QUEUE)
    assert reference[9:] not in clerk.page.text
    resident.signs_in("elder").client.get(f"/cases/{reference}/")
    resident.sees("办好了", "下周一开始，带上水杯。")


def test_the_rules_stand_beside_the_evidence(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    applies(resident, SENIOR, {"id-number": AGE_36}).sends()
    reference = resident.case_reference.replace(" ", "")
    clock.advance(minutes=11)
    with app.app_context():
        parts().outbox.drain()
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"/desk/cases/{reference}/")
    rules = clerk.page.root.one(".reasons")
    assert rules.select('li[data-answer="no"]'), "what stands against it is marked"
    assert "不符合：" in rules.text
    assert "还没有满 65 岁" in rules.text
    assert "写在：" in rules.text
    assert "按 2026 年 11 月 22 日" in clerk.page.text


def test_what_is_missing_is_said_and_the_days_wait(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = decides(clerk_browser(app, "reviewer"), reference, "more", "请补一张照片。")
    assert "等居民把缺的东西补上" in clerk.page.text
    clerk.get(QUEUE)
    assert "没有定日子" in clerk.page.text
    clock.advance(minutes=60 * 24 * 3)
    clerk = decides(clerk_browser(app, "reviewer"), reference, "supplied")
    # Three working days were waited for, from Sunday to Wednesday.
    assert "2026 年 12 月 2 日" in clerk.page.text
    resident.signs_in("elder").client.get(f"/cases/{reference}/")
    resident.sees("您补的东西收到了，接着办", "还缺一些东西：请补一张照片。")


@pytest.mark.parametrize("move", ["more", "refuse"])
def test_a_no_needs_its_reason(app: Flask, clock: FixedClock, move: str) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = decides(clerk_browser(app, "reviewer"), reference, move, " ")
    assert "error-summary" in clerk.page.ids
    assert case_of(app, reference).state is CaseState.OPEN
    clerk.submit({"move": move, "said": "材料上的名字对不上。"}, form=DECIDE)
    assert "材料上的名字对不上。" in clerk.page.text


def test_of_two_clerks_the_second_hears_what_the_first_did(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    first = clerk_browser(app, "reviewer")
    second = new_clerk(app, "reviewer", number="3002")
    second.get(f"/desk/cases/{reference}/")
    clock.advance(minutes=1)
    decides(first, reference, "finish", "已经排好了。")
    second.submit({"move": "refuse", "said": "床位满了。"}, form=DECIDE, status=200)
    assert "赵敏（2003）" in second.page.text
    assert "已经办了：办好了。已经排好了。" in second.page.text
    assert "您这一步没有送出" in second.page.text
    assert case_of(app, reference).state is CaseState.DONE


def test_nobody_decides_what_another_has_taken(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    first, second = clerk_browser(app, "reviewer"), new_clerk(app, "reviewer", number="3002")
    first.get(QUEUE)
    (mine,) = [b for b in first.page.root.select(".queue button") if reference[9:] in b.text]
    first.press(mine)
    assert "接下了" in first.page.text
    decides(second, reference, "finish")
    assert "赵敏（2003）正在办这件事" in second.page.text
    assert case_of(app, reference).state is CaseState.OPEN
    decides(first, reference, "finish")
    assert case_of(app, reference).state is CaseState.DONE


def test_a_clerk_does_not_decide_their_own_case(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    wang = next(each for each in RESIDENTS if each.key == "elder")
    clerk = new_clerk(app, "reviewer", id_number=wang.id_number)
    clerk.get(f"/desk/cases/{reference}/")
    assert "这是您自己的事，不能由您来办" in clerk.page.text
    assert not clerk.page.root.select(DECIDE)
    clerk.get("/desk/cases/")
    token = clerk.form('form[action="/desk/cases/"]').sent(None)[0][1]
    pressed = {"form_token": token, "move": "finish", "said": "", "version": "x"}
    clerk.post(f"/desk/cases/{reference}/", pressed)
    assert "这是您自己的事" in clerk.page.text
    assert case_of(app, reference).state is CaseState.OPEN


def test_a_hall_clerk_sees_a_case_and_decides_nothing(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = clerk_browser(app, "hall")
    clerk.get("/desk/cases/")
    clerk.submit({"reference": f"{reference[:9]} {reference[9:]}"}, form="main form")
    assert "居民交来的" in clerk.page.text
    assert not clerk.page.root.select(DECIDE)
    clerk.get("/desk/cases/D20261122000000/", status=404)


def test_numbers_are_masked_and_each_look_is_written_down(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    wang = next(each for each in RESIDENTS if each.key == "elder")
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"/desk/cases/{reference}/")
    assert wang.id_number not in clerk.page.text
    assert wang.phone not in clerk.page.text
    clerk.follow("看遮住的完整号码（会记下您看过）")
    assert wang.id_number in clerk.page.text
    seen = [deed for kind, deed in trail_of(app, reference) if kind == "clerk"]
    assert seen == ["case.seen", "case.whole"]


def test_a_photo_is_seen_with_its_own_case_only(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    resident.signs_in("elder").starts("water-fault").takes_what_is_offered()
    other = handed_over(app, clock, "elder", "day-care")
    with parts(app).db.write() as work:
        case = case_of(app, other)
        mine = work.photos.add(case.owner, "1.png", picture.getvalue(), clock.now())
        loose = work.photos.add(case.owner, "2.png", picture.getvalue(), clock.now())
        work.photos.attach([mine], case.owner, case.id)
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"/desk/cases/{other}/")
    (shown,) = clerk.page.root.select(".kept-photo img")
    assert clerk.http.get(shown.get("src")).content_type == "image/jpeg"
    assert clerk.http.get(f"/desk/cases/{other}/photos/{loose}").status_code == 404


def test_what_was_granted_at_once_is_carried_out(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    reference = handed_over(app, clock, "elder", "senior-allowance")
    assert case_of(app, reference).state is CaseState.DONE
    clerk = clerk_browser(app, "reviewer")
    clerk.get(QUEUE)
    assert "照批下来的结果去办" in clerk.page.text
    decides(clerk, reference, "carried-out")
    assert "现在没有要办的" in clerk.page.text
    resident.signs_in("elder").client.get(f"/cases/{reference}/")
    resident.sees("照批下来的结果办好了")


def test_without_an_office_of_machines_a_clerk_takes_it_in(
    settings: Settings, clock: FixedClock
) -> None:
    app = demo_site(settings.model_copy(update={"office": "off"}), clock)
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = clerk_browser(app, "reviewer")
    clerk.get(QUEUE)
    assert "收下来，告诉居民收到了" in clerk.page.text
    decides(clerk, reference, "accept")
    assert "街道的照护工作人员收到了，正在办" in clerk.page.text
    assert clerk.page.root.select('input[value="finish"]')
    parts(app).db.dispose()
