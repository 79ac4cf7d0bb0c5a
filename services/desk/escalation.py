"""Promises not kept in time: their supervisor gets them, and the resident hears it from us."""

from __future__ import annotations

from datetime import date, datetime

from services.actors import SYSTEM
from services.appointments.calendar import after_working_days
from services.cases import read_reference
from services.clock import Clock
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import QUEUES, Queue, Todo
from services.notices import notify, tell
from services.people import People
from services.storage import Database, Work
from services.storage.trail import TrailEntry
from services.words import Words, words

# A supervisor has until the end of the next working day: as long as a bad opinion may wait for
# its call (policy facts 4.2, P12).
ANSWER_WITHIN = 1
_AT_ONCE = 50


class Escalation:
    """Looks for promises whose day is over; for the worker."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def run(self) -> int:
        """Hand each of them over once; how many. Raises StorageUnavailable."""
        found = 0
        while some := self._some():
            found += some
        return found

    def _some(self) -> int:
        # A transaction for a few: pages are written between two of them.
        with self._db.write() as work:
            now = self._clock.now()
            late = work.todos.late(todos.today(now), _AT_ONCE)
            for todo in late:
                _hand_over(work, todo, now)
            return len(late)


def _hand_over(work: Work, todo: Todo, now: datetime) -> None:
    assert todo.due is not None  # what may wait is never late
    answer_by = after_working_days(todos.today(now), ANSWER_WITHIN)
    what = words(
        "“%(queue)s”里说好 %(due)s办的，没有办。请找人办，给居民一个说法",
        queue=QUEUES[todo.queue].title,
        due=todo.due,
    )
    name = todos.missed_name(todo.queue, todo.about)
    todos.put(work, Queue.MISSED, name, what, answer_by, now, todo.subject)
    work.todos.escalated(todo.id, now)
    work.trail.add(TrailEntry(SYSTEM, Deed.PROMISE_MISSED, todo.subject, todo.about), now)
    _tell(work, todo, _sorry(todo.due, answer_by), now)


def _sorry(due: date, answer_by: date) -> Words:
    return words(
        "对不起：说好 %(due)s以前给您办的事，我们没有按时办。"
        "主管已经知道了，%(answer)s以前给您一个说法。",
        due=due,
        answer=answer_by,
    )


def _tell(work: Work, todo: Todo, said: Words, now: datetime) -> None:
    """In the case where it is about one, else to the person it was promised to."""
    reference = read_reference(todo.about)
    case = None if reference is None else work.cases.by_reference(reference)
    if case is not None:
        work.events.add(case.id, now, said)
        tell(work, case, said, now)
    elif todo.subject is not None:
        notify(work, People.owner_key(todo.subject), todo.subject, None, said, now)
