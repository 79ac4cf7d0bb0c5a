""" "Can I get it?": asked without signing in, said with reasons, and kept nowhere."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from services.clock import FixedClock
from services.subsidies.decisions import ALLOWANCES
from tests.allowances import LIVING, NURSING, SENIOR, TRANSPORT, at_result, checks
from tests.page_forms import Given
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

YOUNG: dict[str, Given] = {"birth-date": "1962-3-3"}


@pytest.fixture
def backend() -> str:
    """A check writes nothing, so one kind of database tells."""
    return "sqlite"


def verdict(resident: Resident) -> str:
    """What the result page says, as its programs know it."""
    return resident.page.root.one("[data-verdict]")["data-verdict"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("service", ALLOWANCES)
def test_each_allowance_can_be_asked_about_in_each_view(
    resident: Resident, service: str, view: str
) -> None:
    checks(resident.in_view(view), service)
    assert verdict(resident) in ("granted", "person")
    assert resident.page.root.select(".reasons li")


def test_the_sum_and_its_reasons_are_said(resident: Resident) -> None:
    checks(resident, LIVING).sees("每月 450.00 元", "您家是低保家庭。", "上海市民政局")
    assert "没有核对过" not in resident.page.root.one(".done").text


def test_a_doubtful_sum_says_so(resident: Resident) -> None:
    checks(resident, SENIOR).sees("每月 150.00 元", "以当地公布为准")


def test_a_no_says_what_would_change_it_and_from_when(resident: Resident) -> None:
    checks(resident, SENIOR, YOUNG)
    assert verdict(resident) == "refused"
    resident.sees("2027 年 3 月 3 日", "2027 年 2 月 3 日", "12345", "请工作人员再看一遍")


def test_no_certificate_leads_to_getting_one(resident: Resident) -> None:
    checks(resident, NURSING, {"certificate": "no"})
    assert verdict(resident) == "refused"
    resident.sees("您还没有残疾人证。", "先办残疾人证。")


def test_what_no_document_says_goes_to_a_person(resident: Resident) -> None:
    checks(resident, TRANSPORT)
    assert verdict(resident) == "person"
    assert "元" not in resident.page.root.one("main").text
    resident.sees("以当地公布为准", "12345")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027-1-1", "这一天还没有到"),
        ("1890-1-1", "请看看年份"),
        ("1948-2-30", "只有 29 天"),
        ("农历三月初三", "农历"),
        ("", "请填生日"),
    ],
)
def test_impossible_birth_dates_are_sent_back_and_stand_there(
    resident: Resident, typed: str, said: str
) -> None:
    resident.client.get(f"/services/{SENIOR}/check/")
    resident.client.submit({"birth-date": typed, "hukou": "elsewhere"})
    resident.sees(said)
    assert resident.page.root.one("#birth-date").get("value") == typed
    assert resident.page.root.one("[value=elsewhere]").has("checked")


def test_none_and_something_together_is_asked_again(resident: Resident) -> None:
    resident.in_view("elder")
    resident.client.get(f"/services/{LIVING}/check/")
    for _ in range(3):
        resident.answers_page()
    resident.client.submit({"receives": ["none", "this"]})
    resident.sees("就不要再选别的")


def test_nothing_is_kept_and_nothing_can_be_read(
    app: Flask, resident: Resident, capfd: pytest.CaptureFixture[str]
) -> None:
    before = _rows(app)
    checks(resident, SENIOR, {"birth-date": "1948-3-12"})
    assert _rows(app) == before
    address = resident.page.address
    assert not re.search(r"1948|shanghai|birth", address)
    logged = capfd.readouterr()
    assert not re.search(r"1948|shanghai", logged.out + logged.err)
    assert resident.page.headers["Cache-Control"] == "private, no-store"


def _rows(app: Flask) -> dict[str, int]:
    from services.storage.base import metadata

    with parts(app).db.read() as work:
        return {
            table.name: len(work.conn.execute(table.select()).all())
            for table in metadata.sorted_tables
        }


def test_an_hour_later_the_answers_are_gone(resident: Resident, clock: FixedClock) -> None:
    checks(resident, SENIOR, YOUNG)
    address = resident.page.address
    clock.advance(minutes=59)
    resident.client.get(address)
    assert at_result(resident)
    clock.advance(minutes=2)
    resident.client.get(address)
    resident.sees("已经过了 1 小时", "生日是哪一天？")


@pytest.mark.parametrize("kept", ["x", "%00", "AmsxAAAA", "A" * 4000, "🙂"])
def test_a_made_up_address_begins_at_the_beginning(resident: Resident, kept: str) -> None:
    resident.client.get(f"/services/{SENIOR}/check/")
    first = resident.page.address
    found = resident.client.http.get(f"/services/{SENIOR}/check/result?kept={kept}")
    assert found.status_code in (303, 404)
    assert found.status_code == 404 or found.headers["Location"].startswith(first)


def test_answers_of_one_allowance_are_none_for_another(resident: Resident) -> None:
    checks(resident, LIVING)
    kept = resident.page.address.partition("?")[2]
    found = resident.client.http.get(f"/services/{NURSING}/check/result?{kept}")
    assert found.status_code == 303


def test_the_result_can_be_switched_in_view_and_read_aloud(resident: Resident) -> None:
    checks(resident, SENIOR, YOUNG)
    address = resident.page.address
    resident.client.get(f"{address}&view=care")
    assert resident.page.root["data-view"] == "care"
    assert at_result(resident)
    script = resident.client.http.get("/speech/script", query_string={"page": address})
    assert "按规则，现在领不了" in script.get_data(as_text=True) or "领不了" in str(script.json)


def test_another_service_has_no_check(resident: Resident) -> None:
    resident.client.get("/services/water-bill/check/", status=404)


def test_the_answers_go_along_into_the_application(resident: Resident) -> None:
    checks(resident.in_view("elder"), LIVING, {"household": "margin"})
    resident.client.press(resident.page.root.one("button[value=apply]"))
    assert resident.page.h1 == "您叫什么名字？", "what was answered is not asked again"
    resident.takes_what_is_offered().sees("低保边缘家庭", "每月 320.00 元")


def test_a_form_left_open_over_night_is_told_so_and_loses_nothing(resident: Resident) -> None:
    checks(resident, LIVING)
    form = resident.client.form()
    pairs = [(k, "old" if k == "form_token" else v) for k, v in form.sent(None)]
    resident.client.post(resident.page.address.split("?")[0], [*pairs, ("do", "apply")])
    assert at_result(resident)
    resident.sees("请再按一次", "每月 450.00 元")
    resident.client.press(resident.page.root.one("button[value=apply]"))
    assert "/apply/" in resident.page.address
