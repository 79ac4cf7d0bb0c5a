"""The port to whoever takes the money: start a trade, hear of it, ask, close, refund."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TradeState(StrEnum):
    """What became of a trade."""

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"


class CashierError(Exception):
    """The cashier could not be reached or did not do what was asked; safe to ask again."""


class ForgedNotification(CashierError):
    """A notification whose signature or content is not the cashier's. Change nothing."""


@dataclass(frozen=True)
class CashOrder:
    """What the payer is asked for. `subject` is shown to the payer and holds nothing private."""

    key: str
    amount_fen: int
    subject: str
    expires_at: datetime


@dataclass(frozen=True)
class CashierStatus:
    """The cashier's answer about one trade; `trade_no` is the cashier's own number, once paid."""

    state: TradeState
    trade_no: str | None = None


@dataclass(frozen=True)
class Notification:
    """A verified message from the cashier about one trade; money in fen."""

    order_key: str
    trade_no: str
    amount_fen: int
    state: TradeState


class Cashier(Protocol):
    """One way to pay online. Every method may raise CashierError; all are safe to repeat."""

    name: str

    def start(self, order: CashOrder) -> str:
        """Open a trade for this order key, or find it again; the address to send the payer to."""

    def status(self, order_key: str) -> CashierStatus:
        """What became of the trade. One that was never opened is FAILED."""

    def close(self, order_key: str) -> CashierStatus:
        """Make sure an unpaid trade can no longer be paid: FAILED then, PAID if it was too late."""

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Notification:
        """Check and read an asynchronous message. Raises ForgedNotification."""

    def refund(self, order_key: str, amount_fen: int) -> None:
        """Give the money back to where it came from."""
