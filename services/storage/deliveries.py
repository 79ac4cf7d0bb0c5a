"""Parcels of a case: papers fetched from home, results sent there; where each is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Row,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring


class Direction(StrEnum):
    """Which way a parcel goes."""

    FETCH = "fetch"  # papers, from the resident to the office
    BRING = "bring"  # the result, from the office to the resident


class ParcelState(StrEnum):
    """Where a parcel is."""

    ASKED = "asked"  # nobody has been called for it yet
    BOOKED = "booked"  # somebody will come for it
    UNDER_WAY = "under-way"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Delivery:
    """A parcel of a case; `tracking_number` is empty until the carrier gives one."""

    id: int
    case_id: int
    direction: Direction
    state: ParcelState
    tracking_number: str
    changed_at: datetime
    address: str


_deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("direction", String(8), nullable=False),
    Column("state", String(12), nullable=False),
    Column("tracking_number", String(40), nullable=False, default=""),
    utc_column("changed_at"),
    private_column("address"),
    UniqueConstraint("case_id", "direction"),
)
_PLACE = "deliveries.address"


class DeliveryRecords:
    """The deliveries table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, case_id: int, direction: Direction, address: str, now: datetime) -> None:
        """Keep the wish for a parcel."""
        row: dict[str, Any] = {
            "case_id": case_id,
            "direction": direction.value,
            "state": ParcelState.ASKED.value,
            "changed_at": now,
            "address": self._keys.seal(address, _PLACE),
        }
        self._conn.execute(insert(_deliveries).values(row))

    def find(self, delivery_id: int) -> Delivery | None:
        """Return one parcel, held until the transaction ends, if it may write."""
        query = select(_deliveries).where(_deliveries.c.id == delivery_id).with_for_update()
        row = self._conn.execute(query).first()
        return None if row is None else self._delivery(row)

    def of(self, case_id: int) -> list[Delivery]:
        """Return the parcels of a case."""
        query = select(_deliveries).where(_deliveries.c.case_id == case_id)
        rows = self._conn.execute(query.order_by(_deliveries.c.id))
        return [self._delivery(row) for row in rows]

    def change(
        self, delivery_id: int, state: ParcelState, tracking_number: str, now: datetime
    ) -> None:
        """Set where a parcel is."""
        self._conn.execute(
            update(_deliveries)
            .where(_deliveries.c.id == delivery_id)
            .values(state=state.value, tracking_number=tracking_number, changed_at=now)
        )

    def _delivery(self, row: Row[Any]) -> Delivery:
        return Delivery(
            row.id, row.case_id, Direction(row.direction), ParcelState(row.state),
            row.tracking_number, row.changed_at, self._keys.open(row.address, _PLACE),
        )  # fmt: skip
