"""Slips and strangers: wrong digits, made-up codes, too many guesses, what is kept of a slip."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from services.resume import WRONG_RULE
from tests.residents import Resident
from tests.slips import FORM, at_another_machine, goes_on_by, half_done, slip_code, slip_token
from webapp.wiring import parts


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}"


def test_a_wrong_code_does_not_tell_whether_it_ever_was(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident))
    told = goes_on_by(at_another_machine(app), wrong(code)).page.root.one("#error-summary").text
    resident.client.get("/services/water-bill/apply/")
    resident.takes_what_is_offered().pays()
    assert goes_on_by(resident, code).page.root.one("#error-summary").text == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "请填写"), ("12345", "5 位"), ("12345a", "只能有数字"), ("１２３ ４５６", "没有找到"),
     ("1" * 5000, "6 位数字"), ("<script>", "只能有数字"), ("\x00\u200b", "请填写")],
)  # fmt: skip
def test_what_cannot_be_a_code_is_told_with_its_mend(
    resident: Resident, typed: str, told: str
) -> None:
    goes_on_by(resident, typed)
    assert told in resident.page.root.one("#error-summary").text


@pytest.mark.parametrize("token", ["x", "a" * 32, "..%2f", "%00", "接着办", "a" * 3000])
def test_a_made_up_qr_code_leads_to_help(resident: Resident, token: str) -> None:
    resident.client.get(f"/resume/{token}", status=404)
    assert resident.page.root.select('a[href="/help/"]')


def test_many_guesses_from_one_place_are_refused_kindly(resident: Resident) -> None:
    resident.client.get("/resume/")
    form = resident.client.form(FORM)
    for number in range(30):
        sent = form.fill({"code": f"{number:06}"}).sent(None)
        resident.client.http.post("/resume/", data=dict(sent))
    resident.client.post("/resume/", form.fill({"code": "000031"}).sent(None), status=429)
    resident.sees("请过", "二维码", "12345")


def test_too_many_wrong_codes_over_all_leave_the_qr_way_open(
    app: Flask, resident: Resident
) -> None:
    token = slip_token(app, half_done(resident))
    for _ in range(WRONG_RULE.times):
        parts(app).limits.minutes_to_wait(WRONG_RULE, "all")
    other = at_another_machine(app)
    other.client.get("/resume/")
    other.client.submit({"code": slip_code(resident)}, form=FORM, status=429)
    other.sees("先关一会儿", "二维码")
    other.client.get(f"/resume/{token}")
    other.client.submit(form=FORM)
    assert other.page.address.startswith("/services/water-bill/apply/bills")


def test_nothing_of_a_slip_is_kept_in_clear(app: Flask, resident: Resident) -> None:
    code = slip_code(half_done(resident)).replace(" ", "")
    token = slip_token(app, resident)
    with parts(app).db.read() as work:
        rows = str(work.conn.exec_driver_sql("SELECT * FROM resume_slips").all())
    assert code not in rows
    assert token not in rows


def test_the_form_of_a_scanned_code_keeps_its_token_out_of_addresses(
    app: Flask, resident: Resident
) -> None:
    token = slip_token(app, half_done(resident))
    other = at_another_machine(app)
    other.client.get(f"/resume/{token}")
    form = other.client.form(FORM)
    pairs = [(name, "old" if name == "form_token" else v) for name, v in form.sent(None)]
    other.client.post("/resume/", pairs)
    assert urlsplit(other.page.address).path == f"/resume/{token}"
    with parts(app).db.read() as work:
        rows = str(work.conn.exec_driver_sql("SELECT page FROM attempts").all())
    assert token not in rows
