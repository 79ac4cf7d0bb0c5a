"""The trail: what was done and looked at, by whom, line after line; never changed."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    func,
    select,
    update,
)

from services.actors import Actor, ActorKind
from services.deeds import Deed
from services.storage.append_only import append_only
from services.storage.base import metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.quick import QuickInsert, QuickSelect
from services.words import Words, from_json, to_json

# What the first line follows.
GENESIS = bytes(32)
SALT_BYTES = 16


@dataclass(frozen=True)
class TrailEntry:
    """One line. `subject` is the person (persons.id) whose record it is about, if anybody's.

    `about` names the thing, such as a case's reference; `why` is the reason as the resident
    reads it.
    """

    actor: Actor
    deed: Deed
    subject: int | None = None
    about: str = ""
    why: Words | None = None


@dataclass(frozen=True)
class TrailLine:
    """A line as kept. One whose words were `erased` still tells when, what kind, and whose."""

    id: int
    at: datetime
    entry: TrailEntry
    erased: bool


trail = Table(
    "trail",
    metadata,
    # Without gaps and not numbered by the database: a missing number is a missing line.
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True,
           autoincrement=False),
    utc_column("at", index=True),
    Column("deed", String(40), nullable=False),
    Column("actor_kind", String(12), nullable=False),
    Column("actor_id", BigInteger, nullable=True),
    Column("subject_id", BigInteger, nullable=True),
    # SHA-256 of the salted words, which so can be erased without breaking the chain.
    Column("digest", LargeBinary(32), nullable=False),
    # SHA-256 of all the columns above and of the hash of the line before.
    Column("hash", LargeBinary(32), nullable=False),
    # Sealed anew when keys change, empty once erased.
    private_column("content", nullable=True),
    Index("ix_trail_subject_id_id", "subject_id", "id"),
    Index("ix_trail_actor_id_actor_kind_id", "actor_id", "actor_kind", "id"),
)  # fmt: skip
append_only(trail, may_change=("content",))
PLACE = "trail.content"

# These say what was erased, and so can't be erased themselves.
ERASING = (Deed.LINES_ERASED.value, Deed.PERSON_ERASED.value)
_OTHERS = (ActorKind.HELPER.value, ActorKind.CLERK.value)


@dataclass(frozen=True)
class Wanted:
    """Which lines are looked for; None does not matter.

    With `others`, what residents did themselves is left out.
    """

    subject: int | None = None
    actor: Actor | None = None
    since: datetime | None = None
    until: datetime | None = None
    others: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for a statement."""
        fits: list[ColumnElement[bool]] = []
        if self.subject is not None:
            fits.append(trail.c.subject_id == self.subject)
        if self.actor is not None:
            fits += [
                trail.c.actor_kind == self.actor.kind.value,
                trail.c.actor_id == self.actor.id,
            ]
        if self.since is not None:
            fits.append(trail.c.at >= self.since)
        if self.until is not None:
            fits.append(trail.c.at < self.until)
        if self.others:
            fits.append(trail.c.actor_kind != ActorKind.RESIDENT.value)
        return fits


