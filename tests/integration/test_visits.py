"""Home visits from the booking to their end: who sees what, who goes, what the resident reads."""

from __future__ import annotations

import pytest
from flask import Flask

from services.appointments.seats import PastSeats
from services.clock import FixedClock
from services.demo.residents import RESIDENTS
from services.desk.todos import Queue
from services.storage.cases import CaseState
from services.storage.todos import Todo
from tests.booking_pages import answers_all
from tests.clerks import clerk_browser, new_clerk
from tests.desk import case_of, trail_of
from tests.page_client import PageClient
from tests.residents import Resident
from tests.visits import (
    DAY,
    LEDGER,
    at_door,
    books_visit,
    has_booked,
    reference_of,
    reports,
    visit_of,
)
from webapp.wiring import parts

ROOM = "401 室"
PHONE = "19900000001"


@pytest.fixture
def backend() -> str:
    """What a visitor sees does not depend on the database."""
    return "sqlite"


@pytest.fixture
def receipt(app: Flask, resident: Resident) -> str:
    """王秀兰 has booked a visit for Tuesday at nine; the address of her receipt."""
    resident.signs_in("elder")
    return has_booked(app)


@pytest.fixture
def number(app: Flask, receipt: str) -> int:
    """That visit."""
    return visit_of(app, receipt)


@pytest.fixture
def visitor(app: Flask, number: int) -> PageClient:
    """The visitor who goes there, with the page of that door on the screen."""
    return at_door(app, number)


def promised(app: Flask, receipt: str) -> Todo | None:
    with parts(app).db.read() as work:
        return work.todos.find(Queue.VISITS, reference_of(receipt))


def test_a_booked_visit_stands_in_the_ledger_masked(app: Flask, resident: Resident) -> None:
    number = visit_of(app, books_visit(resident))
    clerk = clerk_browser(app, "visitor")
    for address in (LEDGER, f"/desk/visits/{number}/"):
        text = clerk.get(address).main_text
        for piece in (
            "11 月 24 日 星期二 上午 9 点",
            "枫桥路 12 弄 3 号 ** 室",
            "王*兰",
            "还没有人接",
        ):
            assert piece in text
        for private in (ROOM, PHONE, "王秀兰"):
            assert private not in text


def test_the_ledger_is_of_one_subdistrict_if_asked(app: Flask, number: int) -> None:
    clerk = clerk_browser(app, "visitor")
    assert "王*兰" in clerk.get(f"{LEDGER}&ward=fengqiao-visitors").main_text
    assert "王*兰" not in clerk.get(f"{LEDGER}&ward=nuanyang-visitors").main_text


def test_whoever_takes_it_sees_all_and_the_resident_reads_who_comes(
    visitor: PageClient, resident: Resident, receipt: str
) -> None:
    for piece in (ROOM, PHONE, "王秀兰", "敲门以后多等一会儿", "念给居民听的话"):
        assert piece in visitor.page.main_text
    resident.client.get(receipt)
    resident.sees("来的人刘洋（2002）", "上门的人定了：刘洋（2002）")
    resident.client.get("/cases/notices/")
    resident.sees("来了先看工作证，再开门。")


def test_both_sides_of_the_door_know_the_same_word(
    visitor: PageClient, resident: Resident, clock: FixedClock
) -> None:
    rows = [node for node in visitor.page.tagged("div") if node.text.startswith("进门先说的暗号")]
    said = rows[-1].select("dd")[0].text.split(" · ")
    assert len(said) == 2
    clock.advance(days=2)
    resident.signs_in("elder").client.get("/word/")
    resident.sees(*said)


def test_each_look_at_it_is_written_down(
    app: Flask, visitor: PageClient, receipt: str, number: int
) -> None:
    visitor.http.get(f"/desk/visits/{number}/form.txt")
    visitor.http.get(f"/desk/visits/pack/{DAY}/bag.json")
    deeds = [deed for kind, deed in trail_of(app, reference_of(receipt)) if kind == "clerk"]
    assert deeds == ["visit.taken", "visit.seen", "visit.packed", "visit.packed"]


