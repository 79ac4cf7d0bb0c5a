"""好差评 through the pages: five levels, why, once more later; a bad one is followed up."""

import threading
from datetime import date

import pytest
from flask import Flask

from services.clock import FixedClock
from services.journey import Applicant
from services.people import People
from services.ratings import RatingDesk, follow_up_days
from services.staff.accounts import Clerk
from services.staff.roles import Role
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

SUPERVISOR = Clerk(1, "孙丽", "2004", frozenset({Role.SUPERVISOR}))
SCRIPT = '<script>alert("x")</script>'


def _paid(resident: Resident, service: str = "water-bill") -> str:
    """A bill is paid; the case's address."""
    resident.signs_in("elder").starts(service).takes_what_is_offered().pays()
    return resident.page.address.split("?")[0]


def _applicant(app: Flask) -> Applicant:
    """王秀兰, as the services know her."""
    with parts(app).db.read() as work:
        person = work.people.by_demo_key("elder")
    assert person is not None
    return Applicant(People.owner_key(person.id), person.id)


def _rates(resident: Resident, case: str, level: str) -> Resident:
    resident.client.get(f"{case}rating")
    resident.client.submit({"level": level}, form="form[data-rating]")
    return resident


@pytest.mark.parametrize("view", VIEWS)
def test_a_good_opinion_is_two_presses_and_thanked_for(resident: Resident, view: str) -> None:
    case = _paid(resident.in_view(view))
    resident.client.follow("评一评")
    assert not resident.page.root.select("input[checked]"), "no level is chosen for the resident"
    assert len(resident.page.root.select('input[name="level"]')) == 5
    _rates(resident, case, "5").sees("评好了", "非常满意", "办得快")
    assert "办得太慢" not in resident.page.text
    assert len(resident.page.root.select('input[type="checkbox"]')) <= 6
    resident.client.submit({"reasons": ["fast", "home"]}, form="form[data-rating]")
    resident.sees("谢谢您告诉我们", "非常满意", "办得快", "不用跑腿")
    resident.client.get(case)
    resident.sees("看我的评价")
    assert "工作人员会联系您" not in resident.page.text


def test_a_bad_opinion_says_who_calls_and_by_when(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    case = _paid(resident)
    _rates(resident, case, "1").sees("哪里不好", "看不懂，不会用")
    resident.client.follow("不说了")
    # 22 November 2026 is a Sunday.
    promised = "2026 年 11 月 23 日以前，工作人员会联系您；2026 年 12 月 11 日以前给您一个答复"
    resident.sees("谢谢您告诉我们", promised)
    resident.client.get(case)
    resident.sees(promised)
    resident.client.get("/cases/notices/")
    resident.sees("对不起，让您不满意了")
    parts(app).desk.follow_ups.mended(case.strip("/").split("/")[-1], SUPERVISOR)
    resident.client.get(case)
    resident.sees("您不满意的地方，我们改好了")
    assert "不满意，我们记下了" not in resident.page.text


def test_a_second_opinion_stands_beside_the_first(resident: Resident) -> None:
    case = _paid(resident)
    _rates(resident, case, "2")
    resident.client.submit(
        {"reasons": ["slow"], "text": "等了一个下午。"}, form="form[data-rating]"
    )
    resident.sees("不满意", "办得太慢", "等了一个下午。", "改主意了？可以再评一次")
    _rates(resident, case, "4").sees("评好了", "哪里好")
    resident.client.submit({}, form="form[data-rating]")
    resident.sees("不满意", "您后来又评了一次", "满意")
    assert not resident.page.root.select("form[data-rating]"), "two rounds, not more"
    assert "工作人员会联系您" not in resident.page.text


def test_no_level_is_asked_for_calmly_and_a_made_up_one_refused(resident: Resident) -> None:
    case = _paid(resident)
    for made_up in ({}, {"level": "6"}, {"level": "满意"}):
        resident.client.get(f"{case}rating")
        form = resident.client.form("form[data-rating]")
        token = next(value for name, value in form.sent(None) if name == "form_token")
        resident.client.post(f"{case}rating", {"form_token": token, "round": "1", **made_up})
        resident.sees("请选一个：满意，还是不满意")
        assert "error-summary" in resident.page.ids


def test_a_second_press_is_not_a_second_opinion(resident: Resident) -> None:
    case = _paid(resident)
    resident.client.get(f"{case}rating")
    pairs = resident.client.form("form[data-rating]").fill({"level": "3"}).sent(None)
    for _ in range(2):
        resident.client.post(f"{case}rating", pairs)
    resident.client.get(f"{case}rating")
    assert "您后来又评了一次" not in resident.page.text


def test_free_text_is_shown_as_typed_and_too_much_is_kept_to_be_cut(resident: Resident) -> None:
    case = _paid(resident)
    _rates(resident, case, "5")
    resident.client.submit({"text": "字" * 10_000}, form="form[data-rating]")
    resident.sees("最多 500 个字", "您写的还在")
    assert "字" * 500 in resident.page.root.one("textarea").text
    resident.client.submit({"text": SCRIPT}, form="form[data-rating]")
    resident.sees(SCRIPT)
    assert not [node for node in resident.page.tagged("script") if "alert" in node.text]


def test_what_is_not_paid_or_not_mine_cannot_be_rated(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().sends()
    resident.client.get("/cases/")
    resident.client.follow("水费还没有交")
    waiting = resident.page.address
    assert "评一评" not in resident.page.text
    resident.client.get(f"{waiting}rating")
    resident.sees("办了以后再评")
    other = PageClient(app.test_client())
    Resident(other).signs_in("deaf")
    for address in (f"{waiting}rating", f"{waiting}rating/why"):
        other.get(address, status=404)
    other.get("/help/")
    token = _token(other)
    other.post(f"{waiting}rating", {"form_token": token, "level": "1"}, status=404)
    other.post(f"{waiting}rating/why", {"form_token": token, "text": "x"}, status=404)


def test_why_without_an_opinion_leads_to_the_levels(resident: Resident) -> None:
    case = _paid(resident)
    resident.client.get(f"{case}rating/why")
    resident.sees("这件事办得怎么样？")


def test_many_presses_at_once_are_one_opinion(app: Flask, resident: Resident) -> None:
    address = _paid(resident)
    with app.app_context():
        joined = parts()
        applicant = _applicant(app)
        case = joined.cases.find(address.strip("/").split("/")[-1], applicant)
    assert case is not None
    gate = threading.Barrier(6)

    def press() -> None:
        gate.wait()
        RatingDesk(joined.db, joined.clock).rate(case, 1, "2", applicant)

    presses = [threading.Thread(target=press) for _ in range(6)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(joined.ratings.of(case)) == 1
    assert joined.inbox.unread(case.owner) == 1


def test_the_days_of_a_follow_up_are_working_days() -> None:
    # A Friday; and the day before the Spring Festival of 2026, off from 15 to 23 February.
    assert follow_up_days(date(2026, 11, 20))[0] == date(2026, 11, 23)
    assert follow_up_days(date(2026, 2, 14))[0] == date(2026, 2, 24)


def _token(client: PageClient) -> str:
    client.get("/settings/contact/")
    return client.page.root.one('[name="form_token"]')["value"]
