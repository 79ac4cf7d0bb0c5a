"""A wrong setting stops the start and is named; a right one reaches the part it is for."""

from __future__ import annotations

import json
import ssl
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import SecretStr

from services.clock import FixedClock
from services.demo.district import demo_number
from services.providers.utility import Utility
from tests.loopback.alipay_server import (
    LoopbackAlipay,
    Trade,
    alipay_settings,
    notification,
)
from tests.loopback.certificates import certificate_for_loopback
from tests.loopback.utility_server import KEY_ID, SECRET, LoopbackUtility
from tests.page_client import PageClient
from tests.residents import Resident
from tests.site import demo_site
from webapp import create_app
from webapp.settings import Settings, WrongSettings
from webapp.wiring import parts

NUMBER = demo_number(1, Utility.WATER)
NOTIFY = "/payments/notify/alipay"
GOOD_HTTP = {
    "utility_gateway": "http",
    "utility_url": "https://gateway.example/v1",
    "utility_key_id": KEY_ID,
    "utility_secret": SecretStr(SECRET.decode()),
}


@pytest.fixture
def backend() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("limits_url", "pigeon://hall"),
        ("limits_url", "redis://:secret@hall:door"),
        ("database_url", "pigeon"),
        ("database_url", "mysql://user:secret@hall/db"),
        ("keys", SecretStr("k1:secret")),
        ("utility_url", ""),
        ("utility_url", "http://gateway.example"),
        ("utility_key_id", ""),
        ("utility_secret", SecretStr("")),
        ("utility_secret", SecretStr("secret")),
        ("utility_ca_file", "nowhere.pem"),
        ("utility_ca_file", __file__),
        ("public_url", ""),
        ("public_url", "district.example"),
        ("alipay_app_id", ""),
        ("alipay_seller_id", ""),
        ("alipay_private_key", SecretStr("")),
        ("alipay_private_key", SecretStr("secret")),
        ("alipay_private_key", SecretStr("-----BEGIN secret")),
        ("alipay_public_key", ""),
        ("alipay_gateway", "http://gateway.example"),
    ],
)
def test_what_can_not_be_used_is_named_and_no_secret_is_told(
    settings: Settings, clock: FixedClock, name: str, word: object
) -> None:
    good = settings.model_copy(update={**GOOD_HTTP, **alipay_settings()})
    with pytest.raises(WrongSettings, match=f"NUANCHUANG_{name.upper()}: ") as stopped:
        create_app(good.model_copy(update={name: word}), clock)
    assert "secret@" not in str(stopped.value)
    assert "BEGIN secret" not in str(stopped.value)


def test_only_the_named_authority_is_trusted_for_the_utility_gateway(
    settings: Settings, clock: FixedClock, tmp_path: Path
) -> None:
    trusted = certificate_for_loopback(tmp_path / "trusted.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(trusted)
    company = LoopbackUtility(clock, {("water", NUMBER): "示范路 ** 号"})
    with company.running(tls=tls) as url:
        wanted = {**GOOD_HTTP, "utility_url": url, "utility_ca_file": str(trusted)}
        site = demo_site(settings.model_copy(update=wanted), clock)
        resident = Resident(PageClient(site.test_client())).starts("water-bill")
        resident.answers(account_number=NUMBER).sees("没有要交的账单")
    assert company.asked
    parts(site).db.dispose()


def test_alipay_is_paid_and_its_notification_gets_the_one_word_it_waits_for(
    settings: Settings, clock: FixedClock
) -> None:
    alipay = LoopbackAlipay()
    with alipay.running() as gateway:
        wanted = {**alipay_settings(), "alipay_gateway": gateway}
        site = demo_site(settings.model_copy(update=wanted), clock)
        resident = Resident(PageClient(site.test_client())).signs_in("elder")
        resident.starts("water-bill").takes_what_is_offered().sends()
        paying = urlsplit(resident.client.left_to or "")
        assert f"{paying.scheme}://{paying.netloc}{paying.path}" == gateway
        policy = site.test_client().get("/").headers["Content-Security-Policy"]
        assert f"form-action 'self' {paying.scheme}://{paying.netloc};" in policy
        order = json.loads(dict(parse_qsl(paying.query))["biz_content"])
        key, amount = order["out_trade_no"], order["total_amount"]
        alipay.trades[key] = Trade(amount, "TRADE_SUCCESS")
        http = site.test_client()
        forged = http.post(NOTIFY, data=notification("thief", out_trade_no=key))
        assert (forged.status_code, forged.text) == (400, "fail")
        told = http.post(NOTIFY, data=notification(out_trade_no=key, total_amount=amount))
        assert (told.status_code, told.mimetype, told.data) == (200, "text/plain", b"success")
        resident.client.get("/cases/")
        resident.client.follow("水费")
        resident.sees("水费交好了")
    parts(site).db.dispose()
