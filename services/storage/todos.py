"""The desk's ledger of promises: what is to be done next, by whom, and by which day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    Index,
    Row,
    String,
    Table,
    func,
    select,
    tuple_,
    update,
)

from services.storage.base import id_column, insert_into, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.words import Words, from_json, to_json


class Queue(StrEnum):
    """The queues of the desk; each promise stands in one of them."""

    CASES = "cases"
    RATINGS = "ratings"
    BOARD = "board"
    VISITS = "visits"
    GRANTS = "grants"
    CALLS = "calls"
    MISSED = "missed"  # promises of the other queues that were not kept in time


@dataclass(frozen=True)
class Promise:
    """What is put into a queue.

    `about` names the thing, such as a case's reference; `subject` is the person (persons.id) it
    is for; without a `due` day it may wait.
    """

    queue: Queue
    about: str
    next: Words
    due: date | None
    subject: int | None = None


@dataclass(frozen=True)
class Todo:
    """A promise that is still to be kept. `clerk_id` and `holder` (a name) say who took it on."""

    id: int
    queue: Queue
    about: str
    next: Words
    due: date | None
    subject: int | None
    put_at: datetime
    clerk_id: int | None
    holder: str | None
    escalated_at: datetime | None


class Spot(NamedTuple):
    """A place between the rows of a queue: the row with this day and id."""

    due: date
    id: int


@dataclass(frozen=True)
class Chosen:
    """Which rows of a queue are wanted: all, those of one clerk, or those due before a day."""

    clerk_id: int | None = None
    due_before: date | None = None


# What may wait stands last. As a day and not as NULL, one comparison of (due, id) pages through.
SOME_DAY = date.max
_EXPORTED_AT_ONCE = 1_000

_todos = Table(
    "todos",
    metadata,
    id_column(),
    Column("queue", String(12), nullable=False),
    Column("about", String(80), nullable=False),
    Column("due", Date, nullable=False),
    Column("subject_id", BigInteger, nullable=True),
    Column("clerk_id", BigInteger, nullable=True),
    utc_column("put_at"),
    utc_column("escalated_at", nullable=True),
    utc_column("settled_at", nullable=True),
    private_column("next"),
    private_column("holder", nullable=True),
)
_open = _todos.c.settled_at.is_(None)
_late = _open & _todos.c.escalated_at.is_(None)
# What is settled is read no more: it must not slow down what is open.
Index(
    "uq_todos_open", _todos.c.queue, _todos.c.about,
    unique=True, sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip
Index(
    "ix_todos_open_due", _todos.c.queue, _todos.c.due, _todos.c.id,
    sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip
Index(
    "ix_todos_open_clerk", _todos.c.queue, _todos.c.clerk_id, _todos.c.due, _todos.c.id,
    sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip
Index(
    "ix_todos_late", _todos.c.due, _todos.c.id,
    sqlite_where=_late, postgresql_where=_late,
)  # fmt: skip
_NEXT, _HOLDER = "todos.next", "todos.holder"


class TodoRecords:
    """The todos table: one open row for each thing in each queue."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def put(self, promise: Promise, now: datetime) -> None:
        """Keep a promise; one that is open about the same thing becomes this one."""
        changed = {
            "due": promise.due or SOME_DAY,
            "subject_id": promise.subject,
            "escalated_at": None,
            "next": self._sealed(promise.next),
        }
        row = {**changed, "queue": promise.queue.value, "about": promise.about, "put_at": now}
        self._conn.execute(
            insert_into(self._conn, _todos)
            .values(row)
            .on_conflict_do_update(
                index_elements=["queue", "about"], index_where=_open, set_=changed
            )
        )

    def settle(self, queue: Queue, about: str, now: datetime) -> bool:
        """Close an open promise; False if there is none."""
        its = _open & (_todos.c.queue == queue.value) & (_todos.c.about == about)
        return self._conn.execute(update(_todos).where(its).values(settled_at=now)).rowcount == 1

    def find(self, queue: Queue, about: str) -> Todo | None:
        """Return the open promise about a thing."""
        its = _open & (_todos.c.queue == queue.value) & (_todos.c.about == about)
        return self._one(its)

    def by_id(self, todo_id: int) -> Todo | None:
        """Return the promise with this id while it is open."""
        return self._one(_open & (_todos.c.id == todo_id))

    def take(self, todo_id: int, clerk_id: int, name: str) -> bool:
        """Note who does it; False if somebody else does already, or it is settled."""
        free = _todos.c.clerk_id.is_(None) | (_todos.c.clerk_id == clerk_id)
        return self._hold(todo_id, free, clerk_id, self._keys.seal(name, _HOLDER))

    def give_back(self, todo_id: int, clerk_id: int) -> bool:
        """Have anybody take it again; False if it was not this clerk's."""
        return self._hold(todo_id, _todos.c.clerk_id == clerk_id, None, None)

    def free(self, todo_id: int) -> bool:
        """Have anybody take it again, whoever had it; False if nobody had."""
        return self._hold(todo_id, _todos.c.clerk_id.is_not(None), None, None)

    def page(
        self,
        queue: Queue,
        size: int,
        chosen: Chosen,
        after: Spot | None = None,
        before: Spot | None = None,
    ) -> list[Todo]:
        """Return rows next to a spot, or the first ones, by day: the most overdue first."""
        its = [_open, _todos.c.queue == queue.value, *_fits(chosen)]
        place = tuple_(_todos.c.due, _todos.c.id)
        order: list[ColumnElement[Any]] = [_todos.c.due, _todos.c.id]
        if after is not None:
            its.append(place > after)
        if before is not None:
            its.append(place < before)
            order = [_todos.c.due.desc(), _todos.c.id.desc()]
        query = select(_todos).where(*its).order_by(*order).limit(size)
        found = [self._todo(row) for row in self._conn.execute(query)]
        return found if before is None else found[::-1]

    def batches(self, queue: Queue) -> Iterator[list[Todo]]:
        """Return every open row of a queue in its order, some at a time."""
        last: Spot | None = None
        while rows := self.page(queue, _EXPORTED_AT_ONCE, Chosen(), after=last):
            yield rows
            last = spot_of(rows[-1])

    def count(self, queue: Queue, chosen: Chosen, most: int) -> int:
        """Count rows, up to `most`: what is more takes no longer."""
        its = select(_todos.c.id).where(_open, _todos.c.queue == queue.value, *_fits(chosen))
        some = its.limit(most).subquery()
        return self._conn.execute(select(func.count()).select_from(some)).scalar_one()

    def late(self, today: date, limit: int) -> list[Todo]:
        """Return promises not kept in time of which nobody was told yet, held for this worker."""
        query = (
            select(_todos)
            .where(_late, _todos.c.due < today, _todos.c.queue != Queue.MISSED.value)
            .order_by(_todos.c.due, _todos.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [self._todo(row) for row in self._conn.execute(query)]

    def escalated(self, todo_id: int, now: datetime) -> None:
        """Note that it was told."""
        its = _todos.c.id == todo_id
        self._conn.execute(update(_todos).where(its).values(escalated_at=now))

    def _hold(
        self, todo_id: int, free: ColumnElement[bool], clerk_id: int | None, name: bytes | None
    ) -> bool:
        its = _open & (_todos.c.id == todo_id) & free
        held = update(_todos).where(its).values(clerk_id=clerk_id, holder=name)
        return self._conn.execute(held).rowcount == 1

    def _sealed(self, said: Words) -> bytes:
        return self._keys.seal(json.dumps(to_json(said), ensure_ascii=False), _NEXT)

    def _one(self, its: ColumnElement[bool]) -> Todo | None:
        row = self._conn.execute(select(_todos).where(its)).first()
        return None if row is None else self._todo(row)

    def _todo(self, row: Row[Any]) -> Todo:
        said = from_json(json.loads(self._keys.open(row.next, _NEXT)))
        holder = None if row.holder is None else self._keys.open(row.holder, _HOLDER)
        due = None if row.due == SOME_DAY else row.due
        return Todo(
            row.id, Queue(row.queue), row.about, said, due, row.subject_id, row.put_at,
            row.clerk_id, holder, row.escalated_at,
        )  # fmt: skip


def spot_of(todo: Todo) -> Spot:
    """Where a row stands in its queue."""
    return Spot(todo.due or SOME_DAY, todo.id)


def _fits(chosen: Chosen) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if chosen.clerk_id is not None:
        fits.append(_todos.c.clerk_id == chosen.clerk_id)
    if chosen.due_before is not None:
        fits.append(_todos.c.due < chosen.due_before)
    return fits
