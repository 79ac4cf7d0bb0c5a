"""What a report does: to the visit, to its case, to the promise, and what the resident is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.appointments.calendar import after_working_days
from services.catalogue import Catalogue
from services.desk import todos
from services.desk.todos import Queue
from services.notices import tell
from services.offices import promise
from services.progress import accept, finish, refuse
from services.storage import Work
from services.storage.cases import Case
from services.storage.visits import Visit, VisitState
from services.visits.matter import matter_of
from services.visits.questions import Outcome
from services.words import Words, from_json, words

# What was not settled at the door is gone on with by the next working day.
NEXT_STEP_DAYS = 1


@dataclass(frozen=True)
class Happened:
    """A report that counts: about which visit and case, what it says, and when it was written."""

    visit: Visit
    case: Case
    content: Mapping[str, Any]
    made_at: datetime
    catalogue: Catalogue


def carry_out(work: Work, what: Happened, now: datetime) -> None:
    """Change visit, case and promise, and tell the resident, in the caller's transaction."""
    _DOES[Outcome(what.content["outcome"])](work, what, now)


def _done(work: Work, what: Happened, now: datetime) -> None:
    finish(work, what.case, now, words("上门办好了。"))
    _over(work, what, now)


def _carried(work: Work, what: Happened, now: datetime) -> None:
    said = words("上门来过了，您的材料收好了，带回去接着办。")
    work.events.add(what.case.id, now, said)
    entry = matter_of(what.catalogue, what.case)
    if entry is not None:
        kept = promise(entry, now)
        work.cases.note_details(what.case, kept)
        accept(work, work.cases.by_id(what.case.id), now, from_json(kept["holder"]))
    else:
        tell(work, what.case, said, now)
    _next(work, what, now, VisitState.CARRIED, words("把收来的材料交到窗口"))


def _handed(work: Work, what: Happened, now: datetime) -> None:
    _say(work, what.case, words("您的材料已经交到窗口了。办好了会告诉您。"), now)
    _over(work, what, now)


def _again(work: Work, what: Happened, now: datetime) -> None:
    missing = what.content["missing"]
    _say(
        work,
        what.case,
        words("上门来过了，还缺一些东西：%(what)s 会再约时间上门。", what=missing),
        now,
    )
    _next(work, what, now, VisitState.AGAIN, words("再约一次上门。还缺：%(what)s", what=missing))


def _missed(work: Work, what: Happened, now: datetime) -> None:
    said = words(
        "我们 %(time)s来过您家，没有见到人。会联系您再约，您也可以打 12345。", time=what.made_at
    )
    _say(work, what.case, said, now)
    _next(work, what, now, VisitState.MISSED, words("联系居民，再约一次上门"))


def _declined(work: Work, what: Happened, now: datetime) -> None:
    refuse(work, what.case, now, words("您说不办了。以后想办，可以再约。"))
    _over(work, what, now)


_DOES: Mapping[Outcome, Callable[[Work, Happened, datetime], None]] = {
    Outcome.DONE: _done,
    Outcome.CARRIED: _carried,
    Outcome.HANDED: _handed,
    Outcome.AGAIN: _again,
    Outcome.MISSED: _missed,
    Outcome.DECLINED: _declined,
}


def _over(work: Work, what: Happened, now: datetime) -> None:
    work.visits.change(what.visit.id, VisitState.OVER)
    todos.settle(work, Queue.VISITS, what.case.reference, now)


def _next(work: Work, what: Happened, now: datetime, state: VisitState, step: Words) -> None:
    work.visits.change(what.visit.id, state)
    due = after_working_days(todos.today(now), NEXT_STEP_DAYS)
    case = what.case
    todos.put(work, Queue.VISITS, case.reference, step, due, now, case.person_id)


def _say(work: Work, case: Case, said: Words, now: datetime) -> None:
    work.events.add(case.id, now, said)
    tell(work, case, said, now)
