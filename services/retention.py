"""How long personal data are kept, and their end: by time, or because a person asks for it.

The chain of the trail stays whole: its words go, its lines stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.actors import SYSTEM
from services.clock import Clock
from services.deeds import Deed
from services.sessions import owner_key
from services.storage import Database, Work
from services.storage.cases import CaseState
from services.storage.erasure import erase_old_cases, erase_old_letters, erase_person
from services.storage.trail import TrailEntry

# 个人信息保护法, art. 56: records of how data were handled are kept for 3 years at least;
# 网络安全法, art. 21: logs for 6 months at least.
TRAIL_YEARS = 3
# 国家档案局令第 8 号: the shortest term of an office's files.
CASE_YEARS = 10
# Our own: by then a letter has been read or never will be (个人信息保护法, art. 19).
LETTER_YEARS = 2
TOGETHER = 200
# More than anybody has.
MOST_CASES = 10_000
# Nothing is erased under a case that somebody still works on.
_UNDONE = (CaseState.WAITING, CaseState.OPEN)


class StillOpen(Exception):
    """A person's data can't be erased yet: `count` of their cases are not over."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} cases are not over")
        self.count = count


@dataclass(frozen=True)
class Erased:
    """How many lines of the trail lost their words, how many letters and cases went."""

    lines: int
    letters: int
    cases: int


class Retention:
    """Erases what is due."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def sweep(self) -> Erased:
        """Erase what is older than its time; for the worker, once a night."""
        now = self._clock.now()
        with self._db.write() as work:
            lines = _erase_lines(work, _years_before(now, TRAIL_YEARS), now)
            letters = erase_old_letters(work, _years_before(now, LETTER_YEARS))
        cases = 0
        while True:
            with self._db.write() as work:
                some = erase_old_cases(work, _years_before(now, CASE_YEARS), TOGETHER)
            cases += some
            if some < TOGETHER:
                return Erased(lines, letters, cases)

    def forget(self, person_id: int) -> None:
        """Erase a person: nothing left tells who they were. Raises StillOpen, LookupError."""
        now = self._clock.now()
        owner = owner_key(person_id)
        with self._db.write() as work:
            if work.people.find(person_id) is None:
                raise LookupError("no such person")
            theirs = work.cases.of(owner, person_id, MOST_CASES)
            undone = sum(case.state in _UNDONE for case in theirs)
            if undone:
                raise StillOpen(undone)
            work.trail.add(TrailEntry(SYSTEM, Deed.PERSON_ERASED, person_id), now)
            # Its number must be above those of the lines that lose their words.
            work.finish()
            work.trail.erase(person_id=person_id)
            erase_person(work, person_id, owner)


def _erase_lines(work: Work, before: datetime, now: datetime) -> int:
    lines = work.trail.erase(before=before)
    if lines:
        work.trail.add(TrailEntry(SYSTEM, Deed.LINES_ERASED, about=before.isoformat()), now)
    return lines


def _years_before(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - years, day=28)
