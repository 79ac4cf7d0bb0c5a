"""Alipay as the cashier: page pay, query, close, refund and signed notifications.

Methods and fields by Alipay's open documents: https://opendocs.alipay.com/open/270/105900.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from services.clock import Clock
from services.providers.alipay_wire import GATEWAY, AlipayKeys, AlipayWire, china_time
from services.providers.cashier import (
    CashierError,
    CashierStatus,
    CashOrder,
    ForgedNotification,
    Notification,
    TradeState,
)

_STATES = {
    "WAIT_BUYER_PAY": TradeState.WAITING,
    "TRADE_SUCCESS": TradeState.PAID,
    "TRADE_FINISHED": TradeState.PAID,
    "TRADE_CLOSED": TradeState.FAILED,
}
_NEVER_OPENED = "ACQ.TRADE_NOT_EXIST"
_MAX_NOTIFICATION_BYTES = 64 * 1024


class AlipayCashier:
    """Cashier of one Alipay application and seller.

    `return_url` gives the page an order's payer comes back to. The amount stands in the address
    of page pay, as Alipay wants it; who pays for which household does not.
    """

    name = "alipay"

    def __init__(
        self,
        app_id: str,
        seller_id: str,
        keys: AlipayKeys,
        clock: Clock,
        *,
        notify_url: str,
        return_url: Callable[[str], str],
        gateway: str = GATEWAY,
        ca_file: str | None = None,
    ) -> None:
        """Raises ValueError for keys, numbers or an address that can't be used."""
        if not app_id or not seller_id:
            raise ValueError("Alipay needs an application number and a seller number")
        self._app_id, self._seller_id = app_id, seller_id
        self._notify_url, self._return_url = notify_url, return_url
        self._wire = AlipayWire(app_id, keys, clock, gateway=gateway, ca_file=ca_file)

    def start(self, order: CashOrder) -> str:
        """See Cashier. The trade opens at Alipay when its payer signs in there."""
        content = {
            "out_trade_no": order.key,
            "total_amount": _yuan(order.amount_fen),
            "subject": order.subject,
            "product_code": "FAST_INSTANT_TRADE_PAY",
            "seller_id": self._seller_id,
            "time_expire": china_time(order.expires_at),
        }
        return self._wire.address(
            "alipay.trade.page.pay",
            content,
            notify_url=self._notify_url,
            return_url=self._return_url(order.key),
        )

    def status(self, order_key: str) -> CashierStatus:
        """See Cashier. WAITING also while the payer has not signed in at Alipay yet."""
        answer = self._ask("alipay.trade.query", order_key)
        if answer.get("sub_code") == _NEVER_OPENED:
            return CashierStatus(TradeState.WAITING)
        _check(answer, order_key)
        state = _STATES.get(answer.get("trade_status", ""))
        if state is None:
            raise CashierError("an unknown state of a trade")
        return CashierStatus(state, answer.get("trade_no"))

    def close(self, order_key: str) -> CashierStatus:
        """See Cashier. A trade never opened is FAILED: its address ends with the order's time."""
        answer = self._ask("alipay.trade.close", order_key)
        if answer.get("code") == "10000":
            _check(answer, order_key)
            return CashierStatus(TradeState.FAILED, answer.get("trade_no"))
        if answer.get("sub_code") == _NEVER_OPENED:
            return CashierStatus(TradeState.FAILED)
        status = self.status(order_key)
        if status.state is TradeState.WAITING:
            raise CashierError("Alipay did not close a trade")
        return status

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Notification:
        """See Cashier: signature first, then that it is for our application and seller."""
        fields = _fields(body)
        if not self._wire.is_signed(fields):
            raise ForgedNotification("the signature does not fit")
        if (fields.get("app_id"), fields.get("seller_id")) != (self._app_id, self._seller_id):
            raise ForgedNotification("meant for somebody else")
        try:
            return Notification(
                fields["out_trade_no"],
                fields["trade_no"],
                _fen(fields["total_amount"]),
                _STATES[fields["trade_status"]],
            )
        except (KeyError, ValueError) as error:
            raise ForgedNotification("a field is missing or makes no sense") from error

    def refund(self, order_key: str, amount_fen: int) -> None:
        """See Cashier. One refund an order: Alipay knows it again by `out_request_no`."""
        request = {"out_request_no": f"refund-{order_key}"}
        answer = self._ask(
            "alipay.trade.refund", order_key, refund_amount=_yuan(amount_fen), **request
        )
        _check(answer, order_key)
        if answer.get("fund_change") == "Y":
            return
        # No money moved just now: it may have before, and only the query says so.
        found = self._ask("alipay.trade.fastpay.refund.query", order_key, **request)
        _check(found, order_key)
        if found.get("refund_status") != "REFUND_SUCCESS":
            raise CashierError("Alipay has not given the money back")

    def _ask(self, method: str, order_key: str, **content: Any) -> dict[str, Any]:
        return self._wire.ask(method, {"out_trade_no": order_key, **content})


def _check(answer: Mapping[str, Any], order_key: str) -> None:
    if answer.get("code") != "10000":
        raise CashierError(f"Alipay refused: {answer.get('sub_code') or answer.get('code')}")
    if answer.get("out_trade_no") != order_key:
        raise CashierError("an answer about another trade")


def _fields(body: bytes) -> dict[str, str]:
    if len(body) > _MAX_NOTIFICATION_BYTES:
        raise ForgedNotification("too long")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict"
        )
    except ValueError as error:
        raise ForgedNotification("not a form") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ForgedNotification("a field stands twice")
    return fields


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _fen(yuan: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}\.[0-9]{2}", yuan):
        raise ValueError("not an amount of money")
    return int(yuan.replace(".", ""))
