"""Services made of their guides alone: what is known stands there, slips are told and mended."""

from __future__ import annotations

import pytest
from flask import Flask

from services.cleaning.identity import masked_id, with_check_sign
from services.clock import FixedClock
from services.demo.district import PAID_UP, demo_number
from services.demo.residents import RESIDENTS
from services.providers.utility import Utility
from services.providers.utility_embedded import EmbeddedUtility
from services.storage.cases import CaseState
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

ELDER = RESIDENTS[0]


@pytest.fixture
def backend() -> str:
    """What is said of an answer does not depend on the kind of database."""
    return "sqlite"


def at(resident: Resident, service: str, question: str, view: str = "elder") -> Resident:
    """Answer what comes before a question, and stop there."""
    resident.in_view(view).starts(service)
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        assert not resident.at_check, f"{service} never asks {question!r}"
        resident.answers_page()
    return resident


def standing(resident: Resident, name: str) -> str:
    """What stands in a field."""
    return resident.page.root.one(f'input[name="{name}"]').get("value")


def kept(app: Flask, resident: Resident) -> dict[str, object]:
    """What the office gets with the case on the screen."""
    reference = resident.case_reference.replace(" ", "")
    with parts(app).db.read() as work:
        case = work.cases.by_reference(reference)
    assert case is not None
    given: dict[str, object] = case.details["given"]
    return given


@pytest.mark.parametrize("view", VIEWS)
def test_what_signing_in_tells_stands_there_already(
    app: Flask, resident: Resident, view: str
) -> None:
    at(resident.signs_in("elder"), "senior-card", "name", view)
    assert standing(resident, "name") == ELDER.name
    at(resident, "senior-card", "id-number", view)
    assert standing(resident, "id-number") == masked_id(ELDER.id_number)
    assert ELDER.id_number not in resident.client.http.get(resident.page.address).text
    resident.sees("星号是为了保密遮住的")
    resident.takes_what_is_offered().sees("199 **** 0001").sends()
    given = kept(app, resident)
    assert given["id-number"] == ELDER.id_number, "the office gets it whole"
    assert given["phone"] == ELDER.phone
    assert ELDER.id_number not in resident.page.text


def test_another_persons_number_may_be_written_instead(app: Flask, resident: Resident) -> None:
    other = with_check_sign("31010119600229000")
    at(resident.signs_in("elder"), "senior-card", "id-number").answers(id_number=other)
    resident.takes_what_is_offered()
    resident.client.get("/services/senior-card/apply/id-number")
    assert standing(resident, "id-number") == other, "what was typed can be mended"
    resident.starts("senior-card").takes_what_is_offered().sends()
    assert kept(app, resident)["id-number"] == other


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "18 位"),
        ("110101480312000", "15 位的旧号码"),
        (ELDER.id_number[:-1] + "9", "先看最后 4 位"),
        ("11010119480230000X", "第 13 位和第 14 位"),
        ("<script>alert(1)</script>", "不是数字"),
        ("1" * 10_000, "多了"),
    ],
)
def test_a_wrong_id_number_is_told_and_kept(
    resident: Resident, view: str, typed: str, says: str
) -> None:
    at(resident, "senior-card", "id-number", view).answers(id_number=typed).sees(says)
    assert standing(resident, "id-number") == typed[:2_000]
    assert resident.page.title.startswith("有误：")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2 月 30 日", "把年份也写上"),
        ("1948 年 2 月 30 日", "2 月只有 29 天"),
        ("2048-3-12", "还没有到"),
        ("农历 1948 年二月初三", "公历（阳历）"),
        ("48-3-12", "写全 4 位"),
    ],
)
def test_an_impossible_birthday_is_told_and_kept(
    resident: Resident, view: str, typed: str, says: str
) -> None:
    at(resident, "day-care", "birth-date", view).answers(birth_date=typed).sees(says)
    assert standing(resident, "birth-date") == typed


def test_a_leap_day_is_a_birthday(resident: Resident) -> None:
    at(resident, "day-care", "birth-date").answers(birth_date="1960年2月29日")
    assert "error-summary" not in resident.page.ids


@pytest.mark.parametrize(
    "typed", ["2026-11-1", "2026-11-22", "2027-11-22", "2026-11-31", "腊月初八"]
)
def test_a_day_nobody_can_come_on_is_told(resident: Resident, typed: str) -> None:
    at(resident, "gas-safety-check", "day").answers(day=typed)
    assert resident.page.root.one("#error-summary a")["href"] == "#day"
    assert standing(resident, "day") == typed
    resident.answers(day="明天")
    assert "error-summary" not in resident.page.ids


