"""What a demonstration shows is nowhere to be found in a real district."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from pydantic import SecretStr

from services.clock import FixedClock
from services.demo.residents import RESIDENTS
from tests.loopback.alipay_server import alipay_settings
from tests.loopback.utility_server import KEY_ID, SECRET
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from tests.site import demo_site
from webapp.settings import Settings
from webapp.wiring import parts

PHONE = "19900000001"


@pytest.fixture
def backend() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture
def app(settings: Settings, clock: FixedClock) -> Iterator[Flask]:
    """A site where nothing is embedded, over books that still hold the invented residents."""
    company = {
        "utility_gateway": "http",
        "utility_url": "https://gateway.example/v1",
        "utility_key_id": KEY_ID,
        "utility_secret": SecretStr(SECRET.decode()),
        "sms": "off",
        "office": "off",
        "express": "off",
        "letters": "off",
    }
    real = settings.model_copy(update={**company, **alipay_settings()})
    assert not real.demo
    site = demo_site(real, clock)
    yield site
    parts(site).db.dispose()


@pytest.mark.parametrize("view", VIEWS)
def test_no_page_says_demo_and_nobody_is_signed_in_by_a_press(
    resident: Resident, view: str
) -> None:
    page = resident.in_view(view).page
    assert "演示" not in page.text
    page = resident.client.get("/sign-in/")
    assert "演示" not in page.text
    assert not page.root.select("[data-demo-resident]")
    assert all(each.name not in page.text for each in RESIDENTS)


def test_a_made_up_press_of_a_demo_resident_is_not_found(client: PageClient) -> None:
    page = client.get("/sign-in/")
    token = page.root.one('[name="form_token"]')["value"]
    for name in (RESIDENTS[0].key, "nobody"):
        client.post("/sign-in/", {"form_token": token, "resident": name}, status=404)
    assert client.cookie("session") is None


def test_no_code_is_on_the_screen(resident: Resident, app: Flask) -> None:
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": PHONE}, form="form[data-sign-in]")
    resident.sees("短信现在发不出去", "12345")
    page = resident.client.get("/sign-in/code/")
    with app.app_context(), parts().db.read() as work:
        assert work.messages.newest(PHONE, 1) == []
    assert "验证码是" not in page.text


@pytest.mark.parametrize("address", ["/_components", "/_components?view=care", "/cashier/demo/x"])
def test_the_bench_and_the_demo_cashier_are_not_there(client: PageClient, address: str) -> None:
    client.get(address, status=404)


def test_messages_of_the_demo_cashier_are_not_taken(app: Flask) -> None:
    assert app.test_client().post("/payments/notify/demo", data="x=y").status_code == 404


def test_one_embedded_part_is_enough_to_be_a_demonstration(settings: Settings) -> None:
    off = {"sms": "off", "office": "off", "express": "off", "letters": "off"}
    real = {"utility_gateway": "http", "cashier": "alipay", **off}
    assert not settings.model_copy(update=real).demo
    embedded = {"utility_gateway": "embedded", "cashier": "demo", "sms": "screen"}
    for name, word in {**embedded, "office": "demo", "express": "demo", "letters": "demo"}.items():
        assert settings.model_copy(update={**real, name: word}).demo
