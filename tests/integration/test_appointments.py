"""Appointments as residents make them: in every view, without JavaScript, by links and buttons."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from flask import Flask

from services.appointments.service import AppointmentService
from services.clock import FixedClock
from services.journey import Submission
from services.reminders import Reminders
from services.storage import Database
from services.storage.reminders import Reminder
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident, first_answers
from tests.street import resident as browser
from webapp.wiring import parts

SERVICES = (
    "hall-appointment", "clinic-appointment", "home-visit", "medical-transport",
    "sign-language-interpreter",
)  # fmt: skip
TUESDAY = "2026-11-24"
NINE_THIRTY = f"fengqiao-hall.window.{TUESDAY}.0930"


@pytest.fixture
def backend() -> str:
    """What differs between databases is tested with the seats themselves."""
    return "sqlite"


def _answers(resident: Resident, **given: str) -> Resident:
    """Answer page after page as given, else with what is offered, up to the check page."""
    wanted = {name.replace("_", "-"): value for name, value in given.items()}
    while not resident.at_check:
        asked = {node.get("name") for node in resident.client.form().controls()}
        mine = {name: value for name, value in wanted.items() if name in asked}
        if "day" in mine:
            resident.client.get(f"{resident.page.address}?day={_week(mine['day'])}")
        if "time" in mine:
            part = "morning" if mine["time"][-4:] < "1200" else "afternoon"
            resident.client.get(f"{resident.page.address}?time={part}")
        resident.client.submit({**first_answers(resident.client), **mine})
        assert "error-summary" not in resident.page.ids, resident.page.text[:600]
    return resident


def _asked(resident: Resident, question: str) -> Resident:
    """Take what is offered until a page asks this question."""
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        resident.answers_page()
    return resident


def _week(day: str) -> str:
    return "2026-W48" if day < "2026-11-30" else "2026-W49"


def _book(resident: Resident, **given: str) -> str:
    """Book at the hall in Fengqiao Road; returns the address of the receipt."""
    chosen = {"place": "fengqiao-hall", "who": "other", "day": TUESDAY, "time": NINE_THIRTY}
    _answers(resident.starts("hall-appointment"), **{**chosen, **given}).sends()
    return resident.page.address.split("?")[0]


def _fill(app: Flask, key: str, but: int = 0) -> None:
    """Other residents take every seat of a slot, but for the last few."""
    service = parts(app).services["hall-appointment"]
    assert isinstance(service, AppointmentService)
    for number in range(4 - but):
        who = browser(f"other {number} {key}")
        answers = {
            "matter": "other", "place": "fengqiao-hall", "who": "elder", "day": key.split(".")[2],
            "time": key, "name": f"某人{number}", "phone": f"1990000100{number}", "needs": "",
            "contact-by": "text", "contact-letters": "ordinary",
        }  # fmt: skip
        submission = Submission(f"{number}{key}", who, "standard", "zh-Hans")
        service.submit(service.context(who), answers, submission)


def _seats(db: Database, key: str = NINE_THIRTY) -> int:
    with db.read() as work:
        return len(work.bookings.seats(key))


@pytest.mark.parametrize(("service", "view"), [*zip(SERVICES, (*VIEWS, *VIEWS), strict=False)])
def test_every_kind_is_booked(resident: Resident, service: str, view: str) -> None:
    resident.in_view(view).starts(service).takes_what_is_offered().sends()
    resident.sees("约好了", "您的号", "1 号", "取消这次预约")
    assert resident.case_reference.startswith("Y")


@pytest.mark.parametrize("view", VIEWS)
def test_times_say_day_time_place_and_what_is_left(resident: Resident, view: str) -> None:
    _asked(resident.in_view(view).starts("hall-appointment"), "day").answers(day=TUESDAY)
    resident.sees("11 月 24 日 星期二 上午 9 点 30 分枫桥路服务中心 · 还有 4 个位子")
    offered = resident.client.form().named("time")
    assert all(node.get("type") == "radio" for node in offered)
    assert len(offered) <= 6
    resident.client.follow("中午和下午")
    resident.sees("下午 4 点 30 分", "延时办", "不约也可以直接去")


def test_weeks_are_links_and_the_choice_is_kept(resident: Resident) -> None:
    _asked(resident.in_view("elder").starts("hall-appointment"), "day")
    here = resident.page.address
    resident.sees("11 月 23 日 星期一还有 32 个位子")
    resident.answers(day=TUESDAY)
    resident.client.get(here)
    resident.client.follow("11 月 30 日 星期一到 12 月 5 日 星期六")
    resident.sees("12 月 1 日 星期二还有", "您选的是：11 月 24 日 星期二")
    resident.client.submit()
    resident.sees("约几点？", "11 月 24 日 星期二")


def test_a_week_seen_stays_when_nothing_was_chosen(resident: Resident) -> None:
    _asked(resident.in_view("elder").starts("hall-appointment"), "day")
    resident.client.get(f"{resident.page.address}?day=2026-W49")
    resident.client.submit()
    resident.sees("请选一天。", "12 月 1 日 星期二")
    resident.client.get(f"{resident.page.address.split('?')[0]}?day=nonsense")
    resident.sees("11 月 23 日 星期一")


def test_sold_out_while_answering_keeps_all_and_names_the_next(
    app: Flask, resident: Resident
) -> None:
    _answers(
        resident.starts("hall-appointment"), place="fengqiao-hall", day=TUESDAY, time=NINE_THIRTY
    )
    _fill(app, NINE_THIRTY)
    resident.sends()
    resident.sees("刚刚被别人约走了", "您填的都还在", "最近还空的：11 月 23 日 星期一")
    assert "error-summary" in resident.page.ids
    assert NINE_THIRTY not in {n.get("value") for n in resident.client.form().named("time")}
    resident.answers(time=f"fengqiao-hall.window.{TUESDAY}.1030")
    _answers(resident).sees("王秀兰", "枫桥路服务中心")
    resident.sends().sees("约好了：11 月 24 日 星期二 上午 10 点 30 分")
    assert _seats(parts(app).db) == 4


def test_a_day_that_is_full_is_not_offered(app: Flask, resident: Resident) -> None:
    for hour in ("0900", "1000", "1100"):
        _fill(app, f"fengqiao-hall.window.2026-11-28.{hour}")
    _asked(resident.starts("hall-appointment"), "day")
    assert "11 月 28 日 星期六还有" not in resident.page.text
    resident.client.post(
        resident.page.address, [("form_token", _token(resident)), ("day", "2026-11-28")]
    )
    resident.sees("这一天刚刚约满了")


def _token(resident: Resident) -> str:
    return resident.client.form().named("form_token")[0]["value"]


def test_a_time_that_passes_while_answering_is_refused_kindly(
    resident: Resident, clock: FixedClock
) -> None:
    time = "fengqiao-hall.window.2026-11-23.0830"
    _answers(
        resident.starts("hall-appointment"), place="fengqiao-hall", day="2026-11-23", time=time
    )
    clock.advance(days=1)
    resident.sends()
    resident.sees("已经到了，不能再约", "上午 10 点 30 分")
    assert time not in {n.get("value") for n in resident.client.form().named("time")}


def test_made_up_times_are_refused(resident: Resident) -> None:
    _asked(resident.starts("hall-appointment"), "time")
    for value in ("", "x", "fengqiao-hall.window.2026-11-23.0815", "a.b.2026-99-99.0000", "." * 9):
        pairs = [("form_token", _token(resident)), ("time", value)]
        resident.client.post(resident.page.address.split("?")[0], pairs)
        resident.sees("请选一个时间。")


def test_an_appointment_is_moved_and_its_seat_is_free_again(app: Flask, resident: Resident) -> None:
    receipt = _book(resident)
    first = resident.case_reference
    resident.client.follow("改时间")
    resident.sees("要改到别的时间吗？", "原来的一直给您留着")
    resident.client.submit(form='form[action$="/change"]')
    resident.sees("约哪一天？")
    _answers(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930")
    resident.sees("改时间：11 月 24 日 星期二 上午 9 点 30 分的那一次", "王秀兰")
    resident.client.submit(button="改到这个时间")
    resident.sees("约好了：12 月 1 日 星期二 上午 9 点 30 分")
    assert resident.case_reference != first
    assert _seats(parts(app).db) == 0
    resident.client.get(receipt)
    resident.sees("这一次已经改到别的时间", first)
    assert "取消这次预约" not in resident.page.text
    resident.client.get(f"{receipt}change")
    resident.sees("不能再改")


def test_a_moved_appointment_can_not_be_lost_to_a_full_hall(app: Flask, resident: Resident) -> None:
    receipt = _book(resident)
    resident.client.get(f"{receipt}change")
    resident.client.submit(form='form[action$="/change"]')
    _answers(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930")
    _fill(app, "fengqiao-hall.window.2026-12-01.0930")
    resident.client.submit(button="改到这个时间")
    resident.sees("刚刚被别人约走了")
    resident.client.get(receipt)
    resident.sees("约好了：11 月 24 日 星期二 上午 9 点 30 分")
    assert _seats(parts(app).db) == 1


def test_who_has_one_is_asked_whether_to_move_it(resident: Resident) -> None:
    _book(resident)
    resident.starts("hall-appointment")
    resident.sees("您已经约过，这次要怎么办？", "改时间：11 月 24 日 星期二", "再约一次新的")


def test_the_same_time_twice_is_refused_kindly(app: Flask, resident: Resident) -> None:
    _book(resident)
    chosen = {"place": "fengqiao-hall", "who": "other", "day": TUESDAY, "time": NINE_THIRTY}
    _answers(resident.starts("hall-appointment"), moving="new", **chosen).sends()
    resident.sees("您已经约好了，不用再约一次")
    assert _seats(parts(app).db) == 1


def test_two_things_at_one_time_are_refused_kindly(resident: Resident) -> None:
    _book(resident)
    time = f"fengqiao-visitors.visitors.{TUESDAY}.0900"
    chosen = {"place": "fengqiao-visitors", "who": "other", "day": TUESDAY, "time": time}
    _answers(resident.starts("home-visit"), **chosen).sends()
    resident.sees("已经约了别的事", "请换一个时间")


def test_it_can_be_cancelled_until_it_begins(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = _book(resident)
    clock.advance(days=2)  # Tuesday, 9:12: eighteen minutes ahead
    resident.client.get(receipt)
    resident.withdraws().sees("预约取消了")
    assert _seats(parts(app).db) == 0


def test_once_begun_it_can_not_be_cancelled(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = _book(resident)
    clock.advance(days=2, minutes=20)
    resident.client.get(receipt)
    resident.sees("时间已经过了")
    assert "取消这次预约" not in resident.page.text
    resident.client.get(f"{receipt}withdraw")
    resident.sees("时间已经过了")
    assert _seats(parts(app).db) == 1


def test_a_clock_set_back_loses_and_doubles_nothing(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = _book(resident)
    clock.advance(hours=-5)
    resident.client.get(receipt)
    resident.sees("约好了")
    resident.withdraws().sees("预约取消了")
    assert _seats(parts(app).db) == 0


def test_pressing_twice_books_once(app: Flask, resident: Resident) -> None:
    _answers(
        resident.starts("hall-appointment"), place="fengqiao-hall", day=TUESDAY, time=NINE_THIRTY
    )
    address, pairs = resident.page.address, resident.client.form().sent(None)
    resident.client.post(address, pairs)
    resident.client.post(address, pairs)
    resident.sees("没有重复办理")
    assert _seats(parts(app).db) == 1


def test_elders_are_not_asked_what_the_records_know(resident: Resident) -> None:
    resident.in_view("elder").signs_in("elder").starts("clinic-appointment")
    seen = []
    while not resident.at_check:
        seen.append(resident.page.h1)
        resident.answers_page()
    assert "来的人是下面哪一种？" not in seen


def _told(app: Flask) -> list[Reminder]:
    db = parts(app).db
    with db.read() as work:
        cases = work.cases.of(_owner(app), None, 9)
        return work.reminders.of(cases[0].owner) if cases else []


def _owner(app: Flask) -> bytes:
    with parts(app).db.read() as work:
        newest = work.cases.count()
        return work.cases.by_id(newest).owner


def test_reminders_come_the_morning_before_and_two_hours_ahead(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = _book(resident)
    resident.sees("前一天早上和开始前 2 小时，会各提醒您一次")
    assert [f"{one.at:%d %H:%M}" for one in _told(app)] == ["23 01:00", "23 23:30"]
    reminders = Reminders(parts(app).db, clock)
    assert reminders.send_due() == 0
    clock.advance(days=1)
    assert reminders.send_due() == 1
    assert reminders.send_due() == 0
    resident.client.get(receipt)
    resident.withdraws()
    clock.advance(days=1)
    assert reminders.send_due() == 0, "nobody is reminded of what was cancelled"


def test_moving_takes_the_reminders_along(app: Flask, resident: Resident) -> None:
    receipt = _book(resident)
    resident.client.get(f"{receipt}change")
    resident.client.submit(form='form[action$="/change"]')
    _answers(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930").sends()
    assert [f"{one.at:%d %H:%M}" for one in _told(app)] == ["30 01:00", "30 23:30"]


def test_a_calendar_file_tells_time_and_place_only(client: PageClient, resident: Resident) -> None:
    receipt = _book(resident)
    answer = client.http.get(urljoin(receipt, "calendar.ics"))
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/calendar"
    assert "SUMMARY:枫桥路服务中心" in text
    assert "王秀兰" not in text.replace("\r\n ", "")
    assert "199" not in text


def test_what_others_booked_under_a_name_is_nobodys_business(app: Flask) -> None:
    """Everybody who tries the demo types the same example name."""
    for _ in range(2):
        _book(Resident(PageClient(app.test_client())))
    assert _seats(parts(app).db) == 2


def test_signing_in_afterwards_keeps_the_appointment(app: Flask, resident: Resident) -> None:
    receipt = _book(resident)
    resident.signs_in("elder").client.get(receipt)
    resident.sees("约好了")
    resident.starts("hall-appointment").sees("改时间：11 月 24 日 星期二")


def test_another_resident_sees_nothing_of_it(app: Flask, resident: Resident) -> None:
    receipt = _book(resident)
    stranger = PageClient(app.test_client())
    for page in ("change", "calendar.ics"):
        assert stranger.http.get(f"{receipt}{page}").status_code == 404
