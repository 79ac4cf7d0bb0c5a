"""The embedded district's own books: accounts, meters, readings with their bills, postings."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.providers.utility import Utility
from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.errors import Conflict
from services.storage.quick import QuickSelect
from services.words import Month


@dataclass(frozen=True)
class LedgerAccount:
    """A household at one utility. `id` is chosen by whoever writes the books."""

    id: int
    utility: Utility
    number: str
    holder: str
    address: str
    meter: str


@dataclass(frozen=True)
class LedgerBill:
    """A reading and its bill: meter state and use in the utility's unit, money in fen."""

    id: str
    account_id: int
    month: Month
    months: int
    reading: Decimal
    usage: Decimal
    amount_fen: int
    due: date
    paid_at: datetime | None


_accounts = Table(
    "ledger_accounts",
    metadata,
    id_column(),
    Column("utility", String(12), nullable=False),
    private_column("number"),
    fingerprint_column("number_hash", kind="account", of="number"),
    private_column("holder"),
    private_column("address"),
    UniqueConstraint("number_hash", "utility"),
)
_meters = Table(
    "ledger_meters",
    metadata,
    id_column(),
    Column("account_id", ForeignKey("ledger_accounts.id"), nullable=False, index=True),
    Column("number", String(20), nullable=False),
)
_bills = Table(
    "ledger_bills",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", BigInteger, ForeignKey("ledger_accounts.id"), nullable=False, index=True),
    Column("month", Date, nullable=False),
    Column("months", Integer, nullable=False),
    Column("due", Date, nullable=False),
    utc_column("paid_at", nullable=True, index=True),
    private_column("amounts"),
)
_postings = Table(
    "ledger_postings",
    metadata,
    id_column(),
    Column("order_key", String(64), nullable=False, unique=True),
    Column("posting_number", String(40), nullable=False),
    utc_column("posted_at"),
)


# Asked for every page of a bill service.
_ACCOUNT = QuickSelect(
    select(_accounts.c.id, _accounts.c.holder, _accounts.c.address, _meters.c.number)
    .join(_meters, _meters.c.account_id == _accounts.c.id)
    .where(
        _accounts.c.utility == bindparam("utility"),
        _accounts.c.number_hash == bindparam("number_hash"),
    )
)
_OWES = QuickSelect(
    select(_bills.c.id).where(_bills.c.id == bindparam("bill_id"), _bills.c.paid_at.is_(None))
)


class LedgerRecords:
    """The books in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def newest_month(self) -> Month | None:
        """The newest month with a bill, or None in empty books."""
        newest = self._conn.execute(select(func.max(_bills.c.month))).scalar()
        return Month(newest.year, newest.month) if newest else None

    def add_accounts(self, accounts: Iterable[LedgerAccount]) -> None:
        """Enter accounts with their meters."""
        known = list(accounts)
        rows = [
            {
                "id": account.id,
                "utility": account.utility.value,
                "number": self._seal(account.number, "number"),
                "number_hash": self._keys.fingerprint("account", account.number),
                "holder": self._seal(account.holder, "holder"),
                "address": self._seal(account.address, "address"),
            }
            for account in known
        ]
        self._conn.execute(insert(_accounts), rows)
        meters = [{"account_id": account.id, "number": account.meter} for account in known]
        self._conn.execute(insert(_meters), meters)

    def add_bills(self, bills: Iterable[LedgerBill]) -> None:
        """Enter readings with their bills."""
        self._conn.execute(insert(_bills), [self._bill_row(bill) for bill in bills])

    def account(self, utility: Utility, number: str) -> LedgerAccount | None:
        """The account with this number."""
        for mark in self._keys.fingerprints("account", number):
            row = _ACCOUNT.row(self._conn, utility=utility.value, number_hash=mark)
            if row is not None:
                account_id, holder, address, meter = row
                return LedgerAccount(
                    account_id,
                    utility,
                    number,
                    self._keys.open(holder, "ledger_accounts.holder"),
                    self._keys.open(address, "ledger_accounts.address"),
                    meter,
                )
        return None

    def bills(self, account_id: int, since: date) -> list[LedgerBill]:
        """The bills of an account for months from `since` on, newest first."""
        query = (
            select(_bills)
            .where(_bills.c.account_id == account_id, _bills.c.month >= since)
            .order_by(_bills.c.month.desc())
        )
        return [self._bill(row) for row in self._conn.execute(query)]

    def bills_by_id(self, account_id: int, ids: Sequence[str]) -> list[LedgerBill]:
        """These bills of an account, held until the transaction ends."""
        query = (
            select(_bills)
            .where(_bills.c.account_id == account_id, _bills.c.id.in_(ids))
            .order_by(_bills.c.id)
            .with_for_update()
        )
        return [self._bill(row) for row in self._conn.execute(query)]

    def owing(self, utility: Utility, limit: int) -> list[tuple[str, str]]:
        """Account number and bill id of unpaid bills, the accounts entered last first."""
        query = (
            select(_accounts.c.number, _bills.c.id)
            .join(_bills, _bills.c.account_id == _accounts.c.id)
            .where(_accounts.c.utility == utility.value, _bills.c.paid_at.is_(None))
            .order_by(_accounts.c.id.desc(), _bills.c.id)
            .limit(limit)
        )
        return [
            (self._keys.open(number, "ledger_accounts.number"), bill_id)
            for number, bill_id in self._conn.execute(query)
        ]

    def owes(self, bill_id: str) -> bool:
        """Whether there is an unpaid bill with this id."""
        return _OWES.row(self._conn, bill_id=bill_id) is not None

    def posting(self, order_key: str) -> str | None:
        """The number under which an order was entered, or None."""
        query = select(_postings.c.posting_number).where(_postings.c.order_key == order_key)
        found: str | None = self._conn.execute(query).scalar()
        return found

    def enter(
        self, order_key: str, posting_number: str, ids: Sequence[str], paid_at: datetime
    ) -> None:
        """Mark bills as paid by an order. Raises Conflict if the order was just entered."""
        row = {"order_key": order_key, "posting_number": posting_number, "posted_at": paid_at}
        try:
            self._conn.execute(insert(_postings).values(row))
        except IntegrityError as error:
            raise Conflict("ledger_postings") from error
        self._conn.execute(update(_bills).where(_bills.c.id.in_(ids)).values(paid_at=paid_at))

    def posting_count(self) -> int:
        """How many orders were entered."""
        return len(self._conn.execute(select(_postings.c.id)).all())

    def _seal(self, text: str, column: str) -> bytes:
        return self._keys.seal(text, f"ledger_accounts.{column}")

    def _bill_row(self, bill: LedgerBill) -> dict[str, Any]:
        amounts = [str(bill.reading), str(bill.usage), bill.amount_fen]
        return {
            "id": bill.id,
            "account_id": bill.account_id,
            "month": date(bill.month.year, bill.month.month, 1),
            "months": bill.months,
            "due": bill.due,
            "paid_at": bill.paid_at,
            "amounts": self._keys.seal(json.dumps(amounts), "ledger_bills.amounts"),
        }

    def _bill(self, row: Row[Any]) -> LedgerBill:
        reading, usage, fen = json.loads(self._keys.open(row.amounts, "ledger_bills.amounts"))
        month = Month(row.month.year, row.month.month)
        return LedgerBill(
            row.id, row.account_id, month, row.months, Decimal(reading), Decimal(usage), fen,
            row.due, row.paid_at,
        )  # fmt: skip
