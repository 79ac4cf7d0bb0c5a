"""Slots and seats: hours on each kind of day, the next full hour, places kept back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from services.appointments.ics import Event, calendar_file
from services.appointments.places import Places, load_places
from services.appointments.seats import left, released
from services.appointments.slots import Timetable, next_full_hour, slots_on
from services.catalogue import GuideFault
from services.storage.bookings import Taken
from tests.appointments import SUNDAY, TUESDAY, slots_of, small_hall

HALL = load_places().place("fengqiao-hall")


def _hours(day: date) -> list[str]:
    assert HALL is not None
    return [f"{slot.starts_at:%H%M}" for slot in slots_on(HALL, HALL.desks[0], day)]


def test_a_hall_is_open_through_noon_on_working_days() -> None:
    monday = ["0830", "0930", "1030", "1130", "1230", "1330", "1430", "1530"]
    assert _hours(date(2026, 11, 23)) == monday
    assert _hours(TUESDAY) == [*monday, "1630", "1730"]
    assert _hours(date(2026, 11, 25)) == ["0730", *monday]


def test_saturdays_have_duty_hours_and_sundays_none() -> None:
    assert _hours(date(2026, 11, 28)) == ["0900", "1000", "1100"]
    assert _hours(date(2026, 11, 29)) == []


def test_holidays_are_closed_and_a_worked_saturday_is_open_all_day() -> None:
    assert _hours(date(2026, 10, 1)) == []
    assert _hours(date(2026, 10, 3)) == [], "a Saturday of a holiday has no duty hours"
    assert len(_hours(date(2026, 10, 10))) == 8


def test_the_car_for_the_hospital_drives_on_holidays_too() -> None:
    places = load_places()
    desks = list(places.desks_of("medical-transport"))
    assert all(slots_on(place, desk, date(2026, 10, 1)) for place, desk in desks)


def test_only_what_begins_at_the_next_full_hour_or_later_is_offered() -> None:
    monday = datetime(2026, 11, 23, 1, 1, tzinfo=UTC)  # 9:01 in the district
    assert next_full_hour(monday).hour == 10
    assert next_full_hour(monday.replace(minute=0)).hour == 9
    hall = small_hall(1)
    timetable = Timetable(Places(days_ahead=1, places=[hall]), "hall-appointment")
    assert [f"{slot.starts_at:%d %H}" for slot in timetable.upcoming(monday)] == [
        "23 10",
        "24 09",
        "24 10",
    ]


def test_places_kept_back_are_for_some_until_the_day_before() -> None:
    slot = slots_of(small_hall(3, priority=1))[0]
    nobody: dict[str, Taken] = {}
    assert left(slot, nobody, True, SUNDAY) == 3
    assert left(slot, nobody, False, SUNDAY) == 2
    assert not released(slot, SUNDAY)
    # 23:59 of the Sunday, and midnight of the Monday before the Tuesday.
    sunday_night = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)
    assert left(slot, nobody, False, sunday_night) == 2
    assert left(slot, nobody, False, sunday_night + timedelta(minutes=1)) == 3


def test_a_kept_seat_that_is_taken_takes_nothing_from_the_others() -> None:
    slot = slots_of(small_hall(3, priority=1))[0]
    assert left(slot, {slot.key: Taken(all=1, priority=1)}, False, SUNDAY) == 2
    assert left(slot, {slot.key: Taken(all=2, priority=0)}, False, SUNDAY) == 0
    assert left(slot, {slot.key: Taken(all=2, priority=0)}, True, SUNDAY) == 1


def test_a_place_without_seats_for_all_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = load_places.__wrapped__
    path = tmp_path / "places.toml"
    text = (Path("services/appointments/places.toml")).read_text("utf-8")
    path.write_text(text.replace("priority = 1", "priority = 4", 1), "utf-8")
    with pytest.raises(GuideFault, match=r"places\.toml:\d+: "):
        broken(path)


def test_a_calendar_file_holds_time_and_place_in_short_lines() -> None:
    slot = slots_of(small_hall(1))[0]
    text = calendar_file(Event("Y20261122000001", slot, SUNDAY), "枫桥, 大厅", "路" * 60)
    assert "DTSTART:20261124T010000Z\r\n" in text
    assert "SUMMARY:枫桥\\, 大厅\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n ", "").count("路") == 60
