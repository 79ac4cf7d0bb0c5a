"""Seats that are taken: each seat of each slot once, by constraint, whoever asks at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)

from services.storage.base import (
    fingerprint_column,
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.cases import ids_of
from services.storage.crypto import Keyring


@dataclass(frozen=True)
class NewBooking:
    """A seat to take.

    ``who`` is the one who comes, as text that is the same each time; ``owner`` whoever books it.
    """

    desk: str
    slot: str
    seat: int
    priority: bool
    case_id: int
    owner: bytes
    who: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Booking:
    """A seat taken; ``seat`` counts from 1 in its slot."""

    desk: str
    slot: str
    seat: int
    case_id: int
    who: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Taken:
    """How many seats of a slot are taken: all of them, and of the priority seats."""

    all: int
    priority: int


# Only live seats stand here: one given back is deleted, so that it can be taken again.
_bookings = Table(
    "bookings",
    metadata,
    id_column(),
    Column("desk", String(60), nullable=False),
    Column("slot", String(90), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("priority", Boolean, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, unique=True),
    utc_column("starts_at"),
    utc_column("ends_at", index=True),
    private_column("holder"),
    fingerprint_column("holder_hash", "booking-holder", "holder"),
    UniqueConstraint("slot", "seat"),
    UniqueConstraint("holder_hash", "slot"),
    Index("ix_bookings_desk_starts_at", "desk", "starts_at"),
)
_PLACE = "bookings.holder"
# Between the key of whoever booked, in hexadecimal, and who comes.
_BY = "|"


class BookingRecords:
    """Seats in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def take(self, new: NewBooking) -> bool:
        """Take this seat; False if it is taken, or the holder has another one in this slot."""
        holder = f"{new.owner.hex()}{_BY}{new.who}"
        row = {
            "desk": new.desk,
            "slot": new.slot,
            "seat": new.seat,
            "priority": new.priority,
            "case_id": new.case_id,
            "starts_at": new.starts_at,
            "ends_at": new.ends_at,
            "holder": self._keys.seal(holder, _PLACE),
            "holder_hash": self._keys.fingerprint("booking-holder", holder),
        }
        added = insert_into(self._conn, _bookings).values(row).on_conflict_do_nothing()
        return self._conn.execute(added.returning(_bookings.c.id)).first() is not None

    def free(self, case_id: int) -> bool:
        """Give a case's seat back; False if it has none any more."""
        mine = _bookings.c.case_id == case_id
        return self._conn.execute(delete(_bookings).where(mine)).rowcount == 1

    def hand_over(self, old_case: int, new_case: int) -> bool:
        """Give a case's seat to another case of the same resident; False if it has none."""
        mine = _bookings.c.case_id == old_case
        changed = self._conn.execute(update(_bookings).where(mine).values(case_id=new_case))
        return changed.rowcount == 1

    def taken(self, desks: Iterable[str], since: datetime, until: datetime) -> Mapping[str, Taken]:
        """How many seats are taken in each slot of these desks that begins in [since, until)."""
        counted = (
            select(
                _bookings.c.slot,
                func.count().label("all"),
                func.count().filter(_bookings.c.priority).label("priority"),
            )
            .where(
                _bookings.c.desk.in_(list(desks)),
                _bookings.c.starts_at >= since,
                _bookings.c.starts_at < until,
            )
            .group_by(_bookings.c.slot)
        )
        return {row.slot: Taken(row.all, row.priority) for row in self._conn.execute(counted)}

    def seats(self, slot: str) -> set[int]:
        """The seats of a slot that are taken."""
        found = select(_bookings.c.seat).where(_bookings.c.slot == slot)
        return set(self._conn.execute(found).scalars())

    def of_case(self, case_id: int) -> Booking | None:
        """The seat of a case, while it holds one."""
        return self._one(select(_bookings).where(_bookings.c.case_id == case_id))

    def held(self, owner: bytes, person_id: int | None, since: datetime) -> list[Booking]:
        """The seats of a browser or a person that are not over at a moment, the earliest first.

        Nothing is told of what others have booked for somebody of the same name.
        """
        query = (
            select(_bookings)
            .where(_bookings.c.case_id.in_(ids_of(owner, person_id)), _bookings.c.ends_at > since)
            .order_by(_bookings.c.starts_at)
        )
        return [self._booking(row) for row in self._conn.execute(query)]

    def over(self, before: datetime, limit: int) -> list[Booking]:
        """Seats whose time ended before a moment, the oldest first."""
        query = (
            select(_bookings)
            .where(_bookings.c.ends_at < before)
            .order_by(_bookings.c.ends_at)
            .limit(limit)
        )
        return [self._booking(row) for row in self._conn.execute(query)]

    def _one(self, query: Select[Any]) -> Booking | None:
        row = self._conn.execute(query).first()
        return None if row is None else self._booking(row)

    def _booking(self, row: Row[Any]) -> Booking:
        who = self._keys.open(row.holder, _PLACE).partition(_BY)[2]
        return Booking(row.desk, row.slot, row.seat, row.case_id, who, row.starts_at, row.ends_at)
