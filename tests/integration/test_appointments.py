"""Appointments as residents make them: in every view, without JavaScript, by links and buttons."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from tests.booking_pages import (
    NINE_THIRTY,
    TUESDAY,
    answers_all,
    books_hall,
    comes_to,
    fill,
    seats_held,
)
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

SERVICES = (
    "hall-appointment", "clinic-appointment", "home-visit", "medical-transport",
    "sign-language-interpreter",
)  # fmt: skip


@pytest.fixture
def backend() -> str:
    """What differs between databases is tested with the seats themselves."""
    return "sqlite"


@pytest.mark.parametrize(("service", "view"), [*zip(SERVICES, (*VIEWS, *VIEWS), strict=False)])
def test_every_kind_is_booked(resident: Resident, service: str, view: str) -> None:
    resident.in_view(view).starts(service).takes_what_is_offered().sends()
    resident.sees("约好了", "您的号", "1 号", "取消这次预约")
    assert resident.case_reference.startswith("Y")


@pytest.mark.parametrize("view", VIEWS)
def test_times_say_day_time_place_and_what_is_left(resident: Resident, view: str) -> None:
    comes_to(resident.in_view(view).starts("hall-appointment"), "day").answers(day=TUESDAY)
    resident.sees("11 月 24 日 星期二 上午 9 点 30 分枫桥路服务中心 · 还有 4 个位子")
    offered = resident.client.form().named("time")
    assert all(node.get("type") == "radio" for node in offered)
    assert len(offered) <= 6
    resident.client.follow("中午和下午")
    resident.sees("下午 4 点 30 分", "延时办", "不约也可以直接去")


def test_weeks_are_links_and_the_choice_is_kept(resident: Resident) -> None:
    comes_to(resident.in_view("elder").starts("hall-appointment"), "day")
    here = resident.page.address
    resident.sees("11 月 23 日 星期一还有 32 个位子")
    resident.answers(day=TUESDAY)
    resident.client.get(here)
    resident.client.follow("11 月 30 日 星期一到 12 月 5 日 星期六")
    resident.sees("12 月 1 日 星期二还有", "您选的是：11 月 24 日 星期二")
    resident.client.submit()
    resident.sees("约几点？", "11 月 24 日 星期二")


def test_a_week_seen_stays_when_nothing_was_chosen(resident: Resident) -> None:
    comes_to(resident.in_view("elder").starts("hall-appointment"), "day")
    resident.client.get(f"{resident.page.address}?day=2026-W49")
    resident.client.submit()
    resident.sees("请选一天。", "12 月 1 日 星期二")
    resident.client.get(f"{resident.page.address.split('?')[0]}?day=nonsense")
    resident.sees("11 月 23 日 星期一")


def test_sold_out_while_answering_keeps_all_and_names_the_next(
    app: Flask, resident: Resident
) -> None:
    answers_all(
        resident.starts("hall-appointment"), place="fengqiao-hall", day=TUESDAY, time=NINE_THIRTY
    )
    fill(app, NINE_THIRTY)
    resident.sends()
    resident.sees("刚刚被别人约走了", "您填的都还在", "最近还空的：11 月 23 日 星期一")
    assert "error-summary" in resident.page.ids
    assert NINE_THIRTY not in {n.get("value") for n in resident.client.form().named("time")}
    resident.answers(time=f"fengqiao-hall.window.{TUESDAY}.1030")
    answers_all(resident).sees("王秀兰", "枫桥路服务中心")
    resident.sends().sees("约好了：11 月 24 日 星期二 上午 10 点 30 分")
    assert seats_held(parts(app).db) == 4


def test_a_day_that_is_full_is_not_offered(app: Flask, resident: Resident) -> None:
    for hour in ("0900", "1000", "1100"):
        fill(app, f"fengqiao-hall.window.2026-11-28.{hour}")
    comes_to(resident.starts("hall-appointment"), "day")
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
    answers_all(
        resident.starts("hall-appointment"), place="fengqiao-hall", day="2026-11-23", time=time
    )
    clock.advance(days=1)
    resident.sends()
    resident.sees("已经到了，不能再约", "上午 10 点 30 分")
    assert time not in {n.get("value") for n in resident.client.form().named("time")}


def test_made_up_times_are_refused(resident: Resident) -> None:
    comes_to(resident.starts("hall-appointment"), "time")
    for value in ("", "x", "fengqiao-hall.window.2026-11-23.0815", "a.b.2026-99-99.0000", "." * 9):
        pairs = [("form_token", _token(resident)), ("time", value)]
        resident.client.post(resident.page.address.split("?")[0], pairs)
        resident.sees("请选一个时间。")


def test_the_same_time_twice_is_refused_kindly(app: Flask, resident: Resident) -> None:
    books_hall(resident)
    chosen = {"place": "fengqiao-hall", "who": "other", "day": TUESDAY, "time": NINE_THIRTY}
    answers_all(resident.starts("hall-appointment"), moving="new", **chosen).sends()
    resident.sees("您已经约好了，不用再约一次")
    assert seats_held(parts(app).db) == 1


def test_two_things_at_one_time_are_refused_kindly(resident: Resident) -> None:
    books_hall(resident)
    time = f"fengqiao-visitors.visitors.{TUESDAY}.0900"
    chosen = {"place": "fengqiao-visitors", "who": "other", "day": TUESDAY, "time": time}
    answers_all(resident.starts("home-visit"), **chosen).sends()
    resident.sees("已经约了别的事", "请换一个时间")


def test_pressing_twice_books_once(app: Flask, resident: Resident) -> None:
    answers_all(
        resident.starts("hall-appointment"), place="fengqiao-hall", day=TUESDAY, time=NINE_THIRTY
    )
    address, pairs = resident.page.address, resident.client.form().sent(None)
    resident.client.post(address, pairs)
    resident.client.post(address, pairs)
    resident.sees("没有重复办理")
    assert seats_held(parts(app).db) == 1


def test_elders_are_not_asked_what_the_records_know(resident: Resident) -> None:
    resident.in_view("elder").signs_in("elder").starts("clinic-appointment")
    seen = []
    while not resident.at_check:
        seen.append(resident.page.h1)
        resident.answers_page()
    assert "来的人是下面哪一种？" not in seen


def test_what_others_booked_under_a_name_is_nobodys_business(app: Flask) -> None:
    """Everybody who tries the demo types the same example name."""
    for _ in range(2):
        books_hall(Resident(PageClient(app.test_client())))
    assert seats_held(parts(app).db) == 2
