"""A half-done task goes on elsewhere by its slip: digits or QR code, any view, any machine."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from a11y.speech.pronunciation.normalise import spoken_text
from a11y.speech.pronunciation.numerals import called
from services.clock import FixedClock
from services.journey import Applicant
from tests.residents import LANGUAGES, VIEWS, Resident
from tests.sent_cases import sent_cases
from tests.slips import (
    FORM,
    SLIP,
    at_another_machine,
    goes_on_by,
    half_done,
    key_of,
    slip_code,
    slip_token,
)
from webapp.wiring import parts


@pytest.mark.parametrize(("view", "language"), list(zip(VIEWS, LANGUAGES, strict=True)))
def test_a_task_goes_on_by_digits_in_any_view(
    app: Flask, resident: Resident, view: str, language: str
) -> None:
    code = slip_code(half_done(resident.in_view("elder")))
    assert re.fullmatch(r"\d{3} \d{3}", code)
    other = goes_on_by(at_another_machine(app).in_view(view).in_language(language), code)
    assert other.page.address.startswith("/services/water-bill/apply/bills")
    other.takes_what_is_offered().pays()
    assert other.keeps_receipt()


def test_the_slip_says_what_is_done_what_is_left_and_until_when(resident: Resident) -> None:
    half_done(resident).client.get(SLIP)
    resident.sees("户号", "填“要交的账单”", "看一遍，送出去", "2026 年 12 月 22 日")
    assert "1000" not in resident.page.main_text, "no answer stands on a slip"
    resident.client.follow("打成窄窄的小票")
    assert resident.page.root.one("[data-slip] .big-code")


def test_the_digits_are_read_one_by_one(resident: Resident) -> None:
    code = slip_code(half_done(resident))
    heard = resident.client.http.get("/speech/script", query_string={"page": SLIP}).get_json()
    said = [spoken_text(line["text"], "zh-Hans") for line in heard["lines"]]
    one_by_one = "号码：" + called(code[:3]) + "，" + called(code[4:])
    assert one_by_one in said


def test_the_same_task_keeps_its_slip(resident: Resident) -> None:
    code = slip_code(half_done(resident))
    assert slip_code(resident) == code


def test_the_step_page_and_my_cases_lead_to_the_slip(resident: Resident) -> None:
    half_done(resident).client.follow("记个号，回头接着办")
    assert resident.page.h1 == "接着办的小票"


def test_nothing_begun_has_no_slip(resident: Resident) -> None:
    resident.client.get(SLIP)
    assert resident.page.address == "/cases/"


def test_the_qr_code_shows_the_task_and_goes_on_with_one_press(
    app: Flask, resident: Resident
) -> None:
    token = slip_token(app, half_done(resident))
    other = at_another_machine(app)
    other.client.get(f"/resume/{token}")
    other.sees("交水费", "填“要交的账单”")
    half_done_still = resident.client.get("/cases/").main_text
    assert "接着办：" in half_done_still, "looking alone moves nothing"
    other.client.get(f"/resume/{token}")
    other.client.submit(form=FORM)
    assert other.page.address.startswith("/services/water-bill/apply/bills")
    other.sees("接上了")


def test_the_first_machine_says_where_the_task_is(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident))
    resident.client.get("/services/water-bill/apply/bills")
    form = resident.client.form()
    goes_on_by(at_another_machine(app), code)
    resident.client.post("/services/water-bill/apply/bills", form.sent(None))
    assert resident.page.address.startswith("/resume/")
    resident.sees("已经在别的机器上接着办了")
    assert not parts(app).drafts.all_of(key_of(app, resident)), "no second draft was begun"
    goes_on_by(resident, code)
    assert resident.page.address.startswith("/services/water-bill/apply/bills")


def test_a_task_is_sent_once_whoever_holds_the_slip(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident))
    other = goes_on_by(at_another_machine(app), code)
    other.takes_what_is_offered().pays()
    goes_on_by(resident, code)
    resident.sees("没有找到这个号码")
    assert sent_cases(app) == 1


def test_a_sent_task_ends_its_qr_code(app: Flask, resident: Resident) -> None:
    token = slip_token(app, half_done(resident))
    resident.client.get("/services/water-bill/apply/")
    resident.takes_what_is_offered().pays()
    other = at_another_machine(app)
    other.client.get(f"/resume/{token}", status=404)
    other.sees("这张小票现在不能用了")


def test_a_slip_ends_after_thirty_days(app: Flask, resident: Resident, clock: FixedClock) -> None:
    code = slip_code(half_done(resident))
    clock.advance(days=29, hours=23)
    parts(app).people.sweep()
    parts(app).resume.sweep()
    goes_on_by(resident, code)
    assert resident.page.address.startswith("/services/water-bill/apply/bills")
    clock.advance(hours=2)
    goes_on_by(resident, code)
    resident.sees("没有找到这个号码")
    assert slip_code(resident) != code, "what is still kept gets a new slip"


def test_of_two_half_done_tasks_the_resident_chooses(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident))
    other = goes_on_by(half_done(at_another_machine(app)), code)
    other.sees("两件只能留一件")
    other.client.submit({"replace": "yes"}, form=FORM)
    assert other.page.address.startswith("/services/water-bill/apply/bills")


def test_a_scanned_code_says_that_a_task_here_gives_way(app: Flask, resident: Resident) -> None:
    token = slip_token(app, half_done(resident))
    other = half_done(at_another_machine(app))
    other.client.get(f"/resume/{token}")
    other.sees("两件只能留一件")
    other.client.submit(form=FORM)
    assert other.page.address.startswith("/services/water-bill/apply/bills")


def test_signing_in_takes_the_slip_along(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident))
    resident.signs_in("helper")
    other = goes_on_by(at_another_machine(app), code)
    assert other.page.address.startswith("/services/water-bill/apply/bills")


def test_my_own_account_is_asked_again_of_a_stranger(app: Flask, resident: Resident) -> None:
    """王秀兰 chose "my home"; at a machine where nobody is signed in there is no such choice."""
    code = slip_code(half_done(resident.signs_in("elder")))
    other = goes_on_by(at_another_machine(app), code)
    assert other.page.address.startswith("/services/water-bill/apply/account-number")
    other.takes_what_is_offered()


def test_digits_ask_again_for_what_names_a_person(app: Flask, resident: Resident) -> None:
    """A real service: everything answered at home, then gone on with by digits at the hall."""
    resident.in_view("elder").starts("volunteer-visit").takes_what_is_offered()
    code = resident.client.get("/resume/slips/volunteer-visit/").root.one(".big-code strong").text
    assert "看一遍，送出去" in resident.page.main_text
    other = goes_on_by(at_another_machine(app).in_view("care"), code)
    other.sees("请您再填一次")
    assert "/apply/check" not in other.page.address
    other.takes_what_is_offered().sends()
    assert other.keeps_receipt()


def test_a_photo_goes_along_with_its_task(app: Flask, resident: Resident) -> None:
    resident.starts("meter-reading")
    here, joined = key_of(app, resident), parts(app)
    file = BytesIO()
    Image.new("RGB", (20, 20), "red").save(file, "JPEG")
    key, name = joined.photos.take(here, file.getvalue(), "meter.jpg")
    draft = joined.drafts.find(here, "meter-reading")
    assert draft is not None
    joined.drafts.change(here, draft, {"photo": [key, name]})
    slip = joined.resume.slip_for(Applicant(here), "meter-reading")
    assert slip is not None
    other = at_another_machine(app)
    other.client.get(f"/resume/{slip.token}")
    other.client.submit(form=FORM)
    assert joined.photos.mine(key_of(app, other), key) is not None
    assert joined.photos.mine(here, key) is None
