"""The queues as clerks work through them: a page of rows, one taken on, all of them on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.clock import Clock
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Counts, Queue, Spot, Todo
from services.staff.accounts import Clerk
from services.staff.roles import Permission
from services.storage import Database
from services.storage.todos import Chosen
from services.storage.trail import TrailEntry


@dataclass(frozen=True)
class Listed:
    """A page of a queue. ``services`` names the service of each row that is about a case."""

    rows: Sequence[Todo]
    before: Spot | None
    after: Spot | None
    counts: Counts
    services: Mapping[str, str]
    today: date


class QueueDesk:
    """Where the rows of queues are found and taken on."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def page(
        self,
        queue: Queue,
        size: int,
        mine: Clerk | None = None,
        *,
        after: Spot | None = None,
        before: Spot | None = None,
    ) -> Listed:
        """``size`` rows at most, overdue ones first; only those of ``mine``, if one is named."""
        now = self._clock.now()
        chosen = Chosen(clerk_id=mine.id if mine else None)
        with self._db.read() as work:
            found = todos.page(work, queue, size, chosen, after=after, before=before)
            return Listed(
                found.rows,
                found.before,
                found.after,
                todos.counts(work, queue, now),
                work.cases.services_of([thing_of(row) for row in found.rows]),
                todos.today(now),
            )

    def taken_by(
        self, clerk: Clerk, queues: Sequence[Queue], most: int
    ) -> tuple[list[Todo], Mapping[str, str]]:
        """What a clerk has taken on in these queues, the most urgent first; their services."""
        with self._db.read() as work:
            chosen = Chosen(clerk_id=clerk.id)
            found = [row for queue in queues for row in todos.page(work, queue, most, chosen).rows]
            rows = sorted(found, key=lambda row: row.due or date.max)[:most]
            return rows, work.cases.services_of([thing_of(row) for row in rows])

    def today(self) -> date:
        """The day in the district."""
        return todos.today(self._clock.now())

    def counts(self, queues: Sequence[Queue]) -> dict[Queue, Counts]:
        """How long each of these queues is."""
        now = self._clock.now()
        with self._db.read() as work:
            return {queue: todos.counts(work, queue, now) for queue in queues}

    def take(self, queue: Queue, todo_id: int, clerk: Clerk) -> bool:
        """This clerk does it; False if somebody else does, or it is not there any more."""
        with self._db.write() as work:
            todo = work.todos.by_id(todo_id)
            if todo is None or todo.queue is not queue:
                return False
            took = todos.take(work, todo.id, clerk.actor)
            if took:
                line = TrailEntry(clerk.actor, Deed.TODO_TAKEN, todo.subject, todo.about)
                work.trail.add(line, self._clock.now())
            return took

    def give_back(self, queue: Queue, todo_id: int, clerk: Clerk) -> bool:
        """Anybody may take it again; False if this clerk did not have it.

        Who answers for all promises may free what somebody else has: a colleague who is ill.
        """
        with self._db.write() as work:
            todo = work.todos.by_id(todo_id)
            if todo is None or todo.queue is not queue:
                return False
            gave = (
                work.todos.free(todo.id)
                if clerk.may(Permission.OVERSEE)
                else todos.give_back(work, todo.id, clerk.actor)
            )
            if gave:
                line = TrailEntry(clerk.actor, Deed.TODO_GIVEN_BACK, todo.subject, todo.about)
                work.trail.add(line, self._clock.now())
            return gave

    def everything(self, queue: Queue, clerk: Clerk) -> Iterator[tuple[Todo, str]]:
        """Each row of a queue with the service it is about (or ""); the export is written down."""
        with self._db.write() as work:
            line = TrailEntry(clerk.actor, Deed.QUEUE_EXPORTED, None, queue.value)
            work.trail.add(line, self._clock.now())
        with self._db.read() as work:
            for rows in work.todos.batches(queue):
                services = work.cases.services_of([thing_of(row) for row in rows])
                yield from ((row, services.get(thing_of(row), "")) for row in rows)


def thing_of(todo: Todo) -> str:
    """What a row is about, also where it stands among the missed ones."""
    return todo.about.rpartition(":")[2]
