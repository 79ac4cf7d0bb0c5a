"""Trades of the demo cashier: what a real cashier would keep on its own computers."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, String, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.errors import Conflict


class DemoTradeState(StrEnum):
    """The life of a demo trade."""

    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"


@dataclass(frozen=True)
class DemoTrade:
    """A trade; money in fen. `subject` is what the payer reads beside the amount."""

    order_key: str
    trade_no: str
    amount_fen: int
    subject: str
    expires_at: datetime
    state: DemoTradeState = DemoTradeState.WAITING


_trades = Table(
    "demo_trades",
    metadata,
    id_column(),
    Column("order_key", String(64), nullable=False, unique=True),
    Column("trade_no", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    utc_column("expires_at"),
    private_column("sums"),
)
_PLACE = "demo_trades.sums"


class TradeRecords:
    """Demo trades in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def add(self, trade: DemoTrade) -> None:
        """Keep a new trade. Raises Conflict if the order key has one."""
        sums = json.dumps([trade.amount_fen, trade.subject], ensure_ascii=False)
        row: dict[str, Any] = {
            "order_key": trade.order_key,
            "trade_no": trade.trade_no,
            "state": trade.state.value,
            "expires_at": trade.expires_at,
            "sums": self._keys.seal(sums, _PLACE),
        }
        try:
            self._conn.execute(insert(_trades).values(row))
        except IntegrityError as error:
            raise Conflict("demo_trades") from error

    def by_order(self, order_key: str) -> DemoTrade | None:
        """The trade of an order, held until the transaction ends, if it may write."""
        query = select(_trades).where(_trades.c.order_key == order_key).with_for_update()
        return self._one(query)

    def find(self, order_key: str) -> DemoTrade | None:
        """The trade of an order, to look at only."""
        return self._one(select(_trades).where(_trades.c.order_key == order_key))

    def change(self, order_key: str, state: DemoTradeState) -> None:
        """Set the state."""
        row = _trades.c.order_key == order_key
        self._conn.execute(update(_trades).where(row).values(state=state.value))

    def _one(self, query: Any) -> DemoTrade | None:
        row = self._conn.execute(query).first()
        if row is None:
            return None
        amount_fen, subject = json.loads(self._keys.open(row.sums, _PLACE))
        state = DemoTradeState(row.state)
        return DemoTrade(row.order_key, row.trade_no, amount_fen, subject, row.expires_at, state)
