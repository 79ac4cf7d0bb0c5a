"""Which days are worked: the State Council's yearly notice, or the statute while it is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_SATURDAY = 5
_ANNOUNCED = frozenset(day.year for day in chinese_calendar.holidays)
# 国令795: the statutory days, all that is certain before a year's notice. Bridges and worked
# weekends are not known until then, nor which day makes up for one that falls on a weekend.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
# Those that follow the moon or the sun, as far ahead as anybody books.
_MOVING = {
    2027: frozenset({(2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (6, 9), (9, 15)}),
}


@dataclass(frozen=True)
class DayOff:
    """A day without work. ``holiday`` tells a public holiday from a plain weekend."""

    holiday: bool


def is_announced(year: int) -> bool:
    """Whether the notice on days off for ``year`` is known; if not, plans may still change."""
    return year in _ANNOUNCED


def day_off(day: date) -> DayOff | None:
    """Whether and why nobody works on ``day``; None on a working day, worked weekends included."""
    if is_announced(day.year):
        if chinese_calendar.is_workday(day):
            return None
        _, name = chinese_calendar.get_holiday_detail(day)
        return DayOff(holiday=name is not None)
    if (day.month, day.day) in _FIXED | _MOVING.get(day.year, frozenset()):
        return DayOff(holiday=True)
    return DayOff(holiday=False) if day.weekday() >= _SATURDAY else None


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    return day_off(day) is None


def after_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``: the end of a limit counted in working days."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_after(day: date, until: date) -> int:
    """How many working days there are after ``day``, ``until`` among them."""
    between = (day + timedelta(days=n + 1) for n in range((until - day).days))
    return sum(is_working_day(each) for each in between)
