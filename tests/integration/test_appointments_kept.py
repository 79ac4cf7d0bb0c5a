"""What becomes of an appointment: moved, cancelled, reminded of, put into a calendar."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from flask import Flask

from services.clock import FixedClock
from services.reminders import Reminders
from services.storage.reminders import Reminder
from tests.booking_pages import (
    answers_all,
    books_hall,
    fill,
    seats_held,
)
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.wiring import parts


@pytest.fixture
def backend() -> str:
    """What differs between databases is tested with the seats themselves."""
    return "sqlite"


def test_an_appointment_is_moved_and_its_seat_is_free_again(app: Flask, resident: Resident) -> None:
    receipt = books_hall(resident)
    first = resident.case_reference
    resident.client.follow("改时间")
    resident.sees("要改到别的时间吗？", "原来的一直给您留着")
    resident.client.submit(form='form[action$="/change"]')
    resident.sees("约哪一天？")
    answers_all(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930")
    resident.sees("改时间：11 月 24 日 星期二 上午 9 点 30 分的那一次", "王秀兰")
    resident.client.submit(button="改到这个时间")
    resident.sees("约好了：12 月 1 日 星期二 上午 9 点 30 分")
    assert resident.case_reference != first
    assert seats_held(parts(app).db) == 0
    resident.client.get(receipt)
    resident.sees("这一次已经改到别的时间", first)
    assert "取消这次预约" not in resident.page.text
    resident.client.get(f"{receipt}change")
    resident.sees("不能再改")


def test_a_moved_appointment_can_not_be_lost_to_a_full_hall(app: Flask, resident: Resident) -> None:
    receipt = books_hall(resident)
    resident.client.get(f"{receipt}change")
    resident.client.submit(form='form[action$="/change"]')
    answers_all(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930")
    fill(app, "fengqiao-hall.window.2026-12-01.0930")
    resident.client.submit(button="改到这个时间")
    resident.sees("刚刚被别人约走了")
    resident.client.get(receipt)
    resident.sees("约好了：11 月 24 日 星期二 上午 9 点 30 分")
    assert seats_held(parts(app).db) == 1


def test_who_has_one_is_asked_whether_to_move_it(resident: Resident) -> None:
    books_hall(resident)
    resident.starts("hall-appointment")
    resident.sees("您已经约过，这次要怎么办？", "改时间：11 月 24 日 星期二", "再约一次新的")


def test_it_can_be_cancelled_until_it_begins(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = books_hall(resident)
    clock.advance(days=2)  # Tuesday, 9:12: eighteen minutes ahead
    resident.client.get(receipt)
    resident.withdraws().sees("预约取消了")
    assert seats_held(parts(app).db) == 0


def test_once_begun_it_can_not_be_cancelled(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = books_hall(resident)
    clock.advance(days=2, minutes=20)
    resident.client.get(receipt)
    resident.sees("时间已经过了")
    assert "取消这次预约" not in resident.page.text
    resident.client.get(f"{receipt}withdraw")
    resident.sees("时间已经过了")
    assert seats_held(parts(app).db) == 1


def test_a_clock_set_back_loses_and_doubles_nothing(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    receipt = books_hall(resident)
    clock.advance(hours=-5)
    resident.client.get(receipt)
    resident.sees("约好了")
    resident.withdraws().sees("预约取消了")
    assert seats_held(parts(app).db) == 0


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
    receipt = books_hall(resident)
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
    receipt = books_hall(resident)
    resident.client.get(f"{receipt}change")
    resident.client.submit(form='form[action$="/change"]')
    answers_all(resident, day="2026-12-01", time="fengqiao-hall.window.2026-12-01.0930").sends()
    assert [f"{one.at:%d %H:%M}" for one in _told(app)] == ["30 01:00", "30 23:30"]


def test_a_calendar_file_tells_time_and_place_only(client: PageClient, resident: Resident) -> None:
    receipt = books_hall(resident)
    answer = client.http.get(urljoin(receipt, "calendar.ics"))
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/calendar"
    assert "SUMMARY:枫桥路服务中心" in text
    assert "王秀兰" not in text.replace("\r\n ", "")
    assert "199" not in text


def test_signing_in_afterwards_keeps_the_appointment(app: Flask, resident: Resident) -> None:
    receipt = books_hall(resident)
    resident.signs_in("elder").client.get(receipt)
    resident.sees("约好了")
    resident.starts("hall-appointment").sees("改时间：11 月 24 日 星期二")


def test_another_resident_sees_nothing_of_it(app: Flask, resident: Resident) -> None:
    receipt = books_hall(resident)
    stranger = PageClient(app.test_client())
    for page in ("change", "calendar.ics"):
        assert stranger.http.get(f"{receipt}{page}").status_code == 404
