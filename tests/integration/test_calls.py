"""Calls for help: made in a hall, answered by one clerk, seen by whoever called."""

from __future__ import annotations

import pytest
from flask import Flask

from services.calls import GIVEN_UP, SOON
from services.clock import FixedClock
from services.storage.todos import Queue
from tests.clerks import clerk_browser, clerk_id, new_clerk
from tests.live import CALL, DESK_CALLS, HERE, OVER, another, calls_over, finds_call, goes_there
from tests.residents import VIEWS, Resident
from webapp.live.calls import FROM_VISITOR
from webapp.wiring import parts

PAGE = "/help/call/"


@pytest.fixture
def backend() -> str:
    """Both databases are asked in test_live_records; pages do not depend on them."""
    return "sqlite"


@pytest.mark.parametrize("view", VIEWS)
def test_somebody_calls_and_reads_who_comes(app: Flask, resident: Resident, view: str) -> None:
    calls_over(resident.in_view(view)).sees("已经叫了，请在原地等一等", HERE["spot"])
    clerk = clerk_browser(app, "hall")
    number = goes_there(clerk)
    assert "居民那边已经看到有人来了" in clerk.page.text
    resident.client.get(PAGE)
    resident.sees("有人来了", "陈静（2001）", "上午 9 点 12 分")
    clerk.press(clerk.page.root.one(f"#finish-{number}"))
    resident.client.get(PAGE)
    resident.sees("有人来过了", "还要人帮忙？再叫一次")


def test_a_script_hears_only_of_what_changed(app: Flask, resident: Resident) -> None:
    calls_over(resident)
    mark = resident.page.root.one("#call-now")["data-mark"]
    http, asks = resident.client.http, {"HX-Request": "true"}
    assert http.get(f"{PAGE}?mark={mark}", headers=asks).status_code == 204
    goes_there(clerk_browser(app, "hall"))
    fresh = http.get(f"{PAGE}?mark={mark}", headers=asks)
    assert fresh.status_code == 200
    assert "陈静" in fresh.text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(resident: Resident) -> None:
    resident.client.get(PAGE)
    resident.client.submit({"spot": "大门口"}, form=CALL)
    resident.sees("请选您在哪个大厅", "请选要帮什么忙")
    assert resident.page.root.one("#spot")["value"] == "大门口"


def test_a_second_press_calls_nobody_else(app: Flask, resident: Resident) -> None:
    resident.client.get(PAGE)
    pairs = resident.client.form(CALL).fill(HERE).sent(None)
    for _ in range(2):
        resident.client.post(PAGE, pairs)
    desk = parts(app).live.calls
    assert [call.spot for call in desk.waiting("nuanyang-hall")] == [HERE["spot"]]


def test_of_two_clerks_the_second_is_told_who_goes(app: Flask, resident: Resident) -> None:
    calls_over(resident)
    first, second = clerk_browser(app, "hall"), new_clerk(app, "hall")
    number = finds_call(second)
    goes_there(first)
    second.press(second.page.root.one(f"#take-{number}"))
    assert "陈静（2001）已经过去了" in second.page.text
    resident.client.get(PAGE)
    resident.sees("陈静（2001）")
    assert not second.page.root.select(f"#finish-{number}"), "it is another clerk's"


def test_a_clerk_who_cannot_go_gives_it_back(app: Flask, resident: Resident) -> None:
    calls_over(resident)
    clerk = clerk_browser(app, "hall")
    number = goes_there(clerk)
    clerk.press(clerk.page.root.one(f"#back-{number}"))
    resident.client.get(PAGE)
    resident.sees("已经叫了，请在原地等一等")
    assert clerk.page.root.select(f"#take-{number}")


def test_a_call_is_taken_back(app: Flask, resident: Resident) -> None:
    clerk = clerk_browser(app, "hall")
    calls_over(resident).client.submit(form=OVER)
    resident.sees("不叫了，没有人会过来")
    clerk.get(DESK_CALLS)
    assert HERE["spot"] not in clerk.page.text


def test_a_call_stands_in_the_ledger_until_it_is_done(app: Flask, resident: Resident) -> None:
    calls_over(resident)
    clerk = clerk_browser(app, "hall")
    number = goes_there(clerk)
    with parts(app).db.read() as work:
        todo = work.todos.find(Queue.CALLS, str(number))
    assert todo is not None
    assert todo.clerk_id == clerk_id(app, "hall")
    clerk.press(clerk.page.root.one(f"#finish-{number}"))
    with parts(app).db.read() as work:
        assert work.todos.find(Queue.CALLS, str(number)) is None


def test_who_waits_too_long_is_told_so_and_looked_into(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    calls_over(resident)
    clock.advance(seconds=SOON.total_seconds())
    resident.client.get(PAGE)
    resident.sees("过了 5 分钟还没有人接")
    clerk = clerk_browser(app, "hall")
    number = finds_call(clerk)
    assert "请快去" in clerk.page.text
    clock.advance(seconds=GIVEN_UP.total_seconds())
    parts(app).live.sweep()
    resident.client.get(PAGE)
    resident.sees("这次没有人过来")
    clerk = clerk_browser(app, "hall")
    finds_call(clerk)
    assert "没有人去过的" in clerk.page.text
    clerk.press(clerk.page.root.one(f"#look-{number}"))
    with parts(app).db.read() as work:
        assert work.todos.find(Queue.CALLS, str(number)) is None


def test_nobody_sees_or_ends_the_call_of_another(app: Flask, resident: Resident) -> None:
    calls_over(resident)
    stranger = another(app)
    stranger.client.get(PAGE)
    assert HERE["spot"] not in stranger.page.text
    token = stranger.client.form(CALL).sent(None)
    stranger.client.post(f"{PAGE}over", token)
    resident.client.get(PAGE)
    resident.sees("已经叫了，请在原地等一等")


def test_a_call_goes_along_when_its_caller_signs_in(resident: Resident) -> None:
    calls_over(resident).signs_in("deaf").client.get(PAGE)
    resident.sees("已经叫了，请在原地等一等")


def test_calling_all_the_time_is_stopped(app: Flask, resident: Resident) -> None:
    for _ in range(FROM_VISITOR.times):
        calls_over(resident).client.submit(form=OVER)
    calls_over(resident)
    assert "已经叫了" not in resident.page.text
    assert resident.page.root.one("#spot")["value"] == HERE["spot"], "what was typed is kept"


def test_the_one_who_called_reads_who_answered(app: Flask, resident: Resident) -> None:
    calls_over(resident.signs_in("deaf"))
    goes_there(clerk_browser(app, "hall"))
    with parts(app).db.read() as work:
        call = work.calls.open_ones("nuanyang-hall", 1)[0]
        person = work.people.by_demo_key("deaf")
    assert person is not None
    assert call.person_id == person.id
