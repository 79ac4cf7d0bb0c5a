"""What the questions of an appointment look things up in: one visitor, one service, one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from services.appointments.places import Desk, Place, Places
from services.appointments.seats import Comer, left, seats_taken
from services.appointments.slots import Slot, Timetable, desk_key
from services.cases import DISTRICT_TIME
from services.catalogue import Catalogue
from services.contact import Contact, contact_for
from services.journey import Answers, Applicant
from services.kit import Kit
from services.storage.bookings import Taken
from services.storage.cases import Case
from services.storage.people import Person
from services.subsidies.ages import age_on

# 优待 begins at 65 here; the seats kept back are this district's own rule.
ELDER_AGE = 65
# Answers to the question who comes.
ELDER, DISABLED, OTHER = "elder", "disabled", "other"
NEW = "new"


@dataclass(frozen=True)
class Opening:
    """A slot with seats for this resident; ``left`` is how many."""

    slot: Slot
    left: int


@dataclass(frozen=True)
class Kept:
    """An appointment that is still to come."""

    case: Case
    slot: Slot


class AppointmentContext:
    """Each thing is looked up once at most."""

    def __init__(self, service: str, applicant: Applicant, kit: Kit, timetable: Timetable) -> None:
        self.service = service
        self.applicant = applicant
        self.timetable = timetable
        self.now: datetime = kit.clock.now()
        self._kit = kit

    @property
    def catalogue(self) -> Catalogue:
        """All services: what one may come to a hall for."""
        return self._kit.catalogue

    @property
    def today(self) -> date:
        """The day in the district."""
        return self.now.astimezone(DISTRICT_TIME).date()

    @cached_property
    def person(self) -> Person | None:
        """Who is signed in."""
        if self.applicant.person_id is None:
            return None
        with self._kit.db.read() as work:
            return work.people.find(self.applicant.person_id)

    @cached_property
    def contact(self) -> Contact | None:
        """How this resident wants to be reached, if that was asked before."""
        with self._kit.db.read() as work:
            return contact_for(work, self.applicant)

    @property
    def places(self) -> Places:
        """The places of the district."""
        return self.timetable.places

    @property
    def desks(self) -> Sequence[tuple[Place, Desk]]:
        """Every desk of this service with its place."""
        return self.timetable.desks

    @cached_property
    def mine(self) -> list[Kept]:
        """My appointments of this service that are still to come, the soonest first."""
        by = self.applicant
        with self._kit.db.read() as work:
            cases = [
                work.cases.by_id(booking.case_id)
                for booking in work.bookings.held(by.owner, by.person_id, self.now)
            ]
        found = [
            (case, self.slot(case.details["slot"]))
            for case in cases
            if case.service == self.service
        ]
        return [Kept(case, slot) for case, slot in found if slot and slot.starts_at > self.now]

    def moving(self, answers: Answers) -> Case | None:
        """The appointment that gives way to the one being made."""
        wanted = answers.get("moving", NEW)
        return next((one.case for one in self.mine if one.case.reference == wanted), None)

    def is_elder(self) -> bool:
        """Whether the records say that the signed-in resident is ELDER_AGE or older."""
        born = self.person.birth_date if self.person else None
        return born is not None and age_on(born, self.today) >= ELDER_AGE

    def has_priority(self, answers: Answers) -> bool:
        """Whether seats kept for elders and disabled residents are for this one."""
        return self.is_elder() or answers.get("who") in (ELDER, DISABLED)

    def comer(self, answers: Answers) -> Comer:
        """Who comes, by name and telephone: one resident may book for several."""
        who = f"{answers['phone']} {answers['name']}"
        return Comer(self.applicant, who, self.has_priority(answers))

    def chosen_desks(self, answers: Answers) -> list[tuple[Place, Desk]]:
        """The desks that fit what was chosen so far."""
        variety, place = answers.get("variety"), answers.get("place")
        return [
            (where, desk)
            for where, desk in self.desks
            if place in (None, where.slug) and variety in (None, desk.slug)
        ]

    def openings(self, answers: Answers) -> list[Opening]:
        """The slots with a seat for this resident, the earliest first."""
        wanted = {desk_key(place, desk) for place, desk in self.chosen_desks(answers)}
        priority = self.has_priority(answers)
        found = (
            Opening(slot, left(slot, self._taken, priority, self.now))
            for slot in self._upcoming
            if slot.desk_key in wanted
        )
        return [opening for opening in found if opening.left > 0]

    def slot(self, key: str) -> Slot | None:
        """The slot of this name, past ones too; None when the places do not offer it."""
        return self.timetable.find(key)

    @cached_property
    def _upcoming(self) -> Sequence[Slot]:
        return self.timetable.upcoming(self.now)

    @cached_property
    def _taken(self) -> Mapping[str, Taken]:
        with self._kit.db.read() as work:
            return seats_taken(work, self._upcoming)
