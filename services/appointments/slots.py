"""Slots: the times one can come to a desk, made from its hours; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from services.appointments.places import Desk, Hours, Place, Places
from services.cases import DISTRICT_TIME
from services.words import Day, Words, words

# More days than anybody looks at; then they are made anew.
_DAYS_KEPT = 200


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

    @cached_property
    def desk_key(self) -> str:
        """The name of its desk among all of the district."""
        return desk_key(self.place, self.desk)

    @cached_property
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


class Timetable:
    """All slots of one service. Each day's are made once: a page asks for two weeks of them."""

    def __init__(self, places: Places, service: str) -> None:
        self.places = places
        self.desks = tuple(places.desks_of(service))
        self._days: dict[date, tuple[Slot, ...]] = {}

    def on(self, day: date) -> tuple[Slot, ...]:
        """The slots of a day, the earliest first."""
        if day not in self._days:
            if len(self._days) > _DAYS_KEPT:
                self._days.clear()
            found = [slot for place, desk in self.desks for slot in slots_on(place, desk, day)]
            self._days[day] = tuple(sorted(found, key=lambda slot: (slot.starts_at, slot.key)))
        return self._days[day]

    def upcoming(self, now: datetime) -> list[Slot]:
        """The slots that can be booked now, the earliest first."""
        first = next_full_hour(now)
        today = now.astimezone(DISTRICT_TIME).date()
        days = (today + timedelta(days=ahead) for ahead in range(self.places.days_ahead + 1))
        return [slot for day in days for slot in self.on(day) if slot.starts_at >= first]

    def find(self, key: str) -> Slot | None:
        """The slot of this name, past ones too; None when the places do not offer it."""
        try:
            day = date.fromisoformat(key.split(".")[-2])
        except (IndexError, ValueError):
            return None
        return next((slot for slot in self.on(day) if slot.key == key), None)