@pytest.mark.parametrize("view", VIEWS)
def test_a_script_in_free_text_is_text(resident: Resident, view: str) -> None:
    script = "<script>alert(1)</script> & 敲门重一点"
    at(resident, "water-fault", "notes", view)
    resident.answers(notes=script).takes_what_is_offered().sees(script).sends().sees(script)
    assert not resident.page.root.select("main script")


@pytest.mark.parametrize("view", VIEWS)
def test_too_long_a_text_says_so_and_stays(resident: Resident, view: str) -> None:
    long = "水管在漏。" * 101
    at(resident, "water-fault", "notes", view).answers(notes=long).sees("写了 505 个字")
    text = resident.page.root.one("textarea").element.text or ""
    assert text.strip() == long


def test_what_may_be_left_empty_says_so_and_may(resident: Resident) -> None:
    at(resident, "water-fault", "notes").sees("可以不填").answers(notes="")
    resident.takes_what_is_offered().sees("没有填").sends()
    assert resident.keeps_receipt()


def test_what_the_choice_above_does_not_call_for_is_left_alone(resident: Resident) -> None:
    resident.in_view("standard").starts("water-fault").sees("上面选到了才要填")
    resident.answers(trouble="水表坏了", spot="")
    assert "error-summary" not in resident.page.ids
    resident.in_view("elder").starts("water-fault").answers_page().takes_what_is_offered()
    assert "漏水的地方" not in resident.page.main_text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("reading", ["3", "999999"])
def test_a_reading_far_off_is_asked_about_once_and_then_taken(
    app: Flask, resident: Resident, view: str, reading: str
) -> None:
    at(resident.signs_in("elder"), "meter-reading", "reading", view)
    first = {"account": "我家的水表"} if view == "standard" else {}
    resident.answers(reading=reading, **first).sees("请再看一遍表", "上次是")
    resident.answers(reading_sure="again").sees("改一改")
    resident.answers(reading_sure="sure").takes_what_is_offered().sends()
    assert kept(app, resident)["reading"] == reading


def test_a_reading_that_fits_is_not_questioned(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    company = EmbeddedUtility(parts(app).db, clock)
    bills = company.bills(Utility.WATER, demo_number(1, Utility.WATER))
    assert bills[0].reading is not None
    at(resident.signs_in("elder"), "meter-reading", "reading")
    resident.answers(reading=str(int(bills[0].reading) + 9))
    assert "error-summary" not in resident.page.ids
    assert not resident.page.root.select('input[name="reading-sure"]')


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填户号"),
        ("12 34", "您填了 4 位"),
        ("4000400371", "抄错"),
        ("9" * 10, "没有这样的户号"),
    ],
)
def test_a_wrong_account_is_told(resident: Resident, typed: str, says: str) -> None:
    at(resident, "meter-reading", "account-number").answers(account_number=typed).sees(says)


def test_any_company_s_account_is_taken(resident: Resident) -> None:
    at(resident, "meter-reading", "account-number")
    for utility in Utility:
        resident.client.get("/services/meter-reading/apply/account-number")
        resident.answers(account_number=demo_number(PAID_UP, utility)).sees("表上的数")


@pytest.mark.parametrize("view", VIEWS)
def test_pressing_twice_opens_one_case_and_it_can_be_taken_back(
    app: Flask, resident: Resident, view: str
) -> None:
    resident.in_view(view).starts("meal-delivery").takes_what_is_offered()
    check, form = resident.page.address, resident.client.form()
    pressed = form.sent(form.button(None))
    resident.sends()
    reference = resident.keeps_receipt()
    resident.client.post(check, pressed)
    assert resident.keeps_receipt() == reference
    resident.withdraws().sees("已经撤回")
    with parts(app).db.read() as work:
        case = work.cases.by_reference(reference.replace(" ", ""))
    assert case is not None
    assert case.state is CaseState.WITHDRAWN


def test_somebody_elses_answers_are_not_shown(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").starts("legal-aid").takes_what_is_offered().sends()
    receipt = resident.page.address
    Resident(PageClient(app.test_client())).signs_in("deaf").client.get(receipt, status=404)
