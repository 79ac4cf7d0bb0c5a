"""Appointments as a service: books a seat with its case, moves it, gives it back, reminds of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from services.applications import ApplicationDesk
from services.appointments.context import AppointmentContext
from services.appointments.ics import Event
from services.appointments.places import load_places
from services.appointments.questions import appointment_journey
from services.appointments.receipts import MOVED, appointment_receipt
from services.appointments.reminding import forget_both, remind_twice
from services.appointments.seats import TIME, Full, take_seat
from services.appointments.slots import Slot, Timetable
from services.appointments.times import nearest
from services.appointments.wording import WORDING
from services.cases import shown_reference
from services.catalogue import Entry
from services.journey import (
    Answers,
    Applicant,
    Journey,
    Outcome,
    Review,
    Submission,
    SubmissionRefused,
)
from services.kit import Kit
from services.progress import UNDO
from services.receipts import Receipt
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.visits import NewVisit
from services.visits.planning import cancel, plan
from services.visits.standing import visit_standing
from services.words import words

# Answered anew when an appointment is moved.
_ASKED_AGAIN = {"moving", "day", "time"}


class AppointmentService:
    """One kind of appointment; a Service for the runner."""

    def __init__(self, entry: Entry, kit: Kit) -> None:
        self.slug = entry.slug
        self._entry = entry
        self._kit = kit
        self._desk = ApplicationDesk(kit.db, kit.clock)

    @cached_property
    def journey(self) -> Journey:
        """See Service."""
        return appointment_journey(self.slug)

    @cached_property
    def _timetable(self) -> Timetable:
        return Timetable(load_places(), self.slug)

    def context(self, applicant: Applicant) -> AppointmentContext:
        """See Service."""
        return AppointmentContext(self.slug, applicant, self._kit, self._timetable)

    def review(self, context: AppointmentContext, answers: Answers) -> Review:
        """See Service."""
        wording = WORDING[self.slug]
        if context.moving(answers) is not None:
            kept_until = words("新的时间约好了，原来的才取消。")
            return Review(words("改到这个时间"), None, (kept_until,))
        notes = (*wording.bring, words("到开始前都可以改、可以取消。"))
        return Review(words("就约这个时间"), None, notes)

    def submit(
        self, context: AppointmentContext, answers: Answers, submission: Submission
    ) -> Outcome:
        """See Service. Case and seat, and those that give way, change together or not at all."""
        slot = context.slot(answers["time"])
        if slot is None:
            raise SubmissionRefused(words("这个时间不再开放。请再选一个。"), TIME)
        moving = context.moving(answers)

        def opening(work: Work, case: Case) -> None:
            if moving is not None:
                self._give_way(work, moving, slot, case)
            self._book(work, context, answers, slot, case, moving)

        extra: Mapping[str, Any] = {
            "given": dict(answers),
            "slot": slot.key,
            "locale": submission.locale,
        }
        try:
            return self._desk.send(
                self._entry, self.journey, context, answers, submission,
                extra=extra, opening=opening, to_office=False,
            )  # fmt: skip
        except Full as full:
            raise self._sold_out(submission.applicant, answers, full) from full

    def receipt(self, case: Case) -> Receipt:
        """See Service."""
        context = self.context(Applicant(case.owner, case.person_id))
        with self._kit.db.read() as work:
            booking = work.bookings.of_case(case.id)
            standing = visit_standing(work, case) if self._entry.particulars.at_home else None
        return appointment_receipt(self._desk, context, case, booking, standing)

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """See Service. Until it begins, and always in the first minutes."""
        slot = self.context(applicant).slot(case.details["slot"])
        until = case.opened_at + UNDO
        if slot is not None:
            until = max(until, slot.starts_at)

        def free(work: Work, kept: Case) -> None:
            work.bookings.free(kept.id)
            cancel(work, kept, self._kit.clock.now())
            forget_both(work, kept)

        self._desk.withdraw(case, applicant, free, until=until)

    def moving_answers(self, case: Case, applicant: Applicant) -> dict[str, Any]:
        """The answers with which to begin when this appointment is to be moved.

        Raises SubmissionRefused when it is over or cancelled.
        """
        mine = self.context(applicant).mine
        if case.reference not in {one.case.reference for one in mine}:
            raise SubmissionRefused(words("这一次已经开始或者取消了，不能再改。可以再约一次。"))
        given = case.details["given"]
        kept = {slug: value for slug, value in given.items() if slug not in _ASKED_AGAIN}
        return {"moving": case.reference, **kept}

    def event(self, case: Case) -> Event | None:
        """What a calendar keeps of it; None once it is over or cancelled."""
        slot = self.context(Applicant(case.owner, case.person_id)).slot(case.details["slot"])
        if slot is None or case.state is not CaseState.OPEN:
            return None
        return Event(case.reference, slot, case.opened_at)

    def _book(
        self,
        work: Work,
        context: AppointmentContext,
        answers: Answers,
        slot: Slot,
        case: Case,
        moving: Case | None,
    ) -> None:
        now = self._kit.clock.now()
        moved = None if moving is None else moving.id
        seat = take_seat(work, slot, context.comer(answers), case.id, now, moved)
        said = words("约好了：%(when)s，%(seat)s 号。", when=slot.when, seat=seat)
        work.events.add(case.id, now, said)
        if self._entry.particulars.at_home:
            where, (starts_at, ends_at) = slot.place.slug, (slot.starts_at, slot.ends_at)
            visit = NewVisit(case.id, self.slug, where, starts_at, ends_at, exact=True)
            plan(work, case, visit, now)
        remind_twice(work, slot, case, answers["phone"], now)

    def _give_way(self, work: Work, old: Case, slot: Slot, new: Case) -> None:
        """Close the old case, which may have changed in another window since it was looked up."""
        if work.cases.by_id(old.id).state is not CaseState.OPEN:
            raise SubmissionRefused(words("原来的那一次已经取消了。请再看一遍。"), "moving")
        now = self._kit.clock.now()
        work.cases.change(old.id, CaseState.CLOSED, now, MOVED)
        said = words(
            "改到了 %(when)s，凭证号 %(new)s。", when=slot.when, new=shown_reference(new.reference)
        )
        work.events.add(old.id, now, said)
        cancel(work, old, now)
        forget_both(work, old)

    def _sold_out(self, applicant: Applicant, answers: Answers, full: Full) -> SubmissionRefused:
        """The same refusal with the next free times, at the question that can mend it."""
        context = self.context(applicant)
        day = answers["day"]
        same_day = any(one.slot.day.isoformat() == day for one in context.openings(answers))
        said = words(
            "%(refused)s%(nearest)s请再选一次。",
            refused=full.words,
            nearest=nearest(context, answers),
        )
        return SubmissionRefused(said, TIME if same_day else "day")


def open_service(entry: Entry, kit: Kit) -> AppointmentService:
    """The appointment service of a guide. Raises KeyError for one that nothing is written for."""
    if entry.slug not in WORDING:
        raise KeyError(entry.slug)
    return AppointmentService(entry, kit)
