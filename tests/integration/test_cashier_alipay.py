"""The Alipay cashier: what it asks for, what it believes, and what it never does twice."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlsplit

import pytest

from services.clock import FixedClock
from services.providers.alipay_wire import AlipayKeys
from services.providers.cashier import (
    Cashier,
    CashierError,
    CashierStatus,
    CashOrder,
    ForgedNotification,
    Notification,
    TradeState,
)
from services.providers.cashier_alipay import AlipayCashier
from tests.loopback.alipay_server import (
    APP_ID,
    SELLER_ID,
    LoopbackAlipay,
    Trade,
    is_signed_by,
    notification,
    private_pem,
    public_pem,
)
from tests.loopback.server import Reply

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
KEY = "order-0001"
ORDER = CashOrder(KEY, 3105, "水费", datetime(2026, 11, 22, 1, 42, tzinfo=UTC))


@dataclass
class Counter:
    """Alipay's books, and our way to it."""

    alipay: LoopbackAlipay
    cashier: Cashier


def cashier_at(gateway: str, keys: AlipayKeys | None = None) -> AlipayCashier:
    return AlipayCashier(
        APP_ID,
        SELLER_ID,
        keys or AlipayKeys(private_pem("district"), public_pem("alipay")),
        FixedClock(NOW),
        notify_url="https://district.example/cashier/alipay",
        return_url=lambda key: f"https://district.example/paid/{key}",
        gateway=gateway,
    )


@pytest.fixture
def counter() -> Iterator[Counter]:
    alipay = LoopbackAlipay()
    with alipay.running() as gateway:
        yield Counter(alipay, cashier_at(gateway))


def test_start_leads_to_alipay_with_a_signed_order_in_its_own_time(counter: Counter) -> None:
    address = urlsplit(counter.cashier.start(ORDER))
    fields = dict(parse_qsl(address.query))
    assert is_signed_by("district", fields)
    assert fields["timestamp"] == "2026-11-22 09:12:00"
    assert fields["return_url"] == "https://district.example/paid/order-0001"
    order = json.loads(fields["biz_content"])
    assert (order["out_trade_no"], order["total_amount"]) == (KEY, "31.05")
    assert order["time_expire"] == "2026-11-22 09:42:00"
    assert not counter.alipay.asked


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("WAIT_BUYER_PAY", TradeState.WAITING),
        ("TRADE_SUCCESS", TradeState.PAID),
        ("TRADE_FINISHED", TradeState.PAID),
        ("TRADE_CLOSED", TradeState.FAILED),
    ],
)
def test_status_is_what_alipay_says(counter: Counter, state: str, expected: TradeState) -> None:
    counter.alipay.trades[KEY] = Trade("31.05", state)
    assert counter.cashier.status(KEY) == CashierStatus(expected, "2026112222001")


def test_a_payer_who_has_not_signed_in_at_alipay_yet_is_waited_for(counter: Counter) -> None:
    assert counter.cashier.status(KEY) == CashierStatus(TradeState.WAITING)


def test_close_ends_what_is_unpaid_and_finds_what_is_paid(counter: Counter) -> None:
    assert counter.cashier.close(KEY).state is TradeState.FAILED
    counter.alipay.trades[KEY] = Trade("31.05")
    assert counter.cashier.close(KEY).state is TradeState.FAILED
    assert counter.cashier.status(KEY).state is TradeState.FAILED
    counter.alipay.trades[KEY] = Trade("31.05", "TRADE_SUCCESS")
    assert counter.cashier.close(KEY).state is TradeState.PAID


def test_money_goes_back_once_however_often_it_is_asked_for(counter: Counter) -> None:
    trade = counter.alipay.trades[KEY] = Trade("31.05", "TRADE_SUCCESS")
    for _ in range(3):
        counter.cashier.refund(KEY, 3105)
    assert trade.moved == 1


@pytest.mark.parametrize("trade", [None, Trade("31.05"), Trade("99.00", "TRADE_SUCCESS")])
def test_a_refund_that_did_not_happen_is_an_error(counter: Counter, trade: Trade | None) -> None:
    if trade:
        counter.alipay.trades[KEY] = trade
    with pytest.raises(CashierError):
        counter.cashier.refund(KEY, 3105)


@pytest.mark.parametrize(
    "spoil",
    [
        Reply(cut=True),
        Reply(500, body=b"busy"),
        Reply(200, body=b'{"alipay_trade_query_response":{"code":"10000"}}'),
        Reply(200, body=b"\xff\xfe"),
        Reply(200, body=b"[]"),
        Reply(200, body=b" " * (2 << 20)),
        Reply(302, {"Location": "https://elsewhere.example/"}),
    ],
)
def test_an_answer_that_is_not_alipays_changes_nothing(counter: Counter, spoil: Reply) -> None:
    counter.alipay.spoil = spoil
    with pytest.raises(CashierError):
        counter.cashier.status(KEY)


def test_an_answer_signed_by_another_or_about_another_is_not_believed(counter: Counter) -> None:
    counter.alipay.trades[KEY] = Trade("31.05", "TRADE_SUCCESS")
    counter.alipay.signer = "thief"
    with pytest.raises(CashierError):
        counter.cashier.status(KEY)
    counter.alipay.signer, counter.alipay.about = "alipay", "order-0002"
    with pytest.raises(CashierError):
        counter.cashier.status(KEY)


def test_a_notification_is_read_and_reads_the_same_when_repeated(counter: Counter) -> None:
    expected = Notification(KEY, "2026112222001", 3105, TradeState.PAID)
    for _ in range(2):
        assert counter.cashier.read_notification({}, notification()) == expected


@pytest.mark.parametrize(
    "body",
    [
        notification(signer="thief"),
        notification().replace(b"31.05", b"0.01"),
        notification().replace(b"order-0001", b"order-0002"),
        notification() + b"&total_amount=0.01",
        notification() + b"&extra=1",
        notification().replace(b"RSA2", b"RSA"),
        notification().split(b"&sign=")[0],
        notification(app_id="2021000100000002"),
        notification(seller_id="2088000100000002"),
        notification(total_amount="31.5"),
        notification(total_amount="-31.05"),
        notification(trade_status="TRADE_PENDING"),
        b"",
        b"\xff\x00 not a form",
        b"sign=" + quote_plus("**").encode() + b"&sign_type=RSA2&a=%00",
        b"a=1&" * 40_000,
    ],
)
def test_a_forged_or_altered_notification_is_refused(counter: Counter, body: bytes) -> None:
    with pytest.raises(ForgedNotification):
        counter.cashier.read_notification({}, body)


def test_keys_may_be_files_and_wrong_ones_stop_the_start(tmp_path: Path) -> None:
    file = tmp_path / "private.pem"
    file.write_text(private_pem("district"))
    gateway = "https://openapi.alipay.com/gateway.do"
    assert cashier_at(gateway, AlipayKeys(str(file), public_pem("alipay"))).start(ORDER)
    for private in ("", "nowhere.pem", public_pem("district"), "-----BEGIN RUBBISH-----"):
        with pytest.raises(ValueError, match="Alipay"):
            cashier_at(gateway, AlipayKeys(private, public_pem("alipay")))
    with pytest.raises(ValueError, match="https"):
        cashier_at("http://openapi.alipay.com/gateway.do")


def test_nothing_about_a_payment_is_logged(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    counter.alipay.trades[KEY] = Trade("31.05", "TRADE_SUCCESS")
    counter.cashier.start(ORDER)
    counter.cashier.status(KEY)
    assert KEY not in caplog.text
    assert "31.05" not in caplog.text
