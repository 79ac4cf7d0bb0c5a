"""Applications for allowances: decided at once, refused with reasons, or handed to a person."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from services.clock import FixedClock
from services.storage.cases import Case, CaseState
from services.subsidies.kept import recompute
from tests.allowances import (
    AGE_36,
    AGE_78,
    LIVING,
    NURSING,
    SENIOR,
    TRANSPORT,
    applies,
    checks,
)
from tests.databases import BACKENDS
from tests.page_forms import Given
from tests.residents import Resident
from tests.sent_cases import sent_cases
from webapp.wiring import parts

YOUNG: dict[str, Given] = {"birth-date": "1962-3-3"}
TOO_YOUNG: dict[str, Given] = {"id-number": AGE_36}


def case_of(app: Flask, resident: Resident) -> Case:
    """The case whose receipt is on the screen."""
    reference = resident.case_reference.replace(" ", "")
    with parts(app).db.read() as work:
        case = work.cases.by_reference(reference)
    assert case is not None
    return case


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """What a test keeps is kept alike everywhere; a few look at both kinds of database."""
    kind: str = getattr(request, "param", "sqlite")
    return kind


BOTH = pytest.mark.parametrize("backend", BACKENDS, indirect=True)


@BOTH
def test_what_the_rules_grant_is_granted_at_once(app: Flask, resident: Resident) -> None:
    applies(resident, LIVING, {"household": "margin"}).sees("您可以领，每月 320.00 元")
    resident.sends().sees("批下来了，每月 320.00 元", "您家是低保边缘家庭。", "2026 年 11 月")
    case = case_of(app, resident)
    assert case.state is CaseState.DONE
    resident.sees("按规则批下来了，每月 320.00 元。")
    kept: dict[str, Any] = dict(case.details["decision"])
    assert kept["verdict"] == "granted"
    assert kept["fen"] == 32_000
    assert kept["facts"]["household"] == "margin"
    assert kept["version"] == "2026-11-22"
    assert recompute(LIVING, kept).amount is not None


def test_a_no_is_said_before_sending_and_a_person_may_look(app: Flask, resident: Resident) -> None:
    applies(resident, SENIOR, TOO_YOUNG)
    resident.sees("按规则，现在领不了", "请工作人员再看一遍")
    resident.sends().sees("正在请人再看", "还没有满 65 岁", "12345", "街道社区事务受理服务中心")
    assert case_of(app, resident).state is CaseState.OPEN


def test_a_no_can_be_had_as_an_answer_with_reasons(app: Flask, resident: Resident) -> None:
    applies(resident, SENIOR, {**TOO_YOUNG, "look-again": "answer"}).sends()
    resident.sees("按规则，现在领不了", "还没有满 65 岁", "不同意？请打 12345")
    case = case_of(app, resident)
    assert case.state is CaseState.CLOSED
    assert case.details["decision"]["verdict"] == "refused"


def test_what_the_rules_leave_open_goes_to_a_person(app: Flask, resident: Resident) -> None:
    applies(resident, TRANSPORT).sends()
    resident.sees("请工作人员看", "以当地公布为准", "街道社区事务受理服务中心", "最晚哪天")
    case = case_of(app, resident)
    assert case.state is CaseState.OPEN
    assert case.details["decision"]["fen"] is None


def test_the_id_number_tells_the_birth_date(resident: Resident) -> None:
    applies(resident.in_view("elder"), SENIOR, {"id-number": AGE_78})
    assert "生日" not in resident.page.root.one(".facts").text
    resident.sees("每月 150.00 元")


def test_a_place_code_in_the_id_number_is_no_hukou(resident: Resident) -> None:
    resident.signs_in("elder")
    applies(resident, SENIOR).sees("您可以领", "户口", "在上海")


def test_what_the_registers_know_stands_there_already(resident: Resident) -> None:
    resident.signs_in("blind").starts(NURSING)
    root = resident.page.root
    for name, value in (("certificate", "yes"), ("kind", "sight"), ("grade", "1")):
        assert root.one(f'[name="{name}"][value="{value}"]').has("checked"), name
    # He receives it already, and is told before he sends anything.
    applies(resident, NURSING).sees("按规则，现在领不了")


def test_a_changed_answer_changes_the_verdict(resident: Resident) -> None:
    applies(resident, SENIOR, TOO_YOUNG).sees("领不了")
    resident.client.get(f"/services/{SENIOR}/apply/id-number")
    resident.client.submit({"id-number": AGE_78})
    resident.takes_what_is_offered().sees("您可以领，每月 150.00 元")
    assert "怎么办" not in resident.page.root.one(".facts").text


@BOTH
def test_the_same_person_is_not_granted_it_twice(app: Flask, resident: Resident) -> None:
    applies(resident, LIVING).sends()
    applies(resident, LIVING).sends().sees("已经批给您了")
    assert resident.at_check
    assert sent_cases(app) == 1


def test_another_person_may_be_granted_it_from_the_same_browser(
    app: Flask, resident: Resident
) -> None:
    applies(resident, LIVING).sends()
    applies(resident, LIVING, {"id-number": AGE_36}).sends().sees("批下来了")
    assert sent_cases(app) == 2


def test_one_that_a_person_looks_at_is_not_sent_twice(resident: Resident) -> None:
    applies(resident, TRANSPORT).sends()
    applies(resident, TRANSPORT).sends().sees("已经申请过了")


@BOTH
def test_one_looks_after_both_parents_from_the_same_browser(app: Flask, resident: Resident) -> None:
    applies(resident, TRANSPORT).sends()
    applies(resident, TRANSPORT, {"id-number": AGE_36}).sends().sees("已经交上去")
    applies(resident, TRANSPORT, {"id-number": AGE_36}).sends().sees("已经申请过了")
    assert sent_cases(app) == 2


def test_a_grant_can_be_taken_back_for_ten_minutes(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    applies(resident, LIVING).sends()
    case = case_of(app, resident)
    clock.advance(minutes=9)
    resident.withdraws()
    assert case_of(app, resident).state is CaseState.WITHDRAWN
    assert "批下来了" not in resident.page.h1
    assert "每月" not in resident.page.root.one(".facts").text, "nothing will be paid"
    applies(resident, LIVING).sends().sees("批下来了")
    assert case_of(app, resident).id != case.id


@BOTH
def test_the_reminder_comes_once_and_on_its_day(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    checks(resident, SENIOR, YOUNG)
    resident.client.submit({"phone": "199 0000 0009"}, form="form[data-remind]")
    resident.sees("记下了")
    assert not resident.page.root.select("form[data-remind]")
    assert _told(app) is None
    clock.advance(days=72)
    assert _told(app) is None, "2 February is a day too early"
    clock.advance(days=1)
    told = _told(app)
    assert told is not None
    assert "老年综合津贴" in told
    assert "2027 年 3 月 3 日" in told
    assert parts(app).reminders.send_due() == 0, "it is told once"


def _told(app: Flask) -> str | None:
    """Let the worker work; return the last message on that phone."""
    parts(app).reminders.send_due()
    parts(app).outbox.drain()
    with parts(app).db.read() as work:
        return next(iter(work.messages.newest("19900000009", 1)), None)


def test_a_signed_in_person_needs_no_phone_for_a_reminder(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    resident.signs_in("helper")
    checks(resident, SENIOR, YOUNG)
    resident.client.submit(form="form[data-remind]")
    resident.sees("记下了")
    clock.advance(days=73)
    parts(app).reminders.send_due()
    resident.signs_in("helper").client.get("/cases/notices/")
    resident.sees("老年综合津贴")


@pytest.mark.parametrize("phone", ["", "12", "29900000009"])
def test_a_reminder_needs_a_phone_that_can_be_one(
    app: Flask, resident: Resident, phone: str
) -> None:
    checks(resident, SENIOR, YOUNG)
    resident.client.submit({"phone": phone}, form="form[data-remind]")
    assert "error-summary" in resident.page.ids
    assert resident.page.root.one("#phone").get("value") == phone
    with parts(app).db.read() as work:
        assert not work.reminders.take_due(clock_far(app), 10)


def test_nobody_fills_a_phone_with_reminders(resident: Resident) -> None:
    for _ in range(5):
        checks(resident, SENIOR, YOUNG)
        resident.client.submit({"phone": "199 0000 0009"}, form="form[data-remind]")
    checks(resident, SENIOR, YOUNG)
    resident.client.submit({"phone": "199 0000 0009"}, form="form[data-remind]", status=429)
    resident.sees("刚才试的次数有点多")


def clock_far(app: Flask) -> Any:
    """Long after any reminder."""
    return parts(app).clock.now().replace(year=2099)
