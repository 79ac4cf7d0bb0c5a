"""Signing in and out through the pages, as a browser without JavaScript does it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.page_client import PageClient
from webapp.people.way_back import safe_path

SIGN_IN = "form[data-sign-in]"


def asks_for_a_code(client: PageClient, phone: str = "138 0013 8000") -> str:
    """Ask for a code and read it where the demo shows it."""
    client.get("/sign-in/")
    client.submit({"phone": phone}, form=SIGN_IN)
    return client.page.root.one("[data-example]").text


def signed_in_as(client: PageClient) -> str:
    """What the tools of the page call the signed-in person."""
    return client.get("/").root.one("nav.tools").text


def test_one_press_signs_a_demo_resident_in(client: PageClient) -> None:
    client.get("/sign-in/")
    buttons = client.page.root.select("[data-demo-resident]")
    assert [button["data-demo-resident"] for button in buttons] == [
        "elder",
        "blind",
        "wheelchair",
        "deaf",
        "helper",
    ]
    client.press(buttons[0])
    assert client.page.address == "/"
    assert "王秀兰" in signed_in_as(client)


def test_a_phone_and_its_code_sign_in(client: PageClient) -> None:
    code = asks_for_a_code(client)
    assert client.page.address == "/sign-in/code/"
    assert "138 **** 8000" in client.page.text
    client.submit({"code": code}, form=SIGN_IN)
    assert "退出登录" in signed_in_as(client)


def test_what_was_typed_wrong_comes_back_with_its_mend(client: PageClient) -> None:
    client.get("/sign-in/")
    client.submit({"phone": "1380013800"}, form=SIGN_IN)
    assert "10 位" in client.page.root.one("#error-summary").text
    assert client.page.root.one("#phone")["value"] == "1380013800"
    code = asks_for_a_code(client)
    client.submit({"code": "12"}, form=SIGN_IN)
    assert client.page.root.one("#code")["value"] == "12"
    client.submit({"code": code}, form=SIGN_IN)
    assert "退出登录" in signed_in_as(client)


def test_the_resident_comes_back_to_where_they_were(client: PageClient) -> None:
    client.get("/sign-in/?next=/help/")
    client.submit({"phone": "12"}, form=SIGN_IN)
    client.submit({"phone": "13800138000"}, form=SIGN_IN)
    client.submit({"code": "1"}, form=SIGN_IN)
    client.submit({"code": client.page.root.one("[data-example]").text}, form=SIGN_IN)
    assert client.page.address == "/help/"


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "evil",
     "javascript:alert(1)", "/sign-out/", "/sign-in/", "", "/" + "a" * 400],
)  # fmt: skip
def test_no_way_back_leads_to_another_site(wanted: str) -> None:
    assert safe_path(wanted) == "/"


def test_a_way_back_keeps_its_query() -> None:
    assert safe_path("/cases/?page=2") == "/cases/?page=2"


def test_the_fifth_wrong_code_leads_back_to_the_phone(client: PageClient) -> None:
    code = asks_for_a_code(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        client.submit({"code": wrong}, form=SIGN_IN)
    assert client.page.address.startswith("/sign-in/?")
    assert "重新要一个" in client.page.root.one("#error-summary").text


def test_too_many_codes_lead_to_a_calm_page(client: PageClient) -> None:
    for _ in range(5):
        asks_for_a_code(client)
    client.get("/sign-in/?next=/help/")
    client.submit({"phone": "13800138000"}, form=SIGN_IN, status=429)
    assert "请过 10 分钟再试" in client.page.text
    assert "12345" in client.page.text
    client.get(client.page.address, status=429)
    client.follow("再试一次")
    assert client.page.root.one(f"{SIGN_IN} [name=next]")["value"] == "/help/"
    assert client.get("/sign-in/wait/").address == "/sign-in/"


def test_signing_in_changes_every_secret_and_hides_them_from_scripts(app: Flask) -> None:
    browser = app.test_client()
    client = PageClient(browser)
    client.get("/sign-in/")
    client.submit({"phone": "12"}, form=SIGN_IN)
    before = client.cookie("visitor")
    assert before
    client.press(client.page.root.select("[data-demo-resident]")[0])
    first = client.cookie("session")
    assert client.cookie("visitor") is None
    client.get("/sign-in/")
    client.press(client.page.root.select("[data-demo-resident]")[4])
    assert client.cookie("session") not in (None, first, before)
    cookie = browser.get_cookie("session")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)


def test_over_https_the_session_never_travels_open(app: Flask) -> None:
    browser = app.test_client()
    page = browser.get("/sign-in/", base_url="https://localhost")
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    data = {"form_token": token, "resident": "deaf"}
    answer = browser.post("/sign-in/", base_url="https://localhost", data=data)
    cookies = answer.headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "Secure" in session


def test_an_old_session_cookie_opens_nothing(app: Flask) -> None:
    kitchen, bedroom = PageClient(app.test_client()), PageClient(app.test_client())
    for client in (kitchen, bedroom):
        client.get("/sign-in/")
        client.press(client.page.root.select("[data-demo-resident]")[1])
        assert "李建国" in signed_in_as(client)
    kitchen.get("/sign-out/")
    kitchen.submit(form="form[data-sign-out]")
    assert "没有登录" in kitchen.page.text
    assert kitchen.cookie("session") is None
    assert "李建国" not in signed_in_as(bedroom)


def test_signing_in_from_a_page_leads_back_to_it(client: PageClient) -> None:
    client.get("/help/")
    client.follow("登录")
    client.press(client.page.root.select("[data-demo-resident]")[3])
    assert client.page.address == "/help/"
    client.follow("退出登录")
    assert client.page.root.one("form[data-sign-out]")


def test_looking_at_the_sign_out_page_signs_nobody_out(client: PageClient) -> None:
    client.get("/sign-in/")
    client.press(client.page.root.select("[data-demo-resident]")[2])
    client.get("/sign-out/")
    assert "陈美华" in signed_in_as(client)


@pytest.mark.parametrize(
    ("view", "language"), [("standard", "zh-Hant"), ("elder", "en"), ("care", "zh-Hans")]
)
def test_each_page_keeps_the_rules_in_each_view_and_language(
    client: PageClient, view: str, language: str
) -> None:
    client.get(f"/sign-in/?view={view}&lang={language}")
    client.submit({"phone": "1"}, form=SIGN_IN)
    client.submit({"phone": "13800138000"}, form=SIGN_IN)
    client.submit({"code": "1"}, form=SIGN_IN)
    client.get("/sign-out/")
    assert client.page.language == language


@pytest.mark.parametrize("body", [{"resident": "nobody"}, {"resident": "\x00"}])
def test_an_unknown_demo_resident_is_not_found(client: PageClient, body: dict[str, str]) -> None:
    client.get("/sign-in/")
    token = client.page.root.one(f"{SIGN_IN} [name=form_token]")["value"]
    client.post("/sign-in/", {"form_token": token, **body}, status=404)


def test_ten_thousand_signs_and_control_signs_are_answered_calmly(client: PageClient) -> None:
    client.get("/sign-in/")
    client.submit({"phone": "１" * 10_000}, form=SIGN_IN)
    assert "11 位" in client.page.text
    client.submit({"phone": "138\x000013\x078000"}, form=SIGN_IN)
    assert client.page.address == "/sign-in/code/"
