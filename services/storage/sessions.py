"""Who is signed in, and where: one row a browser, so that sign-out can end them all."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
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
    Column("ended_why", String(12), nullable=True),
    # How and when the person last showed who they are.
    Column("way", String(12), nullable=True),
    utc_column("proved_at", nullable=True),
    # The browser it belongs to: its system, the mark it carries, the one it carried before, and
    # when it first came back with the newer one.
    Column("system", String(12), nullable=True),
    Column("mark_hash", LargeBinary(32), nullable=True),
    Column("mark_before", LargeBinary(32), nullable=True),
    utc_column("mark_seen_at", nullable=True),
)

_BY_TOKEN = QuickSelect(
    select(
        sessions.c.last_seen_at,
        sessions.c.ended_at,
        sessions.c.ended_why,
        sessions.c.way,
        sessions.c.proved_at,
        sessions.c.system,
        sessions.c.mark_hash,
        sessions.c.mark_before,
        sessions.c.mark_seen_at,
        *PERSON_COLUMNS,
    )
    .select_from(sessions.join(persons, persons.c.id == sessions.c.person_id))
    .where(sessions.c.token_hash == bindparam("token_hash"))
)


@dataclass(frozen=True)
class KeptSession:
    """A session as it is kept, live or over; the marks are hashes (token_hash)."""

    last_seen_at: datetime
    ended_at: datetime | None
    ended_why: str | None
    way: str | None
    proved_at: datetime | None
    system: str | None
    mark: bytes | None
    mark_before: bytes | None
    mark_seen_at: datetime | None
    person: Person


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

    def start(
        self, token: str, person_id: int, way: str, system: str, mark: str, now: datetime
    ) -> None:
        """Open a session under a new random token, for the browser that carries this mark."""
        self._conn.execute(
            insert(sessions).values(
                token_hash=token_hash(token), person_id=person_id, created_at=now,
                last_seen_at=now, way=way, proved_at=now, system=system,
                mark_hash=token_hash(mark),
            )
        )  # fmt: skip

    def find(self, token: str) -> KeptSession | None:
        """Return the session of this token, live or over; one statement."""
        row = _BY_TOKEN.row(self._conn, token_hash=token_hash(token))
        if row is None:
            return None
        seen, ended, why, way, proved, system, mark, before, back, *person = row
        return KeptSession(
            seen, ended, why, way, proved, system, mark, before, back,
            person_from(person, self._keys),
        )  # fmt: skip

    def prove(self, token: str, way: str, mark: str, now: datetime) -> None:
        """Note that the person has shown again who they are; the browser gets a new mark."""
        self._change(
            sessions.c.token_hash == token_hash(token),
            way=way, proved_at=now, last_seen_at=now,
            mark_before=sessions.c.mark_hash, mark_hash=token_hash(mark), mark_seen_at=None,
        )  # fmt: skip

    def mark_anew(self, token: str, carried: str, instead: bytes, mark: str, now: datetime) -> bool:
        """Note that the session was used, and change its mark from `instead` to a new one.

        `carried` is the mark the browser came with. False when another request did so already.
        """
        return self._change(
            sessions.c.token_hash == token_hash(token),
            sessions.c.mark_hash == instead,
            mark_before=token_hash(carried), mark_hash=token_hash(mark),
            mark_seen_at=None, last_seen_at=now,
        )  # fmt: skip

    def mark_came_back(self, token: str, mark: str, now: datetime) -> None:
        """Note that the browser has its newest mark."""
        here = (
            sessions.c.token_hash == token_hash(token),
            sessions.c.mark_hash == token_hash(mark),
        )
        self._change(*here, mark_seen_at=now)

    def end(self, token: str, why: str, now: datetime) -> bool:
        """End one session: the token opens nothing from now on. False when it was over already."""
        return self._end(sessions.c.token_hash == token_hash(token), why, now)

    def end_all(self, person_id: int, why: str, now: datetime) -> None:
        """End every session of a person, on every device."""
        self._end(sessions.c.person_id == person_id, why, now)

    def sweep(self, seen_before: datetime) -> None:
        """Forget sessions not used since a moment, ended or not."""
        self._conn.execute(delete(sessions).where(sessions.c.last_seen_at < seen_before))

    def _end(self, condition: ColumnElement[bool], why: str, now: datetime) -> bool:
        return self._change(condition, sessions.c.ended_at.is_(None), ended_at=now, ended_why=why)

    def _change(self, *conditions: ColumnElement[bool], **values: Any) -> bool:
        changed = self._conn.execute(update(sessions).where(*conditions).values(values))
        return changed.rowcount > 0
