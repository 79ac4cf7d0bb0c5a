"""A helper acts for somebody: says for whom, sees it on each page, does only what was granted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from services.clock import FixedClock
from services.storage.cases import CaseState
from services.words import words
from tests.helpers import acting_helper, acts, grant_of, helper_browser, stops
from tests.residents import Resident
from webapp.people.acting import OPEN
from webapp.wiring import parts

BANNER = "正在替 王秀兰 办理"


@pytest.fixture
def backend() -> str:
    """What a helper may do does not depend on the database; the cap at once has its own test."""
    return "sqlite"


def _cases(app: Flask) -> int:
    with parts(app).db.read() as work:
        return work.cases.count()


def test_a_helper_is_asked_first_for_whom(app: Flask) -> None:
    helper = helper_browser(app)
    helper.sees("您现在替谁办？", "王秀兰", "交水费", "一个月最多替他交 500.00 元")
    assert not helper.page.root.select("[data-acting]")
    acts(helper).sees(BANNER)
    for address in ("/", "/services/", "/services/water-bill/", "/cases/", "/help/"):
        helper.client.get(address)
        helper.sees(BANNER, "不替了，停下")


def test_who_wanted_a_step_comes_to_it_after_saying_for_whom(app: Flask) -> None:
    helper = helper_browser(app)
    helper.client.get("/helping/?next=/services/gas-bill/apply/")
    helper.client.submit(form="form[data-helped]")
    assert "/services/gas-bill/apply/" in helper.page.address


def test_what_a_helper_pays_is_the_residents_and_says_who_did_it(
    app: Flask, resident: Resident
) -> None:
    helper = acting_helper(app).starts("electricity-bill").takes_what_is_offered().pays()
    helper.sees("交好了", "张伟替您办的")
    reference = helper.case_reference
    resident.signs_in("elder").client.get("/cases/")
    resident.client.get(f"/cases/{reference.replace(' ', '')}/")
    resident.sees("交好了", "张伟替您办的")
    with parts(app).db.read() as work:
        case = work.cases.by_reference(reference.replace(" ", ""))
        assert case is not None
        assert case.person_id == grant_of(app).person_id
        assert work.grant_uses.tally(grant_of(app).id)[0] == 1


def test_a_helpers_own_things_and_the_residents_never_mix(app: Flask, resident: Resident) -> None:
    helper = helper_browser(app)
    helper.client.get("/services/")
    helper.starts("water-bill").answers_page()
    acts(helper).client.get("/cases/")
    assert "接着办：" not in helper.page.text
    helper.starts("gas-bill").answers_page()
    helper.client.get("/cases/")
    helper.sees("接着办：交燃气费")
    helper.client.submit(form="[data-acting] form")
    helper.sees("您现在替谁办？")
    helper.client.get("/cases/")
    helper.sees("接着办：交水费")
    assert "接着办：交燃气费" not in helper.page.text
    resident.signs_in("elder").client.get("/cases/")
    assert "接着办：" not in resident.page.text


def test_only_what_was_granted_is_open(app: Flask) -> None:
    helper = acting_helper(app)
    for address in (
        "/services/senior-allowance/apply/",
        "/services/helper-authorisation/apply/",
        "/delegations/",
        "/settings/contact/",
        "/cards/",
        "/cases/notices/",
        "/resume/",
        "/services/senior-allowance/check/",
    ):
        helper.client.get(address, status=403)
        helper.sees("替人办事的时候，这一页打不开", BANNER)


def test_a_helper_sees_only_the_cases_they_opened(app: Flask, resident: Resident) -> None:
    own = resident.signs_in("elder").starts("gas-bill").takes_what_is_offered().pays()
    address = own.page.address.split("?")[0]
    helper = acting_helper(app)
    helper.client.get(address, status=404)
    helper.client.get("/cases/")
    assert resident.case_reference not in helper.page.text
    helper.starts("water-bill").takes_what_is_offered().pays()
    theirs = helper.page.address.split("?")[0]
    helper.client.get("/cases/")
    assert len(helper.page.root.select("main .plain-list a")) == 1
    helper.client.submit(form="[data-acting] form")
    helper.client.get(theirs, status=404)


def test_what_ends_a_second_ago_is_refused_and_what_was_typed_stays(app: Flask) -> None:
    helper = acting_helper(app).starts("water-bill")
    page = helper.page.address
    form = helper.client.form()
    stops(app)
    helper.client.post(page, form.sent(form.button(None)))
    helper.sees("您已经不在替人办事", "没有送出，也没有扣钱", "填过的都留着")
    helper.client.get("/cases/")
    helper.sees("您现在替谁办？")
    helper.client.submit(form="form[data-myself]")
    helper.client.get("/cases/")
    assert not helper.page.root.select("[data-acting]")


def test_it_is_refused_in_the_very_act_of_sending(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _cases(app)
    helper = acting_helper(app).starts("water-bill").takes_what_is_offered()
    begin = parts(app).payments.begin

    def stopped_meanwhile(*given: object) -> object:
        stops(app)
        return begin(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(parts(app).payments, "begin", stopped_meanwhile)
    helper.sends()
    assert _cases(app) == before
    helper.sees("您现在替谁办？")


def test_beyond_the_cap_nothing_is_paid(app: Flask) -> None:
    before = _cases(app)
    helper = acting_helper(app).starts("water-bill").takes_what_is_offered()
    with parts(app).db.write() as work:
        work.conn.exec_driver_sql("UPDATE grants SET cap_fen = 100")
    helper.sends().sees("一个月最多替人交 1.00 元", "没有扣钱")
    assert helper.at_check
    assert _cases(app) == before


def test_what_was_taken_back_is_not_counted_and_a_new_month_begins_anew(
    app: Flask, clock: FixedClock
) -> None:
    helper = acting_helper(app).starts("water-bill").takes_what_is_offered().pays()
    grant = grant_of(app)

    def spent() -> int:
        found = parts(app).delegation.given.mine(grant.id, grant.person_id)
        assert found is not None
        return found.spent_fen

    assert spent() > 0
    helper.withdraws()
    assert spent() == 0
    acts(helper).starts("gas-bill").takes_what_is_offered().pays()
    assert spent() > 0
    clock.advance(days=20)
    assert spent() == 0


def test_after_its_last_day_it_is_over(app: Flask, clock: FixedClock) -> None:
    helper = acting_helper(app)
    with parts(app).db.write() as work:
        today = clock.now().date() - timedelta(days=1)
        work.conn.exec_driver_sql(f"UPDATE grants SET until = '{today}'")
    helper.client.get("/services/water-bill/apply/")
    helper.sees("替人办事的约定到期了")
    assert not helper.page.root.select("form[data-helped]")


def test_a_form_made_before_turning_to_somebody_else_is_not_sent(app: Flask) -> None:
    helper = helper_browser(app)
    helper.client.get("/services/")
    helper.starts("water-bill")
    address, form = helper.page.address, helper.client.form()
    acts(helper)
    helper.client.post(address, form.sent(form.button(None)))
    helper.sees("这一页是换人以前打开的，没有送出")
    helper.starts("water-bill")
    assert not helper.page.root.select("form[data-journey] [checked]")


def test_signing_in_again_goes_on_with_the_same_half_filled_step(
    app: Flask, clock: FixedClock
) -> None:
    helper = acting_helper(app).starts("water-bill").answers_page()
    step = helper.page.address
    clock.advance(days=2)
    form = helper.client.form()
    helper.client.post(step, form.sent(form.button(None)))
    assert "/sign-in/" in helper.page.address
    helper.client.press(helper.page.root.one('[data-demo-resident="helper"]'))
    assert helper.page.address.split("?")[0] == step.split("?")[0]
    helper.sees(BANNER)


def test_somebody_else_at_this_browser_acts_for_nobody(app: Flask) -> None:
    helper = acting_helper(app)
    helper.client.get("/sign-in/")
    helper.client.press(helper.page.root.one('[data-demo-resident="deaf"]'))
    helper.client.get("/cases/")
    assert BANNER not in helper.page.text
    helper.client.get("/services/water-bill/apply/")
    assert BANNER not in helper.page.text


def test_a_stranger_reached_by_a_wrong_number_learns_nothing(app: Flask) -> None:
    with parts(app).db.write() as work:
        work.conn.exec_driver_sql("UPDATE grants SET accepted_at = NULL")
    helper = helper_browser(app)
    helper.client.get("/helping/")
    helper.sees("王**")
    assert "王秀兰" not in helper.page.text
    number = grant_of(app).id
    helper.client.submit({f"name-{number}": "王美丽"}, form="form[data-helped]")
    helper.sees("名字对不上")
    helper.client.submit({f"name-{number}": "王秀兰"}, form="form[data-helped]")
    helper.sees(BANNER)


def test_nobody_begins_with_a_grant_of_another(app: Flask, resident: Resident) -> None:
    resident.signs_in("deaf").client.get("/helping/")
    token = resident.page.root.select("[name=form_token]")[0]["value"]
    number = str(grant_of(app).id)
    resident.client.post("/helping/", {"grant": number, "form_token": token})
    resident.sees("这个约定已经停了")
    assert BANNER not in resident.page.text


def test_public_pages_of_a_helper_are_kept_for_nobody(app: Flask, resident: Resident) -> None:
    helper = acting_helper(app)
    helper.client.get("/services/water-bill/")
    assert BANNER in helper.page.text
    resident.client.get("/services/water-bill/")
    assert BANNER not in resident.page.text


def test_every_open_endpoint_is_one(app: Flask) -> None:
    assert app.view_functions.keys() >= OPEN


def test_only_once_is_once(app: Flask) -> None:
    with parts(app).db.write() as work:
        work.conn.exec_driver_sql("UPDATE grants SET most_uses = 1")
    helper = acting_helper(app).starts("water-bill").takes_what_is_offered().pays()
    helper.starts("gas-bill").takes_what_is_offered().sends()
    helper.sees("约定只办一次，已经办过了")
    with parts(app).db.read() as work:
        paid = work.cases.with_state(b"", grant_of(app).person_id, "water-bill", CaseState.DONE)
    assert len(paid) == 1


def test_a_helper_is_not_asked_how_the_resident_wants_to_be_reached(app: Flask) -> None:
    with parts(app).db.write() as work:
        work.conn.exec_driver_sql("UPDATE grants SET services = 'water-fault'")
    helper = acting_helper(app).starts("water-fault").takes_what_is_offered()
    assert str(words("有事怎么联系您？").msgid) not in helper.page.text
    assert "联系您" not in helper.page.text
