"""Payments of bills, and the claims that keep a bill from being paid twice."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.providers.utility import Utility
from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.errors import Conflict
from services.storage.quick import QuickSelect


class PaymentState(StrEnum):
    """The life of a payment: waiting → paid → posted, or one of the other ends."""

    WAITING = "waiting"
    PAID = "paid"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"  # by the utility, or paid after it was given up: goes back
    FAILED = "failed"  # not paid, or given up


@dataclass(frozen=True)
class NewPayment:
    """A payment to begin: these bills of one account, together this much (fen)."""

    order_key: str
    case_id: int
    cashier: str
    utility: Utility
    account_number: str
    bill_ids: tuple[str, ...]
    amount_fen: int
    expires_at: datetime


@dataclass(frozen=True)
class Payment:
    """A payment as kept; money in fen. The moments are None until they come."""

    id: int
    order_key: str
    case_id: int
    cashier: str
    utility: Utility
    account_number: str
    bill_ids: tuple[str, ...]
    amount_fen: int
    state: PaymentState
    expires_at: datetime
    paid_at: datetime | None
    withdraw_until: datetime | None
    refunded_at: datetime | None


_payments = Table(
    "payments",
    metadata,
    id_column(),
    Column("order_key", String(64), nullable=False, unique=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, unique=True),
    Column("cashier", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("trade_no", String(64), nullable=True),
    Column("posting_number", String(64), nullable=True),
    utc_column("expires_at"),
    utc_column("paid_at", nullable=True),
    utc_column("withdraw_until", nullable=True),
    utc_column("refunded_at", nullable=True),
    private_column("bills"),
)
_claims = Table(
    "payment_claims",
    metadata,
    # Not keyed: a claim must stay unique through a rotation of keys.
    Column("bill", LargeBinary(32), primary_key=True),
    Column("payment_id", BigInteger, ForeignKey("payments.id"), nullable=False, index=True),
)
_PLACE = "payments.bills"
_CLAIM = QuickSelect(select(_claims.c.payment_id).where(_claims.c.bill == bindparam("bill")))


def _mark(utility: Utility, bill_id: str) -> bytes:
    return sha256(f"{utility.value}\0{bill_id}".encode()).digest()


class PaymentRecords:
    """Payments in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def add(self, new: NewPayment) -> None:
        """Keep a waiting payment and claim its bills.

        Raises Conflict if a bill is claimed.
        """
        bills = {
            "utility": new.utility.value,
            "account_number": new.account_number,
            "bill_ids": list(new.bill_ids),
            "amount_fen": new.amount_fen,
        }
        row = {
            "order_key": new.order_key,
            "case_id": new.case_id,
            "cashier": new.cashier,
            "state": PaymentState.WAITING.value,
            "expires_at": new.expires_at,
            "bills": self._keys.seal(json.dumps(bills), _PLACE),
        }
        inserted = self._conn.execute(insert(_payments).values(row)).inserted_primary_key
        assert inserted is not None  # an insert of one row always has one
        claims = [
            {"bill": _mark(new.utility, bill_id), "payment_id": inserted[0]}
            for bill_id in new.bill_ids
        ]
        try:
            self._conn.execute(insert(_claims), claims)
        except IntegrityError as error:
            raise Conflict("payment_claims") from error

    def by_order(self, order_key: str) -> Payment | None:
        """The payment with this order key; held until the transaction ends, if it may write."""
        query = select(_payments).where(_payments.c.order_key == order_key)
        return self._one(query.with_for_update())

    def find(self, order_key: str) -> Payment | None:
        """The payment with this order key, to look at only."""
        return self._one(select(_payments).where(_payments.c.order_key == order_key))

    def of_case(self, case_id: int) -> Payment | None:
        """The payment of a case."""
        return self._one(select(_payments).where(_payments.c.case_id == case_id))

    def claimed(self, utility: Utility, bill_ids: Iterable[str]) -> Mapping[str, Payment]:
        """Which of these bills are claimed, and by which payment."""
        marks = {_mark(utility, bill_id): bill_id for bill_id in bill_ids}
        if not marks:
            return {}
        query = (
            select(_claims.c.bill, *_payments.c)
            .join(_payments, _payments.c.id == _claims.c.payment_id)
            .where(_claims.c.bill.in_(list(marks)))
        )
        return {marks[row.bill]: self._payment(row) for row in self._conn.execute(query)}

    def is_claimed(self, utility: Utility, bill_id: str) -> bool:
        """Whether a bill is claimed by any payment."""
        return _CLAIM.row(self._conn, bill=_mark(utility, bill_id)) is not None

    def abandoned(self, now: datetime, limit: int) -> list[str]:
        """Order keys of waiting payments whose time is over, the oldest first."""
        query = (
            select(_payments.c.order_key)
            .where(_payments.c.state == PaymentState.WAITING.value, _payments.c.expires_at <= now)
            .order_by(_payments.c.expires_at)
            .limit(limit)
        )
        return list(self._conn.execute(query).scalars())

    def change(self, payment: Payment, state: PaymentState, **values: Any) -> None:
        """Set the state and any of trade_no, posting_number, paid_at, withdraw_until, refunded_at.

        A payment that will not be posted gives its bills free.
        """
        row = _payments.c.id == payment.id
        self._conn.execute(update(_payments).where(row).values(state=state.value, **values))
        if state in (PaymentState.WITHDRAWN, PaymentState.REFUSED, PaymentState.FAILED):
            self._conn.execute(delete(_claims).where(_claims.c.payment_id == payment.id))

    def _one(self, query: Select[Any]) -> Payment | None:
        row = self._conn.execute(query).first()
        return None if row is None else self._payment(row)

    def _payment(self, row: Row[Any]) -> Payment:
        bills = json.loads(self._keys.open(row.bills, _PLACE))
        return Payment(
            row.id, row.order_key, row.case_id, row.cashier, Utility(bills["utility"]),
            bills["account_number"], tuple(bills["bill_ids"]), bills["amount_fen"],
            PaymentState(row.state), row.expires_at, row.paid_at, row.withdraw_until,
            row.refunded_at,
        )  # fmt: skip
