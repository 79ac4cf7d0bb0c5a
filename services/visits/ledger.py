"""The ledger of home visits: the day's way, what is late, who goes, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.cases import DISTRICT_TIME
from services.catalogue import Catalogue, Entry
from services.clock import Clock
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Queue, Todo
from services.journey import Answers, Service, SubmissionRefused
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.cases import Case
from services.storage.todos import Chosen
from services.storage.visits import Report, ReportState, Visit, VisitState
from services.visits.form import Form, filled_form
from services.visits.going import Going, agree_anew, take_on
from services.visits.matter import matter_of
from services.visits.reports import LIVE, Written, decide, note_deed, reference_of, take_report
from services.visits.route import Stop, in_order
from services.words import words

# More than a district's visitors can walk in a day.
MOST_A_DAY = 200
MOST_LATE = 50


@dataclass(frozen=True)
class Row:
    """A visit with its case and the promise about it, None once it is over."""

    visit: Visit
    case: Case
    entry: Entry | None
    todo: Todo | None
    late: bool

    @property
    def address(self) -> str:
        """Where the resident lives, as they wrote it."""
        return str(self.case.details.get("given", {}).get("address", ""))

    def is_of(self, clerk: Clerk) -> bool:
        """Whether this clerk goes there: nobody else sees who lives where."""
        return self.todo is not None and self.todo.clerk_id == clerk.id


@dataclass(frozen=True)
class DayLedger:
    """The visits of a day in their order, and those of other days whose promise was not kept."""

    day: date
    route: Sequence[Row]
    late: Sequence[Row]


@dataclass(frozen=True)
class Sheet:
    """All that a visitor needs at one door."""

    row: Row
    form: Form
    reports: Sequence[Report]


class VisitDesk:
    """Where visitors find their way and write down what came of it."""

    def __init__(
        self, db: Database, clock: Clock, catalogue: Catalogue, services: Mapping[str, Service]
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._services = services

    @property
    def today(self) -> date:
        """The day in the district."""
        return todos.today(self._clock.now())

    def day(self, day: date, ward: str = "") -> DayLedger:
        """The ledger of a day, of one subdistrict or of all."""
        with self._db.read() as work:
            rows = self._of_day(work, day)
            late = self._late(work) if day == self.today else []
        here = [row for row in rows if ward in ("", row.visit.ward)]
        elsewhere = [row for row in late if row.visit.id not in {one.visit.id for one in rows}]
        return DayLedger(day, _in_order(here), elsewhere)

    def row(self, visit_id: int) -> Row | None:
        """One visit, without what only its visitor may see."""
        with self._db.read() as work:
            visit = work.visits.find(visit_id)
            return self._row(work, visit) if visit else None

    def row_about(self, about: str) -> Row | None:
        """The visit that a promise in the queue of visits is about."""
        with self._db.read() as work:
            case = work.cases.by_reference(reference_of(about))
            visit = work.visits.of_case(case.id) if case else None
            return self._row(work, visit) if visit else None

    def reports(self, visit_id: int) -> list[Report]:
        """What was written about a visit, the first first."""
        with self._db.read() as work:
            return work.visits.reports([visit_id])

    def sheet(self, row: Row, clerk: Clerk, deed: Deed = Deed.VISIT_SEEN) -> Sheet:
        """What its visitor needs; the look is written down. Raises SubmissionRefused for others."""
        return self._sheets([row], clerk, deed)[0]

    def mine(self, day: date, clerk: Clerk) -> list[Row]:
        """The doors this clerk has still to go to on a day, in their order."""
        with self._db.read() as work:
            rows = self._of_day(work, day)
        return _in_order([row for row in rows if row.is_of(clerk) and row.visit.state in LIVE])

    def bag(self, day: date, clerk: Clerk) -> list[Sheet]:
        """The same with all that is needed there; each is written down as taken along."""
        return self._sheets(self.mine(day, clerk), clerk, Deed.VISIT_PACKED)

    def take(self, row: Row, clerk: Clerk, had: int | None) -> None:
        """This clerk goes there, in the place of ``had`` if that one was to go.

        Raises SubmissionRefused when somebody was quicker, for two promised hours that meet, and
        for the clerk's own visit.
        """
        with self._db.write() as work:
            day = row.visit.starts_at.astimezone(DISTRICT_TIME).date()
            mine = [one.visit for one in self._of_day(work, day) if one.is_of(clerk)]
            take_on(work, Going(row.visit, row.case, clerk, self._clock.now()), had, mine)

    def give_back(self, row: Row, clerk: Clerk) -> None:
        """Somebody else may go."""
        if row.todo is not None:
            with self._db.write() as work:
                if todos.give_back(work, row.todo.id, clerk.actor):
                    now = self._clock.now()
                    note_deed(work, Deed.VISIT_GIVEN_BACK, row.case, clerk, now)

    def report(self, visit_id: int, written: Written, clerk: Clerk) -> ReportState:
        """Keep what came of a visit. Raises LookupError."""
        with self._db.write() as work:
            now = self._clock.now()
            return take_report(work, visit_id, written, clerk, self._catalogue, now)

    def decide(self, report: Report, use: bool, clerk: Clerk) -> None:
        """Use a report that waits, or not. Raises SubmissionRefused."""
        with self._db.write() as work:
            decide(work, report, use, clerk, self._catalogue, self._clock.now())

    def agree_anew(self, row: Row, answers: Answers, clerk: Clerk) -> None:
        """Another day was agreed with the resident. Raises SubmissionRefused once it is over."""
        with self._db.write() as work:
            agree_anew(work, Going(row.visit, row.case, clerk, self._clock.now()), answers)

    def waiting(self, rows: Sequence[Row]) -> set[int]:
        """Of these visits, those with a report that somebody has to decide about."""
        with self._db.read() as work:
            reports = work.visits.reports([row.visit.id for row in rows])
        return {one.visit_id for one in reports if one.state is ReportState.WAITS}

    def _of_day(self, work: Work, day: date) -> list[Row]:
        midnight = datetime.combine(day, time(), DISTRICT_TIME)
        visits = work.visits.between(midnight, midnight + timedelta(days=1), MOST_A_DAY)
        return [self._row(work, visit) for visit in visits]

    def _late(self, work: Work) -> list[Row]:
        found = work.todos.page(Queue.VISITS, MOST_LATE, Chosen(due_before=self.today))
        cases = [work.cases.by_reference(reference_of(todo.about)) for todo in found]
        visits = (work.visits.of_case(case.id) for case in cases if case is not None)
        return list({visit.id: self._row(work, visit) for visit in visits if visit}.values())

    def _row(self, work: Work, visit: Visit) -> Row:
        case = work.cases.by_id(visit.case_id)
        todo = work.todos.find(Queue.VISITS, case.reference)
        now = self._clock.now()
        passed = visit.state is VisitState.PLANNED and visit.ends_at < now
        late = visit.state in LIVE and (
            passed or (todo is not None and todos.is_overdue(todo, now))
        )
        return Row(visit, case, matter_of(self._catalogue, case), todo, late)

    def _sheets(self, rows: Sequence[Row], clerk: Clerk, deed: Deed) -> list[Sheet]:
        if not all(row.is_of(clerk) for row in rows):
            raise SubmissionRefused(words("先接下这一家，才看得到电话和门牌。"))
        if not rows:
            return []
        with self._db.write() as work:
            now = self._clock.now()
            for row in rows:
                note_deed(work, deed, row.case, clerk, now)
        with self._db.read() as work:
            reports = work.visits.reports([row.visit.id for row in rows])
            return [
                Sheet(
                    row,
                    filled_form(work, row.case, row.entry, self._services),
                    [one for one in reports if one.visit_id == row.visit.id],
                )
                for row in rows
            ]


def _in_order(rows: Sequence[Row]) -> list[Row]:
    by_id = {row.visit.id: row for row in rows}
    stops = [
        Stop(
            row.visit.id, row.visit.starts_at, row.visit.ends_at, row.visit.exact,
            row.visit.ward, row.address,
        )
        for row in rows
    ]  # fmt: skip
    return [by_id[stop.id] for stop in in_order(stops)]