def _touched(since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    return [
        trail.c.at >= since,
        trail.c.at < until,
        trail.c.actor_kind.in_(_OTHERS),
        trail.c.subject_id.is_not(None),
    ]


def line_from(row: Row[Any], keys: Keyring) -> TrailLine:
    """Open one row. Raises SealBroken, UnknownKey."""
    actor = Actor(ActorKind(row.actor_kind), row.actor_id)
    entry = TrailEntry(actor, Deed(row.deed), row.subject_id)
    if row.content is None:
        return TrailLine(row.id, row.at, entry, erased=True)
    told = json.loads(keys.open(row.content, PLACE))
    why = None if told["why"] is None else from_json(told["why"])
    named = replace(actor, name=told["name"])
    return TrailLine(
        row.id, row.at, replace(entry, actor=named, about=told["about"], why=why), erased=False
    )


_HEAD = QuickSelect(select(trail.c.id, trail.c.hash).order_by(trail.c.id.desc()).limit(1))
_LINE = QuickInsert(trail)
# The number of a lock that nothing else takes.
_TAKE_TURNS = QuickSelect(select(func.pg_advisory_xact_lock(7_701_101_171)))


def chained(row: dict[str, Any], before: bytes) -> bytes:
    """The hash of a line: over its columns and the hash of the one before it."""
    told = [
        row["id"],
        row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        row["deed"],
        row["actor_kind"],
        row["actor_id"],
        row["subject_id"],
        row["digest"].hex(),
        before.hex(),
    ]
    return sha256(json.dumps(told).encode()).digest()


class TrailRecords:
    """The trail table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys
        self._waiting: list[tuple[TrailEntry, datetime]] = []

    def add(self, entry: TrailEntry, now: datetime) -> None:
        """Write the next line, in the transaction of what it tells of."""
        self._waiting.append((entry, now))

    def finish(self) -> None:
        """Chain the lines that were added; the last thing a transaction does.

        Writers take turns from here to their commit. Taken any earlier, two transactions could
        wait for each other's rows.
        """
        if not self._waiting:
            return
        if self._conn.dialect.name == "postgresql":
            _TAKE_TURNS.row(self._conn)
        last, before = self.head()
        for number, (entry, now) in enumerate(self._waiting, last + 1):
            row = self._row(number, entry, now)
            before = chained(row, before)
            _LINE.add(self._conn, **row, hash=before)
        self._waiting.clear()

    def head(self) -> tuple[int, bytes]:
        """The number and the hash of the newest line; 0 and GENESIS while there is none."""
        number, newest = _HEAD.row(self._conn) or (0, GENESIS)
        return number, newest

    def page(self, wanted: Wanted, limit: int, before: int | None = None) -> list[TrailLine]:
        """The newest lines that are wanted, or those older than line `before`."""
        fits = wanted.conditions()
        if before is not None:
            fits.append(trail.c.id < before)
        return self._lines(select(trail).where(*fits).order_by(trail.c.id.desc()).limit(limit))

    def helped(self, since: datetime, until: datetime) -> list[int]:
        """Whose records a helper or a clerk touched from a moment to another, each once."""
        query = select(trail.c.subject_id).distinct().where(*_touched(since, until))
        return sorted(self._conn.scalars(query))

    def touched(self, people: Sequence[int], since: datetime, until: datetime) -> list[TrailLine]:
        """What helpers and clerks did and looked at for some people, in the order it happened."""
        whose = trail.c.subject_id.in_(people)
        query = select(trail).where(whose, *_touched(since, until)).order_by(trail.c.id)
        return self._lines(query)

    def erase(self, *, person_id: int | None = None, before: datetime | None = None) -> int:
        """Erase the words of the lines about a person, or of those before a moment; how many."""
        old: list[ColumnElement[bool]] = [
            trail.c.content.is_not(None),
            trail.c.deed.not_in(ERASING),
        ]
        if person_id is not None:
            old.append(trail.c.subject_id == person_id)
        if before is not None:
            old.append(trail.c.at < before)
        return self._conn.execute(update(trail).where(*old).values(content=None)).rowcount

    def _lines(self, query: Select[Any]) -> list[TrailLine]:
        return [line_from(row, self._keys) for row in self._conn.execute(query)]

    def _row(self, number: int, entry: TrailEntry, now: datetime) -> dict[str, Any]:
        content = json.dumps(
            {
                "name": entry.actor.name,
                "about": entry.about,
                "why": None if entry.why is None else to_json(entry.why),
                # Without it, who guesses the words could prove them by the digest after erasing.
                "salt": secrets.token_hex(SALT_BYTES),
            },
            ensure_ascii=False,
        )
        return {
            "id": number,
            "at": now,
            "deed": entry.deed.value,
            "actor_kind": entry.actor.kind.value,
            "actor_id": entry.actor.id,
            "subject_id": entry.subject,
            "digest": sha256(content.encode()).digest(),
            "content": self._keys.seal(content, PLACE),
        }
