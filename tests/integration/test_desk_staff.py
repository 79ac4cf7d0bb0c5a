"""Accounts of clerks, from the sheet an operator hands over to the account that is closed."""

from __future__ import annotations

import re
from contextlib import suppress

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask

from services.clock import FixedClock
from services.people import SignInProblem
from services.staff import proofs
from services.staff.door import Machine
from tests.clerks import clerk_browser, clerk_id, new_clerk, signs_in_as
from tests.page_client import PageClient
from webapp.wiring import parts

PASSWORD = "窗口小猫爱吃鱼和饭"
SIGN_IN = "工作人员登录"
NEW, SETUP, CHOOSE, ENTER = (
    f"form[data-{name}]" for name in ("staff-new", "desk-setup", "desk-password", "desk-sign-in")
)
DING = {"number": "3001", "name": "丁一", "roles": ["hall", "editor"]}


@pytest.fixture
def backend() -> str:
    """Accounts are the same in either database."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing slow would make the tests slow."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(proofs, "_HASHER", light)


@pytest.fixture
def operator(client: PageClient) -> PageClient:
    """The demo's operator."""
    return signs_in_as(client, "operator")


def sheet_for(operator: PageClient) -> str:
    """The operator opens 丁一's account; the code on the sheet."""
    operator.get("/desk/staff/new/")
    operator.submit(DING, form=NEW)
    assert operator.page.h1 == "开通单"
    return operator.page.root.one(".big-code strong").text


def opens(clerk: PageClient, sheet: str, clock: FixedClock) -> pyotp.TOTP:
    """丁一 sets the account up; the app that makes the codes."""
    clerk.get("/desk/setup/")
    clerk.submit({"number": "3001", "sheet": sheet}, form=SETUP)
    assert clerk.page.h1 == "设密码，连上验证器"
    app = pyotp.TOTP(clerk.page.root.one("code").text.replace(" ", ""))
    code = app.at(clock.now())
    clerk.submit({"password": PASSWORD, "code": code}, form=CHOOSE)
    assert "账号开好了" in clerk.page.text
    return app


def enters(clerk: PageClient, number: str, password: str, code: str) -> str:
    """Sign in; the heading of the page one comes to."""
    clerk.get("/desk/sign-in/")
    clerk.submit({"number": number, "password": password, "code": code}, form=ENTER)
    return clerk.page.h1


def test_from_the_sheet_to_the_desk(app: Flask, operator: PageClient, clock: FixedClock) -> None:
    sheet, clerk = sheet_for(operator), PageClient(app.test_client())
    codes = opens(clerk, sheet, clock)
    assert enters(clerk, "3001", PASSWORD, codes.at(clock.now())) == SIGN_IN, "a code counts once"
    clock.advance(seconds=30)
    assert enters(clerk, "3001", PASSWORD, codes.at(clock.now())) == "工作台"
    assert "丁一（3001）" in clerk.page.text
    clerk.get("/desk/readings/")
    clerk.get("/desk/staff/", status=403)
    other = PageClient(app.test_client())
    assert enters(other, "3001", PASSWORD, codes.at(clock.now())) == SIGN_IN, "seen over a shoulder"
    other.get("/desk/setup/")
    other.submit({"number": "3001", "sheet": sheet}, form=SETUP)
    assert "工号或者开通码不对" in other.page.text


def test_what_is_wrong_is_not_told_apart(
    app: Flask, operator: PageClient, clock: FixedClock
) -> None:
    clerk = PageClient(app.test_client())
    codes = opens(clerk, sheet_for(operator), clock)
    clock.advance(seconds=30)
    right = codes.at(clock.now())
    said = set()
    tries = (("3001", "not the one"), ("9999", PASSWORD), ("2001", PASSWORD), ("3001", PASSWORD))
    for number, password in tries:
        code = "000000" if (number, password) == tries[-1] else right
        assert enters(clerk, number, password, code) == SIGN_IN
        said.add(clerk.page.root.one("#error-summary").text)
        assert password not in clerk.page.html
        assert code not in clerk.page.root.one("form[data-desk-sign-in]").text
    assert len(said) == 1
    assert enters(clerk, "3001", PASSWORD, right) == "工作台"


