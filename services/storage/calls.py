"""Calls for help in a hall: who waits where, who comes, and how it ended."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    select,
    update,
)

from services.storage.base import id_column, insert_into, metadata, private_column, utc_column
from services.storage.crypto import Keyring

_calls = Table(
    "calls",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False),
    Column("person_id", BigInteger, nullable=True),
    Column("hall", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    utc_column("called_at"),
    utc_column("taken_at", nullable=True),
    utc_column("ended_at", nullable=True),
    Column("clerk_id", BigInteger, nullable=True),
    private_column("content"),
    private_column("taken_by", nullable=True),
    Index("ix_calls_owner_id", "owner", "id"),
)
_open = _calls.c.ended_at.is_(None)
# Nobody calls twice at once, whatever is pressed in two windows.
Index(
    "uq_calls_open", _calls.c.owner,
    unique=True, sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip
_lapsed = _calls.c.state == "lapsed"
Index(
    "ix_calls_lapsed", _calls.c.called_at,
    sqlite_where=_lapsed, postgresql_where=_lapsed,
)  # fmt: skip
Index(
    "ix_calls_open_called", _calls.c.called_at,
    sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip
_CONTENT, _TAKEN_BY = "calls.content", "calls.taken_by"


class CallState(StrEnum):
    """How far a call has come."""

    WAITING = "waiting"
    COMING = "coming"  # a clerk has taken it
    DONE = "done"  # somebody came
    CANCELLED = "cancelled"  # the resident needs nobody any more
    LAPSED = "lapsed"  # nobody came, for hours
    LOOKED_INTO = "looked-into"  # the same, and a clerk knows why


@dataclass(frozen=True)
class NewCall:
    """Who calls (an owner key, a person if known), for what need, in which hall, and where there.

    `hall` is the slug of a place; `spot` is said in the resident's words, or is a machine's name.
    """

    owner: bytes
    person_id: int | None
    hall: str
    spot: str
    need: str


@dataclass(frozen=True)
class Call:
    """A call. `taken_by` is the name and number of the clerk who comes, empty until then."""

    id: int
    person_id: int | None
    hall: str
    spot: str
    need: str
    state: CallState
    called_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    clerk_id: int | None
    taken_by: str


class CallRecords:
    """The calls table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, new: NewCall, now: datetime) -> int | None:
        """Keep a call; return its number, or None where this owner has an open one."""
        content = json.dumps([new.need, new.spot], ensure_ascii=False)
        row = {
            "owner": new.owner,
            "person_id": new.person_id,
            "hall": new.hall,
            "state": CallState.WAITING.value,
            "called_at": now,
            "content": self._keys.seal(content, _CONTENT),
        }
        added = insert_into(self._conn, _calls).values(row).on_conflict_do_nothing()
        number: int | None = self._conn.execute(added.returning(_calls.c.id)).scalar()
        return number

    def latest_of(self, owner: bytes) -> Call | None:
        """Return the newest call of an owner, open or over."""
        its = select(_calls).where(_calls.c.owner == owner).order_by(_calls.c.id.desc()).limit(1)
        row = self._conn.execute(its).first()
        return None if row is None else self._call(row)

    def find(self, number: int) -> Call | None:
        """Return one call."""
        row = self._conn.execute(select(_calls).where(_calls.c.id == number)).first()
        return None if row is None else self._call(row)

    def open_ones(self, hall: str | None, limit: int) -> list[Call]:
        """Return calls that are not over, of one hall or of all; who waits longest comes first."""
        return self._listed(_open, hall, limit)

    def lapsed_ones(self, hall: str | None, limit: int) -> list[Call]:
        """Return calls that nobody answered or looked into, of one hall or of all."""
        return self._listed(_lapsed, hall, limit)

    def look_into(self, number: int, clerk_id: int, name: str) -> bool:
        """Note that a clerk knows why nobody came; False where another did, or somebody came."""
        by = {"clerk_id": clerk_id, "taken_by": self._keys.seal(name, _TAKEN_BY)}
        its = _lapsed & (_calls.c.id == number)
        return self._change(its, {"state": CallState.LOOKED_INTO.value, **by})

    def _listed(self, state: ColumnElement[bool], hall: str | None, limit: int) -> list[Call]:
        its = [state] if hall is None else [state, _calls.c.hall == hall]
        query = select(_calls).where(*its).order_by(_calls.c.called_at, _calls.c.id).limit(limit)
        return [self._call(row) for row in self._conn.execute(query)]

    def take(self, number: int, clerk_id: int, name: str, now: datetime) -> bool:
        """Note who comes; False where somebody else does, or it is over."""
        waits = (_calls.c.id == number) & (_calls.c.state == CallState.WAITING.value)
        values = {
            "state": CallState.COMING.value,
            "taken_at": now,
            "clerk_id": clerk_id,
            "taken_by": self._keys.seal(name, _TAKEN_BY),
        }
        return self._change(waits, values)

    def give_back(self, number: int, clerk_id: int) -> bool:
        """Have another come; False if it was not this clerk's."""
        values = {
            "state": CallState.WAITING.value,
            "taken_at": None,
            "clerk_id": None,
            "taken_by": None,
        }
        return self._change(self._taken_by(number, clerk_id), values)

    def finish(self, number: int, clerk_id: int, now: datetime) -> bool:
        """The clerk who took it has been there; False if it was not this clerk's, or is over."""
        values = {"state": CallState.DONE.value, "ended_at": now}
        return self._change(self._taken_by(number, clerk_id), values)

    def end(self, number: int, state: CallState, now: datetime) -> bool:
        """End an open call; False if it is over already."""
        its = _open & (_calls.c.id == number)
        return self._change(its, {"state": state.value, "ended_at": now})

    def unanswered(self, before: datetime, limit: int) -> list[Call]:
        """Return calls made before a moment that are still open."""
        query = select(_calls).where(_open, _calls.c.called_at < before).limit(limit)
        return [self._call(row) for row in self._conn.execute(query)]

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's open call to the person who signed in there and has none elsewhere."""
        theirs = select(_calls.c.id).where(_open, _calls.c.owner == new).exists()
        its = _open & (_calls.c.owner == old) & ~theirs
        self._conn.execute(update(_calls).where(its).values(owner=new, person_id=person_id))

    def sweep(self, before: datetime) -> None:
        """Forget calls that ended before a moment."""
        self._conn.execute(delete(_calls).where(_calls.c.ended_at < before))

    def _taken_by(self, number: int, clerk_id: int) -> ColumnElement[bool]:
        coming = _calls.c.state == CallState.COMING.value
        return (_calls.c.id == number) & coming & (_calls.c.clerk_id == clerk_id)

    def _change(self, its: ColumnElement[bool], values: dict[str, Any]) -> bool:
        return self._conn.execute(update(_calls).where(its).values(values)).rowcount == 1

    def _call(self, row: Row[Any]) -> Call:
        need, spot = json.loads(self._keys.open(row.content, _CONTENT))
        by = "" if row.taken_by is None else self._keys.open(row.taken_by, _TAKEN_BY)
        return Call(
            row.id, row.person_id, row.hall, spot, need, CallState(row.state), row.called_at,
            row.taken_at, row.ended_at, row.clerk_id, by,
        )  # fmt: skip
