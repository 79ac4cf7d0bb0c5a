"""Slots: the times one can come to a desk, made from its hours; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.appointments.places import Desk, Hours, Place
from services.cases import DISTRICT_TIME
from services.words import Day, Words, words


@dataclass(frozen=True)
class Slot:
    """One time at one desk. Its moments stand in the district's time.

    ``extra``: outside the office's hours (延时办).
    """

    place: Place
    desk: Desk
    starts_at: datetime
    ends_at: datetime
    extra: bool

    @property
    def desk_key(self) -> str:
        """The name of its desk among all of the district."""
        return desk_key(self.place, self.desk)

    @property
    def key(self) -> str:
        """Its own name: fengqiao-hall.window.2026-11-24.0830."""
        return f"{self.desk_key}.{self.starts_at:%Y-%m-%d.%H%M}"

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.starts_at.date()

    @property
    def address(self) -> Words:
        """Where its place lies."""
        return Words(self.place.address)

    @property
    def when(self) -> Words:
        """「11 月 24 日 星期二 上午 9 点」."""
        return words("%(day)s %(time)s", day=Day(self.day), time=self.starts_at.time())


def desk_key(place: Place, desk: Desk) -> str:
    """The name of a desk among all of the district."""
    return f"{place.slug}.{desk.slug}"


def slots_on(place: Place, desk: Desk, day: date) -> list[Slot]:
    """The slots of a desk on one day, the earliest first."""
    found = [slot for hours in desk.hours for slot in _of_hours(place, desk, hours, day)]
    return sorted(found, key=lambda slot: slot.starts_at)


def _of_hours(place: Place, desk: Desk, hours: Hours, day: date) -> Iterator[Slot]:
    if not hours.apply_to(day):
        return
    length = timedelta(minutes=desk.minutes)
    start = datetime.combine(day, hours.opens, DISTRICT_TIME)
    closes = datetime.combine(day, hours.closes, DISTRICT_TIME)
    while start + length <= closes:
        yield Slot(place, desk, start, start + length, hours.extra)
        start += length


def next_full_hour(now: datetime) -> datetime:
    """The first moment that can still be booked: the next full hour of the district's clock."""
    local = now.astimezone(DISTRICT_TIME)
    hour = local.replace(minute=0, second=0, microsecond=0)
    return hour if hour == local else hour + timedelta(hours=1)


def upcoming(place: Place, desk: Desk, now: datetime, days: int) -> list[Slot]:
    """The slots of a desk that can be booked now, today and the ``days`` after."""
    first = next_full_hour(now)
    today = now.astimezone(DISTRICT_TIME).date()
    return [
        slot
        for ahead in range(days + 1)
        for slot in slots_on(place, desk, today + timedelta(days=ahead))
        if slot.starts_at >= first
    ]
