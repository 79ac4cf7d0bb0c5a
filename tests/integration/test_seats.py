"""Taking, moving and giving back a seat: one at a time, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from services.appointments.context import AppointmentContext
from services.appointments.places import load_places
from services.appointments.seats import Full, PastSeats
from services.appointments.slots import Timetable
from services.clock import FixedClock
from services.journey import Applicant, SubmissionRefused
from services.kit import Kit
from services.storage import Database
from services.storage.cases import CaseState
from services.storage.people import NewPerson
from tests.appointments import SUNDAY, books, slots_of, small_hall
from tests.street import resident

HALL = small_hall(3, priority=1)
NINE, TEN = slots_of(HALL)
# The day before, when every seat is open to all.
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_seats_kept_back_go_to_those_they_are_kept_for(database: Database) -> None:
    assert books(database, NINE, "young")[1] == 2
    assert books(database, NINE, "other")[1] == 3
    with pytest.raises(Full):
        books(database, NINE, "third")
    assert books(database, NINE, "grandmother", priority=True)[1] == 1


def test_on_the_day_before_anybody_gets_the_last_one(database: Database) -> None:
    for name in ("young", "other", "third"):
        books(database, NINE, name, now=MONDAY)
    with pytest.raises(Full):
        books(database, NINE, "grandmother", priority=True, now=MONDAY)


def test_a_leap_day_is_kept_on_28_february(database: Database) -> None:
    with database.write() as work:
        born = date(1964, 2, 29)
        person = work.people.find_or_add(NewPerson("19900000001", birth_date=born), SUNDAY)

    def is_elder(utc: datetime) -> bool:
        kit = cast(Kit, SimpleNamespace(db=database, clock=FixedClock(utc)))
        who = Applicant(b"l" * 32, person.id)
        timetable = Timetable(load_places(), "hall-appointment")
        return AppointmentContext("hall-appointment", who, kit, timetable).is_elder()

    midnight = datetime(2029, 2, 27, 16, tzinfo=UTC)
    assert not is_elder(midnight - timedelta(seconds=1))
    assert is_elder(midnight)


def test_nobody_has_two_seats_at_the_same_time(database: Database) -> None:
    books(database, NINE, "young")
    with pytest.raises(SubmissionRefused, match="已经约好了"):
        books(database, NINE, "young")
    halves = small_hall(3).desks[0].model_copy(update={"slug": "other", "minutes": 120})
    longer = slots_of(HALL.model_copy(update={"slug": "big", "desks": [halves]}))[0]
    with pytest.raises(SubmissionRefused, match="碰在一起"):
        books(database, longer, "young")
    assert books(database, TEN, "young")[1] > 0, "one after the other is no clash"


def test_a_refused_booking_leaves_nothing(database: Database) -> None:
    books(database, NINE, "young")
    with database.read() as work:
        before = work.cases.count()
    with pytest.raises(SubmissionRefused):
        books(database, NINE, "young")
    with database.read() as work:
        assert work.cases.count() == before


def test_moving_gives_the_old_seat_back_and_keeps_it_when_the_new_one_is_gone(
    database: Database,
) -> None:
    case_id, _ = books(database, NINE, "young")
    for name in ("a", "b"):
        books(database, TEN, name)
    with pytest.raises(Full):
        books(database, TEN, "young", moving=case_id)
    with database.read() as work:
        assert work.bookings.of_case(case_id) is not None, "the old one must be kept"
    with database.write() as work:
        (booking,) = work.bookings.held(resident("a").owner, None, SUNDAY)
        work.bookings.free(booking.case_id)
    new_id, _ = books(database, TEN, "young", moving=case_id)
    with database.read() as work:
        assert work.bookings.of_case(case_id) is None
        assert work.bookings.of_case(new_id) is not None
        assert work.bookings.seats(NINE.key) == set()


def test_moving_within_the_same_time_keeps_the_seat(database: Database) -> None:
    case_id, seat = books(database, NINE, "young")
    new_id, again = books(database, NINE, "young", moving=case_id)
    assert again == seat
    with database.read() as work:
        assert work.bookings.of_case(case_id) is None
        assert work.bookings.of_case(new_id) is not None


def test_one_appointment_is_moved_once_from_two_windows(database: Database) -> None:
    case_id, _ = books(database, NINE, "young")
    books(database, TEN, "young", moving=case_id)
    third = slots_of(HALL, NINE.day + timedelta(days=1))[0]
    with pytest.raises(SubmissionRefused, match="已经取消了"):
        books(database, third, "young", moving=case_id)
    with database.read() as work:
        assert work.bookings.seats(third.key) == set()


def test_a_time_that_has_come_is_refused(database: Database) -> None:
    with pytest.raises(SubmissionRefused, match="已经到了"):
        books(database, NINE, "young", now=NINE.starts_at)
    assert books(database, NINE, "young", now=NINE.starts_at - timedelta(minutes=1))


def test_a_clock_set_back_sells_no_seat_again(database: Database) -> None:
    late = NINE.starts_at - timedelta(minutes=1)
    for name in ("a", "b", "c"):
        books(database, NINE, name, now=late)
    with pytest.raises(Full):
        books(database, NINE, "d", priority=True, now=late - timedelta(hours=20))


def test_what_is_over_is_put_away_after_a_day(database: Database) -> None:
    case_id, _ = books(database, NINE, "young")
    clock = FixedClock(SUNDAY)
    past = PastSeats(database, clock)
    assert past.close() == 0
    clock.advance(days=3, hours=2)
    assert past.close() == 1
    assert past.close() == 0
    with database.read() as work:
        assert work.bookings.of_case(case_id) is None
        assert work.cases.by_id(case_id).state is CaseState.DONE


def test_two_weeks_of_slots_are_counted_in_one_query(database: Database) -> None:
    from sqlalchemy import event

    from services.appointments.seats import seats_taken

    books(database, NINE, "young")
    slots = [s for day in range(14) for s in slots_of(HALL, NINE.day + timedelta(days=day))]
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    with database.read() as work:
        assert seats_taken(work, slots)[NINE.key].all == 1
    event.remove(database.engine, "before_cursor_execute", note)
    assert len([statement for statement in asked if "bookings" in statement]) == 1
