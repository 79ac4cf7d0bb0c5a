"""Talks in writing between a clerk and a resident at the counter, line by line, sealed."""

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
    ForeignKey,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
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
from services.storage.crypto import Keyring

_KIND = "talk-code"
_talks = Table(
    "talks",
    metadata,
    id_column(),
    Column("clerk_id", BigInteger, nullable=False, index=True),
    Column("owner", LargeBinary(32), nullable=True, index=True),
    Column("person_id", BigInteger, nullable=True),
    utc_column("begun_at"),
    utc_column("ended_at", nullable=True, index=True),
    private_column("code"),
    # Freed when the talk ends: six digits are few.
    fingerprint_column("code_hash", _KIND, "code", unique=True, nullable=True),
    private_column("clerk_name"),
)
_lines = Table(
    "talk_lines",
    metadata,
    id_column(),
    Column("talk_id", BigInteger, ForeignKey("talks.id"), nullable=False, index=True),
    Column("side", String(12), nullable=False),
    utc_column("at"),
    private_column("said"),
)
_CODE, _NAME, _SAID = "talks.code", "talks.clerk_name", "talk_lines.said"


class Side(StrEnum):
    """Who says a line."""

    CLERK = "clerk"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Talk:
    """One talk. `owner` is the browser (or person) that the resident's side belongs to, if any."""

    id: int
    clerk_id: int
    clerk_name: str
    owner: bytes | None
    person_id: int | None
    code: str
    begun_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Said:
    """What one line says: typed ``text``, or the ``key`` of a set sentence with its languages.

    ``texts`` (by language tag) are kept as they stood then, so that a transcript never changes.
    """

    text: str = ""
    key: str = ""
    texts: dict[str, str] | None = None


@dataclass(frozen=True)
class Line:
    """A line of a talk."""

    id: int
    side: Side
    at: datetime
    said: Said


class TalkRecords:
    """The tables of talks and of their lines."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def begin(self, clerk_id: int, clerk_name: str, code: str, now: datetime) -> int | None:
        """Keep a new talk; return its number, or None where another has the digits."""
        row = {
            "clerk_id": clerk_id,
            "begun_at": now,
            "code": self._keys.seal(code, _CODE),
            "code_hash": self._keys.fingerprint(_KIND, code),
            "clerk_name": self._keys.seal(clerk_name, _NAME),
        }
        added = insert_into(self._conn, _talks).values(row).on_conflict_do_nothing()
        number: int | None = self._conn.execute(added.returning(_talks.c.id)).scalar()
        return number

    def find(self, number: int) -> Talk | None:
        """Return one talk."""
        return self._one(_talks.c.id == number)

    def by_code(self, code: str) -> Talk | None:
        """Return the talk that goes on under these digits."""
        return self._one(_talks.c.code_hash.in_(self._keys.fingerprints(_KIND, code)))

    def latest_of(self, owner: bytes) -> Talk | None:
        """Return the newest talk of a resident's browser, open or over."""
        its = select(_talks).where(_talks.c.owner == owner).order_by(_talks.c.id.desc()).limit(1)
        row = self._conn.execute(its).first()
        return None if row is None else self._talk(row)

    def of_clerk(self, clerk_id: int, limit: int) -> list[Talk]:
        """Return a clerk's talks, the newest first."""
        query = select(_talks).where(_talks.c.clerk_id == clerk_id)
        rows = self._conn.execute(query.order_by(_talks.c.id.desc()).limit(limit))
        return [self._talk(row) for row in rows]

    def join(self, number: int, owner: bytes, person_id: int | None) -> bool:
        """Give the resident's side to a browser; False where it is another's, or it is over."""
        free = _talks.c.owner.is_(None) & _talks.c.ended_at.is_(None)
        its = (_talks.c.id == number) & free
        joined = update(_talks).where(its).values(owner=owner, person_id=person_id)
        return self._conn.execute(joined).rowcount == 1

    def end(self, number: int, now: datetime) -> bool:
        """End a talk and free its digits; False if it is over already."""
        its = (_talks.c.id == number) & _talks.c.ended_at.is_(None)
        ended = update(_talks).where(its).values(ended_at=now, code_hash=None)
        return self._conn.execute(ended).rowcount == 1

    def say(self, number: int, side: Side, said: Said, now: datetime) -> None:
        """Add a line."""
        packed = json.dumps([said.text, said.key, said.texts], ensure_ascii=False)
        sealed = self._keys.seal(packed, _SAID)
        row = {"talk_id": number, "side": side.value, "at": now, "said": sealed}
        self._conn.execute(insert(_lines).values(row))

    def lines(self, number: int, limit: int) -> list[Line]:
        """Return the lines of a talk, the first first."""
        query = select(_lines).where(_lines.c.talk_id == number).order_by(_lines.c.id).limit(limit)
        return [
            Line(row.id, Side(row.side), row.at, self._said(row.said))
            for row in self._conn.execute(query)
        ]

    def tally(self, number: int) -> int:
        """How many lines a talk has."""
        count = select(func.count()).select_from(_lines).where(_lines.c.talk_id == number)
        return self._conn.execute(count).scalar_one()

    def left_open(self, before: datetime, limit: int) -> list[int]:
        """Return talks begun before a moment that nobody has ended."""
        query = select(_talks.c.id).where(_talks.c.ended_at.is_(None), _talks.c.begun_at < before)
        return list(self._conn.execute(query.limit(limit)).scalars())

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's talks to the person who has signed in there."""
        mine = update(_talks).where(_talks.c.owner == old)
        self._conn.execute(mine.values(owner=new, person_id=person_id))

    def sweep(self, before: datetime) -> None:
        """Forget talks that ended before a moment, with their lines."""
        old = select(_talks.c.id).where(_talks.c.ended_at < before)
        self._conn.execute(delete(_lines).where(_lines.c.talk_id.in_(old)))
        self._conn.execute(delete(_talks).where(_talks.c.ended_at < before))

    def _one(self, its: ColumnElement[bool]) -> Talk | None:
        row = self._conn.execute(select(_talks).where(its)).first()
        return None if row is None else self._talk(row)

    def _talk(self, row: Row[Any]) -> Talk:
        name = self._keys.open(row.clerk_name, _NAME)
        code = self._keys.open(row.code, _CODE)
        return Talk(
            row.id, row.clerk_id, name, row.owner, row.person_id, code, row.begun_at, row.ended_at
        )

    def _said(self, sealed: bytes) -> Said:
        text, key, texts = json.loads(self._keys.open(sealed, _SAID))
        return Said(text, key, texts)