def test_codes_can_not_be_guessed(app: Flask, operator: PageClient, clock: FixedClock) -> None:
    clerk = PageClient(app.test_client())
    codes = opens(clerk, sheet_for(operator), clock)
    clock.advance(seconds=30)
    for _ in range(10):
        with suppress(SignInProblem):
            parts(app).staff_door.sign_in("3001", PASSWORD, "123 456", Machine("127.0.0.1", ""))
    assert enters(clerk, "3001", PASSWORD, codes.at(clock.now())) == SIGN_IN
    assert "分钟再试" in clerk.page.text


def test_sheets_can_not_be_guessed(app: Flask, operator: PageClient) -> None:
    sheet = sheet_for(operator)
    for _ in range(20):
        with suppress(SignInProblem):
            parts(app).setting_up.begin("3001", "0" * 20, "127.0.0.1")
    operator.get("/desk/setup/")
    operator.submit({"number": "3001", "sheet": sheet}, form=SETUP)
    assert "分钟再试" in operator.page.text


def test_a_sheet_ends_by_itself_and_with_the_next_one(
    app: Flask, operator: PageClient, clock: FixedClock
) -> None:
    first, clerk = sheet_for(operator), PageClient(app.test_client())
    operator.follow("回到这个账号")
    operator.press(operator.page.root.one("form[data-staff-sheet] button"))
    second = operator.page.root.one(".big-code strong").text
    assert second != first
    clock.advance(hours=73)
    for sheet in (first, second):
        clerk.get("/desk/setup/")
        clerk.submit({"number": "3001", "sheet": sheet}, form=SETUP)
        assert "工号或者开通码不对" in clerk.page.text


@pytest.mark.parametrize(
    "weak", ["a1b2c", "123456789012", "3001丁一丁一丁一", "qwertyuiop12", "a" * 200]
)
def test_a_password_that_is_guessed_is_refused(
    app: Flask, operator: PageClient, clock: FixedClock, weak: str
) -> None:
    clerk = PageClient(app.test_client())
    clerk.get("/desk/setup/")
    clerk.submit({"number": "3001", "sheet": sheet_for(operator)}, form=SETUP)
    codes = pyotp.TOTP(clerk.page.root.one("code").text.replace(" ", ""))
    clerk.submit({"password": weak, "code": codes.at(clock.now())}, form=CHOOSE)
    assert "密码" in clerk.page.root.one("#error-summary").text
    assert weak not in clerk.page.html
    clerk.submit({"password": PASSWORD, "code": codes.at(clock.now())}, form=CHOOSE)
    assert "账号开好了" in clerk.page.text


def test_a_lost_phone_ends_what_it_opened(
    app: Flask, operator: PageClient, clock: FixedClock
) -> None:
    clerk = PageClient(app.test_client())
    codes = opens(clerk, sheet_for(operator), clock)
    clock.advance(seconds=30)
    enters(clerk, "3001", PASSWORD, codes.at(clock.now()))
    operator.follow("回到这个账号")
    operator.press(operator.page.root.one("form[data-staff-sheet] button"))
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN
    clock.advance(seconds=30)
    assert enters(clerk, "3001", PASSWORD, codes.at(clock.now())) == SIGN_IN


def test_roles_count_from_the_next_press(app: Flask, operator: PageClient) -> None:
    clerk, number = clerk_browser(app, "hall"), clerk_id(app, "hall")
    clerk.get("/desk/verify/")
    operator.get(f"/desk/staff/{number}/")
    operator.submit({"roles": []}, form="form[data-staff-roles]")
    assert "请至少选一个岗位" in operator.page.text
    operator.submit({"roles": ["visitor", "editor"]}, form="form[data-staff-roles]")
    assert "改好了" in operator.page.text
    clerk.get("/desk/readings/")
    assert clerk.page.h1 == "大家说念错的地方"
    operator.submit({"roles": ["reviewer"]}, form="form[data-staff-roles]")
    clerk.get("/desk/verify/", status=403)


def test_a_closed_account_is_opened_again_by_a_sheet_only(app: Flask, operator: PageClient) -> None:
    clerk, number = clerk_browser(app, "hall"), clerk_id(app, "hall")
    operator.get(f"/desk/staff/{number}/")
    operator.press(operator.page.root.one("form[data-staff-close] button"))
    assert "停用了" in operator.page.text
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN
    operator.press(operator.page.root.one("form[data-staff-sheet] button"))
    assert operator.page.h1 == "开通单"
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN, "the old session stays ended"