def test_nobody_else_gets_its_papers_by_its_number(
    app: Flask, visitor: PageClient, number: int
) -> None:
    other = new_clerk(app, "visitor")
    assert ROOM not in other.get(f"/desk/visits/{number}/").main_text
    for file in ("form.txt", "large-print.pdf", "braille.brf", "audio.mp3"):
        assert other.http.get(f"/desk/visits/{number}/{file}").status_code == 404
    assert other.http.get(f"/desk/visits/pack/{DAY}/bag.json").json == {"day": DAY, "visits": []}
    assert other.http.get(f"/desk/visits/pack/{DAY}/bag.txt").status_code == 404


def test_of_two_who_press_at_once_the_second_is_told(app: Flask, number: int) -> None:
    first, second = clerk_browser(app, "visitor"), new_clerk(app, "visitor")
    second.get(f"/desk/visits/{number}/")
    at_door(app, number, first)
    second.submit(form="form[data-take]")
    assert "刚刚有了变化" in second.page.main_text
    assert ROOM not in second.page.main_text
    second.submit(form="form[data-take]")
    assert "接下了" in second.page.main_text
    assert ROOM not in first.get(f"/desk/visits/{number}/").main_text


def test_one_visitor_cannot_be_at_two_doors(app: Flask, visitor: PageClient, number: int) -> None:
    other = has_booked(app, "blind", name="李建国", phone="19900000002")
    at_door(app, visit_of(app, other), visitor)
    assert "一个人去不了两家" in visitor.page.main_text


def test_a_clerk_does_not_go_to_their_own_home(app: Flask, number: int) -> None:
    elder = next(one for one in RESIDENTS if one.key == "elder")
    herself = new_clerk(app, "visitor", id_number=elder.id_number)
    at_door(app, number, herself)
    assert "这是您自己的事" in herself.page.main_text
    assert ROOM not in herself.page.main_text


def test_a_visit_given_back_can_be_taken_by_another(
    app: Flask, visitor: PageClient, number: int
) -> None:
    visitor.submit(form="form[data-give-back]")
    assert "还回去了" in visitor.page.main_text
    assert ROOM not in visitor.page.main_text
    assert "接下了" in at_door(app, number, new_clerk(app, "visitor")).page.main_text


def test_done_at_the_door_is_told_and_the_promise_is_kept(
    app: Flask, visitor: PageClient, resident: Resident, receipt: str
) -> None:
    reports(visitor, "done", note="按了两次门铃")
    assert "记下了，已经告诉居民" in visitor.page.main_text
    assert promised(app, receipt) is None
    assert case_of(app, reference_of(receipt)).state is CaseState.DONE
    resident.client.get(receipt)
    resident.sees("办好了", "上门办好了。")
    assert "按了两次门铃" not in resident.page.text


def test_papers_carried_back_are_promised_to_the_counter(
    app: Flask, visitor: PageClient, resident: Resident, receipt: str
) -> None:
    reports(visitor, "carried", "signed")
    todo = promised(app, receipt)
    assert todo is not None
    assert (todo.next.msgid, str(todo.due)) == ("把收来的材料交到窗口", "2026-11-23")
    resident.client.get(receipt)
    resident.sees("上门来过了，接着办", "来的人会把您的材料交到窗口。")
    visitor.submit({"outcome": "handed"}, form="form[data-report]")
    assert promised(app, receipt) is None
    with parts(app).db.read() as work:
        assert work.todos.find(Queue.CASES, reference_of(receipt)) is not None
    resident.client.get(receipt)
    resident.sees("您的材料已经交到窗口了")


def test_what_is_missing_must_be_said_and_is_told(
    visitor: PageClient, resident: Resident, receipt: str
) -> None:
    reports(visitor, "again", missing="", note="下午再去")
    assert visitor.page.title.startswith("有误")
    assert visitor.form("form[data-report]").named("note")[0].text == "下午再去"
    reports(visitor, "again", missing="户口簿首页")
    resident.client.get(receipt)
    resident.sees("上门来过了，还缺东西", "户口簿首页")


def test_nothing_is_done_without_a_yes(app: Flask, visitor: PageClient, receipt: str) -> None:
    reports(visitor, "done", "none")
    assert "都要先有居民的同意" in visitor.page.main_text
    assert case_of(app, reference_of(receipt)).state is CaseState.OPEN
    reports(visitor, "declined", "none")
    assert case_of(app, reference_of(receipt)).state is CaseState.CLOSED


