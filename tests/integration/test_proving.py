"""A long pause, a stolen cookie, and the proof before money: always back to the same step."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from tests.page_client import PageClient
from tests.residents import Resident

CODE = "form[data-sign-in]"
PROVE = "form[data-prove]"


@pytest.fixture
def backend() -> str:
    """Who is asked again does not depend on the kind of database."""
    return "sqlite"


def proves(client: PageClient) -> None:
    """Have a code sent to the known phone, and type it."""
    client.submit(form=PROVE, button="给这个手机发验证码")
    client.submit({"code": client.page.root.one("[data-example]").text}, form=CODE)


def test_after_a_long_pause_the_same_step_comes_back_with_what_was_typed(
    resident: Resident, clock: FixedClock
) -> None:
    resident.signs_in("elder").starts("clinic-appointment")
    client = resident.client
    address = client.page.address
    clock.advance(days=3)
    client.submit(typed(client))
    assert "您离开了比较久" in client.page.text
    assert "199 **** 0001" in client.page.text
    proves(client)
    assert client.page.address.split("?")[0] == address
    resident.sees("您填的内容都还在")
    for name, value in typed(client).items():
        assert client.page.root.one(f'[name="{name}"][value="{value}"]').has("checked")


def typed(client: PageClient) -> dict[str, str]:
    """The last choice of each question on the page."""
    fields = client.form().controls()
    return {f["name"]: f["value"] for f in fields if f.get("type") in ("radio", "checkbox")}


def test_after_a_long_pause_a_page_of_one_s_own_asks_instead_of_beginning_anew(
    resident: Resident, clock: FixedClock
) -> None:
    resident.signs_in("elder").starts("water-bill").answers_page()
    client, step = resident.client, resident.page.address
    clock.advance(days=2)
    client.get(step)
    assert "请再登录一次" in client.page.text
    proves(client)
    assert client.page.address == step


def test_a_public_page_asks_nobody_after_a_pause(resident: Resident, clock: FixedClock) -> None:
    resident.signs_in("elder")
    clock.advance(days=2)
    assert "再登录" not in resident.client.get("/help/").text


def test_somebody_else_at_the_same_machine_sees_nothing_of_what_was_typed(
    resident: Resident, clock: FixedClock
) -> None:
    resident.signs_in("elder").starts("home-visit")
    client = resident.client
    clock.advance(days=2)
    client.submit(typed(client))
    client.follow("换一个人登录")
    client.press(client.page.root.one('[data-demo-resident="deaf"]'))
    assert "您填的内容都还在" not in client.page.text
    assert "周敏" in client.get("/").root.one("nav.tools").text


def test_a_cookie_on_another_machine_ends_the_session_and_both_are_told(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    resident.signs_in("elder").starts("water-bill").answers_page()
    step = resident.page.address
    thief = PageClient(app.test_client())
    thief.http.set_cookie("session", resident.client.cookie("session") or "")
    thief.get("/cases/")
    assert "在另一台机器上被人用了" in thief.page.text
    assert "****" not in thief.page.text
    assert "王秀兰" not in thief.get("/").text
    resident.client.get(step)
    resident.sees("在另一台机器上被人用了", "199 **** 0001")
    proves(resident.client)
    assert resident.page.address == step
    resident.client.get("/cases/notices/")
    resident.sees("在另一台机器上被人用了")


def test_all_cookies_on_a_machine_with_another_system_open_nothing(
    app: Flask, resident: Resident
) -> None:
    resident.client.http.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0)"
    resident.signs_in("elder")
    thief = PageClient(app.test_client())
    for name in ("session", "browser"):
        thief.http.set_cookie(name, resident.client.cookie(name) or "")
    thief.http.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)"
    thief.get("/cases/")
    assert "在另一台机器上被人用了" in thief.page.text


def test_money_is_paid_only_after_a_fresh_proof(resident: Resident, clock: FixedClock) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered()
    clock.advance(minutes=31)
    resident.sends()
    resident.sees("请再确认一次是您本人", "什么都不会丢")
    proves(resident.client)
    assert resident.at_check
    resident.sees("请再按一次").pays()
    assert resident.case_reference


def test_a_wrong_code_proves_nothing(resident: Resident, clock: FixedClock) -> None:
    resident.signs_in("elder").starts("gas-bill").takes_what_is_offered()
    clock.advance(minutes=31)
    client = resident.client
    client.get(client.page.address)
    client.submit(form=PROVE, button="给这个手机发验证码")
    right = client.page.root.one("[data-example]").text
    client.submit({"code": f"{(int(right) + 1) % 1_000_000:06}"}, form=CODE)
    client.get("/services/gas-bill/apply/check")
    resident.sees("请再确认一次是您本人")


@pytest.mark.parametrize("address", ["/cards/senior-card/?show=number", "/settings/family-phones/"])
def test_records_open_only_after_a_fresh_proof(
    resident: Resident, clock: FixedClock, address: str
) -> None:
    resident.signs_in("elder")
    clock.advance(minutes=31)
    resident.client.get(address)
    resident.sees("请再确认一次是您本人")
    resident.client.press(resident.page.root.one("[data-demo-again]"))
    assert resident.page.address == address


def test_how_to_be_reached_changes_only_after_a_fresh_proof_and_nothing_typed_is_lost(
    resident: Resident, clock: FixedClock
) -> None:
    client = resident.signs_in("elder").client
    client.get("/settings/contact/")
    clock.advance(minutes=31)
    client.submit({"contact-by": "sign"}, form="form[data-contact]")
    resident.sees("请再确认一次是您本人")
    proves(client)
    resident.sees("请再按一次")
    assert client.page.root.one('[name="contact-by"][value="sign"]').has("checked")


def test_whoever_has_not_signed_in_pays_as_before(resident: Resident, clock: FixedClock) -> None:
    resident.starts("water-bill").takes_what_is_offered()
    clock.advance(minutes=31)
    resident.pays()
    assert resident.case_reference


def test_nobody_known_here_is_led_to_the_usual_door(client: PageClient) -> None:
    client.get("/sign-in/again/?next=/help/")
    assert client.page.address.startswith("/sign-in/?")
    assert client.page.root.select("[name=next]")[0]["value"] == "/help/"
