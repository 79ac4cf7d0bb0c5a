"""Who is signed in, and where: one row a browser, so that sign-out can end them all."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    LargeBinary,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from services.storage.base import id_column, metadata, utc_column
from services.storage.crypto import Keyring
from services.storage.people import PERSON_COLUMNS, Person, person_from, persons
from services.storage.quick import QuickSelect

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    Column("token_hash", LargeBinary(32), unique=True, nullable=False),
    Column(
        "person_id",
        BigInteger,
        ForeignKey("persons.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    utc_column("created_at"),
    utc_column("last_seen_at", index=True),
    utc_column("ended_at", nullable=True),
)

_SIGNED_IN = QuickSelect(
    select(sessions.c.last_seen_at, *PERSON_COLUMNS)
    .select_from(sessions.join(persons, persons.c.id == sessions.c.person_id))
    .where(
        sessions.c.token_hash == bindparam("token_hash"),
        sessions.c.ended_at.is_(None),
        sessions.c.last_seen_at > bindparam("seen_after"),
    )
)


@dataclass(frozen=True)
class SignedIn:
    """A live session's person, and when the session was last seen."""

    person: Person
    last_seen_at: datetime


def token_hash(token: str) -> bytes:
    """Return what is kept of a session token.

    A bare SHA-256 is enough for 192 random bits; only what can be guessed needs a keyed hash.
    """
    return sha256(token.encode()).digest()


class SessionRecords:
    """The sessions table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def start(self, token: str, person_id: int, now: datetime) -> None:
        """Open a session under a new random token."""
        self._conn.execute(
            insert(sessions).values(
                token_hash=token_hash(token), person_id=person_id, created_at=now, last_seen_at=now
            )
        )

    def find(self, token: str, seen_after: datetime) -> SignedIn | None:
        """Return the live session of this token that was seen after a moment; one statement."""
        row = _SIGNED_IN.row(self._conn, token_hash=token_hash(token), seen_after=seen_after)
        return None if row is None else SignedIn(person_from(row[1:], self._keys), row[0])

    def touch(self, token: str, now: datetime) -> None:
        """Note that the session was used."""
        self._conn.execute(
            update(sessions)
            .where(sessions.c.token_hash == token_hash(token))
            .values(last_seen_at=now)
        )

    def end(self, token: str, now: datetime) -> None:
        """End one session: the token opens nothing from now on."""
        self._end(sessions.c.token_hash == token_hash(token), now)

    def end_all(self, person_id: int, now: datetime) -> None:
        """End every session of a person, on every device."""
        self._end(sessions.c.person_id == person_id, now)

    def sweep(self, seen_before: datetime) -> None:
        """Forget sessions not used since a moment, ended or not."""
        self._conn.execute(delete(sessions).where(sessions.c.last_seen_at < seen_before))

    def _end(self, condition: ColumnElement[bool], now: datetime) -> None:
        self._conn.execute(
            update(sessions).where(condition, sessions.c.ended_at.is_(None)).values(ended_at=now)
        )