def test_nobody_at_home_leads_to_another_day(
    app: Flask, visitor: PageClient, resident: Resident, receipt: str
) -> None:
    reports(visitor, "missed", "none")
    resident.client.get(receipt)
    resident.sees("来过您家，没有见到人", "会联系您再约")
    visitor.submit({"day": "2026-11-26", "part-of-day": "afternoon"}, form="form[data-again]")
    assert "重新约好了" in visitor.page.main_text
    assert "11 月 26 日 星期四 下午" in visitor.get("/desk/visits/?day=2026-11-26").main_text
    resident.client.get(receipt)
    resident.sees("上门重新约好了：11 月 26 日 星期四 下午。")


def test_a_day_that_cannot_be_is_refused_with_what_was_typed(visitor: PageClient) -> None:
    visitor.submit({"day": "2026-11-01", "part-of-day": "any"}, form="form[data-again]")
    assert visitor.page.title.startswith("有误")
    assert visitor.form("form[data-again]").named("day")[0]["value"] == "2026-11-01"


def test_a_visit_cancelled_by_the_resident_leaves_the_ledger(
    app: Flask, resident: Resident, receipt: str, number: int
) -> None:
    resident.client.get(receipt)
    resident.withdraws()
    assert promised(app, receipt) is None
    clerk = clerk_browser(app, "visitor")
    assert "王*兰" not in clerk.get(LEDGER).main_text
    assert "居民取消了" in clerk.get(f"/desk/visits/{number}/").main_text


def test_a_visit_that_was_made_cannot_be_taken_back(
    visitor: PageClient, resident: Resident, receipt: str
) -> None:
    resident.client.get(f"{receipt}withdraw")
    reports(visitor, "missed", "none")
    resident.client.submit(form='form[action$="/withdraw"]')
    resident.sees("来的人已经到过您家了")


def test_a_moved_appointment_moves_its_visit(app: Flask, resident: Resident, receipt: str) -> None:
    resident.client.get(receipt)
    resident.client.follow("改时间")
    resident.client.submit(form='form[action$="/change"]')
    day, time = "2026-11-25", "fengqiao-visitors.visitors.2026-11-25.0900"
    answers_all(resident, day=day, time=time).sends()
    clerk = clerk_browser(app, "visitor")
    assert "王*兰" not in clerk.get(LEDGER).main_text
    assert "王*兰" in clerk.get(f"/desk/visits/?day={day}").main_text


def test_a_visit_nobody_made_stays_late_until_somebody_says_what_came_of_it(
    app: Flask, clock: FixedClock, resident: Resident, receipt: str
) -> None:
    clock.advance(days=3, hours=4)
    PastSeats(parts(app).db, clock).close()
    assert case_of(app, reference_of(receipt)).state is CaseState.OPEN
    page = clerk_browser(app, "visitor").get("/desk/visits/")
    assert "过了日子，还没有办完的" in page.main_text
    assert "过了时间，还没有结果。" in page.main_text
    resident.signs_in("elder").client.get(receipt)
    resident.sees("约好的时间过了，我们正在问")


def test_another_service_at_home_has_a_visit_too(app: Flask, resident: Resident) -> None:
    resident.signs_in("blind").starts("gas-safety-check")
    answers_all(resident, day="2026-11-24", address="枫桥路 40 号 101 室").sends()
    clerk = clerk_browser(app, "visitor")
    assert "约燃气安检" in clerk.get(LEDGER).main_text
    resident.sees("上门时间", "11 月 24 日 星期二 上午")
    resident.withdraws()
    assert "约燃气安检" not in clerk.get(LEDGER).main_text


@pytest.mark.parametrize(
    "address",
    ["?day=gestern", "?day=0001-01-01", "?day=2026-02-30", "?ward=nowhere", "99999/",
     "about/Y20260101000000/", "pack/gestern/", "pack/9999-12-31/bag.json"],
)  # fmt: skip
def test_addresses_that_lead_nowhere(app: Flask, address: str) -> None:
    clerk_browser(app, "visitor").get(f"/desk/visits/{address}", status=404)
