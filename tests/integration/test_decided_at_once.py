"""Two clerks decide one case at the same moment: one does, the other is told."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

from services.applications import WHOSE
from services.cases import open_case
from services.clock import FixedClock
from services.desk.casework import CaseWork, Move, MoveRefused, version_of
from services.journey import Applicant, Submission
from services.progress import accept
from services.staff.accounts import Clerk
from services.staff.roles import Role
from services.storage import Database
from services.storage.cases import Case, CaseState
from services.words import to_json, words
from tests.site import NOW

OFFICE = words("街道的照护工作人员")
REVIEWERS = [
    Clerk(number, name, f"300{number}", frozenset({Role.REVIEWER}))
    for number, name in ((1, "李红"), (2, "赵军"))
]


def open_at_desk(database: Database) -> Case:
    """A case that the office has accepted."""
    details: dict[str, Any] = {"holder": to_json(OFFICE), "answers": [], WHOSE: None}
    sent = Submission("once", Applicant(b"o" * 32), "standard", "zh-Hans")
    with database.write() as work:
        case = open_case(work, NOW, "S", "day-care", sent, CaseState.OPEN, details)
        accept(work, case, NOW, OFFICE)
        return work.cases.by_id(case.id)


def test_one_of_two_decides_and_the_other_hears_of_it(database: Database) -> None:
    case = open_at_desk(database)
    desk = CaseWork(database, FixedClock(NOW + timedelta(minutes=1)))
    told: list[str] = []
    ready = Barrier(len(REVIEWERS))

    def decide(clerk: Clerk, move: Move) -> None:
        ready.wait()
        try:
            desk.take(case.reference, clerk, move, version_of(case), "写明了。")
        except MoveRefused as refused:
            told.append(f"{refused.words.values}")

    moves = zip(REVIEWERS, (Move.FINISH, Move.REFUSE), strict=True)
    both = [Thread(target=decide, args=each) for each in moves]
    for each in both:
        each.start()
    for each in both:
        each.join()
    with database.read() as work:
        lines = work.events.of(case.id)
        state = work.cases.by_id(case.id).state
    assert len(lines) == 2, "accepted, and decided once"
    assert state in (CaseState.DONE, CaseState.CLOSED)
    (reason,) = told
    first = REVIEWERS[0 if state is CaseState.DONE else 1]
    assert first.label in reason
