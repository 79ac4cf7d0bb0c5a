"""What an office does to a case: each step changes it, writes its timeline and tells its owner.

Each also says in the desk's ledger what comes next, or that the promise is kept. Each works in
the caller's transaction; what a case is no longer open for changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.appointments.calendar import after_working_days, working_days_after
from services.desk import todos
from services.desk.todos import Queue
from services.notices import tell
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.deliveries import Direction
from services.storage.outbox import Task
from services.words import Words, from_json, to_json, words

# Every application can be taken back this long, in every view.
UNDO = timedelta(minutes=10)
# How far an open case is, in its note: sent when empty.
ACCEPTED, MORE = "accepted", "more"
# In a case's details: the day since which it waits for the resident.
WAITS_SINCE = "waits_since"


@dataclass(frozen=True)
class Standing:
    """What happens next with a case, who has it, and by which day."""

    next: Words | None = None
    holder: Words | None = None
    due: date | None = None


def accept(work: Work, case: Case, now: datetime, holder: Words) -> None:
    """The office has it. One that was decided at once is only carried out there."""
    if case.state is CaseState.OPEN:
        work.cases.change(case.id, CaseState.OPEN, now, ACCEPTED)
        work.cases.note_details(case, {"holder": to_json(holder)})
        _say(work, case, words("%(holder)s收到了，正在办。", holder=holder), now)
        _promise(work, case, now, words("看材料，做决定"), due_of(case))
    elif case.state is CaseState.DONE:
        _say(work, case, words("%(holder)s收到了，会照结果去办。", holder=holder), now)
        _promise(work, case, now, words("照批下来的结果去办"), due_of(case))


def wait_for_clerk(work: Work, case: Case, now: datetime) -> None:
    """No machine of an office takes it: somebody at the desk does."""
    if case.state in (CaseState.OPEN, CaseState.DONE):
        _promise(work, case, now, words("收下来，告诉居民收到了"), due_of(case))


def ask_for_more(work: Work, case: Case, now: datetime, what: Words | str) -> None:
    """Something is missing, all of it said at once (一次性告知). The office's days stop."""
    if case.state is CaseState.OPEN:
        work.cases.change(case.id, CaseState.OPEN, now, MORE)
        work.cases.note_details(case, {WAITS_SINCE: todos.today(now).isoformat()})
        _say(work, case, words("还缺一些东西：%(what)s", what=what), now)
        _promise(work, case, now, words("等居民把缺的东西补上"), None)


def supplied(work: Work, case: Case, now: datetime) -> None:
    """What was missing has come; the days that the office waited are not counted."""
    if case.state is not CaseState.OPEN or case.note != MORE:
        return
    today, due = todos.today(now), due_of(case)
    if due is not None:
        since = date.fromisoformat(case.details.get(WAITS_SINCE, today.isoformat()))
        due = after_working_days(due, working_days_after(since, today))
        work.cases.note_details(case, {"due": due.isoformat()})
    work.cases.change(case.id, CaseState.OPEN, now, ACCEPTED)
    _say(work, case, words("您补的东西收到了，接着办。"), now)
    _promise(work, case, now, words("看材料，做决定"), due)


def finish(work: Work, case: Case, now: datetime, said: Words | None = None) -> None:
    """It is done; a result that was to be sent home is handed to the carrier."""
    if case.state is not CaseState.OPEN:
        return
    work.cases.change(case.id, CaseState.DONE, now)
    _say(work, case, said or words("办好了。"), now)
    todos.settle(work, Queue.CASES, case.reference, now)
    if any(parcel.direction is Direction.BRING for parcel in work.deliveries.of(case.id)):
        work.outbox.add(Task.PARCEL, parcel_key(case, Direction.BRING), now)


def carried_out(work: Work, case: Case, now: datetime) -> None:
    """What was decided at once, when it was sent, has been done."""
    if case.state is CaseState.DONE and todos.settle(work, Queue.CASES, case.reference, now):
        _say(work, case, words("照批下来的结果办好了。"), now)


def refuse(work: Work, case: Case, now: datetime, reason: Words | str) -> None:
    """It can't be done, and why."""
    if case.state is CaseState.OPEN:
        work.cases.change(case.id, CaseState.CLOSED, now)
        _say(work, case, words("这一次没有办成。原因：%(reason)s", reason=reason), now)
        todos.settle(work, Queue.CASES, case.reference, now)


def due_of(case: Case) -> date | None:
    """By which day an answer was promised."""
    return date.fromisoformat(case.details["due"]) if "due" in case.details else None


def standing(case: Case, now: datetime) -> Standing:
    """How an application stands; empty once it is over, or when no office has to do with it."""
    kept = case.details.get("holder")
    if kept is None or case.state is not CaseState.OPEN:
        return Standing()
    holder = from_json(kept)
    due = due_of(case)
    if case.note == MORE:
        # The days do not count while the office waits for the resident.
        return Standing(
            words("请把缺的东西补上。下面写着缺什么，也可以打 12345 请人帮忙。"), holder
        )
    if case.note == ACCEPTED:
        return Standing(words("%(holder)s正在办。办好了会告诉您。", holder=holder), holder, due)
    handed = case.opened_at + UNDO
    if now < handed:
        said = words("%(time)s以后，这件事会交给%(holder)s。", time=handed, holder=holder)
        return Standing(said, holder, due)
    return Standing(words("%(holder)s会来看这件事。", holder=holder), holder, due)


def parcel_key(case: Case, direction: Direction) -> str:
    """What a parcel is called in the outbox and at the carrier's."""
    return f"{case.reference}-{direction.value}"


def _promise(work: Work, case: Case, now: datetime, what: Words, due: date | None) -> None:
    todos.put(work, Queue.CASES, case.reference, what, due, now, case.person_id)


def _say(work: Work, case: Case, said: Words, now: datetime) -> None:
    work.events.add(case.id, now, said)
    tell(work, case, said, now)
