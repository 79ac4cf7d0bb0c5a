"""一起看: the helper sees the same step, masked; may point, never press; it ends at any time."""

from __future__ import annotations

import pytest
from flask import Flask

from services.catalogue import load_catalogue
from services.clock import FixedClock
from services.sessions import owner_key
from services.together import KEPT
from tests.live import (
    ASK,
    BEGIN,
    LEAVE,
    LET,
    LOOK,
    POINT,
    STOP,
    another,
    asks_to_look,
    digits,
    look_together,
    opens_together,
    points_at,
)
from tests.residents import VIEWS, Resident
from webapp.live.looking import BY_PERSON
from webapp.wiring import parts

# Services that ask for names, numbers, addresses, amounts and photos.
ASKING = ("water-bill", "senior-allowance", "account-transfer", "clinic-appointment")

EVERY = tuple(entry.slug for entry in load_catalogue().entries if entry.slug not in ASKING)


@pytest.fixture
def backend() -> str:
    """Both databases are asked in test_live_records; pages do not depend on them."""
    return "sqlite"


@pytest.fixture
def helper(app: Flask) -> Resident:
    """张伟, signed in on his own phone."""
    return another(app).signs_in("helper")


@pytest.mark.parametrize("view", VIEWS)
def test_both_see_the_same_step_and_the_helper_points(
    resident: Resident, helper: Resident, view: str
) -> None:
    resident.in_view(view).signs_in("elder").starts("water-bill").answers_page()
    asks_to_look(resident, helper)
    helper.sees("等对方同意")
    resident.sees("有人想和您一起看", "张伟", "不认识就不让看")
    resident.client.submit(form=LET)
    resident.sees("正在看您这一步的是", "张伟")
    helper.client.get(LOOK)
    helper.sees("要交哪几张水费账单？", "您只能看、能指")
    points_at(helper, "bills")
    resident.client.get(resident.page.address)
    resident.sees("那边指着", "要交哪几张水费账单？")
    pointed = resident.page.root.one("[data-together-point]")["href"]
    assert pointed.removeprefix("#") in resident.page.ids, "the words lead to the part"
    assert resident.page.root.one("#together-now")["data-point"] == "bills"


def test_pointing_at_an_answer_names_it(resident: Resident, helper: Resident) -> None:
    resident.in_view("elder").signs_in("elder").starts("water-bill")
    resident.answers_page().answers_page()
    look_together(resident, helper)
    points_at(helper, "method-0")
    resident.client.get(resident.page.address)
    resident.sees("那边指着： 现在在网上付")
    resident.answers_page()
    assert "那边指着" not in resident.page.text, "the next step has other parts"


@pytest.mark.parametrize("service", ASKING)
def test_no_value_reaches_the_helper(
    app: Flask, resident: Resident, helper: Resident, service: str
) -> None:
    _looks_for_values(app, resident, helper, service)


@pytest.mark.conformance
@pytest.mark.parametrize("service", EVERY)
def test_no_value_of_any_service_reaches_the_helper(
    app: Flask, resident: Resident, helper: Resident, service: str
) -> None:
    _looks_for_values(app, resident, helper, service)


def _looks_for_values(app: Flask, resident: Resident, helper: Resident, service: str) -> None:
    resident.signs_in("elder").starts(service)
    look_together(resident, helper)
    person = parts(app).people
    with parts(app).db.read() as work:
        elder = work.people.by_demo_key("elder")
    assert elder is not None
    secrets = {elder.name, elder.phone, elder.id_number or "", elder.phone[:3]}
    assert person is not None
    while not resident.at_check:
        resident.answers_page()
        secrets |= _typed(app, elder.id, service)
        helper.client.get(LOOK)
        shown = helper.page.html
        found = [secret for secret in secrets if len(secret) > 3 and secret in shown]
        assert not found, f"{helper.page.h1} at {resident.page.address} shows {found}"
    assert "元" not in helper.page.root.one("#look-now").text, "no amount is shown"


def _typed(app: Flask, person_id: int, service: str) -> set[str]:
    """What was typed so far, as kept; but not what stands in the hint of a question anyway."""
    draft = parts(app).drafts.find(owner_key(person_id), service)
    assert draft is not None
    journey = parts(app).services[service].journey
    typed = {q.slug for q in journey.questions if q.kind in ("digits", "text", "long", "date")}
    kept = (draft.answers.get(slug) for slug in typed)
    hints = "".join(q.hint.msgid for q in journey.questions if q.hint)
    return {value for value in kept if isinstance(value, str) and value and value not in hints}


