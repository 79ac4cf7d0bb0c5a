"""A small hall for tests: few seats, and residents who want them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from secrets import token_hex

from services.appointments.places import Desk, Hours, Place
from services.appointments.seats import Comer, take_seat
from services.appointments.slots import Slot, slots_on
from services.cases import open_case
from services.clock import FixedClock
from services.storage import Database
from services.storage.cases import CaseState
from tests.street import press, resident

# Sunday, 9:12 in the morning where the district is.
SUNDAY = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def small_hall(seats: int, priority: int = 0) -> Place:
    """A hall with one desk, open 9:00 to 11:00 on working days in slots of an hour."""
    hours = Hours.model_validate({"on": ["working"], "opens": "09:00", "closes": "11:00"})
    desk = Desk(
        service="hall-appointment", slug="window", seats=seats, priority=priority, minutes=60,
        hours=[hours],
    )  # fmt: skip
    return Place(slug="small", name="小厅", address="暖阳路", entry=["没有台阶。"], desks=[desk])


def slots_of(place: Place, day: date = TUESDAY) -> list[Slot]:
    """The slots of its one desk."""
    return slots_on(place, place.desks[0], day)


def books(
    db: Database,
    slot: Slot,
    name: str,
    priority: bool = False,
    now: datetime = SUNDAY,
    moving: int | None = None,
) -> tuple[int, int]:
    """Somebody books in one transaction; returns case id and seat. Raises SubmissionRefused."""
    who = resident(name)
    submission = press(who, once=token_hex(8))
    with db.write() as work:
        case = open_case(
            work, FixedClock(now).now(), "A", "hall-appointment", submission, CaseState.OPEN, {}
        )
        return case.id, take_seat(work, slot, Comer(who, name, priority), case.id, now, moving)
