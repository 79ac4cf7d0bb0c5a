"""The outbox: what must still be told to the outside world, claimed by one worker at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    func,
    insert,
    or_,
    select,
    update,
)

from services.storage.base import id_column, metadata, utc_column
from services.storage.crypto import Keyring


class Task(StrEnum):
    """What is to be done about an order, a case, a notice, a parcel, a letter or a reading."""

    POST = "post"  # enter the payment at the utility
    REFUND = "refund"  # give the money back
    NOTIFY = "notify"  # the demo cashier's own message
    HAND_OVER = "hand-over"  # an application to its office
    TELL = "tell"  # a text message about a notice
    PARCEL = "parcel"  # call the carrier, and follow a parcel until it has arrived
    LETTER = "letter"  # what goes to somebody by post, gathered for a day
    SAY_AGAIN = "say-again"  # the audio of a sentence whose reading was corrected


class OutboxState(StrEnum):
    """A row is never deleted."""

    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class OutboxRow:
    """One thing to do; `attempts` counts this one too once it is claimed.

    `order_key` names what it is about: an order, a case's reference, a notice, a parcel, the
    letters of a day, a report of a wrong reading.
    """

    id: int
    task: Task
    order_key: str
    due_at: datetime
    attempts: int


_outbox = Table(
    "outbox",
    metadata,
    id_column(),
    Column("task", String(12), nullable=False),
    Column("order_key", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    utc_column("due_at"),
    utc_column("claimed_until", nullable=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("last_error", String(60), nullable=False, default=""),
    Index("uq_outbox_task_order", "task", "order_key", unique=True),
    Index("ix_outbox_state_due", "state", "due_at"),
)


class OutboxRecords:
    """Outbox rows in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn

    def add(self, task: Task, order_key: str, due_at: datetime) -> None:
        """Remember to do this; asked twice for the same order, it is still done once."""
        known = select(_outbox.c.id).where(
            _outbox.c.task == task.value, _outbox.c.order_key == order_key
        )
        if self._conn.execute(known).first() is None:
            row = {
                "task": task.value,
                "order_key": order_key,
                "state": OutboxState.WAITING.value,
                "due_at": due_at,
            }
            self._conn.execute(insert(_outbox).values(row))

    def add_new(self, task: Task, order_keys: Iterable[str], due_at: datetime) -> None:
        """Remember to do each of these, which were never asked for before."""
        state = OutboxState.WAITING.value
        rows = [
            {"task": task.value, "order_key": key, "state": state, "due_at": due_at}
            for key in order_keys
        ]
        if rows:
            self._conn.execute(insert(_outbox), rows)

    def claim_due(self, now: datetime, until: datetime, limit: int) -> list[OutboxRow]:
        """Take due rows for this worker until a moment; other workers leave them alone so long."""
        free = or_(_outbox.c.claimed_until.is_(None), _outbox.c.claimed_until <= now)
        due = (
            select(_outbox)
            .where(_outbox.c.state == OutboxState.WAITING.value, _outbox.c.due_at <= now, free)
            .order_by(_outbox.c.due_at, _outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = [
            OutboxRow(row.id, Task(row.task), row.order_key, row.due_at, row.attempts + 1)
            for row in self._conn.execute(due)
        ]
        if rows:
            self._conn.execute(
                update(_outbox)
                .where(_outbox.c.id.in_([row.id for row in rows]))
                .values(claimed_until=until, attempts=_outbox.c.attempts + 1)
            )
        return rows

    def done(self, row_id: int) -> bool:
        """It was done; False if another worker said so before."""
        row = (_outbox.c.id == row_id) & (_outbox.c.state == OutboxState.WAITING.value)
        result = self._conn.execute(update(_outbox).where(row).values(state=OutboxState.DONE.value))
        return result.rowcount == 1

    def put_off(self, row_id: int, due_at: datetime, error: str) -> None:
        """It could not be done now: again at `due_at`. `error` is a kind of error, no data."""
        self._conn.execute(
            update(_outbox)
            .where(_outbox.c.id == row_id, _outbox.c.state == OutboxState.WAITING.value)
            .values(due_at=due_at, claimed_until=None, last_error=error[:60])
        )

    def cancel(self, task: Task, order_key: str) -> bool:
        """Do it not after all; False if a worker has begun with it or it is over."""
        result = self._conn.execute(
            update(_outbox)
            .where(
                _outbox.c.task == task.value,
                _outbox.c.order_key == order_key,
                _outbox.c.state == OutboxState.WAITING.value,
                _outbox.c.attempts == 0,
            )
            .values(state=OutboxState.CANCELLED.value)
        )
        return result.rowcount == 1

    def state_of(self, task: Task, order_key: str) -> OutboxState | None:
        """How far this is, or None if it was never asked for."""
        query = select(_outbox.c.state).where(
            _outbox.c.task == task.value, _outbox.c.order_key == order_key
        )
        state = self._conn.execute(query).scalar()
        return None if state is None else OutboxState(state)

    def waiting(self) -> int:
        """How many rows are still to be done, due or not."""
        waiting = _outbox.c.state == OutboxState.WAITING.value
        query = select(func.count()).select_from(_outbox).where(waiting)
        return self._conn.execute(query).scalar_one()