def test_the_helper_can_press_nothing(resident: Resident, helper: Resident) -> None:
    resident.signs_in("elder").starts("water-bill")
    step = resident.page.address
    look_together(resident, helper)
    assert not helper.page.root.select("form[data-journey]")
    fields = [n for n in helper.page.tagged("input", "select", "textarea") if n.inside("main")]
    assert {field.get("type") for field in fields} == {"hidden"}, "there is nothing to fill in"
    # Going to the address itself is a matter of one's own.
    helper.client.get(step)
    assert helper.page.root.select("form[data-journey]")
    resident.client.get(step)
    assert "1000 4003" in str(resident.page.html)


def test_it_ends_at_the_next_look_when_the_resident_says_so(
    resident: Resident, helper: Resident
) -> None:
    resident.signs_in("elder").starts("water-bill")
    look_together(resident, helper)
    resident.client.submit(form=STOP)
    assert "正在看您这一步" not in resident.page.text
    pairs = helper.client.form(POINT).sent(None)
    helper.client.post(f"{LOOK}point", [*pairs, ("part", "account")])
    helper.sees("对方已经不看了", "对方念的 6 位号码")


def test_it_ends_when_the_helper_leaves_when_time_is_over_and_at_sign_out(
    resident: Resident, helper: Resident, clock: FixedClock
) -> None:
    resident.signs_in("elder").starts("water-bill")
    step = resident.page.address
    look_together(resident, helper)
    helper.client.submit(form=LEAVE)
    resident.client.get(step)
    assert "正在看您这一步" not in resident.page.text
    look_together(resident, helper)
    clock.advance(seconds=KEPT.total_seconds() + 1)
    helper.client.get(LOOK)
    helper.sees("对方念的 6 位号码")
    resident.client.get(step)
    look_together(resident, helper)
    resident.client.get("/sign-out/")
    resident.client.submit(form="form[data-sign-out]")
    helper.client.get(LOOK)
    helper.sees("对方念的 6 位号码")


def test_what_was_sent_is_looked_at_no_more(resident: Resident, helper: Resident) -> None:
    resident.signs_in("elder").starts("water-bill")
    look_together(resident, helper)
    resident.takes_what_is_offered().sends()
    helper.client.get(LOOK)
    helper.sees("这件事已经送出去了")


def test_nobody_looks_before_the_resident_agrees(resident: Resident, helper: Resident) -> None:
    resident.signs_in("elder").starts("water-bill")
    asks_to_look(resident, helper)
    pairs = helper.client.form(LEAVE).sent(None)
    helper.client.post(f"{LOOK}point", [*pairs, ("part", "account")])
    assert "哪一户" not in helper.page.text
    resident.client.submit(form=STOP)
    resident.client.get("/together/")
    assert not resident.page.root.select(LET), "not letting them ends it"


def test_whoever_looks_is_signed_in_and_is_somebody_else(app: Flask, resident: Resident) -> None:
    unknown = another(app)
    unknown.client.get(LOOK)
    assert unknown.page.h1 == "登录"
    opens_together(resident.signs_in("elder").starts("water-bill"))
    resident.client.submit(form=BEGIN)
    code = digits(resident.client)
    resident.client.get(LOOK)
    resident.client.submit({"code": code}, form=ASK)
    resident.sees("没有找到这个号码")


def test_a_code_serves_one_helper_and_guessing_is_stopped(
    app: Flask, resident: Resident, helper: Resident
) -> None:
    opens_together(resident.signs_in("elder").starts("water-bill"))
    resident.client.submit(form=BEGIN)
    code = digits(resident.client)
    guesser = another(app).signs_in("blind")
    for number in range(BY_PERSON.times):
        guesser.client.get(LOOK)
        guesser.client.submit({"code": f"{number:06d}"}, form=ASK)
    guesser.client.get(LOOK)
    guesser.client.submit({"code": code}, form=ASK)
    assert "等对方同意" not in guesser.page.text
    helper.client.get(LOOK)
    helper.client.submit({"code": code}, form=ASK)
    helper.sees("等对方同意")
    late = another(app).signs_in("deaf")
    late.client.get(LOOK)
    late.client.submit({"code": code}, form=ASK)
    late.sees("没有找到这个号码")


def test_a_refused_answer_is_seen_by_both(resident: Resident, helper: Resident) -> None:
    resident.in_view("elder").starts("water-bill")
    look_together(resident, helper)
    resident.answers(account_number="123 456")
    helper.client.get(LOOK)
    problem = resident.page.root.one("#account-number-error").text
    assert problem[:6] in helper.page.text
