"""One ledger for every promise the desk makes: the next step, who takes it, and by which day.

Each function works in the caller's transaction, so that a promise stands or falls with what it
is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services.actors import Actor
from services.cases import DISTRICT_TIME
from services.staff.roles import Permission
from services.storage import Work
from services.storage.todos import Chosen, Promise, Queue, Spot, Todo, spot_of
from services.words import Words, words

__all__ = [
    "QUEUES", "Counts", "Queue", "QueuePage", "Spot", "Todo", "counts", "give_back", "is_overdue",
    "page", "put", "settle", "take",
]  # fmt: skip

# More are not counted: nobody needs to know whether it is 1,000 or 40,000.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class QueueKind:
    """A queue's name, what is in it, and what somebody must be allowed to see it."""

    title: Words
    about: Words
    permission: Permission

    @property
    def named(self) -> tuple[Words, Words]:
        """Both, as the desk's front page shows them."""
        return self.title, self.about


QUEUES: Mapping[Queue, QueueKind] = {
    Queue.CASES: QueueKind(
        words("等着办的事"), words("居民交来的，等人看、等人定"), Permission.CASES_SEE
    ),
    Queue.CALLS: QueueKind(words("求助的单子"), words("叫了帮忙、还没有办完的"), Permission.CALLS),
    Queue.VISITS: QueueKind(words("上门的单子"), words("说好上门去办的"), Permission.VISITS),
    Queue.RATINGS: QueueKind(
        words("不满意的评价"), words("要打电话、要改好的"), Permission.RATINGS
    ),
    Queue.BOARD: QueueKind(
        words("留言的单子"), words("要回答的问题和建议"), Permission.BOARD_ANSWER
    ),
    Queue.GRANTS: QueueKind(
        words("授权的单子"), words("请人帮忙的约定，等人见证"), Permission.GRANTS
    ),
    Queue.MISSED: QueueKind(
        words("过了日子的"), words("说好的日子过了，要给居民说法"), Permission.OVERSEE
    ),
}


@dataclass(frozen=True)
class Counts:
    """How many rows are open, and how many of them overdue: MOST_COUNTED at most."""

    open: int
    overdue: int


@dataclass(frozen=True)
class QueuePage:
    """Some rows of a queue, and where the rows before and after them are, if there are any."""

    rows: list[Todo]
    before: Spot | None
    after: Spot | None


def put(
    work: Work,
    queue: Queue,
    about: str,
    next: Words,
    due: date | None,
    now: datetime,
    subject: int | None = None,
) -> None:
    """Promise a next step about a thing by a day; it takes the place of the one before.

    ``about`` has 64 signs at most; ``subject`` is the person it is for, who is told when the
    day goes by. Whoever took the thing on keeps it.
    """
    work.todos.put(Promise(queue, about, next, due, subject), now)


def settle(work: Work, queue: Queue, about: str, now: datetime) -> bool:
    """The promise is kept; False if there was none. What was said of its lateness ends, too."""
    work.todos.settle(Queue.MISSED, missed_name(queue, about), now)
    return work.todos.settle(queue, about, now)


def take(work: Work, todo_id: int, clerk: Actor) -> bool:
    """This clerk does it; False if somebody else does, or it is settled."""
    assert clerk.id is not None  # every clerk has an account
    return work.todos.take(todo_id, clerk.id, clerk.name)


def give_back(work: Work, todo_id: int, clerk: Actor) -> bool:
    """Another may do it; False if this clerk did not have it."""
    assert clerk.id is not None  # every clerk has an account
    return work.todos.give_back(todo_id, clerk.id)


def page(
    work: Work,
    queue: Queue,
    size: int,
    chosen: Chosen,
    *,
    after: Spot | None = None,
    before: Spot | None = None,
) -> QueuePage:
    """``size`` rows at most, overdue ones first: from the start, or next to a spot."""
    found = work.todos.page(queue, size + 1, chosen, after, before)
    more = len(found) > size
    if before is not None:
        rows = found[-size:]
        return QueuePage(rows, _first(rows) if more else None, _last(rows))
    rows = found[:size]
    earlier = _first(rows) if after is not None else None
    return QueuePage(rows, earlier, _last(rows) if more else None)


def counts(work: Work, queue: Queue, now: datetime) -> Counts:
    """How long a queue is."""
    late = Chosen(due_before=today(now))
    return Counts(
        work.todos.count(queue, Chosen(), MOST_COUNTED),
        work.todos.count(queue, late, MOST_COUNTED),
    )


def is_overdue(todo: Todo, now: datetime) -> bool:
    """Whether the day by which it was promised is over."""
    return todo.due is not None and todo.due < today(now)


def today(now: datetime) -> date:
    """The district's day at a moment."""
    return now.astimezone(DISTRICT_TIME).date()


def missed_name(queue: Queue, about: str) -> str:
    """What a missed promise is called in the queue of those."""
    return f"{queue.value}:{about}"


def _first(rows: list[Todo]) -> Spot | None:
    return spot_of(rows[0]) if rows else None


def _last(rows: list[Todo]) -> Spot | None:
    return spot_of(rows[-1]) if rows else None
