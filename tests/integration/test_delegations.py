"""A resident lets somebody help: asks, agrees by voice or before a clerk, looks, and stops it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask

from services.clock import FixedClock
from services.deeds import Deed
from services.delegation.proposals import case_done
from services.storage.grants import Consent, GrantState
from services.storage.trail import Wanted
from tests.clerks import clerk_browser, new_clerk
from tests.helpers import ELDER_NUMBER, acting_helper, grant_of, helper_browser
from tests.page_client import PageClient
from tests.page_forms import File
from tests.residents import MOST_STEPS, Resident, first_answers
from webapp.wiring import parts

SOUND = File("consent.webm", b"\x1aE\xdf\xa3" + b"voice" * 500)


@pytest.fixture
def backend() -> str:
    """Grants are kept alike by both databases."""
    return "sqlite"


def _asks_for_help(resident: Resident, phone: str = "199 0000 0005", number: str = "") -> Resident:
    """陈美华 asks 张伟 to pay her bills, at most 500 yuan a month, for three months."""
    resident.signs_in("wheelchair").starts("helper-authorisation")
    for _ in range(MOST_STEPS):
        if resident.at_check:
            break
        given = {
            "helper-name": "张伟",
            "helper-phone": phone,
            "relation": "friend",
            "matters": ["bills"],
            "cap": "y500",
            "until": "three-months",
        }
        if number:
            given["id-number"] = number
        asked = {control.get("name") for control in resident.client.form().controls()}
        known = {name: value for name, value in given.items() if name in asked}
        resident.client.submit(first_answers(resident.client) | known)
    return resident.sends()


def _agrees(resident: Resident, sound: File = SOUND) -> Resident:
    form = resident.client.form("form[data-consent]")
    resident.client.post(form.action, form.sent(form.button(None)), files={"sound": sound})
    return resident


@pytest.mark.parametrize("view", ["standard", "care"])
def test_somebody_helps_from_the_moment_the_resident_has_said_yes(
    app: Flask, resident: Resident, view: str
) -> None:
    resident.in_view(view)
    _asks_for_help(resident).sees("还差一步：请您本人同意")
    resident.client.follow("现在就同意")
    resident.sees("还没有同意，不算数", "张伟", "交水费", "一个月最多替人交 500.00 元")
    assert "陈美华" not in helper_browser(app).page.text
    _agrees(resident).sees("约定从现在起算数", "您亲口说的，录了音", "停掉这个约定")
    grant = grant_of(app, "wheelchair")
    assert (grant.state, grant.consent) == (GrantState.CONSENTED, Consent.SPOKEN)
    heard = resident.client.http.get(f"/delegations/{grant.id}/said")
    assert heard.data == SOUND.content
    helper = helper_browser(app)
    helper.sees("陈**")
    helper.client.submit({f"name-{grant.id}": "陈美华"}, form=f'form[data-helped="{grant.id}"]')
    helper.sees("正在替 陈美华 办理").starts("water-bill").takes_what_is_offered().pays()
    resident.client.get(f"/delegations/{grant.id}/")
    resident.sees("这个月已经替交")


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (File("nothing.webm", b""), "还没有录音"),
        (File("letter.txt", b"I agree" * 500), "这不是录音文件"),
        (File("short.webm", b"\x1aE\xdf\xa3short"), "录音太短了"),
        (File("long.webm", b"\x1aE\xdf\xa3" + bytes(4 * 1024 * 1024)), "录音太长了"),
    ],
)
def test_what_is_no_voice_is_no_consent(
    app: Flask, resident: Resident, sound: File, said: str
) -> None:
    _asks_for_help(resident)
    resident.client.follow("现在就同意")
    _agrees(resident, sound).sees(said)
    assert grant_of(app, "wheelchair").state is GrantState.PROPOSED


def test_agreeing_twice_is_agreeing_once(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident)
    resident.client.follow("现在就同意")
    form = resident.client.form("form[data-consent]")
    for _ in range(2):
        resident.client.post(form.action, form.sent(form.button(None)), files={"sound": SOUND})
    resident.sees("约定已经有了变化")
    assert grant_of(app, "wheelchair").state is GrantState.CONSENTED


def test_an_open_browser_is_not_enough_to_agree(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    _asks_for_help(resident)
    resident.client.follow("现在就同意")
    address = resident.page.address
    clock.advance(minutes=31)
    _agrees(resident)
    assert resident.page.address.split("?")[0] != address
    assert grant_of(app, "wheelchair").state is GrantState.PROPOSED


def test_taking_the_case_back_takes_the_grant_back(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident).withdraws().sees("已经撤回")
    assert grant_of(app, "wheelchair").state is GrantState.ENDED


def test_nobody_agrees_in_the_name_of_another_id_number(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident, number=ELDER_NUMBER)
    before = grant_of(app).id
    resident.client.follow("现在就同意")
    resident.sees("请到窗口当面同意")
    assert grant_of(app).id == before
    with pytest.raises(IndexError):
        grant_of(app, "wheelchair")


def test_stopping_is_felt_at_the_next_press(app: Flask, resident: Resident) -> None:
    helper = acting_helper(app)
    resident.signs_in("elder").client.get("/delegations/")
    resident.client.follow("张伟")
    resident.client.submit(form="form[data-stop]")
    resident.sees("停好了", "已经停了")
    helper.client.get("/services/water-bill/apply/")
    helper.sees("您已经不在替人办事", "现在没有人请您帮忙")


def test_one_service_less_is_felt_at_the_next_press(app: Flask, resident: Resident) -> None:
    helper = acting_helper(app).starts("gas-bill")
    resident.signs_in("elder").client.get(f"/delegations/{grant_of(app).id}/")
    resident.client.submit(form="[data-drop=gas-bill]", button="不要这一样：交燃气费")
    resident.sees("去掉了。这一样他不能再替您办")
    assert "gas-bill" not in grant_of(app).services
    helper.client.get("/services/gas-bill/apply/", status=403)
    helper.starts("water-bill")


def test_the_slip_stops_it_at_any_machine(app: Flask, resident: Resident) -> None:
    helper, code = acting_helper(app), grant_of(app).code
    resident.client.get("/delegations/stop/")
    resident.client.submit({"code": f"{code[:4]} {code[4:]}"}, form="form[data-code]")
    resident.sees("张**", "现在算数", "交水费")
    assert "王秀兰" not in resident.page.text
    assert code not in resident.page.address
    resident.client.submit(form="form[data-sure]")
    resident.sees("停好了")
    helper.client.get("/cases/")
    helper.sees("您已经不在替人办事")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "请填写小票上的 8 位号码"), ("1234", "号码是 8 位数字"), ("12345678", "没有这个号码")],
)
def test_wrong_digits_are_explained_and_stay(resident: Resident, typed: str, said: str) -> None:
    resident.client.get("/delegations/stop/")
    resident.client.submit({"code": typed}, form="form[data-code]")
    resident.sees(said)
    assert resident.page.root.one("#code")["value"] == typed


def test_digits_cannot_be_guessed_all_day(resident: Resident) -> None:
    resident.client.get("/delegations/stop/")
    for _ in range(31):
        resident.client.submit({"code": "12345678"}, form="form[data-code]")
    resident.sees("分钟再试")


def test_a_grant_is_nobody_elses(app: Flask, resident: Resident) -> None:
    number = grant_of(app).id
    resident.signs_in("deaf")
    for end in ("", "slip/", "said"):
        resident.client.get(f"/delegations/{number}/{end}", status=404)
    resident.client.get("/settings/")
    token = resident.page.root.select("[name=form_token]")[0]["value"]
    resident.client.post(f"/delegations/{number}/stop", {"form_token": token}, status=404)
    files = {"sound": SOUND}
    resident.client.post(
        f"/delegations/{number}/consent", {"form_token": token}, status=404, files=files
    )
    assert grant_of(app).state is GrantState.CONSENTED


def _finds(app: Flask, client: PageClient, who: str) -> PageClient:
    client.get("/desk/grants/")
    client.submit({"code": grant_of(app, who).code}, form="form[data-code]")
    return client


def test_a_clerk_witnesses_beside_the_card(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident)
    clerk = _finds(app, clerk_browser(app, "hall"), "wheelchair")
    assert "陈美华" in clerk.page.text
    assert not re.search(r"\d{17}", clerk.page.text)
    clerk.submit({"checked": ["card"]}, form="form[data-witness]")
    assert "两样都做到了，才能见证" in clerk.page.text
    clerk.submit({"checked": ["card", "heard"]}, form="form[data-witness]")
    assert "约定从现在起算数" in clerk.page.text
    assert grant_of(app, "wheelchair").witness == "陈静（2001）"
    resident.client.get(f"/delegations/{grant_of(app, 'wheelchair').id}/")
    resident.sees("当面见证的", "见证的人", "陈静（2001）")


def test_a_clerk_who_is_the_helper_cannot_witness_it(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident)
    with parts(app).db.read() as work:
        helper = work.people.by_demo_key("helper")
    assert helper is not None
    assert helper.id_number is not None
    own = _finds(app, new_clerk(app, "hall", id_number=helper.id_number), "wheelchair")
    own.submit({"checked": ["card", "heard"]}, form="form[data-witness]")
    assert "不能由您见证" in own.page.text
    assert grant_of(app, "wheelchair").state is GrantState.PROPOSED


def test_a_clerk_ends_it_and_each_look_is_told(app: Flask) -> None:
    helper = acting_helper(app)
    clerk = _finds(app, clerk_browser(app, "visitor"), "elder")
    clerk.submit(form="form[data-end]")
    assert "停好了" in clerk.page.text
    helper.client.get("/cases/")
    helper.sees("您已经不在替人办事")
    with parts(app).db.read() as work:
        lines = work.trail.page(Wanted(subject=grant_of(app).person_id), 20)
    told = {line.entry.deed for line in lines}
    assert {Deed.GRANT_SEEN, Deed.GRANT_ENDED, Deed.ACTING_BEGUN} <= told


def test_what_the_desk_has_done_is_witnessed(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident)
    reference = resident.case_reference.replace(" ", "")
    with parts(app).db.write() as work:
        case = work.cases.by_reference(reference)
        clerk = work.clerks.by_demo_key("reviewer")
        assert case is not None
        assert clerk is not None
        case_done(work, case, clerk.clerk.actor, parts(app).clock.now())
    grant = grant_of(app, "wheelchair")
    assert (grant.state, grant.consent) == (GrantState.CONSENTED, Consent.WITNESSED)
    helper = helper_browser(app)
    helper.client.submit({f"name-{grant.id}": "陈美华"}, form=f'form[data-helped="{grant.id}"]')
    helper.sees("正在替 陈美华 办理")


def test_a_recording_lies_sealed(app: Flask, resident: Resident) -> None:
    _asks_for_help(resident)
    resident.client.follow("现在就同意")
    _agrees(resident)
    with parts(app).db.read() as work:
        row = work.conn.exec_driver_sql("SELECT sound FROM grant_recordings").one()
    assert b"voice" not in BytesIO(row[0]).read()