def test_nobody_changes_their_own_account(app: Flask, operator: PageClient) -> None:
    own = clerk_id(app, "operator")
    operator.get(f"/desk/staff/{own}/")
    assert "这是您自己的账号" in operator.page.text
    assert not operator.page.root.select("form[data-staff-close], form[data-staff-roles]")
    token = {"form_token": re.findall(r'form_token" value="([^"]+)', _any_form(operator))[0]}
    for what in ("", "close", "sheet/"):
        operator.post(f"/desk/staff/{own}/{what}", token | {"roles": "hall"})
        assert "自己的账号不能自己改" in operator.page.text
    operator.get("/desk/staff/")


def _any_form(client: PageClient) -> str:
    return client.http.get("/settings/").get_data(as_text=True)


def test_a_number_is_taken_once_and_what_was_typed_stays(operator: PageClient) -> None:
    operator.get("/desk/staff/new/")
    operator.submit({**DING, "number": "2001"}, form=NEW)
    assert "已经有人用工号 2001 了" in operator.page.text
    assert operator.page.root.one("#name")["value"] == "丁一"
    assert len(operator.page.root.select('[name="roles"][checked]')) == 2
    operator.submit({"number": "12", "name": "", "id_number": "1", "roles": []}, form=NEW)
    assert len(operator.page.root.select("#error-summary a")) == 4
    operator.get("/desk/staff/999999/", status=404)


def test_a_sheet_is_shown_to_who_asked_for_it_only(app: Flask, operator: PageClient) -> None:
    sheet_for(operator)
    address = operator.page.address
    other = new_clerk(app, "operator", number="3002")
    other.get(address.replace("?again=1", ""))
    assert "开通单只给要它的那台机器看" in other.page.text
    other.get(address)
    assert not other.page.root.select(".big-code")


def test_the_first_operator_comes_by_a_command(app: Flask, clock: FixedClock) -> None:
    run = app.test_cli_runner()
    made = run.invoke(args=["staff", "add", "4001", "吴一", "--role", "operator"])
    assert made.exit_code == 0, made.output
    sheet = re.findall(r"\d{4}(?: \d{4}){4}", made.output)[0]
    assert "/desk/setup/" in made.output
    clerk = PageClient(app.test_client())
    clerk.get("/desk/setup/")
    clerk.submit({"number": "4001", "sheet": sheet}, form=SETUP)
    assert clerk.page.h1 == "设密码，连上验证器"
    again = run.invoke(args=["staff", "add", "4001", "吴一", "--role", "operator"])
    assert again.exit_code != 0
    assert "工号" in again.output or "number" in again.output
    assert run.invoke(args=["staff", "sheet", "4001"]).exit_code == 0


def test_a_clerk_changes_the_password_by_the_present_one_and_a_code(
    app: Flask, operator: PageClient, clock: FixedClock
) -> None:
    clerk, elsewhere = PageClient(app.test_client()), PageClient(app.test_client())
    codes = opens(clerk, sheet_for(operator), clock)
    for browser in (clerk, elsewhere):
        clock.advance(seconds=30)
        assert enters(browser, "3001", PASSWORD, codes.at(clock.now())) == "工作台"
    clock.advance(seconds=30)
    new, form = "白菜 电线 跳远 星期六", "form[data-own-password]"
    for present, wanted, said in (
        ("not it", new, "密码没有改"),
        (PASSWORD, "12345678", "容易被猜到"),
    ):
        clerk.get("/desk/own/")
        code = codes.at(clock.now())
        clerk.submit({"present": present, "password": wanted, "code": code}, form=form)
        assert said in clerk.page.text
    clerk.submit({"present": PASSWORD, "password": new, "code": codes.at(clock.now())}, form=form)
    assert "密码改好了" in clerk.page.text
    elsewhere.get("/desk/")
    assert elsewhere.page.h1 == SIGN_IN
    clock.advance(seconds=30)
    assert enters(clerk, "3001", PASSWORD, codes.at(clock.now())) == SIGN_IN
    assert enters(clerk, "3001", new, codes.at(clock.now())) == "工作台"
