"""What the demo office and the demo carrier keep, as real ones would on their own computers."""

from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, func, select

from services.storage.base import id_column, insert_into, metadata, utc_column
from services.storage.crypto import Keyring

_files = Table(
    "demo_files",
    metadata,
    id_column(),
    Column("reference", String(24), nullable=False, unique=True),
    utc_column("received_at"),
)
_parcels = Table(
    "demo_parcels",
    metadata,
    id_column(),
    Column("key", String(64), nullable=False, unique=True),
    utc_column("booked_at"),
)


class DemoOfficeRecords:
    """The demo_files and demo_parcels tables; each thing told twice is kept once."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn

    def receive(self, reference: str, now: datetime) -> None:
        """Keep an application that was handed over."""
        self._conn.execute(
            insert_into(self._conn, _files)
            .values(reference=reference, received_at=now)
            .on_conflict_do_nothing(index_elements=["reference"])
        )

    def received(self) -> int:
        """Count the applications that were handed over."""
        return self._conn.execute(select(func.count()).select_from(_files)).scalar_one()

    def book(self, key: str, now: datetime) -> int:
        """Keep a booked parcel; return its number, the same for the same key."""
        self._conn.execute(
            insert_into(self._conn, _parcels)
            .values(key=key, booked_at=now)
            .on_conflict_do_nothing(index_elements=["key"])
        )
        known = select(_parcels.c.id).where(_parcels.c.key == key)
        number: int = self._conn.execute(known).scalar_one()
        return number

    def booked_at(self, key: str) -> datetime | None:
        """Return when a parcel was booked."""
        query = select(_parcels.c.booked_at).where(_parcels.c.key == key)
        return self._conn.execute(query).scalar()
