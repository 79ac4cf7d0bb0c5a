"""Weekly accounts: of which week which resident was told what others did for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Connection, Date, Table, UniqueConstraint, select

from services.storage.base import id_column, insert_into, metadata, utc_column
from services.storage.crypto import Keyring

# What stands in an account is read from the trail each time: what is erased there is gone here.
accounts = Table(
    "weekly_accounts",
    metadata,
    id_column(),
    Column("person_id", BigInteger, nullable=False),
    Column("week", Date(), nullable=False),
    utc_column("made_at"),
    UniqueConstraint("week", "person_id"),
)


@dataclass(frozen=True)
class Account:
    """One resident's account of one week; `week` is its Monday."""

    person_id: int
    week: date
    made_at: datetime


class AccountRecords:
    """The weekly_accounts table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn

    def add(self, people: Collection[int], week: date, now: datetime) -> set[int]:
        """Note that these get theirs now; return who had none of that week yet."""
        rows = [{"person_id": person, "week": week, "made_at": now} for person in people]
        if not rows:
            return set()
        new = insert_into(self._conn, accounts).on_conflict_do_nothing()
        return set(self._conn.scalars(new.returning(accounts.c.person_id), rows))

    def made(self, week: date, among: Collection[int] | None = None) -> set[int]:
        """Who has theirs of a week, of these people or of all."""
        query = select(accounts.c.person_id).where(accounts.c.week == week)
        if among is not None:
            query = query.where(accounts.c.person_id.in_(among))
        return set(self._conn.scalars(query))

    def of(self, person_id: int, limit: int) -> list[Account]:
        """A resident's accounts, the newest first."""
        query = (
            select(accounts.c.person_id, accounts.c.week, accounts.c.made_at)
            .where(accounts.c.person_id == person_id)
            .order_by(accounts.c.week.desc())
            .limit(limit)
        )
        return [Account(*row) for row in self._conn.execute(query)]
