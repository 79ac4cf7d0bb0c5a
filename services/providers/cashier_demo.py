"""The demo cashier: a page where nothing real is paid, with the manners of a real cashier."""

import hmac
import json
import secrets
from collections.abc import Mapping

from services.clock import Clock
from services.providers.cashier import (
    CashierError,
    CashierStatus,
    CashOrder,
    ForgedNotification,
    Notification,
    TradeState,
)
from services.storage import Database, StorageUnavailable
from services.storage.errors import Conflict
from services.storage.outbox import Task
from services.storage.trades import DemoTrade, DemoTradeState

SIGNATURE_HEADER = "X-Demo-Signature"
# Addresses hold no long numbers, which could be taken for somebody's own.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_STATUS = {
    DemoTradeState.WAITING: TradeState.WAITING,
    DemoTradeState.PAID: TradeState.PAID,
    DemoTradeState.REFUNDED: TradeState.PAID,
    DemoTradeState.CLOSED: TradeState.FAILED,
}


class DemoCashier:
    """Cashier on a table of its own. pay() and give_up() are what its page's buttons do."""

    name = "demo"

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def start(self, order: CashOrder) -> str:
        """See Cashier; the address is one of this site."""
        trade = DemoTrade(order.key, _trade_no(), order.amount_fen, order.subject, order.expires_at)
        try:
            with self._db.write() as work:
                if work.trades.by_order(order.key) is None:
                    work.trades.add(trade)
        except StorageUnavailable as error:
            raise CashierError("the demo cashier cannot write") from error
        except Conflict:
            pass  # Another press of the same button opened it.
        return f"/cashier/demo/{self.token(order.key)}"

    def token(self, order_key: str) -> str:
        """The signed form of an order key that stands in the page's address."""
        signature = self._signature("demo-cashier-page", order_key)[:32]
        return f"{order_key}-{signature.translate(_LETTERS)}"

    def trade(self, token: str) -> DemoTrade | None:
        """The trade shown at an address, or None if the address is not one of ours."""
        order_key = token.rpartition("-")[0]
        if not hmac.compare_digest(token.encode(), self.token(order_key).encode()):
            return None
        with self._db.read() as work:
            return work.trades.find(order_key)

    def pay(self, order_key: str) -> None:
        """The payer confirms. The message about it is kept in the same transaction."""
        now = self._clock.now()
        with self._db.write() as work:
            trade = work.trades.by_order(order_key)
            if trade is None or trade.state is not DemoTradeState.WAITING:
                return
            if trade.expires_at <= now:
                work.trades.change(order_key, DemoTradeState.CLOSED)
                return
            work.trades.change(order_key, DemoTradeState.PAID)
            work.outbox.add(Task.NOTIFY, order_key, now)

    def give_up(self, order_key: str) -> None:
        """The payer goes back without paying."""
        self.close(order_key)

    def status(self, order_key: str) -> CashierStatus:
        """See Cashier."""
        with self._db.read() as work:
            trade = work.trades.find(order_key)
        return _status(trade)

    def close(self, order_key: str) -> CashierStatus:
        """See Cashier."""
        with self._db.write() as work:
            trade = work.trades.by_order(order_key)
            if trade is not None and trade.state is DemoTradeState.WAITING:
                work.trades.change(order_key, DemoTradeState.CLOSED)
                return CashierStatus(TradeState.FAILED, trade.trade_no)
        return _status(trade)

    def refund(self, order_key: str, amount_fen: int) -> None:
        """See Cashier. Raises CashierError for a trade that was not paid, or another amount."""
        with self._db.write() as work:
            trade = work.trades.by_order(order_key)
            if trade is None or _STATUS[trade.state] is not TradeState.PAID:
                raise CashierError("nothing was paid")
            if trade.amount_fen != amount_fen:
                raise CashierError("another amount was paid")
            work.trades.change(order_key, DemoTradeState.REFUNDED)

    def notification(self, order_key: str) -> tuple[dict[str, str], bytes]:
        """The message about a paid trade as it goes over the wire: headers and body."""
        with self._db.read() as work:
            trade = work.trades.find(order_key)
        if trade is None:
            raise CashierError("no such trade")
        said = {
            "order_key": order_key,
            "trade_no": trade.trade_no,
            "amount_fen": trade.amount_fen,
            "state": _STATUS[trade.state].value,
        }
        body = json.dumps(said).encode()
        return {SIGNATURE_HEADER: self._signature("demo-cashier-message", body.decode())}, body

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Notification:
        """See Cashier."""
        given = {name.lower(): value for name, value in headers.items()}
        signature = given.get(SIGNATURE_HEADER.lower(), "")
        right = self._signature("demo-cashier-message", body.decode("utf-8", "replace"))
        if not hmac.compare_digest(signature.encode(), right.encode()):
            raise ForgedNotification("the signature does not fit")
        said = json.loads(body)
        return Notification(
            said["order_key"], said["trade_no"], said["amount_fen"], TradeState(said["state"])
        )

    def _signature(self, kind: str, text: str) -> str:
        return self._db.keys.fingerprint(kind, text).hex()


def _trade_no() -> str:
    return f"DEMO{secrets.randbelow(10**16):016d}"


def _status(trade: DemoTrade | None) -> CashierStatus:
    if trade is None:
        return CashierStatus(TradeState.FAILED)
    return CashierStatus(_STATUS[trade.state], trade.trade_no)
