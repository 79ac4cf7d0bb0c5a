"""Days off: the published year, and the statute where no notice is published yet."""

from __future__ import annotations

from datetime import date

import pytest

from services.appointments.calendar import (
    after_working_days,
    day_off,
    is_announced,
    is_working_day,
)

# 国办发明电〔2025〕7号: 2026.
OFF_2026 = [
    *((1, day) for day in range(1, 4)),
    *((2, day) for day in range(15, 24)),
    *((4, day) for day in range(4, 7)),
    *((5, day) for day in range(1, 6)),
    *((6, day) for day in range(19, 22)),
    *((9, day) for day in range(25, 28)),
    *((10, day) for day in range(1, 8)),
]
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


@pytest.mark.parametrize(("month", "day"), OFF_2026)
def test_holidays_of_2026_are_off(month: int, day: int) -> None:
    off = day_off(date(2026, month, day))
    assert off is not None
    assert off.holiday


@pytest.mark.parametrize(("month", "day"), WORKED_2026)
def test_worked_weekends_of_2026_are_working_days(month: int, day: int) -> None:
    weekend = date(2026, month, day)
    assert weekend.weekday() >= 5
    assert is_working_day(weekend)


def test_a_plain_weekend_is_off_but_no_holiday() -> None:
    off = day_off(date(2026, 11, 22))
    assert off is not None
    assert not off.holiday


@pytest.mark.parametrize(
    ("month", "day"), [(1, 1), (2, 5), (2, 8), (4, 5), (5, 2), (6, 9), (9, 15), (10, 3)]
)
def test_before_the_notice_of_2027_the_statute_holds(month: int, day: int) -> None:
    assert not is_announced(2027)
    off = day_off(date(2027, month, day))
    assert off is not None
    assert off.holiday


def test_before_the_notice_nobody_guesses_bridges_or_worked_weekends() -> None:
    assert is_working_day(date(2027, 1, 4))
    assert not is_working_day(date(2027, 1, 2))  # a Saturday


def test_working_days_leave_out_the_holiday_and_count_the_worked_saturday() -> None:
    assert after_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert after_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert after_working_days(date(2026, 9, 30), 0) == date(2026, 9, 30)
