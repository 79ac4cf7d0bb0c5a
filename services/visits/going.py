"""Who goes to a door, and when: taken on by one visitor, agreed anew, and told to the resident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Queue
from services.journey import Answers, SubmissionRefused
from services.notices import tell
from services.staff.accounts import Clerk
from services.storage import Work
from services.storage.cases import Case
from services.storage.visits import Visit, VisitState
from services.visits.planning import hours_of, promise_going, when
from services.visits.reports import LIVE, note_deed, refuse_own
from services.words import Words, words

_CHANGED = words("这一家刚刚有了变化。请再看一遍。")


@dataclass(frozen=True)
class Going:
    """A visit as a clerk has just seen it, and the clerk who does something about it."""

    visit: Visit
    case: Case
    clerk: Clerk
    now: datetime


def take_on(work: Work, going: Going, had: int | None, mine: Sequence[Visit]) -> None:
    """The clerk goes there, in the place of ``had``; ``mine`` are their other visits that day.

    Raises SubmissionRefused when somebody was quicker, for two promised hours that meet, and for
    the clerk's own visit.
    """
    clerk, case, now = going.clerk, going.case, going.now
    todo = work.todos.find(Queue.VISITS, case.reference)
    if todo is None or todo.clerk_id != had:
        raise SubmissionRefused(_CHANGED)
    refuse_own(work, case, clerk)
    _refuse_meeting(going.visit, mine)
    if had is not None:
        work.todos.give_back(todo.id, had)
    todos.take(work, todo.id, clerk.actor)
    note_deed(work, Deed.VISIT_TAKEN, case, clerk, now)
    said = words(
        "上门的人定了：%(who)s，%(when)s。来了先看工作证，再开门。",
        who=clerk.label,
        when=when(going.visit),
    )
    _say(work, case, said, now)


def agree_anew(work: Work, going: Going, answers: Answers) -> None:
    """Another day was agreed with the resident. Raises SubmissionRefused when it has changed."""
    starts_at, ends_at = hours_of(date.fromisoformat(answers["day"]), answers["part-of-day"])
    seen, case, now = going.visit, going.case, going.now
    todo = work.todos.find(Queue.VISITS, case.reference)
    if todo is None or todo.clerk_id != going.clerk.id:
        raise SubmissionRefused(words("先接下这一家，再改时间。"))
    visit = work.visits.held(seen.id)
    if visit is None or visit.state not in LIVE or visit.version != seen.version:
        raise SubmissionRefused(_CHANGED)
    work.visits.move(visit.id, starts_at, ends_at)
    moved = work.visits.held(visit.id)
    assert moved is not None  # it was there a moment ago
    promise_going(work, case, when(moved), starts_at, now)
    note_deed(work, Deed.VISIT_MOVED, case, going.clerk, now)
    _say(work, case, words("上门重新约好了：%(when)s。来不了请打 12345。", when=when(moved)), now)


def _refuse_meeting(visit: Visit, mine: Sequence[Visit]) -> None:
    for other in mine:
        meet = visit.starts_at < other.ends_at and other.starts_at < visit.ends_at
        both = visit.exact and other.exact and other.state is VisitState.PLANNED
        if meet and both and other.id != visit.id:
            raise SubmissionRefused(
                words("%(when)s您已经接了一家，一个人去不了两家。", when=when(other))
            )


def _say(work: Work, case: Case, said: Words, now: datetime) -> None:
    work.events.add(case.id, now, said)
    tell(work, case, said, now)
