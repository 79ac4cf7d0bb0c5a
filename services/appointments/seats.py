"""Seats: who may have which, how many are left, and taking one so that none is sold twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.appointments.slots import Slot
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.journey import Applicant, SubmissionRefused
from services.storage import Database, Work
from services.storage.bookings import NewBooking, Taken
from services.storage.cases import CaseState
from services.words import words

_NONE = Taken(all=0, priority=0)
# Where a refusal sends the resident: to the question that can mend it.
TIME = "time"
_GONE = words("原来的那一次已经取消了。请再看一遍。")


class Full(SubmissionRefused):
    """Every seat of the slot that this person may have is taken."""


@dataclass(frozen=True)
class Comer:
    """Who comes, and who books it: one may book for several.

    ``who`` is the same text each time for the same person. ``priority``: 65 or older, or
    disabled, by the records or by their own word.
    """

    applicant: Applicant
    who: str
    priority: bool


def released(slot: Slot, now: datetime) -> bool:
    """Whether seats kept for elders and disabled residents are free to all: from the day before."""
    return now.astimezone(DISTRICT_TIME).date() >= slot.day - timedelta(days=1)


def left(slot: Slot, taken: Mapping[str, Taken], priority: bool, now: datetime) -> int:
    """How many seats of a slot somebody can still have."""
    held = taken.get(slot.key, _NONE)
    if priority or released(slot, now):
        return max(slot.desk.seats - held.all, 0)
    ordinary = slot.desk.seats - slot.desk.priority
    return max(ordinary - (held.all - held.priority), 0)


def seats_taken(work: Work, slots: Sequence[Slot]) -> Mapping[str, Taken]:
    """How many seats are taken in each of these slots; one query for any number of them."""
    if not slots:
        return {}
    desks = {slot.desk_key for slot in slots}
    first = min(slot.starts_at for slot in slots)
    return work.bookings.taken(desks, first, max(slot.ends_at for slot in slots))


def take_seat(
    work: Work, slot: Slot, comer: Comer, case_id: int, now: datetime, moving: int | None = None
) -> int:
    """Take a seat in the caller's transaction; returns its number.

    ``moving`` is the case whose seat is given back for this one. Raises SubmissionRefused when
    the time has come, the comer has another appointment then, or all seats are taken; the caller's
    transaction must then be undone.
    """
    if slot.starts_at <= now:
        raise SubmissionRefused(
            words("%(when)s已经到了，不能再约。请选晚一点的时间。", when=slot.when), TIME
        )
    if moving is not None:
        kept = work.bookings.of_case(moving)
        if kept is not None and kept.slot == slot.key:
            if not work.bookings.hand_over(moving, case_id):
                raise SubmissionRefused(_GONE, "moving")
            return kept.seat
    _refuse_meeting(work, slot, comer, moving)
    for seat in _seats_for(slot, comer.priority, now, work.bookings.seats(slot.key)):
        new = NewBooking(
            slot.desk_key, slot.key, seat, seat <= slot.desk.priority, case_id,
            comer.applicant.owner, comer.who, slot.starts_at, slot.ends_at,
        )  # fmt: skip
        if work.bookings.take(new):
            if moving is not None and not work.bookings.free(moving):
                raise SubmissionRefused(_GONE, "moving")
            return seat
    # Somebody was first by a moment; perhaps the same person, in another window.
    _refuse_meeting(work, slot, comer, moving)
    raise Full(words("%(when)s刚刚被别人约走了。您填的都还在。", when=slot.when), TIME)


def _seats_for(slot: Slot, priority: bool, now: datetime, taken: set[int]) -> list[int]:
    """Free seats in the order in which this person gets them."""
    desk = slot.desk
    kept_back = list(range(1, desk.priority + 1))
    ordinary = list(range(desk.priority + 1, desk.seats + 1))
    if priority:
        order = kept_back + ordinary
    else:
        order = ordinary + (kept_back if released(slot, now) else [])
    return [seat for seat in order if seat not in taken]


def _refuse_meeting(work: Work, slot: Slot, comer: Comer, moving: int | None) -> None:
    """Nobody can be in two places: raises SubmissionRefused when this time meets another one."""
    by = comer.applicant
    for other in work.bookings.held(by.owner, by.person_id, slot.starts_at):
        if other.case_id == moving or other.who != comer.who or other.starts_at >= slot.ends_at:
            continue
        if other.slot == slot.key:
            said = words(
                "%(when)s您已经约好了，不用再约一次。想换时间，请选别的时间。", when=slot.when
            )
        else:
            said = words(
                "您在 %(other)s已经约了别的事，和 %(when)s碰在一起。请换一个时间。",
                other=other.starts_at,
                when=slot.when,
            )
        raise SubmissionRefused(said, TIME)


class PastSeats:
    """Puts away what is over; for the worker, once an hour."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def close(self, limit: int = 200) -> int:
        """End the cases whose time is over since a day, and drop their seats; how many."""
        now = self._clock.now()
        with self._db.write() as work:
            over = work.bookings.over(now - timedelta(days=1), limit)
            for booking in over:
                work.bookings.free(booking.case_id)
                # What is done at home is over when the visitor says so, not by the clock.
                if work.visits.of_case(booking.case_id) is not None:
                    continue
                if work.cases.by_id(booking.case_id).state is CaseState.OPEN:
                    work.cases.change(booking.case_id, CaseState.DONE, now)
                    work.events.add(booking.case_id, now, words("约好的时间过了，这件事办完了。"))
        return len(over)
