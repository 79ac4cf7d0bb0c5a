"""Takes reports of visits, also those written without a network: each once, none lost.

The conflict rule is RULE: what arrives first counts, what does not fit waits for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.appointments.calendar import after_working_days
from services.catalogue import Catalogue
from services.deeds import Deed
from services.desk import todos
from services.desk.casework import is_own
from services.desk.todos import Queue
from services.journey import SubmissionRefused
from services.staff.accounts import Clerk
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.trail import TrailEntry
from services.storage.visits import NewReport, Report, ReportState, Visit, VisitState
from services.visits.outcomes import NEXT_STEP_DAYS, Happened, carry_out
from services.words import Words, words

RULE = words(
    "同一次上门有两份记录，先交到的算数。后交到的，要是说的一样，就记在一起；"
    "要是对不上，不会丢，放在这一次上门的下面，由人来定用不用。同一份交两次，只算一次。"
)
SAID: Mapping[ReportState, Words] = {
    ReportState.COUNTS: words("记下了，已经告诉居民。"),
    ReportState.AGREES: words("记下了，和先交到的一份说的一样。"),
    ReportState.WAITS: words("收下了，但是和现在的情况对不上，等人来定用不用。"),
    ReportState.DROPPED: words("这一份以前交过，定了不用。"),
}
LIVE = (VisitState.PLANNED, VisitState.CARRIED, VisitState.AGAIN, VisitState.MISSED)
_UNLIKE = ".two"


@dataclass(frozen=True)
class Written:
    """What a visitor has written: ``once`` names the writing, ``seen`` the version it was made on.

    ``made_at`` is by the visitor's own machine; ``content`` are the answers to the REPORT.
    """

    once: str
    seen: int
    made_at: datetime
    content: Mapping[str, Any]


def take_report(
    work: Work, visit_id: int, written: Written, clerk: Clerk, catalogue: Catalogue, now: datetime
) -> ReportState:
    """Keep a report in the caller's transaction and act on it if it counts.

    The same one again changes nothing. Raises LookupError for a visit that is not there, and
    SubmissionRefused for the clerk's own.
    """
    mark = sha256(f"{visit_id}\0{written.once}".encode()).digest()
    visit = work.visits.held(visit_id)
    if visit is None:
        raise LookupError("no such visit")
    before = work.visits.report_once(mark)
    if before is not None:
        return before.state
    case = work.cases.held(visit.case_id)
    refuse_own(work, case, clerk)
    state = _judged(work, visit, case, written, clerk)
    # A machine whose clock runs ahead has not been there before now.
    made_at = min(written.made_at, now)
    content = {**written.content, "by": clerk.label}
    work.visits.keep_report(
        NewReport(visit.id, mark, written.seen, clerk.id, made_at, state, content), now
    )
    note_deed(work, Deed.VISIT_REPORTED, case, clerk, now)
    if state is ReportState.COUNTS:
        carry_out(work, Happened(visit, case, content, made_at, catalogue), now)
    if state is ReportState.WAITS:
        due = after_working_days(todos.today(now), NEXT_STEP_DAYS)
        step = words("两份上门记录对不上，看一看用哪一份")
        todos.put(work, Queue.VISITS, case.reference + _UNLIKE, step, due, now)
    return state


def decide(
    work: Work, report: Report, use: bool, clerk: Clerk, catalogue: Catalogue, now: datetime
) -> None:
    """Somebody has looked at a report that waits. Raises SubmissionRefused when it is too late."""
    visit = work.visits.held(report.visit_id)
    assert visit is not None  # reports hang on it
    case = work.cases.held(visit.case_id)
    refuse_own(work, case, clerk)
    if use and not _is_live(visit, case):
        raise SubmissionRefused(
            words("这件事已经结束了，不能再用这一份。请点“不用这一份”，写的内容还会留着。")
        )
    state = ReportState.COUNTS if use else ReportState.DROPPED
    if not work.visits.settle_report(report.id, state):
        raise SubmissionRefused(words("这一份刚刚有人定过了。请再看一遍。"))
    note_deed(work, Deed.VISIT_REPORTED, case, clerk, now)
    if use:
        carry_out(work, Happened(visit, case, report.content, report.made_at, catalogue), now)
    if not any(one.state is ReportState.WAITS for one in work.visits.reports([visit.id])):
        todos.settle(work, Queue.VISITS, case.reference + _UNLIKE, now)


def reference_of(about: str) -> str:
    """The case that a promise in the queue of visits is about."""
    return about.removesuffix(_UNLIKE)


def note_deed(work: Work, deed: Deed, case: Case, clerk: Clerk, now: datetime) -> None:
    """A line in the trail about a visit of this case."""
    work.trail.add(TrailEntry(clerk.actor, deed, case.person_id, case.reference, _WHY), now)


def refuse_own(work: Work, case: Case, clerk: Clerk) -> None:
    """Raises SubmissionRefused where the visit is to the clerk's own home."""
    if is_own(work, case, clerk):
        raise SubmissionRefused(words("这是您自己的事，要请别的同事去。"))


_WHY = words("您约了上门")


def _is_live(visit: Visit, case: Case) -> bool:
    return visit.state in LIVE and case.state is CaseState.OPEN


def _judged(work: Work, visit: Visit, case: Case, written: Written, clerk: Clerk) -> ReportState:
    held = work.todos.find(Queue.VISITS, case.reference)
    mine = held is not None and held.clerk_id == clerk.id
    if mine and _is_live(visit, case) and written.seen == visit.version:
        return ReportState.COUNTS
    counted = [r for r in work.visits.reports([visit.id]) if r.state is ReportState.COUNTS]
    if counted and _same(counted[-1].content, written.content):
        return ReportState.AGREES
    return ReportState.WAITS


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in ("outcome", "missing"))
